package render

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"baton/generator/internal/score"
)

// Each file of testdata/layouts is a score in shorthand, and the picture of its layout.
func TestLayouts(t *testing.T) {
	files, err := filepath.Glob("testdata/layouts/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no layouts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := readScore(string(a.Files[0].Data))
			l := lay(s)
			checkLayout(t, s, l)
			got := picture(l)
			if *update {
				a.Files = append(a.Files[:1], txtar.File{Name: "layout", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(a.Files) != 2 || got != string(a.Files[1].Data) {
				t.Errorf("%s: got\n%swant\n%s", file, got, txtar.Format(a))
			}
		})
	}
}

// Whatever is written, the layout holds its promises.
func TestLayoutPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawScore(t)
		s := readScore(text)
		checkLayout(t, s, lay(s))
	})
}

// The same for playbooks as they are really read, and every step is on the page.
func TestLayoutPromisesOfPlaybooks(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := playbookOf(drawScore(rt))
		r := rendererOf(t, map[string]string{"playbooks/x.md": text})
		for _, p := range r.site.Playbooks {
			checkLayout(rt, p.Score, lay(p.Score))
			body := bodyOf(t, r, p.Address)
			for i := range strings.Count(text, "step ") {
				if word := fmt.Sprintf(`"do">step %d<`, i); strings.Count(body, word) != 1 {
					rt.Fatalf("%q stands %d times on the page of\n%s", word, strings.Count(body, word), text)
				}
			}
		}
	})
}

// playbookOf writes a score in shorthand as authors would.
func playbookOf(text string) string {
	var b strings.Builder
	b.WriteString("# X\n\n## Score\n\n### Movement\n\n")
	steps := 0
	step := func(format string, args ...any) {
		fmt.Fprintf(&b, "  - "+format+"\n", args...)
	}
	for l := range strings.Lines(text) {
		name, list, _ := strings.Cut(strings.TrimSpace(l), ":")
		switch name {
		case "---":
			b.WriteString("\n### Movement\n\n")
			continue
		case "pause":
			b.WriteString("- **Pause:** breathe\n")
			continue
		case "all":
			name = "Everyone"
		case "customer":
			name = "Customer"
		}
		fmt.Fprintf(&b, "- **%s**\n", name)
		for s := range strings.SplitSeq(list, ",") {
			switch verb, rest, _ := strings.Cut(strings.TrimSpace(s), " "); verb {
			case "level":
				step("**Your call:** how")
			case "rest":
				step("**Pause:** breathe")
			case "wait":
				step("**Wait:** %s", strings.TrimPrefix(rest, "!"))
			case "cue":
				step("**Cue:** %s: \"Now.\"", strings.Join(strings.Fields(rest), ", "))
			default:
				step("step %d", steps)
				steps++
			}
		}
	}
	return b.String()
}

// drawScore draws a score whose waits are for cues that stand above them.
func drawScore(t *rapid.T) string {
	var b strings.Builder
	names := []string{"A", "B", "C", "D", "E", "F", "G", "H"}[:rapid.IntRange(1, 8).Draw(t, "parts")]
	var cues [][2]string // from, to
	for range rapid.IntRange(1, 30).Draw(t, "lines") {
		switch rapid.IntRange(0, 14).Draw(t, "kind") {
		case 0:
			b.WriteString("pause\n")
			continue
		case 1:
			b.WriteString("all: do\n")
			continue
		case 2:
			if rapid.Bool().Draw(t, "end") {
				b.WriteString("---\n")
			} else {
				b.WriteString("customer: do\n")
			}
			continue
		}
		me := rapid.SampledFrom(names).Draw(t, "part")
		var steps []string
		open := slices.IndexFunc(cues, func(c [2]string) bool { return c[1] == me })
		if open >= 0 && rapid.Bool().Draw(t, "waits") {
			steps = append(steps, rapid.SampledFrom([]string{"wait ", "do<"}).Draw(t, "how")+cues[open][0])
			cues = slices.Delete(cues, open, open+1)
		}
		steps = append(steps, rapid.SampledFrom([]string{"do", "do, level", "do, do", "level", "do, rest", "wait !rain"}).Draw(t, "does"))
		if to := rapid.SliceOfNDistinct(rapid.SampledFrom(names), 0, min(3, len(names)), rapid.ID).Draw(t, "to"); len(to) > 0 {
			steps = append(steps, "cue "+strings.Join(to, " "))
			for _, name := range to {
				cues = append(cues, [2]string{me, name})
			}
		}
		fmt.Fprintf(&b, "%s: %s\n", me, strings.Join(steps, ", "))
	}
	return b.String()
}

// fataler is a test.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkLayout checks what a layout promises: all is there, once and in time; nothing lies on anything else; and
// what does not fit is a list.
func checkLayout(t fataler, s *score.Score, l *layout) {
	t.Helper()
	for i, b := range l.Bars {
		checkBar(t, s.Movements[i], b)
	}
	for _, sys := range l.Systems {
		if sys.Cols > maxCols || len(sys.Staves) > maxRows {
			t.Fatalf("%d columns and %d staves are off the ladder", sys.Cols, len(sys.Staves))
		}
		checkNotes(t, sys)
		checkLines(t, sys)
	}
	if again := picture(lay(s)); again != picture(l) {
		t.Fatalf("two layouts of one score differ:\n%s\n%s", picture(l), again)
	}
}

