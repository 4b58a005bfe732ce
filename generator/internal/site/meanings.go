package site

import (
	"baton/generator/internal/content"
)

// linkMeanings gives each page the backlinks that mean more than that somebody wrote a link. A role has them
// also from where it is named without a link: as a player, in a row of a ladder, as the one whom a page is for.
func (m *model) linkMeanings() {
	told := map[[2]*Page]map[Backlink]bool{}
	relate := func(to *Page, b Backlink) {
		pair := [2]*Page{b.From, to}
		if to == b.From || told[pair][b] {
			return
		}
		if told[pair] == nil {
			told[pair] = map[Backlink]bool{}
		}
		told[pair][b] = true
		m.relate(to, b)
	}
	for _, p := range m.order {
		if isForYou(p) {
			for _, r := range p.For {
				relate(r.Page, Backlink{Relation: ForYou, From: p})
			}
		}
		switch {
		case p.Playbook != nil:
			for _, r := range m.players(p.Playbook) {
				relate(r.Page, Backlink{Relation: PlaysIn, From: p})
			}
		case p.Decision != nil:
			for _, l := range p.Decision.Ladders {
				for _, row := range l.Rows {
					for _, r := range m.rolesOf(row.Who) {
						relate(r.Page, Backlink{Relation: Decides, From: p, Fragment: ladderID(p, l)})
					}
				}
			}
		case p.Lesson != nil:
			for _, to := range p.Lesson.Changed {
				relate(to, Backlink{Relation: ExistsBecauseOf, From: p, Fragment: p.Lesson.Doc.Changed.Heading.ID})
			}
		}
	}
	for _, r := range m.Roles {
		for _, resp := range r.Responsibilities {
			for _, s := range resp.Serves {
				relate(r.Page, Backlink{Relation: Serves, From: s.From, Fragment: s.Fragment, To: resp.ID})
			}
		}
	}
}

// isForYou reports whether a page may stand under "For you". Playbooks and decisions do so only where their own
// front matter says whom they are for: whoever keeps one true does not yet play in it.
func isForYou(p *Page) bool {
	return p.Kind != content.KindPlaybook && p.Kind != content.KindDecision || len(p.Doc.Meta.For) > 0
}
