package browser

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"baton/generator/internal/serve"
)

// library serves the shipped handbook. What stands, if it is not nil, between the reader and it may answer itself.
func library(t *testing.T, between func(w http.ResponseWriter, r *http.Request) (answered bool)) string {
	t.Helper()
	files, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	site := serve.Handler(files)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if between == nil || !between(w, r) {
			site.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// Places of the finder.
const (
	field   = `document.querySelector(".finder input")`
	list    = `document.getElementById("page:hits")`
	said    = `document.querySelector(".say").textContent`
	open    = `document.querySelector("dialog.palette[open]")`
	chosen  = `document.getElementById(` + field + `.getAttribute("aria-activedescendant"))`
	options = `[...` + list + `.querySelectorAll("[role=option]")]`
	titles  = `[...` + list + `.querySelectorAll(".hit:not(.inner) .title")].map(e => e.textContent).join("|")`
	idle    = list + `.ariaBusy === "false"`
)

// palette opens the palette on a page by its keys.
func palette(t *testing.T, ctx context.Context, page string) {
	t.Helper()
	visit(t, ctx, chromedp.Navigate(page))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, open)
}

// ask types a query in place of what is there, and waits for what is found.
func ask(t *testing.T, ctx context.Context, query string) {
	t.Helper()
	eval[bool](t, ctx, field+`.select(), true`)
	visit(t, ctx, chromedp.KeyEvent(query))
	eventually(t, ctx, fmt.Sprintf(`%s.value === %q && %s`, field, query, idle))
}

// click presses what a selector names, as soon as it can be seen.
func click(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	eventually(t, ctx, fmt.Sprintf(`document.querySelector(%q)?.checkVisibility()`, selector))
	visit(t, ctx, chromedp.Click(selector))
}

// The whole walk by keyboard: open, type, move, open what is chosen; close, and be where one was.
func TestSearchByKeyboard(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	complaints := listen(t, ctx)

	visit(t, ctx, chromedp.Navigate(url+"/roles/"))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	eval[bool](t, ctx, `document.querySelector(".foot a").focus(), true`)
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, open)
	if !eval[bool](t, ctx, `document.activeElement === `+field) {
		t.Error("the field has not got the focus")
	}
	press(t, ctx, kb.Escape)
	eventually(t, ctx, `!`+open)
	if !eval[bool](t, ctx, `document.activeElement === document.querySelector(".foot a")`) {
		t.Error("closing did not give the focus back")
	}

	eval[bool](t, ctx, `document.querySelector("a.find").focus(), true`)
	press(t, ctx, kb.Enter)
	eventually(t, ctx, open)
	ask(t, ctx, "refund a customer")
	if got := eval[string](t, ctx, chosen+`.querySelector(".title").textContent`); got != "Refund a customer" {
		t.Errorf("first is %q", got)
	}
	count := eval[int](t, ctx, options+`.length`)
	if count < 3 {
		t.Fatalf("there are %d options to walk through", count)
	}
	at := options + `.indexOf(` + chosen + `)`
	for _, step := range []struct {
		key  string
		want int
	}{{kb.ArrowDown, 1}, {kb.ArrowDown, 2}, {kb.ArrowUp, 1}, {kb.ArrowUp, 0}, {kb.ArrowUp, count - 1}, {kb.ArrowDown, 0}} {
		press(t, ctx, step.key)
		if got := eval[int](t, ctx, at); got != step.want {
			t.Fatalf("at %d, want %d", got, step.want)
		}
		if !eval[bool](t, ctx, fmt.Sprintf(`(({top, bottom}, l) => top >= l.top - 1 && bottom <= l.bottom + 1)(%s.getBoundingClientRect(), %s.getBoundingClientRect())`, chosen, list)) {
			t.Errorf("option %d is out of sight", step.want)
		}
	}
	press(t, ctx, kb.Home)
	visit(t, ctx, chromedp.KeyEvent("a "))
	press(t, ctx, kb.End)
	visit(t, ctx, chromedp.KeyEvent("s"))
	if got := eval[string](t, ctx, field+`.value`); got != "a refund a customers" {
		t.Errorf("Home and End belong to the text: %q", got)
	}
	if !eval[bool](t, ctx, `document.activeElement === `+field) {
		t.Error("the field has lost the focus")
	}

	ask(t, ctx, "refund a customer")
	eval[bool](t, ctx, `(window.open = (...a) => { window.beside = a; }, true)`)
	press(t, ctx, kb.Enter, chromedp.ModifierCtrl)
	if got := eval[string](t, ctx, `String(window.beside)`); got != url+"/decisions/refund-a-customer/,_blank,noopener" {
		t.Errorf("another tab has %q", got)
	}
	if !eval[bool](t, ctx, `!!`+open) {
		t.Error("opening beside closed the palette")
	}
	press(t, ctx, kb.Enter)
	eventually(t, ctx, `location.pathname === "/decisions/refund-a-customer/"`)
	complaints.nothing(t)
}

