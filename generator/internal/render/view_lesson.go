package render

import (
	"html/template"

	"baton/generator/internal/site"
)

// lessonView is the page of a lesson. Its verdict is what changed.
type lessonView struct {
	Base
	Date    Date
	Due     Date            // while it is open
	ToldBy  []template.HTML // the lines that say who spoke up
	Verdict []passage       // What we changed, We would do it again
	Facts   []Term
	Intro   template.HTML
	Story   []passage
}

func (w *writer) lesson(p *site.Page) lessonView {
	l := p.Lesson
	v := lessonView{Base: w.page(p), Date: w.date(p.Doc.Meta.Date), Due: w.date(p.Doc.Meta.Due)}
	shown := shown{}
	v.Lede = w.lede(p, shown)
	for _, line := range l.Doc.Lines {
		if !holds(p.Doc.Intro, line.Item) {
			continue
		}
		shown.item(line.Item)
		t := w.term(p, line)
		if line.Label == "Told by" {
			v.ToldBy = append(v.ToldBy, t.HTML+t.Below)
		} else {
			v.Facts = append(v.Facts, t)
		}
	}
	v.Intro = w.rest(p, p.Doc.Intro, shown)
	for _, s := range p.Doc.Sections {
		if s == l.Doc.Changed || s == l.Doc.Again {
			v.Verdict = append(v.Verdict, w.passage(p, s, shown))
		} else {
			v.Story = append(v.Story, w.passage(p, s, shown))
		}
	}
	v.Contents = nil
	for _, s := range append(v.Verdict[:len(v.Verdict):len(v.Verdict)], v.Story...) {
		v.Contents = append(v.Contents, s.entry())
	}
	return v
}
