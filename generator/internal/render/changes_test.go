package render

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"baton/generator/internal/asset"
	"baton/layouts"
)

// factsOf returns what a site says that is a role's, by id.
func factsOf(t *testing.T, address string, files ...string) map[string]fact {
	t.Helper()
	r := renderer(t, layouts.FS, linked(t, handbook(files...)), &asset.Assets{})
	data, err := r.Page(address + changesName)
	if err != nil {
		t.Fatal(err)
	}
	var list []fact
	if err := json.Unmarshal(data.Data, &list); err != nil {
		t.Fatal(err)
	}
	out := map[string]fact{}
	for _, f := range list {
		if out[f.ID].ID != "" {
			t.Errorf("two facts are called %q", f.ID)
		}
		out[f.ID] = f
	}
	return out
}

const (
	leadPage   = "# Lead\n\n- **Reach:** here\n\n## Decisions\n\n- **Your call:** stop a sale\n\n## Responsibilities\n\n### Keep it whole\n\nAlways.\n"
	refundPage = "# Refund\n\n| Up to | Who decides |\n| --- | --- |\n| %s USD | [Lead](../roles/lead.md) |\n| more | [Boss](../roles/boss.md) |\n"
	roundPage  = "---\nowner: lead\n---\n# Round\n\n- [ ] Look\n- [ ] %s\n"
	playPage   = "# Play\n\n## Score\n\n### 1. Go\n\n- **Lead**\n  - begin\n  - begin\n  - %s\n"
)

func changedBook(lead, limit, item, step string) []string {
	return []string{
		"roles/lead.md", lead, "roles/boss.md", "# Boss\n\n- **Reach:** there\n",
		"decisions/refund.md", fmt.Sprintf(refundPage, limit),
		"checklists/round.md", fmt.Sprintf(roundPage, item),
		"playbooks/play.md", fmt.Sprintf(playPage, step),
	}
}

// What has an id keeps it when its words change, and everything that is a role's is there, once.
func TestFactsKeepTheirIDs(t *testing.T) {
	before := factsOf(t, "/roles/lead/", changedBook(leadPage, "200", "Ask", "end")...)
	after := factsOf(t, "/roles/lead/", changedBook(leadPage, "300", "Ask twice", "end it")...)
	for id, want := range map[string][2]string{ // what may change, before and after
		"right /decisions/refund/":    {"up to 200 USD", "up to 300 USD"},
		"right #stop-a-sale":          {"", ""},
		"duty keep-it-whole":          {"", ""},
		"step /playbooks/play/#begin": {"", ""}, "step /playbooks/play/#begin 2": {"", ""},
	} {
		if before[id].ID == "" || after[id].ID == "" || before[id].Words != want[0] || after[id].Words != want[1] {
			t.Errorf("%s is %+v, then %+v", id, before[id], after[id])
		}
	}
	if id := "list /checklists/round/"; before[id].Words == after[id].Words {
		t.Errorf("%s has other items, and says %q both times", id, after[id].Words)
	}
	if len(before) != 7 || before["step /playbooks/play/#end"].ID == "" || after["step /playbooks/play/#end-it"].ID == "" {
		t.Errorf("facts before: %v\nafter: %v", before, after)
	}
}

// A role's own address is in none of its ids: another name of the role is no change of what it does.
func TestFactsOutliveTheNameOfTheRole(t *testing.T) {
	files := changedBook(leadPage, "200", "Ask", "end")
	before := factsOf(t, "/roles/lead/", files...)
	for i := range files {
		files[i] = strings.NewReplacer("roles/lead.md", "roles/head.md", "owner: lead", "owner: head").Replace(files[i])
	}
	after := factsOf(t, "/roles/head/", files...)
	for id, f := range before {
		if g := after[id]; g.Title != f.Title || g.Words != f.Words {
			t.Errorf("%s was %+v and is %+v", id, f, g)
		}
	}
}

// A customer is nobody who reads the handbook, and without roles there is nothing to choose.
func TestNobodyToChoose(t *testing.T) {
	for _, files := range [][]string{
		{"a.md", "# A\n"},
		{"roles/customer.md", "---\nexternal: true\n---\n# Customer\n\n- **Reach:** by phone\n"},
	} {
		r := renderer(t, layouts.FS, linked(t, handbook(files...)), &asset.Assets{})
		for _, f := range r.Files() {
			if strings.HasPrefix(f.Path, "me/") || strings.HasSuffix(f.Path, changesName) {
				t.Errorf("%s is made", f.Path)
			}
		}
		if page, err := r.Page("/"); err != nil || strings.Contains(string(page.Data), "My part") {
			t.Errorf("the first page leads to a part that nobody has, %v", err)
		}
	}
}
