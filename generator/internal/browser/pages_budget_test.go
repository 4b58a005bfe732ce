package browser

import (
	"bytes"
	"compress/gzip"
	"path"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Every page of the shipped handbook has at most 14 KB as it is sent, but for the one that holds them all; what every
// page runs has 5 KB, and what shows previews 2.
func TestPagesAreSmall(t *testing.T) {
	t.Parallel()
	files, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	always, previews := 0, 0
	for _, f := range files {
		size := sent(t, f.Data)
		switch name := path.Base(f.Path); {
		case strings.HasPrefix(f.Path, "print/"):
		case strings.HasSuffix(name, ".html") && size > 14<<10:
			t.Errorf("%s has %d bytes", f.Path, size)
		case strings.HasPrefix(f.Path, "_a/main.") || strings.HasPrefix(f.Path, "_a/head."):
			always += size
		case strings.HasPrefix(f.Path, "_a/preview."):
			previews += size
		}
	}
	if always == 0 || always > 5<<10 || previews == 0 || previews > 2<<10 {
		t.Errorf("every page runs %d bytes, previews take %d", always, previews)
	}
}

// sent is how many bytes a server sends.
func sent(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	z.Write(data)
	z.Close()
	return b.Len()
}

// A first view takes six requests at most up to the first paint of words: the page, its style, two scripts, the face of
// the text and that of headings; the sign in the tab stands in the page. An essay has a face of its own for what is read,
// upright and slanted, which nothing waits for. None goes to anybody else.
func TestFirstViewTakesFewRequests(t *testing.T) {
	t.Parallel()
	srv := site(t)
	for _, p := range kindsOfPages {
		ctx := chromium(t) // whose cache is empty
		visit(t, ctx, chromedp.Navigate(srv.URL+p.address))
		settled(t, ctx)
		before := eval[[]string](t, ctx, `(painted => performance.getEntriesByType("resource").filter(e => e.startTime < painted).map(e => e.name))(performance.getEntriesByName("first-contentful-paint")[0].startTime)`)
		most := map[string]int{"essay": 8, "print": 7}[p.template] // the book has a style of its own
		if most == 0 {
			most = 6
		}
		if n := 1 + len(before); n > most {
			t.Errorf("%s asks for %d files before it is painted: itself and\n%s", p.address, n, strings.Join(before, "\n"))
		}
		if !eval[bool](t, ctx, `document.querySelector("link[rel=icon]").href.startsWith("data:")`) {
			t.Errorf("%s asks for its sign", p.address)
		}
		for _, name := range eval[[]string](t, ctx, `performance.getEntriesByType("resource").map(e => e.name).filter(name => new URL(name).origin !== location.origin)`) {
			t.Errorf("%s asks somebody else for %s", p.address, name)
		}
	}
}
