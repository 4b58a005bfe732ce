package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Places of the controls over a score.
const (
	wholeScore = `document.querySelector(".reading button:first-child")`
	onePart    = `document.querySelector(".reading button:last-child")`
	readAs     = `document.querySelector(".reading select")`
	iAmAt      = `document.querySelector(".reading .at select")`
	reading    = `document.querySelector(".reading[data-on]")`
	reminder   = `document.querySelector(".resume")`
)

const putRight = "/playbooks/putting-it-right/"

// choose chooses a value of a list as a reader would.
func choose(t *testing.T, ctx context.Context, list, value string) {
	t.Helper()
	eval[bool](t, ctx, fmt.Sprintf(`(l => { l.value = %q; return l.dispatchEvent(new Event("change", {bubbles: true})) })(%s)`, value, list))
}

// hidden lists what a part must never hide and does, and what it should fold and does not.
const hidden = `(part => {
	const seen = e => e.checkVisibility() && e.getBoundingClientRect().width > 2 && [...e.querySelectorAll("*")].every(c => c.closest(".vh, .who, .hears") || c.checkVisibility());
	const name = e => e.className + ": " + e.textContent.trim().slice(0, 60);
	const out = [];
	for (const e of document.querySelectorAll('.mvt > header *, .cust, .pause, .note.customer, .note.everyone, .note > .level:has([data-lv=must]), .note > .rest, .cue[data-for~="' + part + '"], .cue[data-for="*"], .note[data-of="' + part + '"] > :not(.who)')) {
		if (!e.closest(".vh") && !seen(e)) out.push("hides " + name(e));
	}
	for (const e of document.querySelectorAll('.note[data-of="' + part + '"] > [data-cue]:is(.wait, .hears)')) {
		for (const n of e.dataset.cue.split(" ")) {
			const q = document.querySelector('.cue[data-cue="' + n + '"] q');
			if (q && !e.innerText.includes(q.textContent)) out.push("does not say what it waits for: " + name(e));
		}
	}
	for (const n of document.querySelectorAll('.note[data-of]:not([data-of="' + part + '"])')) {
		const lines = [...n.children].filter(e => !e.matches(".who, .hears") && e.checkVisibility() && !e.matches("[data-keep]"));
		const heights = lines.map(e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight));
		if (lines.length > 1 || heights.some(h => h > 1.2)) out.push("does not fold " + name(n));
	}
	return out;
})`

// Each part of each playbook, on staves and as a list: what others do is one line each, and no rule, pause, cue to the
// part or word about the customer is hidden. The whole score is as it was.
func TestOnePartOfAScore(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	visit(t, ctx, chromedp.Navigate(url+"/playbooks/"))
	playbooks := eval[[]string](t, ctx, `[...document.querySelectorAll("main a")].map(a => new URL(a.href).pathname).filter(p => /^\/playbooks\/[^/]+\/$/.test(p))`)
	slices.Sort(playbooks)
	if playbooks = slices.Compact(playbooks); len(playbooks) < 5 {
		t.Fatalf("the handbook has only %q", playbooks)
	}
	for i, address := range playbooks {
		width := []int64{1280, 360}[i%2]
		visit(t, ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(url+address))
		eventually(t, ctx, reading)
		const text = `document.querySelector(".score").innerText`
		whole := eval[string](t, ctx, text)
		for _, part := range eval[[]string](t, ctx, `[...`+readAs+`.options].map(o => o.value)`) {
			choose(t, ctx, readAs, part)
			if at := eval[string](t, ctx, `location.search`); at != "?part="+part {
				t.Errorf("%s: the address of %s is %q", address, part, at)
			}
			for _, fault := range eval[[]string](t, ctx, hidden+fmt.Sprintf("(%q)", part)) {
				t.Errorf("%s at %d as %s: %s", address, width, part, fault)
			}
		}
		eval[bool](t, ctx, `(`+wholeScore+`.click(), true)`)
		if eval[string](t, ctx, text) != whole || eval[string](t, ctx, `location.search`) != "" {
			t.Errorf("%s: the whole score is not as it was", address)
		}
	}
	said.nothing(t)
}

