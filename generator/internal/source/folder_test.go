package source

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// watched is a folder that is scanned again and again.
type watched struct {
	*Folder
	t   *testing.T
	dir string
}

func scanned(t *testing.T, files map[string]string) watched {
	t.Helper()
	w := watched{t: t, dir: tree(t, files)}
	w.Folder = NewFolder(w.dir)
	if s := w.scan(nil, true); len(s.Changed) != len(files) || len(s.Unsettled) > 0 {
		t.Fatalf("first scan: %+v", s)
	}
	return w
}

func (w watched) scan(folders []string, all bool) Scan {
	w.t.Helper()
	s, err := w.Scan(folders, all)
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w watched) full(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w watched) save(name, text string) {
	w.t.Helper()
	if err := os.MkdirAll(filepath.Dir(w.full(name)), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(w.full(name), []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func (w watched) do(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// expect scans folders and compares what changed and what is not settled.
func (w watched) expect(folders []string, changed, unsettled []string) Scan {
	w.t.Helper()
	s := w.scan(folders, false)
	if !slices.Equal(s.Changed, changed) || !slices.Equal(s.Unsettled, unsettled) {
		w.t.Errorf("changed %q, unsettled %q; want %q and %q", s.Changed, s.Unsettled, changed, unsettled)
	}
	return s
}

// settles scans until nothing is unsettled.
func (w watched) settles() (s Scan, changed []string) {
	w.t.Helper()
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		s = w.scan(nil, false)
		changed = append(changed, s.Changed...)
		if len(s.Unsettled) == 0 {
			return s, changed
		}
		if time.Now().After(limit) {
			w.t.Fatalf("never settled: %q", s.Unsettled)
		}
	}
}

func TestScanLooksOnlyWhereItIsTold(t *testing.T) {
	w := scanned(t, map[string]string{"a/x.md": "x\n", "a/b/y.md": "y\n", "z.md": "z\n"})
	first := w.scan(nil, false).Snapshot
	w.save("a/x.md", "new x\n")
	w.save("z.md", "new z\n")
	s := w.expect([]string{"a"}, []string{"a/x.md"}, nil)
	if string(s.Snapshot.File("z.md").Data) != "z\n" || string(first.File("a/x.md").Data) != "x\n" {
		t.Error("a file was read that was not to be looked at, or a snapshot has changed")
	}
	if &s.Snapshot.File("a/b/y.md").Data[0] != &first.File("a/b/y.md").Data[0] {
		t.Error("the bytes of an unchanged file are not shared")
	}
	if again := w.expect([]string{"a"}, nil, nil); again.Snapshot != s.Snapshot {
		t.Error("another snapshot although nothing changed")
	}
	w.expect([]string{""}, []string{"z.md"}, nil)
}

func TestScanWalksNewFoldersWhole(t *testing.T) {
	w := scanned(t, map[string]string{"a/x.md": "x\n"})
	w.save("a/n/e/w/y.md", "y\n")
	w.save("node_modules/z.md", "z\n")
	if s := w.expect([]string{"a", ""}, []string{"a/n/e/w/y.md"}, nil); !s.Moved {
		t.Error("nothing said of new folders")
	}
	if got, want := w.Folders(), []string{"", "a", "a/n", "a/n/e", "a/n/e/w"}; !slices.Equal(got, want) {
		t.Errorf("folders %q, want %q", got, want)
	}
	w.do(os.RemoveAll(w.full("a/n")))
	if s := w.expect([]string{"a/n/e/w"}, nil, []string{"a/n/e/w/y.md"}); !s.Moved {
		t.Error("nothing said of vanished folders")
	}
	if s, _ := w.settles(); len(s.Snapshot.Files) != 1 || len(w.Folders()) != 2 {
		t.Errorf("files %q, folders %q", paths(s.Snapshot), w.Folders())
	}
}

// A folder that is replaced by another of its name is looked at anew, whichever folder the hint names.
func TestScanSeesThatAFolderIsAnother(t *testing.T) {
	for _, hint := range []string{"a", ""} {
		w := scanned(t, map[string]string{"a/x.md": "x\n", "a/sub/y.md": "y\n", "b/x.md": "other\n"})
		w.do(os.Rename(w.full("a"), w.full("old")))
		w.do(os.Rename(w.full("b"), w.full("a")))
		w.do(os.RemoveAll(w.full("old")))
		w.scan([]string{hint}, false)
		if s, _ := w.settles(); !slices.Equal(paths(s.Snapshot), []string{"a/x.md"}) || string(s.Snapshot.Files[0].Data) != "other\n" {
			t.Errorf("hint %q: files %q", hint, paths(s.Snapshot))
		}
	}
}

// A link in the place of a folder is a link, not that folder, and never a way out.
func TestScanFollowsNoLinkInThePlaceOfAFolder(t *testing.T) {
	outside := tree(t, map[string]string{"x.md": "secret\n"})
	w := scanned(t, map[string]string{"a/x.md": "x\n", "b.md": "b\n"})
	w.do(os.RemoveAll(w.full("a")))
	w.do(os.Symlink(outside, w.full("a")))
	w.scan([]string{"a"}, false)
	if s, _ := w.settles(); !slices.Equal(paths(s.Snapshot), []string{"b.md"}) || len(s.Snapshot.Diags) != 1 {
		t.Errorf("files %q, diagnostics %v", paths(s.Snapshot), s.Snapshot.Diags)
	}
}

// The same size, within one tick of the clock, with the time of change set back: all of it is seen.
func TestScanSeesWhatStampsHide(t *testing.T) {
	w := scanned(t, map[string]string{"x.md": "aaaa\n"})
	old, err := os.Stat(w.full("x.md"))
	w.do(err)
	for i := range 200 {
		text := fmt.Sprintf("%04d\n", i)
		f, err := os.OpenFile(w.full("x.md"), os.O_WRONLY, 0)
		w.do(err)
		_, err = f.WriteAt([]byte(text), 0)
		w.do(err)
		w.do(f.Close())
		w.do(os.Chtimes(w.full("x.md"), time.Time{}, old.ModTime()))
		if s := w.scan([]string{""}, false); string(s.Snapshot.File("x.md").Data) != text {
			t.Fatalf("write %d is not seen", i)
		}
	}
}

// What is old is not read again; what is young is.
func TestScanReadsOnlyWhatMayHaveChanged(t *testing.T) {
	w := scanned(t, map[string]string{"x.md": "x\n"})
	e := w.folders[""].entries["x.md"]
	w.scan(nil, true)
	if e.aged {
		t.Error("a file counts as old at once")
	}
	e.seen = e.seen.Add(-2 * tick)
	w.scan(nil, true)
	if !e.aged {
		t.Error("a file is read for ever")
	}
	e.file.Data = []byte("kept") // what a read would set right
	w.scan(nil, true)
	if string(e.file.Data) != "kept" {
		t.Error("an old file was read")
	}
	w.save("x.md", "new\n")
	w.expect([]string{""}, []string{"x.md"}, nil)
	if e.aged {
		t.Error("a file that changed counts as old")
	}
}

func TestSettling(t *testing.T) {
	const long = "# Page\n\nA text that ends as texts do.\n"
	for name, c := range map[string]struct {
		before string // "" for none
		act    func(w watched, p string)
		waits  bool
	}{
		"a plain write":                     {long, func(w watched, p string) { w.save("p.md", long+"More.\n") }, false},
		"an edit that makes it shorter":     {long, func(w watched, p string) { w.save("p.md", long[8:]) }, false},
		"a new page":                        {"", func(w watched, p string) { w.save("p.md", long) }, false},
		"a page emptied":                    {long, func(w watched, p string) { w.save("p.md", "") }, true},
		"a new page that is empty":          {"", func(w watched, p string) { w.save("p.md", "") }, true},
		"the end of the line is gone":       {long, func(w watched, p string) { w.save("p.md", long[:len(long)-1]) }, true},
		"a new page with no end of line":    {"", func(w watched, p string) { w.save("p.md", long[:20]) }, true},
		"a page that never had one":         {"abc", func(w watched, p string) { w.save("p.md", "abcdef") }, false},
		"cut at the end of a line":          {long, func(w watched, p string) { w.save("p.md", "# Page\n") }, true},
		"a picture":                         {"", func(w watched, p string) { w.save("p.md", "\x89PNG\x00") }, true},
		"gone":                              {long, func(w watched, p string) { w.do(os.Remove(p)) }, true},
		"renamed over, with no end of line": {long, func(w watched, p string) { rename(w, p, "abc") }, false},
		"renamed over by a picture":         {long, func(w watched, p string) { rename(w, p, "\x00") }, false},
		"touched":                           {long, func(w watched, p string) { w.do(os.Chtimes(p, time.Now(), time.Now())) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"other.md": "x\n"}
			if c.before != "" {
				files["p.md"] = c.before
			}
			w := scanned(t, files)
			c.act(w, w.full("p.md"))
			s := w.scan([]string{""}, false)
			if (len(s.Unsettled) > 0) != c.waits {
				t.Errorf("unsettled %q, want some: %v", s.Unsettled, c.waits)
			}
			if f := s.Snapshot.File("p.md"); c.waits && (f == nil) != (c.before == "") || c.waits && f != nil && string(f.Data) != c.before {
				t.Errorf("while it is not settled the snapshot has %v", f)
			}
			s, _ = w.settles()
			disk, err := Read(w.dir)
			w.do(err)
			if !Same(s.Snapshot, disk) {
				t.Errorf("settled otherwise than it is on disk")
			}
		})
	}
}

// rename replaces p by another file, whose last write is over for a moment.
func rename(w watched, p, text string) {
	w.save(".tmp", text)
	info, err := os.Stat(w.full(".tmp"))
	w.do(err)
	for limit := time.Now().Add(20 * time.Second); time.Now().Before(limit); time.Sleep(time.Millisecond) {
		w.do(os.Rename(w.full(".tmp"), p))
		if now, err := os.Stat(p); err != nil || stampOf(now).ctime != stampOf(info).ctime {
			return // the clock of the file system has ticked in between
		}
		w.do(os.Rename(p, w.full(".tmp")))
	}
}

// A file that is moved is not gone for a moment: both names change at once.
func TestMovedFilesSettleAtOnce(t *testing.T) {
	w := scanned(t, map[string]string{"a.md": "text\n", "sub/b.md": "text b\n"})
	w.do(os.Rename(w.full("a.md"), w.full("c.md")))
	w.expect([]string{""}, []string{"a.md", "c.md"}, nil)
	w.do(os.Rename(w.full("sub"), w.full("moved")))
	w.expect([]string{""}, []string{"moved/b.md", "sub/b.md"}, nil)
}

// Somebody who still has the file open for writing has not done, whatever the file looks like.
func TestOpenFilesAreNotSettled(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("SKIPPED: only Linux tells")
	}
	w := scanned(t, map[string]string{"p.md": "text\n"})
	f, err := os.OpenFile(w.full("p.md"), os.O_WRONLY|os.O_APPEND, 0)
	w.do(err)
	_, err = f.WriteString("more\n")
	w.do(err)
	w.expect([]string{""}, nil, []string{"p.md"})
	w.do(f.Close())
	w.expect(nil, []string{"p.md"}, nil)

	// A writer who never closes is waited for, but not without end, and not again and again.
	f, err = os.OpenFile(w.full("p.md"), os.O_WRONLY|os.O_APPEND, 0)
	w.do(err)
	defer f.Close()
	for i := range gullible {
		_, err = fmt.Fprintf(f, "line %d\n", i)
		w.do(err)
		w.expect([]string{""}, nil, []string{"p.md"})
		if s, changed := w.settles(); len(changed) != 1 || !strings.HasSuffix(string(s.Snapshot.File("p.md").Data), fmt.Sprintf("line %d\n", i)) {
			t.Errorf("changed %q", changed)
		}
	}
	_, err = f.WriteString("at once\n")
	w.do(err)
	w.expect([]string{""}, []string{"p.md"}, nil)
}

// Looking whether a file is open does not keep writers out.
func TestLeasesDoNotDelayWriters(t *testing.T) {
	w := scanned(t, map[string]string{"p.md": "text\n"})
	done := make(chan time.Duration)
	go func() {
		var worst time.Duration
		for i := range 300 {
			began := time.Now()
			os.WriteFile(w.full("p.md"), fmt.Appendf(nil, "text %d\n", i), 0o644)
			worst = max(worst, time.Since(began))
		}
		done <- worst
	}()
	for {
		select {
		case worst := <-done:
			if worst > 10*time.Second { // a lease that is not given back holds a writer for 45 s
				t.Errorf("a write took %v", worst)
			}
			if s, _ := w.settles(); string(s.Snapshot.File("p.md").Data) != "text 299\n" {
				w.scan([]string{""}, false)
				if s, _ := w.settles(); string(s.Snapshot.File("p.md").Data) != "text 299\n" {
					t.Errorf("at the end: %q", s.Snapshot.File("p.md").Data)
				}
			}
			return
		default:
			w.scan([]string{""}, false)
		}
	}
}

// A file that cannot be read is an error once that lasts; then everything is looked at again.
func TestFilesThatCannotBeRead(t *testing.T) {
	w := scanned(t, map[string]string{"p.md": "text\n", "q.md": "q\n"})
	w.save("p.md", "new\n")
	w.do(os.Chmod(w.full("p.md"), 0))
	w.do(os.Chmod(filepath.Dir(w.dir), 0o755))
	w.do(os.Chmod(w.dir, 0o755))
	asAnybody(t, func() {
		w.expect([]string{""}, nil, []string{"p.md"})
		time.Sleep(long)
		if _, err := w.Scan(nil, false); err == nil {
			t.Error("no error")
		}
	})
	w.save("q.md", "new q\n")
	w.do(os.Chmod(w.full("p.md"), 0o644))
	s := w.expect(nil, []string{"p.md", "q.md"}, nil)
	if string(s.Snapshot.File("p.md").Data) != "new\n" {
		t.Error("the new text is not there")
	}
}

func TestTheFolderVanishesAndComesBack(t *testing.T) {
	w := scanned(t, map[string]string{"a/p.md": "text\n"})
	w.do(os.Rename(w.dir, w.dir+"-away"))
	if _, err := w.Scan([]string{"a"}, false); !os.IsNotExist(err) {
		t.Errorf("error %v", err)
	}
	w.save("a/p.md", "another\n")
	if s := w.expect(nil, []string{"a/p.md"}, nil); !s.Moved {
		t.Error("the folder is another, and nothing is said of it")
	}
}

// Any sequence of changes, with the right hints, ends in what a fresh Read finds: files, links, folders, names in
// two forms, things that are in the place of others.
func TestScanEqualsRead(t *testing.T) {
	names := []string{"a.md", "b.md", "d/a.md", "d/b.md", "d/e/a.md", "f/a.md", "\u00fc.md", "u\u0308.md", "u\u0308/a.md", "\u00fc/a.md", "b\xff.md"}
	targets := []string{"a.md", "../a.md", "d", "nothing", "/etc/passwd", "d/e/a.md"}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		w := scanned(t, map[string]string{"a.md": "a\n", "d/b.md": "b\n"})
		for step := range 25 {
			name := names[r.IntN(len(names))]
			hints := []string{parent(name), parent(parent(name)), ""}
			p := w.full(name)
			switch r.IntN(8) {
			case 0, 1, 2:
				if os.MkdirAll(filepath.Dir(p), 0o755) == nil {
					os.WriteFile(p, fmt.Appendf(nil, "%d\n", step), 0o644)
				}
			case 3:
				os.Remove(p)
			case 4:
				if dir := parent(name); dir != "" {
					os.RemoveAll(w.full(dir))
				}
			case 5:
				to := names[r.IntN(len(names))]
				os.Rename(p, w.full(to))
				hints = append(hints, parent(to), parent(parent(to)))
			case 6:
				os.Remove(p)
				os.Symlink(targets[r.IntN(len(targets))], p)
			case 7:
				os.Remove(p)
				os.Mkdir(p, 0o755)
			}
			w.scan(hints, r.IntN(6) == 0)
		}
		for p := range w.doubts {
			w.doubts[p].last = time.Time{} // long ago
		}
		s, _ := w.settles()
		disk, err := Read(w.dir)
		w.do(err)
		if !Same(s.Snapshot, disk) {
			t.Fatalf("seed %d: differ in %q\n%v\n%v", seed, Changed(s.Snapshot, disk), s.Snapshot.Diags, disk.Diags)
		}
		var folders []string
		filepath.WalkDir(w.dir, func(p string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				folders = append(folders, strings.TrimPrefix(strings.TrimPrefix(p, w.dir), "/"))
			}
			return err
		})
		slices.Sort(folders)
		if !slices.Equal(folders, w.Folders()) {
			t.Fatalf("seed %d: folders %q, want %q", seed, w.Folders(), folders)
		}
	}
}
