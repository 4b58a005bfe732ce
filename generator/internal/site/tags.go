package site

import (
	"cmp"
	"slices"

	"baton/generator/internal/slug"
)

// tag gathers the pages of each tag. Tags that make one slug are one tag, and are called as they are written
// most often.
func (l *linker) tag() {
	type entry struct {
		spellings map[string]int
		pages     []*Page
	}
	entries := map[string]*entry{}
	for _, p := range l.Pages {
		seen := map[string]bool{}
		for _, name := range p.Tags {
			key := slug.Make(name)
			if key == "" || seen[key] {
				continue
			}
			seen[key] = true
			if entries[key] == nil {
				entries[key] = &entry{spellings: map[string]int{}}
			}
			entries[key].spellings[name]++
			entries[key].pages = append(entries[key].pages, p)
		}
	}
	for key, e := range entries {
		t := Tag{Slug: key, Pages: e.pages}
		for name, n := range e.spellings {
			if most := e.spellings[t.Name]; n > most || n == most && name < t.Name {
				t.Name = name
			}
		}
		slices.SortFunc(t.Pages, func(a, b *Page) int {
			return cmp.Or(cmp.Compare(a.sortKey, b.sortKey), cmp.Compare(a.Address, b.Address))
		})
		l.Tags = append(l.Tags, t)
	}
	slices.SortFunc(l.Tags, func(a, b Tag) int {
		return cmp.Or(cmp.Compare(SortKey(a.Name), SortKey(b.Name)), cmp.Compare(a.Slug, b.Slug))
	})
}
