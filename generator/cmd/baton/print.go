package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"

	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

// few is how many findings with one code are printed before the rest is only counted: the first day with an
// old handbook must not drown what matters. -v prints all.
const few = 6

// print writes the findings: as JSON to standard output, as text to w. Each is printed once, in order of its
// place; a terminal gets the line with a caret.
func (r *report) print(std streams, w io.Writer, dir string, list diag.List, snap *source.Snapshot) {
	least, _ := diag.ParseSeverity(r.Severity)
	if r.Quiet {
		least = max(least, diag.Error)
	}
	var shown diag.List
	for _, d := range list {
		if d.Severity >= least {
			shown.Add(d)
		}
	}
	if r.Format == "json" {
		printJSON(std.out, shown)
		return
	}
	p := printer{w: w, dir: dir, snap: snap, pretty: r.pretty(w)}
	counts := map[diag.Code]int{}
	for _, d := range shown {
		if counts[d.Code]++; counts[d.Code] <= few || r.Verbose {
			p.finding(d)
		}
	}
	if !r.Verbose {
		p.rest(counts)
	}
	if !r.Quiet {
		p.sum(list)
	}
}

// pretty reports whether w is for eyes: colours, code frames.
func (r *report) pretty(w io.Writer) bool {
	switch {
	case r.Color == "always":
		return true
	case r.Color == "never" || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb":
		return false
	}
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

type printer struct {
	w      io.Writer
	dir    string
	snap   *source.Snapshot
	pretty bool
}

// finding prints one finding in the form that editors and CI systems know: file:line:col: severity: text.
func (p printer) finding(d diag.Diagnostic) {
	label := d.Severity.String() + ":"
	if d.Code != "" {
		label = fmt.Sprintf("%s[%s]:", d.Severity, d.Code)
	}
	pos := d.Pos
	if pos.File == "" {
		fmt.Fprintf(p.w, "%s %s\n", p.colour(d.Severity, label), printable(d.Message)) // about the site as a whole
		return
	}
	pos.File = filepath.ToSlash(filepath.Join(p.dir, pos.File))
	if !p.pretty {
		fmt.Fprintf(p.w, "%s: %s %s\n", printable(pos.String()), label, printable(d.Message))
		if d.Hint != "" {
			fmt.Fprintf(p.w, "  hint: %s\n", printable(d.Hint))
		}
		return
	}
	fmt.Fprintf(p.w, "%s %s\n", p.colour(d.Severity, label), printable(d.Message))
	fmt.Fprintf(p.w, "  %s %s\n", p.dim("-->"), printable(pos.String()))
	p.frame(d)
	if d.Hint != "" {
		fmt.Fprintf(p.w, "  %s %s\n", p.dim("hint:"), printable(d.Hint))
	}
	fmt.Fprintln(p.w)
}

// frame prints the line of a finding with carets below the marked characters.
func (p printer) frame(d diag.Diagnostic) {
	text, ok := p.line(d.Pos)
	if !ok || d.Pos.Col == 0 {
		return
	}
	runes := []rune(text)
	start := min(d.Pos.Col-1, len(runes))
	end := min(max(d.Pos.EndCol, d.Pos.Col), len(runes))
	const before, room = 60, 110
	cut := 0
	if start > before && len(runes) > room {
		cut = start - before
	}
	stop := min(len(runes), cut+room)
	lead, trail := "", ""
	if cut > 0 {
		lead = "…"
	}
	if stop < len(runes) {
		trail = "…"
	}
	gutter := strings.Repeat(" ", len(fmt.Sprint(d.Pos.Line)))
	fmt.Fprintf(p.w, "  %s %s\n", gutter, p.dim("|"))
	fmt.Fprintf(p.w, "  %s %s%s%s\n", p.dim(fmt.Sprintf("%d |", d.Pos.Line)), lead, visible(runes[cut:stop]), trail)
	indent := strings.Repeat(" ", columns([]rune(lead))+columns(runes[cut:min(start, stop)]))
	carets := strings.Repeat("^", max(1, columns(runes[min(start, stop):min(end, stop)])))
	fmt.Fprintf(p.w, "  %s %s %s%s\n", gutter, p.dim("|"), indent, p.colour(d.Severity, carets))
}

// line returns the text of a place's line.
func (p printer) line(pos diag.Pos) (string, bool) {
	f := p.snap.File(pos.File)
	if f == nil || pos.Line == 0 {
		return "", false
	}
	data := bytes.TrimPrefix(f.Data, []byte("\ufeff"))
	for n := 1; ; n++ {
		i := bytes.IndexAny(data, "\r\n")
		if n == pos.Line {
			if i >= 0 {
				data = data[:i]
			}
			return strings.ToValidUTF8(string(data), "\uFFFD"), true
		}
		if i < 0 {
			return "", false
		}
		if data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			i++
		}
		data = data[i+1:]
	}
}

