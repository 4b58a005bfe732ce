package main

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"baton/generator/internal/build"
	"baton/generator/internal/diag"
	"baton/generator/internal/live"
	"baton/generator/internal/source"
	"baton/layouts"
)

// stage is a board with the terminal that it writes to, and states of a handbook to tell it of.
type stage struct {
	t      *testing.T
	tty    *tty // nil: plain
	out    bytes.Buffer
	err    bytes.Buffer
	board  *board
	engine build.Engine
	state  *live.State
}

func newStage(t *testing.T, r report, columns, rows int) *stage {
	t.Helper()
	s := &stage{t: t}
	if r.Severity == "" {
		r.Severity = "note"
	}
	if r.Format == "" {
		r.Format = "text"
	}
	s.board = newBoard(&r, "book", streams{out: &s.out, err: &s.err})
	if columns > 0 {
		s.tty = newTTY(columns, rows)
		s.board.canvas = &canvas{w: s.tty, size: func() (int, int) { return s.tty.columns, s.tty.rows }}
	}
	return s
}

// show tells of the next state, made of a txtar archive.
func (s *stage) show(archive string, changed ...string) {
	s.t.Helper()
	snap := &source.Snapshot{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		snap.Files = append(snap.Files, source.NewFile(f.Name, f.Data))
	}
	slices.SortFunc(snap.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	g, err := s.engine.Build(build.Inputs{Content: snap, Layouts: layouts.FS})
	if err != nil {
		s.t.Fatal(err)
	}
	s.next(&live.State{Generation: g, Content: snap, Changed: changed})
}

func (s *stage) next(state *live.State) {
	state.Number = 1
	if s.state != nil {
		state.Number = s.state.Number + 1
	}
	s.state = state
	s.board.event(live.Event{State: state, Took: 7 * time.Millisecond}, outcome{})
}

// settle tells that all pages of the newest state are made.
func (s *stage) settle(o outcome) {
	s.board.event(live.Event{State: s.state, Took: 7 * time.Millisecond, Settled: true}, o)
}

var clock = regexp.MustCompile(`\b\d\d:\d\d:\d\d\b`)

// seen is what an author reads, without times of day.
func (s *stage) seen() string {
	s.t.Helper()
	if s.tty == nil {
		return clock.ReplaceAllString(s.out.String()+s.err.String(), "hh:mm:ss")
	}
	if len(s.tty.strange) > 0 {
		s.t.Errorf("the terminal was sent %q", s.tty.strange)
	}
	return clock.ReplaceAllString(s.tty.String(), "hh:mm:ss")
}

func (s *stage) want(text string) {
	s.t.Helper()
	if got, want := strings.Trim(s.seen(), "\n"), strings.Trim(text, "\n"); got != want {
		s.t.Errorf("the terminal shows:\n%s\nwant:\n%s", got, want)
	}
}

const (
	well   = "-- README.md --\n# Home\n\nText.\n"
	broken = "-- README.md --\n# Home\n\nSee [x](nowhere.md).\n"
)

func TestABoardPaintsWhatIsWrongBelowTheLines(t *testing.T) {
	s := newStage(t, report{Color: "always"}, 80, 30)
	s.show(well) // before the heading: it is said after it
	s.board.begin(heading{title: "baton 1  ready", rows: []string{"http://localhost:4800/  1 page"}, first: true})
	s.settle(outcome{done: "→ 9 pages"})
	s.board.setKeys("o open · q quit")
	s.want(`
  baton 1  ready

  ➜ http://localhost:4800/  1 page

  o open · q quit
`)
	s.show(broken, "README.md")
	s.want(`
  baton 1  ready

  ➜ http://localhost:4800/  1 page

  hh:mm:ss  book/README.md                        ✗ 1 error

  error[B201]: link to "nowhere.md": no such page
    --> book/README.md:3:9
      |
    3 | See [x](nowhere.md).
      |         ^^^^^^^^^^

  1 error, 0 warnings, 0 notes; baton check prints all

  o open · q quit
`)
	s.settle(outcome{done: "→ 1 page"})
	s.show(broken+"More.\n", "README.md")
	s.settle(outcome{done: "→ 1 page"})
	s.want(`
  baton 1  ready

  ➜ http://localhost:4800/  1 page

  hh:mm:ss  book/README.md                        → 1 page  ✗ 1 error  7 ms  ×2

  error[B201]: link to "nowhere.md": no such page
    --> book/README.md:3:9
      |
    3 | See [x](nowhere.md).
      |         ^^^^^^^^^^

  1 error, 0 warnings, 0 notes; baton check prints all

  o open · q quit
`)
	s.show(well, "README.md", "roles/lead.md")
	s.settle(outcome{done: "→ 2 pages"})
	s.want(`
  baton 1  ready

  ➜ http://localhost:4800/  1 page

  hh:mm:ss  book/README.md                        → 1 page  ✗ 1 error  7 ms  ×2
  hh:mm:ss  2 files                               → 2 pages  ✓ all mended  7 ms

  o open · q quit
`)
}

// Where nothing can be painted over, every line stands for itself, and findings are printed when they change.
func TestABoardElsewherePrintsPlainLines(t *testing.T) {
	s := newStage(t, report{Color: "auto"}, 0, 0)
	s.board.begin(heading{title: "baton 1  ready", rows: []string{"http://localhost:4800/"}, first: true})
	s.show(well)
	s.settle(outcome{done: "→ 9 pages"})
	s.show(broken, "README.md")
	if got := s.err.String(); !strings.Contains(got, "book/README.md:3:9: error[B201]") {
		t.Errorf("an error waits for the last page: %q", got)
	}
	s.settle(outcome{done: "→ 1 page"})
	s.show(broken+"More.\n", "README.md")
	s.settle(outcome{done: "→ 1 page"})
	s.show(broken+"Still more.\n", "README.md") // never settled: a newer one comes
	s.show(well, "README.md")
	s.settle(outcome{done: "→ 1 page"})
	s.want(`
baton 1  ready
http://localhost:4800/
hh:mm:ss  book/README.md  → 1 page  ✗ 1 error  7 ms
hh:mm:ss  book/README.md  → 1 page  ✗ 1 error  7 ms
hh:mm:ss  book/README.md  ✗ 1 error
hh:mm:ss  book/README.md  → 1 page  ✓ all mended  7 ms
book/README.md:3:9: error[B201]: link to "nowhere.md": no such page
1 error, 0 warnings, 0 notes; baton explain CODE says more about each
`)
}

func TestAQuietBoardPrintsErrorsOnly(t *testing.T) {
	s := newStage(t, report{Quiet: true}, 0, 0)
	s.board.begin(heading{title: "baton 1", rows: []string{"http://localhost:4800/"}, first: true})
	s.show(well)
	s.settle(outcome{done: "→ 9 pages"})
	s.show("-- README.md --\n# Home\n\n![](plan.png) [x](nowhere.md)\n-- plan.png --\n", "README.md")
	s.settle(outcome{done: "→ 1 page", failed: "not written: no space"})
	s.want(`
http://localhost:4800/
book/README.md:3:19: error[B201]: link to "nowhere.md": no such page
baton: not written: no space
`)
}

func TestStrictCountsWarnings(t *testing.T) {
	s := newStage(t, report{Strict: true}, 0, 0)
	s.board.begin(heading{title: "baton 1", first: true})
	s.show(well)
	s.show("-- README.md --\n# Home\n\n![](plan.png)\n-- plan.png --\n", "README.md")
	s.settle(outcome{done: "→ 1 page"})
	s.show(well, "README.md")
	s.settle(outcome{done: "→ 1 page"})
	for _, want := range []string{"✗ 1 error or warning  7 ms", "✓ all mended"} {
		if !strings.Contains(s.seen(), want) {
			t.Errorf("no %q in:\n%s", want, s.seen())
		}
	}
}

// Below the lines stands what has to be mended and what is new; what has been there since the start, only with -v.
func TestOldNotesAreCounted(t *testing.T) {
	const noted, more = "-- README.md --\n# Home\n\n![](plan.png)\n-- plan.png --\n", "-- more.md --\n# More\n\n![](plan.png)\n"
	for _, verbose := range []bool{false, true} {
		s := newStage(t, report{Verbose: verbose}, 100, 40)
		s.board.begin(heading{title: "baton 1", first: true})
		s.show(noted)
		if got := strings.Contains(s.seen(), "README.md:3:"); got != verbose {
			t.Errorf("-v %v: a warning of the start is shown: %v\n%s", verbose, got, s.seen())
		}
		s.show(noted+more, "more.md")
		if !strings.Contains(s.seen(), "more.md:3:") {
			t.Errorf("-v %v: a new warning is not shown:\n%s", verbose, s.seen())
		}
	}
}

// A site that cannot be built at all is an error like any other, and a site that cannot be written.
func TestWhatFailsAsAWholeIsShown(t *testing.T) {
	for _, columns := range []int{0, 80} {
		s := newStage(t, report{}, columns, 30)
		s.board.begin(heading{title: "baton 1", first: true})
		s.show(well)
		s.settle(outcome{})
		s.next(&live.State{Err: errors.New("layouts: base.html:3: unexpected EOF"), Content: s.state.Content, Generation: s.state.Generation,
			Changed: []string{"layouts/base.html"}})
		for _, want := range []string{"error: layouts: base.html:3: unexpected EOF\n", "hh:mm:ss  layouts/base.html ", "✗ not built"} {
			if !strings.Contains(s.seen(), want) {
				t.Errorf("no %q in:\n%s", want, s.seen())
			}
		}
		s.show(well, "layouts/base.html")
		s.settle(outcome{failed: "not written: no space left"})
		for _, want := range []string{"✓ all mended", "✗ not written", "not written: no space left\n"} {
			if !strings.Contains(s.seen(), want) {
				t.Errorf("no %q in:\n%s", want, s.seen())
			}
		}
		s.show(well, "README.md")
		s.settle(outcome{done: "→ 1 page"})
		if s.tty != nil && strings.Contains(s.seen(), "no space") {
			t.Errorf("what is written is still said not to be:\n%s", s.seen())
		}
	}
}

// What comes from files cannot steer the terminal, whatever files are called and hold.
func TestNoFileSteersTheTerminal(t *testing.T) {
	const evil = "\x1b]0;owned\x07\x1b[2J\r\u202e"
	for _, columns := range []int{0, 60} {
		s := newStage(t, report{Color: "auto"}, columns, 30)
		s.board.begin(heading{title: "baton 1", rows: []string{evil}, first: true})
		s.show(well)
		s.board.event(live.Event{Notice: evil}, outcome{})
		s.show("-- a"+evil[:len(evil)-4]+".md --\n# A\n\n[x]("+"n\x1b[2J.md)\n", "a"+evil+".md")
		s.settle(outcome{done: evil, failed: evil})
		if out := s.seen(); strings.ContainsAny(out, "\x1b\x07\r\u202e") {
			t.Errorf("control characters reach the terminal: %q", out)
		}
		if !strings.Contains(s.seen(), "owned") {
			t.Errorf("the name is not said at all: %q", s.seen())
		}
	}
}

// Behind another program nothing is painted over.
func TestABoardBehindAnotherProgram(t *testing.T) {
	s := newStage(t, report{}, 80, 30)
	s.board.begin(heading{title: "baton 1", first: true})
	s.board.setKeys("q quit")
	s.show(broken)
	s.settle(outcome{})
	s.board.front(false)
	fmt.Fprint(s.tty, "$ ls\r\n")
	for range 2 {
		s.show(broken, "README.md")
		s.settle(outcome{done: "→ 1 page"})
	}
	fmt.Fprint(s.tty, "$ fg\r\n")
	s.board.front(true)
	s.want(`
  baton 1


  book/README.md:3:9: error[B201]: link to "nowhere.md": no such page

  1 error, 0 warnings, 0 notes; baton check prints all

  q quit
$ ls
  hh:mm:ss  book/README.md                        → 1 page  ✗ 1 error  7 ms
  hh:mm:ss  book/README.md                        → 1 page  ✗ 1 error  7 ms
$ fg

  book/README.md:3:9: error[B201]: link to "nowhere.md": no such page

  1 error, 0 warnings, 0 notes; baton check prints all

  q quit
`)
}

// A window may be so narrow and so low, and become narrower: lines stay whole, nothing is painted twice, and what
// is below fits.
func TestABoardFitsItsWindow(t *testing.T) {
	var many strings.Builder
	many.WriteString("-- README.md --\n# Home\n")
	for i := range 40 {
		fmt.Fprintf(&many, "\nA rather long line of text that is wider than most windows, with [x](nowhere-%d.md) in it.\n", i)
	}
	for _, size := range [][2]int{{200, 60}, {80, 24}, {40, 20}, {20, 12}, {7, 5}, {1, 1}} {
		s := newStage(t, report{Color: "always"}, size[0], size[1])
		s.board.begin(heading{title: "b", first: true})
		s.board.setKeys("o open · e edit last error · c clear · q quit · ? help")
		s.show(well)
		for range 3 {
			s.show(many.String(), "essays/a-folder-with-a-long-name/and-a-page-with-a-long-name.md")
			s.settle(outcome{done: "→ 1 page"})
			s.show(many.String(), "README.md")
			s.settle(outcome{done: "→ 1 page"})
		}
		if n := strings.Count(s.seen(), "hh:mm:ss"); n != 6 && size[0] > 12 {
			t.Errorf("%v: %d lines, want 6:\n%s", size, n, s.seen())
		}
		if n := strings.Count(s.seen(), "o open"); n != 1 && size[1] > 12 {
			t.Errorf("%v: the keys stand there %d times:\n%s", size, n, s.seen())
		}
		if rows := len(s.board.canvas.block); rows >= size[1] {
			t.Errorf("%v: %d rows are painted", size, rows)
		}
	}
}

func TestNewFindingsAreKnownByWhatTheySay(t *testing.T) {
	at := func(line int, message string) diag.Diagnostic {
		return diag.New(diag.UnknownPage, diag.Pos{File: "a.md", Line: line}, "%s", message)
	}
	before := diag.List{at(3, "x"), at(9, "y")}
	if got := newIn(diag.List{at(4, "x"), at(5, "x"), at(10, "y")}, before); len(got) != 1 || got[0].Pos.Line != 5 {
		t.Errorf("new: %v, want the second x alone", got)
	}
}
