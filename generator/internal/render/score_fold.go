package render

import (
	"slices"

	"baton/generator/internal/score"
)

// A note is what a part does in one go: the waits that it hears first, the thing that it does, and the levels,
// words and cues that belong to it. Each of them is a step with a beat of its own; drawn, they share one head.
type note struct {
	Part     *score.Part // nil for everyone and for the customer
	Everyone bool
	Customer bool
	Steps    []*score.Step // never empty
	Col      int           // from 1 in its movement
	Row      int           // stave, from 1
	Len      int           // columns over which its text may spread
}

// An entry is a note or a pause, in order of time.
type entry struct {
	Note  *note
	Pause *score.Pause
	Col   int // of the pause
}

// col is the column in which the entry begins.
func (e entry) col() int {
	if e.Note != nil {
		return e.Note.Col
	}
	return e.Col
}

// A voice is whose stave a step stands on.
type voice struct {
	part     *score.Part
	everyone bool
	customer bool
}

func voiceOf(s *score.Step) voice {
	switch {
	case s.Everyone:
		return voice{everyone: true}
	case s.Customer:
		return voice{customer: true}
	}
	return voice{part: s.Part}
}

// fold gathers the steps of a movement into notes, in order of time: no note waits for a cue of one that comes
// later. Every step and every pause is in exactly one entry.
func fold(m *score.Movement) []entry {
	var out []entry
	open := map[voice]*note{}
	for _, row := range m.Rows {
		if row.Pause != nil {
			clear(open)
			out = append(out, entry{Pause: row.Pause})
			continue
		}
		s := row.Step
		l := voiceOf(s)
		n := open[l]
		if n == nil || !n.takes(s) {
			n = &note{Part: l.part, Everyone: l.everyone, Customer: l.customer}
			open[l] = n
			out = append(out, entry{Note: n})
		}
		n.Steps = append(n.Steps, s)
	}
	slices.SortStableFunc(out, func(a, b entry) int { return a.beat() - b.beat() })
	return out
}

// beat is when an entry can begin: a note that hears several cues begins with the last of them.
func (e entry) beat() int {
	if e.Pause != nil {
		return e.Pause.Beat
	}
	beat := e.Note.Steps[0].Beat
	for _, s := range e.Note.Steps {
		if len(s.WaitsFor) > 0 {
			beat = s.Beat
		}
	}
	return beat
}

// takes reports whether s belongs to what n is about. In time it must come right after it: where a pause or
// somebody else's cue comes between, the part lifts its bow.
func (n *note) takes(s *score.Step) bool {
	last := n.Steps[len(n.Steps)-1]
	if last.Beat > 0 && s.Beat != last.Beat+1 {
		return false
	}
	if n.waits() {
		return true
	}
	switch s.Kind {
	case score.Plain, score.Waits, score.Rest:
		return false
	}
	return len(s.WaitsFor) == 0
}

// waits reports whether n has been waiting so far, and done nothing.
func (n *note) waits() bool { return n.Steps[len(n.Steps)-1].Kind == score.Waits }
