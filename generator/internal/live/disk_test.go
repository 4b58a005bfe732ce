package live

import (
	"context"
	"maps"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baton/generator/internal/build"
	"baton/generator/internal/source"
	"baton/generator/internal/watch"
)

// disk is a folder whose files are in memory. Like source.Folder it shows only what it was told to look at.
type disk struct {
	mu     sync.Mutex
	files  map[string]string    // as they are
	until  map[string]time.Time // files that are being written until then
	seen   map[string]string    // as the last scans saw them
	snap   *source.Snapshot
	err    error // the folder cannot be read
	broken bool  // nor could it at the last scan
	scans  int
	box    *watch.Box
	limit  error  // of watches
	look   func() // called in the middle of every scan
}

func newDisk(files map[string]string) *disk {
	return &disk{files: maps.Clone(files), until: map[string]time.Time{}, seen: map[string]string{}}
}

func (d *disk) Scan(folders []string, all bool) (source.Scan, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.scans++
	if d.look != nil {
		d.look()
	}
	all = all || d.broken
	if d.broken = d.err != nil; d.broken {
		return source.Scan{}, d.err
	}
	var scan source.Scan
	names := maps.Clone(d.seen)
	maps.Copy(names, d.files)
	for name := range names {
		now, is := d.files[name]
		old, was := d.seen[name]
		_, open := d.until[name]
		switch {
		case is == was && now == old:
		case !all && !open && !slices.Contains(folders, folderOf(name)):
		case time.Now().Before(d.until[name]):
			scan.Unsettled = append(scan.Unsettled, name)
		default:
			scan.Changed = append(scan.Changed, name)
			if delete(d.until, name); is {
				d.seen[name] = now
			} else {
				delete(d.seen, name)
			}
		}
	}
	slices.Sort(scan.Changed)
	slices.Sort(scan.Unsettled)
	if d.snap == nil || len(scan.Changed) > 0 {
		d.snap = &source.Snapshot{}
		for _, name := range slices.Sorted(maps.Keys(d.seen)) {
			d.snap.Files = append(d.snap.Files, source.NewFile(name, []byte(d.seen[name])))
		}
	}
	scan.Snapshot = d.snap
	return scan, nil
}

func (d *disk) Folders() []string { return []string{""} }

// The disk is its own watcher; a test puts hints into its box, or does not.
func (d *disk) Watch([]string) error  { return d.limit }
func (d *disk) Wake() <-chan struct{} { return d.box.Wake() }
func (d *disk) Take() watch.Hint      { return d.box.Take() }
func (d *disk) Close()                {}

// set changes the disk while no scan looks.
func (d *disk) set(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f()
}

func (d *disk) save(name, text string) { d.set(func() { d.files[name] = text }) }

func (d *disk) fail(err error) { d.set(func() { d.err = err }) }

func (d *disk) hint(name string) { d.box.Put(watch.Hint{Folders: []string{folderOf(name)}}) }

func folderOf(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}

// engine is shared by all simulations: what it has bundled once it need not bundle again.
var engine = &build.Engine{}

// simulate runs a session on the disk in a bubble, then f, and ends the session.
func simulate(t *testing.T, d *disk, edit func(*Config), f func(a *author)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d.box = watch.NewBox() // in the bubble, or waiting for it would count as being busy
		a := &author{t: t, more: make(chan struct{})}
		cfg := Config{Source: "content", Lay: lay, Report: a.hear}
		if edit != nil {
			edit(&cfg)
		}
		s, err := start(cfg, engine, func(dir string) *tree {
			return &tree{dir: dir, folder: d, watch: func() (watcher, error) { return d, nil }}
		})
		if err != nil {
			t.Fatal(err)
		}
		a.Session = s
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- s.Run(ctx) }()
		a.after(0)
		f(a)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		time.Sleep(time.Minute) // esbuild leaves goroutines that sleep for a moment
	})
}

// after lets time pass, and waits until the session has nothing left to do at that moment.
func (a *author) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func (a *author) text(name string) string {
	now, _ := a.State()
	if f := now.Content.File(name); f != nil {
		return string(f.Data)
	}
	return ""
}

func (a *author) expectBuilds(want int) {
	a.t.Helper()
	if n := a.builds(); n != want {
		a.t.Errorf("%d builds, want %d", n, want)
	}
}
