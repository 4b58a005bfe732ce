package site

import (
	"path"

	"baton/generator/internal/content"
)

// summaryName is the file in which some handbooks write down the order of their pages. There may be one in any
// folder.
const summaryName = "SUMMARY.md"

// isSummary reports whether a document is a table of contents by hand: it has the name, and links.
func isSummary(d *content.Document) bool {
	return path.Base(d.Path) == summaryName && len(d.Text.Links) > 0
}

// summarize takes the order of pages from the links of SUMMARY.md, however they are nested: a page has its
// place where it is named first, and a folder where its first page is. Entries without a link are chapters
// that are still to be written.
func (l *linker) summarize(summaries []*Page) {
	for _, s := range summaries {
		l.resolve(s)
		for _, t := range s.targets {
			l.list(t.Page)
			if t.Section != nil {
				l.listSection(t.Section)
			}
		}
	}
}

func (l *linker) list(p *Page) {
	if p == nil {
		return
	}
	if _, known := l.summary[p]; known {
		return
	}
	l.summary[p] = len(l.summary)
	l.listed = append(l.listed, p)
	l.listSection(p.Section)
}

func (l *linker) listSection(s *Section) {
	for ; s != nil; s = s.Parent {
		if _, known := l.summarySection[s]; !known {
			l.summarySection[s] = len(l.summary)
		}
	}
}
