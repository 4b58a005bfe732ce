package asset

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"baton/generator/internal/content"
	"baton/layouts"
)

func bundleOf(t *testing.T, layouts fs.FS, accent string) *Assets {
	t.Helper()
	a, err := Bundle(layouts, &content.Config{Accent: accent})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *Assets) text(t *testing.T, address string) string {
	t.Helper()
	for _, f := range a.Files {
		if "/"+f.Path == address {
			return string(f.Data)
		}
	}
	t.Fatalf("no file for %q", address)
	return ""
}

// The bundle holds every asset that pages name, under a name with a hash, and points only at files that are in it.
func TestBundle(t *testing.T) {
	a := bundleOf(t, layouts.FS, "")
	for _, address := range []string{a.Style, a.Before, a.Script, a.Redirect, a.Engine, a.More, a.Islands["palette"].Script, a.Islands["palette"].Style, a.Font, a.Serif} {
		if !strings.HasPrefix(address, "/_a/") || len(a.text(t, address)) == 0 {
			t.Errorf("%q is no asset", address)
		}
	}
	if icon, err := url.PathUnescape(a.Icon); err != nil || !strings.HasPrefix(icon, "data:image/svg+xml,<svg ") {
		t.Errorf("the icon is %q, %v", icon, err)
	}
	css := a.text(t, a.Style)
	for _, part := range strings.Split(css, "url(")[1:] {
		ref, _, _ := strings.Cut(part, ")")
		a.text(t, "/_a/"+strings.TrimPrefix(strings.Trim(ref, `"`), "./"))
	}
	if want := "@layer reset,tokens,base,layout,prose,components,code,utilities,print;"; !strings.HasPrefix(css, want) {
		t.Errorf("the style sheet begins with %.100q, not with the order of its layers", css)
	}
	if n := len(a.text(t, a.Before)); n > 512 {
		t.Errorf("head.js has %d bytes; it blocks the first paint and may have 512", n)
	}
}

// Equal input gives equal bytes and names, and no path of this machine is in them.
func TestBundleIsDeterministic(t *testing.T) {
	a, b := bundleOf(t, layouts.FS, "#7a1f5c"), bundleOf(t, layouts.Over(fstest.MapFS{}), "#7a1f5c")
	if len(a.Files) != len(b.Files) {
		t.Fatalf("%d files, then %d", len(a.Files), len(b.Files))
	}
	wd, err := fs.Stat(layouts.FS, ".")
	if err != nil || !wd.IsDir() {
		t.Fatal(err)
	}
	for i, f := range a.Files {
		if g := b.Files[i]; f.Path != g.Path || !bytes.Equal(f.Data, g.Data) {
			t.Errorf("%s differs from %s", f.Path, g.Path)
		}
		if bytes.Contains(f.Data, []byte("generator/internal")) {
			t.Errorf("%s names a folder of this machine", f.Path)
		}
	}
}

// A change of a style sheet changes its name, and not that of the fonts.
func TestBundleNamesFollowBytes(t *testing.T) {
	a := bundleOf(t, layouts.FS, "")
	b := bundleOf(t, layouts.Over(fstest.MapFS{"components/bar/bar.css": {Data: []byte(".bar{color:red}")}}), "")
	if a.Style == b.Style {
		t.Error("another style sheet under the same name")
	}
	if a.Font != b.Font || a.Script != b.Script {
		t.Error("what did not change has another name")
	}
}

// A component that an overlay adds is bundled without anybody listing it.
func TestBundleFindsComponents(t *testing.T) {
	a := bundleOf(t, layouts.Over(fstest.MapFS{
		"components/new/new.css": {Data: []byte(".brandnew{color:red}")},
		"components/new/new.ts":  {Data: []byte("console.log('brandnew' as string)")},
	}), "")
	if !strings.Contains(a.text(t, a.Style), ".brandnew") {
		t.Error("the style sheet lacks the new component")
	}
	if !strings.Contains(a.text(t, a.Script), "brandnew") {
		t.Error("the script lacks the new component")
	}
}

// A mistake in an overlaid file is an error with file and line.
func TestBundleNamesThePlaceOfAMistake(t *testing.T) {
	for name, text := range map[string]string{
		"components/bar/bar.css":     "\n@import \"./nowhere.css\";",
		"components/theme/theme.ts":  "\nconst = 1",
		"components/trust/trust.css": "\n.a{background:url(none.png)}",
	} {
		_, err := Bundle(layouts.Over(fstest.MapFS{name: {Data: []byte(text)}}), &content.Config{})
		if err == nil || !strings.Contains(err.Error(), "layouts: "+name+":2:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What every page loads stays small: a phone on a bad line is where a handbook is needed.
func TestBudgets(t *testing.T) {
	a := bundleOf(t, layouts.FS, "")
	for _, c := range []struct {
		address string
		most    int // bytes after gzip
	}{
		{a.Style, 12 << 10},
		{a.Script, 5 << 10},
		{a.Redirect, 1 << 10},
		{a.More, 5 << 10},
		{a.Islands["checklist"].Script, 8 << 10},
		{a.Islands["handover"].Script, 8 << 10}, // fetched when somebody wants it
		{a.Islands["score"].Script, 4 << 10},
		{a.Islands["finder"].Script, 6 << 10},
		{a.Islands["reckon"].Script, 6 << 10},
		{a.Islands["decisions"].Script, 6 << 10},
		{a.Islands["me"].Script, 6 << 10},
		{"/" + Worker, 3 << 10},
	} {
		if n := zipped(t, []byte(a.text(t, c.address))); n > c.most {
			t.Errorf("%s has %d bytes after gzip; it may have %d", c.address, n, c.most)
		}
	}
	// Engine and palette are loaded when a reader is about to search, before the first letter.
	engine, palette := zipped(t, []byte(a.text(t, a.Engine))), zipped(t, []byte(a.text(t, a.Islands["palette"].Script)))
	if most := 12 << 10; engine+palette > most {
		t.Errorf("engine and palette have %d + %d bytes after gzip; together they may have %d", engine, palette, most)
	}
}

// zipped is the size of data as it is sent.
func zipped(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
