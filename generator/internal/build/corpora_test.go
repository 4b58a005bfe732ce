package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"baton/generator/internal/source"
)

// Handbooks of strangers, laid beside the project: every document becomes a page, nothing fails.
func TestForeignHandbooks(t *testing.T) {
	const dir = "../../../../shared/corpora"
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Skipf("SKIPPED: no handbooks of others beside the project: %v", err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			snap, err := source.Read(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			r := mustBuild(t, snap, Options{})
			pages := map[string]bool{}
			for _, p := range r.Site.Pages {
				pages[p.Doc.Path] = true
				path := strings.TrimPrefix(p.Address, "/") + "index.html"
				if fileOf(r, path) == "" {
					t.Errorf("%s has no page at %s", p.Doc.Path, path)
				}
			}
			for _, f := range snap.Files {
				if isMarkdown(f.Path) && filepath.Base(f.Path) != "SUMMARY.md" && !pages[f.Path] {
					t.Errorf("%s has no page", f.Path)
				}
			}
			counts := map[string]int{}
			for _, d := range r.Diags {
				counts[d.Code.Rule().Name]++
			}
			t.Logf("%d documents, %d findings: %v", len(r.Site.Pages), len(r.Diags), counts)
		})
	}
}
