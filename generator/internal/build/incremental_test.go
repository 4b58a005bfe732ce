package build_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"baton/generator/internal/build"
	"baton/generator/internal/publish"
	"baton/layouts"
)

// A desk has a handbook on it, and an engine that remembers it.
type desk struct {
	testing.TB
	engine           build.Engine
	content, layouts tree
	base             fs.FS // the layouts that lie under its own
}

func newDesk(t testing.TB, archive string) *desk { return newDeskOver(t, layouts.FS, archive) }

func newDeskOver(t testing.TB, base fs.FS, archive string) *desk {
	d := &desk{TB: t, content: tree{}, layouts: tree{}, base: base}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		d.content[f.Name] = string(f.Data)
	}
	d.build()
	return d
}

func (d *desk) inputs() build.Inputs {
	over := d.layouts.snapshot()
	return build.Inputs{Content: d.content.snapshot(), Layouts: layouts.Overlay(over.FS(), d.base), LayoutsSum: over.Sum()}
}

// build makes the next generation as it is, and compares it with a clean build.
func (d *desk) build() *build.Generation {
	d.Helper()
	in := d.inputs()
	g, err := d.engine.Build(in)
	if err != nil {
		d.Fatal(err)
	}
	d.compare(g, in)
	return g
}

func (d *desk) compare(g *build.Generation, in build.Inputs) {
	d.Helper()
	clean := &cleaner{made: map[inputKey]*site{}}
	want := clean.site(in)
	files, err := g.Files()
	if err != nil {
		d.Fatal(err)
	}
	if fault := want.differ(files); fault != "" {
		d.Error(fault)
	}
	if got := tell(g.Diags); got != want.diags {
		d.Errorf("findings differ from those of a clean build\n%s", lineDiff(got, want.diags))
	}
}

// save is what the engine writes down.
func (d *desk) save() []byte {
	d.Helper()
	var b bytes.Buffer
	if err := d.engine.Memory().Write(&b, "this one"); err != nil {
		d.Fatal(err)
	}
	return b.Bytes()
}

// restart begins anew with what an engine has written down.
func (d *desk) restart(memory []byte) {
	d.Helper()
	d.engine = build.Engine{}
	if err := d.engine.Load(memory, "this one"); err != nil {
		d.Fatal(err)
	}
}

// edit replaces text in a file.
func (d *desk) edit(path, old, new string) {
	d.Helper()
	if !strings.Contains(d.content[path], old) {
		d.Fatalf("%s has no %q", path, old)
	}
	d.content[path] = strings.Replace(d.content[path], old, new, 1)
}

func (d *desk) text(g *build.Generation, path string) string {
	d.Helper()
	f, err := g.File(path)
	if err != nil {
		d.Fatalf("%s: %v", path, err)
	}
	return string(f.Data)
}

// holding are the paths of the files that hold a text.
func (d *desk) holding(g *build.Generation, text string) []string {
	d.Helper()
	files, err := g.Files()
	if err != nil {
		d.Fatal(err)
	}
	var out []string
	for _, f := range files {
		if strings.Contains(string(f.Data), text) {
			out = append(out, f.Path)
		}
	}
	return out
}

const threeEssays = `
-- README.md --
# Home

[One](essays/one.md), [two](essays/two.md), [three](essays/three.md).
-- handbook.yaml --
title: The book
base-url: https://handbook.example/
-- roles/lead.md --
---
owner: lead
---
# Lead

Leads.

- **Reach:** [phone](tel:+15550100)
- **Answers within:** 5 minutes
-- essays/one.md --
---
owner: lead
order: 1
date: 2026-01-01
tags: [numbers]
---
# Essay one

The first summary.

A paragraph.

## A heading

See [two](two.md).
-- essays/two.md --
---
owner: lead
order: 2
date: 2026-01-02
tags: [numbers]
---
# Essay two

The second summary.

See [[Essay three]].
-- essays/three.md --
---
owner: lead
order: 3
date: 2026-01-03
---
# Essay three

The third summary.
`

