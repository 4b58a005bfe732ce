package site

import (
	"cmp"
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/ladder"
)

// Gaps counts what is written down and what is not, with the list behind every number. It ranks nobody: lists
// are in the order of the handbook.
type Gaps struct {
	Responsibilities struct {
		Whole   []*Responsibility // come with latitude and with something that serves them
		Lacking []LackingResponsibility
	}
	Decisions struct {
		Whole   []*Decision // say what happens when they go wrong
		Lacking []*Decision
	}
	Rules struct {
		Whole   []Rule // come with their reason
		Lacking []Rule
	}
	Asks struct {
		Whole   []*Ask // come with a way to reach somebody and a time in which they answer
		Lacking []LackingAsk
	}
	Ways    []Way       // of the playbooks that say what the customer lives through
	NoWay   []*Playbook // the others
	Lessons struct {
		All     []*Lesson // newest first
		Changed []*Lesson // changed something
		Again   []*Lesson // would be done again
		Open    []*Lesson // have a day until which they are to be closed
	}
	Pages struct {
		Whole   []*Page // have an owner and a date until which their review holds
		Lacking []LackingPage
	}
	Felt []content.FeltRound // what people feel, newest first; empty: not asked
}

// LackingResponsibility is a responsibility without latitude, or that nothing serves.
type LackingResponsibility struct {
	*Responsibility
	NoLatitude, NotServed bool
}

// Rule is a Must, wherever it stands.
type Rule struct {
	Page     *Page
	Fragment string
	Text     string
	Reason   string
	Pos      diag.Pos
}

// LackingAsk is an ask that misses something.
type LackingAsk struct {
	*Ask
	Nobody, NoReach, NoTime bool // Nobody implies the others
}

// LackingPage is a page without an owner, or without a date until which its review holds.
type LackingPage struct {
	*Page
	NoOwner, NoReview bool
}

// Gaps returns what is written down and what is not.
func (s *Site) Gaps() *Gaps {
	g := &Gaps{}
	for _, r := range s.owned() {
		if r.HasLatitude() && r.Served() {
			g.Responsibilities.Whole = append(g.Responsibilities.Whole, r)
		} else {
			g.Responsibilities.Lacking = append(g.Responsibilities.Lacking, LackingResponsibility{r, !r.HasLatitude(), !r.Served()})
		}
	}
	for _, d := range s.Decisions {
		if d.Doc.IfItGoesWrong != nil {
			g.Decisions.Whole = append(g.Decisions.Whole, d)
		} else {
			g.Decisions.Lacking = append(g.Decisions.Lacking, d)
		}
	}
	for _, r := range s.rules() {
		if r.Reason != "" {
			g.Rules.Whole = append(g.Rules.Whole, r)
		} else {
			g.Rules.Lacking = append(g.Rules.Lacking, r)
		}
	}
	asks := map[*content.Item]*Ask{}
	for _, a := range s.Asks {
		asks[a.Item] = a
		nobody := len(a.Whom) == 0 && a.Outside == ""
		reach := a.Reach != nil || len(a.Whom) == 0 && a.Outside != ""
		if reach && a.Within != "" {
			g.Asks.Whole = append(g.Asks.Whole, a)
		} else {
			g.Asks.Lacking = append(g.Asks.Lacking, LackingAsk{a, nobody, !reach, a.Within == ""})
		}
	}
	for _, p := range s.Playbooks {
		if way, ok := newWay(p, asks); ok {
			g.Ways = append(g.Ways, way)
		} else {
			g.NoWay = append(g.NoWay, p)
		}
	}
	g.lessons(s.Lessons)
	for _, p := range s.inOrder() {
		if p.OwnerText != "" && p.Due != "" {
			g.Pages.Whole = append(g.Pages.Whole, p)
		} else {
			g.Pages.Lacking = append(g.Pages.Lacking, LackingPage{p, p.OwnerText == "", p.Due == ""})
		}
	}
	if s.Felt != nil {
		g.Felt = slices.Clone(s.Felt.Rounds)
		slices.SortStableFunc(g.Felt, func(a, b content.FeltRound) int { return cmp.Compare(b.Date, a.Date) })
	}
	return g
}

func (g *Gaps) lessons(all []*Lesson) {
	g.Lessons.All = all
	for _, l := range all {
		if l.Doc.Changed != nil {
			g.Lessons.Changed = append(g.Lessons.Changed, l)
		}
		if l.Doc.Again != nil {
			g.Lessons.Again = append(g.Lessons.Again, l)
		}
		if l.Open() {
			g.Lessons.Open = append(g.Lessons.Open, l)
		}
	}
}

// rules returns every Must of roles, playbooks and decisions.
func (s *Site) rules() []Rule {
	var rules []Rule
	add := func(p *Page, fragment string, r *content.Right) {
		if r == nil || r.Level != content.Must {
			return
		}
		rule := Rule{Page: p, Fragment: fragment, Text: r.Text.Plain(), Pos: posOf(p, r.Item)}
		if r.Because != nil {
			rule.Reason = r.Because.Text.Plain()
		}
		rules = append(rules, rule)
	}
	for _, r := range s.Roles {
		section := sectionID(r.Page, "decisions")
		for _, right := range r.Doc.Decisions {
			add(r.Page, cmp.Or(right.Item.ID, section), right)
		}
		for _, resp := range r.Responsibilities {
			for _, right := range resp.Source.Levels {
				add(r.Page, cmp.Or(right.Item.ID, resp.ID), right)
			}
		}
	}
	for _, p := range s.Playbooks {
		for _, mv := range p.Score.Movements {
			for _, l := range mv.Labels {
				add(p.Page, mv.ID, l.Right)
			}
			for _, step := range mv.Steps {
				add(p.Page, cmp.Or(step.ID, mv.ID), step.Right)
			}
		}
	}
	for _, d := range s.Decisions {
		for _, line := range d.Doc.Lines {
			if line.Item.Label == label(content.Must) {
				rules = append(rules, Rule{
					Page: d.Page, Fragment: line.Item.ID, Pos: posOf(d.Page, line.Item),
					Text: line.Text.Plain(), Reason: reasonBelow(line.Item),
				})
			}
		}
		for _, l := range d.Ladders {
			for _, row := range l.Rows {
				if row.Level == content.Must {
					rules = append(rules, Rule{
						Page: d.Page, Fragment: cmp.Or(row.Source.ID, ladderID(d.Page, l)), Pos: row.Source.Pos,
						Text: d.Title + ": " + row.Source.Limit, Reason: rowReason(l, row),
					})
				}
			}
		}
	}
	return rules
}

// reasonBelow is the reason that is nested in an item.
func reasonBelow(item *content.Item) string {
	for _, inner := range item.Items {
		if inner.Label == "Because" {
			return inner.Text.Plain()
		}
	}
	return ""
}

// rowReason is what a row says in a column Because.
func rowReason(l *ladder.Ladder, row *ladder.Row) string {
	for i, column := range l.Source.Columns {
		if content.Key(column) == "because" && i < len(row.Source.More) {
			return row.Source.More[i].Plain()
		}
	}
	return ""
}
