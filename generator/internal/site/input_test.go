package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/diag"
)

// A document that was cut out is not there, and whoever links to it is told why.
func TestCutDocuments(t *testing.T) {
	in := inputOf(t, map[string]string{
		"index.md":   "# Home\n\n[a](plans.md), [b](/plans/), [c](plan.md), [[plans]]\n",
		"beside.pdf": "", "secret.pdf": "",
	})
	in.Cut = []string{"plans.md"}
	in.Withheld = []string{"secret.pdf"}
	s := Link(in)
	for i, to := range s.Home.targets {
		if to.Broken == "" {
			t.Errorf("link %d leads to %s", i, tellTarget(to))
		}
	}
	if got := fmt.Sprint(s.Assets); got != "[{beside.pdf /beside.pdf}]" {
		t.Errorf("copied: %s", got)
	}
	for i, d := range s.Diags {
		if told := strings.Contains(d.Message, "draft or restricted"); told != (i < 2) {
			t.Errorf("%s: %s", d.Pos, d.Message)
		}
		if strings.Contains(d.Hint, "plans") || slices.Contains(d.Candidates, "plans") {
			t.Errorf("%s: the hint gives away what is cut out: %s", d.Pos, d.Hint)
		}
	}
}

// The logo of handbook.yaml is copied wherever it lies; one that is not there is reported, with what may be meant.
func TestLogo(t *testing.T) {
	files := map[string]string{"handbook.yaml": "title: X\nlogo: brand/mark.svg\n", "index.md": "# Home\n", "brand/other.svg": "", "brand/mark.svg": ""}
	s := linkFiles(t, files)
	if got := fmt.Sprint(s.Assets); got != "[{brand/mark.svg /brand/mark.svg}]" || len(s.Diags) != 0 {
		t.Errorf("copied: %s; reported: %v", got, s.Diags)
	}
	files["handbook.yaml"] = "title: X\nlogo: brnd/mark.svg\n"
	s = linkFiles(t, files)
	if len(s.Assets) != 0 || len(s.Diags) != 1 {
		t.Fatalf("copied: %v; reported: %v", s.Assets, s.Diags)
	}
	if d := s.Diags[0]; d.Code != diag.UnknownFile || d.Pos.File != "handbook.yaml" || d.Pos.Line != 2 || !strings.Contains(d.Hint, `"brand/mark.svg"`) {
		t.Errorf("reported: %+v", d)
	}
}

func TestScriptedPictures(t *testing.T) {
	in := inputOf(t, map[string]string{"index.md": "# Home\n\n![x](a.svg)\n", "a.svg": "", "b.svg": "", "far/c.svg": ""})
	in.Scripted = []string{"a.svg", "far/c.svg"}
	s := Link(in)
	if len(s.Diags) != 1 || s.Diags[0].Code != diag.ScriptInSVG || s.Diags[0].Pos.File != "a.svg" {
		t.Errorf("reported: %v; a picture that is not copied is nobody's business", s.Diags)
	}
}

// Where a role is wanted, a name that an essay has too means the role.
func TestNamesWhereRolesAreWanted(t *testing.T) {
	s := linkFiles(t, map[string]string{
		"roles/lead.md":  "# Lead\n",
		"roles/desk.md":  "# Desk\n\n- **Answers to:** [[lead]]\n\nSee [[lead]].\n",
		"essays/lead.md": "# On leading\n",
	})
	p := s.byPath["roles/desk.md"]
	if got := tellTarget(p.targets[0]); got != "/roles/lead/" || p.Role.AnswersTo == nil {
		t.Errorf("the role it answers to leads to %s", got)
	}
	if got := tellTarget(p.targets[1]); got != "broken: several pages have this name" || countOf(s, "ambiguous-name") != 1 {
		t.Errorf("the name in the text leads to %s", got)
	}
}

// Guessing ends at some point, however much is broken, and always at the same one.
func TestGuessesAreBounded(t *testing.T) {
	files := map[string]string{}
	for i := range 1500 {
		files[fmt.Sprintf("f%d/page-%05d.md", i%30, i)] = fmt.Sprintf("# P\n\n[x](missing-%05d.md), [y](page-%05dx.md)\n", i, i)
	}
	in := inputOf(t, files)
	l := newLinker(in)
	docs, summaries := sortDocuments(in.Docs)
	l.place(docs)
	l.arrange()
	l.placeFiles(in)
	l.name()
	l.chart(in, summaries)
	for _, p := range l.byFile {
		l.resolve(p)
	}
	if l.guesser.budget < 0 || l.guesser.budget > guessBudget/2 {
		t.Errorf("%d of %d comparisons are left", l.guesser.budget, guessBudget)
	}
	if n := len(l.Diags); n != 3000 {
		t.Errorf("%d findings, want one for each link", n)
	}
}

// A table of contents in a folder without pages is no place to go to.
func TestSummaryAlone(t *testing.T) {
	s := linkFiles(t, map[string]string{"index.md": "# Home\n\n[x](book/SUMMARY.md)\n", "book/SUMMARY.md": "[home](../index.md)\n"})
	if got := tellTarget(s.Home.targets[0]); got != "broken: no such page" {
		t.Errorf("it leads to %s", got)
	}
}

// The zero Input makes a site that can be shown.
func TestEmptyHandbook(t *testing.T) {
	s := Link(Input{})
	if s.Root == nil || s.Root.Address != "/" || s.Home != nil || len(s.Diags) != 0 || s.Config == nil {
		t.Errorf("%+v", s)
	}
}