func TestB023_DeletedPagesAreGoneEverywhere(t *testing.T) {
	d := newDesk(t, threeEssays)
	first := d.build()
	if at := d.holding(first, "Essay two"); len(at) < 5 {
		t.Fatalf("only %q show the page: too few to tell", at)
	}
	if _, err := first.Rest(context.Background()); err != nil {
		t.Fatal(err)
	}
	delete(d.content, "essays/two.md")
	g := d.build()
	if at := d.holding(g, "Essay two"); len(at) > 0 {
		t.Errorf("%q still show the title of the page that was deleted", at)
	}
	for _, p := range []string{"essays/two/index.html", "essays/two/index.md"} {
		if _, err := g.File(p); g.Has(p) || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", p, err)
		}
	}
	for _, p := range []string{"sitemap.xml", "feed.xml", "handbook.json"} {
		if strings.Contains(d.text(g, p), "/essays/two/") {
			t.Errorf("%s still names its address", p)
		}
	}
	if found := tell(g.Diags); strings.Count(found, "two.md") < 2 {
		t.Errorf("the links to it are not reported:\n%s", found)
	}
	changed, err := g.Rest(context.Background())
	if err != nil || !slices.Contains(changed, "essays/two/index.html") {
		t.Errorf("changed are %q, %v", changed, err)
	}
}

func TestB024_ListsShowWhatAPageSaysNow(t *testing.T) {
	for _, c := range []struct{ old, new, from, to string }{
		{"# Essay one", "# Essay uno", "Essay one", "Essay uno"},
		{"The first summary", "The prime summary", "The first summary", "The prime summary"},
		{"tags: [numbers]", "tags: [figures]", "tags/figures/none", "tags/figures/"},
		{"owner: lead", "owner: nobody at all", "owner-none", "nobody at all"},
		{"date: 2026-01-01", "date: 2026-06-06", "2026-01-01", "2026-06-06"},
	} {
		d := newDesk(t, threeEssays)
		d.edit("essays/one.md", c.old, c.new)
		g := d.build()
		if at := d.holding(g, c.from); len(at) > 0 {
			t.Errorf("%s: %q show what was there", c.new, at)
		}
		if at := d.holding(g, c.to); len(at) < 2 {
			t.Errorf("%s: only %q show it", c.new, at)
		}
	}
}

var neighbours = regexp.MustCompile(`(?s)<a[^>]*rel="(prev|next)"[^>]*href="([^"]*)"|<a[^>]*href="([^"]*)"[^>]*rel="(prev|next)"`)

func TestB025_NeighboursFollowTheOrder(t *testing.T) {
	d := newDesk(t, threeEssays)
	between := func(g *build.Generation) map[string][]string {
		out := map[string][]string{}
		for _, p := range []string{"one", "two", "three"} {
			out[p] = neighbours.FindAllString(d.text(g, "essays/"+p+"/index.html"), -1)
		}
		return out
	}
	before := between(d.build())
	d.edit("essays/one.md", "order: 1", "order: 9")
	moved := between(d.build())
	for p, links := range before {
		if len(links) == 0 || slices.Equal(links, moved[p]) {
			t.Errorf("%s has the neighbours %q, and had %q", p, moved[p], links)
		}
	}
	d.edit("essays/one.md", "order: 9", "order: 3") // a tie: titles decide
	d.build()
	d.edit("essays/one.md", "order: 3", "order: 1")
	if again := between(d.build()); !maps.EqualFunc(before, again, slices.Equal) {
		t.Errorf("back in its place it has the neighbours %q, and had %q", again, before)
	}
}

