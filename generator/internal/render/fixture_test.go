package render

import (
	"flag"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"baton/layouts"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// overlaid is the shipped layouts with one file replaced.
func overlaid(name, text string) fs.FS {
	return layouts.Over(fstest.MapFS{name: {Data: []byte(text)}})
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
