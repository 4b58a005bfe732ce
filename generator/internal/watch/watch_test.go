package watch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// watched is a watcher of a new folder that watches the folders given.
func watched(t *testing.T, folders ...string) (*Watcher, string) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range folders {
		must(t, os.MkdirAll(filepath.Join(dir, name), 0o755))
	}
	w, err := New(dir)
	must(t, err)
	t.Cleanup(w.Close)
	must(t, w.Watch(folders))
	if h := w.Take(); h.All || !slices.Equal(h.Folders, folders) {
		t.Fatalf("hint %+v after the watches were set, want %q", h, folders)
	}
	return w, dir
}

// hears waits until the hints that came together are as wanted.
func hears(t *testing.T, w *Watcher, what string, want func(Hint) bool) {
	t.Helper()
	var all Hint
	for limit := time.After(20 * time.Second); ; {
		h := w.Take()
		all.All = all.All || h.All
		all.Folders = append(all.Folders, h.Folders...)
		if want(all) {
			return
		}
		select {
		case <-w.Wake():
		case <-limit:
			t.Fatalf("%s: hints %+v", what, all)
		}
	}
}

func folder(name string) func(Hint) bool {
	return func(h Hint) bool { return h.All || slices.Contains(h.Folders, name) }
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestHintsNameTheFolder(t *testing.T) {
	w, dir := watched(t, "", "a", "a/b")
	for name, act := range map[string]func(p string) error{
		"x.md":     func(p string) error { return os.WriteFile(p, nil, 0o644) },
		"a/x.md":   func(p string) error { return os.WriteFile(p, nil, 0o644) },
		"a/b/x.md": func(p string) error { return os.WriteFile(p, nil, 0o644) },
		"a/new":    func(p string) error { return os.Mkdir(p, 0o755) },
	} {
		must(t, act(filepath.Join(dir, name)))
		hears(t, w, name, folder(parent(name)))
	}
	must(t, os.Remove(filepath.Join(dir, "a/b/x.md")))
	hears(t, w, "a file is removed", folder("a/b"))
	must(t, os.Rename(filepath.Join(dir, "a/x.md"), filepath.Join(dir, "y.md")))
	hears(t, w, "a file is moved away", folder("a"))
}

// B004: what is never part of a handbook is not worth a look, and neither are modes.
func TestB004_NoHintsAtIgnoredNames(t *testing.T) {
	w, dir := watched(t, "", "a")
	must(t, os.WriteFile(filepath.Join(dir, "a/seen.md"), nil, 0o644))
	hears(t, w, "the file itself", folder("a"))
	time.Sleep(50 * time.Millisecond)
	w.Take()
	for _, name := range []string{".x.swp", "x~", "#x#", "4913", "x___jb_tmp___"} {
		must(t, os.WriteFile(filepath.Join(dir, "a", name), nil, 0o644))
	}
	must(t, os.Chmod(filepath.Join(dir, "a/seen.md"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "last.md"), nil, 0o644)) // events come in order
	hears(t, w, "the last file", func(h Hint) bool {
		if slices.Contains(h.Folders, "a") || h.All {
			t.Errorf("hint %+v", h)
		}
		return slices.Contains(h.Folders, "")
	})
}

// A folder that is moved takes its watch along, with its old name. The next Watch puts that right.
func TestFoldersThatMove(t *testing.T) {
	w, dir := watched(t, "", "a", "a/b", "a/b/c", "z")
	must(t, os.Rename(filepath.Join(dir, "a"), filepath.Join(dir, "z/a")))
	hears(t, w, "the move", func(h Hint) bool { return h.All })
	folders := []string{"", "z", "z/a", "z/a/b", "z/a/b/c"}
	must(t, w.Watch(folders))
	if h := w.Take(); !slices.Equal(h.Folders, folders) && !h.All {
		t.Errorf("hint %+v, want all folders", h)
	}
	must(t, os.WriteFile(filepath.Join(dir, "z/a/b/c/x.md"), nil, 0o644))
	hears(t, w, "a file far below", folder("z/a/b/c"))
	must(t, os.WriteFile(filepath.Join(dir, "z/a/x.md"), nil, 0o644))
	hears(t, w, "a file in it", folder("z/a"))
}

func TestFoldersThatAreReplaced(t *testing.T) {
	w, dir := watched(t, "", "a")
	must(t, os.RemoveAll(filepath.Join(dir, "a")))
	must(t, os.Mkdir(filepath.Join(dir, "a"), 0o755))
	hears(t, w, "the replacement", func(h Hint) bool { return h.All })
	must(t, w.Watch([]string{"", "a"}))
	w.Take()
	must(t, os.WriteFile(filepath.Join(dir, "a/x.md"), nil, 0o644))
	hears(t, w, "a file in the new one", folder("a"))
}

func TestTheFolderItselfIsReplaced(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "content")
	must(t, os.Mkdir(dir, 0o755))
	w, err := New(dir)
	must(t, err)
	defer w.Close()
	must(t, w.Watch([]string{""}))
	w.Take()
	must(t, os.Remove(dir))
	hears(t, w, "the end", func(h Hint) bool { return h.All })
	must(t, os.Mkdir(dir, 0o755))
	must(t, w.Watch([]string{""}))
	w.Take()
	must(t, os.WriteFile(filepath.Join(dir, "x.md"), nil, 0o644))
	hears(t, w, "a file in the new one", folder(""))
}

