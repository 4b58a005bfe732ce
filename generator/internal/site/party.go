package site

import (
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/slug"
	"baton/generator/internal/typo"
)

// party says who is meant by a reference in the text of p: a role, by its link or by its name, or else somebody
// outside. A link that is broken still has a text, and that may be a name. A name that several roles have is
// reported, once for each place.
func (m *model) party(p *Page, ref content.Ref) Party {
	role, candidates := m.roleOf(p, ref)
	if ref.Link != nil && role == nil && p.Target(ref.Link).Broken != "" {
		role, _ = m.roleNamed(ref.Text)
	}
	switch {
	case role != nil:
		return Party{Role: role}
	case len(candidates) == 0:
		return Party{Outside: ref.Text}
	case ref.Link == nil: // an ambiguous link is reported as a link
		m.reportTie(ref.Pos, ref.Text, candidates)
	}
	party := Party{Outside: ref.Text}
	for _, c := range candidates {
		party.Ambiguous = append(party.Ambiguous, c.Role.Stem)
	}
	return party
}

// wanted returns the role that the front matter of p names under key, nil if it names none.
func (m *model) wanted(p *Page, key, name string) *Role {
	if name == "" {
		return nil
	}
	role, candidates := m.roleNamed(name)
	if len(candidates) > 0 {
		m.reportTie(metaPos(p, key), name, candidates)
	}
	return role
}

// reportTie says that several roles have a name.
func (m *model) reportTie(pos diag.Pos, name string, candidates []*Page) {
	if pos.File == "" || m.reported[pos] {
		return
	}
	m.reported[pos] = true
	d := diag.New(diag.AmbiguousName, pos, "%q: several roles have this name", name)
	for _, c := range candidates {
		d.Candidates = append(d.Candidates, c.shortName())
	}
	m.report(d.WithHint("write [[%s]]", strings.Join(d.Candidates, "]] or [[")))
}

// checkWanted reports the names under key that should be roles and are none: once one of all the names under
// this key in the handbook is a role, each that could be one; before that, only what is one step from a role.
func (m *model) checkWanted(key string, names func(*Page) []string) {
	type unknown struct {
		page *Page
		name string
	}
	var all []unknown
	used := false
	for _, p := range m.Pages {
		for _, name := range names(p) {
			switch role, candidates := m.roleNamed(name); {
			case role != nil:
				used = true
			case len(candidates) == 0 && couldBeRole(name):
				all = append(all, unknown{p, name})
			}
		}
	}
	guesses := map[string][]string{}
	for _, u := range all {
		if _, known := guesses[u.name]; !known {
			guesses[u.name] = m.closestRoles(u.name)
		}
		close := guesses[u.name]
		if !used && !isNear(u.name, close) {
			continue
		}
		d := diag.New(diag.UnknownRole, metaPos(u.page, key), "%s %q: no such role", key, u.name)
		d.Candidates = close
		if len(close) > 0 {
			d = d.WithHint("did you mean %q?", close[0])
		}
		m.report(d)
	}
}

// isNear reports whether the closest guess is one step from name.
func isNear(name string, guesses []string) bool {
	if len(guesses) == 0 {
		return false
	}
	_, near := typo.Near(slug.Make(name), guesses[:1])
	return near
}

// couldBeRole reports whether name is written as roles are: not the handle of a person, a channel or an address.
func couldBeRole(name string) bool {
	return name != "" && !strings.ContainsAny(name, "@#:/.<>*") && slug.Make(name) != ""
}

// metaPos is the place of a value in the front matter, the whole file if it is not known.
func metaPos(p *Page, key string) diag.Pos {
	if pos, ok := p.Doc.Meta.Pos[key]; ok {
		return pos
	}
	return diag.Pos{File: p.Doc.Path}
}

// in answers the questions of packages score and ladder about roles, for the text of one page.
func (m *model) in(p *Page) rolesIn { return rolesIn{m, p} }

type rolesIn struct {
	m *model
	p *Page
}

// Resolve returns the stem of the role that a reference means.
func (in rolesIn) Resolve(ref content.Ref) (stem string, ok bool) {
	if r := in.m.party(in.p, ref).Role; r != nil {
		return r.Stem, true
	}
	return "", false
}

// Title returns the title of a role.
func (in rolesIn) Title(stem string) string {
	if r := in.m.byStem[stem]; r != nil {
		return r.Title
	}
	return stem
}

// AnswersTo returns the stem of the role that a role answers to, "" at the top.
func (in rolesIn) AnswersTo(stem string) string {
	if r := in.m.byStem[stem]; r != nil && r.AnswersTo != nil {
		return r.AnswersTo.Stem
	}
	return ""
}

// rolesOf returns the roles with the given stems.
func (m *model) rolesOf(stems []string) []*Role {
	var roles []*Role
	for _, stem := range stems {
		if r := m.byStem[stem]; r != nil {
			roles = append(roles, r)
		}
	}
	return roles
}
