package site

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/ladder"
	"baton/generator/internal/markdown"
)

// linkAsks finds every place that says Ask first, and for each whom to ask and how to reach them: the linked
// role, else the part named, else the next row of the ladder, else whom the asker answers to. An ask ends at the
// role that is asked.
func (m *model) linkAsks() {
	for _, p := range m.order {
		switch {
		case p.Role != nil:
			m.askInRole(p.Role)
		case p.Playbook != nil:
			m.askInPlaybook(p.Playbook)
		case p.Checklist != nil:
			m.askInChecklist(p.Checklist)
		case p.Decision != nil:
			m.askInDecision(p.Decision)
		}
	}
}

func (m *model) askInRole(r *Role) {
	for _, right := range r.written() {
		if right.Level != content.AskFirst {
			continue
		}
		ask := m.askOf(r.Page, right.Source.Item, right.Fragment, right.Text)
		ask.askers, ask.matter = []*Role{r}, m.matterOf(r.Page, right.Source.Item)
		if right.Ladder != nil {
			ask.matter = right.Ladder
		}
		if len(ask.Whom) == 0 && ask.Outside == "" && right.Ladder != nil {
			m.askNextRow(ask, right.Ladder, right.Row)
		}
		right.Ask = m.addAsk(ask)
	}
}

func (m *model) askInPlaybook(p *Playbook) {
	parts := newPartNames(p)
	for _, mv := range p.Score.Movements {
		for _, l := range mv.Labels {
			if l.Right != nil && l.Right.Level == content.AskFirst {
				m.askInScore(p, parts, l.Right, mv.ID, m.players(p))
			}
		}
		for _, step := range mv.Steps {
			askers := m.players(p)
			if step.Part != nil {
				askers = m.rolesOf(step.Part.Roles)
			}
			if step.Right != nil && step.Right.Level == content.AskFirst {
				m.askInScore(p, parts, step.Right, cmp.Or(step.ID, mv.ID), askers)
			}
		}
	}
}

func (m *model) askInScore(p *Playbook, parts partNames, right *content.Right, fragment string, askers []*Role) {
	ask := m.askOf(p.Page, right.Item, fragment, right.Text.Plain())
	ask.askers = askers
	if len(ask.Whom) == 0 {
		ask.Whom = m.namedIn(ask.Text, parts)
	}
	m.addAsk(ask)
}

func (m *model) askInChecklist(c *Checklist) {
	section := sectionID(c.Page, "ask first")
	for _, item := range c.Doc.AskFirst {
		ask := m.askOf(c.Page, item.Item, cmp.Or(item.Item.ID, section), item.Text)
		ask.askers = c.For
		m.addAsk(ask)
	}
}

func (m *model) askInDecision(d *Decision) {
	for _, l := range d.Ladders {
		for _, row := range l.Rows {
			if row.Level != content.AskFirst || !stands(l, row) {
				continue
			}
			for _, r := range m.rolesOf(row.Who) {
				ask := &Ask{
					Page: d.Page, Fragment: cmp.Or(row.Source.ID, ladderID(d.Page, l)), Text: row.Source.Limit,
					Pos: row.Source.Pos, Row: row, askers: []*Role{r}, matter: l,
				}
				m.askNextRow(ask, l, row)
				m.addAsk(ask)
				for _, right := range r.Rights {
					if right.Row == row && right.Source == nil {
						right.Ask = ask
					}
				}
			}
		}
	}
	for _, line := range d.Doc.Lines {
		if line.Item.Label == label(content.AskFirst) {
			m.addAsk(m.askOf(d.Page, line.Item, line.Item.ID, line.Text.Plain()))
		}
	}
}

// askOf begins an ask with whom the item itself links to.
func (m *model) askOf(p *Page, item *content.Item, fragment, text string) *Ask {
	ask := &Ask{Page: p, Fragment: fragment, Text: text, Pos: posOf(p, item), Item: item, matter: item}
	links := item.Block.Links()
	ask.Whom = linkedRoles(p, links)
	if len(ask.Whom) == 0 {
		ask.Outside = linkedOutside(p, links)
	}
	return ask
}

// linkedRoles returns the roles whose pages are linked to. A link to a heading, such as a responsibility, says
// why, not whom; it counts only if no link says whom.
func linkedRoles(p *Page, links []*markdown.Link) []*Role {
	var pages, headings []*Role
	for _, l := range links {
		t := p.Target(l)
		switch {
		case t.Page == nil || t.Page.Role == nil:
		case t.Fragment == "" && !slices.Contains(pages, t.Page.Role):
			pages = append(pages, t.Page.Role)
		case t.Fragment != "" && len(headings) == 0 && !isResponsibility(t):
			headings = append(headings, t.Page.Role)
		}
	}
	if len(pages) > 0 {
		return pages
	}
	return headings
}

func isResponsibility(t Target) bool {
	return slices.ContainsFunc(t.Page.Role.Responsibilities, func(r *Responsibility) bool { return r.ID == t.Fragment })
}

// linkedOutside returns the text of the first link that reaches a person: a telephone number or a mail address.
func linkedOutside(p *Page, links []*markdown.Link) string {
	for _, l := range links {
		to := p.Target(l).External
		if strings.HasPrefix(to, "tel:") || strings.HasPrefix(to, "mailto:") {
			return l.Text
		}
	}
	return ""
}

