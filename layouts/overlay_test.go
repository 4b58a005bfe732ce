package layouts

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

// An overlay takes each file from the upper layer if it is there, and lists the files of both.
func TestOverlay(t *testing.T) {
	upper := fstest.MapFS{
		"base.html":               {Data: []byte("mine")},
		"components/new/new.html": {Data: []byte("new")},
	}
	lower := fstest.MapFS{
		"base.html":               {Data: []byte("theirs")},
		"pages/home.html":         {Data: []byte("home")},
		"components/bar/bar.html": {Data: []byte("bar")},
	}
	o := Overlay(upper, lower)
	if err := fstest.TestFS(o, "base.html", "pages/home.html", "components/new/new.html", "components/bar/bar.html"); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"base.html": "mine", "pages/home.html": "home"} {
		if got, err := fs.ReadFile(o, name); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v; want %q", name, got, err, want)
		}
	}
	files, err := fs.Glob(o, "components/*/*.html")
	if err != nil || len(files) != 2 {
		t.Errorf("components are %v, %v", files, err)
	}
}

// An empty folder over the built-in layouts changes nothing.
func TestOverNothing(t *testing.T) {
	o := Over(fstest.MapFS{})
	if _, err := fs.ReadFile(o, "base.html"); err != nil {
		t.Error(err)
	}
}
