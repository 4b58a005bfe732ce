package live

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"baton/generator/internal/build"
	"baton/layouts"
)

// long asks for the full figures. It is no variable, since go test would not notice that it has changed.
func long() bool { return os.Getenv("BATON_LONG") != "" }

const enough = 20 * time.Second // after which something will not happen any more

// author is a session with a handbook on disk, and everything that was reported of it.
type author struct {
	*Session
	t   *testing.T
	dir string

	mu     sync.Mutex
	events []Event
	more   chan struct{} // closed and replaced with every event
	stop   func()
}

// write makes a handbook of the files, starts a session with it and runs it until the test ends.
func write(t *testing.T, files map[string]string, edit func(*Config)) *author {
	t.Helper()
	a := &author{t: t, dir: t.TempDir(), more: make(chan struct{})}
	for name, text := range files {
		a.save(name, text)
	}
	cfg := Config{Source: a.dir, Lay: lay, Report: a.hear}
	if edit != nil {
		edit(&cfg)
	}
	s, err := Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	a.Session = s
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := s.Run(ctx); err != nil {
			t.Error(err)
		}
	}()
	a.stop = sync.OnceFunc(func() { cancel(); <-ended })
	t.Cleanup(a.stop)
	a.wait("the first generation", func() bool { return a.settled() })
	return a
}

func lay(over fs.FS) fs.FS {
	if over == nil {
		return layouts.FS
	}
	return layouts.Over(over)
}

func (a *author) hear(e Event) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.events = append(a.events, e)
	close(a.more)
	a.more = make(chan struct{})
}

// heard are the events so far, and a channel that is closed at the next.
func (a *author) heard() ([]Event, <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.events), a.more
}

// wait waits until an event makes the condition true.
func (a *author) wait(what string, cond func() bool) {
	a.t.Helper()
	limit := time.After(enough)
	for {
		_, more := a.heard()
		if cond() {
			return
		}
		select {
		case <-more:
		case <-limit:
			a.t.Fatalf("waited in vain for %s", what)
		}
	}
}

// settled reports whether the newest state is an error, or has been made to its end.
func (a *author) settled() bool {
	events, _ := a.heard()
	now, _ := a.State()
	return now.Err != nil || slices.ContainsFunc(events, func(e Event) bool { return e.State == now && e.Settled })
}

// builds counts the states so far.
func (a *author) builds() int {
	events, _ := a.heard()
	n := 0
	for _, e := range events {
		if e.State != nil && !e.Settled {
			n++
		}
	}
	return n
}

func (a *author) notices() string {
	events, _ := a.heard()
	var out []string
	for _, e := range events {
		if e.Notice != "" {
			out = append(out, e.Notice)
		}
	}
	return strings.Join(out, "\n")
}

// page is the text of a page as readers see it now, "" if there is none.
func (a *author) page(path string) string {
	a.t.Helper()
	s, _ := a.State()
	if s.Generation == nil || !s.Generation.Has(path) {
		return ""
	}
	f, err := s.Generation.File(path)
	if err != nil {
		a.t.Fatal(err)
	}
	return string(f.Data)
}

// shows waits until a page has a text in it; none is "".
func (a *author) shows(path, text string) {
	a.t.Helper()
	a.wait(path+" to show "+text, func() bool {
		if text == "" {
			return a.page(path) == ""
		}
		return strings.Contains(a.page(path), text)
	})
}

// rests waits until nothing has happened for a while.
func (a *author) rests() {
	a.t.Helper()
	for {
		_, more := a.heard()
		select {
		case <-more:
		case <-time.After(400 * time.Millisecond):
			if a.settled() {
				return
			}
		}
	}
}

func (a *author) full(name string) string { return filepath.Join(a.dir, filepath.FromSlash(name)) }

func (a *author) save(name, text string) {
	a.t.Helper()
	p := a.full(name)
	must(a.t, os.MkdirAll(filepath.Dir(p), 0o755))
	must(a.t, os.WriteFile(p, []byte(text), 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var tiny = map[string]string{
	"index.md":      "# Start\n\nA handbook.\n",
	"roles/lead.md": "# Lead\n\nLeads.\n",
	"p.md":          "# Page\n\nWords.\n",
}

func TestASaveIsANewState(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, func(c *Config) { c.Open = func() []string { return []string{"p/index.html", "gone.html"} } })
	before, wake := a.State()
	a.save("p.md", "# Page\n\nOther words.\n")
	<-wake
	a.shows("p/index.html", "Other words.")
	now, _ := a.State()
	if !slices.Equal(now.Changed, []string{"p.md"}) || now.Number != before.Number+1 || now.Err != nil {
		t.Errorf("state %d after %d, changed %q, err %v", now.Number, before.Number, now.Changed, now.Err)
	}
	a.wait("the rest", a.settled)
	events, _ := a.heard()
	if last := events[len(events)-1]; last.Pages != 1 || last.Took <= 0 || last.State != now {
		t.Errorf("last event: %+v, want one page of state %d", last, now.Number)
	}
	if string(before.Content.File("p.md").Data) != tiny["p.md"] {
		t.Error("a state has changed")
	}
	var _ *build.Generation = now.Generation
}

func TestBytesThatStayTheSameAreNoState(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, nil)
	before := a.builds()
	a.save("p.md", tiny["p.md"])
	must(t, os.Chtimes(a.full("roles/lead.md"), time.Now(), time.Now()))
	a.save("notes.tmp", "ignored")
	a.rests()
	if n := a.builds() - before; n != 0 {
		t.Errorf("%d builds for nothing", n)
	}
}
