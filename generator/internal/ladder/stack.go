package ladder

import (
	"math"

	"baton/generator/internal/diag"
)

// stack lays the rows on each other: each holds what lies above all rows before it, up to its own limit. A row
// that does not rise holds nothing, and rows in words are passed over.
func (l *Ladder) stack() {
	var top *Row // the highest row so far
	mixed := false
	for _, r := range l.Rows {
		if r.Limit.Words != "" {
			continue
		}
		if !l.shares(r) {
			if !mixed {
				l.Diags.Add(l.mixedUnits(r))
			}
			mixed = true
			continue
		}
		l.put(r, top)
		if r.Holds {
			top = r
		}
	}
	l.checkEnd()
}

// shares reports whether the limit of r has the unit of the ladder. The first limit with a number sets it.
func (l *Ladder) shares(r *Row) bool {
	switch {
	case r.Limit.Open && !r.Limit.HasOver:
		return true
	case !l.counts:
		l.counts, l.Unit = true, r.Limit.Unit
	}
	return sameUnit(r.Limit.Unit, l.Unit)
}

// sameUnit reports whether two units are one: the plural that no rule makes is the only one that differs.
func sameUnit(a, b string) bool {
	if a == "person" {
		a = "people"
	}
	if b == "person" {
		b = "people"
	}
	return a == b
}

// put lays r on top, the highest row so far, nil if there is none.
func (l *Ladder) put(r, top *Row) {
	r.To = r.Limit.Value
	if r.Open {
		r.To = math.Inf(1)
	}
	if top == nil {
		r.Holds = true
		if r.Limit.HasOver && r.Index == 0 && r.Limit.Over > 0 {
			l.Diags.Add(gapBelow(r))
		}
		if r.Limit.HasOver {
			r.Above = r.Limit.Over
		}
		return
	}
	switch {
	case r.Open && top.Open, !r.Open && r.To == top.To:
		l.Diags.Add(overlaps(r, top))
		return
	case r.To < top.To:
		l.Diags.Add(falls(r, top))
		return
	}
	r.Holds = true
	r.Above = top.To
	switch over := r.Limit.Over; {
	case !r.Limit.HasOver:
	case over < top.To:
		l.Diags.Add(beginsBelow(r, top))
	case over > top.To:
		l.Diags.Add(gap(r, top))
		r.Above = over
	}
}

// checkEnd reports a ladder above whose last limit nobody decides.
func (l *Ladder) checkEnd() {
	for _, r := range l.Rows {
		if r.Open {
			return
		}
	}
	if len(l.Rows) == 0 {
		return
	}
	if last := l.Rows[len(l.Rows)-1]; last.Limit.Words == "" {
		l.Diags.Add(diag.New(diag.LadderWithoutOpenRow, last.Source.Pos, "above %q nobody decides", last.Source.Limit).
			WithHint(`add a last row, "more", with the role that decides whatever is above`))
	}
}

func (l *Ladder) mixedUnits(r *Row) diag.Diagnostic {
	d := diag.New(diag.LadderMixedUnits, r.Source.Pos, "limit %q is in %s, but this ladder counts in %s",
		r.Source.Limit, unitName(r.Limit.Unit), unitName(l.Unit)).
		WithHint("write all limits in one unit, or make two ladders, each below a heading of its own")
	for _, first := range l.Rows {
		if first.Holds {
			d.Related = []diag.Pos{first.Source.Pos}
			break
		}
	}
	return d
}

func unitName(unit string) string {
	if unit == "" {
		return "bare numbers"
	}
	return `"` + unit + `"`
}

func falls(r, top *Row) diag.Diagnostic {
	d := diag.New(diag.LadderFalls, r.Source.Pos, "limit %q is lower than %q in a row above; this row decides nothing",
		r.Source.Limit, top.Source.Limit).
		WithHint("order the rows from the lowest limit to the highest")
	if top.Open {
		d.Message = "limit \"" + r.Source.Limit + "\" stands below an open row, which decides everything already; this row decides nothing"
		d.Hint = "move the open row to the end"
	}
	d.Related = []diag.Pos{top.Source.Pos}
	return d
}

func overlaps(r, top *Row) diag.Diagnostic {
	d := diag.New(diag.LadderOverlap, r.Source.Pos, "limit %q stands in a row above already; this row decides nothing", r.Source.Limit).
		WithHint(`if both may decide, name them in one row: "A, B" for any of them, "A and B" for both together`)
	if r.Open {
		d.Message = "a second row without an upper limit; this row decides nothing"
	}
	d.Related = []diag.Pos{top.Source.Pos}
	return d
}

func beginsBelow(r, top *Row) diag.Diagnostic {
	d := diag.New(diag.LadderOverlap, r.Source.Pos, "%q begins below %q, up to which a row above decides",
		r.Source.Limit, top.Source.Limit).
		WithHint(`begin where the row above ends, or write "more"`)
	d.Related = []diag.Pos{top.Source.Pos}
	return d
}

func gap(r, top *Row) diag.Diagnostic {
	d := diag.New(diag.LadderGap, r.Source.Pos, "between %q and %q nobody decides", top.Source.Limit, r.Source.Limit).
		WithHint(`begin where the row above ends, or write "more"`)
	d.Related = []diag.Pos{top.Source.Pos}
	return d
}

func gapBelow(r *Row) diag.Diagnostic {
	return diag.New(diag.LadderGap, r.Source.Pos, "below %q nobody decides", r.Source.Limit).
		WithHint("add a row above it, with the role that decides smaller amounts")
}
