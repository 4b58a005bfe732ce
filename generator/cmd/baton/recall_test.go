package main

import (
	"os"
	"path/filepath"
	"testing"
)

// What is kept is there again, in a folder of its owner's, with nothing beside it; without a folder it is an error.
func TestMemoryInAFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache", "baton")
	m := memoryIn(dir, "book.memory", "v1")
	if _, err := m.Load(); !os.IsNotExist(err) {
		t.Errorf("before anything was kept: %v", err)
	}
	for _, text := range []string{"first", "second"} {
		if err := m.Save([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if data, err := m.Load(); err != nil || string(data) != text {
			t.Errorf("loaded %q, %v, want %q", data, err, text)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("%d files, %v, want 1", len(left), err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm()&0o077 != 0 && filepath.Separator == '/' {
		t.Errorf("folder %v, %v: others may look into it", info, err)
	}
	if memoryIn(filepath.Join(dir, "book.memory"), "x", "v1").Save(nil) == nil {
		t.Error("no error where there can be no folder")
	}
}
