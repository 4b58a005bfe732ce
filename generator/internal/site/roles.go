package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// makeRoles makes a Role of each page of that kind, in the order of the menu. A role's Stem tells it from all
// other roles: where two files have one name, it is the path without its extension.
func (m *model) makeRoles() {
	times := map[string]int{}
	for _, p := range m.order {
		if p.Kind == content.KindRole {
			times[p.Doc.Stem]++
		}
	}
	for _, p := range m.order {
		if p.Kind != content.KindRole {
			continue
		}
		stem := p.Doc.Stem
		if times[stem] > 1 {
			stem = strings.TrimSuffix(p.Doc.Path, path.Ext(p.Doc.Path))
		}
		p.Role = &Role{Page: p, Stem: stem, External: p.Doc.Meta.External, Doc: p.Doc.Role}
		m.Roles = append(m.Roles, p.Role)
		m.byStem[stem] = p.Role
	}
}

// tieRoles says who answers to whom and who stands in. Where several are named, the first that is a role counts.
func (m *model) tieRoles() {
	for _, r := range m.Roles {
		r.AnswersTo = m.firstRole(r.Page, r.Doc.AnswersTo)
		r.StandIn = m.firstRole(r.Page, r.Doc.StandIn)
	}
	for _, r := range m.Roles {
		if r.AnswersTo != nil {
			r.AnswersTo.Reports = append(r.AnswersTo.Reports, r)
		}
	}
}

// firstRole returns the first role of refs, nil if none is one.
func (m *model) firstRole(p *Page, refs []content.Ref) *Role {
	var first *Role
	for _, ref := range refs {
		if party := m.party(p, ref); first == nil {
			first = party.Role
		}
	}
	return first
}

// checkAnswersTo reports each circle of roles that answer to each other, once: at its first role.
func (m *model) checkAnswersTo() {
	for _, circle := range m.circles() {
		names := make([]string, 0, len(circle)+1)
		for _, r := range circle {
			names = append(names, r.Title)
		}
		names = append(names, circle[0].Title)
		d := diag.New(diag.AnswersToLoop, answersToPos(circle[0]), "%s", strings.Join(quoted(names), " answers to ")).
			WithHint("one of them answers to nobody, or to somebody else")
		for _, r := range circle[1:] {
			d.Related = append(d.Related, answersToPos(r))
		}
		m.report(d)
	}
}

// circles returns the circles of Answers to, each from its first role in order.
func (m *model) circles() [][]*Role {
	var circles [][]*Role
	place := make(map[*Role]int, len(m.Roles))
	for i, r := range m.Roles {
		place[r] = i
	}
	walk := make(map[*Role]int, len(m.Roles)) // the walk that has seen a role, from 1
	for i, start := range m.Roles {
		r := start
		for r != nil && walk[r] == 0 {
			walk[r] = i + 1
			r = r.AnswersTo
		}
		if r == nil || walk[r] != i+1 {
			continue
		}
		circle := []*Role{r}
		for next := r.AnswersTo; next != r; next = next.AnswersTo {
			circle = append(circle, next)
		}
		first := slices.MinFunc(circle, func(a, b *Role) int { return cmp.Compare(place[a], place[b]) })
		at := slices.Index(circle, first)
		circles = append(circles, slices.Concat(circle[at:], circle[:at]))
	}
	return circles
}

// answersToPos is where a role says whom it answers to.
func answersToPos(r *Role) diag.Pos {
	if len(r.Doc.AnswersTo) > 0 {
		return r.Doc.AnswersTo[0].Pos
	}
	return diag.Pos{File: r.Page.Doc.Path}
}

// quoted puts each of words into quotation marks.
func quoted(words []string) []string {
	in := make([]string, len(words))
	for i, w := range words {
		in[i] = `"` + w + `"`
	}
	return in
}
