package browser

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A focusStop is what has the focus on a walk by the keyboard.
type focusStop struct {
	At     int    // which of the page's controls, -1 for none
	What   string // its markup
	Unseen string // why a reader does not see it
}

// The keyboard reaches every control that is seen, in the order of the document, and leaves the page again; whatever
// has the focus has a frame, and nothing lies over it.
func TestKeyboardWalk(t *testing.T) {
	t.Parallel()
	srv := site(t)
	for _, width := range []int64{1280, 360} {
		ctx := chromium(t)
		visit(t, ctx, chromedp.EmulateViewport(width, 640))
		for _, page := range []string{"/", "/checklists/weekly-round/", "/decisions/refund-a-customer/", "/decisions/", "/playbooks/putting-it-right/"} {
			visit(t, ctx, chromedp.Navigate(srv.URL+page))
			settled(t, ctx)
			controls := startWalk(t, ctx)
			for i := range controls {
				s := step(t, ctx)
				if s.At != i {
					t.Errorf("%s at %d: control %d of %d is %s, and the focus has %s (%d)", page, width, i, controls,
						eval[string](t, ctx, fmt.Sprintf(`told(walk[%d])`, i)), s.What, s.At)
					break
				}
				if s.Unseen != "" {
					t.Errorf("%s at %d: %s", page, width, s.Unseen)
				}
			}
			if s := step(t, ctx); !t.Failed() && s.At > 0 {
				t.Errorf("%s at %d: after the last control comes %s", page, width, s.What)
			}
		}
	}
}

// startWalk notes the controls of a page, and returns how many there are.
func startWalk(t *testing.T, ctx context.Context) int {
	t.Helper()
	script, err := os.ReadFile("testdata/pages/keyboard.js")
	if err != nil {
		t.Fatal(err)
	}
	return eval[int](t, ctx, string(script)+"\nglobalThis.walk = stops(); walk.length")
}

// step presses Tab.
func step(t *testing.T, ctx context.Context) focusStop {
	t.Helper()
	visit(t, ctx, chromedp.KeyEvent(kb.Tab))
	return eval[focusStop](t, ctx, `reached()`)
}

// Whoever uses no mouse passes the bar by in two keys; leaves the palette for where they were; ticks an item, and says
// that one is not applicable; asks what they may decide, and is still in the field when the answer is there.
func TestKeyboardDoes(t *testing.T) {
	t.Parallel()
	srv := site(t)
	ctx := chromium(t)
	focused := func(selector string) string { return "document.activeElement.matches(`" + selector + "`)" }
	focus := func(selector string) { eval[bool](t, ctx, "(document.querySelector(`"+selector+"`).focus(), true)") }

	visit(t, ctx, chromedp.EmulateViewport(1280, 640), chromedp.Navigate(srv.URL+"/checklists/weekly-round/"))
	settled(t, ctx)
	visit(t, ctx, chromedp.KeyEvent(kb.Tab))
	eventually(t, ctx, focused(".skip")+` && document.activeElement.getBoundingClientRect().top >= 0`)
	visit(t, ctx, chromedp.KeyEvent(kb.Enter))
	eventually(t, ctx, `location.hash === "#page:main"`)
	visit(t, ctx, chromedp.KeyEvent(kb.Tab))
	eventually(t, ctx, focused("main *"))

	const opener = `.bar a[href$="search/"]`
	focus(opener)
	visit(t, ctx, chromedp.KeyEvent(kb.Enter))
	eventually(t, ctx, focused("dialog.palette[open] input"))
	visit(t, ctx, chromedp.KeyEvent(kb.Escape))
	eventually(t, ctx, focused(opener)+` && !document.querySelector("dialog[open]")`)

	focus(`main li input[type=checkbox]`)
	visit(t, ctx, chromedp.KeyEvent(" "))
	eventually(t, ctx, focused("main li input:checked"))
	focus(`main li:has(input:not(:checked)) .side button`)
	visit(t, ctx, chromedp.KeyEvent(kb.Enter))
	eventually(t, ctx, focused(`.side button[aria-pressed="true"]`))

	visit(t, ctx, chromedp.Navigate(srv.URL+"/decisions/"))
	settled(t, ctx)
	const field = `main form input[name="q"]`
	focus(field)
	visit(t, ctx, chromedp.KeyEvent("refund 400"), chromedp.KeyEvent(kb.Enter))
	eventually(t, ctx, `document.querySelector(".answer")?.textContent.includes("Refund") && `+focused(field))
}
