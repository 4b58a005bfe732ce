package render

import (
	"html/template"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// rolesView lists all roles by the part of the house that they belong to.
type rolesView struct {
	Base
	HTML   template.HTML
	Groups []RoleGroup
	Others []Group
}

// RoleGroup is the roles of one section of the house.
type RoleGroup struct {
	ID    string
	Title string
	Roles []RoleEntry
}

// RoleEntry is a role in the list.
type RoleEntry struct {
	EntryOf
	HeldBy  template.HTML
	Reach   template.HTML
	Outside bool // a customer, a supplier, a board
	Part    template.URL
}

func (w *writer) roleList(s *site.Section) rolesView {
	v := rolesView{Base: w.kindBase(s, "Roles"), HTML: w.kindText(s), Others: w.others(s, content.KindRole)}
	index := map[string]int{}
	for _, r := range w.site.Roles {
		i, ok := index[r.Doc.Section]
		if !ok {
			i = len(v.Groups)
			index[r.Doc.Section] = i
			v.Groups = append(v.Groups, RoleGroup{Title: r.Doc.Section})
		}
		v.Groups[i].Roles = append(v.Groups[i].Roles, w.roleEntry(r))
	}
	ids := ids{}
	for i := range v.Groups {
		if g := &v.Groups[i]; g.Title != "" && len(v.Groups) > 1 {
			g.ID = "in:" + ids.make(g.Title)
			v.Contents = append(v.Contents, Entry{g.ID, g.Title})
		} else {
			g.Title = ""
		}
	}
	return v
}

func (w *writer) roleEntry(r *site.Role) RoleEntry {
	e := RoleEntry{EntryOf: w.entry(r.Page), Outside: r.External}
	if l := r.Doc.HeldBy; l != nil {
		e.HeldBy = w.inline(r.Page, l.Text)
	}
	if l := r.Doc.Reach; l != nil {
		e.Reach = w.inline(r.Page, l.Text)
	}
	if part := r.Address + "part/"; w.has(part) {
		e.Part = w.to(part)
	}
	return e
}
