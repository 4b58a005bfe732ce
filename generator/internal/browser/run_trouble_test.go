package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// Two tabs with one run: what is ticked in one is seen in the other at once, and both are kept.
func TestRunInTwoTabs(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	one := chromium(t)
	two := tab(t, one)
	r.run(one, roundPage)
	click(t, one, line("read-the-mail"))
	r.run(two, roundPage)
	shows(t, two, runFar, "1 of 5 done")
	click(t, two, line("drop"))
	click(t, one, line("room-booked"))
	click(t, two, na("close-the-door"))
	for _, ctx := range []context.Context{one, two} {
		shows(t, ctx, runFar, "3 of 5 done, 1 n/a")
	}
	click(t, two, line("drop")) // taken back
	shows(t, one, runFar, "2 of 5 done, 1 n/a")
	tap(t, one, "Start over")
	shows(t, two, `[...document.querySelectorAll(".run-end button")].map(b => b.textContent)`, "Bring it back,Hand over or print,Compare,Delete it for good")
	shows(t, one, runFar, "0 of 5 done")
	shows(t, two, runKeys+".length", "1")
}

// A browser that refuses storage, or has no room: the run goes on in memory, says that it is not saved, keeps the reader
// from losing it unawares, can still be handed over, and is saved as soon as there is room.
func TestRunWithoutStorage(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	for name, c := range map[string]struct{ refuse, allow string }{
		"no room": {
			`window.full = true; const set = Storage.prototype.setItem; Storage.prototype.setItem = function (k, v) { if (full) throw new DOMException("full", "QuotaExceededError"); return set.call(this, k, v); };`,
			`full = false, dispatchEvent(new Event("online"))`,
		},
		"refused":           {`Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }});`, ""},
		"no locks":          {`Object.defineProperty(navigator, "locks", {value: undefined});`, ""},
		"locks are refused": {`if (navigator.locks) navigator.locks.request = () => Promise.reject(new DOMException("no", "SecurityError"));`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := chromium(t)
			complaints := listen(t, ctx)
			beforeEveryPage(t, ctx, c.refuse)
			r.run(ctx, roundPage)
			click(t, ctx, line("read-the-mail"))
			click(t, ctx, na("drop"))
			shows(t, ctx, runFar, "1 of 5 done, 1 n/a")
			armed := `(e => (dispatchEvent(e), e.defaultPrevented))(new Event("beforeunload", {cancelable: true}))`
			if strings.Contains(name, "locks") {
				shows(t, ctx, runKept+`.slice(0, 24)`, "Kept on this device only")
				shows(t, ctx, armed, "false")
				shows(t, ctx, runKeys+".length", "1")
				complaints.nothing(t)
				return
			}
			shows(t, ctx, runKept, "Not saved on this device")
			shows(t, ctx, armed, "true")
			tap(t, ctx, "Hand over or print")
			shows(t, ctx, `/#run=1&.*&done=read-the-mail&na=drop$/.test(document.querySelector(".run-link").value)`, "true")
			if c.allow != "" {
				eval[bool](t, ctx, c.allow)
				shows(t, ctx, runKept+`.slice(0, 24)`, "Kept on this device only")
				shows(t, ctx, armed, "false")
				r.run(ctx, roundPage+"?allowed")
				shows(t, ctx, `JSON.stringify(localStorage).includes("read-the-mail")`, "true")
			}
			complaints.nothing(t)
		})
	}
}

// A storage that is really full: the tick is not lost, and is written once there is room.
func TestRunWithFullStorage(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	r.run(ctx, roundPage)
	eval[bool](t, ctx, `(() => {
		for (let size = 1 << 22; size >= 1; size >>= 1) {
			try { for (let i = 0; ; i++) localStorage["filler" + size + "-" + i] = "x".repeat(size); } catch {}
		}
		return true;
	})()`)
	click(t, ctx, line("drop"))
	shows(t, ctx, runKept, "Not saved on this device")
	eval[bool](t, ctx, `(Object.keys(localStorage).filter(k => k.startsWith("filler")).forEach(k => delete localStorage[k]), dispatchEvent(new Event("online")), true)`)
	shows(t, ctx, runKept+`.slice(0, 4)`, "Kept")
	visit(t, ctx, chromedp.Reload())
	eventually(t, ctx, runReady)
	shows(t, ctx, runFar, "1 of 5 done")
}

// A clock that jumps back loses nothing: what is done last is what counts, also after a new start.
func TestClockJumpsBack(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	r.run(ctx, roundPage)
	click(t, ctx, line("drop"))
	eval[bool](t, ctx, `(() => { const now = Date.now; Date.now = () => now() - 86_400_000; return true; })()`)
	click(t, ctx, line("drop"))
	click(t, ctx, line("room-booked"))
	shows(t, ctx, runFar, "1 of 5 done")
	r.run(ctx, roundPage)
	shows(t, ctx, `JSON.stringify(`+runStates+`)`, `{"read-the-mail":"open","drop":"open","ring-a-customer":"open","room-booked":"done ticked","close-the-door":"open"}`)
}

