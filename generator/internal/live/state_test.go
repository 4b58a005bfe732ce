package live

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"baton/generator/internal/build"
)

// A build that fails is a state: the last good generation stays, and the fix brings the next.
func TestAFailedBuildIsAState(t *testing.T) {
	t.Parallel()
	over := t.TempDir()
	skeleton := filepath.Join(over, "base.html")
	must(t, os.WriteFile(skeleton, base(t, "good"), 0o644))
	a := write(t, tiny, func(c *Config) { c.Layouts = over })
	good, _ := a.State()
	must(t, os.WriteFile(skeleton, append(base(t, "bad"), "{{.NoSuchField}}\n"...), 0o644))
	a.wait("the error", func() bool { now, _ := a.State(); return now.Err != nil })
	now, _ := a.State()
	if now.Generation != good.Generation || !strings.Contains(now.Err.Error(), "base.html") {
		t.Errorf("generation %p, want %p; error %v", now.Generation, good.Generation, now.Err)
	}
	a.save("p.md", "# Page\n\nEdited meanwhile.\n")
	a.wait("the edit", func() bool { now, _ := a.State(); return string(now.Content.File("p.md").Data) != tiny["p.md"] })
	if now, _ := a.State(); now.Err == nil || now.Generation != good.Generation {
		t.Errorf("generation %p, want %p; error %v", now.Generation, good.Generation, now.Err)
	}
	must(t, os.WriteFile(skeleton, base(t, "mended"), 0o644))
	a.shows("p/index.html", "mended")
	a.shows("p/index.html", "Edited meanwhile.")
	if now, _ := a.State(); now.Err != nil {
		t.Errorf("error %v after the fix", now.Err)
	}
	must(t, os.Remove(skeleton))
	a.wait("the built-in skeleton", func() bool { return !strings.Contains(a.page("p/index.html"), "mended") })
}

func TestTheFirstBuildMayFail(t *testing.T) {
	t.Parallel()
	over := t.TempDir()
	must(t, os.WriteFile(filepath.Join(over, "base.html"), []byte("{{.NoSuchField}}\n"), 0o644))
	a := write(t, tiny, func(c *Config) { c.Layouts = over })
	if now, _ := a.State(); now.Err == nil || now.Generation != nil || now.Content == nil {
		t.Fatalf("state %+v", now)
	}
	must(t, os.Remove(filepath.Join(over, "base.html")))
	a.shows("p/index.html", "Words.")
}

func TestNoFolderIsNoSession(t *testing.T) {
	for _, cfg := range []Config{
		{Source: filepath.Join(t.TempDir(), "none"), Lay: lay},
		{Source: t.TempDir(), Layouts: filepath.Join(t.TempDir(), "none"), Lay: lay},
	} {
		if _, err := Start(cfg); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("error %v", err)
		}
	}
}

// The whole folder of the handbook is moved away, and another is put in its place.
func TestTheSourceFolderIsReplaced(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	content := filepath.Join(parent, "content")
	put := func(dir, text string) {
		must(t, os.MkdirAll(filepath.Join(dir, "sub"), 0o755))
		must(t, os.WriteFile(filepath.Join(dir, "sub/p.md"), []byte("# Page\n\n"+text+"\n"), 0o644))
	}
	put(content, "First.")
	a := write(t, nil, func(c *Config) { c.Source = content })
	put(filepath.Join(parent, "next"), "Second.")
	must(t, os.Rename(content, filepath.Join(parent, "old")))
	a.wait("the error", func() bool { now, _ := a.State(); return now.Err != nil })
	if !strings.Contains(a.page("sub/p/index.html"), "First.") {
		t.Error("the last good page is gone")
	}
	must(t, os.Rename(filepath.Join(parent, "next"), content))
	a.shows("sub/p/index.html", "Second.")
	put(content, "Third.")
	a.shows("sub/p/index.html", "Third.")
	if s := a.notices(); s != "" {
		t.Errorf("notices: %s", s)
	}
}

// What comes while the rest of a generation is being made is not kept waiting by it, and the rest is not forgotten.
func TestTheRestGivesWay(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for i := range 400 {
		files[fmt.Sprintf("f%d/p%d.md", i%20, i)] = fmt.Sprintf("# Page %d\n\nWords.\n", i)
	}
	a := write(t, files, nil)
	if events, _ := a.heard(); events[len(events)-1].Pages != -1 {
		t.Errorf("%d pages have changed at the start", events[len(events)-1].Pages)
	}
	for i := range 5 {
		a.save("handbook.yaml", fmt.Sprintf("title: Title %d\n", i)) // all pages have to be made
		a.shows("f0/p0/index.html", fmt.Sprintf("Title %d", i))
	}
	a.wait("the rest", a.settled)
	events, _ := a.heard()
	if last := events[len(events)-1]; last.Pages < 400 {
		t.Errorf("%d pages in the last event, want all", last.Pages)
	}
}

