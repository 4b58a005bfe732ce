package build_test

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tidyPages is a handbook of prose, and but for a link to a draft without a finding: what an engine may remember most of.
const tidyPages = `
-- README.md --
# Home

Read [one](essays/one.md) and [two](essays/two.md#a-heading).

Read [where it began](essays/one.md#first), [the label](essays/one.md#named) and [three](essays/three.md).
-- handbook.yaml --
base-url: https://handbook.example/
-- essays/one.md --
---
date: 2026-01-01
order: 1
---
# Essay one

The first summary.

A paragraph with <a id="first"></a> an anchor. ![Plan](../plan.svg)

## A heading

See [two](two.md).

## Another heading

(named)=
## A named heading

The last words.

## Fixed {#fixed}

It stands here.
-- essays/two.md --
---
date: 2026-01-02
order: 2
tags: [numbers]
---
# Essay two

The second summary.

## A heading

See [home](../README.md) and [one](one.md#a-heading).
-- essays/three.md --
# Essay three

The third summary.

See [two](two.md#a-heading) and [what is not shown](../drafts/secret.md).

See [another](one.md#another-heading), [a fixed one](one.md#fixed) and [a former one](one.md#former).
-- drafts/secret.md --
---
draft: true
---
# Nobody sees this

Nor ![this](../photo.png).
-- drafts/other.md --
# The other page

It is seen.
-- plan.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
-- photo.png --
pixels
-- drafts/beside.png --
pixels
`

