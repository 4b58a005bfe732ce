package render

import (
	"html/template"
	"strings"

	"baton/generator/internal/site"
)

// meView is the page "My part". Without script it lists the roles with what each has to read; a script makes the
// reader's own part of those pages.
type meView struct {
	Base
	Roles  []MyRole
	Script Island
}

// MyRole is a role that a reader may choose.
type MyRole struct {
	Link
	Key     string // how a browser keeps it
	Keys    string // with the names that it had, for data-role
	Summary string
	Part    template.URL // "" without a part book
}

const meAddress = "/me/"

// changesName is the file beside a role's page that says what is the role's: see changes.go.
const changesName = "changes.json"

// planMe adds the page on which a reader chooses roles, if there is one to choose, and what a browser compares to say
// what has changed for each.
func (r *Renderer) planMe() {
	mine := r.choosable()
	if len(mine) == 0 || !r.add(job{address: meAddress, view: func(w *writer) (string, any) { return "me", w.me() }}) {
		return
	}
	r.mine = true
	for _, role := range mine {
		r.add(job{address: role.Address + changesName, bytes: func(r *Renderer) ([]byte, error) { return r.at(meAddress).changes(role) }})
	}
}

// choosable returns the roles that a reader may have: nobody is a customer here.
func (r *Renderer) choosable() []*site.Role {
	var out []*site.Role
	for _, role := range r.site.Roles {
		if !role.External {
			out = append(out, role)
		}
	}
	return out
}

func (w *writer) me() meView {
	v := meView{Base: w.generated("My part"), Script: w.island("me")}
	v.Title += `<span class="chosen"></span>` // the first script says whose
	v.Lede = "Your steps, your limits and your checklists on one page."
	v.Head.NoIndex = true // machines find the pages themselves
	v.Crumbs = w.crumbs(nil, w.address)
	for _, r := range w.choosable() {
		m := MyRole{Link: w.link(r.Page), Keys: w.roleKeys(r), Summary: firstSentence(r.Page.Doc.Summary)}
		m.Key, _, _ = strings.Cut(m.Keys, " ")
		if hasPart(r) {
			m.Part = w.to(partAddress(r))
		}
		v.Roles = append(v.Roles, m)
	}
	return v
}

// toMe is the way there.
func (w *writer) toMe() *MyPart {
	return &MyPart{Href: w.to(meAddress), Current: w.address == meAddress}
}
