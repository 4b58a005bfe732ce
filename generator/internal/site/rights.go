package site

import (
	"cmp"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/ladder"
)

// linkRights gathers what each role may decide, and how freely: what its page lists under Decisions, what
// stands under its responsibilities, and its rows of ladders. What a page lists with a link to a ladder takes
// the ladder's answer. What several places say of one row, the first of them tells.
func (m *model) linkRights() {
	rows := m.rowRights()
	for _, r := range m.Roles {
		section := sectionID(r.Page, "decisions")
		told := map[*ladder.Row]*Right{}
		tell := func(right *Right) {
			if right.Row != nil && told[right.Row] == nil {
				told[right.Row] = right
			}
			r.Rights = append(r.Rights, right)
		}
		for _, source := range r.Doc.Decisions {
			tell(m.listed(r, source, cmp.Or(source.Item.ID, section)))
		}
		for _, resp := range r.Responsibilities {
			for _, source := range resp.Source.Levels {
				right := m.listed(r, source, cmp.Or(source.Item.ID, resp.ID))
				right.Responsibility = resp
				resp.Rights = append(resp.Rights, right)
				if right.Row == nil || told[right.Row] == nil {
					tell(right)
				}
			}
		}
		for _, right := range rows[r] {
			if listed := told[right.Row]; listed != nil {
				right = listed
			} else {
				r.Rights = append(r.Rights, right)
			}
			m.giveLatitude(right)
		}
		slices.SortStableFunc(r.Rights, func(a, b *Right) int { return cmp.Compare(levelPlace(a.Level), levelPlace(b.Level)) })
		m.Rights = append(m.Rights, r.Rights...)
	}
}

// levelPlace is the place of a level on a page.
func levelPlace(l content.Level) int { return slices.Index(content.Levels, l) }

// listed is a right that a role's page lists.
func (m *model) listed(r *Role, source *content.Right, fragment string) *Right {
	right := &Right{Role: r, Level: source.Level, Source: source, Text: source.Text.Plain(), Page: r.Page, Fragment: fragment}
	d, ladders := linkedLadders(r.Page, source)
	if d == nil {
		return right
	}
	right.Decision, right.Ladder = d, ladders[0]
	rows := 0
	for _, l := range ladders {
		for _, row := range l.RowsOf(r.Stem) {
			rows++
			if stands(l, row) && (right.Row == nil || right.Row.Level != source.Level && row.Level == source.Level) {
				m.takeRow(right, l, row)
			}
		}
	}
	if rows == 0 {
		right.Level = content.AskFirst
	}
	return right
}

// linkedLadders returns the first decision that source links to, and its ladders that are meant: those below
// the heading that the link names, if there are any, else all.
func linkedLadders(p *Page, source *content.Right) (*Decision, []*ladder.Ladder) {
	for _, link := range source.Item.Block.Links() {
		t := p.Target(link)
		if t.Page == nil || t.Page.Decision == nil || len(t.Page.Decision.Ladders) == 0 {
			continue
		}
		d := t.Page.Decision
		var meant []*ladder.Ladder
		for _, l := range d.Ladders {
			if t.Fragment != "" && hasID(d.Page, l, t.Fragment) {
				meant = append(meant, l)
			}
		}
		if len(meant) == 0 {
			meant = d.Ladders
		}
		return d, meant
	}
	return nil, nil
}

// hasID reports whether an id is that of a ladder's heading or of one of its rows.
func hasID(p *Page, l *ladder.Ladder, id string) bool {
	return id == ladderID(p, l) || slices.ContainsFunc(l.Rows, func(r *ladder.Row) bool { return r.Source.ID == id })
}

// rowRights returns the rights that rows of ladders give to roles.
func (m *model) rowRights() map[*Role][]*Right {
	rights := map[*Role][]*Right{}
	for _, d := range m.Decisions {
		for _, l := range d.Ladders {
			text := d.Title
			if len(d.Ladders) > 1 && l.Name != d.Title {
				text += ": " + l.Name
			}
			for _, row := range l.Rows {
				if !stands(l, row) {
					continue
				}
				for _, stem := range row.Who {
					r := m.byStem[stem]
					right := &Right{Role: r, Text: text, Page: d.Page, Decision: d, Fragment: cmp.Or(row.Source.ID, ladderID(d.Page, l))}
					m.takeRow(right, l, row)
					for _, resp := range d.Serves {
						if resp.Role == r && right.Responsibility == nil {
							right.Responsibility = resp
						}
					}
					rights[r] = append(rights[r], right)
				}
			}
		}
	}
	return rights
}