// Every edit, alone, reaches all that a clean build would have otherwise, at once and after a start with what was
// written down before it, and so does its undoing. Each of these
// stands for one thing that an engine could forget to look at.
func TestEveryEditReachesWhatItShould(t *testing.T) {
	replace := func(path, old, new string) func(*desk) {
		return func(d *desk) { d.Helper(); d.edit(path, old, new) }
	}
	write := func(path, text string) func(*desk) { return func(d *desk) { d.content[path] = text } }
	remove := func(path string) func(*desk) { return func(d *desk) { delete(d.content, path) } }
	front := func(line string) func(*desk) { return replace("essays/one.md", "order: 1\n", "order: 1\n"+line+"\n") }
	for name, edit := range map[string]func(*desk){
		"prose":                         replace("essays/one.md", "The last words.", "The very last words."),
		"prose that moves what follows": replace("essays/one.md", "A paragraph", "More\n\nlines.\n\nA paragraph"),
		"title":                         replace("essays/one.md", "# Essay one", "# Essay uno"),
		"markup of a title":             replace("essays/one.md", "# Essay one", "# Essay *one*"),
		"id of a title":                 replace("essays/one.md", "# Essay one", "# Essay one {#other}"),
		"old id of a title":             replace("essays/one.md", "# Essay one", "# Essay one <!-- was: a-heading-of-old -->"),
		"summary":                       replace("essays/one.md", "The first summary", "The prime summary"),
		"markup of a summary":           replace("essays/one.md", "The first summary", "The *first* summary"),
		"text of a heading":             replace("essays/two.md", "## A heading", "## The heading"),
		"id of a heading without links": replace("essays/one.md", "## Another heading", "## Another heading {#the-id}"),
		"old id alone":                  replace("essays/one.md", "## Another heading", "## Another heading <!-- was: former -->"),
		"text of a heading with an id":  replace("essays/one.md", "## Fixed {", "## Still fixed {"),
		"id of a heading":               replace("essays/two.md", "## A heading", "## A heading {#the-id}"),
		"old id of a heading":           replace("essays/two.md", "## A heading", "## The heading <!-- was: a-heading -->"),
		"depth of a heading":            replace("essays/one.md", "## Another heading", "### Another heading"),
		"markup of a heading":           replace("essays/two.md", "## A heading", "## A *heading*"),
		"order of headings":             replace("essays/one.md", "## A heading\n\nSee [two](two.md).\n\n## Another heading", "## Another heading\n\nSee [two](two.md).\n\n## A heading"),
		"anchor":                        replace("essays/one.md", `id="first"`, `id="other"`),
		"anchor that goes":              replace("essays/one.md", `<a id="first"></a>`, ``),
		"label":                         replace("essays/one.md", "(named)=", "(renamed)="),
		"label that goes":               replace("essays/one.md", "(named)=\n", ""),
		"label that moves":              replace("essays/one.md", "## Another heading\n\n(named)=\n## A named", "(named)=\n## Another heading\n\n## A named"),
		"destination of a link":         replace("essays/one.md", "(two.md)", "(three.md)"),
		"fragment of a link":            replace("essays/one.md", "(two.md)", "(two.md#a-heading)"),
		"text of a link":                replace("essays/one.md", "[two](two.md)", "[the second](two.md)"),
		"form of a link":                replace("essays/one.md", "[two](two.md)", "[[two.md]]"),
		"kind of a link":                replace("essays/one.md", "[two](two.md)", "![two](two.md)"),
		"link under another heading":    replace("essays/one.md", "See [two](two.md).\n\n## Another heading", "## Another heading\n\nSee [two](two.md)."),
		"link more":                     replace("essays/one.md", "The last words.", "[The last](three.md) words."),
		"link that breaks":              replace("essays/one.md", "(two.md)", "(gone.md)"),
		"kind":                          front("kind: lesson"),
		"title in front matter":         front("title: Essay uno"),
		"order":                         replace("essays/one.md", "order: 1", "order: 3"),
		"date":                          replace("essays/one.md", "2026-01-01", "2026-03-03"),
		"tags":                          front("tags: [numbers]"),
		"aliases":                       front("aliases: [uno]"),
		"slug":                          front("slug: uno"),
		"old address":                   front("redirect_from: /uno/"),
		"owner":                         front("owner: nobody"),
		"review":                        front("reviewed: 2026-01-01\nreview: 6 months"),
		"draft":                         front("draft: true"),
		"no draft any more":             replace("drafts/secret.md", "draft: true", "draft: false"),
		"draft that is deleted":         remove("drafts/secret.md"),
		"draft that is renamed": func(d *desk) {
			d.content["drafts/moved.md"] = d.content["drafts/secret.md"]
			delete(d.content, "drafts/secret.md")
		},
		"file that a draft links to": replace("drafts/secret.md", "../photo.png", "beside.png"),
		"page that comes":            write("essays/four.md", "# Essay four\n"),
		"page that goes":             remove("essays/three.md"),
		"page that becomes a role": func(d *desk) {
			d.content["roles/three.md"] = d.content["essays/three.md"]
			delete(d.content, "essays/three.md")
		},
		"page of a folder": write("essays/README.md", "# All essays\n\nThey are here.\n"),
		"page renamed in place": func(d *desk) {
			d.content["essays/One.md"] = d.content["essays/one.md"]
			delete(d.content, "essays/one.md")
		},
		"table of contents":        write("SUMMARY.md", "- [Three](essays/three.md)\n- [One](essays/one.md)\n"),
		"file that comes":          write("essays/note.txt", "A note."),
		"file that goes":           remove("plan.svg"),
		"file that changes":        write("photo.png", "other pixels"),
		"image that changes":       write("plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>"),
		"image that gets a script": write("plan.svg", "<svg><script>alert(1)</script></svg>"),
		"title of the handbook":    replace("handbook.yaml", "base-url", "title: The book\nbase-url"),
		"configuration that goes":  remove("handbook.yaml"),
		"severity":                 replace("handbook.yaml", "base-url", "checks: {orphan-page: error}\nbase-url"),
		"accent":                   replace("handbook.yaml", "base-url", "accent: \"#cc0000\"\nbase-url"),
		"accent that is none":      replace("handbook.yaml", "base-url", "accent: \"#ffffff\"\nbase-url"),
		"language":                 replace("handbook.yaml", "base-url", "language: de\nbase-url"),
		"labels":                   replace("handbook.yaml", "base-url", "labels: {Must: Pflicht}\nbase-url"),
		"logo":                     replace("handbook.yaml", "base-url", "logo: photo.png\nbase-url"),
		"kinds":                    replace("handbook.yaml", "base-url", "kinds: {\"essays/**\": lesson}\nbase-url"),
		"what is ignored":          replace("handbook.yaml", "base-url", "ignore: [\"essays/t*.md\"]\nbase-url"),
		"sections":                 replace("handbook.yaml", "base-url", "sections: [drafts, {essays: Reading}]\nbase-url"),
		"redirects":                replace("handbook.yaml", "base-url", "redirects: {/uno/: /essays/one/}\nbase-url"),
		"address of the site":      replace("handbook.yaml", "handbook.example/", "handbook.example/book/"),
		"what people feel":         write("felt.yaml", feltRound),
		"lock file":                write("checklists.lock.json", "no lock"),
		"template":                 func(d *desk) { d.layouts["pages/essay.html"] = `{{define "main"}}<b>{{.Title}}</b>{{end}}` },
		"component": func(d *desk) {
			d.layouts["components/foot/foot.html"] = `{{define "foot"}}<b>{{.SiteTitle}}</b>{{end}}`
		},
		"menu":            func(d *desk) { d.layouts["components/menu/menu.html"] = `{{define "menu"}}{{len .Links}}{{end}}` },
		"style":           func(d *desk) { d.layouts["components/foot/foot.css"] = "b{color:red}" },
		"script":          func(d *desk) { d.layouts["scripts/head.ts"] = "alert(1)" },
		"sign in the tab": func(d *desk) { d.layouts["images/icon.svg"] = "<svg/>" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDeskOver(t, bases["views"], tidyPages)
			content, memory := maps.Clone(d.content), d.save()
			edit(d)
			d.build()
			d.restart(memory)
			d.build()
			edited := maps.Clone(d.content)
			// Edits of prose before, between and after are remembered apart from all that is linked.
			again := func(text string) {
				if strings.Contains(d.content["drafts/other.md"], "It is seen.") {
					d.edit("drafts/other.md", "It is seen.", "It is seen.\n\n"+text)
				}
				d.build()
			}
			again("Once.")
			d.content = maps.Clone(edited)
			again("Twice.")
			d.content, d.layouts = content, tree{}
			d.build()
		})
	}
}

