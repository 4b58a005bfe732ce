package browser

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// An edit is on the screen without loading the page again, and nothing that the policy forbids is tried.
func TestEditIsSeen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	said := listen(t, ctx)
	d.visit(ctx, "/essays/short/")
	d.replace("essays/short.md", "A word about", "Many words about")
	sees(t, ctx, "Many words about words")
	d.replace("essays/short.md", "# Short", "# Shorter")
	eventually(t, ctx, `document.title.startsWith("Shorter")`)
	stays(t, ctx)
	said.nothing(t)
}

// What a reader did stays: the place, ticks, what was opened, typed and chosen, the focus, inner scrollers.
func TestB020_EverythingStaysInItsPlace(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("layouts/components/crumbs/crumbs.html", `{{define "crumbs"}}<p><input id="field"><input type="checkbox" class="tick"></p>{{end}}`)
	ctx := chromium(t)
	d.visit(ctx, "/essays/long/")
	eventually(t, ctx, `!!document.querySelector("#field")`)
	eval[bool](t, ctx, `(() => {
		document.querySelector("details").open = true;
		document.querySelector(".tick").click();
		document.querySelector("pre").scrollLeft = 120;
		document.querySelector("#field").focus();
		return true;
	})()`)
	visit(t, ctx, chromedp.KeyEvent("typed"), chromedp.KeyEvent(kb.ArrowLeft))
	eval[bool](t, ctx, `(document.querySelector("#part-19").scrollIntoView({behavior: "instant"}), true)`)
	const state = `JSON.stringify({
		top: Math.round(document.querySelector("#part-19").getBoundingClientRect().top),
		open: document.querySelector("details").open, tick: document.querySelector(".tick").checked,
		typed: document.querySelector("#field").value, caret: document.querySelector("#field").selectionStart,
		focus: document.activeElement.id, inner: document.querySelector("pre").scrollLeft})`
	before := eval[string](t, ctx, state)
	if !strings.Contains(before, `"open":true,"tick":true,"typed":"typed","caret":4,"focus":"field","inner":120`) {
		t.Fatalf("the page is not as the test wants it: %s", before)
	}
	for i, edit := range [][2]string{
		{"Sentence of part 25.", "Edited below."},
		{"Sentence of part 3.", "Edited above. " + strings.Repeat("This makes it longer. ", 40)}, // what is read must not move
		{"\n## Part 10\n", "\nA new paragraph.\n\n## Between\n\nMore of it.\n\n## Part 10\n"},
		{"Hidden words.", "Other hidden words."},
	} {
		d.replace("essays/long.md", edit[0], edit[1])
		eventually(t, ctx, fmt.Sprintf(`document.body.textContent.includes(%q)`, []string{"Edited below.", "Edited above.", "A new paragraph.", "Other hidden words."}[i]))
		// A browser that holds the place does so in its next frame.
		eval[bool](t, ctx, `new Promise(ready => requestAnimationFrame(() => requestAnimationFrame(() => ready(true))))`)
		var was, is struct{ Top int }
		after := eval[string](t, ctx, state)
		if json.Unmarshal([]byte(before), &was) != nil || json.Unmarshal([]byte(after), &is) != nil {
			t.Fatal(after)
		}
		if _, b, _ := strings.Cut(before, ","); !strings.HasSuffix(after, b) || is.Top < was.Top-2 || is.Top > was.Top+2 {
			t.Errorf("after edit %d:\n%s, was\n%s", i, after, before)
		}
	}
	stays(t, ctx)
}

// Where the browser does not hold the place itself, the script does.
func TestPlaceIsHeldWithoutTheBrowsersHelp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("layouts/components/bar/bar.css", "html{overflow-anchor:none}")
	ctx := chromium(t)
	d.visit(ctx, "/essays/long/")
	eventually(t, ctx, `getComputedStyle(document.documentElement).overflowAnchor === "none"`)
	eval[bool](t, ctx, `(document.querySelector("#part-19").scrollIntoView(), true)`)
	const top = `Math.round(document.querySelector("#part-19").getBoundingClientRect().top)`
	was := eval[int](t, ctx, top)
	d.replace("essays/long.md", "Sentence of part 3.", "Edited above. "+strings.Repeat("This makes it longer. ", 40))
	eventually(t, ctx, `document.body.textContent.includes("Edited above.")`)
	if is := eval[int](t, ctx, top); is < was-2 || is > was+2 {
		t.Errorf("the heading is at %d, was at %d", is, was)
	}
	stays(t, ctx)
}

