package render

import (
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
)

// Templates holds one set for each kind of page: base, all components, and that page. Each is executed as a
// whole; its blocks are filled by the page.
type Templates struct {
	sets map[string]*template.Template
}

// ParseTemplates reads the templates of every kind and checks each set against the view of its kind, so that a
// mistake in an overlaid template is an error here, with its file and line.
func ParseTemplates(layouts fs.FS) (*Templates, error) {
	shared := template.New("base.html")
	if err := parseFile(shared, layouts, "base.html"); err != nil {
		return nil, err
	}
	components, err := fs.Glob(layouts, "components/*/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range components {
		if err := parseFile(shared.New(file), layouts, file); err != nil {
			return nil, err
		}
	}
	sets := make(map[string]*template.Template, len(views)+len(fragments))
	for _, name := range slices.Sorted(maps.Keys(fragments)) {
		set, err := shared.Clone()
		if err != nil {
			return nil, err
		}
		if set = set.Lookup(name); set == nil {
			return nil, fmt.Errorf("layouts: no component defines the template %q", name)
		}
		if err := check(set, fragments[name]); err != nil {
			return nil, err
		}
		sets[name] = set
	}
	for _, name := range slices.Sorted(maps.Keys(views)) {
		set, err := shared.Clone()
		if err != nil {
			return nil, err
		}
		file := path.Join("pages", name+".html")
		if err := parseFile(set.New(file), layouts, file); err != nil {
			return nil, err
		}
		if err := check(set, views[name]); err != nil {
			return nil, err
		}
		sets[name] = set
	}
	return &Templates{sets}, nil
}

// parseFile parses a file into t, whose name is the file's, so that every later message names it.
func parseFile(t *template.Template, layouts fs.FS, file string) error {
	text, err := fs.ReadFile(layouts, file)
	if err != nil {
		return fmt.Errorf("layouts: %w", err)
	}
	_, err = t.Parse(string(text))
	if err != nil {
		return fmt.Errorf("layouts: %w", err)
	}
	return nil
}

// check returns everything in a template that does not fit its view, as one error.
func check(t *template.Template, view any) error {
	if faults := typeCheck(t, reflect.TypeOf(view)); len(faults) > 0 {
		return fmt.Errorf("layouts: %s", strings.Join(faults, "\nlayouts: "))
	}
	return nil
}