func TestB026_NewFoldersAreInTheMenuAtOnce(t *testing.T) {
	d := newDesk(t, threeEssays)
	d.content["guides/first.md"] = "# A guide\n\nIt guides.\n"
	d.content["guides/second.md"] = "# Another guide\n\nIt guides, too.\n"
	g := d.build()
	for _, p := range []string{"index.html", "roles/lead/index.html", "essays/two/index.html", "404.html"} {
		if !strings.Contains(d.text(g, p), "guides/") {
			t.Errorf("%s does not lead to the new folder", p)
		}
	}
	d.edit("essays/one.md", "A paragraph.", "Another paragraph.")
	g = d.build()
	for _, p := range []string{"essays/one/index.html", "guides/first/index.html"} {
		if !strings.Contains(d.text(g, p), "guides/") {
			t.Errorf("%s does not lead to the new folder after another edit", p)
		}
	}
	for p := range d.content {
		if strings.HasPrefix(p, "guides/") {
			delete(d.content, p)
		}
	}
	if at := d.holding(d.build(), "guides/"); len(at) > 0 {
		t.Errorf("%q lead to a folder that is gone", at)
	}
}

func TestB027_LayoutsReachEveryPage(t *testing.T) {
	d := newDesk(t, threeEssays)
	first := d.build()
	builtIn := func(p string) string {
		data, err := fs.ReadFile(layouts.FS, p)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	pages := 0
	for _, p := range d.holding(first, "<body>") {
		if !strings.HasSuffix(d.text(first, p), "</html>\n") {
			t.Fatalf("%s does not end as a page", p)
		}
		pages++
	}

	// The skeleton is edited: all pages follow.
	d.layouts["base.html"] = strings.Replace(builtIn("base.html"), "<body>", "<body data-edited>", 1)
	g := d.build()
	if n := len(d.holding(g, "<body data-edited>")); n == 0 || n != pages {
		t.Errorf("%d of %d pages follow the skeleton", n, pages)
	}
	// The template of one kind is edited: its pages follow, and no others.
	d.layouts["pages/role.html"] = strings.Replace(builtIn("pages/role.html"), `{{define "main"}}`, `{{define "main"}}<hr>`, 1) +
		`{{define "side"}}<aside>for roles alone</aside>{{end}}`
	if at := d.holding(d.build(), "for roles alone"); !slices.Equal(at, []string{"roles/lead/index.html"}) {
		t.Errorf("the template of roles made %q", at)
	}
	// A component comes, and is called.
	d.layouts["components/extra/extra.html"] = `{{define "extra"}}<p>An extra.</p>{{end}}`
	d.layouts["base.html"] = strings.Replace(builtIn("base.html"), "</body>", "{{template \"extra\"}}</body>", 1)
	if n := len(d.holding(d.build(), "<p>An extra.</p>")); n != pages {
		t.Errorf("%d of %d pages show the component", n, pages)
	}
	last := d.build()

	// It is deleted: an error, as in a clean build, and the generation before answers.
	delete(d.layouts, "components/extra/extra.html")
	in := d.inputs()
	_, err := d.engine.Build(in)
	if want := (&cleaner{made: map[inputKey]*site{}}).site(in).err; err == nil || want == nil || err.Error() != want.Error() || !strings.Contains(err.Error(), "extra") {
		t.Errorf("without the component: %v, a clean build says %v", err, want)
	}
	if n := len(d.holding(last, "<p>An extra.</p>")); n != pages {
		t.Errorf("the generation before shows %d of %d pages", n, pages)
	}
	// Put back, it is what it was; with nothing of one's own, it is what it was at first.
	d.layouts["components/extra/extra.html"] = `{{define "extra"}}<p>An extra.</p>{{end}}`
	if n := len(d.holding(d.build(), "<p>An extra.</p>")); n != pages {
		t.Errorf("put back, %d of %d pages show the component", n, pages)
	}
	d.layouts = tree{}
	if got, want := d.text(d.build(), "index.html"), d.text(first, "index.html"); got != want {
		t.Errorf("without layouts of its own: %s", lineDiff(got, want))
	}
	// A style is edited: pages name the new file, and the old one is gone.
	old := d.holding(first, "@layer reset")
	d.layouts["components/foot/foot.css"] = builtIn("components/foot/foot.css") + ".edited{color:red}"
	g = d.build()
	now := d.holding(g, ".edited{")
	if len(old) != 1 || len(now) != 1 || old[0] == now[0] || g.Has(old[0]) || len(d.holding(g, now[0][len("_a/"):])) < pages {
		t.Errorf("the style was %q and is %q", old, now)
	}
}

func TestB028_EveryPageAnswersInAnyOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(28, 28))
	d := newDesk(t, threeEssays)
	for i, edit := range []func(){
		func() { d.edit("essays/one.md", "# Essay one", "# Essay I") },
		func() { d.edit("essays/one.md", "A paragraph.", "Two paragraphs.\n\nThis is the second.") },
		func() { d.edit("handbook.yaml", "The book", "The other book") },
		func() { d.edit("essays/two.md", "[[Essay three]]", "[[Lead]]") },
		func() { d.layouts["components/extra/extra.css"] = ".extra{color:red}" },
	} {
		edit()
		in := d.inputs()
		g, err := d.engine.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		want := (&cleaner{made: map[inputKey]*site{}}).site(in)
		paths := want.paths()
		rng.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		for _, p := range paths {
			f, err := g.File(p)
			if fault := want.differs(p, f, err); fault != "" {
				t.Errorf("edit %d: %s", i, fault)
			}
		}
	}
}

