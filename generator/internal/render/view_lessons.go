package render

import (
	"html/template"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// lessonsView lists what was learned, newest first.
type lessonsView struct {
	Base
	HTML    template.HTML
	Lessons []LessonEntry
	Others  []Group
}

// LessonEntry is a lesson in the list.
type LessonEntry struct {
	EntryOf
	Changed []Link
	ToldBy  []Link
	Open    Date // until when it is open; zero if it is closed
}

func (w *writer) lessonList(s *site.Section) lessonsView {
	v := lessonsView{Base: w.kindBase(s, "Lessons"), HTML: w.kindText(s), Others: w.others(s, content.KindLesson)}
	for _, l := range w.site.Lessons {
		e := LessonEntry{EntryOf: w.entry(l.Page), Changed: w.linksTo(l.Changed), Open: w.date(l.Page.Doc.Meta.Due)}
		for _, p := range l.ToldBy {
			if p.Role != nil { // the rest of the line is words about how
				e.ToldBy = append(e.ToldBy, w.link(p.Role.Page))
			}
		}
		v.Lessons = append(v.Lessons, e)
	}
	return v
}
