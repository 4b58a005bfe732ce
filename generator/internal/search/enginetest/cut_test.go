package enginetest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/search"
)

// Very common words have most of their pages in files that are seldom read. The best results are the same as if they
// always were, for 99 of 100 queries.
func TestTheCutOfCommonWordsIsNotFelt(t *testing.T) {
	pages, queries := 2500, 100
	if os.Getenv("BATON_LONG") != "" {
		pages, queries = 20000, 500
	}
	random := rand.New(rand.NewPCG(7, 7))
	words := newWords(random, 30000)
	s := handbook(t, search.Options{}, words.pages(pages)...)
	same, read, ms := 0, 0, 0.0
	for range queries {
		list := make([]string, 2+random.IntN(2))
		for i := range list {
			list[i] = words.any(400) // common ones, since others have no overflow
		}
		query := strings.Join(list, " ") + " "
		first := ask(t, map[string]any{"site": s.dir, "query": query, "options": map[string]any{"quick": true}})
		cut := ask(t, map[string]any{"site": s.dir, "query": query})
		whole := ask(t, map[string]any{"site": s.dir, "query": query, "whole": true})
		var look, a, b answer
		unmarshal(t, first, &look)
		unmarshal(t, cut, &a)
		unmarshal(t, whole, &b)
		if slices.Equal(a.addresses(), b.addresses()) {
			same++
		} else if testing.Verbose() {
			t.Logf("%q: %v, whole %v", query, a.addresses(), b.addresses())
		}
		if slices.ContainsFunc(first.Reads, ofOverflow) {
			t.Errorf("%q: a first look reads an overflow", query)
		}
		if !look.Rough && !slices.Equal(look.addresses(), a.addresses()) {
			t.Errorf("%q: a first look gives %v, a second %v, and it did not say that it was rough", query, look.addresses(), a.addresses())
		}
		if slices.ContainsFunc(cut.Reads, ofOverflow) {
			read++
		}
		ms += ask(t, map[string]any{"site": s.dir, "query": query}).MS // once more: all is read
	}
	t.Logf("%d pages: %d of %d the same; %d read an overflow; %.1f ms a query once it is warm", pages, same, queries, read, ms/float64(queries))
	if same*100 < queries*99 {
		t.Errorf("%d of %d are the same", same, queries)
	}
}

func ofOverflow(path string) bool { return strings.HasPrefix(path, "o/") }

// words are made up, and as frequent as words are.
type words struct {
	random *rand.Rand
	list   []string
	sums   []float64
}

func newWords(random *rand.Rand, n int) *words {
	w := &words{random: random}
	seen, sum := map[string]bool{}, 0.0
	for len(w.list) < n {
		var b strings.Builder
		for range 2 + random.IntN(4) {
			b.WriteByte("bcdfghklmnprstvz"[random.IntN(16)])
			b.WriteByte("aeiou"[random.IntN(5)])
		}
		if seen[b.String()] {
			continue
		}
		seen[b.String()] = true
		w.list = append(w.list, b.String())
		sum += 1 / math.Pow(float64(len(w.list))+2, 1.07)
		w.sums = append(w.sums, sum)
	}
	return w
}

// any returns one of the most common n words, each as often as it is common.
func (w *words) any(n int) string {
	i, _ := slices.BinarySearch(w.sums, w.random.Float64()*w.sums[n-1])
	return w.list[i]
}

// pages have six sections and words of their own that come again and again.
func (w *words) pages(n int) []search.Page {
	list := make([]search.Page, n)
	for i := range list {
		var topic []string
		for range 12 {
			topic = append(topic, w.any(len(w.list)))
		}
		p := search.Page{Address: fmt.Sprintf("/p%05d/", i), Title: topic[0] + " " + topic[1] + " " + w.any(2000)}
		for s := range 6 {
			text := make([]string, 30+w.random.IntN(70))
			for k := range text {
				if text[k] = w.any(len(w.list)); w.random.IntN(5) == 0 {
					text[k] = topic[w.random.IntN(len(topic))]
				}
			}
			p.Sections = append(p.Sections, search.Section{ID: fmt.Sprint("s", s), Heading: topic[2+s] + " " + text[0], Text: strings.Join(text, " ")})
		}
		list[i] = p
	}
	return list
}