// The keys of the palette close it, too, and so do its button and the page beside it.
func TestPaletteCloses(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, `!`+open)
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, open)
	click(t, ctx, ".close")
	eventually(t, ctx, `!`+open)
	eval[bool](t, ctx, `document.querySelector("a.find").click(), true`)
	eventually(t, ctx, open)
	visit(t, ctx, chromedp.MouseClickXY(5, 5))
	eventually(t, ctx, `!`+open)
}

// Who types fast and presses Enter gets what they typed, and not what was there before.
func TestEnterWaitsForTheAnswer(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	held := sync.OnceFunc(func() { close(release) })
	t.Cleanup(held)
	url := library(t, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasPrefix(r.URL.Path, "/search/s/") {
			<-release
		}
		return false
	})
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	visit(t, ctx, chromedp.KeyEvent("unsafe"))
	press(t, ctx, kb.Enter)
	eventually(t, ctx, `document.querySelector("footer [role=status]").textContent === "Searching …"`)
	if !eval[bool](t, ctx, `location.pathname === "/" && `+list+`.ariaBusy === "true"`) {
		t.Fatal("it did not wait")
	}
	held()
	eventually(t, ctx, `location.pathname === "/decisions/stop-unsafe-work/"`)
}

// What was typed first never takes the place of what was typed last.
func TestOlderAnswersAreDropped(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	held := sync.OnceFunc(func() { close(release) })
	t.Cleanup(held)
	var mu sync.Mutex
	waiting := 0
	url := library(t, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasPrefix(r.URL.Path, "/search/f/") { // a page that is shown
			mu.Lock()
			waiting++
			mu.Unlock()
			<-release
		}
		return false
	})
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	visit(t, ctx, chromedp.KeyEvent("overtime"))
	until(t, "the first query has asked for its pages", func() bool { mu.Lock(); defer mu.Unlock(); return waiting > 0 })
	visit(t, ctx, chromedp.KeyEvent(kb.Backspace+strings.Repeat(kb.Backspace, 7)+"refund"))
	held()
	eventually(t, ctx, idle+` && `+titles+`.includes("Refund a customer")`)
	eval[bool](t, ctx, `new Promise(done => requestAnimationFrame(() => setTimeout(done, 0, true)))`)
	if got := eval[string](t, ctx, chosen+`.textContent`); !strings.Contains(got, "Refund a customer") {
		t.Errorf("first is %q", got)
	}
}

