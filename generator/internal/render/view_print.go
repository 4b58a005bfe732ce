package render

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"strings"

	"baton/generator/internal/site"
)

// The handbook as a book: one page that a browser prints, with contents. It is made of the very pages of the site,
// bound together (bind.go). A large handbook has several volumes, so that no browser has to lay out ten thousand pages
// at once.
const printAddress = "/print/"

// volume is how many leaves are bound together.
const volume = 300

// printView is a volume, or the shelf of all volumes.
type printView struct {
	Base
	Look    template.URL // the book's own style sheet
	About   string
	Leaves  []printed
	Volumes []Link
}

// A printed leaf is a page of the handbook, or the heading of a folder that has none.
type printed struct {
	Level int // of its heading: 2 for a chapter
	ID    string
	Title string
	Read  bool
	HTML  template.HTML // "" for a heading alone
	Trust Trust
}

// A leaf is a place in the book.
type leaf struct {
	level   int
	page    *site.Page
	section *site.Section // of which page is the own page; alone if it has none
}

func (l leaf) address() string {
	if l.page != nil {
		return l.page.Address
	}
	return l.section.Address
}

func (l leaf) title() string {
	if l.page != nil {
		return l.page.Title
	}
	return l.section.Title
}

// planPrint adds the book. What is in which volume depends on which pages there are, and not on what they say.
func (r *Renderer) planPrint() {
	if len(r.site.Pages) == 0 {
		return
	}
	volumes := bound(r.leaves(), volume)
	if len(volumes) == 1 {
		r.add(job{address: printAddress, late: true, view: func(w *writer) (string, any) { return "print", w.book(volumes[0], "") }})
		return
	}
	addresses := make([]string, len(volumes))
	n := 0
	for i, leaves := range volumes {
		name := fmt.Sprintf("Volume %d: %s to %s", i+1, leaves[0].title(), leaves[len(leaves)-1].title())
		for addresses[i] == "" { // a page may have the address of a volume
			n++
			address := printAddress + itoa(n) + "/"
			if r.add(job{address: address, late: true, view: func(w *writer) (string, any) { return "print", w.book(leaves, name) }}) {
				addresses[i] = address
			}
		}
	}
	r.add(job{address: printAddress, late: true, view: func(w *writer) (string, any) { return "print", w.shelf(volumes, addresses) }})
}

// leaves lists the pages as a reader would turn them: what stands in no folder, then folder by folder.
func (r *Renderer) leaves() []leaf {
	var out []leaf
	if r.site.Home != nil {
		out = append(out, leaf{level: 2, page: r.site.Home})
	}
	var walk func(sections []*site.Section, level int)
	walk = func(sections []*site.Section, level int) {
		for _, s := range sections {
			out = append(out, leaf{level, s.Page, s})
			for _, p := range s.Pages {
				out = append(out, leaf{level: level + 1, page: p})
			}
			walk(s.Sections, level+1)
		}
	}
	for _, p := range r.site.Root.Pages {
		out = append(out, leaf{level: 2, page: p})
	}
	walk(r.site.Sections, 2)
	return out
}

// bound cuts leaves into volumes of at most so many, where a chapter begins if it can be.
func bound(leaves []leaf, most int) [][]leaf {
	var out [][]leaf
	for len(leaves) > most {
		n := most
		for i := most; i > most/2; i-- {
			if leaves[i].level == 2 {
				n = i
				break
			}
		}
		out, leaves = append(out, leaves[:n]), leaves[n:]
	}
	return append(out, leaves)
}

// shelf is the way to the volumes.
func (w *writer) shelf(volumes [][]leaf, addresses []string) printView {
	v := w.cover("")
	for i, leaves := range volumes {
		v.Volumes = append(v.Volumes, Link{
			Href: w.to(addresses[i]),
			Text: fmt.Sprintf("Volume %d", i+1),
			Note: leaves[0].title() + " to " + leaves[len(leaves)-1].title(),
		})
	}
	return v
}

// cover is a book without leaves.
func (w *writer) cover(name string) printView {
	c := w.site.Config
	v := printView{Base: w.generated(c.Title), Look: w.island("book").Style, About: c.Description}
	v.Head.Title = cmp.Or(name, "To print") + " · " + c.Title
	v.Head.NoIndex, v.Head.Canonical = true, "" // machines find the pages themselves
	v.Crumbs = w.crumbs(nil, w.address)
	v.Kind = name
	v.Wide = true
	return v
}

func (w *writer) book(leaves []leaf, name string) printView {
	v := w.cover(name)
	b := newBinder(w, leaves)
	for _, l := range leaves {
		p := printed{Level: l.level, ID: l.address(), Title: l.title()}
		if l.page != nil {
			base, html, err := w.leaf(l.page)
			if err != nil {
				w.err = err
				return v
			}
			p.Read, p.Trust = base.Read, base.Trust
			p.Trust.Owner.Href = template.URL(b.href(l.page.Address, string(p.Trust.Owner.Href)))
			p.HTML = template.HTML(b.bind(l.page.Address, l.level, html))
		}
		v.Leaves = append(v.Leaves, p)
	}
	lost := b.lost()
	for i, p := range v.Leaves {
		v.Leaves[i].HTML = template.HTML(lost.Replace(string(p.HTML)))
	}
	return v
}

// leaf returns what stands in the middle of a page, as the page has it, links and all.
func (w *writer) leaf(p *site.Page) (Base, string, error) {
	on := w.at(p.Address)
	p = w.now(p)
	name, view, ok := w.views.take(p.Doc)
	switch {
	case p.Address == "/":
		name, view = "essay", on.essay(p) // without the way to all other pages
	case !ok:
		name, view = on.document(p)
	}
	if on.err != nil {
		return Base{}, "", on.err
	}
	var b bytes.Buffer
	for _, block := range []string{"top", "main"} {
		t := w.templates.sets[name].Lookup(block)
		if t == nil {
			continue // somebody's own skeleton has another way
		}
		if err := t.Execute(&b, view); err != nil {
			return Base{}, "", fmt.Errorf("page %s: %w", p.Address, err)
		}
	}
	return view.(interface{ base() Base }).base(), strings.TrimSpace(b.String()), nil
}

// base is the view without what its kind adds.
func (b Base) base() Base { return b }