// A finding moves with the lines of its page, and with those of the pages that it points at.
func TestFindingsMoveWithTheirLines(t *testing.T) {
	for name, c := range map[string]struct{ archive, old, new string }{
		"of one page":         {"-- README.md --\n# Home\n\nIt is short.\n\nProse.\n\n[Gone](gone.md)\n", "Prose.", "More\n\nprose."},
		"below itself":        {"-- README.md --\n# Home\n\nIt is short.\n\n[Gone](gone.md)\n\nProse.\n", "Prose.", "More\n\nprose."},
		"of text alone":       {"-- README.md --\n# Home\n\nIt is short.\n\nProse.\n\n#### Deep\n", "Prose.", "More\n\nprose."},
		"that points at both": {"-- README.md --\n# Home\n\nIt is short.\n\nProse.\n\n(named)=\n## Here\n-- b.md --\n# B\n\n(named)=\n## There\n", "Prose.", "More\n\nprose."},
		"in front matter":     {"-- README.md --\n---\ntags: [a]\nowner: nobody\n---\n# Home\n\nIt is short.\n\nProse.\n", "tags: [a]\n", "tags: [a]\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDeskOver(t, bases["views"], c.archive)
			d.edit("README.md", c.old, c.new)
			d.build()
			d.edit("README.md", c.new, c.old)
			d.build()
		})
	}
}

// In the handbook that we ship there is every convention and no finding. A word more in any line of a document
// reaches all that shows it.
func TestEveryLineReachesWhatItShould(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	d := newDeskOver(t, bases["views"], "")
	err := fs.WalkDir(os.DirFS("../../../content"), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join("../../../content", p))
		d.content[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.build()
	for _, p := range d.content.paths() {
		lines := strings.Split(d.content[p], "\n")
		var at []int // items and rows
		for i, l := range lines {
			if isDocument(p) && (strings.HasPrefix(strings.TrimSpace(l), "- ") || strings.HasPrefix(l, "| [") || strings.HasPrefix(l, "| 2")) {
				at = append(at, i)
			}
		}
		rng.Shuffle(len(at), func(i, j int) { at[i], at[j] = at[j], at[i] })
		if os.Getenv("BATON_LONG") == "" {
			at = at[:min(1, len(at))]
		}
		for _, i := range at {
			if cell, rest, ok := strings.Cut(strings.TrimPrefix(lines[i], "| "), " |"); strings.HasPrefix(lines[i], "|") && ok {
				lines[i] = "| " + cell + " more |" + rest
			} else {
				lines[i] += " More."
			}
			d.content[p] = strings.Join(lines, "\n")
			d.build()
		}
	}
}
