package live

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baton/generator/internal/source"
)

// P3: no save is lost, whatever the pattern and the gap between saves; and P4 at its root: no state ever holds a
// page that is empty or half.
func TestP3_NoSaveIsLost(t *testing.T) {
	t.Parallel()
	each := 4
	if long() {
		each = 96 // × 18 patterns × 6 gaps: more than 10,000
	}
	gaps := []time.Duration{0, 5 * time.Millisecond, 20 * time.Millisecond, 50 * time.Millisecond, 150 * time.Millisecond, 500 * time.Millisecond}
	var builds, saves atomic.Int64
	var all sync.WaitGroup
	for some := range slices.Chunk(patterns, 6) { // fewer files at a time than make a checkout
		a, torn := judged(t)
		all.Go(func() {
			var authors sync.WaitGroup
			for i, pat := range some {
				authors.Go(func() {
					path := fmt.Sprintf("w%d/in/page.md", i)
					for n := range each * len(gaps) {
						gap := gaps[n%len(gaps)]
						name := fmt.Sprintf("save-%d-%d.", i, n)
						if err := saveBy(a.dir, path, words(name, (n*7+i)%40), pat, min(gap, 30*time.Millisecond), torn); err != nil {
							t.Errorf("%s, gap %v: %v", pat.name, gap, err)
							return
						}
						saves.Add(1)
						time.Sleep(gap)
						if n%3 == 2 && !a.holds(path, name) {
							t.Errorf("%s, gap %v: save %d is lost", pat.name, gap, n)
						}
					}
				})
			}
			authors.Wait()
			a.atRest()
			builds.Add(int64(a.builds()))
			for _, f := range torn.judge() {
				t.Errorf("a state showed a torn page: %s", f)
			}
			t.Logf("%d saves were too slow to be judged", len(torn.slow))
		})
	}
	all.Wait()
	t.Logf("%d saves, %d builds", saves.Load(), builds.Load())
}

// judged is a session of which every state is searched for torn pages.
func judged(t *testing.T) (*author, *tornPages) {
	torn := &tornPages{}
	return write(t, tiny, func(c *Config) {
		report := c.Report
		c.Report = func(e Event) { torn.look(e); report(e) }
	}), torn
}

// atRest judges that the newest state is what is on disk, and that nothing was wrong with the watching.
func (a *author) atRest() {
	a.t.Helper()
	a.rests()
	disk, err := source.Read(a.dir)
	if err != nil {
		a.t.Error(err)
		return
	}
	now, _ := a.State()
	if diff := source.Changed(now.Content, disk); len(diff) > 0 {
		a.t.Errorf("at rest these differ from the disk: %q", diff)
	}
	if s := a.notices(); s != "" {
		a.t.Errorf("notices: %s", s)
	}
}

// words is a text with a number of lines that says where it ends.
func words(name string, lines int) string {
	return "# Page\n\nThis is " + name + "\n" + strings.Repeat("A line that fills the page.\n", lines) + "\nEND\n"
}

// saveBy saves a page by a pattern, with pauses between its steps.
func saveBy(dir, path, text string, pat pattern, pause time.Duration, torn *tornPages) error {
	p := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		return err
	}
	torn.begins(path)
	last := time.Now()
	step := func() { time.Sleep(pause) }
	watched := func() {
		step()
		if now := time.Now(); now.Sub(last) > 100*time.Millisecond {
			torn.excuse(path)
		}
		last = time.Now()
	}
	err := pat.save(p, text, watched)
	if time.Since(last) > 100*time.Millisecond {
		torn.excuse(path)
	}
	return err
}

// holds waits until the newest state has a text in a source file.
func (a *author) holds(path, text string) bool {
	limit := time.After(enough)
	for {
		now, wake := a.State()
		if f := now.Content.File(path); f != nil && strings.Contains(string(f.Data), text) {
			return true
		}
		select {
		case <-wake:
		case <-limit:
			return false
		}
	}
}

// tornPages looks for pages that do not end as they should. Who paused for longer than he meant to, since the
// machine had no time for him, is excused: nobody can tell that from the end of a save.
type tornPages struct {
	mu    sync.Mutex
	saves map[string]int // by path
	slow  map[saveOf]bool
	found []tornPage
}

type saveOf struct {
	path string
	n    int
}

type tornPage struct {
	during saveOf
	what   string
}

// begins notes that another save of a page begins.
func (p *tornPages) begins(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.saves == nil {
		p.saves, p.slow = map[string]int{}, map[saveOf]bool{}
	}
	p.saves[path]++
}

// excuse notes that the save of a page that goes on takes longer than it should.
func (p *tornPages) excuse(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.slow[saveOf{path, p.saves[path]}] = true
}

func (p *tornPages) look(e Event) {
	if e.State == nil || e.Settled {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, path := range e.State.Changed {
		if !strings.HasSuffix(path, "/page.md") {
			continue
		}
		if f := e.State.Content.File(path); f != nil && !strings.HasSuffix(strings.ToUpper(string(f.Data)), "END\n") {
			p.found = append(p.found, tornPage{saveOf{path, p.saves[path]},
				fmt.Sprintf("%s: %d bytes, ends with %q", path, len(f.Data), f.Data[max(0, len(f.Data)-20):])})
		}
	}
}

// judge lists the pages that nobody is excused for. That a save is slow is known only when it is over, and the next
// may have begun when what it left is seen.
func (p *tornPages) judge() (torn []string) {
	for _, f := range p.found {
		before := f.during
		before.n--
		if !p.slow[f.during] && !p.slow[before] {
			torn = append(torn, f.what)
		}
	}
	return torn
}
