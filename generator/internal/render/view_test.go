package render

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"baton/generator/internal/publish"
)

// page returns the text of a file of a handbook.
func page(t *testing.T, a *txtar.Archive, path string) string {
	t.Helper()
	return fileOf(t, wholeSite(t, a), path)
}

func fileOf(t *testing.T, files []publish.File, path string) string {
	t.Helper()
	for _, f := range files {
		if f.Path == path {
			return string(f.Data)
		}
	}
	t.Fatalf("there is no %s", path)
	return ""
}

func handbook(files ...string) *txtar.Archive {
	a := &txtar.Archive{}
	for i := 0; i < len(files); i += 2 {
		a.Files = append(a.Files, txtar.File{Name: files[i], Data: []byte(files[i+1])})
	}
	return a
}

// has and lacks say what a page must and must not hold.
func has(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("there is no %q in\n%s", part, text)
		}
	}
}

func hasNot(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(text, part) {
			t.Errorf("there is %q in\n%s", part, text)
		}
	}
}

// A text with several H1 keeps one of them as the title; all other headings go down by one.
func TestOneH1(t *testing.T) {
	text := page(t, handbook("a.md", "# A\n\nText.\n\n# B\n\n## C\n"), "a/index.html")
	has(t, text, `<h1 id="a">A</h1>`, `<h2 id="b">B</h2>`, `<h3 id="c">C</h3>`)
}

// A link may lead to the title of a page of any kind, and so may an address that it had before.
func TestTitlesHaveTheirIDs(t *testing.T) {
	a := handbook(
		"README.md", "# Home <!-- was: start -->\n\n[a](a.md#a), [r](roles/r.md#r), [p](playbooks/p.md#p), [c](checklists/c.md#c), [d](decisions/d.md#d), [l](lessons/l.md#l), [f](roles/README.md#all), [h](#home)\n",
		"a.md", "# A\n",
		"roles/README.md", "# All\n",
		"roles/r.md", "# R\n\n- **Reach:** here\n\n## Decisions\n\n- **Your call:** all\n",
		"playbooks/p.md", "# P\n\n## Score\n\n- **R**\n  - Step\n",
		"checklists/c.md", "# C\n\n- [ ] It\n",
		"decisions/d.md", "# D\n\n| Up to | Who decides |\n| --- | --- |\n| more | [R](../roles/r.md) |\n",
		"lessons/l.md", "---\ndate: 2026-01-01\n---\n# L\n\n## What happened\n\nIt.\n",
	)
	files := wholeSite(t, a)
	newCrawler(files, "/").crawl(t, true)
	has(t, fileOf(t, files, "index.html"), `<h1 id="home"><span id="start"></span>Home</h1>`)
}

// A short first paragraph is the lede; a long one stays where it stands.
func TestLede(t *testing.T) {
	has(t, page(t, handbook("a.md", "# A\n\nShort *one*.\n"), "a/index.html"), `<p class="lede">Short <em>one</em>.</p>`)
	long := strings.Repeat("word ", 60)
	text := page(t, handbook("a.md", "# A\n\n"+long+"\n"), "a/index.html")
	hasNot(t, text, "lede")
	has(t, text, "<p>word word")
	text = page(t, handbook("a.md", "---\nsummary: Said <above>\n---\n# A\n\nBelow.\n"), "a/index.html")
	has(t, text, `<p class="lede">Said &lt;above&gt;</p>`, "<p>Below.</p>")
}

// The logo of handbook.yaml stands before the title, if such a file is published.
func TestLogo(t *testing.T) {
	files := []string{"handbook.yaml", "logo: mark.svg\n", "README.md", "# A\n", "b/c.md", "# C\n"}
	hasNot(t, page(t, handbook(files...), "b/c/index.html"), "<img")
	has(t, page(t, handbook(append(files, "mark.svg", "<svg/>")...), "b/c/index.html"), `<img src="../../mark.svg" alt="">`)
}

// Dates are in words where the handbook is in English.
func TestDates(t *testing.T) {
	text := "---\nowner: x\nreviewed: 2026-10-01\nreview: 6 months\n---\n# A\n"
	has(t, page(t, handbook("a.md", text), "a/index.html"),
		`<time datetime="2026-10-01">1 October 2026</time>`, `<time datetime="2027-04-01" data-due>1 April 2027</time>`)
	has(t, page(t, handbook("handbook.yaml", "language: de\n", "a.md", text), "a/index.html"),
		`<html lang="de">`, `<time datetime="2026-10-01">2026-10-01</time>`)
}

// Pages ask not to be indexed unless the handbook wants to be found.
func TestIndexing(t *testing.T) {
	has(t, page(t, handbook("a.md", "# A\n"), "a/index.html"), `<meta name="robots" content="noindex">`)
	open := wholeSite(t, handbook("handbook.yaml", "indexing: true\nbase-url: https://example.test/b/\n", "a.md", "# A\n"))
	hasNot(t, fileOf(t, open, "a/index.html"), "noindex")
	has(t, fileOf(t, open, "robots.txt"), "Allow: /", "Sitemap: https://example.test/b/sitemap.xml")
}

// An old address leads to the new one with its fragment, by script, by refresh and by hand.
func TestMoved(t *testing.T) {
	text := page(t, handbook(
		"handbook.yaml", "redirects:\n  /old/: /a/#part\n",
		"a.md", "---\nredirect_from: [/before/it/]\n---\n# A <b>\n\n## Part\n",
	), "before/it/index.html")
	has(t, text, `data-to="../../a/"`, `<noscript><meta http-equiv="refresh" content="0; url=../../a/"></noscript>`, `<a href="../../a/">`)
}

// A summary is cut at the end of a word, and never inside a character.
func TestBrief(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"short", "short"},
		{strings.Repeat("word ", 40), strings.TrimSpace(strings.Repeat("word ", 36)) + " …"},
		{strings.Repeat("ü", 100), strings.Repeat("ü", 90) + " …"},
		{strings.Repeat("注", 100), strings.Repeat("注", 60) + " …"},
	} {
		if got := brief(c.in); got != c.want {
			t.Errorf("brief(%.20q…) is %q, want %q", c.in, got, c.want)
		}
	}
}

// What the page of gaps counts stands behind its figure.
func TestGapsHasTheListBehindEachFigure(t *testing.T) {
	text := page(t, handbook(
		"roles/r.md", "# R\n\n- **Reach:** here\n\n## Responsibilities\n\n### Served\n\n- **Your call:** all\n\n### Bare\n\n## Decisions\n\n- **Must:** say so\n- **Ask first:** anything. Ask [R](r.md)\n",
		"checklists/c.md", "# C\n\n- [ ] Do it. [Served](../roles/r.md#served)\n",
		"decisions/d.md", "# D\n\n| Up to | Who decides |\n| --- | --- |\n| more | [R](../roles/r.md) |\n",
	), "gaps/index.html")
	has(t, text,
		`<b>1</b> says how far one may go, and has something that serves it; <b>1</b> lacks one of the two, or both.`,
		`<a href="../roles/r/#bare">Bare</a> <small>does not say how far one may go; nothing serves it</small>`,
		`<b>0</b> say what happens when they go wrong; <b>1</b> does not`,
		`<a href="../decisions/d/">D</a>`,
		`<b>0</b> come with their reason; <b>1</b> does not.`,
		`Not asked.`,
	)
	_, body, _ := strings.Cut(text, "<body>") // the sign in the tab stands above it, as an address
	hasNot(t, body, "%")
}
