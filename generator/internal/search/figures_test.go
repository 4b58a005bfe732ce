package search

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// Bytes that a browser may fetch from opening the palette to the first result, and how many of them its scripts take.
const (
	scripts      = 12_000
	forOneWord   = 70_000 - scripts
	forTwoWords  = 100_000 - scripts
	largestShard = 30_000
	pagesShown   = 5
)

// TestFigures holds what a query needs within its budget, and prints what an index costs. BATON_LONG=1 gives larger
// handbooks, BATON_LONG=50000 one of that size.
func TestFigures(t *testing.T) {
	sizes := []int{100, 1000}
	if n := benchSize(); n > 1000 {
		sizes = []int{n}
	} else if os.Getenv("BATON_LONG") != "" {
		sizes = append(sizes, 10_000)
	}
	for _, n := range sizes {
		t.Run(fmt.Sprint(n), func(t *testing.T) { figures(t, n) })
	}
}

func figures(t *testing.T, n int) {
	pages := newCorpus(1).pages(n)
	start := time.Now()
	all := contributions(pages)
	contributed, size := time.Since(start), 0
	for _, c := range all {
		size += len(c.terms)
	}
	before := heap()
	x := NewIndexer(Options{Language: "en"})
	start = time.Now()
	ix := x.Index(all, finder(pages))
	t.Logf("%d pages contribute in %v (%d bytes a page), are indexed in %v and %d MB; %d terms",
		n, contributed, size/n, time.Since(start), (heap()-before)>>20, len(ix.entries))
	logEdits(t, x, pages, all)
	logFiles(t, ix)
	budgets(t, ix, pages)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// logEdits prints which files are other ones after an edit, and after another page.
func logEdits(t *testing.T, x *Indexer, pages []*Page, all []*Contribution) {
	first := x.Index(all, nil).Paths()
	try := func(what string, next []*Contribution) {
		start := time.Now()
		ix := x.Index(next, nil)
		took := time.Since(start)
		changed := map[string]int{}
		for _, path := range ix.Paths() {
			if _, same := slices.BinarySearch(first, path); !same {
				changed[strings.Split(path, "/")[1]]++
			}
		}
		t.Logf("%s: %v, other files %v", what, took, changed)
		x.Index(all, nil)
	}
	for i := range 4 {
		i = i * len(pages) / 4
		p := *pages[i]
		p.Sections = slices.Clone(p.Sections)
		p.Sections[2].Text += " A paragraph more, by the team lead."
		next := slices.Clone(all)
		next[i] = Contribute(&p)
		try("after an edit", next)
	}
	p := *pages[0]
	p.Address = "/essays/new/"
	try("after a new page", append(slices.Clone(all), Contribute(&p)))
}

// logFiles prints how many files there are of each kind, and how large, and holds shards to their greatest size.
func logFiles(t *testing.T, ix *Index) {
	sizes := map[string][]int{}
	start := time.Now()
	for _, path := range ix.Paths() {
		kind := strings.Split(path, "/")[1]
		if kind == "f" && len(sizes[kind]) == 1000 {
			continue // a sample
		}
		data, err := ix.File(path)
		if err != nil {
			t.Fatal(err)
		}
		sizes[kind] = append(sizes[kind], len(data))
	}
	t.Logf("files made in %v", time.Since(start))
	for _, kind := range slices.Sorted(maps.Keys(sizes)) {
		total := 0
		for _, n := range sizes[kind] {
			total += n
		}
		t.Logf("%s: %d files, %d bytes, on average %d, at most %d", kind, len(sizes[kind]), total, total/len(sizes[kind]), slices.Max(sizes[kind]))
	}
	if n := slices.Max(sizes["s"]); n > largestShard {
		t.Errorf("a shard has %d bytes", n)
	}
}

// budgets holds what a query of one word or two fetches at most.
func budgets(t *testing.T, ix *Index, pages []*Page) {
	r := open(t, ix)
	rng := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		p := pages[rng.IntN(len(pages))]
		tokens := Tokens(p.Sections[rng.IntN(len(p.Sections))].Text, true)
		return tokens[rng.IntN(len(tokens))].Term
	}
	fetched := func(words ...string) int {
		paths := map[string]bool{"manifest.json": true, "t/" + ix.table.name.file(): true}
		for _, w := range words {
			n := r.shardOf(w)
			paths["s/"+r.shards[n]+".bin"] = true
			if ix.runs != nil {
				paths["b/"+ix.runs[n/perFile].name.file()] = true
			}
		}
		for range pagesShown {
			n := rng.IntN(len(pages))
			if ix.blocks != nil {
				paths["p/"+ix.blocks[n/perFile].name.file()] = true
			}
			paths["f/"+r.fragments[n][:2]+"/"+r.fragments[n]+".bin"] = true
		}
		total := 0
		for path := range paths {
			data, err := ix.File(Folder + "/" + path)
			if err != nil {
				t.Fatal(err)
			}
			total += len(data)
		}
		return total
	}
	var one, two []int
	for range 100 {
		one, two = append(one, fetched(word())), append(two, fetched(word(), word()))
	}
	t.Logf("fetched for one word: at most %d bytes, for two %d, besides scripts", slices.Max(one), slices.Max(two))
	if slices.Max(one) > forOneWord || slices.Max(two) > forTwoWords {
		t.Errorf("more than %d and %d bytes", forOneWord, forTwoWords)
	}
}
