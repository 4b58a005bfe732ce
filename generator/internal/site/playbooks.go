package site

import (
	"slices"

	"baton/generator/internal/diag"
	"baton/generator/internal/score"
)

// linkPlaybooks reads the scores and says who plays what.
func (m *model) linkPlaybooks() {
	for _, p := range m.order {
		if p.Doc.Playbook == nil {
			continue
		}
		pb := &Playbook{Page: p, Doc: p.Doc.Playbook, Score: score.Read(p.Doc, m.in(p), m.uses)}
		p.Playbook = pb
		m.Playbooks = append(m.Playbooks, pb)
		m.Diags.Add(pb.Score.Diags...)

		pb.Conductor = m.wanted(p, "conductor", p.Doc.Meta.Conductor)
		pb.Deputy = m.wanted(p, "deputy", p.Doc.Meta.Deputy)
		for _, part := range pb.Score.Parts {
			roles := m.rolesOf(part.Roles)
			for _, r := range roles {
				r.Plays = append(r.Plays, Performance{pb, part})
			}
			if len(roles) == 0 {
				continue
			}
			if part.Conductor && pb.Conductor == nil {
				pb.Conductor = roles[0]
			}
			if part.Deputy && pb.Deputy == nil {
				pb.Deputy = roles[0]
			}
		}
	}
}

// players returns the roles that play in a playbook, each once, in order of the parts.
func (m *model) players(p *Playbook) []*Role {
	var players []*Role
	seen := map[string]bool{}
	for _, part := range p.Score.Parts {
		for _, stem := range part.Roles {
			if !seen[stem] {
				seen[stem] = true
				players = append(players, m.byStem[stem])
			}
		}
	}
	return players
}

// checkStandIns reports conductors whom nobody can replace, once the handbook names a stand-in or a deputy
// anywhere.
func (m *model) checkStandIns() {
	if !slices.ContainsFunc(m.Roles, func(r *Role) bool { return r.StandIn != nil }) &&
		!slices.ContainsFunc(m.Playbooks, func(p *Playbook) bool { return p.Deputy != nil }) {
		return
	}
	for _, p := range m.Playbooks {
		if c := p.Conductor; c != nil && c.StandIn == nil && len(c.Doc.StandIn) == 0 && p.Deputy == nil {
			m.report(diag.New(diag.ConductorWithoutStandIn, metaPos(p.Page, "conductor"), "nobody stands in for the conductor, %q", c.Title).
				WithHint("write **Stand-in:** into %q, or deputy: into this playbook", c.Page.Doc.Path))
		}
	}
}
