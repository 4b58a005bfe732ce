package build_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"
)

// What an edit costs: the log says what was parsed, whether all was linked, and what was rendered.
func TestOnlyWhatAnEditReachesIsMade(t *testing.T) {
	for _, c := range []struct {
		name     string
		edit     func(*desk)
		parsed   []string
		linked   bool
		rendered []string // besides, all that has other bytes and is not made of many pages
		indexed  []string // addresses
	}{
		{"nothing", func(d *desk) {}, nil, false, nil, nil},
		{"a paragraph", func(d *desk) { d.edit("essays/one.md", "A paragraph.", "Another\n\nparagraph.") },
			[]string{"essays/one.md"}, false, []string{"essays/one/index.html", "essays/one/index.md"}, []string{"/essays/one/"}},
		{"a paragraph above a link", func(d *desk) { d.edit("essays/two.md", "See [[", "Now\nsee [[") },
			[]string{"essays/two.md"}, false, []string{"essays/two/index.html", "essays/two/index.md"}, []string{"/essays/two/"}},
		{"a summary", func(d *desk) { d.edit("essays/one.md", "The first summary.", "The prime summary.") }, []string{"essays/one.md"}, true, nil, []string{"/essays/one/"}},
		{"a title", func(d *desk) { d.edit("essays/one.md", "# Essay one", "# Essay uno") }, []string{"essays/one.md"}, true, nil, []string{"/essays/one/"}},
		{"an order", func(d *desk) { d.edit("essays/one.md", "order: 1", "order: 4") }, []string{"essays/one.md"}, true, nil, nil},
		{"a link", func(d *desk) { d.edit("essays/one.md", "two.md", "three.md") }, []string{"essays/one.md"}, true, nil, nil},
		{"a role", func(d *desk) { d.edit("roles/lead.md", "5 minutes", "6 minutes") }, []string{"roles/lead.md"}, true, nil, []string{"/roles/lead/"}},
		{"a page more", func(d *desk) { d.content["essays/four.md"] = "# Essay four\n" }, []string{"essays/four.md"}, true, nil, []string{"/essays/four/"}},
		{"a page less", func(d *desk) { delete(d.content, "essays/three.md") }, nil, true, nil, nil},
		{"felt.yaml", func(d *desk) { d.content["felt.yaml"] = feltRound }, nil, true, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t, threeEssays)
			before := (&cleaner{made: map[inputKey]*site{}}).site(d.inputs())
			c.edit(d)
			after := (&cleaner{made: map[inputKey]*site{}}).site(d.inputs())
			differ := slices.DeleteFunc(before.changes(after), func(p string) bool { return after.files[p] == nil })
			if c.rendered != nil && !slices.Equal(differ, c.rendered) {
				t.Fatalf("the test expects other bytes in %q, and they are in %q", c.rendered, differ)
			}
			g := d.build()
			l := g.Log()
			if !slices.Equal(l.Indexed, c.indexed) {
				t.Errorf("indexed anew are %q, want %q", l.Indexed, c.indexed)
			}
			if !slices.Equal(l.Parsed, c.parsed) || l.Linked != c.linked {
				t.Errorf("parsed %q, linked %v; want %q, %v", l.Parsed, l.Linked, c.parsed, c.linked)
			}
			if got := slices.DeleteFunc(slices.Sorted(maps.Keys(l.Rendered)), ofAll); !slices.Equal(got, differ) {
				t.Errorf("rendered\n%q\nand what has other bytes is\n%q", got, differ)
			}
		})
	}
}

func TestLayoutsLeaveTheTextsAlone(t *testing.T) {
	d := newDesk(t, threeEssays)
	for _, edit := range []func(){
		func() { d.layouts["components/extra/extra.html"] = `{{define "extra"}}{{end}}` },
		func() { d.layouts["components/extra/extra.css"] = ".extra{color:red}" },
	} {
		edit()
		if l := d.build().Log(); len(l.Parsed) > 0 || l.Linked {
			t.Errorf("parsed %q, linked %v", l.Parsed, l.Linked)
		}
	}
}

// Nobody who reads a page waits for others, and what was made once is not made again.
func TestFilesAreMadeOnceAndWhenAsked(t *testing.T) {
	d := newDesk(t, threeEssays)
	d.edit("handbook.yaml", "The book", "The other book")
	g, err := d.engine.Build(d.inputs())
	if err != nil {
		t.Fatal(err)
	}
	if l := g.Log(); len(l.Rendered) > 0 {
		t.Errorf("nobody asked, and this was rendered: %q", l.Rendered)
	}
	d.text(g, "roles/lead/index.html")
	if got := slices.Sorted(maps.Keys(g.Log().Rendered)); !slices.Equal(got, []string{"roles/lead/index.html"}) {
		t.Errorf("one page was asked for, and this was rendered: %q", got)
	}
	changed, err := g.Rest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range changed {
		if strings.HasSuffix(p, ".html") && g.Log().Rendered[p] == "" {
			t.Errorf("%s has other bytes, and nothing says why", p)
		}
	}
	count := len(g.Log().Rendered)
	for range 2 {
		if again, err := g.Rest(context.Background()); err != nil || len(again) > 0 {
			t.Errorf("a second Rest says that %q changed, %v", again, err)
		}
	}
	if n := len(g.Log().Rendered); n != count {
		t.Errorf("a second Rest rendered %d more files", n-count)
	}
}