// The reader's own part is the one that is offered, under whatever name the role was saved, and an address says another.
func TestWhichPartIsRead(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	open := func(query string) {
		visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url+putRight+query))
		eventually(t, ctx, reading)
	}
	state := func() string {
		return eval[string](t, ctx, `[document.querySelector(".whole").hasAttribute("data-one"), `+readAs+`.selectedOptions[0].text, `+
			`[...new Set([...document.querySelectorAll(".note[data-mine]")].map(n => n.dataset.of))].sort()].join(" ")`)
	}
	for _, c := range []struct{ roles, query, want string }{
		{`[]`, "", "false Conductor "},
		{`["dispatcher"]`, "", "false Route (you) "},
		{`["dispatcher"]`, "?part=voice", "true Voice voice"},
		{`["desk-agent","dispatcher"]`, "", "false All that is yours "},
		{`["desk-agent","dispatcher"]`, "?part=voice+route", "true All that is yours route,voice"},
		{`["nobody"]`, "?part=nobody", "false Conductor "},
		{`["dispatcher"]`, "?part=<b>", "false Route (you) "},
	} {
		keepRoles(t, ctx, url, c.roles, "")
		open(c.query)
		if got := state(); got != c.want {
			t.Errorf("with %s, %q shows %q, not %q", c.roles, c.query, got, c.want)
		}
	}
	keepRoles(t, ctx, url, `["dispatcher"]`, "")
	open("")
	eval[bool](t, ctx, `(`+onePart+`.click(), true)`)
	if got := state() + eval[string](t, ctx, `location.search`); got != "true Route (you) route?part=route" {
		t.Errorf("my part is %q", got)
	}
}

// A movement that was marked is there on return, with how long ago that was; it leads there, and can be forgotten.
func TestResumeAScore(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	open := func() {
		visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.EmulateViewport(360, 640), chromedp.Navigate(url+putRight))
		eventually(t, ctx, reading)
	}
	open()
	if eval[bool](t, ctx, `!!`+reminder) {
		t.Fatal("there is a reminder before anything was marked")
	}
	eval[bool](t, ctx, `(document.querySelectorAll("button.mark")[1].click(), true)`)
	if got := eval[string](t, ctx, iAmAt+`.selectedOptions[0].text + document.querySelectorAll("button.mark")[1].ariaPressed + !!`+reminder); got != "2 Mend ittruefalse" {
		t.Errorf("marked, the list says %q", got)
	}
	// Twelve minutes go by, half an hour since it began.
	eval[bool](t, ctx, `(() => { const k = "baton:at " + location.pathname, p = JSON.parse(localStorage[k]); p.since -= 12 * 60e3; p.begun -= 31 * 60e3; localStorage[k] = JSON.stringify(p); return true })()`)
	open()
	if got := eval[string](t, ctx, reminder+`.textContent`); !strings.HasPrefix(got, "You were at 2 Mend it, 12 minutes ago. Begun at ") || !strings.Contains(got, ", 31 minutes ago.") {
		t.Errorf("on return it says %q", got)
	}
	eval[bool](t, ctx, `(`+reminder+`.querySelector("a").click(), true)`)
	eventually(t, ctx, `!`+reminder)
	eventually(t, ctx, `Math.abs(document.querySelector("#_2-mend-it, [id*=mend-it]").getBoundingClientRect().top) < 120`)
	open()
	eval[bool](t, ctx, `(`+reminder+`.querySelector("button").click(), true)`)
	open()
	if eval[bool](t, ctx, `!!`+reminder) {
		t.Error("what was forgotten is remembered")
	}
	// The clock goes back, the movement is gone, or the storage holds something else: nobody is told nonsense.
	for stored, want := range map[string]string{
		`{"at": "%s", "since": 9e15, "begun": 9e15}`: "You were at 2 Mend it, this minute.",
		`{"at": "gone", "since": 1, "begun": 1}`:     "",
		`{"at": "%s"}`:                               "",
		`[1]`:                                        "",
		`no`:                                         "",
	} {
		id := eval[string](t, ctx, `document.querySelectorAll(".mvt h3")[1].id`)
		eval[bool](t, ctx, fmt.Sprintf(`(localStorage["baton:at " + location.pathname] = %q, true)`, strings.ReplaceAll(stored, "%s", id)))
		open()
		if got := eval[string](t, ctx, reminder+`?.textContent ?? ""`); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("with %s it says %q", stored, got)
		}
	}
	said.nothing(t)
}

