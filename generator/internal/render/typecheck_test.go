package render

import (
	"cmp"
	"io/fs"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"baton/layouts"
)

// Every template that we ship fits its view.
func TestTemplatesFitTheirViews(t *testing.T) {
	if _, err := parseTemplates(layouts.FS); err != nil {
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
		tmpl := newSet("x.html")
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
// turn, and each time the check must speak.
func TestTypeCheckCatchesEveryMutation(t *testing.T) {
	mutants, called := 0, calledTemplates(t)
	err := fs.WalkDir(layouts.FS, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".html") {
			return err
		}
		text, err := fs.ReadFile(layouts.FS, file)
		if err != nil {
			return err
		}
		if len(uncalled(string(text), called)) > 0 {
			return nil // TestEveryTemplateIsCalled reports it
		}
		for _, at := range fieldPattern.FindAllIndex(text, -1) {
			mutants++
			mutant := string(text[:at[1]]) + "Zz" + string(text[at[1]:])
			if _, err := parseTemplates(overlaid(file, mutant)); err == nil {
				t.Errorf("%s: %s misspelled, and nobody noticed", file, text[at[0]:at[1]])
			} else if !strings.Contains(err.Error(), file+":") {
				t.Errorf("the fault in %s is reported without its place: %v", file, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if mutants < 30 {
		t.Errorf("only %d fields were found to misspell", mutants)
	}
}

// calledTemplates returns the names of all templates that some page or the menu reaches.
func calledTemplates(t *testing.T) map[string]bool {
	sets, err := parseTemplates(layouts.FS)
	if err != nil {
		t.Fatal(err)
	}
	called := map[string]bool{}
	for name, set := range sets {
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
