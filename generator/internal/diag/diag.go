// Package diag says what is wrong in a handbook, and where.
//
// A Diagnostic is a fact about a place in a file, in the author's words, with a hint where there is one.
// Each has a stable Code from the table in codes.go. Packages gather diagnostics in a List; only the
// command sorts and prints them.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says how much a diagnostic weighs. Errors make the exit status 1; warnings do so under --strict.
type Severity int8

// The severities, lightest first. Off is only a setting: a diagnostic with it is dropped.
const (
	Off Severity = iota
	Note
	Warning
	Error
)

func (s Severity) String() string {
	switch s {
	case Note:
		return "note"
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return "off"
}

// ParseSeverity reads "off", "note", "warning" or "error".
func ParseSeverity(s string) (Severity, bool) {
	for _, v := range []Severity{Off, Note, Warning, Error} {
		if v.String() == s {
			return v, true
		}
	}
	return Off, false
}

// Pos is a place in a file of the handbook.
type Pos struct {
	File   string // relative to the source folder, with forward slashes
	Line   int    // from 1, front matter counted; 0 means the whole file
	Col    int    // from 1, in characters
	EndCol int    // last character of the marked span, 0 if unknown
}

func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Diagnostic is one finding.
type Diagnostic struct {
	Code       Code
	Severity   Severity
	Pos        Pos
	Message    string   // the fact: lower case, no full stop, things in quotes
	Hint       string   // the remedy, if there is one
	Candidates []string // names that might have been meant, closest first
	Related    []Pos    // other places that belong to the fact
	Unsafe     bool     // publishing would be unsafe: build writes nothing
	Fix        *Fix     // the remedy, if it is exact; nil if an author has to judge
}

// Fix is a change to a file that mends a finding: the bytes [Start, End) of the file, which are Old, become New.
type Fix struct {
	File       string
	Start, End int // offsets in the file as it is on disk
	Old, New   string
}

func (f *Fix) String() string {
	if f == nil {
		return "no fix"
	}
	return fmt.Sprintf("%s[%d:%d] %q → %q", f.File, f.Start, f.End, f.Old, f.New)
}

// New returns a diagnostic with the severity that the table of codes states.
func New(code Code, pos Pos, format string, args ...any) Diagnostic {
	return Diagnostic{Code: code, Severity: code.Rule().Severity, Pos: pos, Message: fmt.Sprintf(format, args...)}
}

// WithHint returns d with a hint.
func (d Diagnostic) WithHint(format string, args ...any) Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// List is a gathering of diagnostics.
type List []Diagnostic

// Add appends diagnostics.
func (l *List) Add(d ...Diagnostic) { *l = append(*l, d...) }

// Sort orders by file, line, column, code and message, so that output does not depend on the order of work.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// Count returns how many diagnostics have at least the given severity.
func (l List) Count(least Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity >= least {
			n++
		}
	}
	return n
}

// Unsafe reports whether something in the list forbids publishing.
func (l List) Unsafe() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Unsafe })
}
