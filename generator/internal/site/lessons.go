package site

import (
	"cmp"
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// linkLessons says what each lesson changed and who told it. The newest lesson comes first; of one day, in order
// of their files; those without a date last.
func (m *model) linkLessons() {
	for _, p := range m.order {
		if p.Doc.Lesson == nil {
			continue
		}
		l := &Lesson{Page: p, Doc: p.Doc.Lesson, ToldBy: m.allParties(p, p.Doc.Lesson.ToldBy)}
		seen := map[*Page]bool{p: true, nil: true}
		for _, link := range sectionLinks(l.Doc.Changed) {
			if to := p.Target(link).Page; !seen[to] {
				seen[to] = true
				l.Changed = append(l.Changed, to)
			}
		}
		p.Lesson = l
		m.Lessons = append(m.Lessons, l)
	}
	slices.SortStableFunc(m.Lessons, func(a, b *Lesson) int {
		return cmp.Or(
			cmp.Compare(b.Page.Doc.Meta.Date, a.Page.Doc.Meta.Date),
			cmp.Compare(a.Page.Doc.Path, b.Page.Doc.Path),
		)
	})
}

// Open reports whether something is still to be done: the front matter has a day until which.
func (l *Lesson) Open() bool { return l.Page.Doc.Meta.Due != "" }

// sectionLinks returns the links below a heading, also those below deeper headings.
func sectionLinks(s *content.Section) []*markdown.Link {
	if s == nil {
		return nil
	}
	var links []*markdown.Link
	for _, b := range s.Blocks {
		links = append(links, b.Links()...)
	}
	for _, inner := range s.Sections {
		links = append(links, sectionLinks(inner)...)
	}
	return links
}

// checkLessons reports lessons that say neither what changed nor that we would do it again, and lessons without
// a date. An open lesson has time until it is due.
func (m *model) checkLessons() {
	for _, l := range m.Lessons {
		pos := posOfBlock(l.Page, l.Page.Doc.TitleBlock)
		if l.Doc.Changed == nil && l.Doc.Again == nil && !l.Open() {
			m.report(diag.New(diag.LessonWithoutChange, pos, "%q: nothing changed, and nobody would do it again", l.Title).
				WithHint("add \"## What we changed\" or \"## We would do it again\", or a day until which it is open: due:"))
		}
		if l.Page.Doc.Meta.Date == "" {
			m.report(diag.New(diag.LessonWithoutDate, pos, "%q has no date", l.Title).
				WithHint("write date: into the front matter"))
		}
	}
}
