package content

import "baton/generator/internal/diag"

// Meta is front matter, typed. Zero values mean unset.
type Meta struct {
	Has          bool // there is front matter
	Kind         Kind
	Title        string
	Summary      string
	Owner        string
	For          []string
	Reviewed     Date
	Review       Interval
	Aliases      []string // names
	OldAddresses []string // aliases that begin with "/", then redirect_from
	Slug         string
	Tags         []string
	Audience     string
	Draft        bool
	Date         Date
	Due          Date
	Order        *int
	Conductor    string
	Deputy       string
	Cadence      string
	Mode         string
	Takes        string
	External     bool
	Kept         map[string]any      // unknown keys
	Pos          map[string]diag.Pos // place of each key's value, by canonical key
}

// Date is a calendar date without zone, "2026-10-01"; "" is unset.
type Date string

// Interval is a span such as "6 months": Unit is "day", "week", "month" or "year"; N 0 is unset.
type Interval struct {
	N    int
	Unit string
}
