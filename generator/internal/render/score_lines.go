package render

import (
	"slices"

	"baton/generator/internal/score"
)

// A cueLine is one trunk: it leaves a note along its stave, turns up or down in the channel left of a column,
// and enters the notes that wait for the cue from the left. A cue to several parts is one trunk with several
// heads, one up and one down if they stand on both sides.
type cueLine struct {
	Row   int // stave of the note that gives the cue
	From  int // column of that note
	Col   int // the trunk runs in the channel left of this column
	Lane  int // from 0: which of the channel's lanes, counted from the notes
	Far   int // stave where the trunk ends
	Heads []cueHead
}

// A cueHead is where a trunk reaches a note.
type cueHead struct {
	Row int
	Col int // column of the note; the trunk's, or further right
}

// top and bottom are the first and the last stave that the trunk touches.
func (l cueLine) top() int    { return min(l.Row, l.Far) }
func (l cueLine) bottom() int { return max(l.Row, l.Far) }

// crosses reports whether the trunk runs through the text below a stave.
func (l cueLine) crosses(row int) bool { return row >= l.top() && row < l.bottom() }

// Costs of a channel: a line that runs through the head of another note would be read as that note's cue;
// one that passes beside a head is only close.
const (
	throughHead = 8
	besideHead  = 1
	underPause  = 100
)

// draw finds a way for every cue that a note of the system waits for.
func (sys *system) draw() {
	at := map[*score.Step]*note{}
	start := map[*note]int{} // column in the system
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note == nil {
				continue
			}
			start[e.Note] = b.Start + e.Note.Col - 1
			for _, s := range e.Note.Steps {
				at[s] = e.Note
			}
		}
	}
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note == nil {
				continue
			}
			for _, from := range cuesInto(e.Note, at) {
				sys.connect(from.Row, start[from], e.Note.Row, start[e.Note])
			}
		}
	}
	slices.SortFunc(sys.Lines, func(a, b cueLine) int {
		return compare(a.Col, b.Col, a.top(), b.top(), a.bottom(), b.bottom(), a.Row, b.Row, a.From, b.From)
	})
	sys.lanes()
}

// cuesInto returns the notes whose cues n waits for, each once; those that stand on another system are left to
// the words.
func cuesInto(n *note, at map[*score.Step]*note) []*note {
	var out []*note
	for _, s := range n.Steps {
		for _, w := range s.WaitsFor {
			if w.Cue == nil {
				continue
			}
			if from := at[w.Cue.Step]; from != nil && from != n && !slices.Contains(out, from) {
				out = append(out, from)
			}
		}
	}
	return out
}

// connect draws a cue from a note to another, joining a trunk of the same note where there is one.
func (sys *system) connect(fromRow, from, toRow, to int) {
	if fromRow == toRow || from >= to {
		return
	}
	col, least := to, -1
	for c := to; c > from; c-- {
		if cost := sys.cost(fromRow, from, toRow, to, c); least < 0 || cost < least {
			col, least = c, cost
		}
	}
	head := cueHead{Row: toRow, Col: to}
	for i := range sys.Lines {
		l := &sys.Lines[i]
		if l.Row == fromRow && l.From == from && l.Col == col && (l.Far > l.Row) == (toRow > fromRow) {
			if abs(toRow-fromRow) > abs(l.Far-l.Row) {
				l.Far = toRow
			}
			l.Heads = append(l.Heads, head)
			return
		}
	}
	sys.Lines = append(sys.Lines, cueLine{Row: fromRow, From: from, Col: col, Far: toRow, Heads: []cueHead{head}})
}

// cost tells how badly a cue from one note to another would run in the channel left of a column.
func (sys *system) cost(fromRow, from, toRow, to, col int) int {
	cost := 0
	for c := from + 1; c < to; c++ {
		for _, n := range sys.notes(c) {
			if c < col && n.Row == fromRow || c >= col && n.Row == toRow {
				cost += throughHead
			}
		}
	}
	for _, n := range sys.notes(col) {
		if n.Row > min(fromRow, toRow) && n.Row < max(fromRow, toRow) {
			cost += besideHead
		}
	}
	if slices.Contains(sys.Pauses, col) {
		cost += underPause
	}
	return cost
}

// lanes puts trunks that would lie on each other in one channel beside each other.
func (sys *system) lanes() {
	sys.Lanes = min(1, len(sys.Lines))
	for i := range sys.Lines {
		l := &sys.Lines[i]
		taken := make([]bool, maxLanes)
		for _, k := range sys.Lines[:i] {
			if k.Col == l.Col && k.top() <= l.bottom() && l.top() <= k.bottom() {
				taken[k.Lane] = true
			}
		}
		l.Lane = max(0, slices.Index(taken, false)) // beyond the last lane they share the first
		sys.Lanes = max(sys.Lanes, l.Lane+1)
	}
}

// compare compares pairs in order.
func compare(pairs ...int) int {
	for i := 0; i < len(pairs); i += 2 {
		if d := pairs[i] - pairs[i+1]; d != 0 {
			return d
		}
	}
	return 0
}

func abs(n int) int { return max(n, -n) }
