package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"baton/generator/internal/diag"
	"baton/generator/internal/live"
)

// A board tells an author what happens in a session: one quiet line for each rebuild, and below the lines, on a
// terminal, what is wrong now. Where nothing can be painted over, all findings are printed whenever they change,
// and then the line.
type board struct {
	report *report
	dir    string // the source folder, as the author named it
	std    streams
	canvas *canvas // nil where nothing can be painted over

	mu      sync.Mutex
	heading heading
	begun   bool
	early   []func() // what happened before the heading
	state   *live.State
	list    diag.List // what is wrong now
	fresh   diag.List // what of it was not wrong before
	failed  string    // why the command could not do its part
	now     line      // about state
	said    bool      // now has been said
	last    line      // the last that was said
	times   int       // how often it was said in a row
	keys    string    // names the keys, "" if there are none
	behind  bool      // the terminal belongs to another program now
}

// heading is what is said at the start.
type heading struct {
	title string
	rows  []string
	first bool // it speaks of the first state, too
}

// outcome is what the command made of a state.
type outcome struct {
	done   string
	failed string // why it is not done
}

// line is what is said of one rebuild, besides the time and how long it took.
type line struct {
	what   string // what changed
	done   string
	wrong  string // what has to be mended, "" if nothing has
	mended bool
}

func newBoard(r *report, dir string, std streams) *board {
	return &board{report: r, dir: dir, std: std, canvas: newCanvas(r, std)}
}

// begin says the heading, and then what has happened so far.
func (b *board) begin(h heading) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.heading, b.begun = h, true
	b.sayHeading()
	for _, e := range b.early {
		e()
	}
	b.early = nil
	b.repaint()
}

// event is told of everything that happens in the session, and of what the command made of it.
func (b *board) event(e live.Event, o outcome) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.begun {
		b.early = append(b.early, func() { b.take(e, o) })
		return
	}
	b.take(e, o)
	b.repaint()
}

func (b *board) take(e live.Event, o outcome) {
	if e.Notice != "" {
		b.say(e.Notice)
	}
	if e.State == nil {
		return
	}
	if b.state == nil || e.State.Number != b.state.Number {
		b.finish(0) // a newer state came before the last page of the one before
		b.next(e.State)
	}
	b.now.done = o.done
	if o.failed != "" {
		b.fail(o.failed)
	}
	if e.Settled || e.State.Err != nil {
		b.finish(e.Took)
	}
}

// next takes up a new state.
func (b *board) next(s *live.State) {
	first, before := b.state == nil, b.list
	b.state, b.list = s, findings(s)
	b.fresh, b.failed = nil, ""
	if !first {
		b.fresh = newIn(b.list, before)
	}
	b.now = line{what: b.changed(s.Changed), wrong: b.verdict(), mended: b.bad(before) > 0 && b.bad(b.list) == 0}
	b.said = first && b.heading.first
	if b.canvas == nil && !slices.EqualFunc(b.list, before, sameFinding) {
		b.report.print(b.std, b.std.err, b.dir, b.list, s.Content)
	}
}

// fail takes up that the command could not do its part.
func (b *board) fail(why string) {
	b.failed, b.now.wrong = why, strings.TrimPrefix(b.now.wrong+", not written", ", ")
	if b.canvas == nil {
		fmt.Fprintf(b.std.err, "baton: %s\n", printable(why))
	}
}

// finish says the line about the state, once.
func (b *board) finish(took time.Duration) {
	if b.said || b.state == nil {
		return
	}
	b.said = true
	if b.now == b.last && !b.behind {
		b.times++
	} else {
		b.last, b.times = b.now, 1
	}
	b.sayLine(took)
}

// bad is how many findings have to be mended.
func (b *board) bad(list diag.List) int { return list.Count(b.report.least()) }

// verdict is "2 errors", or "" if nothing has to be mended.
func (b *board) verdict() string {
	n := b.bad(b.list)
	switch {
	case b.state.Err != nil:
		return "not built"
	case n == 0:
		return ""
	case b.report.Strict:
		return count(n, "error or warning")
	}
	return count(n, "error")
}

// changed names what changed: one path, or how many files. Without any it is the handbook: at the start, and when
// it could not be read for a while.
func (b *board) changed(paths []string) string {
	switch len(paths) {
	case 0:
		return filepath.ToSlash(b.dir)
	case 1:
		return b.place(paths[0])
	}
	return count(len(paths), "file")
}

// place is the path of a source file as the author would write it.
func (b *board) place(p string) string {
	if strings.HasPrefix(p, layoutsPrefix) && (b.state.Content == nil || b.state.Content.File(p) == nil) {
		return p
	}
	return path.Join(filepath.ToSlash(b.dir), p)
}

// layoutsPrefix begins the paths of files that are laid over the built-in layouts.
const layoutsPrefix = "layouts/"

// findings are what is wrong in a state. A site that could not be built is one finding.
func findings(s *live.State) diag.List {
	if s.Err != nil {
		return diag.List{{Severity: diag.Error, Message: s.Err.Error()}}
	}
	return s.Generation.Diags
}

func sameFinding(a, b diag.Diagnostic) bool {
	return a.Code == b.Code && a.Severity == b.Severity && a.Pos == b.Pos && a.Message == b.Message
}

// newIn are the findings of a list that another does not have. A finding is known by what it says, not by its
// line, which every edit moves.
func newIn(list, before diag.List) diag.List {
	old := map[knownFinding]int{}
	for _, d := range before {
		old[known(d)]++
	}
	var fresh diag.List
	for _, d := range list {
		if k := known(d); old[k] > 0 {
			old[k]--
		} else {
			fresh.Add(d)
		}
	}
	return fresh
}

// duration is "18 ms", "1.2 s".
func duration(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
