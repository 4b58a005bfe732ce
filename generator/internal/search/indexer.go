package search

import "io/fs"

// Options are what an index depends on besides the pages.
type Options struct {
	Language string              // BCP 47: how words are stemmed
	Synonyms map[string][]string // words, each with those that mean the same; both ways
}

// An Indexer makes the index of a handbook that changes: it remembers the last one, so that what a changed page costs
// is what it changes. Its answers are those of a new Indexer. It is safe for concurrent use.
type Indexer struct{ options Options }

// NewIndexer returns an indexer that has seen no page.
func NewIndexer(o Options) *Indexer { return &Indexer{options: o} }

// Index returns the index of pages, given by their contributions in any order. page returns a page by its address, as
// it was contributed: it is asked when a fragment is.
func (x *Indexer) Index(all []*Contribution, page func(address string) (*Page, error)) *Index {
	return &Index{}
}

// Index is the index of one state of a handbook. It never changes, and is safe for concurrent use.
type Index struct{}

// Paths returns the paths of all files in the site, as in "search/manifest.json"; sorted.
func (ix *Index) Paths() []string { return nil }

// File makes the file with a path; without such a file the error is fs.ErrNotExist.
func (ix *Index) File(path string) ([]byte, error) { return nil, fs.ErrNotExist }
