package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"baton/generator/internal/diag"
)

// manyOrphans is how many pages below one top folder are named one by one.
const manyOrphans = 3

// checkOrphans notes pages to which nothing leads but lists. It sleeps until the handbook links its pages at
// all: until more than half of those that could be orphans are linked to. A page that has moved, and is reached from
// its old address, is no orphan; but that address is no sign that pages are linked.
func (l *linker) checkOrphans() {
	reached := l.reached()
	moved := map[*Page]bool{}
	for _, r := range l.Redirects {
		moved[r.To] = true
	}
	var orphans []*Page
	candidates, unlinked := 0, 0
	for _, p := range l.byFile {
		if p.isFolderPage() {
			continue // the way there is the menu
		}
		candidates++
		if reached[p] {
			continue
		}
		unlinked++
		if !moved[p] {
			orphans = append(orphans, p)
		}
	}
	if 2*unlinked >= candidates {
		return
	}
	below := map[string][]*Page{}
	for _, p := range orphans {
		below[topFolder(p)] = append(below[topFolder(p)], p)
	}
	for _, folder := range slices.Sorted(maps.Keys(below)) {
		l.reportOrphans(folder, below[folder])
	}
}

// topFolder is the first folder in the path of a page, "" for the root's own.
func topFolder(p *Page) string {
	top, _, _ := strings.Cut(p.Doc.Folder, "/")
	return top
}

// reached is the set of pages to which something leads: a link in another page's text or in SUMMARY.md, or another
// page's front matter.
func (l *linker) reached() map[*Page]bool {
	reached := map[*Page]bool{}
	for _, p := range l.Pages {
		for _, t := range p.targets {
			if t.Page != p {
				reached[t.Page] = true
			}
		}
		if len(p.Backlinks) > 0 {
			reached[p] = true
		}
		for _, r := range p.For {
			reached[r.Page] = true
		}
		if p.Owner != nil {
			reached[p.Owner.Page] = true
		}
	}
	for _, p := range l.listed {
		reached[p] = true
	}
	return reached
}

// reportOrphans notes the orphans below one folder: each by itself, or all at once if they are many.
func (l *linker) reportOrphans(folder string, orphans []*Page) {
	if len(orphans) <= manyOrphans {
		for _, p := range orphans {
			l.Diags.Add(diag.New(diag.OrphanPage, diag.Pos{File: p.Doc.Path}, "no page links to this one"))
		}
		return
	}
	where := "in the same folder"
	if folder != "" {
		where = fmt.Sprintf("below %q", folder)
	}
	d := diag.New(diag.OrphanPage, diag.Pos{File: orphans[0].Doc.Path},
		"no page links to this one and %d others %s", len(orphans)-1, where)
	for _, p := range orphans[1:] {
		d.Related = append(d.Related, diag.Pos{File: p.Doc.Path})
	}
	l.Diags.Add(d)
}