// A page that cannot be made spoils a generation: the last complete one is shown again.
func TestAPageThatCannotBeMade(t *testing.T) {
	s := &Session{wake: make(chan struct{}), good: &build.Generation{Number: 1}}
	var got []Event
	s.cfg.Report = func(e Event) { got = append(got, e) }
	spoiled := &State{Number: 2, Generation: &build.Generation{Number: 2}, Changed: []string{"p.md"}}
	s.state = spoiled
	done := make(chan struct{})
	close(done)
	s.rest = &rest{state: spoiled, cancel: func() {}, done: done, err: errors.New("p.html: no such thing")}
	s.rested()
	now, _ := s.State()
	if now.Number != 3 || now.Generation != s.good || now.Err == nil || len(now.Changed) > 0 || len(got) != 1 || got[0].State != now {
		t.Errorf("state %+v, events %+v", now, got)
	}
}

// P16: a session leaves nothing behind, and a thousand edits neither.
func TestNothingIsLeftBehind(t *testing.T) {
	edits := 100
	if long() {
		edits = 1000
	}
	goroutines := runtime.NumGoroutine()
	open := descriptors(t)
	a := write(t, tiny, nil)
	var before int
	var heap uint64
	for i := range edits + 20 {
		if i == 20 {
			a.rests()
			before, heap = runtime.NumGoroutine(), inUse()
		}
		text := fmt.Sprintf("Edit %d.", i)
		a.save("p.md", "# Page\n\n"+text+"\n")
		a.shows("p/index.html", text)
	}
	a.rests()
	a.mu.Lock()
	a.events = nil // what the test itself keeps
	a.mu.Unlock()
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines after the edits, %d before", n, before)
	}
	if n := inUse(); n > heap+heap/10 {
		t.Errorf("%d bytes after the edits, %d before", n, heap)
	}
	a.stop()
	for limit := time.Now().Add(enough); runtime.NumGoroutine() > goroutines || descriptors(t) > open; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			buf := make([]byte, 1<<20)
			t.Fatalf("%d goroutines and %d descriptors, %d and %d before\n%s", runtime.NumGoroutine(), descriptors(t), goroutines, open, buf[:runtime.Stack(buf, true)])
		}
	}
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// descriptors counts the open files of the process, 0 where the system does not say.
func descriptors(t *testing.T) int {
	t.Helper()
	list, err := os.ReadDir("/proc/self/fd")
	if errors.Is(err, fs.ErrNotExist) {
		return 0
	}
	must(t, err)
	return len(list)
}

// Edits between Start and Run, and those that end before the watches are set, are seen.
func TestEditsBeforeTheWatch(t *testing.T) {
	dir := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(dir, "sub"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, "sub/p.md"), []byte("# Page\n"), 0o644))
	s, err := Start(Config{Source: dir, Lay: lay})
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "sub/p.md"), []byte("# Early\n"), 0o644))
	ctx, cancel := context.WithTimeout(t.Context(), resting/2) // before everything is looked at again
	defer cancel()
	_, wake := s.State()
	go s.Run(ctx)
	select {
	case <-wake:
	case <-ctx.Done():
		t.Error("not seen")
	}
}

// An edit that comes before the first generation is complete is compared with that one all the same.
func TestAnEditRightAfterTheStart(t *testing.T) {
	t.Parallel()
	a := &author{t: t, dir: t.TempDir(), more: make(chan struct{})}
	for i := range 300 {
		a.save(fmt.Sprintf("p%d.md", i), fmt.Sprintf("# Page %d\n\nWords.\n", i))
	}
	s, err := Start(Config{Source: a.dir, Lay: lay, Report: a.hear})
	must(t, err)
	a.Session = s
	a.save("p7.md", "# Page 7\n\nOther words.\n")
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); s.Run(ctx) }()
	defer func() { cancel(); <-ended }()
	a.shows("p7/index.html", "Other words.")
	a.wait("the rest", a.settled)
	events, _ := a.heard()
	if last := events[len(events)-1]; last.Pages != 1 {
		t.Errorf("%d pages are others after the edit of one", last.Pages)
	}
}