func TestB029_WhateverIsReadIsNoticed(t *testing.T) {
	d := newDesk(t, threeEssays+"-- plan.png --\npixels\n-- plan.svg --\n<svg/>\n")
	d.edit("essays/one.md", "A paragraph.", "![Plan](../plan.png) ![Plan](../plan.svg)")
	d.build()

	d.edit("handbook.yaml", "The book", "The other book")
	if at := d.holding(d.build(), "The other book"); len(at) < 5 {
		t.Errorf("the title of handbook.yaml stands in %q alone", at)
	}
	d.content["felt.yaml"] = feltRound
	if at := d.holding(d.build(), "I know what I may decide"); !slices.Contains(at, "gaps/index.html") {
		t.Errorf("what people feel stands in %q", at)
	}
	d.content["felt.yaml"] = strings.Replace(feltRound, "I know", "I guess", 1)
	if at := d.holding(d.build(), "I know what I may decide"); len(at) > 0 {
		t.Errorf("what people felt still stands in %q", at)
	}
	d.content["plan.png"] = "other pixels"
	if got := d.text(d.build(), "plan.png"); got != "other pixels" {
		t.Errorf("the image is %q", got)
	}
	d.content["plan.svg"] = "<svg><script/></svg>"
	if g := d.build(); !strings.Contains(tell(g.Diags), "plan.svg") {
		t.Errorf("a script in an image is not reported:\n%s", tell(g.Diags))
	}
	d.content["checklists.lock.json"] = "{}"
	d.build()
	d.content["checklists.lock.json"] = "no lock"
	if g := d.build(); !strings.Contains(tell(g.Diags), "checklists.lock.json") {
		t.Errorf("a broken lock file is not reported:\n%s", tell(g.Diags))
	}

	// What somebody overwrites in the output is put right, although nothing was edited.
	files, err := d.build().Files()
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "public")
	if _, err := publish.Sync(out, nil, files); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(out, "index.html")
	want := d.text(d.build(), "index.html")
	if err := os.WriteFile(page, []byte(strings.ToUpper(want)), 0o644); err != nil {
		t.Fatal(err)
	}
	if files, err = d.build().Files(); err != nil {
		t.Fatal(err)
	}
	changes, err := publish.Sync(out, nil, files)
	if got, _ := os.ReadFile(page); err != nil || changes.Written != 1 || string(got) != want {
		t.Errorf("the page that was overwritten: %+v, %v\n%s", changes, err, lineDiff(string(got), want))
	}
}
