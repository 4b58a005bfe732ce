package ladder

import (
	"slices"

	"baton/generator/internal/amount"
	"baton/generator/internal/content"
)

// Verdict is what a ladder answers to "may I decide this?".
type Verdict struct {
	Level       content.Level // the role's own level; AskFirst when it asks
	Row         *Row          // its own row, or for an ask the row that holds the amount; nil: nobody's
	Ask         []string      // stems; empty with a Row: whom that row names outside
	AskTogether bool
	With        []string // decides together with these
}

// Ask returns whether role may decide a. A role decides every amount up to the limit of its row. Whoever has no
// row that reaches so far asks the row that holds the amount, and rights are never inherited.
func (l *Ladder) Ask(role string, a amount.Amount) Verdict {
	reached := l.reaching(a)
	for _, r := range reached {
		if slices.Contains(r.Who, role) {
			return l.own(role, r)
		}
	}
	if len(reached) == 0 {
		return l.nobody(role)
	}
	v := l.other(role, reached[0])
	if v.Row == reached[0] && !a.Open && a.Value <= v.Row.Above && v.Row.Above > 0 {
		v.Row = nil // a gap: nobody's amount, and the row above it is the one to ask
	}
	return v
}

// AskWhen returns whether role may decide what row, counted from 0, of a When ladder is about.
func (l *Ladder) AskWhen(role string, row int) Verdict {
	r := l.Rows[row]
	if slices.Contains(r.Who, role) {
		return l.own(role, r)
	}
	return l.other(role, r)
}

// RowsOf returns the rows that name role, also those that hold nothing.
func (l *Ladder) RowsOf(role string) []*Row {
	var rows []*Row
	for _, r := range l.Rows {
		if slices.Contains(r.Who, role) {
			rows = append(rows, r)
		}
	}
	return rows
}

// reaching returns the rows whose limits reach a, lowest first.
func (l *Ladder) reaching(a amount.Amount) []*Row {
	if a.Words != "" || a.Unit != "" && l.Unit != "" && !sameUnit(a.Unit, l.Unit) {
		return nil
	}
	for i, r := range l.Rows {
		if r.Holds && (r.Open || !a.Open && a.Value <= r.To) {
			return slices.DeleteFunc(slices.Clone(l.Rows[i:]), func(r *Row) bool { return !r.Holds })
		}
	}
	return nil
}

// own is the verdict for a role on its own row.
func (l *Ladder) own(role string, r *Row) Verdict {
	v := Verdict{Level: r.Level, Row: r}
	if r.Level == content.AskFirst {
		v.Ask, v.AskTogether = l.above(role, r)
		return v
	}
	if r.Together {
		v.With = slices.DeleteFunc(slices.Clone(r.Who), func(stem string) bool { return stem == role })
	}
	return v
}

// above returns whom a role asks whose own row r says Ask first: the next row that decides, else the next row, or
// whom the role answers to if there is none. Nobody asks themselves.
func (l *Ladder) above(role string, r *Row) (ask []string, together bool) {
	next := l.next(r.Index+1, role, decides)
	if next == nil {
		next = l.next(r.Index+1, role, holds)
	}
	if next != nil {
		return next.Who, next.Together
	}
	return l.nobody(role).Ask, false
}

// other is the verdict for a role that is not named in r, the row that holds what is asked. A row that must ask
// first itself decides nothing for others; they go on to the next row.
func (l *Ladder) other(role string, r *Row) Verdict {
	if next := l.next(r.Index, role, decides); next != nil {
		r = next
	}
	return Verdict{Level: content.AskFirst, Row: r, Ask: r.Who, AskTogether: r.Together}
}

// next returns the first row from an index on that suits, and that does not name role.
func (l *Ladder) next(from int, role string, suits func(*Row) bool) *Row {
	for _, r := range l.Rows[from:] {
		if suits(r) && !slices.Contains(r.Who, role) {
			return r
		}
	}
	return nil
}

func holds(r *Row) bool { return r.Holds }

// decides reports whether r decides something for others.
func decides(r *Row) bool { return r.Holds && r.Level != content.AskFirst }

// nobody is the verdict where no row holds what is asked: whom the role answers to has to help.
func (l *Ladder) nobody(role string) Verdict {
	v := Verdict{Level: content.AskFirst}
	if boss := l.roles.AnswersTo(role); boss != "" {
		v.Ask = []string{boss}
	}
	return v
}
