package render

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"baton/generator/internal/asset"
	"baton/layouts"
)

// Each page renders alone, in any order and beside any other, to the same bytes.
func TestPagesRenderAlone(t *testing.T) {
	s := linked(t, wholeHandbook(t))
	whole := renderer(t, layouts.FS, s, &asset.Assets{})
	files, err := whole.All(8)
	if err != nil {
		t.Fatal(err)
	}
	alone := renderer(t, layouts.FS, s, &asset.Assets{})
	addresses := alone.Files()
	if len(addresses) != len(files) {
		t.Fatalf("%d addresses and %d files", len(addresses), len(files))
	}
	seen := map[string]bool{}
	for i := len(addresses) - 1; i >= 0; i-- {
		f, err := alone.Page(addresses[i].Address)
		if err != nil {
			t.Fatal(err)
		}
		if f.Path != files[i].Path || !bytes.Equal(f.Data, files[i].Data) {
			t.Errorf("%s alone differs from %s among all", f.Path, files[i].Path)
		}
		if seen[f.Path] {
			t.Errorf("%s is made twice", f.Path)
		}
		seen[f.Path] = true
	}
	if _, err := alone.Page("/nowhere/"); err == nil {
		t.Error("a page that does not exist was rendered")
	}
}

// A fault in an overlaid template is an error with its file and line, at the start if it can be seen there.
func TestOverlaidFaultsNameTheirPlace(t *testing.T) {
	s := linked(t, wholeHandbook(t))
	for _, c := range []struct{ file, text, want string }{
		{"pages/home.html", "{{define \"main\"}}\n{{if}}{{end}}{{end}}", "pages/home.html:2"},
		{"pages/home.html", "{{define \"main\"}}\n{{.Titel}}{{end}}", "pages/home.html:2:2: render.homeView has no field or method Titel"},
		{"components/foot/foot.html", "{{define \"foot\"}}\n\n{{.Owner}}{{end}}", "components/foot/foot.html:3:2"},
		{"pages/home.html", "{{define \"main\"}}\n{{(index .Questions 99).Title}}{{end}}", "pages/home.html:2:3"},
	} {
		templates, err := ParseTemplates(layouts.Over(fstest.MapFS{c.file: {Data: []byte(c.text)}}))
		if err == nil {
			_, err = New(templates, s, &asset.Assets{}).All(2)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// An overlaid template is used, and a template that it does not name stays.
func TestOverlayReplacesOneFile(t *testing.T) {
	r := renderer(t, overlaid("components/foot/foot.html", `{{define "foot"}}<footer>mine</footer>{{end}}`), linked(t, wholeHandbook(t)), &asset.Assets{})
	f, err := r.Page("/")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(f.Data, []byte("<footer>mine</footer>")) || !bytes.Contains(f.Data, []byte("May I decide this?")) {
		t.Errorf("the page is not of both layers:\n%s", f.Data)
	}
}
