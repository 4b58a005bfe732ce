package render

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"baton/layouts"
)

// What the scripts add works in a browser under the policy of the pages: an old address keeps its fragment, the
// theme that a reader chose is there on the next page, and a review is called overdue when its day is over.
func TestScriptsInABrowser(t *testing.T) {
	ctx := browser(t)
	assets, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	r := renderer(t, layouts.FS, linked(t, handbook(
		"past.md", "---\nreviewed: 2020-01-01\nreview: 1 month\nredirect_from: [/old/]\n---\n# Past\n\n## Part\n",
		"future.md", "---\nreviewed: 2020-01-01\nreview: 900 years\n---\n# Future\n",
	)), assets)
	server := serve(t, r, assets)
	open := func(address string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+address)); err != nil {
			t.Fatal(err)
		}
	}
	// see waits until an expression gives what it should: pages move and scripts run in their own time.
	see := func(expression, want string) {
		t.Helper()
		got := ""
		for range 100 {
			if got, err = chromedp.Run(ctx, chromedp.Evaluate[string](expression)); err == nil && got == want {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
		t.Errorf("%s is %q, %v; want %q", expression, got, err, want)
	}

	open("/old/#part")
	see("location.pathname + location.hash", "/past/#part")
	see("String(document.querySelector('.overdue')?.textContent)", "overdue")
	open("/future/")
	see("String(document.querySelector('.theme').hidden)", "false") // the script has run
	see("String(document.querySelector('.overdue'))", "null")

	see("(s => (s.value = 'dark', s.dispatchEvent(new Event('change')), String(s.value)))(document.querySelector('.theme select'))", "dark")
	open("/past/")
	see("document.documentElement.dataset.theme + ' ' + document.querySelector('.theme select').value", "dark dark")
	see("(s => (s.value = '', s.dispatchEvent(new Event('change')), 'system'))(document.querySelector('.theme select'))", "system")
	open("/future/")
	see("document.documentElement.dataset.theme", "")
}
