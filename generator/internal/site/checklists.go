package site

import "strings"

// cadences are those that come round by the calendar. Anything else says in words when it is time.
var cadences = []string{"daily", "weekly", "every 2 weeks", "monthly", "quarterly", "yearly"}

// linkChecklists says how often each checklist is due, and for whom.
func (m *model) linkChecklists() {
	for _, p := range m.order {
		if p.Doc.Checklist != nil {
			p.Checklist = &Checklist{Page: p, Doc: p.Doc.Checklist, Cadence: cadenceOf(p.Doc.Meta.Cadence)}
			m.Checklists = append(m.Checklists, p.Checklist)
			for _, r := range p.For {
				r.Checklists = append(r.Checklists, p.Checklist)
			}
		}
	}
}

// cadenceOf reads a cadence, without regard to case and to the number of blanks.
func cadenceOf(text string) Cadence {
	text = strings.Join(strings.Fields(text), " ")
	for _, c := range cadences {
		if strings.EqualFold(text, c) {
			return Cadence{Every: c}
		}
	}
	return Cadence{Event: text}
}
