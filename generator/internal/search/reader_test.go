package search

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// A reader reads the files of an index as search.go says that they are, and shares no code with what writes them.
type reader struct {
	t     testing.TB
	files func(path string) ([]byte, error)

	language          string
	stops             []string
	kinds             []string
	kindOf            []int // by page
	firsts            []string
	shards            []string
	vocabulary, roles string
	fragments         []string // by page
	pages             int
}

type readTerm struct {
	term     string
	df       int
	group    []string // the other terms of its group, wherever they are
	synonyms []string
	postings []readPosting
	rest     []readPosting // in its overflow
}

type readPosting struct {
	page, impact   int
	title, heading bool
	alone          int
	sections       []readSection
}

type readSection struct{ section, impact int }

func open(t testing.TB, ix *Index) *reader {
	t.Helper()
	r := &reader{t: t, files: ix.File}
	r.readTable()
	return r
}

// buffer reads one file.
type buffer struct {
	t    testing.TB
	rest []byte
}

func (b *buffer) number() int {
	b.t.Helper()
	n, size := binary.Uvarint(b.rest)
	if size <= 0 {
		b.t.Fatalf("no number in % x", b.rest)
	}
	b.rest = b.rest[size:]
	return int(n)
}

func (b *buffer) bytes(n int) []byte {
	b.t.Helper()
	if n < 0 || n > len(b.rest) {
		b.t.Fatalf("%d bytes wanted, there are %d", n, len(b.rest))
	}
	data := b.rest[:n]
	b.rest = b.rest[n:]
	return data
}

func (b *buffer) string() string { b.t.Helper(); return string(b.bytes(b.number())) }
func (b *buffer) name() string   { b.t.Helper(); return hex.EncodeToString(b.bytes(6)) }

func (b *buffer) front(before string) string {
	b.t.Helper()
	n := b.number()
	term := before[:n] + b.string()
	if before != "" && term <= before {
		b.t.Fatalf("%q stands behind %q", term, before)
	}
	return term
}

func (b *buffer) strings() (list []string) {
	b.t.Helper()
	for range b.number() {
		list = append(list, b.string())
	}
	return list
}

func (b *buffer) end() {
	b.t.Helper()
	if len(b.rest) != 0 {
		b.t.Fatalf("%d bytes too many", len(b.rest))
	}
}

func (r *reader) file(path string) *buffer {
	r.t.Helper()
	data, err := r.files("search/" + path)
	if err != nil {
		r.t.Fatalf("%s: %v", path, err)
	}
	if path != "manifest.json" {
		data = unzip(r.t, data)
	}
	return &buffer{r.t, data}
}

func unzip(t testing.TB, data []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return data
}

const none = "000000000000"

func (r *reader) readTable() {
	r.t.Helper()
	var manifest struct {
		Format int
		Table  string
	}
	if err := json.Unmarshal(r.file("manifest.json").rest, &manifest); err != nil || manifest.Format != 1 {
		r.t.Fatalf("manifest: %v %v", manifest, err)
	}
	b := r.file("t/" + manifest.Table + ".bin")
	r.language, r.stops, r.pages = b.string(), b.strings(), b.number()
	r.kinds = b.strings()
	for range b.number() {
		length, kind := b.number(), b.number()
		r.kindOf = append(r.kindOf, slices.Repeat([]int{kind}, length)...)
	}
	if len(r.kindOf) != r.pages {
		r.t.Fatalf("%d pages have kinds, of %d", len(r.kindOf), r.pages)
	}
	if n := b.number(); n <= 256 {
		r.borders(b, n)
	} else {
		before := ""
		for i := 0; i < n; i += 64 {
			before = b.front(before)
			run := r.file("b/" + b.name() + ".bin")
			r.borders(run, min(64, n-i))
			run.end()
			if r.firsts[i] != before {
				r.t.Errorf("shard %d begins at %q, in the table at %q", i, r.firsts[i], before)
			}
		}
	}
	r.vocabulary, r.roles = b.name(), b.name()
	if r.pages <= 256 {
		for range r.pages {
			r.fragments = append(r.fragments, b.name())
		}
	} else {
		for i := 0; i < r.pages; i += 64 {
			p := r.file("p/" + b.name() + ".bin")
			for range min(64, r.pages-i) {
				r.fragments = append(r.fragments, p.name())
			}
			p.end()
		}
	}
	b.end()
}

// borders reads where so many shards begin.
func (r *reader) borders(b *buffer, n int) {
	r.t.Helper()
	first := ""
	for range n {
		first = b.front(first)
		r.firsts, r.shards = append(r.firsts, first), append(r.shards, b.name())
	}
}

// shardOf returns the number of the shard that would have a term.
func (r *reader) shardOf(term string) int {
	n, found := slices.BinarySearch(r.firsts, term)
	if !found {
		n--
	}
	return n
}

