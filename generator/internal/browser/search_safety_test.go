package browser

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"baton/generator/internal/source"
)

// quoted is a text as JavaScript writes it.
func quoted(text string) string {
	data, _ := json.Marshal(text)
	return string(data)
}

// payloads are 200 texts that would run if anything took them for markup. What they run is called ran.
func payloads() []string {
	var out []string
	wrap := []string{"%s", `">%s`, `'>%s`, `</title>%s`, `</textarea>%s`, `</script>%s`, `--><!-- %s`, `<mark>%s</mark>`}
	for _, markup := range []string{
		`<script>ran()</script>`, `<img src=x onerror=ran()>`, `<svg onload=ran()>`, `<svg><script>ran()</script></svg>`,
		`<body onload=ran()>`, `<iframe src=javascript:ran()></iframe>`, `<iframe srcdoc="<script>parent.ran()</script>"></iframe>`,
		`<details open ontoggle=ran()>x</details>`, `<input autofocus onfocus=ran()>`, `<video src=x onerror=ran()></video>`,
		`<audio src=x onerror=ran()></audio>`, `<object data=javascript:ran()></object>`, `<embed src=javascript:ran()>`,
		`<style onload=ran()></style>`, `<link rel=stylesheet href=x onerror=ran()>`, `<math><mi xlink:href=javascript:ran()>x</mi></math>`,
		`<a href=javascript:ran()>x</a>`, `<form action=javascript:ran()><button>x</button></form>`, `<marquee onstart=ran()>x</marquee>`,
		`<template><script>ran()</script></template>`, `<noscript><img src=x onerror=ran()></noscript>`, `<base href=javascript:ran()//>`,
		`<meta http-equiv=refresh content=0;url=javascript:ran()>`, `<IMG SRC=x OnErRoR=ran()>`,
	} {
		for _, w := range wrap {
			out = append(out, fmt.Sprintf(w, markup))
		}
	}
	return append(out,
		`javascript:ran()`, `data:text/html,<script>parent.ran()</script>`, `{{ran()}}`, `${ran()}`, `'-ran()-'`, `"-ran()-"`, `\u003cscript>ran()\u003c/script>`, `&lt;script&gt;ran()&lt;/script&gt;`,
	)
}

// No text runs: not as a query, not as a title, a heading or a word of a page that is found, nor as a search that was
// kept.
func TestP14_NoTextRuns(t *testing.T) {
	t.Parallel()
	all := payloads()
	if len(all) != 200 {
		t.Fatalf("there are %d texts", len(all))
	}
	snap := &source.Snapshot{}
	for i, text := range all {
		snap.Files = append(snap.Files, source.File{Path: fmt.Sprintf("essays/p%03d.md", i), Data: fmt.Appendf(nil,
			"---\ntitle: '%s'\n---\n\nWords about fish.\n\n## `%s`\n\nFish and `%s` and more.\n", strings.ReplaceAll(text, "'", "''"), text, text)})
	}
	srv := served(t, snap)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `window.ran = () => { window.hasRun = true; }; localStorage.setItem("baton:searches /", JSON.stringify(["<img src=x onerror=ran()>"])); localStorage.setItem("baton:pages /", JSON.stringify(["javascript:ran()\t<img src=x onerror=ran()>", "//evil.test/\tx"]));`,
	}); err != nil {
		t.Fatal(err)
	}
	palette(t, ctx, srv.URL+"/essays/p000/")
	// odd counts what the list may not be made of, and links that lead elsewhere.
	const odd = `[...` + list + `.querySelectorAll("*")].filter(e => !["div", "p", "a", "span", "small", "mark", "b"].includes(e.localName) || [...e.attributes].some(a => a.name.startsWith("on"))).length + ` + options + `.filter(o => o.origin !== location.origin).length`
	if n := eval[int](t, ctx, odd); n != 0 || !eval[bool](t, ctx, options+`.length > 0`) {
		t.Errorf("of what was kept, %d elements are odd", n)
	}
	found := eval[struct{ Odd, Found, Named int }](t, ctx, `(async (all) => {
		const sum = {Odd: 0, Found: 0, Named: 0};
		for (const [i, text] of all.entries()) {
			for (const query of i % 10 ? [text] : [text, '"' + text + '"']) {
				`+field+`.value = query;
				`+field+`.dispatchEvent(new Event("input"));
				while (`+list+`.ariaBusy !== "false") await new Promise(done => setTimeout(done));
				sum.Odd += `+odd+`;
				sum.Found += `+options+`.length > 0;
				sum.Named += `+list+`.textContent.includes(text);
			}
		}
		return sum;
	})(`+quotedList(all)+`)`)
	if found.Odd > 0 {
		t.Errorf("%d elements of the list are odd", found.Odd)
	}
	if found.Found < 200 || found.Named < 150 {
		t.Errorf("of 220 queries %d found something and %d found the very text", found.Found, found.Named)
	}
	visit(t, ctx, chromedp.Navigate(srv.URL+"/search/?q="+strings.ReplaceAll(`<img src=x onerror=ran()>`, " ", "%20")+"&kind=<script>ran()</script>&role=<script>ran()</script>"))
	eventually(t, ctx, field+`?.value.startsWith("<img") && `+idle)
	if eval[bool](t, ctx, `window.hasRun === true`) {
		t.Error("a text has run")
	}
	complaints.nothing(t)
}

