package search

import (
	"testing"
)

func TestGolden(t *testing.T) {
	pages := []*Page{
		{Address: "/decisions/refund-a-customer/", Title: "Refund a customer", Kind: "decision", Aliases: []string{"money back"}, Roles: []string{"front-line", "team-lead"}, Updated: "2026-10-01", Sections: []Section{
			{Text: "Who may refund, and how much?"},
			{As: AsRow, Text: "200 USD: tell the team lead", Role: "Front line", Level: "within", Limit: &Limit{Max: 200, Unit: "USD"}},
			{As: AsRow, Text: "more", Role: "Team lead", Level: "call", Limit: &Limit{Unit: "USD", Open: true}},
			{ID: "cases", Heading: "Cases", Text: "Charged twice: refunded at once."},
		}},
		{Address: "/roles/team-lead/", Title: "Team lead", Kind: "role", Aliases: []string{"TL", "squad lead"}, Roles: []string{"team-lead"}, Sections: []Section{
			{Text: "Leads a team."},
		}},
	}
	var all []*Contribution
	m := map[string]*Page{}
	for _, p := range pages {
		all = append(all, Contribute(p))
		m[p.Address] = p
	}
	ix := NewIndexer(Options{Language: "en", Synonyms: map[string][]string{"money back": {"refund"}}}).Index(all, func(a string) (*Page, error) { return m[a], nil })
	t.Log(open(t, ix).dump())
}
