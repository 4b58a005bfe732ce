// Package ladder computes who decides: the intervals of a ladder's rows, and the answer for a role and an
// amount. Rules: design section 2 (Decision) and the readings (14) to (19) beside the conformance vectors.
package ladder

import (
	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// Ladder is a table of a decision, computed.
type Ladder struct {
	Name   string
	When   bool   // rows hold conditions in words
	Unit   string // common unit of its limits
	Rows   []*Row
	Diags  diag.List
	Source *content.Ladder
}

// Row is a row with its interval.
type Row struct {
	Index    int
	Limit    amount.Amount // of a When ladder: Words
	Open     bool          // open end, or "otherwise"
	Who      []string      // stems of roles
	Outside  []string      // names that are no role
	Together bool          // all of Who together, not any
	Level    content.Level
	Holds    bool    // false: holds nothing (falls, overlaps, words)
	Above    float64 // exclusive; 0 is included in the first row
	To       float64 // inclusive; +Inf for no end
	Source   *content.Rung
}

// Verdict is what a ladder answers to "may I decide this?".
type Verdict struct {
	Level       content.Level // the role's own level; AskFirst when it asks
	Row         *Row          // its own row, or for an ask the row that holds the amount; nil: nobody
	Ask         []string      // stems
	AskTogether bool
	With        []string // decides together with these
}

// Roles is what a ladder needs to know of the handbook's roles.
type Roles interface {
	// Resolve returns the stem of the role that a name or link means; ok is false if there is none.
	Resolve(content.Ref) (stem string, ok bool)
	// AnswersTo returns the role that a role answers to, "" at the top.
	AnswersTo(stem string) string
}
