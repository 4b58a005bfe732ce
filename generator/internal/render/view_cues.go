package render

import (
	"baton/generator/internal/site"
)

// cuesView is the section of a role's page on the cues that it hears and gives.
type cuesView struct {
	ID     string
	Staffs []cueStaff
	Part   Link // its part book
}

// cueStaff is one playbook: what a role hears in it, and what it says.
type cueStaff struct {
	Playbook Link
	Part     partBar
}

// cues returns the cues of a role, playbook by playbook: each note that waits for a cue or gives one. It is nil
// if the role has no part book.
func (w *writer) cues(r *site.Role) *cuesView {
	if !hasPart(r) {
		return nil
	}
	v := &cuesView{ID: free(r.Page, "cues"), Part: Link{Href: w.to(partAddress(r)), Text: "Open the part book"}}
	for _, staff := range site.PartBook(r) {
		s := cueStaff{Playbook: w.link(staff.Playbook.Page)}
		for i, b := range staff.Bars {
			for _, n := range w.partBar(staff, i, b).Notes {
				if n.Heard != (Heard{}) || n.cues() {
					s.Part.Notes = append(s.Part.Notes, n)
				}
			}
		}
		if len(s.Part.Notes) > 0 {
			s.Part.Last = true
			v.Staffs = append(v.Staffs, s)
		}
	}
	return v
}

// cues reports whether a note gives a cue.
func (n partNote) cues() bool {
	for _, s := range n.Steps {
		if s.Kind == "cue" {
			return true
		}
	}
	return false
}
