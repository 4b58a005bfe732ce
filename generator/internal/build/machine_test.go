package build_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/build"
	"baton/generator/internal/publish"
)

// P1: whatever an author does, in whatever order, and whatever of it readers look at meanwhile: the engine that
// remembers answers what a clean build answers, byte for byte. Everything else that one could ask of it follows:
// since a clean build knows only the last state, an edit and its undoing give the old bytes, two edits in either
// order agree, and one batch is as good as its steps.
//
// The ordinary run makes 300 sequences of 30 edits on average, BATON_LONG 10,000; -rapid.checks, or RAPID_CHECKS in
// the environment, says otherwise. A sequence that fails is kept under testdata/rapid and tried first from then on.
func TestP1_TheEngineAnswersLikeACleanBuild(t *testing.T) {
	checks := 300
	if os.Getenv("BATON_LONG") != "" {
		checks = 10_000
	}
	const shards = 2 // each of them works in one goroutine most of the time
	sequences(t, checks/shards)
	percent := debug.SetGCPercent(400) // many small sites come and go
	t.Cleanup(func() { debug.SetGCPercent(percent) })
	for i := range shards {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				m := newMachine(t)
				actions := rapid.StateMachineActions(m)
				for i := range m.habit() {
					actions[fmt.Sprintf("EditProse %d", i)] = m.EditProse
				}
				t.Repeat(actions)
				m.end(t)
			})
		})
	}
}

// sequences sets how many a property tries, unless whoever runs the test has said so.
func sequences(t *testing.T, n int) {
	const name = "rapid.checks"
	said := os.Getenv("RAPID_CHECKS") != ""
	flag.Visit(func(f *flag.Flag) { said = said || f.Name == name })
	if said {
		return
	}
	old := flag.Lookup(name).Value.String()
	flag.Set(name, strconv.Itoa(n))
	t.Cleanup(func() { flag.Set(name, old) })
}

// A machine is an author with a handbook, readers, and an engine between them. Its actions, what the author does,
// are its other exported methods.
type machine struct {
	*author
	clean  *cleaner
	engine build.Engine
	held   []*shown // generations that somebody still holds, oldest first; the last is the newest
	behind *behind  // what is being made behind the author's back, nil if nothing
	rested *site    // what all files were when Rest last came to its end
	tried  book     // the last state that was given to the engine
	saved  [][]byte // what engines have written down
	good   book     // the last state of which a generation could be made
}

func newMachine(t *rapid.T) *machine {
	m := &machine{clean: newCleaner(t), rested: &site{}}
	m.author = newAuthor(t, m.clean.base)
	m.engine.Options = m.clean.options
	m.good = m.book
	return m
}

// shown is a generation with what it must answer.
type shown struct {
	*build.Generation
	want func() *site
	done bool // all of its files have been made, and their bytes are there
}

// behind is the making of all files behind somebody's back.
type behind struct {
	of      *shown
	stop    context.CancelFunc
	done    chan struct{}
	changed []string
	err     error
}

// Check builds what the author has made so far, unless more is on its way, and lets readers look at some of it.
func (m *machine) Check(t *rapid.T) {
	m.keep()
	if oneIn(t, 6, "more follows at once") {
		return
	}
	m.build(t)
	m.read(t)
}

// end looks at everything that is still held.
func (m *machine) end(t *rapid.T) {
	m.build(t)
	if n := len(m.held); n > 0 {
		m.held = slices.Compact([]*shown{m.held[0], m.held[n/2], m.held[n-1]})
	}
	for _, g := range slices.Backward(m.held) {
		m.complete(t, g)
		g.compare(t)
	}
	if n := len(m.held); n > 0 && m.held[n-1].done && m.book.equal(m.good) && oneIn(t, 50, "in another process") {
		m.clean.compareProcess(t, m.held[n-1].Generation, m.book)
		m.clean.compareServed(t, m.held[n-1].Generation)
	}
}

// Accept writes the lock file that fits the newest generation.
func (m *machine) Accept(t *rapid.T) {
	if n := len(m.held); n > 0 {
		m.content[build.LockFile] = string(m.held[n-1].Site.Lock())
	}
}