func (r *reader) shard(n int) []readTerm {
	r.t.Helper()
	b := r.file("s/" + r.shards[n] + ".bin")
	list := make([]readTerm, b.number())
	groups, sizes, overflows := make([]int, len(list)), make([]int, len(list)), make([]string, len(list))
	before := ""
	for i := range list {
		x := &list[i]
		x.term = b.front(before)
		before = x.term
		x.df, groups[i], x.synonyms = b.number(), b.number(), b.strings()
		if x.df > 1024 {
			overflows[i] = b.name()
		}
		sizes[i] = b.number()
	}
	elsewhere := make([][]string, b.number())
	for i := range elsewhere {
		elsewhere[i] = b.strings()
	}
	for i := range list {
		x := &list[i]
		if g := groups[i]; g > 0 {
			x.group = slices.Clone(elsewhere[g-1])
			for j, other := range list {
				if j != i && groups[j] == g {
					x.group = append(x.group, other.term)
				}
			}
			slices.Sort(x.group)
		}
		p := &buffer{r.t, b.bytes(sizes[i])}
		x.postings = p.postings(min(x.df, 1024))
		p.end()
		if x.df > 1024 {
			o := r.file("o/" + overflows[i] + ".bin")
			x.rest = o.postings(o.number())
			o.end()
			if len(x.rest) != x.df-1024 {
				r.t.Fatalf("%q: %d pages of %d", x.term, len(x.rest)+1024, x.df)
			}
		}
	}
	b.end()
	return list
}

func (b *buffer) postings(n int) []readPosting {
	b.t.Helper()
	list := make([]readPosting, n)
	page := 0
	for i := range list {
		page += b.number()
		list[i].page = page
	}
	var inSections []*readPosting
	var titled []*readPosting
	for i := range list {
		head := b.bytes(1)[0]
		list[i].impact, list[i].title, list[i].heading = int(head>>3), head&4 != 0, head&2 != 0
		if list[i].title {
			titled = append(titled, &list[i])
		}
		if head&1 != 0 {
			inSections = append(inSections, &list[i])
		}
	}
	for _, p := range titled {
		p.alone = int(b.bytes(1)[0])
	}
	for _, p := range inSections {
		section := 0
		for range b.number() {
			n := b.number()
			section += n >> 3
			p.sections = append(p.sections, readSection{section, n & 7})
		}
	}
	return list
}

// terms returns all terms by name.
func (r *reader) terms() map[string]readTerm {
	r.t.Helper()
	all := map[string]readTerm{}
	for i := range r.shards {
		for _, x := range r.shard(i) {
			all[x.term] = x
		}
	}
	return all
}

type readWord struct {
	term  string
	class int
}

func (r *reader) words() (list []readWord) {
	r.t.Helper()
	if r.vocabulary == none {
		return nil
	}
	b := r.file("v/" + r.vocabulary + ".bin")
	before := ""
	for range b.number() {
		before = b.front(before)
		list = append(list, readWord{before, int(b.bytes(1)[0])})
	}
	b.end()
	return list
}

type readRole struct {
	stem, title string
	pages       []int
}

func (r *reader) facets() (roles []readRole, days []int) {
	r.t.Helper()
	if r.roles == none {
		return nil, nil
	}
	b := r.file("r/" + r.roles + ".bin")
	for range b.number() {
		role := readRole{stem: b.string(), title: b.string()}
		page := 0
		for range b.number() {
			page += b.number()
			role.pages = append(role.pages, page)
		}
		roles = append(roles, role)
	}
	for range r.pages {
		days = append(days, b.number())
	}
	b.end()
	return roles, days
}

func (r *reader) page(n int) (p Page) {
	r.t.Helper()
	f := r.fragments[n]
	if err := json.Unmarshal(r.file("f/"+f[:2]+"/"+f+".bin").rest, &p); err != nil {
		r.t.Fatal(err)
	}
	return p
}

// dump writes an index in words, for people to read.
func (r *reader) dump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "language %s, %d pages\n", r.language, r.pages)
	for i := range r.pages {
		p := r.page(i)
		fmt.Fprintf(&b, "%d %s %s %q\n", i, r.kinds[r.kindOf[i]], p.Address, p.Title)
	}
	roles, days := r.facets()
	for _, x := range roles {
		fmt.Fprintf(&b, "role %s %q %v\n", x.stem, x.title, x.pages)
	}
	fmt.Fprintf(&b, "days %v\n", days)
	for i := range r.shards {
		fmt.Fprintf(&b, "shard from %q\n", r.firsts[i])
		for _, x := range r.shard(i) {
			fmt.Fprintf(&b, "  %q", x.term)
			if len(x.group) > 0 {
				fmt.Fprintf(&b, " group %q", x.group)
			}
			if len(x.synonyms) > 0 {
				fmt.Fprintf(&b, " synonyms %q", x.synonyms)
			}
			for _, p := range x.postings {
				fmt.Fprintf(&b, " %d:%d", p.page, p.impact)
				if p.title {
					fmt.Fprintf(&b, "t%d", p.alone)
				}
				if p.heading {
					b.WriteString("h")
				}
				for _, s := range p.sections {
					fmt.Fprintf(&b, "/%d:%d", s.section, s.impact)
				}
			}
			b.WriteString("\n")
		}
	}
	for _, w := range r.words() {
		fmt.Fprintf(&b, "word %s %d\n", w.term, w.class)
	}
	return b.String()
}
