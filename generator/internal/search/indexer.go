package search

import (
	"slices"
	"strings"
	"sync"
)

// Options are what an index depends on besides the pages.
type Options struct {
	Language string              // BCP 47: how words are stemmed
	Synonyms map[string][]string // words, each with those that mean the same; both ways
}

// An Indexer makes the index of a handbook that changes: it remembers the last one, so that what a changed page costs
// is what it changes. Its answers are those of a new Indexer. It is safe for concurrent use.
type Indexer struct {
	options     Options
	least, most int // of a shard

	mu        sync.Mutex
	pages     []*Contribution // sorted by address
	ids       []uint32        // of pages
	nextID    uint32
	entries   []*entry // sorted by term
	groups    *groups
	thesaurus thesaurus
	last      *Index
}

// NewIndexer returns an indexer that has seen no page.
func NewIndexer(o Options) *Indexer { return &Indexer{options: o, least: least, most: most} }

// Index returns the index of pages, given by their contributions in any order, each with an address of its own. page
// returns a page by its address, as it was contributed: it is asked when a fragment is.
func (x *Indexer) Index(all []*Contribution, page func(address string) (*Page, error)) *Index {
	x.mu.Lock()
	defer x.mu.Unlock()
	pages := all
	if !slices.IsSortedFunc(pages, byAddress) {
		pages = slices.SortedFunc(slices.Values(all), byAddress)
	}
	var same same
	if edits, ids := x.compare(pages); x.last == nil || len(edits)*4 > len(pages) {
		x.begin(pages)
	} else {
		x.pages, x.ids = slices.Clone(pages), ids
		same = x.edit(edits)
	}
	x.last = newIndex(x, same, page)
	return x.last
}

func byAddress(a, b *Contribution) int { return strings.Compare(a.Address, b.Address) }

// begin forgets all and indexes pages.
func (x *Indexer) begin(pages []*Contribution) {
	x.pages, x.ids, x.nextID = slices.Clone(pages), make([]uint32, len(pages)), uint32(len(pages))
	for i := range x.ids {
		x.ids[i] = uint32(i)
	}
	x.entries = collect(pages)
	x.groups = newGroups(x.options.Language)
	x.groups.all(x.entries)
	x.thesaurus = newThesaurus(known(x.options), pages)
	x.entries = x.thesaurus.apply(x.entries, nil)
}

// edit is a page that came, went or changed.
type edit struct {
	id       uint32
	old, now *Contribution
}

// compare returns what differs from the pages before, and the ids that pages have now.
func (x *Indexer) compare(pages []*Contribution) (edits []edit, ids []uint32) {
	ids = make([]uint32, 0, len(pages))
	next := x.nextID
	old := x.pages
	for _, c := range pages {
		for len(old) > 0 && old[0] != c && old[0].Address < c.Address {
			edits = append(edits, edit{id: x.ids[len(x.pages)-len(old)], old: old[0]})
			old = old[1:]
		}
		if len(old) == 0 || old[0] != c && old[0].Address != c.Address {
			edits = append(edits, edit{id: next, now: c})
			ids = append(ids, next)
			next++
			continue
		}
		id := x.ids[len(x.pages)-len(old)]
		if !old[0].equal(c) {
			edits = append(edits, edit{id: id, old: old[0], now: c})
		}
		ids, old = append(ids, id), old[1:]
	}
	for i, c := range old {
		edits = append(edits, edit{id: x.ids[len(x.pages)-len(old)+i], old: c})
	}
	return edits, ids
}

// same is what an index takes from the one before.
type same struct{ vocabulary, facets bool }

// edit makes edits. Indexes that were made before keep what they have.
func (x *Indexer) edit(edits []edit) (same same) {
	var changes []change
	roles := false
	same.facets = true
	for _, e := range edits {
		changes = diff(changes, e.id, e.old, e.now)
		x.nextID = max(x.nextID, e.id+1)
		roles = roles || !sameRole(e.old, e.now)
		same.facets = same.facets && sameFacets(e.old, e.now)
	}
	before := x.entries
	entries, moved, words := merge(before, changes)
	same.vocabulary = words
	x.groups.update(before, entries, moved)
	if roles {
		t := newThesaurus(known(x.options), x.pages)
		entries = t.apply(entries, x.thesaurus)
		x.thesaurus = t
	}
	x.entries = entries
	return same
}

// sameFacets reports whether two contributions stand in the same lists.
func sameFacets(a, b *Contribution) bool {
	return a != nil && b != nil && a.role == b.role && (a.role == "" || a.title == b.title) && a.day == b.day &&
		slices.Equal(a.roles, b.roles)
}

// sameRole reports whether two contributions give the same synonyms.
func sameRole(a, b *Contribution) bool {
	switch {
	case a == nil:
		return len(b.aliases) == 0
	case b == nil:
		return len(a.aliases) == 0
	}
	return a.title == b.title && slices.Equal(a.aliases, b.aliases) || len(a.aliases)+len(b.aliases) == 0
}
