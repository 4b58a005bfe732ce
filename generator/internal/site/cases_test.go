package site

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/diag"
)

// linkCase is one way to write a link, where it leads, and which codes are reported.
type linkCase struct {
	source, target string
	codes          []diag.Code
}

// testLinks puts each link alone at the end of a page and compares what becomes of it.
func testLinks(t *testing.T, files map[string]string, from string, cases []linkCase) {
	t.Helper()
	for _, tt := range cases {
		with := maps.Clone(files)
		with[from] = files[from] + "\n\n" + tt.source + "\n"
		s := linkFiles(t, with)
		if got := tellTarget(lastTarget(s.byPath[from], len(files[from]))); got != tt.target {
			t.Errorf("%s leads to %s, want %s", tt.source, got, tt.target)
		}
		var codes []diag.Code
		for _, d := range s.Diags {
			if d.Pos.File == from && d.Pos.Line > strings.Count(files[from], "\n") {
				codes = append(codes, d.Code)
			}
		}
		if !slices.Equal(codes, tt.codes) {
			t.Errorf("%s: reported %v, want %v", tt.source, codes, tt.codes)
		}
	}
}

// TestB040_BlanksInPaths is about names that cannot stand in a link as they are.
func TestB040_BlanksInPaths(t *testing.T) {
	files := map[string]string{
		"index.md": "# Home\n", "My Page.md": "# My page\n\n## A part\n", "f(1).md": "# F\n",
		"ü.md": "# Ü\n", "100%.md": "# All\n", "a%20b.md": "# Odd\n", "c d/e f.md": "# Deep\n",
	}
	testLinks(t, files, "index.md", []linkCase{
		{"[x](My%20Page.md)", "/My Page/", nil},
		{"[x](<My Page.md>)", "/My Page/", nil},
		{"[x](<My Page.md#a-part>)", "/My Page/#a-part", nil},
		{"[x](f(1).md)", "/f(1)/", nil},
		{"[x](f%281%29.md)", "/f(1)/", nil},
		{"[x](ü.md)", "/ü/", nil},
		{"[x](u\u0308.md)", "/ü/", nil},
		{"[x](%C3%BC.md)", "/ü/", nil},
		{"[x](100%.md)", "/100%/", nil},
		{"[x](100%25.md)", "/100%/", nil},
		{"[x](a%2520b.md)", "/a%20b/", nil},
		{"[x](a%20b.md)", "/a%20b/", nil},
		{"[x](c%20d/e%20f)", "/c d/e f/", nil},
		{"[x](<my page.md>)", "/My Page/", []diag.Code{diag.CaseMismatch}},
		{"[x](My+Page.md)", "broken: no such page", []diag.Code{diag.UnknownPage}},
	})
}

// TestB041_CaseOnly is about links that work on some disks only, and fragments that browsers do not find.
func TestB041_CaseOnly(t *testing.T) {
	files := map[string]string{
		"index.md": "# Home\n", "Legal/Terms.md": "# Terms\n\n## License\n\n## LICENSE\n", "img/Plan.png": "",
	}
	testLinks(t, files, "index.md", []linkCase{
		{"[x](Legal/Terms.md#license)", "/Legal/Terms/#license", nil},
		{"[x](Legal/Terms.md#License)", "/Legal/Terms/#license", []diag.Code{diag.FragmentFallback}},
		{"[x](Legal/Terms.md#LICENSE-1)", "/Legal/Terms/#license-1", []diag.Code{diag.FragmentFallback}},
		{"[x](legal/terms.md#license)", "/Legal/Terms/#license", []diag.Code{diag.CaseMismatch}},
		{"[x](legal/terms.md#License)", "/Legal/Terms/#license", []diag.Code{diag.CaseMismatch, diag.FragmentFallback}},
		{"[x](/LEGAL/TERMS/)", "/Legal/Terms/", []diag.Code{diag.CaseMismatch}},
		{"[x](LEGAL)", "/Legal/ (list)", []diag.Code{diag.CaseMismatch}},
		{"![x](img/plan.PNG)", "/img/Plan.png", []diag.Code{diag.CaseMismatch}},
	})
}

// TestB044_OneAnswer is about a slash, an extension or a query that must not change the answer.
func TestB044_OneAnswer(t *testing.T) {
	files := map[string]string{"essays/index.md": "# Essays\n", "essays/p.md": "# P\n\n## A\n", "essays/q.md": "# Q\n"}
	var cases []linkCase
	for _, form := range []string{"p", "p/", "p/index.html", "p.md", "p.html", "./p", "../essays/p", "/essays/p", "/essays//p", "p?x=1", "p/?x=1"} {
		cases = append(cases,
			linkCase{"[x](" + form + ")", "/essays/p/", nil},
			linkCase{"[x](" + form + "#a)", "/essays/p/#a", nil},
			linkCase{"[x](" + form + "#b)", "/essays/p/", []diag.Code{diag.UnknownHeading}})
	}
	testLinks(t, files, "essays/q.md", cases)
}

