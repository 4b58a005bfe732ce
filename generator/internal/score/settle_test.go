package score

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/diag"
)

// sketch makes a settled score from lines such as
//
//	Voice: cue Hands, Conductor
//	Hands: wait Voice
//	*: meet at the gate
//	Hands: wait
//	---
//	===
//
// where "*" is Everyone, "---" a pause and "===" the next movement. A wait without a name is an outside event. Parts are
// declared in the order of the first line; the first of them conducts.
func sketch(parts, text string) *Score {
	s := &Score{}
	byName := map[string]*Part{}
	for i, name := range strings.Fields(parts) {
		p := &Part{Index: i, Name: strings.TrimSuffix(name, "!"), Conductor: strings.HasSuffix(name, "!")}
		byName[p.Name] = p
		s.Parts = append(s.Parts, p)
	}
	m := &Movement{}
	s.Movements = append(s.Movements, m)
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		line = strings.TrimSpace(line)
		switch line {
		case "===":
			m = &Movement{}
			s.Movements = append(s.Movements, m)
			continue
		case "---":
			p := &Pause{}
			m.Pauses = append(m.Pauses, p)
			m.text = append(m.text, Row{Pause: p})
			continue
		}
		name, what, _ := strings.Cut(line, ": ")
		st := &Step{Movement: m, Part: byName[name], Everyone: name == "*", Kind: Plain, Pos: diag.Pos{Line: i + 1}}
		verb, whom, _ := strings.Cut(what, " ")
		switch verb {
		case "cue":
			st.Kind, st.Cue = Cues, &Cue{Step: st, Line: line}
			for _, n := range strings.Split(whom, ", ") {
				if n == "*" {
					st.Cue.Everyone = true
				} else if p := byName[n]; p != nil {
					st.Cue.To = append(st.Cue.To, p)
				} else {
					st.Cue.Unknown = append(st.Cue.Unknown, n)
				}
			}
		case "wait":
			st.Kind = Waits
			st.WaitsFor = []*Wait{{From: byName[whom], Event: whom}}
		}
		m.Steps = append(m.Steps, st)
		m.text = append(m.text, Row{Step: st})
	}
	s.settle()
	return s
}

// beatsOf lists the beats of a score's steps and pauses in order of the text, movements apart.
func beatsOf(s *Score) string {
	var movements []string
	for _, m := range s.Movements {
		var beats []string
		for _, r := range m.text {
			beats = append(beats, fmt.Sprint(r.Beat()))
		}
		movements = append(movements, strings.Join(beats, " "))
	}
	return strings.Join(movements, " | ")
}

func codesOf(l diag.List) string {
	var codes []string
	for _, d := range l {
		codes = append(codes, fmt.Sprintf("%s:%d", d.Code.Rule().Name, d.Pos.Line))
	}
	return strings.Join(codes, " ")
}

