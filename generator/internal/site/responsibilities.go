package site

import (
	"cmp"
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// linkResponsibilities gathers what roles are accountable for, who else has to do with it, and what serves or
// mentions it. A link to its heading from a step, an item or a decision serves it; any other link from another
// page is a mention.
func (m *model) linkResponsibilities() {
	byHeading := map[*Page]map[string]*Responsibility{}
	for _, r := range m.Roles {
		byHeading[r.Page] = map[string]*Responsibility{}
		for _, source := range r.Doc.Responsibilities {
			resp := &Responsibility{
				Role: r, Source: source, ID: source.ID, Title: source.Title,
				Does: m.allParties(r.Page, source.Does), Asked: m.allParties(r.Page, source.Asked), Told: m.allParties(r.Page, source.Told),
			}
			r.Responsibilities = append(r.Responsibilities, resp)
			byHeading[r.Page][resp.ID] = resp
		}
	}
	for _, p := range m.Pages {
		places := servingPlaces(p)
		for _, l := range p.Doc.Text.Links {
			t := p.Target(l)
			resp := byHeading[t.Page][t.Fragment]
			if resp == nil || t.Page == p {
				continue
			}
			if place, ok := places[l]; ok {
				resp.serve(place)
			} else {
				resp.mention(p)
			}
		}
	}
	for _, r := range m.Roles {
		for _, resp := range r.Responsibilities {
			sortServices(resp.Serves)
			sortServices(resp.Mentions)
		}
	}
}

// servingPlaces returns, for each link of p that serves what it leads to, the place it stands in.
func servingPlaces(p *Page) map[*markdown.Link]Service {
	places := map[*markdown.Link]Service{}
	serve := func(as, fragment, text string, links []*markdown.Link) {
		for _, l := range links {
			places[l] = Service{From: p, Fragment: fragment, As: as, Text: text}
		}
	}
	switch {
	case p.Playbook != nil:
		for _, mv := range p.Playbook.Score.Movements {
			for _, step := range mv.Steps {
				serve("step", cmp.Or(step.ID, mv.ID), step.Text.Plain(), step.Item.Block.Links())
			}
		}
	case p.Checklist != nil:
		for _, g := range p.Checklist.Doc.Groups {
			for _, item := range g.Items {
				serve("item", item.ID, item.Text, item.Item.Block.Links())
			}
		}
	case p.Decision != nil:
		serve("decision", "", p.Title, p.Doc.Text.Links)
	}
	return places
}

// serve adds a service; a place that links twice serves once.
func (r *Responsibility) serve(s Service) {
	if n := len(r.Serves); n == 0 || r.Serves[n-1] != s {
		r.Serves = append(r.Serves, s)
		if d := s.From.Decision; d != nil {
			d.Serves = append(d.Serves, r)
		}
	}
}

// mention adds a mention; a page that links twice mentions once.
func (r *Responsibility) mention(p *Page) {
	s := Service{From: p, As: "link", Text: p.Title}
	if n := len(r.Mentions); n == 0 || r.Mentions[n-1] != s {
		r.Mentions = append(r.Mentions, s)
	}
}

// sortServices orders by the file they stand in; within a file the order of the text stays.
func sortServices(services []Service) {
	slices.SortStableFunc(services, func(a, b Service) int { return cmp.Compare(a.From.Doc.Path, b.From.Doc.Path) })
}

// allParties returns who is meant by refs.
func (m *model) allParties(p *Page, refs []content.Ref) []Party {
	var parties []Party
	for _, ref := range refs {
		parties = append(parties, m.party(p, ref))
	}
	return parties
}

// HasLatitude reports whether anybody may decide anything about r: a level stands under it, or a decision
// serves it.
func (r *Responsibility) HasLatitude() bool {
	return len(r.Source.Levels) > 0 ||
		slices.ContainsFunc(r.Serves, func(s Service) bool { return s.As == "decision" })
}

// Served reports whether anything serves r.
func (r *Responsibility) Served() bool { return len(r.Serves) > 0 }

// owned returns the responsibilities of all roles that belong to the house: nobody checks what a customer or a
// supplier owns.
func (s *Site) owned() []*Responsibility {
	var owned []*Responsibility
	for _, r := range s.Roles {
		if !r.External {
			owned = append(owned, r.Responsibilities...)
		}
	}
	return owned
}

// checkResponsibilities reports those that nothing serves, once anything serves any, and those without
// latitude, once any has some.
func (m *model) checkResponsibilities() {
	owned := m.owned()
	someServed := slices.ContainsFunc(owned, (*Responsibility).Served)
	someFree := slices.ContainsFunc(owned, (*Responsibility).HasLatitude)
	for _, r := range owned {
		pos := posOfBlock(r.Role.Page, r.Source.Section.Heading)
		if someServed && !r.Served() {
			m.report(diag.New(diag.ResponsibilityUnserved, pos, "%q: nothing serves it", r.Title).
				WithHint("link to it from a step, a checklist item or a decision"))
		}
		if someFree && !r.HasLatitude() {
			m.report(diag.New(diag.ResponsibilityWithoutLatitude, pos, "%q comes with nothing one may decide", r.Title).
				WithHint("write below it what is within limits, or your call"))
		}
	}
}
