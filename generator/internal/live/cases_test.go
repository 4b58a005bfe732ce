package live

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/generator/internal/source"
)

// B001: a save by rename ends a watch on a file; folders are watched. Pages, templates and the configuration.
func TestB001_SavesByRename(t *testing.T) {
	t.Parallel()
	over := t.TempDir()
	must(t, os.WriteFile(filepath.Join(over, "base.html"), base(t, "marker-0"), 0o644))
	a := write(t, tiny, func(c *Config) { c.Layouts = over })
	byRename := func(p string, text []byte) {
		must(t, os.WriteFile(p+".tmp", text, 0o644))
		must(t, os.Rename(p+".tmp", p))
	}
	for i := range 3 {
		byRename(a.full("p.md"), fmt.Appendf(nil, "# Page\n\nVersion %d.\n", i))
		a.shows("p/index.html", fmt.Sprintf("Version %d.", i))
		byRename(a.full("handbook.yaml"), fmt.Appendf(nil, "title: Handbook %d\n", i))
		a.shows("p/index.html", fmt.Sprintf("Handbook %d", i))
		byRename(filepath.Join(over, "base.html"), base(t, fmt.Sprintf("marker-%d", i+1)))
		a.shows("p/index.html", fmt.Sprintf("marker-%d", i+1))
		now, _ := a.State()
		if !slices.Equal(now.Changed, []string{"layouts/base.html"}) {
			t.Errorf("changed: %q", now.Changed)
		}
	}
	a.rests()
	if n := a.builds(); n != 10 {
		t.Errorf("%d builds of nine saves and the start", n)
	}
	if s := a.notices(); s != "" {
		t.Errorf("notices: %s", s)
	}
}

// base is the skeleton of the built-in layouts with a word in it.
func base(t *testing.T, word string) []byte {
	t.Helper()
	f, err := lay(nil).Open("base.html")
	must(t, err)
	defer f.Close()
	var b bytes.Buffer
	_, err = b.ReadFrom(f)
	must(t, err)
	return bytes.Replace(b.Bytes(), []byte("</body>"), []byte("<p>"+word+"</p></body>"), 1)
}

// B002 and B003: the original is moved away, the new text is written, the backup goes, with pauses between. One
// rebuild; no other name is ever a page.
func TestB002_EditorsThatMoveTheOriginalAway(t *testing.T) { movedAway(t, "Helix") }

func TestB003_SafeWriteOfJetBrains(t *testing.T) { movedAway(t, "JetBrains") }

func movedAway(t *testing.T, name string) {
	t.Parallel()
	pat := patterns[slices.IndexFunc(patterns, func(p pattern) bool { return p.name == name })]
	var all [][]string
	a := write(t, tiny, func(c *Config) {
		report := c.Report
		c.Report = func(e Event) {
			if e.State != nil {
				var names []string
				for _, f := range e.State.Content.Files {
					names = append(names, f.Path)
				}
				all = append(all, names)
			}
			report(e)
		}
	})
	for i, gap := range []time.Duration{0, 5 * time.Millisecond, 50 * time.Millisecond} {
		before := a.builds()
		text := fmt.Sprintf("# Page\n\nText %d.\n", i)
		must(t, pat.save(a.full("p.md"), text, func() { time.Sleep(gap) }))
		a.shows("p/index.html", fmt.Sprintf("Text %d.", i))
		a.rests()
		if n := a.builds() - before; n != 1 {
			t.Errorf("gap %v: %d builds", gap, n)
		}
	}
	want := []string{"index.md", "p.md", "roles/lead.md"}
	for _, names := range all {
		if !slices.Equal(names, want) {
			t.Errorf("a state has the files %q", names)
		}
	}
}

// B004: swap and backup files cause nothing.
func TestB004_FilesOfEditors(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, nil)
	before := a.builds()
	for i := range 50 {
		for _, name := range []string{".p.md.swp", "p.md~", "#p.md#", "4913", ".DS_Store", "roles/p.md.bak"} {
			a.save(name, fmt.Sprint(i))
			if i%2 == 1 {
				must(t, os.Remove(a.full(name)))
			}
		}
	}
	a.rests()
	if n := a.builds() - before; n != 0 {
		t.Errorf("%d builds", n)
	}
}

