package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// amountTerm stands for any limit that can be computed. No text has it as a word.
const amountTerm = "#"

// tally counts the terms of one page. It is used for one page after another.
type tally struct {
	scanner
	terms map[string]int // where in list
	list  []counts
	order []sorting
	words []int // of each section

	field   field
	section int
	alone   int // words of the title or the alias that is read
	pair    []byte
	out     []byte
}

// counts is where one term stands in a page.
type counts struct {
	term           string
	title, alias   int
	alone          int // words of the shortest title or alias that has it
	path           bool
	headings, body int
	sections       []place
}

// sorting is a term to be sorted: mostly its first letters say where it stands.
type sorting struct {
	first uint64
	*counts
}

func newSorting(c *counts) sorting {
	var first [8]byte
	copy(first[:], c.term)
	return sorting{binary.BigEndian.Uint64(first[:]), c}
}

func (a sorting) compare(b sorting) int {
	if a.first != b.first {
		return cmp.Compare(a.first, b.first)
	}
	return strings.Compare(a.term, b.term)
}

// place is how often a term stands in one section.
type place struct{ section, heading, body int }

// field is a part of a page.
type field int

const (
	inTitle field = iota
	inAlias
	inPath
	inHeading
	inText
)

func newTally() *tally {
	t := &tally{terms: map[string]int{}}
	t.scanner.emit = func(w word) {
		t.add(w.term)
		if len(w.exact) > 0 {
			t.pair = append(append(append(t.pair[:0], w.term...), separator...), w.exact...)
			t.add(t.pair)
		}
	}
	return t
}

// page returns the terms of a page with their postings.
func (t *tally) page(p *Page) []byte {
	clear(t.terms)
	t.list, t.words = t.list[:0], t.words[:0]

	t.read(inTitle, p.Title)
	for _, alias := range p.Aliases {
		t.read(inAlias, alias)
	}
	segments := strings.Split(strings.Trim(p.Address, "/"), "/")
	t.read(inPath, strings.Join(segments[max(0, len(segments)-pathSegments):], " "))
	total := 0
	for i, s := range p.Sections {
		t.section = i
		n := t.read(inHeading, s.Heading) + t.read(inText, s.Text) + t.read(inText, s.Role)
		if s.Limit != nil {
			t.add([]byte(amountTerm))
		}
		t.words = append(t.words, n)
		total += n
	}
	return t.encode(total)
}

// read counts the terms of a text, and returns how many words it has.
func (t *tally) read(f field, text string) int {
	if t.field = f; f == inTitle || f == inAlias {
		t.alone = len(slices.DeleteFunc(Tokens(text, false), func(x Token) bool { return x.Joined }))
	}
	before := t.position
	t.scan(text)
	return t.position - before
}

// add counts a term where the tally is reading.
func (t *tally) add(term []byte) {
	i, ok := t.terms[string(term)]
	if !ok {
		i = len(t.list)
		t.list = slices.Grow(t.list, 1)[:i+1] // what its places have room for is used again
		t.list[i] = counts{term: string(term), sections: t.list[i].sections[:0]}
		t.terms[t.list[i].term] = i
	}
	c := &t.list[i]
	switch t.field {
	case inTitle, inAlias:
		if t.field == inTitle {
			c.title++
		} else {
			c.alias++
		}
		if c.alone == 0 || t.alone < c.alone {
			c.alone = t.alone
		}
		return
	case inPath:
		c.path = true
		return
	}
	if n := len(c.sections); n == 0 || c.sections[n-1].section != t.section {
		c.sections = append(c.sections, place{section: t.section})
	}
	at := &c.sections[len(c.sections)-1]
	if t.field == inHeading {
		c.headings++
		at.heading++
	} else {
		c.body++
		at.body++
	}
}

// encode writes the terms, sorted and front-coded, each with its posting.
func (t *tally) encode(words int) []byte {
	t.order = t.order[:0]
	for i := range t.list {
		t.order = append(t.order, newSorting(&t.list[i]))
	}
	slices.SortFunc(t.order, sorting.compare)
	b, before := t.out[:0], ""
	for _, c := range t.order {
		b = appendFront(b, before, c.term)
		b = t.posting(b, c.counts, words)
		before = c.term
	}
	t.out = b
	return bytes.Clone(b)
}

// Flags in the first byte of a posting, below the impact.
const (
	flagTitle = 1 << (2 - iota)
	flagHeading
	flagSections
	impactShift = 3
)

// posting writes what an index holds of a term in a page: the row of a posting's columns (search.go).
func (t *tally) posting(b []byte, c *counts, words int) []byte {
	head := pageImpact(c.title, c.alias, c.path, c.headings, c.body, words) << impactShift
	titled := c.title+c.alias > 0
	if titled {
		head |= flagTitle
	}
	if c.headings > 0 {
		head |= flagHeading
	}
	if len(c.sections) > 0 {
		head |= flagSections
	}
	b = append(b, byte(head))
	if titled {
		b = append(b, byte(min(c.alone, 255)))
	}
	if len(c.sections) > 0 {
		b = binary.AppendUvarint(b, uint64(len(c.sections)))
		before := 0
		for _, at := range c.sections {
			step := sectionImpact(at.heading, at.body, t.words[at.section])
			b = binary.AppendUvarint(b, uint64((at.section-before)<<impactShift|step))
			before = at.section
		}
	}
	return b
}