// What a reader selected stays selected, also when its own paragraph goes on differently.
func TestSelectionStays(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/long/")
	eval[bool](t, ctx, `(n => (getSelection().setBaseAndExtent(n, 3, n, 17), true))(document.querySelector("#part-5 + p").firstChild)`)
	chosen := eval[string](t, ctx, `String(getSelection())`)
	if len(chosen) != 14 {
		t.Fatalf("selected is %q", chosen)
	}
	d.replace("essays/long.md", "\n## Part 4\n", "\nA new paragraph.\n\n## Part 4\n")
	sees(t, ctx, "A new paragraph.")
	d.replace("essays/long.md", "Sentence of part 5. \n", "Another end.\n")
	sees(t, ctx, "Another end.")
	if got := eval[string](t, ctx, `String(getSelection())`); got != chosen {
		t.Errorf("selected is %q, was %q", got, chosen)
	}
}

// Ticks stay with their item when others come, go and move.
func TestTicksStayWithTheirItem(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/checklists/round/")
	eval[bool](t, ctx, `(document.querySelector("#light-the-lamp input").click(), true)`)
	d.replace("checklists/round.md", "- [ ] Open the door\n- [ ] Light the lamp\n- [ ] Put the kettle on\n",
		"- [ ] Ring the bell\n- [ ] Put the kettle on\n- [ ] Sit down\n- [ ] Light the lamp\n")
	eventually(t, ctx, `!!document.querySelector("#ring-the-bell")`)
	if got := eval[string](t, ctx, `[...document.querySelectorAll("input:checked")].map(e => e.closest("li").id).join()`); got != "light-the-lamp" {
		t.Errorf("ticked: %s", got)
	}
	stays(t, ctx)
}

// After any edit the page is what a reader gets who loads it: what components added is there, and once.
func TestMorphedPageEqualsALoadedOne(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	other := tab(t, ctx)
	d.visit(ctx, "/essays/short/")
	eval[bool](t, ctx, `(s => { s.value = "dark"; return s.dispatchEvent(new Event("change")); })(document.querySelector(".theme select"))`)
	const page = `document.documentElement.dataset.theme + document.querySelector(".theme select").value + [...document.head.children].map(e => e.outerHTML).join("\n").replace(/data-sum="\w+"/, "") + document.body.outerHTML`
	for i, edit := range [][2]string{
		{"A word about", "Many words about"},
		{"review: 1 month", "review: 900 years"},
		{"review: 900 years", "review: 2 months"},
		{"# Short", "# Shorter"},
		{"[Long](long.md)", "[Long](long.md)\n\n## More\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"},
		{"---\nreviewed", "---\nsummary: Said in short\nreviewed"},
	} {
		sum := eval[string](t, ctx, `document.body.innerHTML + document.head.innerHTML`)
		d.replace("essays/short.md", edit[0], edit[1])
		eventually(t, ctx, fmt.Sprintf(`document.body.innerHTML + document.head.innerHTML !== %q`, sum))
		d.visit(other, "/essays/short/")
		if got, want := eval[string](t, ctx, page), eval[string](t, other, page); got != want {
			t.Errorf("after edit %d: %s", i, difference(got, want))
		}
	}
	stays(t, ctx)
	if n := eval[int](t, ctx, `document.querySelectorAll(".overdue").length`); n != 1 {
		t.Errorf("%d times overdue", n)
	}
	eval[bool](t, ctx, `(s => { s.value = "light"; return s.dispatchEvent(new Event("change")); })(document.querySelector(".theme select"))`)
	if got := eval[string](t, ctx, `document.documentElement.dataset.theme`); got != "light" {
		t.Errorf("the control of the theme is dead: %s", got)
	}
}

// A page of many blocks is morphed in steps that grow with their number, not with its square, and is then what a
// reader gets who loads it, blanks included.
func TestLongPageTakesFewSteps(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var text strings.Builder
	text.WriteString("# Big\n\nIt begins here.\n")
	for i := range 300 {
		fmt.Fprintf(&text, "\n## Head %d\n\nWords of %d.\n\n- one %d\n- two **%d**\n", i, i, i, i)
	}
	d.write("essays/big.md", text.String())
	until(t, "the page is served", func() bool { return strings.Contains(get(t, d.url+"/essays/big/"), "Head 299") })
	ctx := chromium(t)
	d.visit(ctx, "/essays/big/")
	nodes := eval[int](t, ctx, `(() => {
		const next = Object.getOwnPropertyDescriptor(Node.prototype, "nextSibling").get;
		window.steps = 0;
		Object.defineProperty(Node.prototype, "nextSibling", {get() { steps++; return next.call(this); }});
		return document.querySelectorAll("*").length;
	})()`)
	d.replace("essays/big.md", "## Head 100\n", "A new paragraph.\n\n## Head 100\n")
	eventually(t, ctx, `document.body.textContent.includes("A new paragraph.")`)
	d.replace("essays/big.md", "Words of 150.", "Other words.")
	eventually(t, ctx, `document.body.textContent.includes("Other words.")`)
	stays(t, ctx)
	if n := eval[int](t, ctx, `steps`); n > 10*nodes {
		t.Errorf("%d steps for %d elements", n, nodes)
	}
	got := eval[string](t, ctx, `document.body.outerHTML`)
	d.visit(ctx, "/essays/big/")
	if want := eval[string](t, ctx, `document.body.outerHTML`); got != want {
		t.Error(difference(got, want))
	}
}