// Imagine asks what would be wrong in another state, as those do who work out a change before they make it.
func (m *machine) Imagine(t *rapid.T) {
	m.join(t)
	other := rapid.SampledFrom(m.past).Draw(t, "state")
	snap := m.clean.inputs(other).Content
	_, got, err := m.engine.Linked(snap)
	_, want, wantErr := (&build.Engine{Options: m.clean.options}).Linked(snap)
	if tell(got) != tell(want) || (err == nil) != (wantErr == nil) {
		t.Fatalf("imagined: %v\nan engine without memory: %v\n%s", err, wantErr, lineDiff(tell(got), tell(want)))
	}
	m.tried = book{} // what is remembered is of a state that nobody has built
}

// build makes the next generation, while what is being made of the one before goes on.
func (m *machine) build(t *rapid.T) {
	if oneIn(t, 12, "the engine starts again") {
		m.restart(t)
	}
	in := m.clean.inputs(m.book)
	g, err := m.engine.Build(in)
	m.join(t)
	before := m.tried
	m.tried = m.book.clone()
	if err != nil {
		if want := m.clean.site(in); want.err == nil || want.err.Error() != err.Error() {
			t.Fatalf("no generation: %v\na clean build says: %v", err, want.err)
		}
		if rapid.Bool().Draw(t, "mend it at once") {
			m.mend(m.good)
		}
		return // readers keep what they have
	}
	m.checkLog(t, g.Log(), before)
	untouched := before.content != nil && m.book.equal(before) && m.book.equal(m.good)
	m.good = m.tried
	next := &shown{Generation: g, want: sync.OnceValue(func() *site { return m.clean.site(in) })}
	if n := len(m.held); n > 0 && untouched && m.held[n-1].done {
		next.compare(t)
		if l := g.Log(); l.Linked || len(l.Parsed)+len(l.Rendered) > 0 {
			t.Fatalf("nothing was edited, and this was done: %+v", l)
		}
	}
	m.held = append(m.held, next)
	if len(m.held) > 4 {
		i := rapid.IntRange(0, len(m.held)-2).Draw(t, "let go")
		m.held = slices.Delete(m.held, i, i+1)
	}
}

// checkLog looks whether more was done than the edits ask for.
func (m *machine) checkLog(t *rapid.T, l build.Log, before book) {
	if before.content == nil || before.content[build.ConfigFile] != m.content[build.ConfigFile] {
		return // all is parsed anew
	}
	for _, p := range l.Parsed {
		was, ok := before.content[p]
		if ok && was == m.content[p] {
			t.Errorf("%s was parsed, and is as it was", p)
		}
	}
	if l.Linked && m.book.equal(before) {
		t.Errorf("linked anew, and nothing was edited")
	}
}

// begin has the files of a generation made behind somebody's back.
func (m *machine) begin(g *shown) {
	ctx, stop := context.WithCancel(context.Background())
	b := &behind{of: g, stop: stop, done: make(chan struct{})}
	m.behind = b
	go func() {
		defer close(b.done)
		b.changed, b.err = g.Rest(ctx)
	}()
}

// restart gives the work to a new engine that knows what the old one has written down, now or earlier.
func (m *machine) restart(t *rapid.T) {
	if len(m.held) > 0 {
		var memory bytes.Buffer
		if err := m.engine.Memory().Write(&memory, "this one"); err != nil {
			t.Fatal(err)
		}
		m.saved = append(m.saved, memory.Bytes())
	}
	m.join(t)
	m.engine = build.Engine{Options: m.clean.options}
	if n := len(m.saved); n > 0 {
		if err := m.engine.Load(m.saved[n-1-rapid.IntRange(0, n-1).Draw(t, "how long ago")], "this one"); err != nil {
			t.Fatal(err)
		}
	}
	m.held, m.rested, m.tried = nil, &site{}, book{} // what the old one has done is nothing to the new one
}

// join ends what was begun behind somebody's back.
func (m *machine) join(t *rapid.T) {
	if b := m.behind; b != nil {
		m.behind = nil
		b.stop()
		<-b.done
		m.rest(t, b.of, b.changed, b.err)
	}
}

// rest looks at what Rest says has changed.
func (m *machine) rest(t *rapid.T, g *shown, changed []string, err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	want := g.want()
	if (err == nil) != (want.err == nil) {
		t.Fatalf("generation %d: Rest: %v\na clean build says: %v", g.Number, err, want.err)
	}
	if err != nil {
		return
	}
	if differ := m.rested.changes(want); !slices.Equal(changed, differ) {
		t.Fatalf("generation %d: changed are\n%q\nand in truth\n%q", g.Number, changed, differ)
	}
	m.rested = want
}

