package render

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"baton/generator/internal/asset"
	"baton/layouts"
)

// In a browser, at every width, no words of a score lie on others, none is crossed by a cue, every cue line leads from
// the head of the note that gives it to that of one that waits for it, and no page scrolls sideways. 640 pixels are what
// a laptop has at 200 %.
func TestPagesInABrowser(t *testing.T) {
	ctx := browser(t)
	faults, err := os.ReadFile("testdata/staves.js")
	if err != nil {
		t.Fatal(err)
	}
	for name, book := range booksOfScores(t) {
		r := rendererOf(t, book.files)
		assets, err := asset.Bundle(layouts.FS, r.site.Config)
		if err != nil {
			t.Fatal(err)
		}
		r.assets = assets
		server := serve(t, r, assets)
		for _, address := range book.addresses {
			if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+address)); err != nil {
				t.Fatal(err)
			}
			for _, width := range []int64{320, 360, 640, 768, 1000, 1216, 1280, 1920} {
				screen := emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1}
				if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, screen); err != nil {
					t.Fatal(err)
				}
				got, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](string(faults)))
				if err != nil {
					t.Fatal(err)
				}
				for _, fault := range got {
					t.Errorf("%s%s at %d pixels: %s", name, address, width, fault)
				}
			}
		}
	}
}

// book is a handbook, and the pages of it that are looked at.
type book struct {
	files     map[string]string
	addresses []string
}

// booksOfScores are the handbooks of testdata, and one of scores that nobody thought of.
func booksOfScores(t *testing.T) map[string]book {
	t.Helper()
	books := map[string]book{}
	for _, name := range []string{"kinds/service", "kinds/sparse", "kinds/dense", "scores"} {
		a, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		b := book{files: filesOf(a)}
		for _, f := range a.Files {
			if address, ok := strings.CutPrefix(f.Name, "want"); ok {
				b.addresses = append(b.addresses, address)
			} else if name == "scores" && strings.HasPrefix(f.Name, "playbooks/") {
				address := "/" + strings.TrimSuffix(f.Name, ".md") + "/"
				b.addresses = append(b.addresses, address, address+"cues/")
			}
		}
		books[name] = b
	}
	many := 4
	if os.Getenv("BATON_LONG") != "" {
		many = 100
	}
	drawn := book{files: map[string]string{}}
	for i := range many {
		text := rapid.Custom(func(t *rapid.T) string { return playbookOf(drawScore(t)) }).Example(i)
		drawn.files[fmt.Sprintf("playbooks/x%d.md", i)] = strings.ReplaceAll(text, "step", "Say what there is to say, then step")
		drawn.addresses = append(drawn.addresses, fmt.Sprintf("/playbooks/x%d/", i))
	}
	books["drawn"] = drawn
	return books
}

// browser starts Chromium, or skips the test loudly if there is none.
func browser(t *testing.T) context.Context {
	t.Helper()
	program := os.Getenv("BATON_CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = cmp.Or(program, found)
		}
	}
	if program == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("there is no Chromium; ./generator/test installs it")
		}
		t.Skip("SKIPPED: there is no Chromium; set BATON_CHROMIUM to its path to see whether scores are laid out well")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// serve serves the pages of a renderer and their assets.
func serve(t *testing.T, r *Renderer, assets *asset.Assets) *httptest.Server {
	t.Helper()
	files := map[string][]byte{}
	for _, f := range assets.Files {
		files["/"+f.Path] = f.Data
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		types := map[string]string{".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}
		if data, ok := files[req.URL.Path]; ok {
			w.Header().Set("Content-Type", types[path.Ext(req.URL.Path)])
			_, _ = w.Write(data)
			return
		}
		f, err := r.Page(req.URL.Path)
		if err != nil {
			http.NotFound(w, req)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(f.Data)
	}))
	t.Cleanup(server.Close)
	return server
}