func TestSettle(t *testing.T) {
	tests := []struct {
		name, parts, text string
		beats, codes      string
	}{
		{"lines are apart", "C! V H", "V: a\nV: b\nH: c", "1 2 1", ""},
		{"first cue starts", "C! V", "C: a\nC: cue V\nC: b\nV: c\nV: d", "1 2 3 3 4", ""},
		{"conductor starts by itself", "C! V", "V: a\nV: cue C\nC: b", "1 2 1", ""},
		{"opener starts by itself", "C! V H", "V: a\nH: cue V", "1 1", ""},
		{"conductor waits where it is written", "C! V", "C: cue V\nC: wait V\nV: a\nV: cue C", "1 4 2 3", ""},
		{"second cue moves nothing", "C! V", "C: cue V\nC: a\nC: cue V\nV: b\nV: c", "1 2 3 2 3", ""},
		{"second wait takes second cue", "C! V", "C: cue V\nC: a\nC: cue V\nV: wait C\nV: b\nV: wait C", "1 2 3 2 3 4", ""},
		{"waits for several parts count apart", "C! V H", "C: cue H\nV: cue H\nV: a\nV: cue H\nH: wait V\nH: wait C\nH: wait V", "1 1 2 3 2 3 4", ""},
		{"first cue by declared order, not by text", "C! V H", "H: x\nH: cue V\nC: a\nC: b\nC: c\nC: cue V\nV: d", "1 2 1 2 3 4 5", ""},
		{"an outside event silences the implied wait", "C! V", "C: a\nC: cue V\nV: wait \nV: b", "1 2 1 2", ""},
		{"an implied circle is dropped", "C! V H", "V: cue H\nH: a\nH: cue V", "1 2 3", ""},
		{"an implied circle, and no second cue is tried", "C! V H X", "X: x\nV: a\nV: cue H\nH: b\nH: cue V\nX: y\nX: cue H\nX: cue V", "1 1 2 3 4 2 3 4", ""},
		{"a dropped cue leaves no second one", "C! A B D", "D: x\nA: a\nA: cue B\nB: cue A\nD: cue A", "1 1 2 3 2", ""},
		{"pause", "C! V H", "C: a\nV: b\nV: c\n---\nC: d\nH: e", "1 1 2 3 4 4", ""},
		{"pauses in a row, first and last", "C! V", "---\nC: a\n---\n---\nV: b\n---", "1 2 3 4 5 6", ""},
		{"implied wait does not reach over a pause", "C! V", "C: a\nV: b\n---\nC: cue V\nV: c", "1 1 2 3 3", ""},
		{"written wait below a pause for a cue above", "C! V", "C: cue V\n---\nC: a\nV: wait C\nV: b", "1 2 3 3 4", ""},
		{"everyone is a wall", "C! V H", "V: a\nV: b\nH: c\n*: d\nC: e\nH: f", "1 2 1 3 4 4", ""},
		{"everyone cues", "C! V H", "*: a\n*: cue V\nC: b\nV: c\nH: d", "1 2 3 3 3", ""},
		{"everyone opens, then a cue starts", "C! V H", "*: a\nC: b\nC: cue V\nV: c\nH: d", "1 2 3 4 2", ""},
		{"cue to everyone", "C! V H", "C: a\nC: cue *\nV: b\nH: c", "1 2 3 3", ""},
		{"cue to everyone reaches its giver by another's", "C! V H X", "X: x\nV: a\nV: cue *\nH: b\nH: cue *", "1 1 2 3 4", ""},
		{"wait takes a cue to everyone", "C! V H", "C: cue V\nC: a\nC: cue *\nV: wait C\nV: wait C\nH: wait C", "1 2 3 2 4 4", ""},
		{"everyone waits", "C! V H", "C: a\nC: cue *\n*: wait C\nV: b", "1 2 3 4", ""},
		{"carried over", "C! V H", "C: a\nC: cue H\n===\nV: b\nH: c\nH: d", "1 2 | 1 1 2", ""},
		{"carried over counts first", "C! H", "C: cue H\n===\nC: a\nC: cue H\nH: wait C\nH: wait C", "1 | 1 2 1 3", ""},
		{"carried over starts first", "C! V H", "C: cue H\n===\nC: a\nC: cue H\nH: b", "1 | 1 2 1", ""},
		{"carried over by a cue to everyone", "C! V H", "C: a\nV: b\nC: cue *\n===\nC: c\nH: wait C", "1 3 2 | 1 1", ""},
		{"never ends", "C! V", "C: cue V\nV: wait C\nV: wait C\nV: a", "1 2 3 4", "wait-never-ends:3"},
		{"back in time over a pause", "C! V", "C: a\nV: wait C\nV: b\n---\nC: cue V", "1 1 2 3 4", "cue-back-in-time:5"},
		{"a cue back in time is used up", "C! V", "V: wait C\n---\nC: cue V\nC: a\nC: cue V\nV: wait C", "1 2 3 4 5 6", "cue-back-in-time:3"},
		{"back in time to a part that plays only earlier", "C! V", "V: a\nC: b\n===\nC: cue V", "1 1 | 1", "cue-back-in-time:4"},
		{"nowhere: it plays earlier, and too late", "C! V", "V: a\n===\nC: cue V\n===\nC: b\n===\nV: c", "1 | 1 | 1 | 1", "cue-to-nowhere:3"},
		{"nowhere: it never plays", "C! V H", "C: cue V\nC: cue X", "1 2", "cue-to-nowhere:1 cue-to-nowhere:2"},
		{"everyone's step is enough to be cued", "C! V H", "C: cue V\n*: a", "1 2", ""},
		{"two wait for each other", "C! V H", "V: wait H\nV: cue H\nH: wait V\nH: cue V", "0 0 0 0", "wait-cycle:1"},
		{"a wait for one's own later cue", "C! V", "V: a\nV: wait V\nV: cue V", "0 0 0", "wait-cycle:2"},
		{"a wait for one's own earlier cue", "C! V", "V: cue V\nV: a\nV: wait V", "1 2 3", ""},
		{"a wait above everyone for a cue below", "C! V H", "H: wait V\n*: a\nV: cue H", "0 0 0", "wait-cycle:1"},
		{"two circles", "A B C D", "A: wait B\nA: cue B\nB: wait A\nB: cue A\nC: wait D\nC: cue D\nD: wait C\nD: cue C", "0 0 0 0 0 0 0 0", "wait-cycle:1 wait-cycle:5"},
		{"one movement's circle leaves the others alone", "A B", "A: wait B\nA: cue B\nB: wait A\nB: cue A\n===\nA: a\nA: b", "0 0 0 0 | 1 2", "wait-cycle:1"},
		{"implied and written waits together", "C! V H", "V: a\nV: wait H\nV: b\nV: cue H\nH: c\nH: cue V", "1 3 4 5 1 2", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sketch(tt.parts, tt.text)
			if got := beatsOf(s); got != tt.beats {
				t.Errorf("beats %s, want %s", got, tt.beats)
			}
			if got := codesOf(s.Diags); got != tt.codes {
				t.Errorf("findings %q, want %q", got, tt.codes)
			}
		})
	}
}

