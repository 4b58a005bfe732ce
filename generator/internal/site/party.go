package site

import (
	"fmt"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/slug"
	"baton/generator/internal/typo"
)

// party says who is meant by a reference in the text of p: a role, by its link or by its name, or else somebody
// outside. A link that is broken still has a text, and that may be a name. A name that several roles have is
// reported, and so is one that is a step from a role's, once for each place.
func (m *model) party(p *Page, ref content.Ref) Party {
	role, candidates := m.roleOf(p, ref)
	if ref.Link != nil && role == nil && p.Target(ref.Link).Broken != "" {
		role, _ = m.roleNamed(ref.Text)
	}
	switch {
	case role != nil:
		return Party{Role: role}
	case len(candidates) == 0:
		if ref.Link == nil && m.first(ref.Pos) && m.isNearRole(ref.Text) {
			m.report(m.noSuchRole(ref.Pos, ref.Text, "%q: no such role", ref.Text))
		}
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
	if !m.first(pos) {
		return
	}
	d := diag.New(diag.AmbiguousName, pos, "%q: several roles have this name", name)
	for _, c := range candidates {
		d.Candidates = append(d.Candidates, c.shortName())
	}
	m.report(d.WithHint("write [[%s]]", strings.Join(d.Candidates, "]] or [[")))
}

// first reports whether a place is looked at for the first time. Names that package score tries have no place,
// and are nobody's mistake.
func (m *model) first(pos diag.Pos) bool {
	if pos.File == "" || m.looked[pos] {
		return false
	}
	m.looked[pos] = true
	return true
}

// checkWanted reports the names under key that should be roles and are none: once one of all the names under
// this key in the handbook is a role, each that could be one; before that, only what is one step from a role. A
// name is reported once, at the first page that has it.
func (m *model) checkWanted(key string, names func(*Page) []string) {
	type unknown struct {
		page *Page
		name string
		more int // pages that have it too
	}
	var all []*unknown
	byName := map[string]*unknown{}
	used := false
	for _, p := range m.order {
		for _, name := range names(p) {
			switch role, candidates := m.roleNamed(name); {
			case role != nil:
				used = true
			case len(candidates) > 0 || !couldBeRole(name):
			case byName[name] != nil:
				byName[name].more++
			default:
				byName[name] = &unknown{page: p, name: name}
				all = append(all, byName[name])
			}
		}
	}
	for _, u := range all {
		if !used && !m.isNearRole(u.name) {
			continue
		}
		more := ""
		if u.more > 0 {
			more = fmt.Sprintf(", here and %s more", times(u.more))
		}
		m.report(m.noSuchRole(metaPos(u.page, key), u.name, "%s %q: no such role%s", key, u.name, more))
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// noSuchRole is a finding about a name that is no role, with the roles that may have been meant.
func (m *model) noSuchRole(pos diag.Pos, name, format string, args ...any) diag.Diagnostic {
	d := diag.New(diag.UnknownRole, pos, format, args...)
	if d.Candidates = m.guess(name); len(d.Candidates) > 0 {
		d = d.WithHint("did you mean %q?", d.Candidates[0])
	}
	if p := m.byPath[pos.File]; p != nil && len(d.Candidates) == 1 {
		d.Fix = p.Doc.Text.Mend(pos, name, d.Candidates[0])
	}
	return d
}

// guess returns the names of roles that look like name, closest first. All guesses of a handbook together look at
// a limited number of names.
func (m *model) guess(name string) []string {
	guesses, known := m.guesses[name]
	if !known && m.guessBudget >= len(m.roleNames.known) {
		m.guessBudget -= len(m.roleNames.known)
		guesses = m.closestRoles(name)
		m.guesses[name] = guesses
	}
	return guesses
}

// isNearRole reports whether a name is one step from that of a role.
func (m *model) isNearRole(name string) bool {
	guesses := m.guess(name)
	if len(guesses) == 0 {
		return false
	}
	_, near := typo.Near(slug.Make(name), guesses[:1])
	return near
}

// couldBeRole reports whether name is written as roles are: not the handle of a person, a channel or an address.
func couldBeRole(name string) bool {
	return strings.HasPrefix(name, "[[") || !strings.ContainsAny(name, "@#:/.<>*") && slug.Make(name) != ""
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
