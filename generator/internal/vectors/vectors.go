// Package vectors reads the conformance vectors of the authoring formats and compares findings with what they
// expect, in the way that testdata/vectors/README.md describes. Only tests import it.
package vectors

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"baton/generator/internal/diag"
)

// Format is the one format of vectors that is understood.
const Format = "baton-vectors/1"

// ours is the set that stands in the repository, as seen from a package below generator/internal.
const ours = "../../testdata/vectors"

// Load reads the file called name of the set of vectors into v, which takes from it what it has fields for.
//
// The environment variable BATON_VECTORS names the folder of another set; a set may lack a file, and then the
// test is skipped.
func Load(t testing.TB, name string, v any) {
	t.Helper()
	dir := os.Getenv("BATON_VECTORS")
	other := dir != ""
	if !other {
		dir = ours
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if other && errors.Is(err, fs.ErrNotExist) && isDir(dir) {
		t.Skipf("SKIPPED: the set of vectors in BATON_VECTORS has no %s", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	var head struct{ Format string }
	if err := json.Unmarshal(data, &head); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if head.Format != Format {
		t.Fatalf("%s: format %q, want %q", name, head.Format, Format)
	}
	if err := json.Unmarshal(data, v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// Compare fails t unless got has exactly the expected findings of the given families. Findings of other
// families are not looked at.
func Compare(t testing.TB, families []string, want []Diagnostic, got diag.List) {
	t.Helper()
	for _, f := range families {
		if _, ok := diag.Find(f); !ok {
			t.Fatalf("no code has the name of the family %q", f)
		}
	}
	for _, d := range want {
		if !slices.Contains(families, d.Family) {
			t.Fatalf("%s is expected, but the file is not about this family", d)
		}
	}
	missing, extra := differ(families, want, got)
	for _, d := range missing {
		t.Errorf("not reported: %s", d)
	}
	for _, d := range extra {
		t.Errorf("reported, but not expected: %s: %s %s: %s (hint %q, candidates %q, unsafe %v)",
			d.Pos, d.Severity, Family(d), d.Message, d.Hint, d.Candidates, d.Unsafe)
	}
}

// Family is the meaning of a finding: the name of its code.
func Family(d diag.Diagnostic) string { return d.Code.Rule().Name }
