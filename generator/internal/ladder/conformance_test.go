package ladder

import (
	"encoding/json"
	"math"
	"path"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/slug"
	"baton/generator/internal/source"
	"baton/generator/internal/vectors"
)

// bosses is the roles of a case: stem to whom it answers to.
type bosses map[string]struct {
	AnswersTo string `json:"answers_to"`
}

func (b bosses) Resolve(r content.Ref) (string, bool) {
	stem := slug.Make(r.Text)
	if r.Link != nil {
		stem = strings.TrimSuffix(path.Base(r.Link.Dest), ".md")
	}
	_, ok := b[stem]
	return stem, ok
}

func (b bosses) AnswersTo(stem string) string { return b[stem].AnswersTo }

type ladderVectors struct {
	Families []string
	Cases    []ladderCase
}

type ladderCase struct {
	ID, Language, Currency, Markdown string
	Roles                            bosses
	Ladders                          []ladderVector
	Questions                        []questionVector
	Diagnostics                      []vectors.Diagnostic
}

type ladderVector struct {
	Name, Kind string
	Rows       []rowVector
}

type rowVector struct {
	Limit *struct {
		Value *float64
		Unit  string
		Open  bool
		Over  *float64
		Words string
	}
	When     string
	Open     bool
	Who      []string
	WhoMode  string `json:"who_mode"`
	Level    content.Level
	Interval intervalVector
}

// intervalVector tells an interval that is null, which holds nothing, from one that is not given.
type intervalVector struct {
	given, holds bool
	above, to    float64
}

func (v *intervalVector) UnmarshalJSON(data []byte) error {
	var raw *struct {
		Above float64
		To    *float64
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	*v = intervalVector{given: true, holds: raw != nil}
	if raw != nil {
		v.above, v.to = raw.Above, math.Inf(1)
		if raw.To != nil {
			v.to = *raw.To
		}
	}
	return nil
}

type questionVector struct {
	Ladder       int
	Role, Amount string
	WhenRow      int `json:"when_row"`
	Answer       string
	Row          *int
	Ask          []string
	AskMode      string   `json:"ask_mode"`
	TogetherWith []string `json:"together_with"`
}

// elsewhere is the families of ladders.json that are no matter of a ladder alone. Like "decided without you" they
// belong to package site.
var elsewhere = []string{diag.DecisionWithoutIfItGoesWrong.Rule().Name}

func TestConformance(t *testing.T) {
	var v ladderVectors
	vectors.Load(t, "ladders.json", &v)
	here := func(family string) bool { return !slices.Contains(elsewhere, family) }
	families := slices.DeleteFunc(v.Families, func(f string) bool { return !here(f) })
	for _, c := range v.Cases {
		t.Run(c.ID, func(t *testing.T) {
			f := amount.Format{Language: c.Language, Currency: c.Currency}
			ladders, diags := readCase(c, f)
			want := slices.DeleteFunc(c.Diagnostics, func(d vectors.Diagnostic) bool { return !here(d.Family) })
			vectors.Compare(t, families, want, diags)
			if c.Ladders != nil {
				compareLadders(t, c.Ladders, ladders)
			}
			for _, q := range c.Questions {
				q.ask(t, ladders[max(q.Ladder, 1)-1], f)
			}
		})
	}
}

func readCase(c ladderCase, f amount.Format) ([]*Ladder, diag.List) {
	cfg, _ := content.ReadConfig(nil)
	cfg.Language, cfg.Currency = c.Language, c.Currency
	doc := content.Parse(source.NewFile("decisions/case.md", []byte(c.Markdown)), cfg)
	diags := slices.Clone(doc.Diags)
	if doc.Decision == nil {
		return nil, diags
	}
	var ladders []*Ladder
	for _, source := range doc.Decision.Ladders {
		l := Compute(source, f, c.Roles)
		ladders = append(ladders, l)
		diags = append(diags, l.Diags...)
	}
	return ladders, diags
}

func compareLadders(t *testing.T, want []ladderVector, got []*Ladder) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d ladders, want %d", len(got), len(want))
	}
	for i, w := range want {
		l := got[i]
		if w.Name != "" && l.Name != w.Name || w.Kind != "" && l.When != (w.Kind == "when") {
			t.Errorf("ladder %q, when %v; want %q, %s", l.Name, l.When, w.Name, w.Kind)
		}
		if w.Rows == nil {
			continue
		}
		if len(l.Rows) != len(w.Rows) {
			t.Fatalf("%q: %d rows, want %d", l.Name, len(l.Rows), len(w.Rows))
		}
		for j, row := range w.Rows {
			row.compare(t, l.Rows[j])
		}
	}
}

func (want rowVector) compare(t *testing.T, r *Row) {
	t.Helper()
	n := r.Index + 1
	if want.Limit != nil {
		w := amount.Amount{Unit: want.Limit.Unit, Open: want.Limit.Open, Words: want.Limit.Words}
		if want.Limit.Value != nil {
			w.Value = *want.Limit.Value
		}
		if want.Limit.Over != nil {
			w.HasOver, w.Over = true, *want.Limit.Over
		}
		got := r.Limit
		got.Spelled = ""
		if got != w {
			t.Errorf("row %d: limit %+v, want %+v", n, got, w)
		}
	}
	if want.When != "" && (r.Limit.Words != want.When || r.Open != want.Open) {
		t.Errorf("row %d: when %q, open %v; want %q, %v", n, r.Limit.Words, r.Open, want.When, want.Open)
	}
	if want.Who != nil && !slices.Equal(r.Who, want.Who) && !slices.Equal(slices.Concat(r.Who, r.Outside), want.Who) {
		t.Errorf("row %d: %q and outside %q decide, want %q", n, r.Who, r.Outside, want.Who)
	}
	if want.WhoMode != "" && r.Together != (want.WhoMode == "all") {
		t.Errorf("row %d: together %v, want %s", n, r.Together, want.WhoMode)
	}
	if want.Level != "" && r.Level != want.Level {
		t.Errorf("row %d: level %s, want %s", n, r.Level, want.Level)
	}
	if w := want.Interval; w.given && (r.Holds != w.holds || w.holds && (r.Above != w.above || r.To != w.to)) {
		t.Errorf("row %d: holds %v, above %g to %g; want %v, %g to %g", n, r.Holds, r.Above, r.To, w.holds, w.above, w.to)
	}
}

func (q questionVector) ask(t *testing.T, l *Ladder, f amount.Format) {
	t.Helper()
	var v Verdict
	if q.WhenRow > 0 {
		v = l.AskWhen(q.Role, q.WhenRow-1)
	} else {
		a, _ := amount.Parse(q.Amount, f)
		v = l.Ask(q.Role, a)
	}
	answers := map[content.Level]string{
		content.Must: "must", content.WithinLimits: "limits", content.YourCall: "call", content.AskFirst: "ask",
	}
	ok := answers[v.Level] == q.Answer &&
		(q.Row == nil || v.Row != nil && v.Row.Index+1 == *q.Row) &&
		(q.Ask == nil || slices.Equal(v.Ask, q.Ask)) &&
		(q.AskMode == "" || v.AskTogether == (q.AskMode == "all")) &&
		(q.TogetherWith == nil || slices.Equal(v.With, q.TogetherWith))
	if !ok {
		t.Errorf("%+v: got %s", q, v.show())
	}
}