// A style is swapped while the page stays as it is, and at no moment is the page without style.
func TestStyleIsSwapped(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	eval[bool](t, ctx, `(() => {
		window.naked = 0;
		window.touched = 0;
		const look = () => { if (getComputedStyle(document.body).margin !== "0px") naked++; requestAnimationFrame(look); };
		look();
		new MutationObserver(m => touched += m.length).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
		return true;
	})()`)
	for _, colour := range []string{"rgb(1, 2, 3)", "rgb(4, 5, 6)"} {
		d.write("layouts/components/tags/tags.css", "h1{color:"+colour+"}")
		eventually(t, ctx, fmt.Sprintf(`getComputedStyle(document.querySelector("h1")).color === %q`, colour))
	}
	got := eval[string](t, ctx, `[document.querySelectorAll("link[rel=stylesheet]").length, naked, touched].join()`)
	if got != "1,0,0" {
		t.Errorf("sheets, frames without style, changes of the content: %s", got)
	}
	stays(t, ctx)
}

// A template is what an author edits, too; another script can only be had by loading the page anew.
func TestTemplatesAndScripts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	d.write("layouts/pages/essay.html", `{{define "main"}}<p id="new">Another template: {{.Title}}</p>{{.HTML}}{{end}}`)
	sees(t, ctx, "Another template: Short")
	stays(t, ctx)
	d.write("layouts/components/tags/tags.ts", `document.documentElement.dataset.tags = "ran";`)
	eventually(t, ctx, `document.documentElement.dataset.tags === "ran"`)
	if eval[bool](t, ctx, `window.marked === true`) {
		t.Error("a script that is gone still runs")
	}
}

// A page that is renamed under its reader is a page that does not exist; when it comes back, so does the reader's.
func TestRenamedPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	text := words()["essays/short.md"]
	d.write("essays/brief.md", text)
	d.write("essays/short.md", "")
	sees(t, ctx, "There is no")
	d.write("essays/brief.md", strings.Replace(text, "---\n", "---\nredirect_from: [/essays/short/]\n", 1))
	eventually(t, ctx, `location.pathname === "/essays/brief/"`)
	sees(t, ctx, "A word about words")
}

// What changed flashes; what is out of sight has a button that leads there, and the page does not move by itself.
func TestChangeIsShown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/long/")
	const flashing = `document.getAnimations().filter(a => !(a instanceof CSSTransition)).map(a => a.effect.target.textContent.slice(0, 12)).join("|")`
	const button = `document.querySelector("baton-live").shadowRoot.querySelector(".changed")`
	d.replace("essays/long.md", "It begins here.", "It begins anew.")
	eventually(t, ctx, flashing+` === "It begins an"`)
	if eval[bool](t, ctx, `!!`+button) {
		t.Error("a button leads to what is in view")
	}

	d.replace("essays/long.md", "Sentence of part 20.", "Edited sentence.")
	eventually(t, ctx, button+`?.textContent === "Changed: Part 20 ↓"`)
	if y := eval[int](t, ctx, `scrollY`); y != 0 {
		t.Errorf("the page was scrolled to %d", y)
	}
	eval[bool](t, ctx, `(`+button+`.click(), true)`)
	eventually(t, ctx, `(r => r.top >= 0 && r.bottom <= innerHeight)(document.querySelector("#part-20 + p").getBoundingClientRect())`)
	eventually(t, ctx, `!`+button)

	// Whoever scrolls there has no need of the button any more.
	d.replace("essays/long.md", "It begins anew.", "It begins once more.")
	eventually(t, ctx, button+`?.textContent === "Changed: Long ↑"`)
	eval[bool](t, ctx, `(scrollTo({top: 0, behavior: "instant"}), true)`)
	eventually(t, ctx, `!`+button)

	// Who wants no motion has none.
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
	eval[bool](t, ctx, `(window.flashes = 0, Element.prototype.animate = () => flashes++, true)`)
	d.replace("essays/long.md", "Sentence of part 1.", "Quiet sentence.")
	eventually(t, ctx, `document.querySelector("baton-live").shadowRoot.querySelector(".changes").textContent === "Changed: Part 1"`)
	if n := eval[int](t, ctx, `flashes`); n != 0 {
		t.Errorf("%d flashes under reduced motion", n)
	}
	stays(t, ctx)
}

// difference is the first line in which two texts differ.
func difference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is\n%s\nloaded anew it is\n%s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines; loaded anew it has %d", len(a), len(b))
}
