package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"baton/generator/internal/asset"
	"baton/generator/internal/publish"
	"baton/layouts"
)

const golden = "testdata/whole.golden.txtar"

// The whole files of a small handbook are as they were reviewed. The names of assets are without a hash, so that
// a change of a style is not a change of every page.
func TestGolden(t *testing.T) {
	r := renderer(t, layouts.FS, linked(t, wholeHandbook(t)), &asset.Assets{
		Style: "/_a/site.css", Before: "/_a/head.js", Script: "/_a/main.js", Redirect: "/_a/redirect.js", Font: "/_a/sans.woff2", Icon: "data:image/svg+xml,icon",
	})
	files, err := r.All(4)
	if err != nil {
		t.Fatal(err)
	}
	want, err := txtar.ParseFile(golden)
	if err != nil && !*update {
		t.Fatal(err)
	}
	got := map[string]publish.File{}
	for _, f := range files {
		got[f.Path] = f
	}
	for i, f := range want.Files {
		data := got[f.Name].Data
		if *update {
			want.Files[i].Data = data
			continue
		}
		if !bytes.Equal(data, f.Data) {
			t.Errorf("%s differs from %s; if that is right, run go test -update\n%s", f.Name, golden, firstDifference(f.Data, data))
		}
	}
	if *update {
		writeFile(t, golden, txtar.Format(want))
	}
}

// firstDifference shows where two texts begin to differ.
func firstDifference(want, got []byte) string {
	a, b := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return "want " + x + "\ngot  " + y
		}
	}
	return ""
}