func TestRowsAreInTimeOrder(t *testing.T) {
	s := sketch("C! V H", "H: one\nV: two\n*: three\n---\nH: five\nC: five\nV: five")
	var got []string
	for _, r := range s.Movements[0].Rows {
		if r.Pause != nil {
			got = append(got, "pause")
			continue
		}
		got = append(got, performer(r.Step))
	}
	if want := []string{"V", "H", "Everyone", "pause", "C", "V", "H"}; !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
}

// A movement with a circle has no beats, and yet an order in which it can be read.
func TestRowsOfACyclicMovement(t *testing.T) {
	s := sketch("V H X", "V: a\nV: wait H\nV: cue H\nH: wait V\nH: cue V\nX: b\nX: cue H")
	m := s.Movements[0]
	if !m.Cyclic || m.Beats != 0 || len(m.Rows) != len(m.text) {
		t.Errorf("cyclic %v, %d beats, %d rows of %d", m.Cyclic, m.Beats, len(m.Rows), len(m.text))
	}
	if first := m.Rows[0].Step; first.Part.Name != "V" || m.Rows[1].Step.Part.Name != "H" {
		t.Errorf("rows begin with %s, %s", first.Part.Name, m.Rows[1].Step.Part.Name)
	}
}

func TestCycleNamesItsSteps(t *testing.T) {
	s := sketch("V H", "V: wait H\nV: a\nV: cue H\nH: wait V\nH: cue V")
	if len(s.Diags) != 1 {
		t.Fatalf("findings %v", s.Diags)
	}
	d := s.Diags[0]
	var at []int
	for _, p := range append([]diag.Pos{d.Pos}, d.Related...) {
		at = append(at, p.Line)
	}
	if want := []int{1, 2, 3, 4, 5}; !slices.Equal(at, want) {
		t.Errorf("lines %v, want %v", at, want)
	}
	for _, line := range []string{"(line 1)", "(line 3)", "(line 4)", "(line 5)"} {
		if !strings.Contains(d.Message, line) {
			t.Errorf("%q does not name %s", d.Message, line)
		}
	}
}

// anyScore draws a score of up to four movements with every kind of note.
func anyScore(t *rapid.T) (parts, text string) {
	names := []string{"A", "B", "D", "E", "F"}
	who := rapid.SampledFrom(append([]string{"*"}, names...))
	note := rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			return rapid.SampledFrom([]string{"---", "---", "==="}).Draw(t, "wall")
		case 1, 2, 3:
			return who.Draw(t, "giver") + ": cue " + who.Draw(t, "to") + ", " + who.Draw(t, "to")
		case 4, 5:
			return who.Draw(t, "waiter") + ": wait " + rapid.SampledFrom(append([]string{""}, names...)).Draw(t, "from")
		default:
			return who.Draw(t, "part") + ": plays"
		}
	})
	lines := rapid.SliceOfN(note, 1, 30).Draw(t, "notes")
	return "A! B D E F", strings.Join(lines, "\n")
}