// Where the browser refuses storage, all of it holds while the page is open.
func TestScoreWithoutStorage(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	beforeEveryPage(t, ctx, `Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError") }})`)
	visit(t, ctx, chromedp.Navigate(url+putRight))
	eventually(t, ctx, reading)
	choose(t, ctx, readAs, "voice")
	eval[bool](t, ctx, `(document.querySelectorAll("button.mark")[2].click(), true)`)
	if got := eval[string](t, ctx, `document.querySelector(".whole").hasAttribute("data-one") + `+iAmAt+`.selectedOptions[0].text`); got != "true3 Ask again" {
		t.Errorf("without storage: %q", got)
	}
	said.nothing(t)
}

// The controls are reached and worked by keyboard, in the order in which they stand.
func TestScoreByKeyboard(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+putRight))
	eventually(t, ctx, reading)
	eval[bool](t, ctx, `(document.querySelector(".over a").focus(), true)`)
	var walk []string
	for range 12 {
		walk = append(walk, eval[string](t, ctx, `(e => e.matches("button.mark") ? "mark " + e.textContent : e.matches("select") ? e.closest("label").querySelector("span").textContent : e.textContent)(document.activeElement)`))
		press(t, ctx, kb.Tab)
	}
	if got, want := strings.Join(walk, "|"), "Cue sheet|Whole score|My part|Read as|I am at|Players|Coda|mark 1|at once"; !strings.HasPrefix(got, want) {
		t.Errorf("the walk is %s, not %s", got, want)
	}
	eval[bool](t, ctx, `(`+onePart+`.focus(), true)`)
	press(t, ctx, kb.Enter)
	eventually(t, ctx, onePart+`.ariaPressed === "true" && location.search === "?part=conductor"`)
	eval[bool](t, ctx, `(document.querySelector("button.mark").focus(), true)`)
	press(t, ctx, " ")
	eventually(t, ctx, iAmAt+`.value !== "" && document.activeElement.matches("button.mark[aria-pressed=true]")`)
}

// On paper a score is the list in order of time, without a control; without script it is whole, and leads to the cue
// sheet and the part books.
func TestScoreOnPaperAndWithoutScript(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	keepRoles(t, ctx, url, `["dispatcher"]`, "")
	visit(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+putRight))
	eventually(t, ctx, reading)
	media := func(name string) {
		if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: name}); err != nil {
			t.Fatal(err)
		}
	}
	media("print")
	const faults = `(() => {
		const out = [...document.querySelectorAll(".reading, .names, .cues, .resume, .jump")].filter(e => e.checkVisibility({visibilityProperty: true})).map(e => e.className + " is printed");
		let last = 0;
		for (const e of document.querySelectorAll(".mvt > header, .cust, .note, .pause")) {
			const b = e.getBoundingClientRect();
			if (b.top < last - 1 || !b.height) out.push("out of order: " + e.textContent.trim().slice(0, 40));
			last = b.bottom;
		}
		return out;
	})()`
	for _, fault := range eval[[]string](t, ctx, faults) {
		t.Error(fault)
	}
	media("")
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, chromedp.Navigate(url+putRight+"?part=voice"))
	if got := eval[int](t, ctx, `[...document.querySelectorAll(".score .do")].filter(e => e.checkVisibility()).length - document.querySelectorAll(".score .do").length`); got != 0 {
		t.Errorf("%d steps are hidden", -got)
	}
	if eval[bool](t, ctx, reading+` !== null || document.querySelector(".reading").checkVisibility()`) {
		t.Error("controls that do nothing are shown")
	}
	for _, to := range []string{putRight + "cues/", "/roles/dispatcher/part/"} {
		if !eval[bool](t, ctx, fmt.Sprintf(`[...document.querySelectorAll(".whole a")].some(a => new URL(a.href).pathname === %q && a.checkVisibility())`, to)) {
			t.Errorf("nothing leads to %s", to)
		}
	}
}

