package search

import (
	"os"
	"slices"
	"strconv"
	"testing"
)

// benchSize is how many pages a benchmark's handbook has: those of BATON_LONG, or 1,000.
func benchSize() int {
	if n, err := strconv.Atoi(os.Getenv("BATON_LONG")); err == nil && n > 1 {
		return n
	}
	return 1000
}

func BenchmarkContribute(b *testing.B) {
	pages := newCorpus(1).pages(100)
	for i := 0; b.Loop(); i++ {
		Contribute(pages[i%len(pages)])
	}
}

func BenchmarkIndex(b *testing.B) {
	pages := newCorpus(1).pages(benchSize())
	all := contributions(pages)
	for b.Loop() {
		NewIndexer(Options{Language: "en"}).Index(all, finder(pages))
	}
}

func BenchmarkEdit(b *testing.B) {
	pages := newCorpus(1).pages(benchSize())
	edited := *pages[len(pages)/3]
	edited.Sections = slices.Clone(edited.Sections)
	edited.Sections[2].Text += " A paragraph more, by the team lead."
	var both [2][]*Contribution
	both[0] = contributions(pages)
	both[1] = append([]*Contribution{}, both[0]...)
	both[1][len(pages)/3] = Contribute(&edited)
	x := NewIndexer(Options{Language: "en"})
	x.Index(both[0], nil)
	for i := 1; b.Loop(); i++ {
		x.Index(both[i%2], nil)
	}
}

func BenchmarkShards(b *testing.B) {
	pages := newCorpus(1).pages(benchSize())
	ix := indexOf(pages, Options{Language: "en"})
	for b.Loop() {
		for _, s := range ix.shards {
			if _, err := compress(ix.shard(s)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
