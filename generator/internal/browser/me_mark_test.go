package browser

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// keepRoles keeps roles, and what the bar says of them, as a reader's browser does.
func keepRoles(t *testing.T, ctx context.Context, url, list, part string) {
	t.Helper()
	visit(t, ctx, chromedp.Navigate(url+"/robots.txt"))
	eval[bool](t, ctx, fmt.Sprintf(`(localStorage.setItem("baton:roles", %q), localStorage.setItem("baton:part /", %q), true)`, list, part))
}

// beforeEveryPage runs a script in every document before anything of its own.
func beforeEveryPage(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		t.Fatal(err)
	}
}

// withoutFonts answers no font: the swap of a face moves words, which is no matter here.
func withoutFonts(w http.ResponseWriter, r *http.Request) bool {
	if !strings.HasSuffix(r.URL.Path, ".woff2") {
		return false
	}
	http.NotFound(w, r)
	return true
}

// watchPaint notes, in the first frame that shows a part of the page, what it says of elements that belong to roles; and
// adds up how far anything moves that nobody touched.
const watchPaint = `
	window.shifted = 0; window.sources = [];
	new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) { shifted += e.value; sources.push(...e.sources.map(s => s.node?.outerHTML?.slice(0, 80) + JSON.stringify([s.previousRect, s.currentRect]))); } })).observe({type: "layout-shift", buffered: true});
	const look = () => {
		const some = document.querySelector("main [data-role]");
		if (!some) return requestAnimationFrame(look);
		window.first = [...document.querySelectorAll("main [data-role]")].map(e => e.dataset.role + ":" + getComputedStyle(e).getPropertyValue("--you"));
	};
	requestAnimationFrame(look);`

// What is mine is marked in the first frame, and nothing moves after it; what is another's is not, wherever it stands.
func TestMineIsMarkedAtOnce(t *testing.T) {
	t.Parallel()
	url := library(t, withoutFonts)
	ctx := chromium(t)
	said := listen(t, ctx)
	keepRoles(t, ctx, url, `["desk-lead"]`, "Desk lead")
	beforeEveryPage(t, ctx, watchPaint)
	for _, width := range []int64{1280, 360} {
		for _, address := range []string{"/playbooks/putting-it-right/", "/responsibilities/"} {
			visit(t, ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(url+address))
			eventually(t, ctx, `window.first`)
			wrong := eval[[]string](t, ctx, `first.filter(s => s.endsWith('"you"') !== / desk-lead[ :]/.test(" " + s))`)
			if len(wrong) > 0 || !eval[bool](t, ctx, `first.some(s => s.endsWith('"you"'))`) {
				t.Errorf("%s at %d: %q are marked wrongly, or nothing is marked", address, width, wrong)
			}
			eventually(t, ctx, `document.querySelector(".theme:not([hidden])")`) // the scripts have run
			if address == "/playbooks/putting-it-right/" {
				continue // how a long score arrives is no matter of marks
			}
			if moved := eval[float64](t, ctx, `shifted`); moved > 0 {
				t.Errorf("%s at %d: the page moved by %v: %v", address, width, moved, eval[[]string](t, ctx, `sources`))
			}
		}
	}
	said.nothing(t)
}

// Storage that holds anything at all, or is refused, breaks no page and brings no style of its own.
func TestStrangeStorage(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	const bad = `x],*{--you:"you";background:red}a[b="`
	for list, marked := range map[string]bool{
		`not json`:                        false,
		`"desk-lead"`:                     false,
		`null`:                            false,
		`{"length": 1, "0": "desk-lead"}`: false,
		`[null, 7, {}, [], ""]`:           false,
		`["", "desk-lead"]`:               true,
		`["a b\"]{}\n\\", "desk-lead"]`:   true,
		fmt.Sprintf(`[%q, "desk-lead", "*"]`, bad):         true,
		fmt.Sprintf(`[%q, "desk-lead"]`, `*/}</style><b>`): true,
	} {
		keepRoles(t, ctx, url, list, `"}*{background:red}`+"\n\\")
		visit(t, ctx, chromedp.Navigate(url+"/responsibilities/"))
		eventually(t, ctx, `document.querySelector(".theme:not([hidden])")`)
		got := eval[int](t, ctx, `[...document.querySelectorAll("*")].filter(e => getComputedStyle(e).getPropertyValue("--you")).length`)
		want := 0
		if marked {
			want = eval[int](t, ctx, `document.querySelectorAll('[data-role~="desk-lead"], [data-role~="desk-lead"] *').length`)
		}
		if got != want {
			t.Errorf("%s: %d elements are marked, not %d", list, got, want)
		}
		if red := eval[int](t, ctx, `[...document.querySelectorAll("*")].filter(e => getComputedStyle(e).backgroundColor === "rgb(255, 0, 0)").length`); red > 0 {
			t.Errorf("%s: the storage styled %d elements", list, red)
		}
	}
	beforeEveryPage(t, ctx, `Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError") }})`)
	visit(t, ctx, chromedp.Navigate(url+"/responsibilities/"))
	eventually(t, ctx, `document.querySelector(".theme:not([hidden])")`)
	said.nothing(t)
}

// What one tab chooses, every other tab shows without being loaded again.
func TestOtherTabsFollow(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	one := chromium(t)
	two := tab(t, one)
	for _, ctx := range []context.Context{one, two} {
		visit(t, ctx, chromedp.Navigate(url+"/responsibilities/"))
	}
	const mine = `getComputedStyle(document.querySelector('[data-role~="desk-lead"]')).getPropertyValue("--you")`
	eventually(t, two, `document.querySelector(".theme:not([hidden])")`)
	eval[bool](t, one, `(localStorage.setItem("baton:roles", '["desk-lead"]'), true)`)
	eventually(t, two, mine)
	eval[bool](t, one, `(localStorage.clear(), true)`)
	eventually(t, two, `!`+mine)
}
