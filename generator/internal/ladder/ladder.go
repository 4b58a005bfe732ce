// Package ladder computes who decides: the intervals of a ladder's rows, and the answer for a role and an
// amount. Rules: design section 2 (Decision) and the readings (14) to (19) beside the conformance vectors.
package ladder

import (
	"math"
	"slices"

	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// Ladder is a table of a decision, computed.
type Ladder struct {
	Name   string
	When   bool   // rows hold conditions in words
	Unit   string // common unit of its limits, that of the first one if they differ
	Rows   []*Row
	Diags  diag.List
	Source *content.Ladder

	roles  Roles
	counts bool // some limit has a number
}

// Row is a row with its interval.
type Row struct {
	Index    int           // from 0
	Limit    amount.Amount // of a When ladder: Words
	Open     bool          // open end, or "otherwise"
	Who      []string      // stems of roles, each once
	Outside  []string      // names that are no role
	Together bool          // all of Who together, not any
	Level    content.Level
	Holds    bool    // false: holds no amount (falls, overlaps, words, another unit); conditions all hold
	Above    float64 // exclusive; 0 is included in the first row
	To       float64 // inclusive; +Inf for no end
	Source   *content.Rung
}

// Roles is what a ladder needs to know of the handbook's roles.
type Roles interface {
	// Resolve returns the stem of the role that a name or link means; ok is false if there is none.
	Resolve(content.Ref) (stem string, ok bool)
	// AnswersTo returns the role that a role answers to, "" at the top.
	AnswersTo(stem string) string
}

// Compute reads a ladder. What is wrong with it is in its Diags.
func Compute(source *content.Ladder, f amount.Format, roles Roles) *Ladder {
	l := &Ladder{Name: source.Name, When: source.When, Source: source, roles: roles}
	for i, rung := range source.Rows {
		row := &Row{Index: i, Source: rung, Together: rung.Who.Together}
		row.who(roles)
		if l.When {
			row.condition()
		} else {
			l.limit(row, f)
		}
		row.Level = rung.Level
		if row.Level == "" {
			row.Level = content.WithinLimits
			if row.Open {
				row.Level = content.YourCall
			}
		}
		l.Rows = append(l.Rows, row)
	}
	if !l.When {
		l.stack()
	}
	return l
}

// who finds out which roles a row names.
func (r *Row) who(roles Roles) {
	for _, ref := range r.Source.Who.Refs {
		stem, ok := roles.Resolve(ref)
		switch {
		case !ok:
			r.Outside = append(r.Outside, ref.Text)
		case !slices.Contains(r.Who, stem):
			r.Who = append(r.Who, stem)
		}
	}
}

// condition reads the first cell of a row of a When ladder.
func (r *Row) condition() {
	r.Limit = amount.Amount{Words: r.Source.Limit}
	r.Open = content.Key(r.Source.Limit) == "otherwise"
	r.Holds = true
	r.To = math.Inf(1)
}

// limit reads the first cell of a row of an amount ladder.
func (l *Ladder) limit(r *Row, f amount.Format) {
	var doubts []amount.Doubt
	r.Limit, doubts = amount.Parse(r.Source.Limit, f)
	r.Open = r.Limit.Open
	for _, d := range doubts {
		l.Diags.Add(diag.New(d.Code, r.Source.Pos, "%s", d.Text).WithHint("%s", d.Hint))
	}
}
