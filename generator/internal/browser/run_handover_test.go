package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A run is handed over half-way by a link: it opens read-only and is nobody's until a copy is kept; the name goes along
// only if that is wanted.
func TestRunIsHandedOver(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	giver, taker := chromium(t), chromium(t)
	complaints := listen(t, taker)
	r.run(giver, roundPage)
	click(t, giver, line("read-the-mail"))
	click(t, giver, na("room-booked"))
	tap(t, giver, "Runs (1)")
	eval[bool](t, giver, `(() => { const f = document.querySelector(".panel input"); f.value = "Anna's week"; return f.dispatchEvent(new Event("change")); })()`)
	shows(t, giver, runTitle, "Anna's week")
	tap(t, giver, "Hand over or print")
	eventually(t, giver, `document.querySelector(".run-link")`)
	link := eval[string](t, giver, `document.querySelector(".run-link").value`)
	if strings.Contains(link, "Anna") || !strings.Contains(link, "done=read-the-mail&na=room-booked") {
		t.Errorf("the link is %s", link)
	}
	eval[bool](t, giver, `document.querySelector(".panel .check input").click(), true`)
	shows(t, giver, `/name=Anna%27s\+week/.test(document.querySelector(".run-link").value)`, "true")

	// The other has a run of their own.
	r.run(taker, roundPage)
	click(t, taker, line("drop"))
	_, fragment, _ := strings.Cut(link, "#")
	r.run(taker, roundPage+"#"+fragment)
	shows(t, taker, runTitle, "Shared run")
	shows(t, taker, runFar, "1 of 5 done, 1 n/a")
	shows(t, taker, runKept, "Read-only, not kept")
	shows(t, taker, `document.querySelectorAll(".item input:disabled").length`, "5")
	shows(t, taker, runKeys+".length", "1")
	tap(t, taker, "Close it")
	shows(t, taker, runTitle+".slice(0, 6) + "+runFar+" + location.hash", "Run of1 of 5 done")

	r.run(taker, roundPage+"#"+fragment)
	tap(t, taker, "Keep a copy")
	shows(t, taker, runSaid, "This copy is yours.")
	shows(t, taker, runKeys+".length + location.hash", "2")
	shows(t, taker, `document.querySelector("[aria-current=step]").id`, "close-the-door") // where the giver stopped
	click(t, taker, line("close-the-door"))
	shows(t, taker, runFar, "2 of 5 done, 1 n/a")
	visit(t, taker, chromedp.Reload())
	eventually(t, taker, runReady)
	shows(t, taker, runFar, "2 of 5 done, 1 n/a")
	complaints.nothing(t)
}

// Whatever stands in the fragment of an address does nothing to what is kept, and breaks nothing.
func TestHostileLinks(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	r.run(ctx, roundPage)
	click(t, ctx, line("drop"))
	shows(t, ctx, runKeys+".length", "1")
	before := eval[string](t, ctx, `JSON.stringify(localStorage)`)
	for _, fragment := range []string{
		"run=", "run=1", "run=2&done=drop", "run=1&done=%E0%A4%A", "run=1&done=__proto__+constructor&name=%3Cimg+src=x+onerror=alert(1)%3E",
		"run=1&done=" + strings.Repeat("x+", 9_000), "run=1&done=" + strings.Repeat("y", 30_000), "run=1&begun=9999-99-99&name=%E2%80%AEgnp", "open=%", "open=__proto__", "%",
	} {
		r.run(ctx, roundPage+"#"+fragment)
		eventually(t, ctx, `!`+quoted(fragment)+`.startsWith("run=") || (`+runTitle+`.startsWith("Shared run")) || (`+runSaid+`)`)
		if eval[bool](t, ctx, `!!document.querySelector("main img, main script") || ({}).s !== undefined || document.querySelectorAll(".run-gone li").length > 100`) {
			t.Errorf("%.60s: the page has what it should not have", fragment)
		}
		if after := eval[string](t, ctx, `JSON.stringify(localStorage)`); after != before {
			t.Errorf("%.60s: what is kept was changed: %s", fragment, after)
		}
	}
	complaints.nothing(t)
}

