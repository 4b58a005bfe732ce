package render

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/rogpeppe/go-internal/txtar"
)

// payloads are markup that must never become markup.
var payloads = []string{
	`<img src=x onerror=alert(1)>`,
	`<style onload=alert(1)></style>`,
	`<script>alert(1)</script>`,
	`"><svg onload=alert(1)>`,
	`'-alert(1)-'`,
	`</title><script>alert(1)</script>`,
	`{{.Title}}`,
	`javascript:alert(1)`,
}

// B056: whatever stands in a title, a summary, a tag, a heading, a label or a name is shown as text.
func TestB056_MarkupIsShownAsText(t *testing.T) {
	for _, payload := range payloads {
		quoted := "'" + strings.ReplaceAll(payload, "'", "''") + "'"
		code := "`" + payload + "`"
		a := &txtar.Archive{Files: []txtar.File{
			{Name: "handbook.yaml", Data: fmt.Appendf(nil, "title: %s\ndescription: %s\nfeedback-url: %s\nedit-url: %s\nbase-url: https://example.test/\n", quoted, quoted, quoted, quoted)},
			{Name: "essays/a.md", Data: fmt.Appendf(nil, "---\ntitle: %s\nsummary: %s\ntags: [%s]\nowner: %s\ndate: 2026-01-01\n---\n\n## %s\n\n%s and [%s](b.md) and ![%s](x.png) and [[%s]]\n\n<a href=\"javascript:alert(1)\" onclick=\"alert(1)\">x</a>\n", quoted, quoted, quoted, quoted, code, payload, code, code, payload)},
			{Name: "roles/r.md", Data: fmt.Appendf(nil, "---\ntitle: %s\n---\n\n- **Section:** %s\n- **Held by:** %s\n- **Reach:** [call](javascript:alert(1))\n\n## Responsibilities\n\n### %s\n\n- **Does:** %s\n- **Your call:** %s\n", quoted, payload, code, code, payload, code)},
			{Name: "decisions/d.md", Data: fmt.Appendf(nil, "# D\n\n| Up to | Who decides |\n| --- | --- |\n| %s | %s |\n", code, code)},
		}}
		for _, f := range wholeSite(t, a) {
			if !strings.HasSuffix(f.Path, ".html") {
				continue
			}
			doc, err := html.Parse(bytes.NewReader(f.Data))
			if err != nil {
				t.Fatal(err)
			}
			for _, fault := range soundness(f.Data, doc) {
				if slices.ContainsFunc([]string{"script", "handler", "style", "leads to"}, func(s string) bool { return strings.Contains(fault, s) }) {
					t.Errorf("%s with %s: %s", f.Path, payload, fault)
				}
			}
		}
	}
}

// B061, as far as pages go: what was cut before linking is named nowhere; here nothing of it is in the site, so
// the test is that pages are made of the site alone.
func TestB061_PagesAreMadeOfTheSiteAlone(t *testing.T) {
	a := wholeHandbook(t)
	s := linked(t, a)
	s.Pages = slices.Clone(s.Pages)
	for _, f := range renderSite(t, s, &txtar.Archive{}) {
		if bytes.Contains(f.Data, []byte("nobody should read this")) {
			t.Errorf("%s holds a comment", f.Path)
		}
	}
}

// B062: an SVG beside a page is embedded as an image, in which no script of it runs, and never as markup.
func TestB062_SVGIsAnImage(t *testing.T) {
	a := &txtar.Archive{Files: []txtar.File{
		{Name: "a.md", Data: []byte("# A\n\n![plan](plan.svg) and [the file](plan.svg)\n\n<object data=\"plan.svg\"></object><embed src=\"plan.svg\"><iframe src=\"plan.svg\"></iframe>\n")},
		{Name: "plan.svg", Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`)},
	}}
	for _, f := range wholeSite(t, a) {
		if f.Path != "a/index.html" {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(f.Data))
		if err != nil {
			t.Fatal(err)
		}
		if img := find(find(doc, "main"), "img"); img == nil || attr(img, "src") != "../plan.svg" {
			t.Errorf("the SVG is not an image: %s", f.Data)
		}
		for _, name := range []string{"object", "embed", "iframe"} {
			if find(doc, name) != nil {
				t.Errorf("there is an <%s>", name)
			}
		}
		if bytes.Contains(f.Data, []byte("alert")) {
			t.Error("the SVG stands in the page")
		}
		return
	}
	t.Fatal("there is no page")
}
