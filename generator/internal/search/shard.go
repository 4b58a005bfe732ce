package search

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// shard is a run of entries.
type shard struct {
	name    name
	entries []*entry
	behind  []*entry // that were looked at to know where it ends
}

// shard writes a shard: the terms with what is said of each, the groups, the postings.
func (ix *Index) shard(s shard) []byte {
	var terms, postings, others []byte
	numbers := map[*group]uint64{}
	var pages []ranked
	before := ""
	for _, e := range s.entries {
		if e.group != nil && numbers[e.group] == 0 {
			numbers[e.group] = uint64(len(numbers) + 1)
			others = appendElsewhere(others, e.group, s.entries)
		}
		terms = appendFront(terms, before, e.term)
		terms = binary.AppendUvarint(terms, uint64(e.df))
		terms = binary.AppendUvarint(terms, numbers[e.group])
		terms = appendStrings(terms, e.synonyms)
		pages = ix.rank(pages[:0], e)
		if e.df > Cut {
			name := ix.overflowName(e)
			terms = append(terms, name[:]...)
			pages, _ = best(pages)
		}
		start := len(postings)
		postings = appendPostings(postings, pages)
		terms = binary.AppendUvarint(terms, uint64(len(postings)-start))
		before = e.term
	}
	b := append(binary.AppendUvarint(nil, uint64(len(s.entries))), terms...)
	b = append(binary.AppendUvarint(b, uint64(len(numbers))), others...)
	return append(b, postings...)
}

// appendElsewhere writes the terms of a group that are in other shards.
func appendElsewhere(b []byte, g *group, entries []*entry) []byte {
	first, last := entries[0].term, entries[len(entries)-1].term
	return appendStrings(b, slices.DeleteFunc(slices.Clone(g.terms), func(term string) bool {
		return first <= term && term <= last
	}))
}

func appendStrings(b []byte, list []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, s := range list {
		b = appendString(b, s)
	}
	return b
}

// overflow writes the postings of a common term that are not in its shard.
func (ix *Index) overflow(e *entry) []byte {
	_, rest := best(ix.rank(nil, e))
	return appendPostings(binary.AppendUvarint(nil, uint64(len(rest))), rest)
}

// ranked is a posting of the page with a rank.
type ranked struct {
	rank    uint32
	posting []byte
}

// rank appends the postings of an entry, by rank.
func (ix *Index) rank(pages []ranked, e *entry) []ranked {
	sorted, before := true, uint32(0)
	for rest := e.postings; len(rest) > 0; {
		id, n := uvarint(rest)
		rest = rest[n:]
		n = postingSize(rest)
		rank := ix.ranks[id]
		sorted, before = sorted && rank >= before, rank
		pages = append(pages, ranked{rank, rest[:n]})
		rest = rest[n:]
	}
	if !sorted {
		slices.SortFunc(pages, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	}
	return pages
}

// best parts the Cut best of more pages from the others. Both stay in their order.
func best(pages []ranked) (best, rest []ranked) {
	var counts [steps]int
	for _, p := range pages {
		counts[p.posting[0]>>impactShift]++
	}
	left, least := Cut, steps // pages with the impact least, and of all above it
	for least > 0 && counts[least-1] <= left {
		least--
		left -= counts[least]
	}
	for _, p := range pages {
		switch impact := int(p.posting[0] >> impactShift); {
		case impact >= least:
			best = append(best, p)
		case impact == least-1 && left > 0:
			best = append(best, p)
			left--
		default:
			rest = append(rest, p)
		}
	}
	return best, rest
}

// appendPostings writes the columns of postings.
func appendPostings(b []byte, pages []ranked) []byte {
	before := uint32(0)
	for _, p := range pages {
		b = binary.AppendUvarint(b, uint64(p.rank-before))
		before = p.rank
	}
	for _, p := range pages {
		b = append(b, p.posting[0])
	}
	for _, p := range pages {
		if p.posting[0]&flagTitle != 0 {
			b = append(b, p.posting[1])
		}
	}
	for _, p := range pages {
		if head := p.posting[0]; head&flagSections != 0 {
			b = append(b, p.posting[1+head>>2&1:]...)
		}
	}
	return b
}

// overflowName stands for the pages that have a term, and for how.
func (ix *Index) overflowName(e *entry) name {
	return nameOf([]byte(format+"overflow\n"), ix.addresses[:], e.identity(nil))
}

// shardName stands for all that a shard is made of, without making it.
func (ix *Index) shardName(entries []*entry) (n name) {
	h := sha256.New()
	h.Write([]byte(format + "shard\n"))
	h.Write(ix.addresses[:])
	var b []byte
	for _, e := range entries {
		b = e.identity(b[:0])
		b = appendStrings(b, e.synonyms)
		if e.group != nil {
			b = appendStrings(b, e.group.terms)
		} else {
			b = append(b, 0)
		}
		h.Write(b)
	}
	copy(n[:], h.Sum(nil))
	return n
}

// identity appends what stands for a term and its postings.
func (e *entry) identity(b []byte) []byte {
	b = appendString(b, e.term)
	b = binary.AppendUvarint(b, uint64(e.df))
	return binary.LittleEndian.AppendUint64(b, e.sum)
}
