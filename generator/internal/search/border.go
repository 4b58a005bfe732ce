package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A shard is between least and most estimated bytes, compressed. Where it ends within these is said by the terms: at
// the one whose first letters have the smallest hash. So borders are the same whatever was edited before, and a word
// more moves one or two of them.
const (
	least = 7_000
	most  = 15_000
)

// sameLetters is how many first letters words share that stay together, mostly those with the same stem.
const sameLetters = 4

// split finds the shards of an index. It takes names from the index before where nothing has changed.
func (ix *Index) split(last *Index) []shard {
	var shards []shard
	entries := ix.entries
	for len(entries) > 0 {
		n := nextBorder(entries)
		shards = append(shards, shard{entries: entries[:n:n]})
		entries = entries[n:]
	}
	for i := range shards {
		s := &shards[i]
		if old, ok := last.sameShard(ix, s.entries); ok {
			s.name = old
		} else {
			s.name = ix.shardName(s.entries)
		}
	}
	return shards
}

// sameShard returns the name of the shard that has the very same entries.
func (ix *Index) sameShard(now *Index, entries []*entry) (name, bool) {
	if ix == nil || ix.addresses != now.addresses {
		return name{}, false
	}
	i, ok := slices.BinarySearchFunc(ix.shards, entries[0].term, func(s shard, term string) int {
		return strings.Compare(s.entries[0].term, term)
	})
	if !ok || !slices.Equal(ix.shards[i].entries, entries) {
		return name{}, false
	}
	return ix.shards[i].name, true
}

// nextBorder returns how many entries the next shard has.
func nextBorder(entries []*entry) int {
	size, border, lowest := 0, 0, uint32(0)
	for i, e := range entries {
		if i > 0 && (e.first != entries[i-1].first) && size >= least {
			if border == 0 || e.first < lowest {
				border, lowest = i, e.first
			}
		}
		if size += e.cost(); size > most {
			break
		}
	}
	if size <= most {
		return len(entries)
	}
	if border > 0 {
		return border
	}
	return nextWithin(entries)
}

// nextWithin returns how many entries the next shard has where too many begin with the same letters.
func nextWithin(entries []*entry) int {
	size, border, lowest := 0, 1, ^uint32(0)
	for i, e := range entries {
		if i > 0 && size > most {
			break
		}
		if h := hash(e.term); i > 0 && size >= least && h < lowest {
			border, lowest = i, h
		}
		size += e.cost()
	}
	return border
}

// cost estimates how many bytes an entry has when it is compressed. It is coarse, so that few edits change it.
func (e *entry) cost() int {
	n := e.size
	if e.df > Cut {
		n = n * Cut / e.df
	}
	return coarse(n+min(e.df, Cut)) + 4
}

// coarse leaves the first three binary digits of a number.
func coarse(n int) int {
	shift := 0
	for n>>shift >= 8 {
		shift++
	}
	return n >> shift << shift
}

// newEntry returns an entry without pages.
func newEntry(term string) entry {
	first := term
	n := 0
	for i := range term {
		if n++; n > sameLetters {
			first = term[:i]
			break
		}
	}
	return entry{term: term, first: hash(first), word: isWord(term)}
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
