package site

import (
	"cmp"
	"slices"

	"baton/generator/internal/markdown"
)

// relations in the order in which pages show them.
var relations = []Relation{PlaysIn, ForYou, Serves, Decides, ExistsBecauseOf, MentionedIn}

// relate adds a backlink with a meaning to a page. A page that has one from some other page does not say again
// that it is mentioned there.
func (s *Site) relate(to *Page, b Backlink) {
	to.Backlinks = append(to.Backlinks, b)
	s.related[[2]*Page{b.From, to}] = true
}

// sortBacklinks orders the backlinks of every page by meaning, then by title.
func (l *linker) sortBacklinks() {
	order := map[Relation]int{}
	for i, r := range relations {
		order[r] = i
	}
	for _, p := range l.Pages {
		slices.SortStableFunc(p.Backlinks, func(a, b Backlink) int {
			return cmp.Or(cmp.Compare(order[a.Relation], order[b.Relation]), compareTitles(a.From, b.From))
		})
	}
}

// mention adds the backlinks that mean no more than that somebody wrote a link: one for each page that does. They
// stand behind all others, and come in order, since the pages that they come from are taken in theirs.
func (l *linker) mention() {
	byTitle := slices.SortedFunc(slices.Values(l.Pages), compareTitles)
	mentioned := map[*Page]bool{}
	for _, from := range byTitle {
		clear(mentioned)
		mentioned[from] = true
		for i, t := range from.targets {
			if t.Page == nil || mentioned[t.Page] {
				continue
			}
			mentioned[t.Page] = true
			if l.related[[2]*Page{from, t.Page}] {
				continue
			}
			t.Page.Backlinks = append(t.Page.Backlinks, Backlink{
				Relation: MentionedIn,
				From:     from,
				Fragment: headingAbove(from.Doc.Text, from.Doc.Text.Links[i].Offset),
				To:       t.Fragment,
			})
		}
	}
}

// compareTitles orders pages by title, and those with one title by address.
func compareTitles(a, b *Page) int {
	return cmp.Or(cmp.Compare(a.sortKey, b.sortKey), cmp.Compare(a.Address, b.Address))
}

// headingAbove is the id of the heading, other than the title, under which an offset stands.
func headingAbove(doc *markdown.Doc, offset int) string {
	i, _ := slices.BinarySearchFunc(doc.Headings, offset, func(h *markdown.Block, offset int) int {
		return cmp.Compare(h.Offset, offset)
	})
	for i--; i >= 0; i-- {
		if h := doc.Headings[i]; h.Level > 1 {
			return h.ID
		}
	}
	return ""
}
