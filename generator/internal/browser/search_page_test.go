package browser

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What is asked for stands in the address: back and forward lead through it, and who gets the address sees the same.
func TestSearchIsInTheAddress(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	visit(t, ctx, chromedp.Navigate(url+"/search/"))
	eventually(t, ctx, field)
	ask(t, ctx, "customer")
	at := func(want string) {
		t.Helper()
		eventually(t, ctx, `location.search === "`+want+`"`)
	}
	at("?q=customer")
	if eval[bool](t, ctx, `document.getElementById("page:all").checkVisibility()`) {
		t.Error("all pages are shown below the results")
	}
	visit(t, ctx, chromedp.Click(".kinds button:nth-child(4)"))
	at("?q=customer&kind=role")
	eventually(t, ctx, idle+` && `+options+`.every(o => o.pathname.startsWith("/roles/"))`)
	only := eval[string](t, ctx, titles)
	ask(t, ctx, "refund")
	at("?q=refund&kind=role")

	eval[bool](t, ctx, `history.back(), true`)
	at("?q=customer&kind=role")
	eventually(t, ctx, field+`.value === "customer" && `+idle+` && `+titles+` === `+quoted(only))
	eval[bool](t, ctx, `history.back(), true`)
	at("?q=customer")
	eventually(t, ctx, idle+` && `+options+`.some(o => o.pathname.startsWith("/decisions/"))`)
	eval[bool](t, ctx, `history.back(), true`)
	at("")
	eventually(t, ctx, field+`.value === "" && document.getElementById("page:all").checkVisibility()`)
	eval[bool](t, ctx, `history.go(2), true`)
	at("?q=customer&kind=role")
	eventually(t, ctx, idle+` && `+titles+` === `+quoted(only))

	friend := chromium(t)
	visit(t, friend, chromedp.Navigate(url+"/search/?q=customer&kind=role"))
	eventually(t, friend, field+`?.value === "customer" && `+idle+` && `+titles+` === `+quoted(only))
	if !eval[bool](t, friend, `document.querySelector(".kinds button:nth-child(4)").ariaPressed === "true" && document.title.startsWith("customer · ")`) {
		t.Error("the filter is not pressed, or the title does not say what was asked")
	}
	visit(t, friend, chromedp.Navigate(url+"/search/?q=customer&role=billing-clerk"))
	eventually(t, friend, idle+` && document.querySelector(".facets select").selectedOptions[0].text.startsWith("Billing clerk")`)
	complaints.nothing(t)
}

// A result and back: the results are there again.
func TestBackToTheResults(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(url+"/search/"))
	eventually(t, ctx, field)
	ask(t, ctx, "overtime")
	visit(t, ctx, chromedp.KeyEvent("\r"))
	eventually(t, ctx, `location.pathname !== "/search/"`)
	eval[bool](t, ctx, `history.back(), true`)
	eventually(t, ctx, `location.search === "?q=overtime" && `+titles+`.includes("overtime")`)
}

// From the palette to all that was found; on the page, more of it moves nothing.
func TestSeeAll(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	palette(t, ctx, url+"/gaps/")
	ask(t, ctx, "customer")
	click(t, ctx, "footer .more")
	eventually(t, ctx, `location.pathname + location.search === "/search/?q=customer" && `+field+` && `+idle)
	before := eval[string](t, ctx, titles)
	click(t, ctx, "footer .more")
	eventually(t, ctx, idle+` && `+titles+` !== `+quoted(before))
	for _, title := range strings.Split(before, "|") {
		if !eval[bool](t, ctx, titles+`.includes(`+quoted(title)+`)`) {
			t.Errorf("%q is gone", title)
		}
	}
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, `document.activeElement === `+field)
	if eval[bool](t, ctx, `!!`+open) {
		t.Error("there is a palette over the page of search")
	}
}

// Without script the page is an index of the handbook, and the link in the bar leads there.
func TestSearchWithoutScript(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, chromedp.Navigate(url+"/roles/"), chromedp.Click("a.find"))
	text, err := chromedp.Run(ctx, chromedp.Text("#page\\:all"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Refund a customer Decision", "credit note, see Refund a customer", "CEO, see Managing director", "An ensemble"} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("the index lacks %q", want)
		}
	}
}

// Where the scripts do not come, the link leads to the page.
func TestSearchWithoutItsScripts(t *testing.T) {
	t.Parallel()
	url := library(t, func(w http.ResponseWriter, r *http.Request) bool {
		gone := strings.HasPrefix(r.URL.Path, "/_a/palette.")
		if gone {
			http.NotFound(w, r)
		}
		return gone
	})
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(url+"/"))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, `location.pathname === "/search/" && document.getElementById("page:all").checkVisibility()`)
}
