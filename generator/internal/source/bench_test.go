package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// manyFiles writes folders of files of some 1.5 KB.
func manyFiles(b *testing.B, folders, each int) string {
	dir := b.TempDir()
	text := strings.Repeat("A line of a page, as long as lines are.\n", 40)
	for i := range folders {
		sub := filepath.Join(dir, fmt.Sprintf("folder-%d", i))
		if err := os.Mkdir(sub, 0o755); err != nil {
			b.Fatal(err)
		}
		for j := range each {
			if err := os.WriteFile(filepath.Join(sub, fmt.Sprintf("page-%d.md", j)), fmt.Appendf(nil, "%d %d %s", i, j, text), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	return dir
}

func BenchmarkRead10000(b *testing.B) {
	dir := manyFiles(b, 100, 100)
	for b.Loop() {
		if _, err := Read(dir); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkScan10000(b *testing.B) {
	dir := manyFiles(b, 100, 100)
	f := NewFolder(dir)
	scan := func(b *testing.B, folders []string, all bool) {
		if _, err := f.Scan(folders, all); err != nil {
			b.Fatal(err)
		}
	}
	scan(b, nil, true)
	b.Run("young", func(b *testing.B) {
		for b.Loop() {
			scan(b, []string{"folder-7"}, false)
		}
	})
	time.Sleep(tick)
	scan(b, nil, true)
	b.Run("folder", func(b *testing.B) {
		for b.Loop() {
			scan(b, []string{"folder-7"}, false)
		}
	})
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			scan(b, nil, true)
		}
	})
	b.Run("nothing", func(b *testing.B) {
		for b.Loop() {
			scan(b, nil, false)
		}
	})
	b.Run("change", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if err := os.WriteFile(filepath.Join(dir, "folder-7", "page-3.md"), fmt.Appendf(nil, "%d\n", i), 0o644); err != nil {
				b.Fatal(err)
			}
			scan(b, []string{"folder-7"}, false)
		}
	})
}