// Two runs beside each other: of one list, and of two lists that share items, from this device and by a link; what
// differs stands first, in words.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	url := library(t, withoutFonts)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	const claimed, felt = "/checklists/empowerment-as-managers-claim-it/", "/checklists/empowerment-as-people-feel-it/"
	open := func(address string) {
		t.Helper()
		visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url+address))
		eventually(t, ctx, runReady)
	}
	open(claimed)
	for _, id := range []string{"know-what-i-may-decide", "left-alone", "backed-when-wrong"} {
		click(t, ctx, line(id))
	}
	click(t, ctx, na("worth-it"))
	open(felt)
	tap(t, ctx, "Compare")
	shows(t, ctx, `document.querySelector(".panel p").textContent.slice(0, 17)`, "Open a run first:")
	for _, id := range []string{"know-what-i-may-decide", "know-who-leads"} {
		click(t, ctx, line(id))
	}
	tap(t, ctx, "Compare")
	tap(t, ctx, "Compare")
	eventually(t, ctx, `document.querySelector(".panel select")`)
	eval[bool](t, ctx, `(s => (s.value = "0", s.dispatchEvent(new Event("change"))))(document.querySelector(".panel select"))`)
	sum := `document.querySelector(".beside .sum")?.textContent`
	shows(t, ctx, sum, "4 differ, 5 the same")
	shows(t, ctx, `[...document.querySelectorAll(".beside caption")].map(c => c.textContent)`, "Different,The same,Only on one of the two")
	shows(t, ctx, `[...document.querySelectorAll(".beside thead th")].slice(0, 2).map(c => c.textContent)`, "Empowerment as people feel it,Empowerment as managers claim it")
	shows(t, ctx, `[...document.querySelectorAll(".beside table:first-of-type tbody tr")].map(row => [...row.children].map(c => (c.querySelector("b") ?? c).textContent).join(": ")).join("\n")`,
		"A decision of mine has been left alone, although my manager would have made it differently: Open: Done\n"+
			"When I was inside my limit and wrong, I was backed: Open: Done\n"+
			"Deciding more is worth it to me: Open: Does not apply\n"+
			"In a serious hour I know whose lead I follow: Done: Open")
	shows(t, ctx, `document.querySelector(".beside td:last-child span").textContent`, "I have left a decision alone that I would have made differently")

	// A link to a run of the other list, as it came by mail.
	eval[bool](t, ctx, `(f => (f.value = `+quoted(url+claimed+"#run=1&done=left-alone+know-who-leads&begun=2026-11-25")+`, f.dispatchEvent(new Event("input"))))(document.querySelector(".panel input[type=url]"))`)
	shows(t, ctx, sum, "2 differ, 7 the same")
	eval[bool](t, ctx, `(f => (f.value = "https://elsewhere.example/#run=1&done=know-who-leads", f.dispatchEvent(new Event("input"))))(document.querySelector(".panel input[type=url]"))`)
	shows(t, ctx, sum, "1 differs, 10 the same")
	eval[bool](t, ctx, `(f => (f.value = "nonsense", f.dispatchEvent(new Event("change"))))(document.querySelector(".panel input[type=url]"))`)
	shows(t, ctx, `document.querySelector(".beside").textContent`, "This is no link to a run.")

	// Two shared runs: one is open, and the other is laid beside it. Nothing of it is kept.
	count := eval[int](t, ctx, runKeys+".length")
	open(felt + "#run=1&done=asking-is-safe&begun=2026-11-25")
	shows(t, ctx, runTitle, "Shared run")
	tap(t, ctx, "Compare")
	eventually(t, ctx, `document.querySelector(".panel input[type=url]")`)
	eval[bool](t, ctx, `(f => (f.value = `+quoted(url+claimed+"#run=1&done=asking-is-safe+left-alone&begun=2026-11-25")+`, f.dispatchEvent(new Event("input"))))(document.querySelector(".panel input[type=url]"))`)
	shows(t, ctx, sum, "1 differs, 8 the same")
	if n := eval[int](t, ctx, runKeys+".length"); n != count {
		t.Errorf("%d runs are kept, %d were", n, count)
	}

	// It can be read on a phone, by everybody, and on paper.
	axe := axeSource(t)
	for _, width := range []int64{1280, 360} {
		visit(t, ctx, chromedp.EmulateViewport(width, 900))
		if over := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("at %d it scrolls sideways by %d", width, over)
		}
		if axe != "" {
			for _, v := range violations(t, ctx, axe) {
				t.Errorf("at %d: %s", width, v)
			}
		}
	}
	eval[bool](t, ctx, `(window.print = () => {}, true)`)
	tap(t, ctx, "Print the two")
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	shows(t, ctx, `[".items", ".run", ".run-row", ".beside table", "h1"].map(s => document.querySelector("main " + s).checkVisibility())`, "false,false,false,true,true")
	complaints.nothing(t)
}