func quotedList(list []string) string {
	data, _ := json.Marshal(list)
	return string(data)
}

// What was looked for and opened is offered again, until the reader clears it.
func TestRecentSearches(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	ask(t, ctx, "overtime")
	visit(t, ctx, chromedp.KeyEvent("\r"))
	eventually(t, ctx, `location.pathname === "/decisions/work-overtime/"`)
	palette(t, ctx, url+"/roles/")
	want := "Recent searchesovertimeRecently openedWork overtime"
	if got := eval[string](t, ctx, list+`.textContent`); got != want {
		t.Errorf("kept is %q, want %q", got, want)
	}
	visit(t, ctx, chromedp.KeyEvent("\r"))
	eventually(t, ctx, field+`.value === "overtime" && `+idle+` && `+titles+`.includes("Work overtime")`)
	ask(t, ctx, "swap")
	eval[bool](t, ctx, field+`.select(), true`)
	visit(t, ctx, chromedp.KeyEvent("\b"))
	eventually(t, ctx, said+`.includes("Clear")`)
	click(t, ctx, ".say button")
	eventually(t, ctx, `!`+list+`.textContent && `+field+`.ariaExpanded === "false"`)
	if n := eval[int](t, ctx, `localStorage.length`); n != 0 {
		t.Errorf("%d things are kept", n)
	}
}

// "/" opens the palette for those who want it to, and never in a field.
func TestSlashIsForThoseWhoWantIt(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(url+"/"))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	press(t, ctx, "/")
	if eval[bool](t, ctx, `document.querySelector("a.find").ariaBusy === "true" || !!`+open) {
		t.Error("/ opens the palette, and nobody asked for it")
	}
	palette(t, ctx, url+"/")
	eval[bool](t, ctx, `document.querySelector("footer input").click(), true`)
	visit(t, ctx, chromedp.Navigate(url+"/roles/"))
	eventually(t, ctx, `document.querySelector("a.find[aria-keyshortcuts]")`)
	press(t, ctx, "/")
	eventually(t, ctx, open)
	press(t, ctx, "/")
	if got := eval[string](t, ctx, field+`.value`); got != "/" {
		t.Errorf("in the field / writes %q", got)
	}
}

