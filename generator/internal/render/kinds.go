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
	"gaps":             gapsView{},
	"search":           searchView{},
	"me":               meView{},
	"missing":          missingView{},
	"print":            printView{},
	"essay":            essayView{},
	"role":             roleView{},
	"part":             partView{},
	"playbook":         playbookView{},
	"cues":             cueSheetView{},
	"checklist":        checklistView{},
	"decision":         decisionView{},
	"lesson":           lessonView{},
}

// fragments ties each template that is executed by itself, and not as a page in base.html, to its view.
var fragments = map[string]any{
	"menu":  menuView{},
	"moved": movedView{},
}

// document returns the template and the view of a document's page.
func (w *writer) document(p *site.Page) (name string, view any) {
	switch {
	case p.Role != nil:
		return "role", w.role(p)
	case p.Playbook != nil:
		return "playbook", w.playbook(p)
	case p.Checklist != nil:
		return "checklist", w.checklist(p)
	case p.Decision != nil:
		return "decision", w.decision(p)
	case p.Lesson != nil:
		return "lesson", w.lesson(p)
	default:
		return "essay", w.essay(p)
	}
}
