package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"baton/generator/internal/diag"
	"baton/generator/internal/edit"
	"baton/generator/internal/source"
)

// content makes a folder with files and returns it.
func contentOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// filesIn are the files of a folder, those that Baton ignores included.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, readErr := os.ReadFile(filepath.Join(dir, p))
			files[p], err = string(data), readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sumOf(text string) *source.Sum {
	f := source.NewFile("x", []byte(text))
	return &f.Sum
}

func TestApplyMovesCreatesAndReplaces(t *testing.T) {
	dir := contentOf(t, map[string]string{"a.md": "a", "b.md": "b", "C.md": "c"})
	if err := os.Chmod(filepath.Join(dir, "b.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := apply(dir, []edit.Change{
		{Path: "sub/deep/a.md", From: "a.md", Was: sumOf("a"), Data: []byte("moved")},
		{Path: "b.md", Was: sumOf("b"), Data: []byte("other")},
		{Path: "c.md", From: "C.md", Was: sumOf("c"), Data: []byte("small")},
		{Path: "new.md", Data: []byte("new")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"sub/deep/a.md": "moved", "b.md": "other", "c.md": "small", "new.md": "new"}
	got := filesIn(t, dir)
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s = %q, want %q", name, got[name], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("files %v", got)
	}
	if info, err := os.Stat(filepath.Join(dir, "b.md")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("b.md has other permissions: %v %v", info, err)
	}
}

// Whatever does not fit, nothing at all is written.
func TestApplyWritesNothingWhereAFileHasChanged(t *testing.T) {
	before := map[string]string{"a.md": "a", "b.md": "b", "real.md": "r"}
	first := edit.Change{Path: "b.md", Was: sumOf("b"), Data: []byte("other")}
	for name, bad := range map[string]edit.Change{
		"has changed meanwhile": {Path: "a.md", Was: sumOf("older"), Data: []byte("x")},
		"no such file":          {Path: "gone.md", Was: sumOf("x"), Data: []byte("x")},
		"is there already":      {Path: "a.md", Data: []byte("x")},
		`"b.md" is there`:       {Path: "b.md", From: "a.md", Was: sumOf("a"), Data: []byte("x")},
		"is a symbolic link":    {Path: "link.md", Was: sumOf("r"), Data: []byte("x")},
		"escapes":               {Path: "../out.md", Data: []byte("x")},
	} {
		dir := contentOf(t, before)
		if err := os.Symlink("real.md", filepath.Join(dir, "link.md")); err != nil {
			t.Fatal(err)
		}
		err := apply(dir, []edit.Change{first, bad})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		got := filesIn(t, dir)
		for file, text := range before {
			if got[file] != text {
				t.Errorf("%s: %s = %q", name, file, got[file])
			}
		}
		if len(got) != len(before)+1 {
			t.Errorf("%s: files %v", name, got)
		}
	}
}

func TestApplyFix(t *testing.T) {
	dir := contentOf(t, map[string]string{"a.md": "\ufeff[x](laed.md)\r\n"})
	fix := applyFix(dir)
	at := diag.Fix{File: "a.md", Start: 7, End: 14, Old: "laed.md", New: "lead.md"}
	if err := fix(at); err != nil {
		t.Fatal(err)
	}
	if got := filesIn(t, dir)["a.md"]; got != "\ufeff[x](lead.md)\r\n" {
		t.Errorf("a.md = %q", got)
	}
	if err := fix(at); err == nil || !strings.Contains(err.Error(), "has changed") {
		t.Errorf("a second time: %v", err)
	}
	at.File = "gone.md"
	if err := fix(at); err == nil || !strings.Contains(err.Error(), "no file") {
		t.Errorf("without its file: %v", err)
	}
	at.File = "../a.md"
	if err := fix(at); err == nil {
		t.Error("outside the folder: no error")
	}
}