// B005: no state shows a page that is empty or half, though it is for a while; a picture neither.
func TestB005_HalfWrittenFiles(t *testing.T) {
	t.Parallel()
	whole := "# Page\n\nNew words.\n\n" + strings.Repeat("A line\n\n", 50) + "END\n"
	picture := append([]byte("\x89PNG\r\n\x1a\n\x00"), bytes.Repeat([]byte{1, 2, 3, 0}, 1<<18)...)
	bad := make(chan string, 100)
	a := write(t, tiny, func(c *Config) {
		report := c.Report
		c.Report = func(e Event) {
			if e.State != nil {
				if f := e.State.Content.File("p.md"); string(f.Data) != tiny["p.md"] && string(f.Data) != whole {
					bad <- fmt.Sprintf("p.md with %d bytes", len(f.Data))
				}
				if f := e.State.Content.File("picture.png"); f != nil && len(f.Data) != len(picture) {
					bad <- fmt.Sprintf("picture.png with %d bytes", len(f.Data))
				}
			}
			report(e)
		}
	})
	slow := 0
	pieces := func(p string, data []byte, size int, open bool) {
		f, err := os.Create(p)
		must(t, err)
		defer func() { f.Close() }()
		for len(data) > 0 {
			if began := time.Now(); true {
				time.Sleep(30 * time.Millisecond)
				if time.Since(began) > 100*time.Millisecond {
					slow++ // the machine has no time for us: what follows proves nothing
				}
			}
			if !open {
				must(t, f.Close())
				f, err = os.OpenFile(p, os.O_APPEND|os.O_WRONLY, 0)
				must(t, err)
			}
			n := min(size, len(data))
			_, err := f.Write(data[:n])
			must(t, err)
			data = data[n:]
		}
	}
	for _, open := range []bool{true, false} {
		pieces(a.full("p.md"), []byte(whole), len(whole)/2+3, open)
		a.shows("p/index.html", "END")
		pieces(a.full("picture.png"), picture, 64<<10, open) // some 2 MB a second
		a.wait("the picture", func() bool { return a.page("picture.png") == string(picture) })
		a.save("p.md", tiny["p.md"])
		a.shows("p/index.html", "Words.")
		must(t, os.Remove(a.full("picture.png")))
		a.wait("no picture", func() bool { return a.page("picture.png") == "" })
	}
	close(bad)
	for s := range bad {
		if slow > 0 {
			t.Logf("not judged, %d pauses were too long: %s", slow, s)
		} else {
			t.Errorf("a state showed %s", s)
		}
	}
}

// B005: what stays empty is shown as it is.
func TestB005_WhatStaysEmptyIsEmpty(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, nil)
	a.save("p.md", "")
	a.wait("the empty page", func() bool { now, _ := a.State(); return len(now.Content.File("p.md").Data) == 0 })
	a.save("p.md", "# Page\n\nno end of line")
	a.shows("p/index.html", "no end of line")
}

// B006: folders are made and filled faster than they can be watched.
func TestB006_FoldersMadeInOneGo(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, nil)
	times := 30
	if long() {
		times = 500
	}
	for i := range times {
		a.save(fmt.Sprintf("x%d/y/z/p.md", i), fmt.Sprintf("# Deep %d\n", i))
		if i%10 == 9 {
			a.shows(fmt.Sprintf("x%d/y/z/p/index.html", i), fmt.Sprintf("Deep %d", i))
		}
	}
	a.wait("all of them", func() bool { now, _ := a.State(); return len(now.Content.Files) == len(tiny)+times })

	other := t.TempDir()
	for i := range 200 {
		p := filepath.Join(other, fmt.Sprintf("f%d/g%d", i%7, i%3), fmt.Sprintf("p%d.md", i))
		must(t, os.MkdirAll(filepath.Dir(p), 0o755))
		must(t, os.WriteFile(p, []byte("# Copied\n"), 0o644))
	}
	must(t, os.CopyFS(a.full("copied"), os.DirFS(other)))
	a.wait("the copied tree", func() bool { now, _ := a.State(); return len(now.Content.Files) == len(tiny)+times+200 })

	// A folder that was watched is moved; what is below it is still watched, under its new name.
	must(t, os.Rename(a.full("x0"), a.full("moved")))
	a.shows("moved/y/z/p/index.html", "Deep 0")
	a.shows("x0/y/z/p/index.html", "")
	a.save("moved/y/z/p.md", "# Edited where it is now\n")
	a.shows("moved/y/z/p/index.html", "Edited where it is now")
	if s := a.notices(); s != "" {
		t.Errorf("notices: %s", s)
	}
}

// B007: a checkout of another branch is a generation or two, or a few more on a machine that has no time for git.
func TestB007_Checkout(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("SKIPPED: git is not installed")
	}
	pages := 200
	if long() {
		pages = 20_000
	}
	a := write(t, tiny, nil)
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@host.invalid", "-C", a.dir}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args[0], err, out)
		}
	}
	all := func(text string) {
		for i := range pages {
			a.save(fmt.Sprintf("f%d/p%d.md", i%40, i), fmt.Sprintf("# Page %d\n\n%s\n", i, text))
		}
	}
	git("init", "-q", "-b", "main")
	all("one")
	git("add", ".")
	git("commit", "-qm", "one")
	git("checkout", "-q", "-b", "other")
	all("two")
	must(t, os.RemoveAll(a.full("f3")))
	git("add", ".")
	git("commit", "-qm", "two")
	for _, branch := range []string{"main", "other"} {
		a.rests()
		before := a.builds()
		git("checkout", "-q", branch)
		word := map[string]string{"main": "one", "other": "two"}[branch]
		a.wait(branch, func() bool {
			now, _ := a.State()
			files := 0
			for _, f := range now.Content.Files {
				if bytes.HasSuffix(f.Data, []byte(word+"\n")) {
					files++
				}
			}
			f3 := slices.ContainsFunc(now.Content.Files, func(f source.File) bool { return strings.HasPrefix(f.Path, "f3/") })
			return f3 == (branch == "main") && (f3 && files == pages || !f3 && files == pages-pages/40)
		})
		a.rests()
		if n := a.builds() - before; n > 10 {
			t.Errorf("checkout of %s: %d builds", branch, n)
		}
	}
}

