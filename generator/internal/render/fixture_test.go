package render

import (
	"flag"
	"html/template"
	"io/fs"
	"regexp"
	"testing/fstest"

	"baton/layouts"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// fieldPattern finds the name of a field inside an action.
var fieldPattern = regexp.MustCompile(`\.[A-Z][A-Za-z]*`)

func newSet(name string) *template.Template { return template.New(name) }

// overlaid is the shipped layouts with one file replaced.
func overlaid(name, text string) fs.FS {
	return layouts.Over(fstest.MapFS{name: {Data: []byte(text)}})
}
