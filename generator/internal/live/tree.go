package live

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"baton/generator/internal/source"
	"baton/generator/internal/watch"
)

const (
	resting  = 3500 * time.Millisecond // between two looks at everything, while events say where to look
	polling  = 750 * time.Millisecond  // the same without events
	inFlight = 500 * time.Millisecond  // an event may come so much later than what it tells of can be seen
	lenience = 300 * time.Millisecond  // a folder may be out of reach for so long: it is being moved or mounted
	retry    = 50 * time.Millisecond   // between two looks at what cannot be read
)

// folder is what a tree asks of source.Folder.
type folder interface {
	Scan(folders []string, all bool) (source.Scan, error)
	Folders() []string
}

// watcher is what a tree asks of watch.Watcher.
type watcher interface {
	Watch(folders []string) error
	Wake() <-chan struct{}
	Take() watch.Hint
	Close()
}

// tree is a folder on disk with all that is in it, as it was seen last, and how it is kept in sight.
type tree struct {
	dir     string
	prefix  string // of its paths among what changed
	folder  folder
	watch   func() (watcher, error)
	watcher watcher // nil if there is none

	snap      *source.Snapshot
	unsettled []string  // files that are being written; sorted
	err       error     // why it cannot be read
	failing   time.Time // since when
	moved     bool      // folders came or went that are not watched yet

	hint    time.Time // when the first of the hints came that are to be taken; zero if there are none
	poll    bool      // events cannot be relied on
	full    time.Time // when to look at everything again
	again   time.Time // when to look again at what is not settled; zero if all is
	step    time.Duration
	unheard time.Time // until when an event must come for what was found without one; zero if none is awaited
}

func newTree(dir string) *tree {
	return &tree{dir: dir, folder: source.NewFolder(dir), watch: func() (watcher, error) {
		w, err := watch.New(dir)
		if err != nil {
			return nil, err
		}
		return w, nil
	}}
}

// open begins to watch. The error says why there are no events, or not for all folders.
func (t *tree) open(poll bool) (err error) {
	t.poll = poll
	if !poll {
		if t.watcher, err = t.watch(); err != nil {
			t.watcher, t.poll = nil, true
		}
	}
	t.moved, t.full = true, time.Now().Add(t.interval(0))
	if e := t.cover(); e != nil {
		return e
	}
	return err
}

func (t *tree) close() {
	if t.watcher != nil {
		t.watcher.Close()
	}
}

// events says that there are hints to take; without a watcher it never does.
func (t *tree) events() <-chan struct{} {
	if t == nil || t.watcher == nil {
		return nil
	}
	return t.watcher.Wake()
}

// look scans, and returns the files that have changed or begun to.
func (t *tree) look(folders []string, all bool) []string {
	began := time.Now()
	scan, err := t.folder.Scan(folders, all)
	now := time.Now()
	if all {
		t.full = now.Add(t.interval(now.Sub(began)))
	}
	if err != nil {
		t.fail(err, now)
		return nil
	}
	t.err, t.failing = nil, time.Time{}
	news := scan.Changed
	for _, p := range scan.Unsettled {
		if _, known := slices.BinarySearch(t.unsettled, p); !known {
			news = append(news, p)
		}
	}
	t.snap, t.unsettled = scan.Snapshot, scan.Unsettled
	t.moved = t.moved || scan.Moved || all
	switch {
	case len(t.unsettled) == 0:
		t.again, t.step = time.Time{}, 0
	case len(news) > 0 || t.step == 0:
		t.step = max(3*time.Millisecond, 2*now.Sub(began))
	default:
		t.step = min(t.step*3/2, max(30*time.Millisecond, 2*now.Sub(began)))
	}
	if len(t.unsettled) > 0 {
		t.again = now.Add(t.step)
	}
	return news
}

// fail notes that the folder could not be read. For a moment that is nothing to speak of.
func (t *tree) fail(err error, now time.Time) {
	if t.failing.IsZero() {
		t.failing = now
	}
	t.again = now.Add(retry)
	if t.snap == nil || now.Sub(t.failing) >= lenience {
		t.err = err
		t.again = now.Add(polling)
	}
}

// cover watches folders that are not watched yet. The error says why that is not possible; it is said once.
func (t *tree) cover() error {
	if t.watcher == nil || !t.moved {
		return nil
	}
	t.moved = false
	err := t.watcher.Watch(t.folder.Folders())
	if err == nil || t.poll {
		return nil
	}
	t.poll = true
	t.full = time.Now().Add(polling)
	return err
}

func (t *tree) hinted() bool { return !t.hint.IsZero() }

// take empties the box of hints and looks where they say.
func (t *tree) take() []string {
	h := t.watcher.Take()
	t.hint = time.Time{}
	if h.Empty() {
		return nil
	}
	return t.look(h.Folders, h.All)
}

// sweep looks at everything, since events can go missing. What it finds should be heard of, too.
func (t *tree) sweep() []string {
	news := t.look(nil, true)
	if len(news) > 0 && t.watcher != nil && !t.poll && !t.hinted() {
		t.unheard = time.Now().Add(inFlight)
	}
	return news
}

// interval is the time between two looks at everything, if one takes so long. It is a few per cent of one core.
func (t *tree) interval(took time.Duration) time.Duration {
	if t.poll {
		return max(polling, 10*took)
	}
	return max(resting, 30*took)
}

// deaf reports that nothing was heard of what a look at everything has found. From then on the tree is polled.
func (t *tree) deaf(now time.Time) error {
	if t.unheard.IsZero() || now.Before(t.unheard) {
		return nil
	}
	t.unheard, t.poll, t.full = time.Time{}, true, now
	return fmt.Errorf("no events arrive from %s", t.dir)
}

// due is when the tree wants to be looked at next, hints aside.
func (t *tree) due() time.Time {
	at := t.full
	for _, other := range []time.Time{t.again, t.unheard} {
		if !other.IsZero() && other.Before(at) {
			at = other
		}
	}
	return at
}

// broken says why trees cannot be read, nil if they can.
func broken(trees []*tree) error {
	var errs []error
	for _, t := range trees {
		errs = append(errs, t.err)
	}
	return errors.Join(errs...)
}