// What is saved as a file says what the run says; on paper it is the run, or a form to fill in.
func TestRunAsFilesAndOnPaper(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	beforeEveryPage(t, ctx, `
		window.files = {};
		const make = URL.createObjectURL;
		let blob;
		URL.createObjectURL = (b) => ((blob = b), make(b));
		HTMLAnchorElement.prototype.click = function () { const {download} = this; blob.text().then(t => (files[download.split(".").at(-1)] = [download, t])); };
		if (navigator.clipboard) navigator.clipboard.writeText = (t) => (files.copied = t, Promise.resolve());
		window.print = () => { files.printed = document.documentElement.dataset.print; };`)
	r.run(ctx, roundPage)
	click(t, ctx, line("read-the-mail"))
	click(t, ctx, na("room-booked"))
	tap(t, ctx, "Hand over or print")
	for _, what := range []string{"Copy as text", "Save as Markdown", "Save as a table (CSV)", "Save for a calendar"} {
		tap(t, ctx, what)
	}
	eventually(t, ctx, `files.copied && files.md && files.csv && files.ics`)
	text := eval[string](t, ctx, `files.copied`)
	for _, want := range []string{"# A round", "- [x] Read the mail (", "- [ ] ~~Room booked~~ (does not apply; ", "- [ ] Close the door\n", "## Then"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	if md := eval[string](t, ctx, `files.md[1]`); md != text {
		t.Errorf("the file differs from what is copied: %s", md)
	}
	shows(t, ctx, `/^round-\d{4}-\d\d-\d\d\.csv$/.test(files.csv[0])`, "true")
	shows(t, ctx, `files.csv[1].split("\r\n").length`, "7")
	shows(t, ctx, `files.csv[1].split("\r\n")[4].replace(/"\d{4}[^"]*"|"\d+ \w+"/g, "T")`, `"A round",T,"Then","room-booked","Room booked","not applicable",T,""`)
	for _, want := range []string{"RRULE:FREQ=WEEKLY\r\n", "DURATION:PT20M\r\n", "SUMMARY:A round\r\n", "T090000\r\n", fmt.Sprintf("URL:%s%s\r\n", r.URL, roundPage)} {
		if ics := eval[string](t, ctx, `files.ics[1]`); !strings.Contains(ics, want) {
			t.Errorf("the calendar lacks %q:\n%s", want, ics)
		}
	}

	paper := func(on bool) {
		t.Helper()
		media := map[bool]string{true: "print", false: ""}[on]
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media}); err != nil {
			t.Fatal(err)
		}
	}
	tap(t, ctx, "Print as it is now")
	paper(true)
	const looks = `[".run", ".panel", ".run-end", "#read-the-mail time", "#drop .side button", "#room-booked .side button", ".sign"].map(s => document.querySelector(s).checkVisibility()) + getComputedStyle(document.querySelector("#read-the-mail input"), "::before").content`
	shows(t, ctx, looks, `true,false,false,true,false,true,true""`)
	paper(false)
	tap(t, ctx, "Print a blank form")
	shows(t, ctx, `files.printed`, "blank")
	paper(true)
	shows(t, ctx, looks, `false,false,false,false,false,false,truenone`)
	paper(false)
	eval[bool](t, ctx, `dispatchEvent(new Event("afterprint"))`)
	shows(t, ctx, `document.documentElement.dataset.print`, "undefined")
	complaints.nothing(t)
}

// watchMain notes what moves within the page itself that nobody touched.
const watchMain = `
	window.moved = [];
	new PerformanceObserver(l => l.getEntries().filter(e => !e.hadRecentInput).flatMap(e => e.sources).forEach(({node, previousRect, currentRect}) => {
		const e = node?.nodeType === 3 ? node.parentElement : node;
		if (e?.closest("main")) moved.push(e.outerHTML.slice(0, 80) + previousRect.y + " to " + currentRect.y);
	})).observe({type: "layout-shift", buffered: true});`

// A page of a checklist stays where it is while its script comes, with a run under way and without; all that can be
// pressed is large enough; and everybody can use it.
func TestRunPageIsStillAndLargeEnough(t *testing.T) {
	t.Parallel()
	url := library(t, withoutFonts)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	axe := axeSource(t)
	beforeEveryPage(t, ctx, watchMain)
	const page = "/checklists/weekly-round/"
	for _, width := range []int64{1280, 768, 360, 320} {
		for _, scheme := range []string{"light", "dark"} {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			visit(t, ctx, chromedp.EmulateViewport(width, 2600), chromedp.Navigate("about:blank"), chromedp.Navigate(url+page))
			eventually(t, ctx, runReady+` && document.querySelector(".theme:not([hidden])")`)
			eval[bool](t, ctx, `new Promise(r => requestAnimationFrame(() => requestAnimationFrame(() => r(true))))`)
			if moved := eval[[]string](t, ctx, `moved`); len(moved) > 0 {
				t.Errorf("at %d in %s these moved: %q", width, scheme, moved)
			}
			if width == 1280 && scheme == "light" { // from now on there is a run
				for _, id := range []string{"thank-an-asker", "follow-a-job"} {
					click(t, ctx, line(id))
				}
				click(t, ctx, na("question-to-give-away"))
			}
			if over := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("at %d it scrolls sideways by %d", width, over)
			}
			small := eval[[]string](t, ctx, `[...document.querySelectorAll("main :is(.item label, button, .btn)")].filter(e => e.checkVisibility()).filter(e => { const {width, height} = e.getBoundingClientRect(); return width < 44 || height < 44; }).map(e => e.textContent)`)
			if len(small) > 0 {
				t.Errorf("at %d these are too small: %q", width, small)
			}
			tap(t, ctx, "Hand over or print")
			eventually(t, ctx, `document.querySelector(".panel h3")`)
			if axe != "" && (width == 1280 || width == 360) {
				for _, v := range violations(t, ctx, axe) {
					t.Errorf("at %d in %s: %s", width, scheme, v)
				}
			}
		}
	}
	complaints.nothing(t)
}