func checkBar(t fataler, m *score.Movement, b *bar) {
	t.Helper()
	steps, pauses, last := 0, 0, 0
	at := map[*score.Step]*note{}
	for _, e := range b.Entries {
		if b.System != nil && e.col() < last {
			t.Fatalf("movement %s: an entry in column %d comes after column %d", m.Title, e.col(), last)
		}
		last = e.col()
		if e.Pause != nil {
			pauses++
			continue
		}
		steps += len(e.Note.Steps)
		for i, s := range e.Note.Steps {
			if at[s] != nil {
				t.Fatalf("movement %s: a step is drawn twice", m.Title)
			}
			at[s] = e.Note
			if s.Part != e.Note.Part && !s.Everyone && !s.Customer {
				t.Fatalf("movement %s: %s has a step of %s", m.Title, e.Note.Part.Name, s.Part.Name)
			}
			if i > 0 && !m.Cyclic && s.Beat != e.Note.Steps[i-1].Beat+1 {
				t.Fatalf("movement %s: a note leaps from beat %d to %d", m.Title, e.Note.Steps[i-1].Beat, s.Beat)
			}
		}
	}
	if steps != len(m.Steps) || pauses != len(m.Pauses) {
		t.Fatalf("movement %s: %d of %d steps and %d of %d pauses are drawn", m.Title, steps, len(m.Steps), pauses, len(m.Pauses))
	}
	if m.Cyclic {
		if b.System != nil {
			t.Fatalf("movement %s runs in a circle and is drawn", m.Title)
		}
		return
	}
	for s, n := range at {
		for _, w := range s.WaitsFor {
			if w.Cue != nil && at[w.Cue.Step] != nil && at[w.Cue.Step] != n && at[w.Cue.Step].Col >= n.Col {
				t.Fatalf("movement %s: a note in column %d waits for a cue in column %d", m.Title, n.Col, at[w.Cue.Step].Col)
			}
		}
	}
}

func checkNotes(t fataler, sys *system) {
	t.Helper()
	type span struct{ row, from, to int }
	var spans []span
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note == nil {
				continue
			}
			n := e.Note
			from := b.Start + n.Col - 1
			to := from + n.Len - 1
			if n.Len < 1 || n.Row < 1 || n.Row > len(sys.Staves) || to > b.Start+b.Cols-1 {
				t.Fatalf("a note on stave %d, columns %d to %d, leaves its movement or its system", n.Row, from, to)
			}
			if stave := sys.Staves[n.Row-1]; stave.Customer != n.Customer || !n.Everyone && stave.Part != n.Part {
				t.Fatalf("a note stands on another's stave")
			}
			for _, p := range sys.Pauses {
				if from <= p && p <= to {
					t.Fatalf("a note on stave %d, columns %d to %d, runs into the pause in %d", n.Row, from, to, p)
				}
			}
			for _, l := range sys.Lines {
				if from < l.Col && l.Col <= to && l.crosses(n.Row) {
					t.Fatalf("the words of a note on stave %d, columns %d to %d, are crossed by a cue in %d", n.Row, from, to, l.Col)
				}
			}
			spans = append(spans, span{n.Row, from, to})
		}
	}
	for i, a := range spans {
		for _, b := range spans[:i] {
			if a.row == b.row && a.from <= b.to && b.from <= a.to {
				t.Fatalf("two notes lie on each other on stave %d, columns %d and %d", a.row, b.from, a.from)
			}
		}
	}
}

func checkLines(t fataler, sys *system) {
	t.Helper()
	at := map[*score.Step]*note{}
	start := map[*note]int{}
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note != nil {
				start[e.Note] = b.Start + e.Note.Col - 1
				for _, s := range e.Note.Steps {
					at[s] = e.Note
				}
			}
		}
	}
	for i, l := range sys.Lines {
		if l.Col <= l.From || slices.Contains(sys.Pauses, l.Col) || l.Lane < 0 || l.Lane >= sys.Lanes {
			t.Fatalf("a trunk from column %d runs in channel %d, lane %d", l.From, l.Col, l.Lane)
		}
		for _, h := range l.Heads {
			if h.Col < l.Col || h.Row < l.top() || h.Row > l.bottom() || h.Row == l.Row {
				t.Fatalf("a trunk from stave %d to %d has a head on %d", l.Row, l.Far, h.Row)
			}
		}
		beside := 0
		for _, k := range sys.Lines[:i] {
			if k.Col == l.Col && k.top() <= l.bottom() && l.top() <= k.bottom() {
				beside++
				if k.Lane == l.Lane && beside < maxLanes {
					t.Fatalf("two trunks share lane %d of channel %d", l.Lane, l.Col)
				}
			}
		}
	}
	for n := range start {
		for _, from := range cuesInto(n, at) {
			if from.Row != n.Row && !drawn(sys, from.Row, start[from], cueHead{n.Row, start[n]}) {
				t.Fatalf("the cue from stave %d, column %d to stave %d, column %d is not drawn", from.Row, start[from], n.Row, start[n])
			}
		}
	}
}

func drawn(sys *system, row, from int, head cueHead) bool {
	return slices.ContainsFunc(sys.Lines, func(l cueLine) bool {
		return l.Row == row && l.From == from && slices.Contains(l.Heads, head)
	})
}
