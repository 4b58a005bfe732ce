package search

import (
	"slices"
	"testing"

	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/generator/internal/publish"
	"baton/generator/internal/query"
	"baton/layouts"
)

// A handbook of so many shards that the table names files of borders: the engine of browsers finds words in it.
func TestTheEngineReadsFilesOfBorders(t *testing.T) {
	pages := newCorpus(9).pages(200)
	ix := smallIndexer(Options{Language: "en"}).Index(contributions(pages), finder(pages))
	r := open(t, ix)
	if len(r.shards) <= inTable || len(ix.runs) < 2 {
		t.Fatalf("only %d shards", len(r.shards))
	}
	a, err := asset.Bundle(layouts.FS, &content.Config{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(a.Files, func(f publish.File) bool { return "/"+f.Path == a.Engine })
	e, err := query.New([][]byte{a.Files[i].Data}, func(path string) ([]byte, error) { return ix.File(Folder + "/" + path) })
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	terms := r.terms()
	for n := 0; n < len(r.shards); n += 120 {
		list := r.shard(n)
		for _, x := range []readTerm{list[0], list[len(list)-1]} {
			if x.term == amountTerm {
				continue
			}
			got, err := e.Search(x.term+" ", query.Options{Exact: true})
			if err != nil {
				t.Fatal(err)
			}
			if got.Total < len(terms[x.term].postings) {
				t.Errorf("%q is in %d pages, the engine finds %d", x.term, x.df, got.Total)
			}
		}
	}
}
