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

// templates holds one set for each kind of page: base, all components, and that page. Each is executed as a
// whole; its blocks are filled by the page.
type templates map[string]*template.Template

// parseTemplates reads the templates of every kind and checks each set against the view of its kind.
func parseTemplates(layouts fs.FS) (templates, error) {
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
	sets := make(templates, len(views)+1)
	menu, err := shared.Clone()
	if err != nil {
		return nil, err
	}
	if sets["menu"] = menu.Lookup("menu"); sets["menu"] == nil {
		return nil, fmt.Errorf("layouts: no component defines the template %q", "menu")
	}
	if faults := typeCheck(sets["menu"], reflect.TypeFor[menuView]()); len(faults) > 0 {
		return nil, faultsError(faults)
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
		if faults := typeCheck(set, reflect.TypeOf(views[name])); len(faults) > 0 {
			return nil, faultsError(faults)
		}
		sets[name] = set
	}
	return sets, nil
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

func faultsError(faults []string) error {
	return fmt.Errorf("layouts: %s", strings.Join(faults, "\nlayouts: "))
}