func TestEveryScoreSettles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts, text := anyScore(t)
		s := sketch(parts, text)
		for _, m := range s.Movements {
			if len(m.Rows) != len(m.text) {
				t.Fatalf("%d rows of %d notes", len(m.Rows), len(m.text))
			}
			if m.Cyclic {
				continue
			}
			checkOrder(t, s, m)
		}
		if again := sketch(parts, text); beatsOf(again) != beatsOf(s) || codesOf(again.Diags) != codesOf(s.Diags) {
			t.Fatal("not deterministic")
		}
	})
}

// checkOrder fails if a constraint of m is broken, or if a beat could be earlier.
func checkOrder(t *rapid.T, s *Score, m *Movement) {
	last := map[*Part]int{}
	walls, highest := 0, 0
	for _, r := range m.text {
		reasons := []int{walls}
		if r.Pause != nil || r.Step.Everyone {
			reasons = append(reasons, highest)
			walls = r.Beat()
		}
		if r.Step != nil {
			if !r.Step.Everyone {
				reasons = append(reasons, last[r.Step.Part])
				last[r.Step.Part] = r.Beat()
			}
			for _, w := range r.Step.WaitsFor {
				if w.Cue != nil && w.Cue.Step.Movement == m {
					reasons = append(reasons, w.Cue.Step.Beat)
				}
				if w.Implied && (r.Step.Part.Conductor || r.Step != firstOf(m, r.Step.Part)) {
					t.Fatalf("an implied wait on a step of %s that is not its first, or on the conductor", r.Step.Part.Name)
				}
			}
		}
		if want := slices.Max(reasons) + 1; r.Beat() != want {
			t.Fatalf("beat %d, want %d", r.Beat(), want)
		}
		highest = max(highest, r.Beat())
	}
}

func firstOf(m *Movement, p *Part) *Step {
	for _, st := range m.Steps {
		if st.Part == p {
			return st
		}
	}
	return nil
}

// Parts are independent: their order in the text, below the opener and between walls, changes no beat.
func TestOrderOfPartsInTheTextChangesNoBeat(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := []string{"A", "B", "D", "E"}
		var blocks []string
		for _, p := range parts {
			n := rapid.IntRange(1, 5).Draw(t, "steps of "+p)
			var lines []string
			for range n {
				other := rapid.SampledFrom(parts).Draw(t, "other")
				lines = append(lines, p+": "+rapid.SampledFrom([]string{"plays", "cue " + other, "wait " + other}).Draw(t, "what"))
			}
			blocks = append(blocks, strings.Join(lines, "\n"))
		}
		shuffled := append([]string{blocks[0]}, rapid.Permutation(blocks[1:]).Draw(t, "order")...)
		one := sketch("A! B D E", strings.Join(blocks, "\n"))
		two := sketch("A! B D E", strings.Join(shuffled, "\n"))
		for _, p := range one.Parts {
			if a, b := lineOf(one, p.Name), lineOf(two, p.Name); a != b {
				t.Fatalf("%s plays on %s, and in another order on %s", p.Name, a, b)
			}
		}
	})
}

func lineOf(s *Score, name string) string {
	var beats []string
	for _, st := range s.Movements[0].Steps {
		if st.Part.Name == name {
			beats = append(beats, fmt.Sprint(st.Beat))
		}
	}
	return strings.Join(beats, " ")
}

// Pauses and Everyone's steps stand in the line of every part; they must not cost an edge for each pair of notes.
func TestWallsCostFewEdges(t *testing.T) {
	var owners []int
	for i := range 5000 {
		owners = append(owners, i%97)
		if i%3 == 0 {
			owners = append(owners, wall)
		}
	}
	g := order(owners)
	edges := 0
	for _, after := range g.after {
		edges += len(after)
	}
	if edges > 2*len(owners) {
		t.Errorf("%d edges for %d notes", edges, len(owners))
	}
}
