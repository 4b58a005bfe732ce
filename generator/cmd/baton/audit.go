package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/query"
	"baton/generator/internal/source"
)

// depth is how far down an audit looks for a page.
const depth = 10

// audit tries the queries of a file and says which of them miss their pages.
func (c *searchCmd) audit(std streams, s *searcher, data []byte) (err error) {
	trials, findings := s.readTrials(c.Audit, data)
	t := tally{findings: findings}
	for _, trial := range trials {
		o := s.options
		o.Limit = max(depth, trial.within)
		a, err := s.engine.Search(trial.query, o)
		if err != nil {
			return err
		}
		t.add(trial.judge(a))
	}
	if c.Format == "json" {
		err = t.printJSON(std.out)
	} else {
		p := c.printer(std.out)
		p.snap = &source.Snapshot{Files: []source.File{{Path: c.Audit, Data: data}}}
		t.print(p)
	}
	if err == nil && (len(t.misses) > 0 || len(t.findings) > 0) {
		err = &failure{status: exitFindings}
	}
	return err
}

// A trial is a query with the pages of which one has to be found.
type trial struct {
	pos    diag.Pos // of the query
	query  string
	pages  []expected
	within int // among so many results
}

// expected is a page, or a section of one.
type expected struct {
	text     string // as it is written
	address  string
	fragment string // "" for any
}

// verdict is what a trial came to.
type verdict struct {
	trial
	place int      // of the first page that was expected, with its section if one was; 0 if none is there
	other int      // place of an expected page that lacks its section; 0 if none is there
	first []string // the addresses of the first three, with their best sections
}

func (v *verdict) missed() bool { return v.place == 0 || v.place > v.within }

func (t *trial) judge(a *query.Answer) *verdict {
	v := &verdict{trial: *t}
	for i, r := range a.Results {
		for _, e := range t.pages {
			switch {
			case e.address != r.Address:
			case e.fragment == "" || slices.ContainsFunc(r.Sections, func(h query.Hit) bool { return h.ID == e.fragment }):
				if v.place == 0 {
					v.place = i + 1
				}
			case v.other == 0:
				v.other = i + 1
			}
		}
		if i < 3 {
			v.first = append(v.first, best(r))
		}
	}
	return v
}

// best is the address of a result with its best section.
func best(r query.Result) string {
	if len(r.Sections) > 0 && r.Sections[0].ID != "" {
		return r.Address + "#" + r.Sections[0].ID
	}
	return r.Address
}

// diagnostic is a miss as a finding.
func (v *verdict) diagnostic() diag.Diagnostic {
	var pages []string
	for _, e := range v.pages {
		pages = append(pages, e.text)
	}
	where := "is not among the first " + fmt.Sprint(max(depth, v.within))
	switch {
	case v.place > 0:
		where = fmt.Sprintf("stands in place %d, not among the first %d", v.place, v.within)
	case v.other > 0:
		where = fmt.Sprintf("is found in place %d, without that section", v.other)
	}
	d := diag.Diagnostic{Severity: diag.Error, Pos: v.pos, Message: fmt.Sprintf("%q: %s %s", v.query, strings.Join(pages, " or "), where)}
	if len(v.first) == 0 {
		return d.WithHint("nothing is found; add a word of the query to the page, or to its aliases")
	}
	return d.WithHint("first are %s", strings.Join(v.first, ", "))
}

// tally sums up the verdicts of an audit.
type tally struct {
	findings diag.List // lines that cannot be tried
	misses   []*verdict
	queries  int
	mrr      float64 // sum of 1/place
	at1, at3 int     // how many were first, and among the first three
}

func (t *tally) add(v *verdict) {
	t.queries++
	if v.missed() {
		t.misses = append(t.misses, v)
	}
	if v.place == 0 || v.place > depth {
		return
	}
	t.mrr += 1 / float64(v.place)
	if v.place == 1 {
		t.at1++
	}
	if v.place <= 3 {
		t.at3++
	}
}

// share is n of all queries, from 0 to 1.
func (t *tally) share(n float64) float64 {
	if t.queries == 0 {
		return 0
	}
	return n / float64(t.queries)
}

func (t *tally) print(p printer) {
	list := slices.Clone(t.findings)
	for _, v := range t.misses {
		list.Add(v.diagnostic())
	}
	list.Sort()
	for _, d := range list {
		p.finding(d)
	}
	if t.queries == 0 {
		return
	}
	fmt.Fprintf(p.w, "%s, %d missed: MRR@%d %.3f, first %.1f %%, among the first three %.1f %%\n", plural(t.queries, "query", "queries"),
		len(t.misses), depth, t.share(t.mrr), 100*t.share(float64(t.at1)), 100*t.share(float64(t.at3)))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}

// missJSON is a miss for machines; the format is stable.
type missJSON struct {
	File   string   `json:"file"`
	Line   int      `json:"line"`
	Col    int      `json:"col"`
	Query  string   `json:"query"`
	Pages  []string `json:"pages"`           // as they are written
	Within int      `json:"within"`          // among so many results
	Place  int      `json:"place,omitempty"` // where the first of them stands, if it is found
	First  []string `json:"first"`           // what stands in the first three places
}

func (t *tally) printJSON(w io.Writer) error {
	out := struct {
		Format   string        `json:"format"`
		Queries  int           `json:"queries"`
		MRR      float64       `json:"mrr10"`
		Success1 float64       `json:"success1"`
		Success3 float64       `json:"success3"`
		Misses   []missJSON    `json:"misses"`
		Findings []findingJSON `json:"findings"`
	}{
		"baton-audit/1", t.queries, t.share(t.mrr), t.share(float64(t.at1)), t.share(float64(t.at3)), []missJSON{}, []findingJSON{},
	}
	for _, v := range t.misses {
		m := missJSON{File: v.pos.File, Line: v.pos.Line, Col: v.pos.Col, Query: v.query, Within: v.within, Place: v.place, First: v.first}
		for _, e := range v.pages {
			m.Pages = append(m.Pages, e.text)
		}
		out.Misses = append(out.Misses, m)
	}
	for _, d := range t.findings {
		out.Findings = append(out.Findings, asJSON(d))
	}
	return encode(w, out)
}
