package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// Index is the index of one state of a handbook. It never changes, and is safe for concurrent use.
type Index struct {
	page      func(address string) (*Page, error)
	pages     []*Contribution // by rank, which is the number of a page in files
	ranks     []uint32        // by id
	addresses [sha256.Size]byte
	entries   []*entry
	shards    []shard

	// What is small, or must be known for the names of others, is made at once.
	table, vocabulary, facets list
	blocks                    []list // names of fragments
	runs                      []list // borders and names of shards

	once  sync.Once
	files map[string]func() ([]byte, error) // by name; compressed when it is asked for
}

// list is a file whose bytes are known, before they are compressed. Without bytes, it is not made.
type list struct {
	name name
	data []byte
}

func newList(data []byte) list {
	if len(data) == 0 {
		return list{}
	}
	return list{nameOf([]byte(format), data), data}
}

// format is part of all names but those of fragments: another format gives other names.
const format = "baton search 1\n"

func newIndex(x *Indexer, same same, page func(address string) (*Page, error)) *Index {
	ix := &Index{page: page, pages: x.pages, ranks: make([]uint32, x.nextID), entries: x.entries}
	h := sha256.New()
	var seed [8]byte
	for rank, c := range ix.pages {
		ix.ranks[x.ids[rank]] = uint32(rank)
		binary.LittleEndian.PutUint64(seed[:], c.seed)
		h.Write(seed[:])
	}
	h.Sum(ix.addresses[:0])
	ix.shards = ix.split(x.last, x.least, x.most)
	if same.vocabulary {
		ix.vocabulary = x.last.vocabulary
	} else {
		ix.vocabulary = newList(vocabulary(ix.entries))
	}
	if same.facets {
		ix.facets = x.last.facets
	} else {
		ix.facets = newList(facets(ix.pages))
	}
	if len(ix.pages) > inTable {
		for part := range slices.Chunk(ix.pages, perFile) {
			ix.blocks = append(ix.blocks, newList(fragmentNames(part)))
		}
	}
	borders := ix.borders()
	if len(borders) > inTable {
		for part := range slices.Chunk(borders, perFile) {
			ix.runs = append(ix.runs, newList(appendBorders(nil, part)))
		}
	}
	ix.table = newList(ix.makeTable(x.options.Language, borders))
	return ix
}

// Paths returns the paths of all files in the site, as in "search/manifest.json"; sorted.
func (ix *Index) Paths() []string {
	ix.once.Do(ix.open)
	paths := make([]string, 0, len(ix.files))
	for path := range ix.files {
		paths = append(paths, Folder+"/"+path)
	}
	slices.Sort(paths)
	return paths
}

// File makes the file with a path; without such a file the error is fs.ErrNotExist.
func (ix *Index) File(path string) ([]byte, error) {
	ix.once.Do(ix.open)
	path, ok := strings.CutPrefix(path, Folder+"/")
	file := ix.files[path]
	if !ok || file == nil {
		return nil, fs.ErrNotExist
	}
	return file()
}

// open finds out which files there are.
func (ix *Index) open() {
	ix.files = make(map[string]func() ([]byte, error), len(ix.pages)+2*len(ix.shards))
	ix.files["manifest.json"] = ix.manifest
	for folder, l := range map[string]list{"t": ix.table, "v": ix.vocabulary, "r": ix.facets} {
		ix.put(folder, l)
	}
	for _, l := range ix.blocks {
		ix.put("p", l)
	}
	for _, l := range ix.runs {
		ix.put("b", l)
	}
	for _, c := range ix.pages {
		ix.files[fragmentPath(c.fragment)] = func() ([]byte, error) { return ix.fragment(c) }
	}
	for _, s := range ix.shards {
		ix.files["s/"+s.name.file()] = func() ([]byte, error) { return compress(ix.shard(s)) }
	}
	for _, e := range ix.entries {
		if e.df > Cut {
			ix.files["o/"+ix.overflowName(e).file()] = func() ([]byte, error) { return compress(ix.overflow(e)) }
		}
	}
}

func (ix *Index) put(folder string, l list) {
	if l.data != nil {
		ix.files[folder+"/"+l.name.file()] = func() ([]byte, error) { return compress(l.data) }
	}
}

func (n name) file() string { return hex.EncodeToString(n[:]) + ".bin" }

func fragmentPath(n name) string { return "f/" + hex.EncodeToString(n[:1]) + "/" + n.file() }

func (ix *Index) manifest() ([]byte, error) {
	return fmt.Appendf(nil, `{"format":1,"table":"%x"}`+"\n", ix.table.name), nil
}

func (ix *Index) fragment(c *Contribution) ([]byte, error) {
	p, err := ix.page(c.Address)
	if err != nil {
		return nil, err
	}
	data, err := p.Fragment()
	if err != nil {
		return nil, err
	}
	if nameOf(data) != c.fragment {
		return nil, fmt.Errorf("search: %s is not the page that was indexed", c.Address)
	}
	return compress(data)
}

// compress gives the same bytes for the same data: its header has no name and no time.
func compress(data []byte) ([]byte, error) {
	w := writers.Get().(*gzip.Writer)
	defer writers.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// level is 5, since a higher one makes shards a thousandth smaller, and takes half as long again.
const level = 5

var writers = sync.Pool{New: func() any {
	w, err := gzip.NewWriterLevel(nil, level)
	if err != nil {
		panic(err) // the level is one
	}
	return w
}}