// The field and its list are to a screen reader what they are to the eye, and nothing more.
func TestSearchSpeaks(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(url+"/"))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	palette(t, ctx, url+"/")
	attributes := func(want string) {
		t.Helper()
		got := eval[string](t, ctx, `(i => ["role", "aria-expanded", "aria-controls", "aria-autocomplete"].map(a => i.getAttribute(a)).join(" "))(`+field+`)`)
		if got != want {
			t.Errorf("the field is %q, want %q", got, want)
		}
	}
	attributes("combobox false page:hits list")
	ask(t, ctx, "customer")
	attributes("combobox true page:hits list")
	for what, holds := range map[string]string{
		"the dialog has a name":                 open + `.getAttribute("aria-label") === "Search or jump"`,
		"the field has a name":                  field + `.ariaLabel === "Search"`,
		"the list is one of groups":             list + `.getAttribute("role") === "listbox" && [...` + list + `.children].every(g => g.getAttribute("role") === "group" && document.getElementById(g.getAttribute("aria-labelledby")).textContent)`,
		"a group is made of options":            `[...` + list + `.children].every(g => [...g.children].slice(1).every(o => o.getAttribute("role") === "option"))`,
		"every option is a link":                options + `.every(o => o.localName === "a" && o.href && o.tabIndex === -1)`,
		"one option is chosen, and it is named": options + `.filter(o => o.getAttribute("aria-selected") === "true").length === 1 && ` + chosen + `.getAttribute("aria-selected") === "true"`,
		"the number of results is said":         `/^\d+ (or more )?results$/.test(document.querySelector("footer [role=status]").textContent)`,
		"kinds are switches":                    `[...document.querySelectorAll(".kinds button")].length > 3 && [...document.querySelectorAll(".kinds button")].every(b => b.ariaPressed === "false")`,
		"the link in the bar names the keys":    `document.querySelector("a.find").getAttribute("aria-keyshortcuts") === "Control+K"`,
		"the link in the bar has its own name":  `document.querySelector("a.find").innerText.startsWith("Search or jump")`,
		"no two things have the same id":        `(ids => new Set(ids).size === ids.length)([...document.querySelectorAll("[id]")].map(e => e.id))`,
		"no style attribute was written":        `!document.querySelector("[style]")`,
	} {
		if !eval[bool](t, ctx, `!!(`+holds+`)`) {
			t.Errorf("not so: %s", what)
		}
	}
}

// Kinds and roles narrow what is found. Their order never changes, and what has none is grey and stays.
func TestFacets(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	ask(t, ctx, "customer")
	const names = `[...document.querySelectorAll(".kinds button")].map(b => b.firstChild.data.trim()).join()`
	const want = "Decisions,Playbooks,Checklists,Roles,Pages"
	if got := eval[string](t, ctx, names); got != want {
		t.Errorf("kinds are %s", got)
	}
	visit(t, ctx, chromedp.Click(".kinds button:nth-child(4)"))
	eventually(t, ctx, idle+` && `+options+`.every(o => o.pathname.startsWith("/roles/"))`)
	if !eval[bool](t, ctx, `document.querySelector(".kinds button:nth-child(4)").ariaPressed === "true" && document.activeElement === `+field) {
		t.Error("the kind is not pressed, or the field has lost the focus")
	}
	visit(t, ctx, chromedp.Click(".kinds button:nth-child(1)"))
	eventually(t, ctx, idle+` && `+options+`.some(o => o.pathname.startsWith("/decisions/")) && `+options+`.some(o => o.pathname.startsWith("/roles/"))`)
	click(t, ctx, ".kinds button:nth-child(1)")
	click(t, ctx, ".kinds button:nth-child(4)")
	eventually(t, ctx, idle+` && `+options+`.some(o => o.pathname.startsWith("/essays/"))`)

	ask(t, ctx, "roof")
	if got := eval[string](t, ctx, names); got != want {
		t.Errorf("kinds have moved: %s", got)
	}
	if got := eval[string](t, ctx, `[...document.querySelectorAll(".kinds .none")].map(b => b.textContent + b.checkVisibility()).join()`); !strings.Contains(got, "0true") {
		t.Errorf("kinds without a result: %q", got)
	}

	ask(t, ctx, "customer")
	eval[bool](t, ctx, `document.querySelector(".facets select").focus(), true`)
	eventually(t, ctx, `document.querySelector(".facets select").options.length > 5`)
	eval[bool](t, ctx, `(s => (s.value = "billing-clerk", s.dispatchEvent(new Event("change"))))(document.querySelector(".facets select"))`)
	eventually(t, ctx, idle+` && !`+titles+`.includes("Dispatcher") && `+titles+`.includes("Billing clerk")`)
}

