package render

import (
	"slices"

	"baton/generator/internal/score"
)

// The ladder of positions for which there are rules in the styles. What does not fit stays a list.
const (
	maxCols  = 12
	maxRows  = 7
	maxLanes = 3
)

// A whole score stands on one system while it has no more columns than this, a pause counting half; a longer
// one gets a system for each movement, as on paper, so that words keep some width.
const roomy = 9.5

// A layout is a score on staves. A column is what follows from cues, pauses and the order of a part's notes:
// the beats of the model, without those that only a level or a cue at the end of a note would need.
type layout struct {
	Bars    []*bar
	Systems []*system
	Whole   bool // one system holds all bars; else each bar that fits has its own
}

// A bar is a movement.
type bar struct {
	Movement *score.Movement
	Entries  []entry // by column, then by stave
	Cols     int
	Start    int // column of its system in which it begins, from 1
	System   *system
}

// A system is the staves that stand under each other, with the cues between them.
type system struct {
	Bars   []*bar
	Staves []stave
	Cols   int
	Pauses []int // columns that hold a pause
	Lines  []cueLine
	Lanes  int // most trunks beside each other
}

// A stave is a row of a system.
type stave struct {
	Part     *score.Part // nil: the customer's own steps, or everyone's if no part has a name
	Customer bool
}

// lay places all notes of a score. A movement is a list, and has no system, if it runs in a circle or does not
// fit the ladder.
func lay(s *score.Score) *layout {
	l := &layout{}
	total, whole := 0.0, true
	for _, m := range s.Movements {
		b := &bar{Movement: m, Entries: fold(m)}
		if m.Cyclic {
			whole = false
		} else {
			b.place()
		}
		l.Bars = append(l.Bars, b)
		total += b.width()
	}
	if whole && total <= roomy {
		if sys := newSystem(s, l.Bars); sys != nil {
			l.Whole, l.Systems = true, []*system{sys}
			return l
		}
	}
	for _, b := range l.Bars {
		if b.Movement.Cyclic {
			continue
		}
		if sys := newSystem(s, []*bar{b}); sys != nil {
			l.Systems = append(l.Systems, sys)
		}
	}
	return l
}

// place gives every entry its column: a note comes after the note before it on its stave and after the notes
// whose cues it waits for; a pause, and what everyone does, comes after all before it and before all below.
func (b *bar) place() {
	last := map[voice]int{}
	at := map[*score.Step]*note{} // which note holds a step
	floor, end := 1, 0
	for i := range b.Entries {
		e := &b.Entries[i]
		if e.Pause != nil {
			e.Col = end + 1
			floor, end = e.Col+1, e.Col
			continue
		}
		n, l := e.Note, voiceOf(e.Note.Steps[0])
		n.Col = max(floor, last[l]+1)
		if n.Everyone {
			n.Col = max(n.Col, end+1)
			floor = n.Col + 1
		}
		for _, s := range n.Steps {
			at[s] = n
			for _, w := range s.WaitsFor {
				if w.Cue != nil && at[w.Cue.Step] != nil && at[w.Cue.Step] != n {
					n.Col = max(n.Col, at[w.Cue.Step].Col+1)
				}
			}
		}
		last[l] = n.Col
		end = max(end, n.Col)
	}
	b.Cols = max(end, 1)
}

// width is how many columns a movement needs, a pause counting half.
func (b *bar) width() float64 {
	w := float64(b.Cols)
	for _, e := range b.Entries {
		if e.Pause != nil {
			w -= 0.5
		}
	}
	return w
}

// newSystem puts bars on staves, or returns nil if they are too many or too wide for the ladder or for the screen.
func newSystem(s *score.Score, bars []*bar) *system {
	sys := &system{Bars: bars, Staves: staves(s, bars)}
	for _, b := range bars {
		b.Start = sys.Cols + 1
		sys.Cols += b.Cols
	}
	if sys.Cols > maxCols || len(sys.Staves) > maxRows || len(sys.Staves) == 0 {
		return nil
	}
	for _, b := range bars {
		for _, e := range b.Entries {
			if e.Pause != nil {
				sys.Pauses = append(sys.Pauses, b.Start+e.Col-1)
			} else {
				e.Note.Row = sys.row(e.Note)
			}
		}
		slices.SortStableFunc(b.Entries, func(x, y entry) int {
			if x.col() != y.col() || x.Note == nil || y.Note == nil {
				return x.col() - y.col()
			}
			return x.Note.Row - y.Note.Row
		})
	}
	sys.draw()
	sys.spread()
	if !sys.fits() {
		for _, b := range bars {
			b.clear()
		}
		return nil
	}
	for _, b := range bars {
		b.System = sys
	}
	return sys
}

// clear takes the notes of a bar off their staves.
func (b *bar) clear() {
	for _, e := range b.Entries {
		if e.Note != nil {
			e.Note.Row, e.Note.Len = 0, 0
		}
	}
}

// What a system has where the screen is just wide enough for staves, in pixels, and what its columns need of that:
// staves.css has the same lengths.
const (
	pxRoom   = 1012 // for columns: 76rem without the edges of the page and the names of the parts
	pxPause  = 104
	pxSpread = 72 // words that go on over the next column
	pxWords  = 74 // the least that words of a column need beside their stem
	pxBeside = 36 // the stem, a channel with one lane, and a gap
	pxLane   = 8  // each further one
)

