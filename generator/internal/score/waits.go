package score

import (
	"cmp"
	"slices"

	"baton/generator/internal/diag"
)

// settle finds out which cue ends which wait and gives every step its beat. Parts, steps, cues and written waits
// are there; what is wrong with cues and waits goes to s.Diags.
func (s *Score) settle() {
	acts := make([]*act, len(s.Movements))
	for i, m := range s.Movements {
		acts[i] = newAct(m)
	}
	for i, a := range acts {
		if i > 0 {
			a.before = acts[i-1]
		}
		s.Diags.Add(a.checkCues(s.Parts, acts[:i], acts[i+1:])...)
		a.takeWritten(&s.Diags)
		a.time(s.Parts, &s.Diags)
	}
}

// An act is a movement while it is being settled.
type act struct {
	*Movement
	before *act // the movement before, nil for the first

	first    map[*Part]*Step // each part's first step under its own name
	opener   *Part           // nil if Everyone opens the movement
	everyone bool            // some step is Everyone's
	waiting  map[*Part]bool  // parts with a written wait, for an outside event too
	section  []int           // by note: how many pauses stand above it

	given   map[*Part][]*Cue // by giver, in order; nil gives those of Everyone
	direct  map[pair][]*Cue  // those that name a part
	general map[*Part][]*Cue // by giver: those to everyone

	taken []taken // written waits of this movement and the cues of this movement that end them
}

// pair is a giver, nil for Everyone, and a part that is named.
type pair struct{ from, to *Part }

type taken struct{ cue, wait *Step }

func newAct(m *Movement) *act {
	a := &act{
		Movement: m,
		first:    map[*Part]*Step{},
		waiting:  map[*Part]bool{},
		section:  make([]int, len(m.text)),
		given:    map[*Part][]*Cue{},
		direct:   map[pair][]*Cue{},
		general:  map[*Part][]*Cue{},
	}
	pauses := 0
	for n, row := range m.text {
		a.section[n] = pauses
		if row.Pause != nil {
			pauses++
			continue
		}
		a.gather(n, row.Step)
	}
	if len(m.Steps) > 0 {
		a.opener = m.Steps[0].Part
	}
	return a
}

func (a *act) gather(n int, st *Step) {
	st.at = n
	if st.Everyone {
		a.everyone = true
	} else if a.first[st.Part] == nil {
		a.first[st.Part] = st
	}
	if len(st.WaitsFor) > 0 && st.Part != nil {
		a.waiting[st.Part] = true
	}
	c := st.Cue
	if c == nil {
		return
	}
	a.given[st.Part] = append(a.given[st.Part], c)
	for _, p := range c.To {
		a.direct[pair{st.Part, p}] = append(a.direct[pair{st.Part, p}], c)
	}
	if c.Everyone {
		a.general[st.Part] = append(a.general[st.Part], c)
	}
}

// takeWritten gives the n-th wait for a part that part's n-th cue to the one who waits: first those that were
// carried over from the movement before, then those of this movement.
func (a *act) takeWritten(diags *diag.List) {
	queues := map[pair]*queue{}
	byEveryone := map[*Cue]bool{}
	for _, st := range a.Steps {
		for _, w := range st.WaitsFor {
			if w.From == nil {
				continue
			}
			k := pair{w.From, st.Part}
			q := queues[k]
			if q == nil {
				q = a.queue(w.From, st.Part)
				queues[k] = q
			}
			c := q.next()
			for c != nil && byEveryone[c] {
				c = q.next()
			}
			if st.Everyone && c != nil {
				byEveryone[c] = true
			}
			a.take(st, w, c, diags)
		}
	}
}

// take lets c end w, if it can.
func (a *act) take(st *Step, w *Wait, c *Cue, diags *diag.List) {
	switch {
	case c == nil:
		diags.Add(waitNeverEnds(st, w))
	case c.Step.Movement != a.Movement:
		w.Cue = c
	case a.section[c.Step.at] > a.section[st.at]:
		diags.Add(cueBelowPause(c, st))
	default:
		w.Cue = c
		a.taken = append(a.taken, taken{c.Step, st})
	}
}

// queue returns the cues that waits of one part, nil for Everyone, for another may take.
func (a *act) queue(from, to *Part) *queue {
	q := &queue{}
	if to == nil {
		q.now = [][]*Cue{a.general[from]}
		return q
	}
	if a.carries(to) {
		q.before = a.before.cues(from, to)
	}
	q.now = a.cues(from, to)
	return q
}

// carries reports whether what p was cued to in the movement before is heard only here.
func (a *act) carries(p *Part) bool { return a.before != nil && a.before.first[p] == nil }

// cues returns the lists of cues that from, alone or with everyone, gives to a part.
func (a *act) cues(from, to *Part) [][]*Cue {
	lists := [][]*Cue{a.direct[pair{from, to}], a.direct[pair{nil, to}], a.general[nil]}
	if from != to {
		lists = append(lists, a.general[from])
	}
	return lists
}

// A queue yields cues of two movements, each in order of the text.
type queue struct{ before, now [][]*Cue }

// next takes the next cue off q; nil when there is none.
func (q *queue) next() *Cue {
	if c := pop(q.before); c != nil {
		return c
	}
	return pop(q.now)
}

// pop takes the first of all cues off lists. A cue that heads several of them is taken off all.
func pop(lists [][]*Cue) *Cue {
	var first *Cue
	for _, l := range lists {
		if len(l) > 0 && (first == nil || l[0].Step.at < first.Step.at) {
			first = l[0]
		}
	}
	for i, l := range lists {
		if len(l) > 0 && l[0] == first {
			lists[i] = l[1:]
		}
	}
	return first
}

