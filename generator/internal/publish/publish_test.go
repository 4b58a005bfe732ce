package publish

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func files(pairs ...string) []File {
	var out []File
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, File{Path: pairs[i], Data: []byte(pairs[i+1])})
	}
	return out
}

// read returns all files below dir but Baton's own state.
func read(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		if d.IsDir() {
			if rel == stateDir {
				return filepath.SkipDir
			}
			return nil
		}
		data, err := os.ReadFile(p)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func wantSite(t testing.TB, dir string, want []File, foreign ...string) {
	t.Helper()
	got := read(t, dir)
	for _, f := range want {
		if got[f.Path] != string(f.Data) {
			t.Errorf("%s = %q, want %q", f.Path, got[f.Path], f.Data)
		}
		delete(got, f.Path)
	}
	for p := range got {
		if !slices.Contains(foreign, p) {
			t.Errorf("%s should not be there", p)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, tmpDir)); !errors.Is(err, os.ErrNotExist) {
		t.Error("temporary files are left")
	}
}

func mustSync(t testing.TB, dir string, site []File) Changes {
	t.Helper()
	c, err := Sync(dir, nil, site)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var (
	siteA = files("index.html", "home", "roles/x/index.html", "x", "_a/site.1.css", "css", "sitemap.xml", "map", "old/index.html", "old")
	siteB = files("index.html", "home 2", "roles/x/index.html", "x", "_a/site.2.css", "css 2", "sitemap.xml", "map 2", "new/index.html", "new")
)

func TestSyncWritesOnlyWhatDiffers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if c := mustSync(t, dir, siteA); c != (Changes{Written: 5}) {
		t.Errorf("first: %+v", c)
	}
	wantSite(t, dir, siteA)
	if c := mustSync(t, dir, siteA); c != (Changes{Kept: 5}) {
		t.Errorf("again: %+v", c)
	}
	if c := mustSync(t, dir, siteB); c != (Changes{Written: 4, Kept: 1, Removed: 2}) {
		t.Errorf("changed: %+v", c)
	}
	wantSite(t, dir, siteB)
	if _, err := os.Stat(filepath.Join(dir, "old")); !errors.Is(err, os.ErrNotExist) {
		t.Error("an empty folder is left")
	}
}

func TestB029_AnAlteredOutputIsRestored(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustSync(t, dir, siteA)
	if err := os.WriteFile(filepath.Join(dir, "index.html"), []byte("by hand"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "sitemap.xml")); err != nil {
		t.Fatal(err)
	}
	mustSync(t, dir, siteA)
	wantSite(t, dir, siteA)
}

func TestAFileBecomesAFolderAndBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	one, two := files("a", "file", "b/c/d", "deep"), files("a/x/y", "deep", "b", "file")
	for _, site := range [][]File{one, two, one, two} {
		mustSync(t, dir, site)
		wantSite(t, dir, site)
	}
}

func TestB031_OtherPeoplesFilesStay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustSync(t, dir, siteA)
	for _, name := range []string{"CNAME", "notes.txt", "old/mine.txt", ".git/config"} {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mustSync(t, dir, siteB)
	wantSite(t, dir, siteB, "CNAME", "notes.txt", "old/mine.txt", ".git/config")

	if err := os.MkdirAll(filepath.Join(dir, "lessons"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "lessons", "index.html"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Sync(dir, nil, append(slices.Clone(siteB), files("lessons/index.html", "ours")...))
	if err == nil || !strings.Contains(err.Error(), "lessons/index.html") {
		t.Errorf("error %v, want one that names lessons/index.html", err)
	}
	if got := read(t, dir)["lessons/index.html"]; got != "mine" {
		t.Errorf("lessons/index.html = %q", got)
	}
}

func TestAFolderWithForeignFilesIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Sync(dir, nil, siteA); !errors.Is(err, ErrRefused) {
		t.Errorf("error %v", err)
	}
	wantSite(t, dir, files("thesis.txt", "mine"))
}

func TestAFolderWithAGitignoreCountsAsEmpty(t *testing.T) {
	for _, name := range []string{".gitignore", ".gitkeep"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("*"), 0o644); err != nil {
			t.Fatal(err)
		}
		mustSync(t, dir, siteA)
		wantSite(t, dir, siteA, name)
	}
}

func TestADamagedManifestIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustSync(t, dir, siteA)
	p := filepath.Join(dir, manifestPath)
	data, err := os.ReadFile(p)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		broken := slices.Clone(data)
		broken[i] ^= 1
		if err := os.WriteFile(p, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		disk, err := open(dir)
		if err != nil {
			t.Fatal(err)
		}
		m, err := readManifest(disk)
		disk.Close()
		if err == nil && m.Sum != newManifest(siteA).Sum {
			t.Fatalf("byte %d flipped: believed", i)
		}
	}
	wantSite(t, dir, siteA)
}

func TestPathsThatLeaveTheFolderAreRefused(t *testing.T) {
	for _, p := range []string{"../x", "/x", "a/../../x", "a\\b", "", ".", "a//b", ".baton/manifest.json", "a\x00"} {
		dir := filepath.Join(t.TempDir(), "public")
		if _, err := Sync(dir, nil, files(p, "x")); err == nil {
			t.Errorf("%q was written", p)
		}
	}
	if _, err := Sync(filepath.Join(t.TempDir(), "p"), nil, files("x", "1", "x", "2")); err == nil {
		t.Error("one path, two files")
	}
}
