package render

import (
	"baton/generator/internal/site"
)

// views ties each template of layouts/pages to the view with which it is executed.
var views = map[string]any{
	"home":             homeView{},
	"section":          listView{},
	"roles":            rolesView{},
	"decisions":        decisionsView{},
	"lessons":          lessonsView{},
	"responsibilities": matrixView{},
	"essay":            essayView{},
}

// document returns the template and the view of a document's page.
func (w *writer) document(p *site.Page) (name string, view any) {
	switch p.Kind {
	default:
		return "essay", w.essay(p)
	}
}
