package render

import (
	"fmt"
	"slices"
	"strings"

	"baton/generator/internal/score"
)

// readScore reads a score from a shorthand, so that the tests of the layout depend on no parser. A line is a part
// and its steps; "---" begins a new movement, "parts" gives their order, "pause" stands for everybody, "all" and "customer" are lines too.
//
//	parts: A B C
//	A: do, level, cue B C
//	B: do<A, wait A, do
//
// "do<A" waits, unwritten, for A's next cue to this part; "wait A" is a step that does; "wait !rain" is an event.
func readScore(text string) *score.Score {
	r := scoreReader{score: &score.Score{}, parts: map[string]*score.Part{}}
	r.movement()
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		switch name, steps, _ := strings.Cut(l, ":"); {
		case l == "":
		case name == "parts":
			for _, name := range strings.Fields(steps) {
				r.part(name)
			}
		case l == "---":
			r.movement()
		case l == "pause":
			p := &score.Pause{}
			r.now.Pauses = append(r.now.Pauses, p)
			r.text[r.now] = append(r.text[r.now], score.Row{Pause: p})
		default:
			for s := range strings.SplitSeq(steps, ",") {
				r.step(name, strings.Fields(s))
			}
		}
	}
	r.answer()
	for _, m := range r.score.Movements {
		r.time(m)
	}
	return r.score
}

type scoreReader struct {
	score *score.Score
	now   *score.Movement
	parts map[string]*score.Part
	text  map[*score.Movement][]score.Row
	asks  []ask
}

// ask is a wait for the next cue of a part, before it is known which.
type ask struct {
	step *score.Step
	from string
}

func (r *scoreReader) movement() {
	r.now = &score.Movement{Title: fmt.Sprint(len(r.score.Movements) + 1)}
	r.score.Movements = append(r.score.Movements, r.now)
	if r.text == nil {
		r.text = map[*score.Movement][]score.Row{}
	}
}

func (r *scoreReader) part(name string) *score.Part {
	p := r.parts[name]
	if p == nil {
		p = &score.Part{Name: name, Index: len(r.score.Parts), Customer: name == "customer"}
		r.parts[name] = p
		r.score.Parts = append(r.score.Parts, p)
	}
	return p
}

func (r *scoreReader) step(name string, words []string) {
	s := &score.Step{Movement: r.now, Kind: score.Plain, Everyone: name == "all", Customer: name == "customer"}
	if !s.Everyone {
		s.Part = r.part(name)
	}
	verb, from, waits := strings.Cut(words[0], "<")
	if waits {
		r.asks = append(r.asks, ask{s, from})
	}
	switch verb {
	case "level":
		s.Kind = "your-call"
	case "rest":
		s.Kind = score.Rest
	case "wait":
		s.Kind = score.Waits
		if event, ok := strings.CutPrefix(words[1], "!"); ok {
			s.WaitsFor = []*score.Wait{{Event: event}}
		} else {
			r.asks = append(r.asks, ask{s, words[1]})
		}
	case "cue":
		s.Kind = score.Cues
		s.Cue = &score.Cue{Step: s, Line: "now"}
		for _, to := range words[1:] {
			if to == "all" {
				s.Cue.Everyone = true
			} else {
				s.Cue.To = append(s.Cue.To, r.part(to))
			}
		}
	}
	r.now.Steps = append(r.now.Steps, s)
	r.text[r.now] = append(r.text[r.now], score.Row{Step: s})
}

// answer finds the cue that each wait is for: the next one that nobody of the part has taken, here or above.
func (r *scoreReader) answer() {
	taken := map[[2]any]bool{}
	for _, a := range r.asks {
		w := &score.Wait{From: r.parts[a.from]}
		for _, m := range r.score.Movements {
			for _, s := range m.Steps {
				if w.Cue == nil && s.Part == w.From && s.Cue != nil && s.Cue.Reaches(a.step.Part) && !taken[[2]any{s.Cue, a.step.Part}] {
					w.Cue = s.Cue
					taken[[2]any{s.Cue, a.step.Part}] = true
				}
			}
		}
		a.step.WaitsFor = append(a.step.WaitsFor, w)
	}
}