// A browser that keeps nothing searches as well.
func TestSearchWithoutStorage(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }})`,
	}); err != nil {
		t.Fatal(err)
	}
	palette(t, ctx, url+"/")
	eval[bool](t, ctx, `document.querySelector("footer input").click(), true`)
	ask(t, ctx, "overtime")
	visit(t, ctx, chromedp.KeyEvent("\r"))
	eventually(t, ctx, `location.pathname === "/decisions/work-overtime/"`)
	complaints.nothing(t)
}

// Without its index, search says so and offers all pages; it goes on as soon as the index is there. A page that a host
// sends in place of a file is no index.
func TestSearchSaysThatItCannot(t *testing.T) {
	t.Parallel()
	var gone atomic.Int32
	gone.Store(1)
	url := library(t, func(w http.ResponseWriter, r *http.Request) bool {
		index := strings.HasPrefix(r.URL.Path, "/search/") && r.URL.Path != "/search/"
		switch {
		case index && gone.Load() == 1:
			http.NotFound(w, r)
		case index && gone.Load() == 2:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<!doctype html><title>Welcome</title>")
		default:
			return false
		}
		return true
	})
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	ask(t, ctx, "overtime")
	eventually(t, ctx, said+`.startsWith("Search could not be loaded. Try again")`)
	if got := eval[string](t, ctx, `document.querySelector(".say a").href`); got != url+"/search/" {
		t.Errorf("all pages are at %s", got)
	}
	gone.Store(2)
	click(t, ctx, ".say button")
	eventually(t, ctx, idle+` && `+said+`.startsWith("Search could not be loaded. Try again")`)
	gone.Store(0)
	click(t, ctx, ".say button")
	eventually(t, ctx, idle+` && `+titles+`.includes("Work overtime")`)
	if got := eval[string](t, ctx, said); got != "" {
		t.Errorf("it still says %q", got)
	}
}

// What is nowhere is said to be nowhere, with a way on; what was typed wrong is found, and can be had as it was typed.
func TestNothingFoundAndTypos(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	ask(t, ctx, "xqzzyw")
	if got := eval[string](t, ctx, said); got != "Nothing found for xqzzyw. Try fewer or other words, or look through all pages from A to Z." {
		t.Errorf("it says %q", got)
	}
	ask(t, ctx, "ovretime")
	if got := eval[string](t, ctx, said); got != "Results for overtime. Search instead for ovretime" {
		t.Errorf("it says %q", got)
	}
	if got := eval[string](t, ctx, titles); !strings.Contains(got, "Work overtime") {
		t.Errorf("found is %q", got)
	}
	click(t, ctx, ".say button")
	eventually(t, ctx, idle+` && `+said+`.startsWith("Nothing found for ovretime")`)
}

// A result leads to its section, where the browser marks the words.
func TestResultsLeadToTheirWords(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	palette(t, ctx, url+"/")
	ask(t, ctx, "refund 400")
	lit := eval[struct{ Text, Hash, Level, Edge string }](t, ctx, `(o => ({Text: o.textContent, Hash: o.hash, Level: o.querySelector(".lv svg") ? o.querySelector(".lv").textContent : "", Edge: o.dataset.lv}))(document.querySelector(".hit.lit"))`)
	if !strings.Contains(lit.Text, "Holds this amount") || lit.Level == "" || lit.Edge == "" || !strings.HasPrefix(lit.Hash, "#") {
		t.Errorf("the row for the amount is %+v", lit)
	}
	ask(t, ctx, "what a week of warnings")
	link := eval[string](t, ctx, options+`.map(o => o.href).find(h => h.includes(":~:text=")) ?? ""`)
	if link == "" {
		t.Fatal("no result has words to mark")
	}
	if _, words, _ := strings.Cut(link, ":~:text="); strings.ContainsAny(words, " -,&") {
		t.Errorf("the words are not encoded: %s", words)
	}
	eval[bool](t, ctx, options+`.find(o => o.href.includes(":~:text=")).click(), true`)
	path, _, _ := strings.Cut(strings.TrimPrefix(link, url), "#")
	eventually(t, ctx, `location.pathname === `+quoted(path)+` && !`+open)
}

// What is for the reader's own role is said to be theirs.
func TestOwnRole(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(url+"/"))
	eval[bool](t, ctx, `localStorage.setItem("baton:roles", '["billing-clerk"]'), true`)
	palette(t, ctx, url+"/")
	ask(t, ctx, "write off an invoice")
	if got := eval[string](t, ctx, chosen+`.textContent`); !strings.Contains(got, "Yours") {
		t.Errorf("it says %q", got)
	}
}