// askNextRow asks whoever decides by the next row of a ladder.
func (m *model) askNextRow(ask *Ask, l *ladder.Ladder, own *ladder.Row) {
	row := nextRow(l, own)
	if row == nil {
		return
	}
	ask.Whom, ask.Together = m.rolesOf(row.Who), row.Together
	if len(ask.Whom) == 0 {
		ask.Outside = strings.Join(row.Outside, ", ")
	}
	for _, cell := range row.Source.More {
		const answers = "answers within "
		if text := cell.Plain(); len(text) > len(answers) && strings.EqualFold(text[:len(answers)], answers) {
			ask.Within = text[len(answers):]
		}
	}
}

// nextRow returns the first row after own, or of the ladder if own is nil, that lets somebody decide; else the
// first that stands at all; nil if there is none.
func nextRow(l *ladder.Ladder, own *ladder.Row) *ladder.Row {
	from := 0
	if own != nil {
		from = own.Index + 1
	}
	var asking *ladder.Row
	for _, row := range l.Rows[from:] {
		if !stands(l, row) {
			continue
		}
		if row.Level != content.AskFirst {
			return row
		}
		if asking == nil {
			asking = row
		}
	}
	return asking
}

// addAsk completes an ask: whom the askers answer to if nobody is named, and how to reach whom.
func (m *model) addAsk(ask *Ask) *Ask {
	if len(ask.askers) == 1 {
		ask.Asker = ask.askers[0]
	}
	if len(ask.Whom) == 0 && ask.Outside == "" {
		for _, r := range ask.askers {
			if r.AnswersTo != nil && !slices.Contains(ask.Whom, r.AnswersTo) {
				ask.Whom = append(ask.Whom, r.AnswersTo)
			}
		}
	}
	for _, r := range ask.Whom {
		if r.Doc.Reach != nil {
			ask.Reach = r
			break
		}
	}
	if r := ask.Reach; r != nil && r.Doc.AnswersWithin != nil {
		ask.Within = cmp.Or(ask.Within, r.Doc.AnswersWithin.Text.Plain())
	}
	m.Asks = append(m.Asks, ask)
	return ask
}

// partNames finds the parts of a score that a text names. Keys are names as words in lower case, parted by
// blanks.
type partNames struct {
	parts   map[string][]string // stems of the roles that play it
	longest int                 // words in the longest name
}

func newPartNames(p *Playbook) partNames {
	n := partNames{parts: map[string][]string{}}
	add := func(name string, stems []string) {
		if w := words(name); len(w) > 0 && len(w) <= longestName && len(stems) > 0 {
			n.parts[strings.Join(w, " ")] = stems
			n.longest = max(n.longest, len(w))
		}
	}
	if p.Conductor != nil {
		add("conductor", []string{p.Conductor.Stem})
	}
	if p.Deputy != nil {
		add("deputy", []string{p.Deputy.Stem})
	}
	for _, part := range p.Score.Parts {
		add(part.Name, part.Roles)
	}
	return n
}

// namedIn returns the roles that a text names without a link: those that play the first part it names, else the
// role with whose name it begins.
func (m *model) namedIn(text string, parts partNames) []*Role {
	all := words(text)
	for i := range all {
		for n := min(parts.longest, len(all)-i); n > 0; n-- {
			if stems := parts.parts[strings.Join(all[i:i+n], " ")]; stems != nil {
				return m.rolesOf(stems)
			}
		}
	}
	if len(all) > 0 && all[0] == "the" {
		all = all[1:]
	}
	for n := min(longestName, len(all)); n > 0; n-- {
		if role, _ := m.roleNamed(strings.Join(all[:n], "-")); role != nil {
			return []*Role{role}
		}
	}
	return nil
}

// longestName is the number of words that a part's or a role's name may have to be found in running text.
const longestName = 6

// words returns the words of a text in lower case.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && r != '_'
	})
}

// checkAsks reports asks that nobody is left to answer, and, once any role says how to reach it, roles that are
// asked and do not.
func (m *model) checkAsks() {
	answers := slices.ContainsFunc(m.Roles, func(r *Role) bool { return r.AnswersTo != nil })
	reach := slices.ContainsFunc(m.Roles, func(r *Role) bool { return r.Doc.Reach != nil })
	silent := map[*Role]bool{}
	for _, ask := range m.Asks {
		switch {
		case len(ask.Whom) == 0 && ask.Outside == "":
			if expectsWhom(ask, answers) {
				m.report(diag.New(diag.AskNobody, ask.Pos, "ask first: nobody is named, and nobody is left to ask").
					WithHint("link to the role to ask"))
			}
		case reach && len(ask.Whom) > 0 && ask.Reach == nil:
			r := ask.Whom[0]
			if silent[r] || r.External {
				continue
			}
			silent[r] = true
			m.report(diag.New(diag.AskWithoutReach, ask.Pos, "ask %q: nobody can tell how to reach them", r.Title).
				WithHint("write **Reach:** into %q", r.Page.Doc.Path))
		}
	}
}

// expectsWhom reports whether an ask of nobody is a fault: on the page of one of our roles always, elsewhere once
// the handbook says who answers to whom.
func expectsWhom(ask *Ask, answers bool) bool {
	if r := ask.Page.Role; r != nil {
		return !r.External
	}
	return answers && len(ask.askers) > 0
}
