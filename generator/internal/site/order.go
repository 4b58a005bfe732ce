package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sortPages puts the pages of one folder in order: as SUMMARY.md names them, then by their order key, then by
// title.
func (l *linker) sortPages(pages []*Page) {
	slices.SortFunc(pages, func(a, b *Page) int {
		return cmp.Or(
			compareRanks(l.rank(a), l.rank(b)),
			cmp.Compare(a.sortKey, b.sortKey),
			cmp.Compare(a.Doc.Path, b.Doc.Path),
		)
	})
}

// sortSections puts folders in order: top ones as handbook.yaml names them, and all as SUMMARY.md does, then by
// the order key of their own page, then by title.
func (l *linker) sortSections(sections []*Section) {
	slices.SortFunc(sections, func(a, b *Section) int {
		return cmp.Or(
			compareRanks(l.sectionRank(a), l.sectionRank(b)),
			cmp.Compare(SortKey(a.Title), SortKey(b.Title)),
			cmp.Compare(a.Folder, b.Folder),
		)
	})
}

// rank is a place in an order that somebody wrote: first by class, then by number.
type rank struct{ class, number int }

// The classes of rank: what is written down in one place comes before what each page says of itself.
const (
	inConfig = iota
	inSummary
	inPage
	unranked
)

func compareRanks(a, b rank) int {
	return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.number, b.number))
}

func (l *linker) rank(p *Page) rank {
	if n, ok := l.summary[p]; ok {
		return rank{inSummary, n}
	}
	if p.Doc.Meta.Order != nil {
		return rank{inPage, *p.Doc.Meta.Order}
	}
	return rank{class: unranked}
}

func (l *linker) sectionRank(s *Section) rank {
	for i, rule := range l.Config.Sections {
		if strings.Trim(rule.Folder, "/") == s.Folder {
			return rank{inConfig, i}
		}
	}
	if n, ok := l.summarySection[s]; ok {
		return rank{inSummary, n}
	}
	if s.Page != nil {
		return l.rank(s.Page)
	}
	return rank{class: unranked}
}

// SortKey is the key by which p stands among titles.
func (p *Page) SortKey() string { return p.sortKey }

// SortKey is a string by which titles sort as people expect: capitals and accents do not count, and numbers go by
// their value. It begins with the first letter or digit, if there is one. It knows no language, so that every machine
// sorts alike.
func SortKey(s string) string {
	var b strings.Builder
	digits := ""
	flush := func() {
		if digits != "" {
			digits = strings.TrimLeft(digits, "0")
			fmt.Fprintf(&b, "0%06d%s", len(digits), digits) // longer numbers are greater
			digits = ""
		}
	}
	for _, r := range norm.NFKD.String(s) {
		switch {
		case '0' <= r && r <= '9':
			digits += string(r)
			continue
		case unicode.Is(unicode.Mn, r):
			continue
		}
		flush()
		switch {
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(unicode.ToLower(r))
		case b.Len() > 0:
			b.WriteByte(' ') // signs part words and have no order of their own
		}
	}
	flush()
	return b.String() + "\x00" + s
}
