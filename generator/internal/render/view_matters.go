package render

import (
	"html/template"
	"slices"
	"strings"

	"baton/generator/internal/site"
)

// mattersView is whom a role asks, or who asks it: one role after another, each with what about.
type mattersView struct {
	ID    string
	Roles []Counterpart
}

// Counterpart is one of those roles.
type Counterpart struct {
	Role  Link
	Keys  string // of the role, for data-role
	Reach Reach  // of whom is asked
	About []Link
}

// asks returns whom a role asks first, with how to reach them. What its own page says of it stands in its ledger.
func (w *writer) asks(r *site.Role, ledger ledgerView) mattersView {
	v := mattersView{ID: free(r.Page, "whom-you-ask")}
	for _, m := range w.found().asking[r] {
		a := v.with(w, m.Whom)
		if len(a.About) == 0 {
			a.Reach = w.reach(m.Whom)
		}
		if m.Ask != nil && m.Ask.Page == r.Page {
			a.about(Link{Href: template.URL("#" + ledger.ID), Text: "What you may not decide alone"})
		} else {
			a.about(w.matter(m))
		}
	}
	return v
}

// askers returns who asks a role first.
func (w *writer) askers(r *site.Role) mattersView {
	v := mattersView{ID: free(r.Page, "who-asks-you")}
	for _, m := range w.found().asked[r] {
		v.with(w, m.Asker).about(w.matter(m))
	}
	return v
}

// with returns the entry of a role, which is made when the role first comes.
func (v *mattersView) with(w *writer, r *site.Role) *Counterpart {
	role := w.link(r.Page)
	i := slices.IndexFunc(v.Roles, func(a Counterpart) bool { return a.Role == role })
	if i < 0 {
		i = len(v.Roles)
		v.Roles = append(v.Roles, Counterpart{Role: role, Keys: w.roleKeys(r)})
	}
	return &v.Roles[i]
}

func (a *Counterpart) about(l Link) {
	if !slices.Contains(a.About, l) {
		a.About = append(a.About, l)
	}
}

// matter is what somebody asks about, and where it is written.
func (w *writer) matter(m site.Matter) Link {
	if m.Ask == nil {
		return Link{Href: w.toPage(m.Right.Page, m.Right.Fragment), Text: m.Right.Text + above(m.Right.Limit)}
	}
	text := m.Ask.Text
	if i := strings.LastIndex(text, ". Ask "); i > 0 && strings.EqualFold(strings.Trim(text[i+len(". Ask "):], ". "), m.Whom.Title) {
		text = text[:i] // the list says whom
	}
	if m.Ask.Item == nil {
		text = m.Ask.Page.Title + ", " + text
	}
	return Link{Href: w.toPage(m.Ask.Page, m.Ask.Fragment), Text: brief(text)}
}

// above says what lies beyond a limit.
func above(limit string) string {
	if rest, ok := strings.CutPrefix(limit, "up to "); ok {
		return ", above " + rest
	}
	return ", otherwise"
}
