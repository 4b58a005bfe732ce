package serve

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/diag"
)

// tell returns the findings that a reader of a page is told.
func tell(t *testing.T, f *fake, page string) findings {
	t.Helper()
	a := find(pagesOf(f.state), page)
	return findingsOf(f.state, a, false)
}

func TestFindingsOfThePageComeFirst(t *testing.T) {
	files := handbook()
	files["essays/alpha.md"] = "# Alpha\n\n[x](nowhere.md)\n"
	files["essays/words.md"] = "# Words\n\nA word.\n\n#### Deep\n\n![](../img/plan.svg) **Must:**never\n\n[x](nothing.md)\n"
	f := newFake(t, files)
	got := tell(t, f, "essays/words/index.html")
	if got.Errors != 2 || got.Warnings == 0 || got.Stale || got.Number != 1 || got.Page != "essays/words/index.html" {
		t.Errorf("%+v", got)
	}
	var order []string
	for _, d := range got.List {
		order = append(order, fmt.Sprintf("%t %s", d.Here, d.Severity))
	}
	rank := map[string]int{"true error": 0, "true warning": 1, "false error": 2, "false warning": 3}
	if !slices.IsSortedFunc(order, func(a, b string) int { return rank[a] - rank[b] }) {
		t.Errorf("order %q", order)
	}
	if !slices.Contains(order, "true warning") || order[0] != "true error" || !slices.Contains(order, "false error") {
		t.Errorf("order %q", order)
	}
	first := got.List[0]
	if first.File != "essays/words.md" || first.Line != 9 || first.Code != "B201" || first.Name != "unknown-page" || first.Message == "" {
		t.Errorf("first %+v", first)
	}
	want := []frameLine{{7, "![](../img/plan.svg) **Must:**never"}, {8, ""}, {9, "[x](nothing.md)"}, {10, ""}}
	if !slices.Equal(first.Frame, want) {
		t.Errorf("frame %+v", first.Frame)
	}
	if tell(t, f, "essays/alpha/index.html").List[0].File != "essays/alpha.md" {
		t.Error("a reader of another page is told of this one first")
	}
	// What an author need not mend is for the terminal.
	for _, d := range got.List {
		if d.Severity == "note" {
			t.Errorf("a note: %+v", d)
		}
	}
}

func TestManyFindingsAreCounted(t *testing.T) {
	files := handbook()
	for i := range 70 {
		files["essays/alpha.md"] += fmt.Sprintf("[x](nowhere%d.md)\n", i)
	}
	got := tell(t, newFake(t, files), "index.html")
	if got.Errors != 70 || len(got.List) != most {
		t.Errorf("%d errors, %d in the list", got.Errors, len(got.List))
	}
}

func TestFrames(t *testing.T) {
	long := strings.Repeat("é", widest+9)
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"a\nb\nc\nd\ne\nf", 4, "2b 3c 4d 5e 6f"},
		{"a\r\nb\rc\n", 2, "1a 2b 3c 4"},
		{"\uFEFFa", 1, "1a"},
		{"", 1, "1"},
		{"a\xff\n" + long, 1, "1a\uFFFD 2" + long[:2*widest]},
		{"a\nb", 3, ""}, {"a", 0, ""}, {"a", -1, ""}, {"a\nb", 99, ""},
	} {
		var got []string
		for _, l := range frame([]byte(c.text), c.n) {
			got = append(got, fmt.Sprintf("%d%s", l.N, l.Text))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("line %d of %q: %q, want %q", c.n, c.text, got, c.want)
		}
	}
}

func TestPlacesInMessages(t *testing.T) {
	for message, want := range map[string]string{
		"layouts: template: pages/role.html:12: unexpected EOF":                         "layouts/pages/role.html:12",
		"render /a.html: template: base.html:7:9: executing":                            "layouts/base.html:7:9",
		"render /404.html: html/template:base.html: ends in a non-text context":         "layouts/base.html",
		"layouts: scripts/main.ts:1:2: Expected \";\"\nlayouts: scripts/main.ts:9:1: x": "layouts/scripts/main.ts:1:2",
		"layouts: components/role/role.css:3:1: Unexpected \"}\"":                       "layouts/components/role/role.css:3:1",
		"layouts: ../../etc/x.html:1: no":                                               "",
		"--base-url: no scheme":                                                         "",
		"render /roles/: no":                                                            "",
	} {
		f := failure(errors.New(message), nil)
		if got := (diag.Pos{File: f.File, Line: f.Line, Col: f.Col}).String(); got != want {
			t.Errorf("%s: %q, want %q", message, got, want)
		}
		if f.Message != message || f.Severity != "error" || f.Code != "" {
			t.Errorf("%+v", f)
		}
	}
}

// A list that is as it was is not told again, but for its number, which a remedy needs.
func TestFindingsAreToldWhenTheyChange(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	tab, _ := h.visit("/")
	tab.want("findings")
	f.write(map[string]string{"essays/words.md": "# Words\n\nNothing is wrong here, and nothing is told.\n"})
	f.write(map[string]string{"essays/words.md": "# Words\n\n[x](nothing.md)\n"})
	m := tab.want("findings")
	if m.Number != 3 || m.Errors != 1 || m.List[0].Here {
		t.Errorf("%+v", m)
	}
	f.write(map[string]string{"essays/words.md": "# Words\n\n[x](nothing.md) [y](nowhere.md)\n"})
	if m := tab.want("findings"); m.Number != 4 || m.Errors != 2 {
		t.Errorf("%+v", m)
	}
	f.write(map[string]string{"roles/lead.md": "# Lead\n\nA line that home does not show.\n\nSo home is as it was.\n"})
	for m := tab.next(); m.Number != 5; m = tab.next() {
		if m.Type == "findings" && m.Number > 5 {
			t.Fatalf("the new number is never told: %+v", m)
		}
	}
	f.write(map[string]string{"essays/words.md": "# Words\n\nMended.\n"})
	if m := tab.want("findings"); m.Errors != 0 || len(m.List) != 0 {
		t.Errorf("%+v", m)
	}
}

// A whole build that fails is one finding; the site is that of before.
func TestABuildThatFailsIsOneFinding(t *testing.T) {
	f := newFake(t, handbook())
	f.write(map[string]string{"essays/words.md": "# Words\n\n[x](nothing.md)\n"})
	h := open(t, f, Options{})
	tab, _ := h.visit("/essays/words/")
	tab.want("findings")
	f.write(map[string]string{"layouts/base.html": "\n{{", "essays/words.md": "# Words\n\nNew words.\n"})
	m := tab.want("findings")
	if len(m.List) != 1 || m.Errors != 1 || m.Warnings != 0 || !m.Stale || m.List[0].File != "layouts/base.html" || m.List[0].Line != 2 {
		t.Errorf("%+v", m)
	}
	if status, body := h.get("/essays/words/"); status != 200 || strings.Contains(body, "New words") {
		t.Errorf("%d", status)
	}
	f.write(map[string]string{"layouts/base.html": ""})
	tab.want("page")
	if m := tab.want("findings"); len(m.List) != 0 || m.Stale {
		t.Errorf("%+v", m)
	}
}
