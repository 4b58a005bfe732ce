package render

import (
	"html/template"

	"baton/generator/internal/site"
)

// playbookView is the page of a playbook. Its verdict says when to play it, who may raise it and who conducts.
type playbookView struct {
	Base
	Baton    batonView
	Intro    template.HTML
	Score    *scoreView
	Sections []passage
	Jump     []Entry
}

func (w *writer) playbook(p *site.Page) playbookView {
	pb := p.Playbook
	v := playbookView{Base: w.page(p)}
	v.Wide = true
	shown := shown{}
	v.Lede = w.lede(p, shown)
	v.Baton = w.baton(pb)
	shown.lines(pb.Doc.Lines)
	v.Intro = w.rest(p, p.Doc.Intro, shown)
	v.Score = w.score(pb)
	for _, s := range p.Doc.Sections {
		if s == pb.Doc.Score {
			continue
		}
		v.Sections = append(v.Sections, w.passage(p, s, nil))
		v.Jump = append(v.Jump, Entry{s.Heading.ID, s.Title})
	}
	return v
}
