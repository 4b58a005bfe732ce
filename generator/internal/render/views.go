package render

import (
	"sync"
	"sync/atomic"

	"baton/generator/internal/content"
)

// shownViews holds the views of pages for the book, which shows each once more. Only whoever makes all files at once wants
// that: else they would stay for a book that nobody asks for.
type shownViews struct {
	wanted atomic.Int32
	views  sync.Map // *content.Document → shownView
}

type shownView struct {
	name string
	view any
}

// note keeps the view of a page with a text. Pages with one text have one view, as long as the site is the same.
func (s *shownViews) note(doc *content.Document, name string, view any) {
	if s.wanted.Load() > 0 {
		s.views.Store(doc, shownView{name, view})
	}
}

// take returns a view that was noted, once.
func (s *shownViews) take(doc *content.Document) (name string, view any, ok bool) {
	v, ok := s.views.LoadAndDelete(doc)
	if !ok {
		return "", nil, false
	}
	return v.(shownView).name, v.(shownView).view, true
}

// Together says that all files are about to be made, so that what pages and book have in common is made once. The
// function that it returns ends that.
func (r *Renderer) Together() (end func()) {
	r.views.wanted.Add(1)
	return func() {
		if r.views.wanted.Add(-1) == 0 {
			r.views.views.Clear()
		}
	}
}
