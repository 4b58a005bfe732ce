package render

import (
	"html/template"

	"baton/generator/internal/site"
)

// essayView is a text to read: an essay, or a plain page.
type essayView struct {
	Base
	HTML template.HTML
}

func (w *writer) essay(p *site.Page) essayView {
	v := essayView{Base: w.page(p)}
	v.Read = true
	blocks := p.Doc.Intro
	for _, s := range p.Doc.Sections {
		blocks = append(blocks[:len(blocks):len(blocks)], s.Heading)
		blocks = append(blocks, blocksOf(s)...)
	}
	v.HTML = w.html(p, blocks)
	return v
}