// read is what readers, and those who publish, ask for.
func (m *machine) read(t *rapid.T) {
	if len(m.held) == 0 {
		return
	}
	g := m.held[len(m.held)-1]
	switch pick(t, "readers", "all", "nobody", "some", "all", "behind", "crowd", "impatient", "old") {
	case "nobody":
	case "some":
		g.ask(t, g.some(t))
	case "all":
		m.complete(t, g)
		g.compare(t)
	case "behind":
		m.begin(g)
		g.ask(t, g.some(t))
	case "crowd":
		m.begin(g)
		g.crowd(t)
		m.join(t)
		g.compare(t)
	case "impatient":
		ctx, stop := context.WithCancel(context.Background())
		stop()
		if _, err := g.Rest(ctx); !errors.Is(err, context.Canceled) {
			t.Fatalf("Rest under a context that has ended: %v", err)
		}
	case "old":
		old := m.held[rapid.IntRange(0, len(m.held)-1).Draw(t, "which")]
		old.ask(t, old.some(t))
	}
}

// some are a few paths of the generation, in any order, and one that it does not have.
func (g *shown) some(t *rapid.T) []string {
	all := g.want().paths()
	picked := map[string]bool{}
	for range rapid.IntRange(1, 5).Draw(t, "some") {
		if len(all) > 0 {
			picked[all[rapid.IntRange(0, len(all)-1).Draw(t, "path")]] = true
		}
	}
	return append(rapid.Permutation(slices.Sorted(maps.Keys(picked))).Draw(t, "order"), "no/such/index.html")
}

// ask asks for files and compares each with what a clean build answers.
func (g *shown) ask(t *rapid.T, paths []string) {
	want := g.want()
	for _, p := range paths {
		f, err := g.File(p)
		if fault := want.differs(p, f, err); fault != "" {
			t.Fatalf("generation %d: %s", g.Number, fault)
		}
	}
}

// complete has all files made, in one of the ways in which that happens.
func (m *machine) complete(t *rapid.T, g *shown) {
	if rapid.Bool().Draw(t, "by Rest") {
		changed, err := g.Rest(context.Background())
		m.rest(t, g, changed, err)
		return
	}
	if _, err := g.Files(); (err == nil) != (g.want().err == nil) {
		t.Fatalf("generation %d: its files: %v\na clean build says: %v", g.Number, err, g.want().err)
	}
}

// crowd asks for all files from several goroutines at once.
func (g *shown) crowd(t *rapid.T) {
	want, paths := g.want(), g.want().paths()
	faults := make(chan string, 8)
	var group sync.WaitGroup
	for i := range 3 {
		group.Go(func() {
			for j := range paths {
				p := paths[(j*7+i*len(paths)/3)%len(paths)]
				f, err := g.File(p)
				if fault := want.differs(p, f, err); fault != "" {
					select {
					case faults <- fault:
					default:
					}
					return
				}
			}
		})
	}
	group.Go(func() { g.Files() })
	group.Wait()
	close(faults)
	for fault := range faults {
		t.Errorf("generation %d, asked by many: %s", g.Number, fault)
	}
}

// compare compares everything that a generation says of itself with a clean build.
func (g *shown) compare(t *rapid.T) {
	want := g.want()
	if want.err != nil {
		g.ask(t, nil)
		return
	}
	files, err := g.Files()
	if err != nil {
		t.Fatalf("generation %d: %v", g.Number, err)
	}
	g.done = true
	if !slices.IsSortedFunc(files, func(a, b publish.File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Errorf("generation %d: its files are not sorted", g.Number)
	}
	if fault := want.differ(files); fault != "" {
		t.Fatalf("generation %d: %s", g.Number, fault)
	}
	for p := range want.files {
		if f, err := g.File(p); !g.Has(p) || err != nil || f.Path != p {
			t.Fatalf("generation %d: Has(%q) is %v, File gives %q, %v", g.Number, p, g.Has(p), f.Path, err)
		}
	}
	if _, err := g.File("no/such/index.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("generation %d: a file that is not there: %v", g.Number, err)
	}
	if got := tell(g.Diags); got != want.diags {
		t.Fatalf("generation %d: its findings differ\n%s", g.Number, lineDiff(got, want.diags))
	}
	if word := want.leak(); word != "" {
		t.Fatalf("generation %d: %s", g.Number, word)
	}
}

// oneIn is true once in n times.
func oneIn(t *rapid.T, n int, label string) bool {
	return rapid.IntRange(0, n-1).Draw(t, label) == n-1
}

func pick(t *rapid.T, label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(t, label)
}