// takeRow gives a right the answer of a row.
func (m *model) takeRow(right *Right, l *ladder.Ladder, row *ladder.Row) {
	right.Ladder, right.Row, right.Level = l, row, row.Level
	right.Limit = m.limit(l, row)
	right.With = nil
	for _, stem := range row.Who {
		if row.Together && stem != right.Role.Stem {
			right.With = append(right.With, m.byStem[stem])
		}
	}
}

// stands reports whether a row gives its roles a right. A row that falls or overlaps gives none; one whose limit
// is in words does, though it is never computed.
func stands(l *ladder.Ladder, row *ladder.Row) bool {
	return row.Holds || l.When || row.Limit.Words != ""
}

// limit is the limit of a row in words, "" for an open one.
func (m *model) limit(l *ladder.Ladder, row *ladder.Row) string {
	text := row.Limit.String(m.format)
	switch {
	case l.When && row.Open:
		return "otherwise"
	case l.When:
		return "when " + text
	case row.Open:
		return ""
	case strings.HasPrefix(strings.ToLower(text), "up to "):
		return text
	}
	return "up to " + text
}

// giveLatitude notes a right of a ladder at each responsibility of its role that the decision serves.
func (m *model) giveLatitude(right *Right) {
	for _, resp := range right.Decision.Serves {
		if resp.Role == right.Role && (right.Source == nil || right.Responsibility != resp) {
			resp.Rights = append(resp.Rights, right)
		}
	}
}

// ladderID is the id of the heading that a ladder stands below, "" if that is the page's title.
func ladderID(p *Page, l *ladder.Ladder) string {
	return headingAbove(p.Doc.Text, l.Source.Block.Offset)
}

// sectionID is the id of the H2 of p with the given key, "" if there is none.
func sectionID(p *Page, key string) string {
	for _, section := range p.Doc.Sections {
		if section.Key == key && section.Heading != nil {
			return section.Heading.ID
		}
	}
	return ""
}

// checkRights reports rights that contradict the ladder they link to, and roles that have rules and nothing of
// their own to decide.
func (m *model) checkRights() {
	for _, r := range m.Roles {
		for _, right := range r.written() {
			if right.Source.Level != right.Level {
				limit := ""
				if right.Limit != "" {
					limit = ", " + right.Limit
				}
				m.report(diag.New(diag.LevelContradictsLadder, posOf(r.Page, right.Source.Item),
					"%q, but for %q the ladder of %q says %q%s",
					label(right.Source.Level), r.Title, right.Decision.Title, label(right.Level), limit).
					WithHint("write %q here, or change the ladder", label(right.Level)))
			}
		}
		var rule *Right
		hasOwn := false
		for _, right := range r.Rights {
			hasOwn = hasOwn || free(right.Level)
			if right.Level == content.Must && rule == nil {
				rule = right
			}
		}
		if rule == nil || hasOwn || r.External {
			continue
		}
		pos := diag.Pos{File: r.Page.Doc.Path}
		if rule.Source != nil {
			pos = posOf(r.Page, rule.Source.Item)
		}
		m.report(diag.New(diag.RoleWithMustAlone, pos, "%q has rules, and nothing within limits or as its own call", r.Title).
			WithHint("write under Decisions what this role may decide without asking"))
	}
}

// written returns the rights that stand on the role's own page.
func (r *Role) written() []*Right {
	var written []*Right
	for _, right := range r.Rights {
		if right.Source != nil && right.Responsibility == nil {
			written = append(written, right)
		}
	}
	for _, resp := range r.Responsibilities {
		for _, right := range resp.Rights {
			if right.Source != nil && right.Responsibility == resp {
				written = append(written, right)
			}
		}
	}
	return written
}

// label is the label of a level as authors write it.
func label(l content.Level) string {
	switch l {
	case content.Must:
		return "Must"
	case content.WithinLimits:
		return "Within limits"
	case content.YourCall:
		return "Your call"
	}
	return "Ask first"
}
