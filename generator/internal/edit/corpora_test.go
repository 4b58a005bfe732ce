package edit

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"
	"testing"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// mostLinked returns the n pages that most pages link to, and their headings with the most links.
func mostLinked(s *site.Site, n int) (pages []*site.Page, headings []string) {
	pages = slices.Clone(s.Pages)
	slices.SortStableFunc(pages, func(a, b *site.Page) int { return cmp.Compare(len(b.Backlinks), len(a.Backlinks)) })
	pages = pages[:min(n, len(pages))]
	times := map[string]int{}
	for _, p := range s.Pages {
		for _, l := range p.Doc.Text.Links {
			if t := p.Target(l); t.Page != nil && t.Fragment != "" {
				times[address(t.Page.Doc.Path, t.Fragment)]++
			}
		}
	}
	for _, p := range s.Pages {
		for _, h := range p.Doc.Text.Headings {
			if at := address(p.Doc.Path, h.ID); times[at] > 0 && len(h.Text.Links()) == 0 {
				headings = append(headings, at)
			}
		}
	}
	slices.SortStableFunc(headings, func(a, b string) int { return cmp.Compare(times[b], times[a]) })
	return pages, headings[:min(n, len(headings))]
}

// In handbooks of strangers a page can be begun, moved, and called otherwise.
func TestForeignHandbooks(t *testing.T) {
	const dir = "../../../../shared/corpora"
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Skipf("SKIPPED: no handbooks of others beside the project: %v", err)
	}
	n := 1
	if os.Getenv("BATON_LONG") != "" {
		n = 12
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			snap, err := source.Read(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			h, err := link(snap)
			if err != nil {
				t.Fatal(err)
			}
			if n == 1 && len(h.site.Pages) > 150 {
				t.Skipf("SKIPPED: %d pages; BATON_LONG=1 takes them all", len(h.site.Pages))
			}
			try := func(old, new string) {
				r, err := Rename(snap, old, new)
				if err != nil {
					t.Errorf("%s → %s: %s", old, new, explained(err))
					return
				}
				sound(t, snap, r)
			}
			pages, headings := mostLinked(h.site, n)
			for _, p := range pages {
				try(p.Doc.Path, path.Join("moved/to", path.Base(p.Doc.Path)))
			}
			for _, at := range headings {
				try(at, "Quite another heading")
			}
			for _, kind := range content.Kinds[:n%5] {
				if _, err := New(snap, kind, "Look after the door", today); err != nil {
					t.Errorf("new %s: %s", kind, explained(err))
				}
			}
		})
	}
}