// fits reports whether the words of every column have room.
func (sys *system) fits() bool {
	even, slim, wide := sys.tracks()
	left := pxRoom - pxPause*len(sys.Pauses) - pxSpread*len(slim)
	shares := 10*len(even) + 13*len(wide)
	return shares*(pxWords+pxBeside+pxLane*max(0, sys.Lanes-1)) <= 10*left
}

// staves lists the rows that some bar needs, in the order of the parts. Who is silent in all of them has none.
func staves(s *score.Score, bars []*bar) []stave {
	plays := map[*score.Part]bool{}
	var customer, everyone bool
	for _, b := range bars {
		for _, e := range b.Entries {
			if e.Note != nil {
				customer = customer || e.Note.Customer
				everyone = everyone || e.Note.Everyone
				plays[e.Note.Part] = true
			}
		}
	}
	var out []stave
	if customer {
		out = append(out, stave{Customer: true})
	}
	parts := 0
	for _, p := range s.Parts {
		if plays[p] || everyone && !p.Customer {
			out = append(out, stave{Part: p})
			parts++
		}
	}
	if everyone && parts == 0 {
		out = append(out, stave{})
	}
	return out
}

// row returns the stave of a note. What everyone does begins on the first stave of the players.
func (sys *system) row(n *note) int {
	return 1 + slices.IndexFunc(sys.Staves, func(r stave) bool {
		return r.Customer == n.Customer && (n.Everyone || r.Part == n.Part)
	})
}

// spread lets the text of each note run to the right until something is in its way: the next note of its
// stave, a pause, what everyone does, a cue that crosses the stave, or the end of the movement.
func (sys *system) spread() {
	for _, b := range sys.Bars {
		end := b.Start + b.Cols // first column after it
		for _, e := range b.Entries {
			if e.Note == nil {
				continue
			}
			n := e.Note
			stop := end
			for col := b.Start + n.Col; col < end; col++ {
				if sys.blocked(n.Row, col) {
					stop = col
					break
				}
			}
			n.Len = stop - (b.Start + n.Col - 1)
		}
	}
}

// blocked reports whether text on a stave must end before a column.
func (sys *system) blocked(row, col int) bool {
	if slices.Contains(sys.Pauses, col) {
		return true
	}
	for _, l := range sys.Lines {
		if l.Col == col && l.crosses(row) {
			return true
		}
	}
	for _, n := range sys.notes(col) {
		if n.Row == row || n.Everyone && row >= n.Row {
			return true
		}
	}
	return false
}

// notes returns the notes that begin in a column.
func (sys *system) notes(col int) []*note {
	var out []*note
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note != nil && b.Start+e.Note.Col-1 == col {
				out = append(out, e.Note)
			}
		}
	}
	return out
}

// Words shorter than this fit an ordinary column in few lines; longer ones get a wider one.
const longWords = 60

// tracks sorts the columns that hold no pause: some need less room than others, since no words have to fit into them
// alone, and some need more.
func (sys *system) tracks() (even, slim, wide []int) {
	for col := 1; col <= sys.Cols; col++ {
		if slices.Contains(sys.Pauses, col) {
			continue
		}
		most := 0
		for _, n := range sys.notes(col) {
			if n.Len == 1 {
				most = max(most, n.longest())
			}
		}
		switch {
		case most == 0:
			slim = append(slim, col)
		case most > longWords:
			wide = append(wide, col)
		default:
			even = append(even, col)
		}
	}
	if len(slim)+len(sys.Pauses) == sys.Cols {
		even, slim = slim, nil // there is nobody to leave the room to
	}
	return even, slim, wide
}

// longest is the length of the longest text of a note, at least 1.
func (n *note) longest() int {
	most := 1
	for _, s := range n.Steps {
		most = max(most, len(s.Text.Plain()))
	}
	return most
}

// tellsOfCustomer reports whether a movement says what the customer lives through.
func (sys *system) tellsOfCustomer() bool {
	for _, b := range sys.Bars {
		for _, l := range b.Movement.Labels {
			if l.Kind == "customer" {
				return true
			}
		}
	}
	return false
}

// A silence is a part that does nothing in a movement while others on its system do.
type silence struct {
	Row, Col int // where its rest is drawn
	Beats    int
}

// rests finds the silences of a system. Where a cue runs along the stave, that is said already.
func (sys *system) rests() []silence {
	var out []silence
	for _, b := range sys.Bars {
		beats := b.Movement.Beats - len(b.Movement.Pauses)
		for row := 1; row <= len(sys.Staves); row++ {
			col := b.Start
			for slices.Contains(sys.Pauses, col) {
				col++
			}
			if beats > 0 && col < b.Start+b.Cols && sys.Staves[row-1].Part != nil && !b.sounds(row) && !sys.runs(row, b) {
				out = append(out, silence{Row: row, Col: col, Beats: beats})
			}
		}
	}
	return out
}

// sounds reports whether a stave has a note in the movement.
func (b *bar) sounds(row int) bool {
	return slices.ContainsFunc(b.Entries, func(e entry) bool {
		return e.Note != nil && (e.Note.Row == row || e.Note.Everyone && e.Note.Row <= row)
	})
}

// runs reports whether a cue runs along a stave in the movement.
func (sys *system) runs(row int, b *bar) bool {
	end := b.Start + b.Cols
	return slices.ContainsFunc(sys.Lines, func(l cueLine) bool {
		if l.Row == row && l.From < end && b.Start <= l.Col {
			return true
		}
		return slices.ContainsFunc(l.Heads, func(h cueHead) bool { return h.Row == row && l.Col < end && b.Start <= h.Col })
	})
}
