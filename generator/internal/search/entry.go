package search

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// entry is a term and the pages that have it. It never changes, so indexes share it.
type entry struct {
	term     string
	df       int    // how many pages have it; 0: it stands here for its synonyms
	postings []byte // by id of the page: id varint, posting
	size     int    // bytes of its postings, without ids
	sum      uint64 // of the sums of its postings: the same whatever the ids are
	cost     int    // see measure
	group    *group // nil: alone
	synonyms []string

	// Of the term alone.
	first uint32 // hash of its first letters
	word  bool   // may be what a mistyped word was meant to be
}

// newEntry returns an entry without pages.
func newEntry(term string) entry {
	first, _, _ := strings.Cut(term, separator)
	n := 0
	for i := range first {
		if n++; n > sameLetters {
			first = first[:i]
			break
		}
	}
	e := entry{term: term, first: hash(first), word: isWord(term)}
	e.measure()
	return e
}

// isWord reports whether a term may be what a mistyped word was meant to be.
func isWord(term string) bool {
	letters := 0
	for _, r := range term {
		switch {
		case r < utf8.RuneSelf && 'a' <= r && r <= 'z':
			letters++
		case r == '\x01' || blankless(r):
			return false
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters >= 3
}

// Ids of pages are given at first sight and never change while a page stays, so an edit leaves other pages' postings
// as they are. They reach no file: those have ranks.

// collect makes the entries of pages, whose ids are their indexes. It reads all twice, to know how much room each takes.
func collect(pages []*Contribution) []*entry {
	numbers := map[string]uint32{}
	var terms []string
	var sizes []sized
	var which []uint32 // the number of each term of each page, in the order of reading
	for id, c := range pages {
		width := varintSize(uint32(id))
		for r := (termReader{rest: c.terms}); r.next(); {
			n, ok := numbers[string(r.term)]
			if !ok {
				n = uint32(len(terms))
				terms, sizes = append(terms, string(r.term)), append(sizes, sized{})
				numbers[terms[n]] = n
			}
			sizes[n].df++
			sizes[n].size += len(r.posting)
			sizes[n].end += width + len(r.posting)
			which = append(which, n)
		}
	}
	end := 0
	for i := range sizes {
		end, sizes[i].end = end+sizes[i].end, end
	}
	room := make([]byte, end) // of all postings, in the order of numbers
	for id, c := range pages {
		for r := (termReader{rest: c.terms}); r.next(); which = which[1:] {
			s := &sizes[which[0]]
			s.end += binary.PutUvarint(room[s.end:], uint64(id))
			s.end += copy(room[s.end:], r.posting)
			s.sum += postingSum(c.seed, r.posting)
		}
	}
	entries, list := make([]entry, len(terms)), make([]*entry, len(terms))
	begin := 0
	for i, s := range sizes {
		e := newEntry(terms[i])
		e.df, e.size, e.sum, e.postings = s.df, s.size, s.sum, room[begin:s.end:s.end]
		e.measure()
		entries[i], begin = e, s.end
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.term, b.term) })
	for i := range entries {
		list[i] = &entries[i]
	}
	return list
}

// sized is what collect knows of a term.
type sized struct {
	df, size int
	end      int // where its postings end in the room, when they are there
	sum      uint64
}

func varintSize(n uint32) int {
	size := 1
	for ; n >= 0x80; n >>= 7 {
		size++
	}
	return size
}

// postingSum is a sum over a posting and the address of its page, to be added to others.
func postingSum(seed uint64, posting []byte) uint64 {
	const prime = 0x100000001b3
	h := seed
	for _, c := range posting {
		h = (h ^ uint64(c)) * prime
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// change is what becomes of a term in a page.
type change struct {
	term     string
	id       uint32
	seed     uint64
	old, now []byte // postings; nil: it is not there
}

// diff appends what changes in the terms of the page with an id. Either contribution may be nil.
func diff(list []change, id uint32, old, now *Contribution) []change {
	var a, b termReader
	c := change{id: id}
	if old != nil {
		a.rest, c.seed = old.terms, old.seed
	}
	if now != nil {
		b.rest, c.seed = now.terms, now.seed
	}
	inA, inB := a.next(), b.next()
	for inA || inB {
		order := 0
		switch {
		case !inA:
			order = 1
		case !inB:
			order = -1
		default:
			order = slices.Compare(a.term, b.term)
		}
		c.old, c.now = nil, nil
		if order <= 0 {
			c.term, c.old = string(a.term), a.posting
			inA = a.next()
		}
		if order >= 0 {
			if order > 0 {
				c.term = string(b.term)
			}
			c.now = b.posting
			inB = b.next()
		}
		if c.old == nil || string(c.old) != string(c.now) {
			list = append(list, c)
		}
	}
	return list
}

// merge returns entries with changes made, the terms that no page had before or has any more, and whether all words of
// the vocabulary are as common as before.
func merge(entries []*entry, changes []change) (next []*entry, moved []string, sameWords bool) {
	sameWords = true
	slices.SortFunc(changes, func(a, b change) int {
		return cmp.Or(strings.Compare(a.term, b.term), cmp.Compare(a.id, b.id))
	})
	next = make([]*entry, 0, len(entries)+len(changes))
	for len(changes) > 0 {
		term := changes[0].term
		n := slices.IndexFunc(changes, func(c change) bool { return c.term != term })
		if n < 0 {
			n = len(changes)
		}
		at, found := find(entries, term)
		next = append(next, entries[:at]...)
		old := newEntry(term)
		if entries = entries[at:]; found {
			old, entries = *entries[0], entries[1:]
		}
		e := old.with(changes[:n])
		changes = changes[n:]
		if (e.df == 0) != (old.df == 0) {
			moved = append(moved, term)
		}
		sameWords = sameWords && (!e.word || e.class() == old.class())
		if e.df > 0 || len(e.synonyms) > 0 {
			next = append(next, e)
		}
	}
	return append(next, entries...), moved, sameWords
}

func find(entries []*entry, term string) (int, bool) {
	return slices.BinarySearchFunc(entries, term, func(e *entry, term string) int { return strings.Compare(e.term, term) })
}

// with returns an entry with changes made, which are sorted by id.
func (e *entry) with(changes []change) *entry {
	next := *e
	next.postings = make([]byte, 0, len(e.postings)+len(changes)*16)
	rest := e.postings
	for _, c := range changes {
		n := 0
		for n < len(rest) {
			id, size := uvarint(rest[n:])
			if uint32(id) >= c.id {
				break
			}
			n += size
			n += postingSize(rest[n:])
		}
		next.postings = append(next.postings, rest[:n]...)
		if rest = rest[n:]; c.old != nil {
			rest = rest[varintSize(c.id)+len(c.old):]
			next.df--
			next.size -= len(c.old)
			next.sum -= postingSum(c.seed, c.old)
		}
		if c.now != nil {
			next.postings = append(binary.AppendUvarint(next.postings, uint64(c.id)), c.now...)
			next.df++
			next.size += len(c.now)
			next.sum += postingSum(c.seed, c.now)
		}
	}
	next.postings = append(next.postings, rest...)
	next.measure()
	return &next
}
