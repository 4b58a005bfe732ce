package render

import (
	"cmp"
	"html/template"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"text/template/parse"

	"baton/layouts"
)

// Every template that we ship fits its view.
func TestTemplatesFitTheirViews(t *testing.T) {
	if _, err := ParseTemplates(layouts.FS); err != nil {
		t.Fatal(err)
	}
	pages, err := fs.Glob(layouts.FS, "pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range pages {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "pages/"), ".html")
		if _, ok := views[name]; !ok {
			t.Errorf("%s belongs to no view", file)
		}
	}
}

// The check catches a misspelled field, wherever it stands.
func TestTypeCheckCatches(t *testing.T) {
	type item struct{ Name string }
	type view struct {
		Items []item
		ByKey map[string]item
		One   *item
		Text  string
		N     int
	}
	for _, c := range []struct{ text, want string }{
		{`{{range .Items}}{{.Name}}{{end}}{{with .One}}{{.Name}}{{end}}{{if eq .N 1}}{{.Text}}{{end}}`, ""},
		{`{{range $i, $x := .Items}}{{$i}} {{$x.Name}}{{end}}{{(index .ByKey "a").Name}}{{$.Text}}`, ""},
		{`{{define "a"}}{{.Name}}{{end}}{{range .Items}}{{template "a" .}}{{end}}`, ""},
		{`{{.Txt}}`, "1:2: render.view has no field or method Txt"},
		{"\n{{range .Items}}{{.Nam}}{{end}}", "2:18: render.item has no field or method Nam"},
		{`{{with .One}}{{.Nam}}{{end}}`, "has no field or method Nam"},
		{`{{with $x := .One}}{{$x.Nam}}{{end}}`, "has no field or method Nam"},
		{`{{range $i, $x := .Items}}{{$i.Name}}{{end}}`, "int has no field or method Name"},
		{`{{(index .ByKey "a").Nam}}`, "has no field or method Nam"},
		{`{{if .Text}}{{else}}{{.Nam}}{{end}}`, "has no field or method Nam"},
		{`{{define "a"}}{{.Nam}}{{end}}{{range .Items}}{{template "a" .}}{{end}}`, "has no field or method Nam"},
		{`{{define "a"}}{{.Name}}{{end}}{{template "a" .}}`, "render.view has no field or method Name"},
		{`{{template "b" .}}`, `template "b" is not defined`},
		{`{{range .Text}}{{end}}`, "range over string"},
		{`{{if eq .N "1"}}{{end}}`, "compares int with string"},
		{`{{(or .One .Text).Name}}`, "type is not known"},
	} {
		set := fstest.MapFS{"x.html": {Data: []byte(c.text)}}
		tmpl := template.New("x.html")
		if err := parseFile(tmpl, set, "x.html"); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(typeCheck(tmpl, reflect.TypeFor[view]()), "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// A check that sees nothing would pass everything: each field that a shipped template names is misspelled in
// turn, and each time the check must speak, and name the file.
func TestTypeCheckCatchesEveryMutation(t *testing.T) {
	sets, err := ParseTemplates(layouts.FS)
	if err != nil {
		t.Fatal(err)
	}
	mutants := map[string]bool{}
	for name, set := range sets.sets {
		view := reflect.TypeOf(cmp.Or(views[name], fragments[name]))
		for _, f := range fieldsOf(set, view) {
			place, what := f.tree.ErrorContext(f.node)
			if mutants[place+what] {
				continue // a component that another page calls, too
			}
			mutants[place+what] = true
			last := &f.idents[len(f.idents)-1]
			*last += "Zz"
			got := strings.Join(typeCheck(set, view), "\n")
			if !strings.Contains(got, *last) || !strings.Contains(got, f.tree.ParseName+":") {
				t.Errorf("%s: %s is misspelled, and the check says %q", place, what, got)
			}
			*last = strings.TrimSuffix(*last, "Zz")
		}
	}
	if len(mutants) < 100 {
		t.Errorf("only %d fields were found to misspell", len(mutants))
	}
}

// A field is a place in a template that names one; the last of idents is its name.
type field struct {
	tree   *parse.Tree
	node   parse.Node
	idents []string
}

// fieldsOf lists the fields in all templates that a set reaches.
func fieldsOf(set *template.Template, view reflect.Type) []field {
	c := &checker{set: set, seen: map[call]bool{}}
	c.template(set.Name(), view)
	reached := map[string]bool{}
	for k := range c.seen {
		reached[k.name] = true
	}
	var out []field
	for name := range reached {
		tree := set.Lookup(name).Tree
		var walk func(v reflect.Value)
		walk = func(v reflect.Value) {
			switch v.Kind() {
			case reflect.Interface, reflect.Pointer:
				if v.IsNil() {
					return
				}
				switch n := v.Interface().(type) {
				case *parse.Tree:
					return
				case *parse.FieldNode:
					out = append(out, field{tree, n, n.Ident})
				case *parse.ChainNode:
					out = append(out, field{tree, n, n.Field})
				case *parse.VariableNode:
					if len(n.Ident) > 1 {
						out = append(out, field{tree, n, n.Ident})
					}
				}
				walk(v.Elem())
			case reflect.Struct:
				for i := range v.NumField() {
					if v.Type().Field(i).IsExported() {
						walk(v.Field(i))
					}
				}
			case reflect.Slice:
				for i := range v.Len() {
					walk(v.Index(i))
				}
			}
		}
		walk(reflect.ValueOf(tree.Root))
	}
	return out
}

// A template that nothing calls is dead.
func TestEveryTemplateIsCalled(t *testing.T) {
	called := calledTemplates(t)
	files, err := fs.Glob(layouts.FS, "*/*/*.html")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := fs.Glob(layouts.FS, "pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, pages...) {
		text, err := fs.ReadFile(layouts.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range uncalled(string(text), called) {
			t.Errorf("%s defines %q, and nothing calls it", file, name)
		}
	}
}

// calledTemplates returns the names of all templates that some page or the menu reaches.
func calledTemplates(t *testing.T) map[string]bool {
	sets, err := ParseTemplates(layouts.FS)
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]bool{}
	for name, set := range sets.sets {
		view := reflect.TypeOf(cmp.Or(views[name], fragments[name]))
		c := &checker{set: set, seen: map[call]bool{}}
		c.template(set.Name(), view)
		for k := range c.seen {
			called[k.name] = true
		}
	}
	return called
}

var definePattern = regexp.MustCompile(`{{-? ?(?:define|block) "([^"]+)"`)

// uncalled returns the templates that a file defines and nothing calls.
func uncalled(text string, called map[string]bool) []string {
	var out []string
	for _, m := range definePattern.FindAllStringSubmatch(text, -1) {
		if !called[m[1]] {
			out = append(out, m[1])
		}
	}
	return out
}
