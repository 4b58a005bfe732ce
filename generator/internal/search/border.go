package search

import (
	"slices"
	"strings"
)

// A shard is between least and most estimated bytes, compressed. Where it ends within these is said by the terms: at the
// one whose first letters have the smallest hash. So borders are the same whatever was edited before, and a word more
// moves one or two of them.
const (
	least = 9_000
	most  = 19_000
)

// sameLetters is how many first letters words share that stay together, mostly those with the same stem.
const sameLetters = 4

// split finds the shards of an index. Where entries are those of the index before, so are borders and names.
func (ix *Index) split(last *Index, least, most int) []shard {
	var shards, old []shard
	if last != nil {
		old = last.shards
	}
	for entries := ix.entries; len(entries) > 0; {
		for len(old) > 0 && old[0].entries[0].term < entries[0].term {
			old = old[1:]
		}
		var s shard
		if len(old) > 0 && old[0].still(entries) {
			n := len(old[0].entries)
			s = shard{old[0].name, entries[:n:n], entries[n : n+len(old[0].behind)]}
			if last.addresses != ix.addresses {
				s.name = ix.shardName(s.entries)
			}
		} else {
			n, looked := nextBorder(entries, least, most)
			s = shard{ix.shardName(entries[:n]), entries[:n:n], entries[n:looked]}
		}
		shards = append(shards, s)
		entries = entries[len(s.entries):]
	}
	return shards
}

// still reports whether the entries of a shard, and those behind it that said where it ends, are the very same.
func (s *shard) still(entries []*entry) bool {
	n := len(s.entries)
	looked := n + len(s.behind)
	return looked <= len(entries) && (looked > n || n == len(entries)) &&
		slices.Equal(s.entries, entries[:n]) && slices.Equal(s.behind, entries[n:looked])
}

// nextBorder returns how many entries the next shard has, and how many were looked at to know.
func nextBorder(entries []*entry, least, most int) (n, looked int) {
	size, border, lowest := 0, 0, uint32(0)
	for i, e := range entries {
		if size > most {
			looked = i
			break
		}
		if i > 0 && e.first != entries[i-1].first && size >= least && (border == 0 || e.first < lowest) {
			border, lowest = i, e.first
		}
		size += e.cost
	}
	if looked == 0 && size > most {
		looked = len(entries)
	}
	switch {
	case looked == 0:
		return len(entries), len(entries)
	case border > 0:
		return border, looked
	}
	return nextWithin(entries, looked, least)
}

// nextWithin is nextBorder where all that was looked at begins with the same letters. A word and its forms with accents
// stay together, however many there are.
func nextWithin(entries []*entry, looked, least int) (n, all int) {
	size, border, lowest := 0, 0, uint32(0)
	for i, e := range entries {
		if i >= looked && border > 0 {
			break
		}
		if h := hash(e.term); i > 0 && !strings.Contains(e.term, separator) && (border == 0 || size >= least && h < lowest) {
			border, lowest = i, h
		}
		size += e.cost
		looked = max(looked, i+1)
	}
	if border == 0 {
		border = len(entries)
	}
	return border, looked
}

// measure estimates how many bytes an entry adds to its shard when it is compressed. It is coarse, so that few edits
// change it.
func (e *entry) measure() {
	n := e.size
	if e.df > Cut {
		n = e.bestSize()
	}
	e.cost = coarse(n+min(e.df, Cut)) + 4
}

// bestSize returns the size of the Cut best postings. Of those that are as good as the last of them, it takes the average.
func (e *entry) bestSize() int {
	var counts, sizes [steps]int // by impact
	for rest := e.postings; len(rest) > 0; {
		_, n := uvarint(rest)
		rest = rest[n:]
		n = postingSize(rest)
		impact := rest[0] >> impactShift
		counts[impact]++
		sizes[impact] += n
		rest = rest[n:]
	}
	total, left := 0, Cut
	for i := steps - 1; left > 0; i-- {
		if counts[i] > left {
			return total + sizes[i]*left/counts[i]
		}
		total += sizes[i]
		left -= counts[i]
	}
	return total
}

// coarse leaves the first three binary digits of a number.
func coarse(n int) int {
	shift := 0
	for n>>shift >= 8 {
		shift++
	}
	return n >> shift << shift
}

// hash spreads a term over all numbers, whatever terms stand near it.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}
