package site

import (
	"fmt"
	"slices"
	"testing"
)

// Who asks whom: what is written under Ask first, by its link, its next row or whom one answers to; and, for every limit,
// what lies above it. Nobody asks themselves, and an open row leaves nothing to ask.
func TestMatters(t *testing.T) {
	s := linkFiles(t, map[string]string{
		"roles/desk.md":     "# Desk\n\n- **Answers to:** [Lead](lead.md)\n\n## Decisions\n\n- **Ask first:** close early\n- **Ask first:** hire. Ask [Boss](boss.md)\n",
		"roles/lead.md":     "# Lead\n\n- **Answers to:** [Boss](boss.md)\n",
		"roles/boss.md":     "# Boss\n\n## Decisions\n\n- **Ask first:** sell. Ask [Boss](boss.md)\n",
		"decisions/gift.md": "# Gift\n\n| Up to | Who decides |\n| --- | --- |\n| 10 USD | [Desk](../roles/desk.md) |\n| 20 USD | [Lead](../roles/lead.md) and [Boss](../roles/boss.md) |\n| more | [Boss](../roles/boss.md) |\n",
		"playbooks/play.md": "# Play\n\n## Score\n\n### 1. Go\n\n- **Desk**\n  - **Ask first:** [Lead](../roles/lead.md) before you promise\n",
	})
	var got []string
	for _, m := range s.Matters() {
		about := ""
		if m.Ask != nil {
			about = m.Ask.Page.Address
		} else {
			about = m.Right.Text + " beyond " + m.Right.Limit
		}
		got = append(got, fmt.Sprintf("%s asks %s: %s", m.Asker.Title, m.Whom.Title, about))
	}
	slices.Sort(got)
	want := []string{
		"Desk asks Boss: /roles/desk/",
		"Desk asks Boss: Gift beyond up to 10 USD",
		"Desk asks Lead: /playbooks/play/",
		"Desk asks Lead: /roles/desk/",
		"Desk asks Lead: Gift beyond up to 10 USD",
		"Lead asks Boss: Gift beyond up to 20 USD",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// A file of the author does not take the place of what browsers read of a role.
func TestFileInThePlaceOfFacts(t *testing.T) {
	s := linkFiles(t, map[string]string{"roles/lead.md": "# Lead\n\n- **Reach:** [a](lead/changes.json), [b](lead/plan.json)\n", "roles/lead/changes.json": "{}", "roles/lead/plan.json": "{}"})
	var taken []string
	for _, d := range s.Diags {
		taken = append(taken, d.Pos.File)
	}
	if !slices.Equal(taken, []string{"roles/lead/changes.json"}) {
		t.Errorf("findings about %q", taken)
	}
}
