package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The first walk: a customer is on the line, the reader is new, and the telephone is small. "May I refund 400, and whom do
// I call?" From the home page it takes three interactions: into the field, the words, and Enter; then the button that calls
// is there, without scrolling.
func TestWalkMayIRefund(t *testing.T) {
	t.Parallel()
	root := library(t, nil)
	for _, known := range []bool{false, true} {
		ctx := chromium(t)
		visit(t, ctx, chromedp.EmulateViewport(360, 640, chromedp.EmulateMobile, chromedp.EmulateTouch))
		if known {
			keepRoles(t, ctx, root, `["desk-agent"]`, "Service desk agent")
		}
		visit(t, ctx, chromedp.Navigate(root+"/"))
		visit(t, ctx, chromedp.Click(`form.ask input`), chromedp.KeyEvent("refund 400"), chromedp.KeyEvent(kb.Enter))
		eventually(t, ctx, `location.pathname === "/decisions/" && document.querySelector(".answer .go")`)
		want := "- Desk lead or Account manager decides 400 USD."
		if known {
			want = "ask Ask Desk lead or Account manager."
		}
		if got := eval[string](t, ctx, verdicts); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
		call := eval[struct {
			Href                string
			Top, Bottom, Height float64
			Seen                bool
		}](t, ctx, `(() => {
			const b = document.querySelector(".answer .go"), {top, bottom, height, left} = b.getBoundingClientRect();
			return {Href: b.getAttribute("href"), Top: top, Bottom: bottom, Height: height, Seen: b.contains(document.elementFromPoint(left + 9, top + 9))};
		})()`)
		if call.Href != "tel:+15550102" || call.Top < 56 || call.Bottom > 640 || call.Height < 44 || !call.Seen {
			t.Errorf("the call is %+v", call)
		}
	}
}

// Nothing moves that nobody touched: not while the finder comes, not for a role that was kept, and not for an answer that
// was sent. With an answer, pages read well at every width, by ear and by finger.
func TestFinderIsStillAndReadsWell(t *testing.T) {
	t.Parallel()
	root := library(t, withoutFonts)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	axe := axeSource(t)
	keepRoles(t, ctx, root, `["desk-agent"]`, "Service desk agent")
	beforeEveryPage(t, ctx, watchPaint)
	for _, width := range []int64{1280, 360, 320} {
		for _, scheme := range []string{"light", "dark"} {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			size := chromedp.EmulateViewport(width, 800)
			if width < 600 {
				size = chromedp.EmulateViewport(width, 640, chromedp.EmulateMobile, chromedp.EmulateTouch)
			}
			for _, page := range []struct{ address, ready string }{
				{"/decisions/", `window.shifted === 0 && document.querySelector(".asking select").value === "desk-agent"`},
				{"/decisions/" + asking("refund 400", ""), answered},
				{"/decisions/refund-a-customer/", `document.querySelector(".own .say")`},
				{"/decisions/refund-a-customer/" + asking("400", ""), answered},
				{"/decisions/hire-a-replacement/" + asking("", "desk-lead", "row", "0.1"), `document.querySelector("table + .answer .verdict")`},
			} {
				if scheme == "dark" && (width == 320 || page.address == "/decisions/") {
					continue
				}
				visit(t, ctx, size, chromedp.Navigate("about:blank"), chromedp.Navigate(root+page.address))
				eventually(t, ctx, page.ready)
				eval[bool](t, ctx, `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))`)
				where := func() string { return page.address + " in " + scheme }
				if moved := eval[[]string](t, ctx, `sources.filter(s => !/^<(a class="(brand|find|my-part)|nav)/.test(s))`); len(moved) > 0 {
					t.Errorf("%d %s moved: %v", width, where(), moved)
				}
				if over := eval[[]string](t, ctx, `[...document.querySelectorAll("main *")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.outerHTML.slice(0, 90))`); len(over) > 0 {
					t.Errorf("%d %s scrolls sideways: %q", width, where(), over)
				}
				if width < 600 {
					small := eval[[]string](t, ctx, `[...document.querySelectorAll("main :is(.btn, select, input:not([type=radio]), tr label, summary, a[href^='tel:'], a[href^='mailto:'], .ways a)")].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 90))`)
					if len(small) > 0 {
						t.Errorf("%d %s: these are too small: %q", width, where(), small)
					}
				}
				if axe != "" && width != 320 {
					for _, v := range violations(t, ctx, axe) {
						t.Errorf("%d %s: %s", width, where(), v)
					}
				}
			}
		}
	}
	complaints.nothing(t)
}

// By keyboard alone: the question, the role, the call, and what to say to those who keep the handbook.
func TestFinderByKeyboard(t *testing.T) {
	t.Parallel()
	root := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(root+"/decisions/"))
	eventually(t, ctx, `document.querySelector(".asking").onsubmit`)
	focused := `document.activeElement.matches`
	tabTo := func(selector string) {
		t.Helper()
		for range 60 {
			if eval[bool](t, ctx, focused+"(`"+selector+"`)") {
				return
			}
			press(t, ctx, kb.Tab)
		}
		t.Fatalf("Tab never reaches %s", selector)
	}
	tabTo(".asking input")
	visit(t, ctx, chromedp.KeyEvent("refund 400"))
	eventually(t, ctx, verdicts+` === "- Desk lead or Account manager decides 400 USD."`) // while it is typed
	tabTo(".asking select")
	visit(t, ctx, chromedp.KeyEvent("Service d"))
	eventually(t, ctx, verdicts+` === "ask Ask Desk lead or Account manager."`)
	tabTo(".asking .btn")
	press(t, ctx, kb.Enter)
	for _, selector := range []string{".answer .go", ".answer summary", ".answer p.reach .btn", ".answer .keep button"} {
		tabTo(selector)
	}
	press(t, ctx, kb.Enter)
	eventually(t, ctx, `localStorage.getItem("baton:roles") === '["desk-agent"]'`)
	if said := eval[string](t, ctx, `document.querySelector("[role=status]")?.textContent ?? ""`); said != "Ask Desk lead or Account manager." {
		t.Errorf("a reader of the screen hears %q", said)
	}
}

// Under serve a ladder that was changed answers otherwise, on the list and on its own page, without loading anything anew.
func TestFinderFollowsTheAuthor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for name, text := range house {
		d.write(name, text)
	}
	ctx := chromium(t)
	complaints := listen(t, ctx)
	for _, page := range []struct{ address, was, is string }{
		{"/decisions/" + asking("wait 5 days", "clerk"), "ask Ask Lead.", "within Yes, up to 9 days."},
		{"/decisions/wait/" + asking("5 days", "clerk"), "within Yes, up to 9 days.", "ask Ask Lead."},
	} {
		d.visit(ctx, page.address)
		eventually(t, ctx, verdicts+` === "`+page.was+`"`)
		eval[bool](t, ctx, `window.marked = true`) // the handbook has just come
		if page.is == "ask Ask Lead." {
			d.replace("decisions/wait.md", "9 days", "2 days")
		} else {
			d.replace("decisions/wait.md", "2 days", "9 days")
		}
		eventually(t, ctx, verdicts+` === "`+page.is+`"`)
		if q := eval[string](t, ctx, `document.querySelector(".asking [name=q]").value`); q == "" {
			t.Error("what was typed is gone")
		}
		stays(t, ctx)
	}
	complaints.nothing(t)
}
