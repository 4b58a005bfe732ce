// Package watch says where something may have changed. What it says are hints: the truth is a scan. It watches
// folders and never files, and alone knows fsnotify.
package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"

	"baton/generator/internal/source"
)

// Watcher watches the folders of a tree.
type Watcher struct {
	*Box
	dir   string
	inner *fsnotify.Watcher
	ended sync.WaitGroup

	mu      sync.Mutex
	watched map[string]bool // folders, as in hints
	doubt   bool            // a folder came, went or moved under a watch: watch all anew
}

// New returns a watcher of the tree at dir. It watches nothing yet.
func New(dir string) (*Watcher, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	inner, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, explain(err)
	}
	w := &Watcher{Box: NewBox(), dir: abs, inner: inner, watched: map[string]bool{}}
	w.ended.Go(w.events)
	w.ended.Go(w.errors)
	return w, nil
}

// Watch makes the folders those that are watched. Whatever is watched anew is hinted at, since something may have
// happened in it before. An error says that not all of them are watched, and why.
func (w *Watcher) Watch(folders []string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	anew := w.doubt
	w.doubt = false
	keep := make(map[string]bool, len(folders))
	for _, name := range folders {
		keep[name] = true
	}
	for name := range w.watched {
		if !keep[name] {
			w.inner.Remove(w.full(name)) // where it is now, nobody knows
			delete(w.watched, name)
			anew = true
		}
	}
	var hint Hint
	for _, name := range folders {
		if w.watched[name] && !anew {
			continue
		}
		switch err := w.inner.Add(w.full(name)); {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
			w.doubt, hint.All = true, true
		case err != nil:
			w.Put(hint)
			return explain(err)
		default:
			w.watched[name] = true
			hint.Folders = append(hint.Folders, name)
		}
	}
	w.Put(hint)
	return nil
}

// Close ends the watching.
func (w *Watcher) Close() {
	w.inner.Close()
	w.ended.Wait()
}

func (w *Watcher) full(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *Watcher) events() {
	for e := range w.inner.Events {
		if e.Op != fsnotify.Chmod {
			w.event(e)
		}
	}
}

func (w *Watcher) event(e fsnotify.Event) {
	name, ok := strings.CutPrefix(filepath.ToSlash(e.Name), filepath.ToSlash(w.dir))
	name = strings.TrimPrefix(name, "/")
	w.mu.Lock()
	folder := w.watched[name]
	if folder && !e.Has(fsnotify.Write) || !ok {
		// A watch may be lost by now, or speak of a folder by the name that it had. Whatever was below it, too.
		w.doubt = true
		w.mu.Unlock()
		w.Put(Hint{All: true})
		return
	}
	w.mu.Unlock()
	if !source.Ignored(path.Base(name), false) {
		w.Put(Hint{Folders: []string{parent(name)}})
	}
}

// errors are read beside the events: fsnotify waits for either reader while it holds its lock.
func (w *Watcher) errors() {
	for range w.inner.Errors {
		w.mu.Lock()
		w.doubt = true
		w.mu.Unlock()
		w.Put(Hint{All: true})
	}
}

func parent(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}

// explain says which limit is reached, and what raises it.
func explain(err error) error {
	linux := runtime.GOOS == "linux"
	switch {
	case linux && errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("no more folders can be watched; raise the limit with sysctl fs.inotify.max_user_watches (%w)", err)
	case linux && errors.Is(err, syscall.EMFILE):
		return fmt.Errorf("no more watchers can be made; end other programs that watch, or raise the limit with sysctl fs.inotify.max_user_instances (%w)", err)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return fmt.Errorf("no more files can be opened to watch them; raise the limit with ulimit -n (%w)", err)
	}
	return fmt.Errorf("folders cannot be watched: %w", err)
}
