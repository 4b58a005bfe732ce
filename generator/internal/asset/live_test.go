package asset

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"baton/layouts"
)

// The script and the style are whole: nothing is imported when they run, nothing is asked for from elsewhere.
func TestLive(t *testing.T) {
	js, css, err := Live(layouts.FS)
	if err != nil {
		t.Fatal(err)
	}
	for text, parts := range map[string][]string{
		string(js):  {"WebSocket", "baton-live", "afterNodeMorphed"},
		string(css): {":host", ".panel"},
	} {
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%.40q… lacks %q", text, part)
			}
		}
		for _, part := range []string{"@import", "url(", "import(", "generator/"} {
			if strings.Contains(text, part) {
				t.Errorf("%.40q… has %q", text, part)
			}
		}
	}
	again, _, err := Live(layouts.Over(fstest.MapFS{}))
	if err != nil || !bytes.Equal(js, again) {
		t.Errorf("equal layouts give another script: %v", err)
	}
	const most = 12 << 10
	if n := zipped(t, js) + zipped(t, css); n > most {
		t.Errorf("%d bytes after gzip; each page of serve loads them, and %d are enough", n, most)
	}
}

// Nothing of live editing is in what is published, whatever it is.
func TestBundleHasNoTraceOfLive(t *testing.T) {
	a := bundleOf(t, layouts.FS, "")
	for _, f := range a.Files {
		for _, trace := range []string{"_baton", "baton-live", "WebSocket", "afterNodeMorphed"} {
			if bytes.Contains(f.Data, []byte(trace)) {
				t.Errorf("%s has %q", f.Path, trace)
			}
		}
	}
	b := bundleOf(t, layouts.Over(fstest.MapFS{
		"scripts/live.ts":      {Data: []byte("not a script at all (")},
		"scripts/live/page.ts": {Data: []byte("(")},
		"styles/live.css":      {Data: []byte("@import 'nowhere.css';")},
	}), "")
	if len(a.Files) != len(b.Files) {
		t.Fatalf("%d files, and %d with another live editing", len(a.Files), len(b.Files))
	}
	for i, f := range a.Files {
		if g := b.Files[i]; f.Path != g.Path || !bytes.Equal(f.Data, g.Data) {
			t.Errorf("%s depends on live editing", f.Path)
		}
	}
}

// A mistake in an overlaid file is an error with file and line.
func TestLiveNamesThePlaceOfAMistake(t *testing.T) {
	for name, text := range map[string]string{
		"scripts/live.ts":        "\nconst = 1",
		"scripts/live/socket.ts": "\nimport './nowhere.ts';",
		"styles/live.css":        "\n@import \"./nowhere.css\";",
	} {
		_, _, err := Live(layouts.Over(fstest.MapFS{name: {Data: []byte(text)}}))
		if err == nil || !strings.Contains(err.Error(), "layouts: "+name+":2:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