// A list that was edited while it was run: what was reworded, is new or is gone is said; what changed its id and says so
// keeps its tick; and a run is not finished until what is new was seen.
func TestEditedList(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	r.run(ctx, roundPage)
	for _, id := range []string{"read-the-mail", "drop", "room-booked", "close-the-door"} {
		click(t, ctx, line(id))
	}
	r.edit(
		"Read the mail", "Answer every letter <!-- id: answer --> <!-- was: read-the-mail -->", // another id, and says so
		"Move one meeting", "Cancel one meeting", // reworded, the id stays
		"- [ ] Room booked", "- [ ] Look around", // another item
	)
	r.run(ctx, roundPage)
	shows(t, ctx, `JSON.stringify(`+runStates+`)`, `{"answer":"done ticked","drop":"done ticked","ring-a-customer":"open","look-around":"open","close-the-door":"done ticked"}`)
	shows(t, ctx, `[...document.querySelectorAll(".run-tag")].map(e => e.closest(".item").id + ": " + e.textContent).join("; ")`,
		"answer: Reworded since you ticked it; drop: Reworded since you ticked it; ring-a-customer: Go on here; look-around: New since you began")
	shows(t, ctx, `document.querySelector(".run-gone").textContent.replace(/,.*/, "")`, "No longer on the listRoom booked Done")

	click(t, ctx, na("ring-a-customer"))
	tap(t, ctx, "Finish this run")
	shows(t, ctx, runSaid, "1 line is new since you began. Look at it, then finish.")
	shows(t, ctx, `document.activeElement.closest(".item").id`, "look-around")
	tap(t, ctx, "Finish this run")
	shows(t, ctx, runSaid, "1 line is still open.")
	click(t, ctx, line("look-around"))
	tap(t, ctx, "Finish this run")
	shows(t, ctx, runSaid, "Finished.")

	// An old page in another tab still keeps what it does not know.
	text := eval[string](t, ctx, `Object.entries(localStorage).find(([k]) => k.startsWith("baton:run"))[1]`)
	for _, id := range []string{`"room-booked"`, `"look-around"`, `"read-the-mail"`} {
		if !strings.Contains(text, id) {
			t.Errorf("the run lost %s: %s", id, text)
		}
	}
	complaints.nothing(t)
}

// A list that has moved finds its runs.
func TestMovedList(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	r.run(ctx, roundPage)
	click(t, ctx, line("drop"))
	r.files["checklists/weekly.md"] = strings.Replace(r.files["checklists/round.md"], "cadence:", "redirect_from: [/checklists/round/]\ncadence:", 1)
	delete(r.files, "checklists/round.md")
	r.files["README.md"] = "# House\n\n[Round](checklists/weekly.md), [steps](checklists/steps.md)\n"
	r.build()
	r.run(ctx, "/checklists/weekly/")
	shows(t, ctx, runFar, "1 of 5 done")
}

// While its author edits it, a list keeps what is ticked, and what can be pressed.
func TestRunIsKeptWhileItsAuthorEdits(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	d.visit(ctx, roundPage)
	eventually(t, ctx, runReady)
	click(t, ctx, line("light-the-lamp"))
	click(t, ctx, na("close-the-door"))
	tap(t, ctx, "Hand over or print")
	eventually(t, ctx, `document.querySelector(".panel .run-link")`)
	d.replace("checklists/round.md", "- [ ] Open the door\n", "- [ ] Knock\n- [ ] Open the door\n")
	shows(t, ctx, runFar, "1 of 5 done, 1 n/a")
	shows(t, ctx, `JSON.stringify(`+runStates+`)`, `{"knock":"open","open-the-door":"open","light-the-lamp":"done ticked","put-the-kettle-on":"open","close-the-door":"na"}`)
	shows(t, ctx, `document.querySelector("#knock .run-tag").textContent`, "New since you began")
	shows(t, ctx, `document.querySelectorAll(".item .side").length + " " + document.querySelectorAll(".panel").length + " " + document.querySelectorAll(".run-tag").length`, "5 1 1")
	click(t, ctx, line("knock"))
	shows(t, ctx, runFar, "2 of 5 done, 1 n/a")
	complaints.nothing(t)
}

// A browser is asked to stay with what it keeps once there is something to lose.
func TestStorageIsAskedToStay(t *testing.T) {
	t.Parallel()
	r := newRounds(t)
	ctx := chromium(t)
	beforeEveryPage(t, ctx, `window.asked = 0; if (navigator.storage) navigator.storage.persist = () => { asked++; return Promise.resolve(true); };`)
	r.run(ctx, roundPage)
	click(t, ctx, line("drop"))
	click(t, ctx, line("room-booked"))
	shows(t, ctx, "asked", "0")
	click(t, ctx, line("read-the-mail"))
	shows(t, ctx, "asked", "1")
	click(t, ctx, line("close-the-door"))
	shows(t, ctx, "asked", "1")
}
