package search

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestFigures prints what an index costs. BATON_LONG=1 gives the sizes that the budgets name.
func TestFigures(t *testing.T) {
	sizes := []int{100, 1000}
	if long := os.Getenv("BATON_LONG"); long != "" {
		sizes = append(sizes, 10_000)
		if n, err := strconv.Atoi(long); err == nil && n > 1 {
			sizes = []int{n}
		}
	}
	for _, n := range sizes {
		t.Run(fmt.Sprint(n), func(t *testing.T) { figures(t, n) })
	}
}

func figures(t *testing.T, n int) {
	pages := newCorpus(1).pages(n)
	start := time.Now()
	all := contributions(pages)
	contribute := time.Since(start)
	bytes := 0
	for _, c := range all {
		bytes += len(c.terms)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := NewIndexer(Options{Language: "en"})
	start = time.Now()
	ix := x.Index(all, finder(pages))
	scratch := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	t.Logf("%d pages: contribute %v (%v a page, %d bytes a page), index %v, %d MB", n, contribute, contribute/time.Duration(n), bytes/n, scratch, (after.HeapAlloc-before.HeapAlloc)>>20)

	terms := 0
	for r := (termReader{rest: all[0].terms}); r.next(); {
		terms++
	}
	t.Logf("%d terms", terms)
	old := map[string]bool{}
	for _, p := range ix.Paths() {
		old[p] = true
	}
	for i := range 8 {
		changed := *pages[i*n/8]
		changed.Sections = append([]Section{}, changed.Sections...)
		changed.Sections[2].Text += " One paragraph more, about a newword and others."
		next := append([]*Contribution{}, all...)
		next[i*n/8] = Contribute(&changed)
		x.Index(all, finder(pages))
		start = time.Now()
		ix2 := x.Index(next, finder(pages))
		took := time.Since(start)
		news := map[string]int{}
		for _, p := range ix2.Paths() {
			if !old[p] {
				news[strings.Split(p, "/")[1]]++
			}
		}
		t.Logf("after an edit: %v, new files: %v", took, news)
	}

	start = time.Now()
	count, total, largest := map[string]int{}, map[string]int{}, map[string]int{}
	var shards []int
	for _, p := range ix.Paths() {
		kind := strings.Split(p, "/")[1]
		if kind == "f" && n > 1000 {
			continue
		}
		data, err := ix.File(p)
		if err != nil {
			t.Fatal(err)
		}
		count[kind]++
		total[kind] += len(data)
		largest[kind] = max(largest[kind], len(data))
		if kind == "s" {
			shards = append(shards, len(data))
		}
	}
	t.Logf("encoded in %v", time.Since(start))
	for kind := range count {
		t.Logf("%s: %d, %d bytes, average %d, largest %d", kind, count[kind], total[kind], total[kind]/count[kind], largest[kind])
	}
	hist := make([]int, 8)
	for _, s := range shards {
		hist[min(7, s/4000)]++
	}
	raw := 0
	for _, s := range ix.shards {
		raw += len(ix.shard(s))
	}
	est := 0
	for _, e := range ix.entries {
		est += e.cost()
	}
	t.Logf("entries %d, shards by 4 KB: %v; raw %d, estimated %d", len(ix.entries), hist, raw, est)
}
