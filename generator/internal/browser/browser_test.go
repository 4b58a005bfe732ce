// Package browser holds tests of what readers see, in a real Chromium.
package browser

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"baton/generator/internal/build"
	"baton/generator/internal/publish"
	"baton/generator/internal/serve"
	"baton/generator/internal/source"
	"baton/layouts"
)

// shipped is the handbook that we ship, built once for all tests.
var shipped = sync.OnceValues(func() ([]publish.File, error) {
	snap, err := source.Read("../../../content")
	if err != nil {
		return nil, err
	}
	b := build.Builder{Layouts: layouts.FS}
	r, err := b.Build(snap)
	return r.Files, err
})

// site serves the shipped handbook.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	files, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(serve.Handler(files))
	t.Cleanup(srv.Close)
	return srv
}

// served serves the site of a snapshot.
func served(t *testing.T, snap *source.Snapshot) *httptest.Server {
	t.Helper()
	b := build.Builder{Layouts: layouts.FS}
	r, err := b.Build(snap)
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(serve.Handler(r.Files))
	t.Cleanup(srv.Close)
	return srv
}

// chromium opens a tab for the test, with a storage of its own, in the one browser of all tests.
func chromium(t *testing.T) context.Context {
	t.Helper()
	browser, err := started()
	if errors.Is(err, errNoChromium) && os.Getenv("CI") == "" {
		t.Skipf("SKIPPED: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return tab(t, browser, chromedp.WithNewBrowserContext())
}

// tab opens another tab beside that of ctx.
func tab(t *testing.T, ctx context.Context, opts ...chromedp.ContextOption) context.Context {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(ctx, opts...)
	t.Cleanup(closeTab)
	ctx, done := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(done)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return ctx
}

var errNoChromium = errors.New("there is no Chromium; ./generator/test installs it")

// started is the browser, which the first test that needs it starts and TestMain stops.
var started = sync.OnceValues(start)

var stop = func() {}

func TestMain(m *testing.M) {
	code := m.Run()
	stop()
	os.Exit(code)
}

func start() (context.Context, error) {
	path := os.Getenv("BATON_CHROMIUM")
	if path == "" {
		for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
			if p, err := exec.LookPath(name); err == nil {
				path = p
				break
			}
		}
	}
	if path == "" {
		return nil, errNoChromium
	}
	dir, err := os.MkdirTemp("", "baton-chromium-")
	if err != nil {
		return nil, err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.UserDataDir(dir))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	stop = func() {
		cancel()
		cancelAlloc()
		os.RemoveAll(dir)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		return nil, fmt.Errorf("start Chromium: %w", err)
	}
	return ctx, nil
}

// complaints gathers what a tab complains about: errors, and everything that the security policy blocked.
type complaints struct {
	mu   sync.Mutex
	list []string
}

func listen(t *testing.T, ctx context.Context) *complaints {
	t.Helper()
	c := &complaints{}
	add := func(s string) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.list = append(c.list, s)
	}
	err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventExceptionThrown:
			add("exception: " + ev.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			if ev.Entry.Level == log.EntryLevelError && !strings.Contains(ev.Entry.Text, "404") {
				add(ev.Entry.Text + " " + ev.Entry.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := c.list
	c.list = nil
	return list
}

// nothing reports what was said since the last look.
func (c *complaints) nothing(t *testing.T) {
	t.Helper()
	for _, s := range c.take() {
		t.Error(s)
	}
}

// axeSource is the script of axe-core, "" if it is not installed.
func axeSource(t *testing.T) string {
	t.Helper()
	tools := os.Getenv("BATON_WEB_TOOLS")
	if tools == "" {
		tools = "../../web/node_modules"
	}
	data, err := os.ReadFile(filepath.Join(tools, "axe-core", "axe.min.js"))
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("axe-core is missing; ./generator/test installs it: %v", err)
		}
		t.Logf("SKIPPED in part: without axe-core, which ./generator/test installs, accessibility is not looked at: %v", err)
	}
	return string(data)
}

// violations is what axe has to say about the page as it stands.
func violations(t *testing.T, ctx context.Context, axe string) []string {
	t.Helper()
	if !eval[bool](t, ctx, `typeof axe === "object"`) {
		eval[bool](t, ctx, axe+";true")
	}
	// What is not painted yet has no true size.
	eval[bool](t, ctx, `(sheet => (sheet.replaceSync("* { content-visibility: visible !important }"), document.adoptedStyleSheets.push(sheet), true))(new CSSStyleSheet())`)
	return eval[[]string](t, ctx, `axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		resultTypes: ["violations"],
		rules: {
			"target-size": {enabled: !matchMedia("print").matches},
			"color-contrast": {enabled: !matchMedia("(forced-colors: active)").matches}, // those are the reader's
		},
	}).then(r => r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | "))).finally(() => document.adoptedStyleSheets.pop())`)
}

// visit runs steps, and eval an expression, whose promise it awaits.
func visit(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// eventually waits until a condition holds, even if the page is loaded anew meanwhile.
func eventually(t *testing.T, ctx context.Context, condition string) {
	t.Helper()
	var err error
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(20 * time.Millisecond) {
		var holds bool
		if holds, err = chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")")); err == nil && holds {
			return
		}
	}
	t.Fatalf("never: %s (%v)", condition, err)
}

// The theme that a reader chose is there before the next page is painted, and the control says so.
func TestThemeStays(t *testing.T) {
	t.Parallel()
	srv := site(t)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(srv.URL+"/"))
	eventually(t, ctx, `!!document.querySelector("select")?.checkVisibility()`)
	eval[bool](t, ctx, `(() => { const s = document.querySelector("select"); s.value = "dark"; return s.dispatchEvent(new Event("change", {bubbles: true})); })()`)
	visit(t, ctx, chromedp.Navigate(srv.URL+"/gaps/"))
	theme := eval[string](t, ctx, `document.documentElement.dataset.theme || ""`)
	chosen := eval[string](t, ctx, `document.querySelector("select").value`)
	if theme != "dark" || chosen != "dark" {
		t.Errorf("theme %q, control %q", theme, chosen)
	}
}

// An old address leads to the new one, and takes the fragment along.
func TestOldAddressKeepsItsFragment(t *testing.T) {
	t.Parallel()
	srv := site(t)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(srv.URL+"/who-decides/#money"))
	eventually(t, ctx, `location.pathname === "/decisions/"`)
	at := eval[string](t, ctx, `location.pathname + location.hash`)
	if at != "/decisions/#money" {
		t.Errorf("arrived at %s", at)
	}
}