// B010: a page that is a link to a file in the handbook follows that file.
func TestB010_LinkedPages(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, nil)
	must(t, os.Symlink("../p.md", a.full("roles/linked.md")))
	a.shows("roles/linked/index.html", "Words.")
	a.save("p.md", "# Page\n\nEdited in place.\n")
	a.shows("roles/linked/index.html", "Edited in place.")
	a.save("p.md.tmp", "# Page\n\nEdited by rename.\n")
	must(t, os.Rename(a.full("p.md.tmp"), a.full("p.md")))
	a.shows("roles/linked/index.html", "Edited by rename.")
}

// B011: a page is renamed, then edited.
func TestB011_RenamedPage(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, nil)
	before := a.builds()
	must(t, os.Rename(a.full("p.md"), a.full("q.md")))
	a.shows("q/index.html", "Words.")
	if a.page("p/index.html") != "" {
		t.Error("the old address is still there when the new one is")
	}
	a.save("q.md", "# Page\n\nEdited.\n")
	a.shows("q/index.html", "Edited.")
	a.rests()
	if n := a.builds() - before; n != 2 {
		t.Errorf("%d builds of a rename and an edit", n)
	}
}

// B013 and P5: one rebuild for a save, whatever the pattern.
func TestB013_OneBuildForASave(t *testing.T) {
	t.Parallel()
	a := write(t, tiny, nil)
	for i := range patterns {
		a.save(fmt.Sprintf("w%d/in/page.md", i), words("first.", 9))
	}
	a.wait("all pages", func() bool { now, _ := a.State(); return len(now.Content.Files) == len(tiny)+len(patterns) })
	a.rests()
	before, saves, slow := a.builds(), 0, 0
	var twice []string
	for round := range 2 {
		for i, pat := range patterns {
			start := a.builds()
			path, name := fmt.Sprintf("w%d/in/page.md", i), fmt.Sprintf("save-%d-%d.", round, i)
			began := time.Now()
			must(t, pat.save(a.full(path), words(name, 9+round), func() { time.Sleep(2 * time.Millisecond) }))
			if time.Since(began) > 100*time.Millisecond {
				slow++ // longer than any save takes to settle: two builds are right
			}
			if !a.holds(path, name) {
				t.Fatalf("%s: lost", pat.name)
			}
			saves++
			time.Sleep(30 * time.Millisecond)
			if a.builds()-start != 1 {
				twice = append(twice, pat.name)
			}
		}
	}
	a.rests()
	if n := a.builds() - before; float64(n-slow) > 1.05*float64(saves) {
		t.Errorf("%d builds of %d saves; more than one for: %q", n, saves, twice)
	}
}

// B014: what a build reads is watched, whatever git ignores.
func TestB014_WhatGitIgnoresIsWatched(t *testing.T) {
	t.Parallel()
	a := write(t, map[string]string{"index.md": "# Start\n", ".gitignore": "gen/\n", "gen/p.md": "# Made\n"}, nil)
	a.save("gen/p.md", "# Made again\n")
	a.shows("gen/p/index.html", "Made again")
}

// Real vim, with its ways of writing.
func TestVim(t *testing.T) {
	t.Parallel()
	vim, err := exec.LookPath("vim")
	if err != nil {
		t.Skip("SKIPPED: vim is not installed")
	}
	a := write(t, tiny, nil)
	for i, set := range []string{"backup backupcopy=no", "backup backupcopy=yes", "nobackup writebackup backupcopy=auto", "nowritebackup nobackup"} {
		cmd := exec.Command(vim, "-N", "-u", "NONE", "-i", "NONE", "-es", "-c", "set "+set,
			"-c", fmt.Sprintf("call setline(3, 'Vim %d.')", i), "-c", "wq", a.full("p.md"))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("vim: %v\n%s", err, out)
		}
		a.shows("p/index.html", fmt.Sprintf("Vim %d.", i))
	}
	a.rests()
	if n := a.builds(); n != 5 {
		t.Errorf("%d builds of four saves and the start", n)
	}
}
