package source

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"baton/generator/internal/diag"
)

// tree writes files below a new folder and returns it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func paths(s *Snapshot) []string {
	var out []string
	for _, f := range s.Files {
		out = append(out, f.Path)
	}
	return out
}

func codes(l diag.List) []diag.Code {
	var out []diag.Code
	for _, d := range l {
		out = append(out, d.Code)
	}
	return out
}

func TestReadSortsByPath(t *testing.T) {
	s, err := Read(tree(t, map[string]string{"b.md": "b", "a/z.md": "z", "a.md": "a", "img/x.png": "x"}))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a.md", "a/z.md", "b.md", "img/x.png"}; !slices.Equal(paths(s), want) {
		t.Errorf("paths = %q, want %q", paths(s), want)
	}
	if f := s.File("a/z.md"); f == nil || string(f.Data) != "z" || f.Sum != NewFile("", []byte("z")).Sum {
		t.Errorf("File(a/z.md) = %v", f)
	}
	if s.File("a") != nil {
		t.Error("File(a) found a folder")
	}
}

func TestReadOfNoFolderIsAnError(t *testing.T) {
	if _, err := Read(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error")
	}
}

// B002, B003, B004: what editors leave while they work is never part of the handbook.
func TestB004_EditorsFilesAreIgnored(t *testing.T) {
	files := map[string]string{"p.md": "text"}
	for _, name := range []string{
		".p.md.swp", "p.md~", "#p.md#", "4913", ".DS_Store", "p.md9x.bck", "p.md___jb_tmp___", "p.md___jb_old___",
		".git/config", "node_modules/x/README.md", "Thumbs.db", "p.md.orig",
	} {
		files[name] = "junk"
	}
	s, err := Read(tree(t, files))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"p.md"}; !slices.Equal(paths(s), want) {
		t.Errorf("paths = %q, want %q", paths(s), want)
	}
	if len(s.Diags) > 0 {
		t.Errorf("diagnostics: %v", s.Diags)
	}
}

// B060: a link that leads out of the folder is not read, whatever it is and however long its chain.
func TestB060_LinksOutOfTheFolderAreRefused(t *testing.T) {
	outside := tree(t, map[string]string{"secret.md": "secret", "dir/also.md": "secret"})
	dir := tree(t, map[string]string{"real.md": "real", "sub/x.md": "x"})
	for link, target := range map[string]string{
		"file.md":       filepath.Join(outside, "secret.md"),
		"rel.md":        filepath.Join("..", filepath.Base(outside), "secret.md"),
		"folder":        filepath.Join(outside, "dir"),
		"chain1.md":     "chain2.md",
		"chain2.md":     filepath.Join(outside, "secret.md"),
		"sub/up.md":     "../../etc/passwd",
		"etc":           "/etc",
		"nothing.md":    "nowhere.md",
		"inner-folder":  "sub",
		"alias-real.md": "real.md",
	} {
		if err := os.Symlink(target, filepath.Join(dir, filepath.FromSlash(link))); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"alias-real.md", "real.md", "sub/x.md"}; !slices.Equal(paths(s), want) {
		t.Errorf("paths = %q, want %q", paths(s), want)
	}
	if len(s.Diags) != 9 {
		t.Errorf("%d diagnostics, want 9: %v", len(s.Diags), s.Diags)
	}
	for _, c := range codes(s.Diags) {
		if c != diag.OutsideSource {
			t.Errorf("code %s", c)
		}
	}
}

func TestComposedAndDecomposedNamesAreOne(t *testing.T) {
	s, err := Read(tree(t, map[string]string{"u\u0308ber.md": "decomposed"}))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"\u00fcber.md"}; !slices.Equal(paths(s), want) {
		t.Errorf("paths = %q, want %q", paths(s), want)
	}
	s, err = Read(tree(t, map[string]string{"u\u0308ber.md": "decomposed", "\u00fcber.md": "composed"}))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) != 1 || !slices.Equal(codes(s.Diags), []diag.Code{diag.TwoSources}) {
		t.Errorf("files %q, diagnostics %v", paths(s), s.Diags)
	}
}

func TestNamesThatAreNotUTF8AreReported(t *testing.T) {
	dir := tree(t, map[string]string{"a.md": "a"})
	if err := os.WriteFile(filepath.Join(dir, "b\xff.md"), nil, 0o644); err != nil {
		t.Skipf("SKIPPED: this file system refuses names that are not UTF-8: %v", err)
	}
	s, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Files) != 1 || !slices.Equal(codes(s.Diags), []diag.Code{diag.UnusableName}) {
		t.Errorf("files %q, diagnostics %v", paths(s), s.Diags)
	}
}
