package search

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

const (
	inTable  = 256 // names of fragments, and shards, that stand in the table; more stand in files
	perFile  = 64  // of which each has so many
	maxWords = 30_000
)

// kinds in the order in which a reader sees them; others follow by name.
var kinds = []string{"decision", "playbook", "checklist", "role", "lesson", "essay", "page"}

func (ix *Index) makeTable(language string, borders []border) []byte {
	b := appendString(nil, language)
	stops := stopTerms(language)
	b = binary.AppendUvarint(b, uint64(len(stops)))
	for _, term := range stops {
		b = appendString(b, term)
	}
	b = binary.AppendUvarint(b, uint64(len(ix.pages)))
	b = appendKinds(b, ix.pages)
	b = binary.AppendUvarint(b, uint64(len(borders)))
	if ix.runs != nil {
		runs := make([]border, len(ix.runs))
		for i, r := range ix.runs {
			runs[i] = border{borders[i*perFile].term, r.name}
		}
		borders = runs
	}
	b = appendBorders(b, borders)
	b = append(b, ix.vocabulary.name[:]...)
	b = append(b, ix.facets.name[:]...)
	if ix.blocks == nil {
		return append(b, fragmentNames(ix.pages)...)
	}
	for _, p := range ix.blocks {
		b = append(b, p.name[:]...)
	}
	return b
}

// border says where a file begins: no term in it stands before, and all that stand before are in others.
type border struct {
	term string
	name name
}

func (ix *Index) borders() []border {
	list, last := make([]border, len(ix.shards)), ""
	for i, s := range ix.shards {
		list[i] = border{between(last, s.entries[0].term), s.name}
		last = s.entries[len(s.entries)-1].term
	}
	return list
}

func appendBorders(b []byte, list []border) []byte {
	before := ""
	for _, x := range list {
		b = append(appendFront(b, before, x.term), x.name[:]...)
		before = x.term
	}
	return b
}

// between returns the shortest beginning of term that stands behind last.
func between(last, term string) string {
	for n := range term {
		if term[:n] > last {
			return term[:n]
		}
	}
	return term
}

// appendKinds writes which kinds there are, and the kind of each page as runs, since neighbours are mostly alike.
func appendKinds(b []byte, pages []*Contribution) []byte {
	all := map[string]int{}
	for _, c := range pages {
		all[c.kind] = 0
	}
	place := func(kind string) int {
		if i := slices.Index(kinds, kind); i >= 0 {
			return i
		}
		return len(kinds)
	}
	order := slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a, b))
	})
	b = binary.AppendUvarint(b, uint64(len(order)))
	for i, kind := range order {
		all[kind] = i
		b = appendString(b, kind)
	}
	var runs []byte
	count := 0
	for i := 0; i < len(pages); count++ {
		n := i
		for n < len(pages) && pages[n].kind == pages[i].kind {
			n++
		}
		runs = binary.AppendUvarint(runs, uint64(n-i))
		runs = binary.AppendUvarint(runs, uint64(all[pages[i].kind]))
		i = n
	}
	return append(binary.AppendUvarint(b, uint64(count)), runs...)
}

func fragmentNames(pages []*Contribution) (b []byte) {
	for _, c := range pages {
		b = append(b, c.fragment[:]...)
	}
	return b
}

// vocabulary writes the words that a mistyped one may have been meant to be: the most common ones.
func vocabulary(entries []*entry) []byte {
	var counts [64]int // by class
	for _, e := range entries {
		if e.word && e.df > 0 {
			counts[e.class()]++
		}
	}
	left, least := maxWords, len(counts) // words of the class least, and of all above it
	for least > 0 && counts[least-1] <= left {
		least--
		left -= counts[least]
	}
	var words []byte
	count, before := 0, ""
	for _, e := range entries {
		if !e.word || e.df == 0 {
			continue
		}
		if c := e.class(); c < least {
			if c < least-1 || left == 0 {
				continue
			}
			left--
		}
		words = append(appendFront(words, before, e.term), byte(e.class()))
		count, before = count+1, e.term
	}
	if count == 0 {
		return nil
	}
	return append(binary.AppendUvarint(nil, uint64(count)), words...)
}

// class is how common a term is, coarsely.
func (e *entry) class() int { return bits.Len(uint(e.df)) - 1 }

// facets writes the roles with their pages, and the date of each page.
func facets(pages []*Contribution) []byte {
	if len(pages) == 0 {
		return nil
	}
	titles, ranks := map[string]string{}, map[string][]int{}
	for rank, c := range pages {
		if c.role != "" {
			titles[c.role] = c.title
		}
		for _, stem := range c.roles {
			ranks[stem] = append(ranks[stem], rank)
		}
	}
	stems := slices.Sorted(maps.Keys(ranks))
	b := binary.AppendUvarint(nil, uint64(len(stems)))
	for _, stem := range stems {
		b = appendString(b, stem)
		b = appendString(b, cmp.Or(titles[stem], stem))
		b = binary.AppendUvarint(b, uint64(len(ranks[stem])))
		before := 0
		for _, rank := range ranks[stem] {
			b = binary.AppendUvarint(b, uint64(rank-before))
			before = rank
		}
	}
	for _, c := range pages {
		b = binary.AppendUvarint(b, c.day)
	}
	return b
}
