package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"baton/generator/internal/query"
)

// handbook is Baton's own, and the queries are its readers'. The bars are what the palette promises them.
const handbook = "../../../content"

func TestHandbookQueries(t *testing.T) {
	var out, errs bytes.Buffer
	run([]string{"search", "-s", handbook, "--audit", "testdata/handbook-queries.txt", "--format", "json"}, streams{strings.NewReader(""), &out, &errs})
	var audit struct {
		Queries            int
		MRR10              float64
		Success1, Success3 float64
		Misses             []struct {
			Line         int
			Query        string
			Pages, First []string
			Place        int
		}
		Findings []findingJSON
	}
	if err := json.Unmarshal(out.Bytes(), &audit); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	for _, f := range audit.Findings {
		t.Errorf("line %d: %s", f.Line, f.Message)
	}
	if audit.Queries < 200 || audit.MRR10 < 0.90 || audit.Success1 < 0.90 || audit.Success3 < 0.95 {
		t.Errorf("%d queries: MRR@10 %.3f, first %.3f, among the first three %.3f", audit.Queries, audit.MRR10, audit.Success1, audit.Success3)
		for _, m := range audit.Misses {
			t.Logf("line %d, %q: %s in place %d; first are %s", m.Line, m.Query, strings.Join(m.Pages, " or "), m.Place, strings.Join(m.First, ", "))
		}
	}
}

// Somebody who types an amount sees the row that holds it, in every ladder of the page.
func TestAmountsLightTheirRow(t *testing.T) {
	c := searchCmd{input: input{Source: handbook}}
	s, err := c.searcher()
	if err != nil {
		t.Fatal(err)
	}
	defer s.engine.Close()
	for _, test := range []struct {
		query, address string
		deciders       []string // of each row that is lit
	}{
		{"refund 200", "/decisions/refund-a-customer/", []string{"Service desk agent"}},
		{"refund 250", "/decisions/refund-a-customer/", []string{"Service desk agent"}},
		{"refund 251", "/decisions/refund-a-customer/", []string{"Desk lead"}},
		{"refund 400", "/decisions/refund-a-customer/", []string{"Desk lead"}},
		{"$400 refund", "/decisions/refund-a-customer/", []string{"Desk lead"}},
		{"refund 2,500 USD", "/decisions/refund-a-customer/", []string{"Desk lead"}},
		{"refund a customer 4k", "/decisions/refund-a-customer/", []string{"Head of customers"}},
		{"buy parts 399", "/decisions/buy-a-part-or-tool/", []string{"Field engineer"}},
		{"buy parts 2000", "/decisions/buy-a-part-or-tool/", []string{"Field lead"}},
		{"write off 1,400", "/decisions/write-off-an-invoice/", []string{"Head of customers"}},
		{"discount 10 %", "/decisions/give-a-discount-at-renewal/", []string{"Head of customers"}},
		{"move date 3 working days", "/decisions/move-a-promised-date/", []string{"Field lead"}},
		{"overtime 3 hours", "/decisions/work-overtime/", []string{"Dispatcher", "Field lead"}},
		{"refund 3 hours", "/decisions/refund-a-customer/", nil}, // money is not time
	} {
		a, err := s.engine.Search(test.query, query.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var deciders []string
		for _, r := range a.Results {
			for _, h := range r.Sections {
				if r.Address == test.address && h.Lit {
					deciders = append(deciders, h.Role)
				}
			}
		}
		ok := len(deciders) == len(test.deciders)
		for i := range deciders {
			ok = ok && strings.Contains(deciders[i], test.deciders[i])
		}
		if !ok {
			t.Errorf("%s: lit are the rows of %q, want %q", test.query, deciders, test.deciders)
		}
		if len(test.deciders) > 0 && (len(a.Results) == 0 || a.Results[0].Address != test.address) {
			t.Errorf("%s does not find %s first", test.query, test.address)
		}
	}
}