// Every cue sheet of the handbook is one page of A4, and a conductor's part book leads to it.
func TestCueSheetIsOnePage(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(url+"/roles/desk-lead/part/"))
	if !eval[bool](t, ctx, `[...document.querySelectorAll("h2 a")].some(a => a.href.endsWith("`+putRight+`cues/"))`) {
		t.Error("the conductor's part does not lead to the cue sheet")
	}
	for _, playbook := range []string{putRight, "/playbooks/many-sites-lose-cold/", "/playbooks/somebody-is-hurt/"} {
		visit(t, ctx, chromedp.Navigate(url+playbook+"cues/"))
		pdf, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: 8.27, PaperHeight: 11.69, PreferCSSPageSize: new(true)})
		if err != nil {
			t.Fatal(err)
		}
		if n := regexp.MustCompile(`/Type /Page\b`).FindAll([]byte(pdf.Data), -1); len(n) != 1 {
			t.Errorf("the cues of %s take %d pages", playbook, len(n))
		}
	}
}

// A screen reader hears the score in order of time, on staves too: movement, part, what it comes after, what is done.
func TestScoreIsHeardInOrder(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+putRight))
	eventually(t, ctx, reading)
	tree, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		t.Fatal(err)
	}
	heard := spoken(tree.Nodes)
	rest := heard
	for _, want := range []string{
		"Hear it", "Starts when", "Must", "Customer", "Has a problem", "Voice", "Hear them out, then say sorry", "We failed somebody.",
		"Conductor", "Wait", "Voice", "Case open", "Mend it", "Customer", "Conductor", "Work out", "Route", "After", "Conductor", "Drive there first", "Part books",
	} {
		i := strings.Index(rest, want)
		if i < 0 {
			t.Fatalf("%q is not heard after what comes before it:\n%s", want, heard)
		}
		rest = rest[i+len(want):]
	}
}

// spoken are the texts of a tree, in order.
func spoken(nodes []*accessibility.Node) string {
	byID := map[accessibility.NodeID]*accessibility.Node{}
	for _, n := range nodes {
		byID[n.NodeID] = n
	}
	var b strings.Builder
	var walk func(*accessibility.Node)
	walk = func(n *accessibility.Node) {
		if n == nil {
			return
		}
		var role, name string
		if n.Role != nil && n.Name != nil {
			_ = json.Unmarshal(n.Role.Value, &role)
			_ = json.Unmarshal(n.Name.Value, &name)
		}
		if role == "StaticText" && !n.Ignored {
			b.WriteString(name + " ")
			return
		}
		for _, id := range n.ChildIDs {
			walk(byID[id])
		}
	}
	walk(nodes[0])
	return b.String()
}

// One part, cue sheet and part book read well in each light and at each width, and nothing under a finger is too small.
func TestScoreReadsWell(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	axe := axeSource(t)
	keepRoles(t, ctx, url, `["dispatcher"]`, "")
	for i, address := range []string{putRight + "?part=route", putRight + "cues/", "/roles/dispatcher/part/"} {
		for j, c := range []struct {
			width           int64
			feature, choice string
		}{
			{1280, "prefers-color-scheme", "light"}, {1280, "prefers-color-scheme", "dark"}, {1280, "forced-colors", "active"}, {360, "prefers-color-scheme", "dark"}, {320, "forced-colors", "active"},
		} {
			if i > 0 && j%2 == 1 {
				continue
			}
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: c.feature, Value: c.choice}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			visit(t, ctx, chromedp.EmulateViewport(c.width, 900), chromedp.Navigate(url+address))
			if i == 0 {
				eventually(t, ctx, reading)
				small := eval[[]string](t, ctx, `[...document.querySelectorAll(".reading :is(button, select)")].filter(e => e.getBoundingClientRect().height < 44).map(e => e.textContent)`)
				for _, e := range small {
					t.Errorf("at %d, %q is under 44 pixels", c.width, e)
				}
			}
			if wide := eval[int](t, ctx, `document.querySelector("main").scrollWidth - innerWidth`); wide > 0 {
				t.Errorf("%s at %d scrolls sideways by %d", address, c.width, wide)
			}
			if axe == "" {
				continue
			}
			for _, v := range violations(t, ctx, axe) {
				if c.feature == "forced-colors" && strings.HasPrefix(v, "color-contrast") {
					continue // those colours are the reader's
				}
				t.Errorf("%s at %d, %s: %s", address, c.width, c.choice, v)
			}
		}
	}
	said.nothing(t)
}
