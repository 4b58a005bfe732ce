package build

import (
	"context"
	"strings"
	"testing"

	"baton/layouts"
)

// The book and the list for browsers are made of all pages: an edit must not wait for them, and whoever asks gets those of
// the newest texts.
func TestWhatIsMadeOfAllPagesIsMadeWhenAskedFor(t *testing.T) {
	const text = "-- essays/a.md --\n# A\n\nFirst words.\n-- decisions/d.md --\n# D\n\nOld limit.\n\n| Up to | Who decides |\n| --- | --- |\n| more | [Lead](../roles/lead.md) |\n-- roles/lead.md --\n# Lead\n\n- **Reach:** here\n"
	var e Engine
	var list string
	for i, edit := range []string{"First words.", "Second words."} {
		g, err := e.Build(Inputs{Content: handbook(t, strings.Replace(text, "First words.", edit, 1)), Layouts: layouts.FS})
		if err != nil {
			t.Fatal(err)
		}
		changed, err := g.Rest(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for p := range g.Log().Rendered {
			if strings.HasPrefix(p, "print/") {
				t.Errorf("%s was made, and nobody asked for it", p)
			}
		}
		for _, p := range changed {
			if strings.HasPrefix(p, "print/") || p == offlinePath {
				t.Errorf("%s is said to have changed", p)
			}
		}
		book, err := g.File("print/index.html")
		if err != nil || !strings.Contains(string(book.Data), edit) {
			t.Errorf("the book does not say %q: %v", edit, err)
		}
		f, err := g.File(offlinePath)
		if err != nil || !strings.Contains(string(f.Data), `"decisions/d/"`) || strings.Contains(string(f.Data), "essays") {
			t.Errorf("the list: %v\n%s", err, f.Data)
		}
		if i > 0 && string(f.Data) != list {
			t.Error("the list is another, and no page in it is")
		}
		list = string(f.Data)
	}
}

// Browsers are not asked for more room than there is; what does not fit is left out, and what is needed most comes first.
func TestOfflineRoom(t *testing.T) {
	archive := "-- decisions/d.md --\n# D\n\n![plan](plan.png) ![huge](huge.png)\n\n| Up to | Who decides |\n| --- | --- |\n| more | [Lead](../roles/lead.md) |\n-- roles/lead.md --\n# Lead\n-- decisions/plan.png --\nplan\n-- decisions/huge.png --\n"
	for _, f := range mustBuild(t, handbook(t, archive+strings.Repeat("x", offlineRoom)), Options{}).Files {
		if f.Path != offlinePath {
			continue
		}
		list := string(f.Data)
		if strings.Contains(list, "huge.png") || !strings.Contains(list, `"decisions/plan.png"`) {
			t.Errorf("the list: %s", list)
		}
		last := -1
		for _, address := range []string{`"_a/site.`, `"offline.html"`, `"decisions/d/"`, `"me/"`, `"roles/lead/"`, `"decisions/plan.png"`} {
			if at := strings.Index(list, address); at <= last {
				t.Errorf("%s does not stand where it should: %s", address, list)
			} else {
				last = at
			}
		}
		return
	}
	t.Fatal("there is no list")
}
