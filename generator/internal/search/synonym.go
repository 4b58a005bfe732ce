package search

import (
	"maps"
	"slices"
	"strings"
)

// thesaurus has what means the same: for the key of each word or phrase, other words, sorted. A key is the words
// joined, since a shard has terms and nothing else.
type thesaurus map[string][]string

// newThesaurus takes the synonyms of the options, and the names of roles.
func newThesaurus(options map[string][]string, pages []*Contribution) thesaurus {
	t := thesaurus{}
	for word, others := range options {
		for _, other := range others {
			t.pair(word, other)
		}
	}
	for _, c := range pages {
		for _, alias := range c.aliases {
			t.pair(alias, c.title)
		}
	}
	for key, list := range t {
		slices.Sort(list)
		t[key] = slices.Compact(list)
	}
	return t
}

func (t thesaurus) pair(a, b string) {
	keyA, wordsA := phrase(a)
	keyB, wordsB := phrase(b)
	if keyA != "" && keyB != "" && keyA != keyB {
		t[keyA] = append(t[keyA], wordsB)
		t[keyB] = append(t[keyB], wordsA)
	}
}

// phrase returns the words of a text joined, as a term, and with blanks between them.
func phrase(text string) (key, words string) {
	var list []string
	for _, x := range Tokens(text, true) {
		if !x.Joined {
			list = append(list, x.Term)
		}
	}
	return string(cut([]byte(strings.Join(list, "")))), strings.Join(list, " ")
}

// apply gives entries their synonyms, and changes only what differs from before. It makes entries for keys that no page
// has as a term.
func (t thesaurus) apply(entries []*entry, before thesaurus) []*entry {
	keys := slices.Collect(maps.Keys(t))
	for key := range before {
		if t[key] == nil {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		if slices.Equal(t[key], before[key]) {
			continue
		}
		i, ok := find(entries, key)
		if !ok {
			fresh := newEntry(key)
			entries = slices.Insert(entries, i, &fresh)
		}
		e := *entries[i]
		if e.synonyms = t[key]; e.df == 0 && len(e.synonyms) == 0 {
			entries = slices.Delete(entries, i, i+1)
		} else {
			entries[i] = &e
		}
	}
	return entries
}