// Palette and page, light and dark, on a laptop and on a phone: axe has nothing to say and nothing scrolls sideways.
func TestSearchReadsWell(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	axe := axeSource(t)
	for _, screen := range []struct {
		width  int64
		scheme string
	}{{1280, "light"}, {1280, "dark"}, {360, "light"}} {
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: screen.scheme}}}
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
			t.Fatal(err)
		}
		visit(t, ctx, chromedp.EmulateViewport(screen.width, 800))
		look := func(what string) {
			t.Helper()
			if wide := eval[int](t, ctx, `Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, (d => d ? d.scrollWidth - d.clientWidth : 0)(`+open+`))`); wide > 0 {
				t.Errorf("%s, %s %d: scrolls sideways by %d", what, screen.scheme, screen.width, wide)
			}
			complaints.nothing(t)
			if axe == "" {
				return
			}
			for _, v := range violations(t, ctx, axe) {
				t.Errorf("%s, %s %d: %s", what, screen.scheme, screen.width, v)
			}
		}
		palette(t, ctx, url+"/essays/an-ensemble/")
		ask(t, ctx, "refund 400")
		look("palette")
		visit(t, ctx, chromedp.Navigate(url+"/search/"))
		eventually(t, ctx, field)
		look("A to Z")
		ask(t, ctx, "customer")
		look("results")
	}
}

// Without hurry: the magnifier is big enough for a thumb, and where fingers are no keys are named.
func TestTriggerOnAPhone(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.EmulateViewport(360, 700), chromedp.Navigate(url+"/"))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	size := eval[struct{ W, H float64 }](t, ctx, `(r => ({W: r.width, H: r.height}))(document.querySelector("a.find").getBoundingClientRect())`)
	if size.W < 44 || size.H < 44 || size.W > 60 {
		t.Errorf("the magnifier is %v by %v", size.W, size.H)
	}
	if eval[bool](t, ctx, `document.querySelector("a.find kbd").checkVisibility()`) {
		t.Error("a phone is told of keys")
	}
}

// Nothing of search is loaded before somebody is about to search.
func TestSearchWaitsForItsReader(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var asked []string
	url := library(t, func(w http.ResponseWriter, r *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		asked = append(asked, r.URL.Path)
		return false
	})
	ctx := chromium(t)
	count := func(part string) (n int) {
		mu.Lock()
		defer mu.Unlock()
		for _, path := range asked {
			if strings.Contains(path, part) {
				n++
			}
		}
		return n
	}
	visit(t, ctx, chromedp.Navigate(url+"/"))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	if n := count("/_a/palette.") + count("/_a/engine.") + count("/search/"); n > 0 {
		t.Errorf("%d files of search are loaded with the page", n)
	}
	eval[bool](t, ctx, `document.querySelector("a.find").focus(), true`)
	until(t, "the scripts are loaded", func() bool { return count("/_a/palette.") == 2 && count("/_a/engine.") == 1 }) // script and look
	eval[bool](t, ctx, `document.querySelector("a.find").click(), true`)
	eventually(t, ctx, open)
	if n := count("/_a/palette."); n != 2 {
		t.Errorf("the palette is loaded %d times", n)
	}
}

// In the palette's bytes there is no way to write markup.
func TestPaletteWritesNoMarkup(t *testing.T) {
	files, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasPrefix(f.Path, "_a/palette.") || strings.HasPrefix(f.Path, "_a/engine.") {
			for _, way := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("} {
				if bytes.Contains(f.Data, []byte(way)) {
					t.Errorf("%s has %s", f.Path, way)
				}
			}
		}
	}
}
