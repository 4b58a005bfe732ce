package build

import (
	"io/fs"
	"runtime"
	"slices"

	"baton/generator/internal/asset"
	"baton/generator/internal/diag"
	"baton/generator/internal/render"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// An Engine builds a handbook again and again and remembers what it can: a file's parse while its bytes are the
// same, the linked site while nothing that linking reads is another, a page's bytes while its view and its
// templates are the same. Its answers are those of a clean build.
//
// The zero Engine remembers nothing. Options must not change after the first build. An Engine is not safe for
// concurrent use; the generations that it makes are.
type Engine struct {
	Options Options

	known  known
	texts  texts
	linked *linked
	look   look
	table  *table
	search *indexing // made with the first build
	number int       // of the newest generation
}

// Options are the choices of the command line. They are inputs like any other.
type Options struct {
	BaseURL  string // overrides base-url of handbook.yaml
	Audience string // whom the site is for: pages for narrower audiences are cut out
	Drafts   bool   // keep drafts
	Jobs     int    // how many pages at a time; 0: as many as there are cores. Never changes the result.
}

func (o Options) jobs() int {
	if o.Jobs > 0 {
		return o.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// Inputs are all that a site is made of.
type Inputs struct {
	Content    *source.Snapshot
	Layouts    fs.FS      // templates, styles and scripts; never changes
	LayoutsSum source.Sum // equal for equal layouts
}

// Build makes the next generation. What an author can mend is a diagnostic of it. An error means that there is no
// new generation: the layouts are broken, or Baton itself, or an option does not fit the handbook.
func (e *Engine) Build(in Inputs) (*Generation, error) {
	r, err := e.read(in.Content)
	if err != nil {
		return nil, err
	}
	newer, same := e.linked.accepts(r)
	if !same {
		e.linked = newLinked(r)
	}
	if err := e.look.at(in, r); err != nil {
		return nil, err
	}
	if e.table == nil || e.table.linked != e.linked || e.table.look != e.look {
		e.table = newTable(e.linked, e.look, e.table)
	}
	e.number++
	g := e.table.generation(newer, in.Content)
	g.Number = e.number
	g.Site, g.Inputs, g.newer = e.linked.site, in, newer
	g.log.Parsed, g.log.Linked = r.parsed, !same
	if e.search == nil {
		e.search = &indexing{}
	}
	g.jobs, g.indexing = e.Options.jobs(), e.search

	g.Diags = Weigh(slices.Concat(r.diags, e.linked.site.Diags, e.look.assets.Diags), r.config.Checks)
	g.Diags.Sort()
	return g, nil
}

// linked is a site with what it was linked from.
type linked struct {
	from  *reading
	site  *site.Site
	pages map[string]*site.Page // by path
	texts map[*site.Page]*text  // with which it was linked
	found map[string]bool       // files in which a finding of linking has a line
}

func newLinked(r *reading) *linked {
	l := &linked{from: r, site: site.Link(r.input), pages: map[string]*site.Page{}, texts: map[*site.Page]*text{}, found: map[string]bool{}}
	for _, p := range l.site.Pages {
		l.pages[p.Doc.Path] = p
	}
	for _, t := range r.texts {
		if p := l.pages[t.doc.Path]; p != nil {
			l.texts[p] = t
		}
	}
	l.site.Diags.Sort() // once, and not with every generation
	note := func(pos diag.Pos) {
		if pos.Line > 0 {
			l.found[pos.File] = true
		}
	}
	for _, d := range l.site.Diags {
		note(d.Pos)
		for _, pos := range d.Related {
			note(pos)
		}
	}
	return l
}

// accepts reports whether linking r would give the same site but for texts that only their own pages show, and
// returns those texts.
func (l *linked) accepts(r *reading) (newer map[*site.Page]*text, ok bool) {
	if l == nil || !l.from.sameAround(r) {
		return nil, false
	}
	newer = map[*site.Page]*text{}
	for i, was := range l.from.texts {
		now := r.texts[i]
		switch {
		case was == now:
			continue
		case was.doc.Path != now.doc.Path || !was.plain || !now.plain || was.face != now.face:
			return nil, false
		case l.found[now.doc.Path]:
			return nil, false // its finding may stand in another line now
		}
		newer[l.pages[now.doc.Path]] = now
	}
	return newer, true
}

// look is what pages look like: templates and assets, with what they were made from.
type look struct {
	layouts   source.Sum
	config    source.Sum
	templates *render.Templates
	assets    *asset.Assets
}

// at makes templates and assets anew if the layouts or the configuration are others.
func (l *look) at(in Inputs, r *reading) error {
	next := look{layouts: in.LayoutsSum, config: r.config.sum, templates: l.templates, assets: l.assets}
	var err error
	if next.templates == nil || next.layouts != l.layouts {
		if next.templates, err = render.ParseTemplates(in.Layouts); err != nil {
			return err
		}
	}
	if next.assets == nil || next.layouts != l.layouts || next.config != l.config {
		if next.assets, err = asset.Bundle(in.Layouts, r.input.Config); err != nil {
			return err
		}
	}
	*l = next
	return nil
}
