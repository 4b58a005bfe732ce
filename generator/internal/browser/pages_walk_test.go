package browser

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// A medium is how a reader has a page before them.
type medium struct {
	name   string
	width  int64
	height int64
	media  string            // "print", else "" for screens
	wants  map[string]string // media features
	axe    bool              // axe looks at it, too
	spaced bool              // with the spacing of text that WCAG 1.4.12 asks for
}

// Zoom of 200 % and 400 % on a laptop is a window of a half and of a quarter of its width.
var (
	laptop = []medium{
		{name: "light", width: 1280, height: 900, axe: true},
		{name: "dark", width: 1280, height: 900, wants: map[string]string{"prefers-color-scheme": "dark"}, axe: true},
		{name: "forced colours", width: 1280, height: 900, wants: map[string]string{"forced-colors": "active"}, axe: true},
		{name: "1000", width: 1000, height: 900},
		{name: "768", width: 768, height: 900},
		{name: "200 %", width: 640, height: 450},
		{name: "print", width: 720, height: 1000, media: "print", axe: true},
		{name: "spaced", width: 1280, height: 900, spaced: true},
	}
	phone = []medium{
		{name: "360", width: 360, height: 740, axe: true},
		{name: "dark 360", width: 360, height: 740, wants: map[string]string{"prefers-color-scheme": "dark"}},
		{name: "320", width: 320, height: 740, axe: true},
		{name: "400 %", width: 320, height: 256},
		{name: "spaced 320", width: 320, height: 740, spaced: true},
	}
)

// One page of every kind, on a laptop and on a phone, in every medium: axe has nothing to say, nothing scrolls
// sideways, no text is cut, what is pressed is big enough; nothing is blocked or thrown, nothing moves once it is
// painted, and nothing comes from elsewhere.
func TestPagesReadWell(t *testing.T) {
	t.Parallel()
	srv := site(t)
	axe := axeSource(t)
	for _, device := range []struct {
		name  string
		touch bool
		media []medium
	}{{"laptop", false, laptop}, {"phone", true, phone}} {
		t.Run(device.name, func(t *testing.T) {
			t.Parallel()
			ctx := chromium(t)
			said := listen(t, ctx)
			watchShifts(t, ctx)
			for _, p := range kindsOfPages {
				show(t, ctx, device.media[0], device.touch)
				still(t, ctx, srv.URL, p.address)
				for _, m := range device.media {
					show(t, ctx, m, device.touch)
					for _, fault := range faults(t, ctx, p, m, device.touch) {
						t.Errorf("%s, %s: %s", p.address, m.name, fault)
					}
					if m.axe && axe != "" && (p.template != "print" || m.media == "print") { // the book is all pages at once
						for _, v := range violations(t, ctx, axe) {
							t.Errorf("%s, %s: %s", p.address, m.name, v)
						}
					}
				}
				for _, s := range said.take() {
					t.Errorf("%s: %s", p.address, s)
				}
			}
		})
	}
}

// show gives the page a medium, on a device with a mouse or with fingers.
func show(t *testing.T, ctx context.Context, m medium, touch bool) {
	t.Helper()
	features := []*emulation.MediaFeature{}
	for name, value := range m.wants {
		features = append(features, &emulation.MediaFeature{Name: name, Value: value})
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: m.media, Features: features}); err != nil {
		t.Fatal(err)
	}
	var device []chromedp.EmulateViewportOption
	if touch {
		device = append(device, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	visit(t, ctx, chromedp.EmulateViewport(m.width, m.height, device...))
}

// watchShifts has every document of the tab count how far what was painted moves.
func watchShifts(t *testing.T, ctx context.Context) {
	t.Helper()
	const script = `window.moved = [];
new PerformanceObserver((list) => {
	for (const e of list.getEntries()) if (!e.hadRecentInput) moved.push(e.value.toFixed(4) + " " + e.sources.map((s) => (s.node?.outerHTML ?? s.node?.textContent ?? "").slice(0, 90)).join(" | "));
}).observe({type: "layout-shift", buffered: true});`
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		t.Fatal(err)
	}
}

// settled waits until the page is loaded, its islands have run, and what they did is painted.
func settled(t *testing.T, ctx context.Context) {
	t.Helper()
	eventually(t, ctx, `document.readyState === "complete" && performance.getEntriesByName("first-contentful-paint").length &&
		[...document.querySelectorAll("[data-script]")].every((e) => performance.getEntriesByName(new URL(e.dataset.script, document.baseURI).href).length) &&
		!document.querySelector("html > script")`)
	eval[bool](t, ctx, `document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true))))))`)
}

// still opens a page and reports what moves although nobody has touched it. Less than a thousandth is none: so browsers
// count. What moves because of the page does so every time; on a busy machine a face may come late once.
func still(t *testing.T, ctx context.Context, url, address string) {
	t.Helper()
	var moved []string
	for range 2 {
		visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url+address))
		settled(t, ctx)
		moved = eval[[]string](t, ctx, `moved`)
		if eval[float64](t, ctx, `moved.reduce((sum, text) => sum + parseFloat(text), 0)`) < 0.001 {
			return
		}
	}
	t.Errorf("%s: something moves by %s", address, strings.Join(moved, "; by "))
}

// faults looks at the page as it is laid out.
func faults(t *testing.T, ctx context.Context, p kindOfPage, m medium, touch bool) []string {
	t.Helper()
	script, err := os.ReadFile("testdata/pages/faults.js")
	if err != nil {
		t.Fatal(err)
	}
	least := 0 // axe asks for 24 pixels, or for room around
	if touch && p.do && !m.spaced {
		least = 44
	}
	call := fmt.Sprintf("faults(%d, %t)", least, m.spaced)
	return eval[[]string](t, ctx, "(() => {"+strings.TrimSpace(string(script))+"\nreturn "+call+";})()")
}
