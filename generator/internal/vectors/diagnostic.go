package vectors

import (
	"encoding/json"
	"slices"
	"strings"

	"baton/generator/internal/diag"
)

// Diagnostic is a finding that a vector expects. What is not given is not compared.
type Diagnostic struct {
	Family        string   `json:"family"`
	Severity      string   `json:"severity,omitempty"`
	File          string   `json:"file,omitempty"`
	Line          int      `json:"line,omitempty"`
	Col           int      `json:"col,omitempty"`
	EndCol        int      `json:"end_col,omitempty"` // the reported column lies between Col and EndCol
	Hint          string   `json:"hint,omitempty"`    // part of the hint
	Candidates    []string `json:"candidates,omitempty"`
	Key           string   `json:"key,omitempty"`
	FirstLine     int      `json:"first_line,omitempty"` // of the other place that belongs to it
	WritesNothing bool     `json:"writes_nothing,omitempty"`
}

func (want Diagnostic) String() string {
	text, _ := json.Marshal(want) // no field of it can fail
	return string(text)
}

// fits reports whether got is what want describes.
func (want Diagnostic) fits(got diag.Diagnostic) bool {
	words := strings.Join(append([]string{got.Message, got.Hint}, got.Candidates...), "\n")
	return want.Family == Family(got) &&
		(want.Severity == "" || want.Severity == got.Severity.String()) &&
		(want.File == "" || want.File == got.Pos.File) &&
		(want.Line == 0 || want.Line == got.Pos.Line) &&
		(want.Col == 0 || want.Col <= got.Pos.Col && got.Pos.Col <= max(want.Col, want.EndCol)) &&
		strings.Contains(got.Hint, want.Hint) &&
		!slices.ContainsFunc(want.Candidates, func(c string) bool { return !strings.Contains(words, c) }) &&
		strings.Contains(got.Message, want.Key) &&
		(want.FirstLine == 0 || slices.ContainsFunc(got.Related, func(p diag.Pos) bool { return p.Line == want.FirstLine })) &&
		(!want.WritesNothing || got.Unsafe)
}

// differ pairs expected and reported findings one to one and returns those that are left over on either side.
func differ(families []string, want []Diagnostic, got diag.List) (missing []Diagnostic, extra diag.List) {
	got = slices.DeleteFunc(slices.Clone(got), func(d diag.Diagnostic) bool { return !slices.Contains(families, Family(d)) })
	partner := make([]int, len(got)) // index in want, plus one
	for i := range want {
		if !pair(i, want, got, partner, make([]bool, len(got))) {
			missing = append(missing, want[i])
		}
	}
	for j, d := range got {
		if partner[j] == 0 {
			extra = append(extra, d)
		}
	}
	return missing, extra
}

// pair finds a partner for want[i]; one that is taken already is given up by the other if that finds another.
func pair(i int, want []Diagnostic, got diag.List, partner []int, tried []bool) bool {
	for j, d := range got {
		if tried[j] || !want[i].fits(d) {
			continue
		}
		tried[j] = true
		if partner[j] == 0 || pair(partner[j]-1, want, got, partner, tried) {
			partner[j] = i + 1
			return true
		}
	}
	return false
}