// time gives each step and pause its beat, and orders the rows by it.
func (a *act) time(parts []*Part, diags *diag.List) {
	owners := make([]int, len(a.text))
	for n, row := range a.text {
		owners[n] = wall
		if row.Step != nil && !row.Step.Everyone {
			owners[n] = row.Step.Part.Index
		}
	}
	g := order(owners)
	for _, t := range a.taken {
		g.add(t.cue.at, t.wait.at)
	}
	circles, others := a.circles(g)
	a.Cyclic = len(circles) > 0
	for _, c := range circles {
		diags.Add(waitCycle(c))
	}
	implied := a.imply(parts, g)
	if a.Cyclic {
		// Beats stay open, yet readers want an order: the one that the text and all other waits demand.
		g = order(owners)
		for _, t := range slices.Concat(others, implied) {
			g.add(t.cue.at, t.wait.at)
		}
	}
	beats := g.beats()
	a.sortRows(beats)
	if a.Cyclic {
		return
	}
	for n, row := range a.text {
		if row.Pause != nil {
			row.Pause.Beat = beats[n]
		} else {
			row.Step.Beat = beats[n]
		}
		a.Beats = max(a.Beats, beats[n])
	}
}

// circles returns the steps of a shortest circle for each group of written waits that wait for each other,
// beginning with the group's first wait, and the waits that lie on no circle.
func (a *act) circles(g *graph) (circles [][]*Step, others []taken) {
	if len(a.taken) == 0 {
		return nil, nil
	}
	group := g.groups()
	seen := map[int]bool{}
	for _, t := range a.taken {
		if group[t.cue.at] != group[t.wait.at] {
			others = append(others, t)
			continue
		}
		if n := group[t.wait.at]; !seen[n] {
			seen[n] = true
			var steps []*Step
			for _, n := range g.path(t.wait.at, t.cue.at, group) {
				if st := a.text[n].Step; st != nil {
					steps = append(steps, st)
				}
			}
			circles = append(circles, steps)
		}
	}
	return circles, others
}

// sortRows puts the rows in order of time; within a beat Everyone comes first, then the customer.
func (a *act) sortRows(beats []int) {
	rank := func(n int) int {
		switch row := a.text[n]; {
		case row.Pause != nil || row.Step.Everyone:
			return -2
		case row.Step.Customer:
			return -1
		default:
			return row.Step.Part.Index
		}
	}
	notes := make([]int, len(a.text))
	for n := range notes {
		notes[n] = n
	}
	slices.SortStableFunc(notes, func(x, y int) int {
		return cmp.Or(cmp.Compare(beats[x], beats[y]), cmp.Compare(rank(x), rank(y)))
	})
	a.Rows = make([]Row, len(notes))
	for i, n := range notes {
		a.Rows[i] = a.text[n]
	}
}

// imply lets each part that waits nowhere start at its first cue: those carried over come first, then those of
// this movement, giver by giver. The conductor and the opener start by themselves. A cue that would close a
// circle starts nobody, and no second one is tried.
func (a *act) imply(parts []*Part, g *graph) []taken {
	st := starter{act: a, pending: map[*Part]bool{}}
	for _, p := range parts {
		if a.first[p] != nil && !a.waiting[p] && !p.Conductor && p != a.opener {
			st.pending[p] = true
			st.order = append(st.order, p)
		}
	}
	var made []taken
	if a.before != nil {
		st.hear(a.before.inOrder(parts), a.carries, func(p *Part, c *Cue) { a.startAt(p, c) })
	}
	st.hear(a.inOrder(parts), nil, func(p *Part, c *Cue) {
		if first := a.first[p]; !g.reaches(first.at, c.Step.at) {
			g.add(c.Step.at, first.at)
			made = append(made, taken{c.Step, first})
			a.startAt(p, c)
		}
	})
	return made
}

// startAt makes c the cue at which p starts.
func (a *act) startAt(p *Part, c *Cue) {
	a.first[p].WaitsFor = append(a.first[p].WaitsFor, &Wait{From: c.Step.Part, Cue: c, Implied: true})
}

// inOrder returns the movement's cues giver by giver: parts in declared order, each one's from the top. A cue of
// Everyone is the first part's too.
func (a *act) inOrder(parts []*Part) []*Cue {
	var cues []*Cue
	shared := a.given[nil]
	for _, p := range parts {
		own := a.given[p]
		if len(shared) > 0 {
			own = slices.Concat(own, shared)
			slices.SortFunc(own, func(x, y *Cue) int { return cmp.Compare(x.Step.at, y.Step.at) })
			shared = nil
		}
		cues = append(cues, own...)
	}
	return cues
}

// A starter hands each part the first cue that it hears.
type starter struct {
	*act
	pending map[*Part]bool
	order   []*Part // those in pending, and some that are no longer
}

// hear goes through cues in order and calls start for each pending part's first one. Only parts that hears
// accepts, nil for all, can be started.
func (s *starter) hear(cues []*Cue, hears func(*Part) bool, start func(*Part, *Cue)) {
	try := func(p *Part, c *Cue) {
		if s.pending[p] && (hears == nil || hears(p)) {
			delete(s.pending, p)
			start(p, c)
		}
	}
	var general []*Cue // those to everyone that reached somebody new
	for _, c := range cues {
		for _, p := range c.To {
			try(p, c)
		}
		// A cue to everyone reaches all but its giver, and a second one, of another giver, that one as well.
		if c.Everyone && (len(general) == 0 || len(general) == 1 && general[0].Step.Part != c.Step.Part) {
			general = append(general, c)
			for _, p := range s.order {
				if p != c.Step.Part {
					try(p, c)
				}
			}
		}
	}
}
