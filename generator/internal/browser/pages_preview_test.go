package browser

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"baton/generator/internal/serve"
)

const (
	toLead    = `document.querySelector("main td a[href$='roles/desk-lead/']")`
	preview   = `document.querySelector(".preview:popover-open")`
	previewed = `(document.querySelector(".preview:popover-open")?.innerText ?? "")`
)

// counted serves the shipped handbook, and says how often each path was asked for.
func counted(t *testing.T) (url string, count func(path string) int) {
	t.Helper()
	files, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var asked []string
	site := serve.Handler(files)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.URL.Path)
		mu.Unlock()
		site.ServeHTTP(w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, func(path string) int {
		mu.Lock()
		defer mu.Unlock()
		return len(slices.DeleteFunc(slices.Clone(asked), func(p string) bool { return p != path }))
	}
}

// A link to a role in a text shows what the role may decide and how it is reached, to a pointer that rests on it and to
// the keyboard; Esc takes it away; the pointer may go there; axe has nothing to say.
func TestLinksShowWhatRolesSay(t *testing.T) {
	t.Parallel()
	url, _ := counted(t)
	ctx := chromium(t)
	said := listen(t, ctx)
	visit(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+"/decisions/refund-a-customer/"))
	settled(t, ctx)
	box := eval[struct{ X, Y float64 }](t, ctx, `(e => (e.scrollIntoView({block: "center"}), (r => ({X: r.x + r.width / 2, Y: r.y + r.height / 2}))(e.getBoundingClientRect())))(`+toLead+`)`)
	visit(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, box.X, box.Y))
	for _, words := range []string{"Desk lead", "Within limits", "Ask first", "15550102"} {
		eventually(t, ctx, previewed+`.includes("`+words+`")`)
	}
	if axe := axeSource(t); axe != "" {
		for _, v := range violations(t, ctx, axe) {
			t.Error(v)
		}
	}
	at := eval[struct{ Left, Top, Right, Bottom, Width, Height float64 }](t, ctx, `(r => ({Left: r.left, Top: r.top, Right: r.right, Bottom: r.bottom, Width: innerWidth, Height: innerHeight}))(`+preview+`.getBoundingClientRect())`)
	if at.Left < 0 || at.Top < 0 || at.Right > at.Width || at.Bottom > at.Height {
		t.Errorf("it stands outside the window: %+v", at)
	}
	visit(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, at.Left+20, (at.Top+at.Bottom)/2))
	eval[bool](t, ctx, `new Promise(done => setTimeout(() => done(true), 400))`) // longer than it waits for the pointer
	if !eval[bool](t, ctx, `!!`+preview) {
		t.Error("it goes when the pointer comes to it")
	}
	press(t, ctx, kb.Escape)
	eventually(t, ctx, `!`+preview)

	visit(t, ctx, chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, 2, 2))
	eval[bool](t, ctx, toLead+`.previousElementSibling?.focus(), document.querySelector("a.skip").focus(), true`)
	eval[bool](t, ctx, toLead+`.focus({focusVisible: true}), true`)
	eventually(t, ctx, previewed+`.includes("Desk lead")`)
	if !eval[bool](t, ctx, toLead+`.getAttribute("aria-describedby") === `+preview+`.id`) {
		t.Error("the link is not described by what is shown")
	}
	press(t, ctx, kb.Tab)
	eventually(t, ctx, `!`+preview)
	said.nothing(t)
}

// A decision's link shows who decides. Links of menus show nothing.
func TestLinksShowWhatDecisionsSay(t *testing.T) {
	t.Parallel()
	url, count := counted(t)
	ctx := chromium(t)
	visit(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+"/roles/desk-lead/"))
	settled(t, ctx)
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	link := `document.querySelector(".levels a[href$='decisions/refund-a-customer/']")`
	eval[bool](t, ctx, link+`.focus({focusVisible: true}), true`)
	eventually(t, ctx, previewed+`.includes("Desk lead or Account manager up to 2,500 USD")`)
	press(t, ctx, kb.Escape)

	eval[bool](t, ctx, `document.querySelector(".crumbs a[href$='roles/'], nav a[href$='decisions/']").focus({focusVisible: true}), true`)
	eval[bool](t, ctx, `new Promise(done => setTimeout(() => done(true), 500))`) // longer than a link must be meant
	if eval[bool](t, ctx, `!!`+preview) {
		t.Error("a link of a menu shows a preview")
	}
	if n := count("/decisions/break-a-rule-for-a-customer/"); n != 0 {
		t.Errorf("a page that nobody means was asked for %d times", n)
	}
}

// A page is fetched once when its link is meant, and not at all for a file, for the page itself, or if data are to be
// saved; the fetch is no violation of the policy.
func TestPagesAreFetchedOnIntent(t *testing.T) {
	t.Parallel()
	url, count := counted(t)
	ctx := chromium(t)
	said := listen(t, ctx)
	visit(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+"/roles/"))
	settled(t, ctx)
	over := `new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"})`
	eval[bool](t, ctx, `(e => (e.dispatchEvent(`+over+`), e.dispatchEvent(`+over+`)))(document.querySelector("nav a[href$='playbooks/']"))`)
	eventually(t, ctx, `performance.getEntriesByType("resource").some(e => e.name.endsWith("/playbooks/"))`)
	for _, file := range []string{`a[href$="index.md"]`, `a.brand`} {
		eval[bool](t, ctx, `document.querySelector(`+"`"+file+"`"+`).dispatchEvent(`+over+`)`)
	}
	eventually(t, ctx, `performance.getEntriesByType("resource").some(e => e.name === document.querySelector("a.brand").href)`)
	if n := count("/playbooks/"); n != 1 {
		t.Errorf("a page that was meant twice is fetched %d times", n)
	}
	if n := count("/roles/index.md"); n != 0 {
		t.Errorf("a file is fetched %d times", n)
	}
	said.nothing(t)
}