// time gives each step the beat that the rules demand: it repeats them until nothing changes.
func (r *scoreReader) time(m *score.Movement) {
	beat := func(row score.Row) *int {
		if row.Pause != nil {
			return &row.Pause.Beat
		}
		return &row.Step.Beat
	}
	rows := r.text[m]
	for changed, round := true, 0; changed; round++ {
		changed = false
		if round > len(rows)+1 {
			m.Cyclic = true
			for _, row := range rows {
				*beat(row) = 0
			}
			break
		}
		for i, row := range rows {
			least := 1
			for _, above := range rows[:i] {
				if wall(row) || wall(above) || above.Step.Part == row.Step.Part {
					least = max(least, *beat(above)+1)
				}
			}
			if row.Step != nil {
				for _, w := range row.Step.WaitsFor {
					if w.Cue != nil && w.Cue.Step.Movement == m {
						least = max(least, w.Cue.Step.Beat+1)
					}
				}
			}
			if b := beat(row); *b < least {
				*b, changed = least, true
			}
		}
	}
	m.Rows = slices.Clone(rows)
	slices.SortStableFunc(m.Rows, func(a, b score.Row) int { return *beat(a) - *beat(b) })
	for _, row := range rows {
		m.Beats = max(m.Beats, *beat(row))
	}
}

func wall(r score.Row) bool { return r.Pause != nil || r.Step.Everyone }

// picture draws a layout with letters: "o" is a head, "~" the words below it, "P" a pause, "=4=" a rest. A cue runs along "-",
// down or up "|" in one of three lanes, and into a head with ">".
func picture(l *layout) string {
	var b strings.Builder
	for _, sys := range l.Systems {
		b.WriteString(sys.picture())
	}
	for i, bar := range l.Bars {
		if bar.System == nil {
			fmt.Fprintf(&b, "movement %d is a list of %d\n", i+1, len(bar.Entries))
		}
	}
	return b.String()
}

const cell = 7 // three lanes and four of the note

func (sys *system) picture() string {
	height, width := 2*len(sys.Staves), 10+cell*sys.Cols+1
	grid := make([][]byte, height)
	for i := range grid {
		grid[i] = []byte(strings.Repeat(" ", width))
	}
	at := func(col int) int { return 10 + cell*(col-1) }
	lane := func(l cueLine) int { return at(l.Col) + 2 - l.Lane }
	for i, s := range sys.Staves {
		name := "all"
		if s.Customer {
			name = "customer"
		} else if s.Part != nil {
			name = s.Part.Name
		}
		copy(grid[2*i], name)
	}
	for _, bar := range sys.Bars {
		for i := range grid {
			grid[i][at(bar.Start)-1] = '['
		}
		for _, e := range bar.Entries {
			x := at(bar.Start + e.col() - 1)
			if e.Pause != nil {
				for i := range grid {
					copy(grid[i][x+3:], "PPP")
				}
				continue
			}
			y := 2 * (e.Note.Row - 1)
			grid[y][x+3] = 'o'
			for c := range cell*e.Note.Len - 4 {
				grid[y+1][x+3+c] = '~'
			}
			if e.Note.Everyone {
				for i := y + 2; i < height; i += 2 {
					grid[i-1][x+3], grid[i][x+3] = '!', 'o'
				}
			}
		}
	}
	for _, r := range sys.rests() {
		copy(grid[2*(r.Row-1)][at(r.Col)+3:], fmt.Sprintf("=%d=", r.Beats))
	}
	for _, l := range sys.Lines {
		for x := at(l.From) + 4; x < lane(l); x++ {
			grid[2*(l.Row-1)][x] = '-'
		}
		for y := 2 * (l.top() - 1); y <= 2*(l.bottom()-1); y++ {
			grid[y][lane(l)] = '|'
		}
		for _, h := range l.Heads {
			for x := lane(l) + 1; x < at(h.Col)+3; x++ {
				grid[2*(h.Row-1)][x] = '>'
			}
		}
	}
	var b strings.Builder
	for _, row := range grid {
		b.WriteString(strings.TrimRight(string(row), " "))
		b.WriteByte('\n')
	}
	return b.String()
}