// TestB045_SameOutputUnderEveryBase: addresses do not know where the site will be put.
func TestB045_SameOutputUnderEveryBase(t *testing.T) {
	files := map[string]string{
		"index.md": "# Home\n\n[a](a/b.md), [c](/a/b/#x), ![d](/p.png), [e](https://handbook.example/team/book/a/b/)\n",
		"a/b.md":   "# B\n\n## X\n", "p.png": "",
	}
	targets := func(base string) []string {
		with := maps.Clone(files)
		if base != "" {
			with["handbook.yaml"] = "base-url: " + base + "\n"
		}
		p := linkFiles(t, with).byPath["index.md"]
		var out []string
		for _, to := range p.targets {
			out = append(out, tellTarget(to))
		}
		return out
	}
	root, deep := targets(""), targets("https://handbook.example/team/book/")
	if !slices.Equal(root[:3], deep[:3]) {
		t.Errorf("under another base path links lead to %q, not to %q", deep, root)
	}
	if root[3] != "to https://handbook.example/team/book/a/b/" || deep[3] != "/a/b/" {
		t.Errorf("the site's own address leads to %s, and with base-url to %s", root[3], deep[3])
	}
}

// TestB046_EverythingIsChecked: whatever can lead somewhere is looked at, and its correct twin is not reported.
func TestB046_EverythingIsChecked(t *testing.T) {
	files := map[string]string{"index.md": "# Home\n\n## Here\n", "other.md": "# Other\n", "p.png": "", "q.png": ""}
	testLinks(t, files, "index.md", []linkCase{
		{"[x](#here)", "/#here", nil},
		{"[x](#hree)", "/", []diag.Code{diag.UnknownHeading}},
		{"[x](./other)", "/other/", nil},
		{"[x](./Otter)", "broken: no such page", []diag.Code{diag.UnknownPage}},
		{"[x][t]\n\n[t]: other.md", "/other/", nil},
		{"[x][nope]", "broken: no such reference", []diag.Code{diag.UndefinedReference}},
		{"<a href=\"other.md\">x</a>", "/other/", nil},
		{"<a href=\"otter.md\">x</a>", "broken: no such page", []diag.Code{diag.UnknownPage}},
		{"<img src=\"p.png\" alt=\"x\">", "/p.png", nil},
		{"<img src=\"pp.png\" alt=\"x\">", "broken: no such file", []diag.Code{diag.UnknownFile}},
		{"![x](p.png)", "/p.png", nil},
		{"![x](pp.png)", "broken: no such file", []diag.Code{diag.UnknownFile}},
	})
}

// TestB047_OtherPlaces: what is no part of this site is nobody's business here.
func TestB047_OtherPlaces(t *testing.T) {
	testLinks(t, map[string]string{"index.md": "# Home\n"}, "index.md", []linkCase{
		{"[x](http://localhost:4800/a)", "to http://localhost:4800/a", nil},
		{"[x](localhost:4800)", "as written", nil},
		{"[x](mailto:desk@service.example)", "to mailto:desk@service.example", nil},
		{"<desk@service.example>", "to mailto:desk@service.example", nil},
		{"[x](tel:+15550100)", "to tel:+15550100", nil},
		{"[x](data:text/plain,x)", "as written", nil},
		{"![x](data:image/gif;base64,R0lGODlh)", "to data:image/gif;base64,R0lGODlh", nil},
		{"[x](//service.example/x)", "to //service.example/x", nil},
		{"[x](#)", "/", nil},
		{"[x](#top)", "/", nil},
		{"[x]()", "broken: leads nowhere", []diag.Code{diag.EmptyLink}},
		{"![x]()", "broken: leads nowhere", []diag.Code{diag.EmptyLink}},
	})
}

// TestB049_Backslashes: whatever an author's system writes, addresses have forward slashes.
func TestB049_Backslashes(t *testing.T) {
	files := map[string]string{"essays/a.md": "# A\n", "roles/b.md": "# B\n", "img/p.png": ""}
	testLinks(t, files, "essays/a.md", []linkCase{
		{`[x](..\roles\b.md)`, "/roles/b/", nil},
		{`[x](<..\roles\b.md>)`, "/roles/b/", nil},
		{`![x](..\img\p.png)`, "/img/p.png", nil},
		{`[x](C:\handbook\roles\b.md)`, "broken: no such page", []diag.Code{diag.UnknownPage}},
	})
	s := linkFiles(t, map[string]string{"CON.md": "# A\n", "a..md": "# B\n", "a:b.md": "# C\n", `c\d.md`: "# D\n", "fine.md": "# E\n"})
	if n := countOf(s, "unusable-name"); n != 4 {
		t.Errorf("%d unusable names reported, want 4: %v", n, s.Diags)
	}
	for _, p := range s.Pages {
		if strings.ContainsAny(p.Address, `\:`) || strings.Contains(p.Address, "./") {
			t.Errorf("%s has the address %q", p.Doc.Path, p.Address)
		}
	}
}

// TestB050_CaseOnlyRename: a page that was renamed in case only is the new one alone.
func TestB050_CaseOnlyRename(t *testing.T) {
	for _, name := range []string{"Onboarding", "onboarding"} {
		s := linkFiles(t, map[string]string{"index.md": "# Home\n\n[x](onboarding.md)\n", name + ".md": "# Onboarding\n"})
		if got := s.Pages[0].Address + " " + s.Pages[1].Address; got != "/ /"+name+"/" {
			t.Errorf("%s: pages at %s", name, got)
		}
		if got, want := countOf(s, "case-mismatch"), map[string]int{"Onboarding": 1}[name]; got != want {
			t.Errorf("%s: %d links in the wrong case, want %d", name, got, want)
		}
	}
}
