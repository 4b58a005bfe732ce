package render

import (
	"strings"
	"testing"
)

// Every page has its letter, whatever its title begins with; roles and decisions are found under their other names.
func TestSearchFromAToZ(t *testing.T) {
	r := rendererOf(t, map[string]string{
		"essays/e.md":      "# Éclair\n",
		"essays/f.md":      "# \"Eve\" and others\n",
		"essays/n.md":      "# 10 things\n",
		"essays/m.md":      "# 9 things\n",
		"essays/o.md":      "# ¿?\n",
		"essays/k.md":      "# 休暇\n",
		"essays/a.md":      "---\naliases: [Nowhere]\n---\n# Zoo\n",
		"roles/lead.md":    "---\naliases: [IC, /old/]\n---\n# Incident lead\n\nLeads.\n",
		"decisions/buy.md": "---\naliases: [Purchase]\n---\n# Buy\n\n| Up to | Who decides |\n| --- | --- |\n| 5 | [Lead](../roles/lead.md) |\n| more | [Lead](../roles/lead.md) |\n",
	})
	v := r.at(searchAddress).search()
	var got []string
	for _, l := range v.Letters {
		var names []string
		for _, n := range l.Names {
			if n.Name != "" {
				n.Text = n.Name + " > " + n.Text
			}
			names = append(names, n.Text+" ("+n.Note+")")
		}
		got = append(got, l.ID+" "+l.Title+": "+strings.Join(names, ", "))
	}
	want := []string{
		"in:0-9 0–9: 9 things (Essay), 10 things (Essay)",
		"in:b B: Buy (Decision)",
		"in:e E: Éclair (Essay), \"Eve\" and others (Essay)",
		"in:i I: IC > Incident lead (Role), Incident lead (Role)",
		"in:p P: Print the whole handbook (), Purchase > Buy (Decision)",
		"in:z Z: Zoo (Essay)",
		"in:休 休: 休暇 (Essay)",
		"in:other Other: ¿? (Essay)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !v.Head.NoIndex {
		t.Error("the page of search is meant for machines")
	}
}

// The page of search is in no list for machines.
func TestSearchIsNotInTheSitemap(t *testing.T) {
	r := rendererOf(t, map[string]string{"handbook.yaml": "base-url: https://example.test/b/\nindexing: true\n", "a.md": "# A\n"})
	f, err := r.Page(sitemapAddress)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(f.Data); strings.Contains(text, "/search/") || !strings.Contains(text, "/b/a/") {
		t.Errorf("the sitemap is\n%s", text)
	}
}