func TestAFolderThatIsGoneIsADoubt(t *testing.T) {
	w, _ := watched(t, "")
	must(t, w.Watch([]string{"", "nothing"}))
	hears(t, w, "the missing folder", func(h Hint) bool { return h.All })
}

// B007: whoever takes no hints for a while loses none, and finds each folder once.
func TestB007_ManyEvents(t *testing.T) {
	w, dir := watched(t, "", "a")
	for i := range 3000 {
		must(t, os.WriteFile(filepath.Join(dir, "a", fmt.Sprintf("%d.md", i)), nil, 0o644))
	}
	must(t, os.WriteFile(filepath.Join(dir, "x.md"), nil, 0o644))
	hears(t, w, "both folders", func(h Hint) bool { return folder("a")(h) && folder("")(h) })
}

func TestB007_OverflowIsADoubt(t *testing.T) {
	w, _ := watched(t, "", "a")
	w.inner.Errors <- errors.New("the queue ran over")
	hears(t, w, "the overflow", func(h Hint) bool { return h.All })
	must(t, w.Watch([]string{"", "a"}))
	if h := w.Take(); !slices.Equal(h.Folders, []string{"", "a"}) {
		t.Errorf("hint %+v: the watches were not set again", h)
	}
}

// B008: which limit, and what raises it.
func TestB008_LimitsAreNamed(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC: "fs.inotify.max_user_watches",
		syscall.EMFILE: "fs.inotify.max_user_instances",
		syscall.EIO:    "cannot be watched",
	} {
		if got := explain(fmt.Errorf("add: %w", err)); !strings.Contains(got.Error(), want) || !errors.Is(got, err) {
			t.Errorf("%v is explained as %q, want %q in it", err, got, want)
		}
	}
}

func TestBox(t *testing.T) {
	b := NewBox()
	b.Put(Hint{})
	select {
	case <-b.Wake():
		t.Error("woken by an empty hint")
	default:
	}
	b.Put(Hint{Folders: []string{"b", "a"}})
	b.Put(Hint{Folders: []string{"b"}, All: true})
	<-b.Wake()
	if h := b.Take(); !h.All || !slices.Equal(h.Folders, []string{"a", "b"}) {
		t.Errorf("took %+v", h)
	}
	if h := b.Take(); !h.Empty() {
		t.Errorf("took %+v from an empty box", h)
	}
}
