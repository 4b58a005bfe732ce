package build

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"baton/generator/internal/source"
)

// corpus generates pages with the generator that lies beside the project.
func corpus(tb testing.TB, pages int) string {
	tb.Helper()
	const generator = "../../../../shared/bench/corpus"
	if _, err := os.Stat(generator); err != nil {
		tb.Skipf("SKIPPED: no corpus generator beside the project: %v", err)
	}
	dir := tb.TempDir()
	cmd := exec.Command("go", "run", ".", "-n", fmt.Sprint(pages), "-flavor", "plain", "-out", dir)
	cmd.Dir = generator
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("generate: %v\n%s", err, out)
	}
	return filepath.Join(dir, "content")
}

// BenchmarkBuild builds the generated corpus, reading included, publishing not.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := corpus(b, n)
			for b.Loop() {
				snap, err := source.Read(dir)
				if err != nil {
					b.Fatal(err)
				}
				mustBuild(b, snap, Options{})
			}
		})
	}
}
