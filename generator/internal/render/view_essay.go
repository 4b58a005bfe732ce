package render

import (
	"html/template"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// essayView is a text to read: an essay, or a plain page.
type essayView struct {
	Base
	Minutes int // to read it; 0 if that is not worth saying
	HTML    template.HTML
	For     []Link // the roles that it is written for
}

func (w *writer) essay(p *site.Page) essayView {
	v := essayView{Base: w.textBase(p), HTML: w.html(p, restOf(p))}
	v.Read = true
	if p.Kind == content.KindEssay {
		v.Minutes = minutes(p.Doc.Text)
	}
	for _, r := range p.For {
		v.For = append(v.For, Link{Href: w.to(r.Address), Text: r.Title, Note: brief(r.Page.Doc.Summary)})
	}
	if len(v.For) > 0 {
		v.Contents = append(v.Contents, Entry{"page:for", "For"})
	}
	return v
}

// textBase is the base of a page that is text alone: its summary stands at its head.
func (w *writer) textBase(p *site.Page) Base {
	b := w.page(p)
	switch lede := ledeOf(p); {
	case lede != nil:
		b.Lede = w.inline(p, lede.Text)
	case p.Doc.Lede == nil:
		b.Lede = template.HTML(template.HTMLEscapeString(p.Doc.Summary))
	}
	b.Contents = outline(p)
	return b
}

// ledeOf returns the first paragraph of a page if it can stand at its head: a sentence or two.
func ledeOf(p *site.Page) *markdown.Block {
	if p.Doc.Lede == nil || len(p.Doc.Summary) == 0 || len(p.Doc.Summary) > 240 {
		return nil
	}
	return p.Doc.Lede
}

// restOf returns the blocks of a page's text without what stands at its head.
func restOf(p *site.Page) []*markdown.Block {
	lede := ledeOf(p)
	return slices.DeleteFunc(slices.Clone(p.Doc.Text.Blocks), func(b *markdown.Block) bool {
		return b == p.Doc.TitleBlock || lede != nil && b == lede
	})
}

// outline is the table of contents of a text: its highest headings below the title.
func outline(p *site.Page) []Entry {
	highest := 7
	for _, h := range p.Doc.Text.Headings {
		if h != p.Doc.TitleBlock {
			highest = min(highest, h.Level)
		}
	}
	var out []Entry
	for _, h := range p.Doc.Text.Headings {
		if h != p.Doc.TitleBlock && h.Level == highest && h.ID != "" {
			out = append(out, Entry{h.ID, h.Text.Plain()})
		}
	}
	return out
}

// shiftOf returns by how much the headings of a text go down so that the page has one H1, its title.
func shiftOf(p *site.Page) int {
	for _, h := range p.Doc.Text.Headings {
		if h.Level == 1 && h != p.Doc.TitleBlock {
			return 1
		}
	}
	return 0
}

// minutes is how long a text takes to read.
func minutes(d *markdown.Doc) int {
	words := 0
	for _, b := range d.Blocks {
		words += len(strings.Fields(b.Plain()))
	}
	return (words + 119) / 240
}

// isText reports whether a page is text alone, to which a list may be added.
func isText(p *site.Page) bool { return p.Kind == content.Page || p.Kind == content.KindEssay }
