package vectors

import (
	"testing"

	"baton/generator/internal/diag"
)

func TestLoad(t *testing.T) {
	for _, name := range []string{
		"scores.json", "ladders.json", "checklists.json", "roles.json", "references.json", "frontmatter.json",
	} {
		var v struct{ Families []string }
		Load(t, name, &v)
		if len(v.Families) == 0 {
			t.Errorf("%s: no families", name)
		}
		for _, f := range v.Families {
			if _, ok := diag.Find(f); !ok {
				t.Errorf("%s: no code has the name of the family %q", name, f)
			}
		}
	}
}

func TestFits(t *testing.T) {
	got := diag.Diagnostic{
		Code: diag.DuplicateKey, Severity: diag.Error, Unsafe: true,
		Pos:        diag.Pos{File: "a.md", Line: 4, Col: 3},
		Message:    `key "owner" stands twice`,
		Hint:       `first on line 2`,
		Candidates: []string{"one", "two"},
		Related:    []diag.Pos{{File: "a.md", Line: 2}},
	}
	whole := Diagnostic{
		Family: "duplicate-key", Severity: "error", File: "a.md", Line: 4, Col: 1, EndCol: 5,
		Hint: "line 2", Candidates: []string{"one", "two"}, Key: "owner", FirstLine: 2, WritesNothing: true,
	}
	for _, want := range []Diagnostic{{Family: "duplicate-key"}, whole} {
		if !want.fits(got) {
			t.Errorf("%s does not fit %+v", want, got)
		}
	}
	for name, change := range map[string]func(*Diagnostic){
		"family":     func(d *Diagnostic) { d.Family = "bad-value" },
		"severity":   func(d *Diagnostic) { d.Severity = "note" },
		"file":       func(d *Diagnostic) { d.File = "b.md" },
		"line":       func(d *Diagnostic) { d.Line = 3 },
		"col above":  func(d *Diagnostic) { d.Col, d.EndCol = 4, 6 },
		"col below":  func(d *Diagnostic) { d.Col, d.EndCol = 1, 2 },
		"single col": func(d *Diagnostic) { d.Col, d.EndCol = 2, 0 },
		"hint":       func(d *Diagnostic) { d.Hint = "line 7" },
		"candidates": func(d *Diagnostic) { d.Candidates = []string{"one", "three"} },
		"key":        func(d *Diagnostic) { d.Key = "title" },
		"first line": func(d *Diagnostic) { d.FirstLine = 1 },
	} {
		want := whole
		change(&want)
		if want.fits(got) {
			t.Errorf("%s: %s fits %+v", name, want, got)
		}
	}
	got.Unsafe = false
	if whole.fits(got) {
		t.Error("a finding that lets the build write fits one that does not")
	}
}

func TestDiffer(t *testing.T) {
	at := func(line int) diag.Diagnostic { return diag.New(diag.BadValue, diag.Pos{Line: line}, "x") }
	anywhere, onTwo := Diagnostic{Family: "bad-value"}, Diagnostic{Family: "bad-value", Line: 2}
	families := []string{"bad-value"}
	tests := []struct {
		name           string
		want           []Diagnostic
		got            diag.List
		missing, extra int
	}{
		{"nothing", nil, nil, 0, 0},
		{"another family is not looked at", nil, diag.List{diag.New(diag.OrphanPage, diag.Pos{}, "x")}, 0, 0},
		{"the vague one leaves the exact one its partner", []Diagnostic{anywhere, onTwo}, diag.List{at(2), at(3)}, 0, 0},
		{"one is missing", []Diagnostic{anywhere, onTwo}, diag.List{at(2)}, 1, 0},
		{"one is too many", []Diagnostic{onTwo}, diag.List{at(2), at(2)}, 0, 1},
	}
	for _, tt := range tests {
		missing, extra := differ(families, tt.want, tt.got)
		if len(missing) != tt.missing || len(extra) != tt.extra {
			t.Errorf("%s: missing %v, extra %v", tt.name, missing, extra)
		}
	}
}