// rest counts what was not printed, code by code.
func (p printer) rest(counts map[diag.Code]int) {
	for _, r := range diag.Rules() {
		if n := counts[r.Code] - few; n > 0 {
			fmt.Fprintf(p.w, "… and %s like %s %s\n", count(n, "more finding"), r.Code, r.Name)
		}
	}
}

func (p printer) sum(list diag.List) {
	if len(list) == 0 {
		return
	}
	errs, warnings := list.Count(diag.Error), list.Count(diag.Warning)
	line := fmt.Sprintf("%s, %s, %s", count(errs, "error"), count(warnings-errs, "warning"), count(len(list)-warnings, "note"))
	for _, n := range perCode(list) {
		if n > few {
			line += " (-v prints all)"
			break
		}
	}
	fmt.Fprintf(p.w, "%s; baton explain CODE says more about each\n", line)
}

func perCode(list diag.List) map[diag.Code]int {
	counts := map[diag.Code]int{}
	for _, d := range list {
		counts[d.Code]++
	}
	return counts
}

func (p printer) colour(s diag.Severity, text string) string {
	return p.style(map[diag.Severity]string{diag.Error: "1;31", diag.Warning: "1;33", diag.Note: "1;36"}[s], text)
}

func (p printer) dim(text string) string  { return p.style("2", text) }
func (p printer) bold(text string) string { return p.style("1", text) }
func (p printer) good(text string) string { return p.style("32", text) }

func (p printer) style(code, text string) string {
	if !p.pretty {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// printable takes the control characters out of text that came from a file, so that no file can steer the
// terminal of whoever reads about it. Line feeds stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return '\uFFFD'
		}
		return r
	}, s)
}

// visible is a source line as a terminal can show it: tabs as one blank, so that carets stand right.
func visible(runes []rune) string {
	return printable(strings.ReplaceAll(string(runes), "\t", " "))
}

// columns is how many cells runes take on a terminal.
func columns(runes []rune) int {
	n := 0
	for _, r := range runes {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.Is(unicode.Mn, r) || r == '\u200b' || r == '\u200d':
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// findingJSON is a finding for machines; the format is stable.
type findingJSON struct {
	Code       diag.Code `json:"code"`
	Name       string    `json:"name"`
	Severity   string    `json:"severity"`
	File       string    `json:"file"` // relative to the source folder
	Line       int       `json:"line,omitempty"`
	Col        int       `json:"col,omitempty"`
	EndCol     int       `json:"endCol,omitempty"`
	Message    string    `json:"message"`
	Hint       string    `json:"hint,omitempty"`
	Candidates []string  `json:"candidates,omitempty"`
	Related    []string  `json:"related,omitempty"` // file:line:col
	Unsafe     bool      `json:"unsafe,omitempty"`  // nothing is written
}

func printJSON(w io.Writer, list diag.List) {
	out := struct {
		Format   string        `json:"format"`
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
		Notes    int           `json:"notes"`
		Findings []findingJSON `json:"findings"`
	}{Format: "baton-findings/1", Findings: []findingJSON{}}
	out.Errors = list.Count(diag.Error)
	out.Warnings = list.Count(diag.Warning) - out.Errors
	out.Notes = len(list) - out.Errors - out.Warnings
	for _, d := range list {
		out.Findings = append(out.Findings, asJSON(d))
	}
	encode(w, out)
}

func asJSON(d diag.Diagnostic) findingJSON {
	f := findingJSON{
		Code: d.Code, Name: d.Code.Rule().Name, Severity: d.Severity.String(),
		File: d.Pos.File, Line: d.Pos.Line, Col: d.Pos.Col, EndCol: d.Pos.EndCol,
		Message: d.Message, Hint: d.Hint, Candidates: d.Candidates, Unsafe: d.Unsafe,
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, r.String())
	}
	return f
}

// encode writes JSON for machines that people can read, too.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}
