package browser

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"baton/generator/internal/build"
	"baton/generator/internal/serve"
	"baton/generator/internal/source"
	"baton/layouts"
)

// rounds is a handbook with checklists that a test can edit while readers run them.
type rounds struct {
	*httptest.Server
	t       *testing.T
	files   map[string]string
	handler atomic.Pointer[http.Handler]
}

// aRound is a list in two groups, in any order, that comes round every week.
const aRound = `---
cadence: weekly
mode: do-confirm
takes: 20 minutes
---
# A *round*

So that nobody begins the week stuck.

## First

- [ ] Read the mail
- [ ] Move one meeting <!-- id: drop -->
  - None this week? Leave it
- [ ] Ring a customer. [Whom](../README.md)

## Then

- [ ] Room booked
- [ ] Close the door
`

// aProcedure is a list in order that an event calls for, and shares two items with the other.
const aProcedure = `---
mode: read-do
cadence: when it rings
---
# Steps

## Now

- [ ] Pick it up
- [ ] I moved a meeting <!-- id: drop -->

**Pause:** breathe.

## Later

- [ ] The room is booked <!-- id: room-booked -->
`

func newRounds(t *testing.T) *rounds {
	t.Helper()
	r := &rounds{t: t, files: map[string]string{
		"README.md": "# House\n\n[Round](checklists/round.md), [steps](checklists/steps.md)\n", "checklists/round.md": aRound, "checklists/steps.md": aProcedure,
	}}
	r.build()
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if !withoutFonts(w, req) {
			(*r.handler.Load()).ServeHTTP(w, req)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *rounds) build() {
	r.t.Helper()
	snap := &source.Snapshot{}
	for name, text := range r.files {
		snap.Files = append(snap.Files, source.NewFile(name, []byte(text)))
	}
	slices.SortFunc(snap.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	b := build.Builder{Layouts: layouts.FS}
	built, err := b.Build(snap)
	if err != nil {
		r.t.Fatal(err)
	}
	h := serve.Handler(built.Files)
	r.handler.Store(&h)
}

// edit replaces texts of the round, in pairs.
func (r *rounds) edit(pairs ...string) {
	r.t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(r.files["checklists/round.md"], pairs[i]) {
			r.t.Fatalf("the round does not say %q", pairs[i])
		}
	}
	r.files["checklists/round.md"] = strings.NewReplacer(pairs...).Replace(r.files["checklists/round.md"])
	r.build()
}

// run opens a list and waits until it can be run.
func (r *rounds) run(ctx context.Context, address string) {
	r.t.Helper()
	visit(r.t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(r.URL+address))
	eventually(r.t, ctx, runReady)
}

const (
	roundPage = "/checklists/round/"
	runReady  = `document.querySelector(".run[data-ready]") && [...document.styleSheets].some(s => /checklist\./.test(s.href))`
	runFar    = `document.querySelector(".run-far span").textContent`
	runKept   = `document.querySelector(".run-kept").textContent`
	runTitle  = `document.querySelector(".run h2").textContent`
	runSaid   = `document.querySelector(".run-say p")?.textContent ?? ""`
	runWhen   = `document.querySelector(".run-when p").textContent`
	runKeys   = `Object.keys(localStorage).filter(k => k.startsWith("baton:run / "))`
	runStates = `Object.fromEntries([...document.querySelectorAll(".item")].map(i => [i.id, i.dataset.s + (i.querySelector("input").checked ? " ticked" : "")]))`
)

// line is the box of a line, na the button beside it.
func line(id string) string { return "#" + id + " input" }
func na(id string) string   { return "#" + id + " .side button" }

// tap presses what says a text.
func tap(t *testing.T, ctx context.Context, text string) {
	t.Helper()
	find := fmt.Sprintf(`[...document.querySelectorAll("main button")].find(b => b.textContent === %q && b.checkVisibility())`, text)
	eventually(t, ctx, find)
	eval[bool](t, ctx, find+`.click(), true`)
}

// shows waits until an expression gives a value.
func shows(t *testing.T, ctx context.Context, expression, want string) {
	t.Helper()
	got := ""
	for end := time.Now().Add(15 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		var err error
		if got, err = chromedp.Run(ctx, chromedp.Evaluate[string](`String(`+expression+`)`)); err == nil && got == want {
			return
		}
	}
	t.Fatalf("%s is %q, want %q", expression, got, want)
}

// A run begins with the first tick, and is there again as it was left: what is done and when, what does not apply, how
// runFar it is, and where somebody stopped.
func TestRunIsKept(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	r.run(ctx, roundPage)
	shows(t, ctx, runTitle+" + "+runFar, "This run0 of 5 done")
	shows(t, ctx, runWhen+".trim()", "It begins with your first tick.") // nothing was ever finished
	shows(t, ctx, runKeys+".length", "0")
	for _, id := range []string{"read-the-mail", "drop"} {
		click(t, ctx, line(id))
	}
	click(t, ctx, na("ring-a-customer"))
	shows(t, ctx, runFar, "2 of 5 done, 1 n/a")
	shows(t, ctx, `document.querySelector(".run progress").value`, "3")
	shows(t, ctx, `document.querySelector("`+na("ring-a-customer")+`").ariaPressed`, "true")
	shows(t, ctx, `document.querySelector("`+na("ring-a-customer")+`").ariaLabel`, "n/a: Ring a customer")
	shows(t, ctx, `/^Run of \d+ \w+$/.test(`+runTitle+`) && /^Kept on this device only, \d\d:\d\d$/.test(`+runKept+`)`, "true")
	shows(t, ctx, `[...document.querySelectorAll(".pause")].map(p => p.innerText.trim().replace(/\s+/g, " "))`, "Pause. All of this is done.")
	click(t, ctx, line("drop")) // taken back
	shows(t, ctx, runFar, "1 of 5 done, 1 n/a")
	shows(t, ctx, runKeys+".length", "1")

	// Three minutes later, in a new page.
	eval[bool](t, ctx, `(() => {
		const [key] = `+runKeys+`;
		const run = JSON.parse(localStorage[key]);
		run.begun -= 3 * 60_000;
		for (const tick of Object.values(run.items)) tick.t -= 3 * 60_000;
		localStorage[key] = JSON.stringify(run);
		return true;
	})()`)
	r.run(ctx, roundPage)
	shows(t, ctx, `JSON.stringify(`+runStates+`)`, `{"read-the-mail":"done ticked","drop":"open","ring-a-customer":"na","room-booked":"open","close-the-door":"open"}`)
	shows(t, ctx, `document.querySelector("[aria-current=step]").id`, "room-booked") // the one after what was touched last
	shows(t, ctx, `document.querySelector(".run-tag").textContent`, "You stopped here, 3 minutes ago")
	shows(t, ctx, runWhen, "You stopped here 3 minutes ago. ")
	shows(t, ctx, `document.querySelector(".run-when a").hash`, "#room-booked")
	shows(t, ctx, `/^\d\d:\d\d$/.test(document.querySelector("#read-the-mail time").textContent)`, "true")
	click(t, ctx, line("close-the-door"))
	shows(t, ctx, `document.querySelectorAll(".run-tag, [aria-current=step]").length`, "0") // any order from here on
	complaints.nothing(t)
}

// Where the order counts, the first open line is the one to go on with; an author's pause stands where it was written.
func TestRunInOrder(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	r.run(ctx, "/checklists/steps/")
	current := `document.querySelector("[aria-current=step]")?.id`
	shows(t, ctx, current, "pick-it-up")
	shows(t, ctx, `[...document.querySelectorAll(".pause")].map(p => p.textContent.trim())`, "Pause. breathe.")
	click(t, ctx, line("room-booked")) // the order is suggested, not forced
	shows(t, ctx, current, "pick-it-up")
	click(t, ctx, line("pick-it-up"))
	shows(t, ctx, current, "drop")
	click(t, ctx, na("drop"))
	shows(t, ctx, current, "undefined")
}

// Finishing asks about what is open; it, starting over and deleting can be taken back; nothing but deleting deletes.
func TestRunIsFinishedAndTakenBack(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	r.run(ctx, roundPage)
	tap(t, ctx, "Finish this run")
	shows(t, ctx, runSaid, "Nothing is ticked yet.")
	click(t, ctx, line("read-the-mail"))
	tap(t, ctx, "Finish this run")
	shows(t, ctx, runSaid, "4 lines are still open.")
	tap(t, ctx, "Finish as it is")
	shows(t, ctx, runSaid, "Finished with 4 open.")
	shows(t, ctx, `document.querySelectorAll(".item input:disabled").length`, "5")
	tap(t, ctx, "Undo")
	shows(t, ctx, `document.querySelectorAll(".item input:disabled").length`, "0")
	for _, id := range []string{"drop", "ring-a-customer", "room-booked", "close-the-door"} {
		click(t, ctx, line(id))
	}
	tap(t, ctx, "Finish this run")
	shows(t, ctx, runSaid, "Finished.")
	shows(t, ctx, runWhen+`.replace(/due .*/, "due")`, "Finished just now. Due "+eval[string](t, ctx, `new Date(Date.now() + 7 * 86_400_000).toLocaleDateString("en-GB", {day: "numeric", month: "short"})`)+".")

	tap(t, ctx, "Begin another run")
	shows(t, ctx, runFar, "0 of 5 done")
	shows(t, ctx, `/^It begins with your first tick\. Last finished just now, due \d+ \w+\.$/.test(`+runWhen+`)`, "true")
	click(t, ctx, line("drop"))
	tap(t, ctx, "Start over")
	shows(t, ctx, runFar, "0 of 5 done")
	shows(t, ctx, runSaid, "Put aside: you find it under Runs.")
	tap(t, ctx, "Undo")
	shows(t, ctx, runFar, "1 of 5 done")
	tap(t, ctx, "Start over")
	shows(t, ctx, runKeys+".length", "2")

	tap(t, ctx, "Runs (2)")
	shows(t, ctx, `[...document.querySelectorAll(".panel li span")].map(s => s.textContent.split(" ")[0]).sort()`, "archived,finished")
	eval[bool](t, ctx, `[...document.querySelectorAll(".panel li")].find(l => /archived/.test(l.textContent)).querySelector("button").click(), true`)
	tap(t, ctx, "Delete it for good")
	shows(t, ctx, runKeys+".length", "1")
	tap(t, ctx, "Undo")
	shows(t, ctx, runKeys+".length", "2")
	tap(t, ctx, "Bring it back")
	shows(t, ctx, runFar, "1 of 5 done")
	shows(t, ctx, `document.querySelectorAll(".item input:disabled").length`, "0")
	complaints.nothing(t)
}

// A list can have several runs at a time, with names or by their day; each tab goes on with its own.
func TestSeveralRuns(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	r.run(ctx, roundPage)
	click(t, ctx, line("read-the-mail"))
	tap(t, ctx, "Runs (1)")
	eval[bool](t, ctx, `(() => { const f = document.querySelector(".panel input"); f.value = "Room 12"; return f.dispatchEvent(new Event("change")); })()`)
	shows(t, ctx, runTitle, "Room 12")
	tap(t, ctx, "Begin another run")
	click(t, ctx, line("drop"))
	click(t, ctx, line("room-booked"))
	shows(t, ctx, `/^Run of \d/.test(`+runTitle+`)`, "true")
	tap(t, ctx, "Runs (2)")
	tap(t, ctx, "Room 12")
	shows(t, ctx, runTitle+" + "+runFar, "Room 121 of 5 done")
	visit(t, ctx, chromedp.Reload()) // the run that this tab shows, though another one was touched last
	eventually(t, ctx, runReady)
	shows(t, ctx, runTitle, "Room 12")
	r.run(ctx, roundPage) // a new visit goes on with what was touched last
	shows(t, ctx, runFar, "2 of 5 done")
	id := eval[string](t, ctx, `Object.entries(localStorage).find(([k, v]) => /Room 12/.test(v))[0].split(" ").at(-1)`)
	r.run(ctx, roundPage+"#open="+id) // a link from elsewhere names the run
	shows(t, ctx, runTitle, "Room 12")

	// What other pages are told of it.
	script, err := runScript()
	if err != nil {
		t.Fatal(err)
	}
	eval[bool](t, ctx, script+";true")
	shows(t, ctx, `JSON.stringify(runs.openRuns(new URL("/", location)).map(({list, name, done, of}) => [list, name, done, of]).sort())`,
		`[["/checklists/round/","`+eval[string](t, ctx, `runs.day(Date.now(), Date.now())`)+`",2,5],["/checklists/round/","Room 12",1,5]]`)
	shows(t, ctx, `String(runs.lastFinished(new URL("/", location), "/checklists/round/"))`, "undefined")
}

// What a reader ticked before the script came is a part of the run.
func TestEarlyTicks(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	beforeEveryPage(t, ctx, `document.addEventListener("DOMContentLoaded", () => document.querySelector("#drop input")?.click())`)
	r.run(ctx, roundPage)
	shows(t, ctx, runFar, "1 of 5 done")
	shows(t, ctx, runKeys+".length", "1")
}

// The whole run by keyboard.
func TestRunByKeyboard(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	r.run(ctx, roundPage)
	// reach goes on with Tab until something has the focus.
	reach := func(what string) {
		t.Helper()
		for range 60 {
			if eval[bool](t, ctx, `(b => b.textContent === `+quote(what)+` || b.ariaLabel === `+quote(what)+` || b.matches(`+quote(what)+`))(document.activeElement)`) {
				return
			}
			press(t, ctx, "\t")
		}
		t.Fatalf("no Tab leads to %s", what)
	}
	eval[bool](t, ctx, `CSS.supports("selector(*)") && (window.matches = Element.prototype.matches, Element.prototype.matches = function (s) { try { return matches.call(this, s); } catch { return false; } }, true)`)
	reach("#read-the-mail input")
	press(t, ctx, " ")
	reach("n/a: Move one meeting")
	press(t, ctx, "\r")
	shows(t, ctx, runFar, "1 of 5 done, 1 n/a")
	reach("Finish this run")
	press(t, ctx, "\r")
	reach("Finish as it is")
	press(t, ctx, "\r")
	shows(t, ctx, runSaid, "Finished with 3 open.")
	reach("Undo")
	press(t, ctx, "\r")
	shows(t, ctx, runFar, "1 of 5 done, 1 n/a")
	shows(t, ctx, `document.activeElement.textContent`, "Finish this run")
	reach("Hand over or print")
	press(t, ctx, "\r")
	eventually(t, ctx, `document.querySelector(".panel .run-link")`)
	press(t, ctx, "\t")
	for range 3 {
		press(t, ctx, "\t")
	}
	eventually(t, ctx, `document.querySelector(".panel").contains(document.activeElement)`)
	press(t, ctx, "\x1b")
	shows(t, ctx, `document.querySelector(".panel") + document.activeElement.textContent`, "nullHand over or print")
}
