package browser

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Without script every page still says and does everything: a script only adds words, links and tables.
func TestPagesAreCompleteWithoutScript(t *testing.T) {
	t.Parallel()
	srv := site(t)
	with, without := chromium(t), chromium(t)
	if _, err := chromedp.Call(without, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	type said struct{ Words, Links, Tables []string }
	const look = `(() => {
		const main = document.querySelector("main");
		const all = (names, of) => [...document.querySelectorAll(names)].map(of);
		return {
			Words: main.innerText.split(/\s+/).filter(Boolean),
			Links: all("a[href]", (e) => e.href),
			Tables: all("main table", (e) => e.rows.length + " rows: " + e.textContent.split(/\s+/).join(" ").slice(0, 60)),
		};
	})()`
	for _, p := range kindsOfPages {
		visit(t, without, chromedp.Navigate(srv.URL+p.address))
		plain := eval[said](t, without, look)
		if len(plain.Words) == 0 || len(plain.Links) == 0 {
			t.Errorf("%s says nothing without script", p.address)
		}
		visit(t, with, chromedp.Navigate(srv.URL+p.address))
		settled(t, with)
		full := eval[said](t, with, look)
		for _, list := range []struct {
			what        string
			plain, full []string
		}{{"word", plain.Words, full.Words}, {"link", plain.Links, full.Links}, {"table", plain.Tables, full.Tables}} {
			if gone := missing(list.plain, list.full); len(gone) > 0 {
				t.Errorf("%s: a script takes away %q, which begins with the %s %d from the end", p.address, gone[0], list.what, len(gone))
			}
		}
	}
}

// missing is what a list has from the first entry on that another one does not have after all entries before.
func missing(list, in []string) []string {
	for _, entry := range in {
		if len(list) > 0 && entry == list[0] {
			list = list[1:]
		}
	}
	return list
}
