package main

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"baton/generator/internal/query"
)

// Queries about handbooks that others wrote, judged by others than who made the ranker: the bars of the issue.
func TestQueriesOfForeignHandbooks(t *testing.T) {
	const judged = "../../../../shared/search-queries/search-queries.json"
	data, err := os.ReadFile(judged)
	if err != nil {
		t.Skipf("SKIPPED: no judged queries beside the project: %v", err)
	}
	corpora := os.Getenv("BATON_CORPORA")
	if corpora == "" {
		t.Skip("SKIPPED: BATON_CORPORA names no folder with the handbooks that " + judged + " is about, each at its commit")
	}
	var set struct {
		Corpora map[string]struct{ Root string }
		Queries []struct {
			Corpus, Query string
			Relevant      []struct {
				Page  string
				Grade int
			}
		}
	}
	if err := json.Unmarshal(data, &set); err != nil {
		t.Fatal(err)
	}
	searchers := map[string]*searcher{}
	addresses := map[string]map[string]string{} // by corpus, then by the name that the judgements use
	for name, corpus := range set.Corpora {
		c := searchCmd{input: input{Source: filepath.Join(corpora, name, corpus.Root)}}
		s, err := c.searcher()
		if err != nil {
			t.Fatal(err)
		}
		defer s.engine.Close()
		searchers[name], addresses[name] = s, map[string]string{}
		for _, p := range s.gen.Site.Pages {
			addresses[name][judgedName(p.Doc.Path)] = p.Address
		}
	}
	var sum tally
	for _, q := range set.Queries {
		try := trial{query: q.Query, within: usual}
		for _, r := range q.Relevant {
			address, ok := addresses[q.Corpus][r.Page]
			if !ok {
				t.Errorf("%s has no page %s", q.Corpus, r.Page)
			}
			if r.Grade == 2 { // the answer, and not only of use
				try.pages = append(try.pages, expected{text: r.Page, address: address})
			}
		}
		a, err := searchers[q.Corpus].engine.Search(q.Query, query.Options{Limit: depth})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Results) == 0 {
			t.Errorf("%s: nothing is found for %q", q.Corpus, q.Query)
		}
		v := try.judge(a)
		sum.add(v)
		if v.place != 1 {
			t.Logf("%s: %s", q.Corpus, v.diagnostic().Message)
		}
	}
	mrr, at3 := sum.share(sum.mrr), sum.share(float64(sum.at3))
	t.Logf("%d queries: MRR@10 %.3f, first %.3f, among the first three %.3f", sum.queries, mrr, sum.share(float64(sum.at1)), at3)
	if mrr < 0.88 || at3 < 0.90 {
		t.Errorf("MRR@10 %.3f, want 0.88; among the first three %.3f, want 0.90", mrr, at3)
	}
}

// judgedName is a path as the judgements write it: in small letters, without ".md" and without "/readme" or "/index".
func judgedName(file string) string {
	name := strings.ToLower(strings.TrimSuffix(file, path.Ext(file)))
	switch path.Base(name) {
	case "readme", "index":
		return strings.TrimPrefix(path.Dir(name), ".")
	}
	return name
}
