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

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"baton/generator/internal/build"
	"baton/generator/internal/edit"
	"baton/generator/internal/serve"
	"baton/generator/internal/source"
	"baton/layouts"
)

// Places of My part.
const (
	ready   = `document.querySelector(".me[data-ready]")`
	keptNow = `localStorage.getItem("baton:roles")`
	inBar   = `getComputedStyle(document.querySelector(".my-part b"), "::after").content`
	heads   = `[...document.querySelectorAll(".me > section h2")].filter(h => h.checkVisibility()).map(h => h.firstChild.textContent.trim()).join("|")`
	toldNow = `[...document.querySelectorAll(".changed li")].map(li => li.textContent).join("|")`
)

// pressed presses the first button with these words.
func pressed(t *testing.T, ctx context.Context, words string) {
	t.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll("main button, aside button")].find(b => b.checkVisibility() && b.textContent.startsWith(%q))`, words)
	eventually(t, ctx, button)
	eval[bool](t, ctx, button+`.click(), true`)
}

// see waits until an expression is a text.
func see(t *testing.T, ctx context.Context, expression, want string) {
	t.Helper()
	eventually(t, ctx, fmt.Sprintf(`(%s) === %q`, expression, want))
}

// A reader says once who they are, on the page of the role: from then on the bar says it, and their part is on one page,
// in order, with links that lead somewhere and ids that stand there once.
func TestMyPart(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	visit(t, ctx, chromedp.Navigate(url+"/roles/desk-lead/"))
	pressed(t, ctx, "This is me")
	see(t, ctx, keptNow, `["desk-lead"]`)
	see(t, ctx, inBar, `"Desk lead"`)
	see(t, ctx, `document.querySelector(".choose button").textContent`, "This is not me any more")
	visit(t, ctx, chromedp.Click(".my-part"))
	eventually(t, ctx, ready)
	see(t, ctx, heads, "Due and open|You may decide|Decided without you|Putting it right|Somebody we rely on leaves|Hand over a decision|Whom you ask|Who asks you|To read|Roles")
	for _, what := range []string{
		`document.querySelector("h1").innerText === "My part" && getComputedStyle(document.querySelector(".chosen"), "::after").content.includes("Desk lead")`,
		`[...document.querySelectorAll(".me a[href^='tel:']")].length > 2`,                                                 // whom I ask, with reach
		`document.querySelector(".me .part .heard") && document.querySelector(".me .part .note")`,                          // a cue and a step
		`document.querySelector(".levels [data-lv=within]").textContent.includes("up to 2,500 USD")`,                       // what I may decide
		`document.querySelector(".me .links small").textContent === "weekly, 10 items"`,                                    // never run: the cadence
		`new Set([...document.querySelectorAll("[id]")].map(e => e.id)).size === document.querySelectorAll("[id]").length`, // each id once
		`document.getElementById("page:mine").innerText.includes("Kept on this device. Nothing is sent.")`,
	} {
		if !eval[bool](t, ctx, "!!("+what+")") {
			t.Errorf("not so: %s", what)
		}
	}
	broken := eval[[]string](t, ctx, `Promise.all([...new Set([...document.querySelectorAll("main a[href^=http], main a[href^='.']")].map(a => a.href.split("#")[0]))]
		.map(href => fetch(href, {method: "HEAD"}).then(r => r.ok ? "" : href))).then(list => list.filter(Boolean))`)
	if len(broken) > 0 {
		t.Errorf("links lead nowhere: %q", broken)
	}
	pressed(t, ctx, "Forget my part")
	see(t, ctx, heads, "Roles")
	see(t, ctx, `String(`+keptNow+`)`, "null")
	see(t, ctx, inBar, "none")
	if left := eval[int](t, ctx, `Object.keys(localStorage).length`); left > 0 {
		t.Errorf("%d entries are left in the storage", left)
	}
	said.nothing(t)
}

// Two roles: what belongs to each says whose it is, and one of them can be left.
func TestTwoRoles(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	visit(t, ctx, chromedp.Navigate(url+"/me/"))
	eventually(t, ctx, ready)
	see(t, ctx, heads, "Roles")
	pressed(t, ctx, "This is me: Dispatcher")
	see(t, ctx, inBar, `"Dispatcher"`)
	pressed(t, ctx, "This is me: Desk lead")
	see(t, ctx, keptNow, `["dispatcher","desk-lead"]`)
	see(t, ctx, inBar, `"Dispatcher + Desk lead"`)
	eventually(t, ctx, `[...document.querySelectorAll(".me h2 small")].map(s => s.textContent).filter(s => s === "as Dispatcher").length > 1`)
	pressed(t, ctx, "This is not me any more: Dispatcher")
	see(t, ctx, inBar, `"Desk lead"`)
	eventually(t, ctx, `![...document.querySelectorAll(".me h2 small")].some(s => s.textContent === "as Dispatcher")`)
	said.nothing(t)
}

// A link that offers roles asks first, and what a reader has chosen is replaced only if they say so.
func TestSharedLinkAsksFirst(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	question := func(fragment, want string) {
		t.Helper()
		visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url+"/me/#"+fragment))
		eventually(t, ctx, ready)
		got := eval[string](t, ctx, `[...document.querySelectorAll(".offer button")].map(b => b.textContent).join("|")`)
		if got != want {
			t.Errorf("#%s asks %q, not %q", fragment, got, want)
		}
	}
	question("role=desk-lead", "Yes, this is me|No")
	see(t, ctx, `String(`+keptNow+`)`, "null")
	pressed(t, ctx, "No")
	see(t, ctx, `location.hash + String(`+keptNow+`)`, "null")
	question("role=desk-lead", "Yes, this is me|No")
	pressed(t, ctx, "Yes")
	see(t, ctx, keptNow, `["desk-lead"]`)
	see(t, ctx, `location.hash`, "")

	question("role=desk-lead", "") // nothing to ask
	question("role=dispatcher", "Add Dispatcher|Only Dispatcher|Leave it as it is")
	pressed(t, ctx, "Leave")
	see(t, ctx, keptNow, `["desk-lead"]`)
	question("role=dispatcher,duty-lead", "Add Dispatcher and Duty lead|Only Dispatcher and Duty lead|Leave it as it is")
	pressed(t, ctx, "Add")
	see(t, ctx, keptNow, `["desk-lead","dispatcher","duty-lead"]`)
	question("role=billing-clerk", "Add Billing clerk|Only Billing clerk|Leave it as it is")
	pressed(t, ctx, "Only")
	see(t, ctx, keptNow, `["billing-clerk"]`)

	for _, hostile := range []string{
		"role=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "role=__proto__,constructor", "role=" + strings.Repeat("x,", 5000), "role=%E0%A4%A", "role=customer",
	} {
		question(hostile, "Close")
		if n := eval[int](t, ctx, `document.querySelectorAll("main img").length`); n > 0 {
			t.Errorf("#%s made an element", hostile)
		}
	}
	question("role=", "")
	see(t, ctx, keptNow, `["billing-clerk"]`)

	// The link that a reader gives away is such a link.
	pressed(t, ctx, "Link for somebody")
	see(t, ctx, `document.getElementById("page:link").value`, url+"/me/#role=billing-clerk")
	said.nothing(t)
}

// A browser that keeps nothing has a part for as long as the page lasts.
func TestMyPartWithoutStorage(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	for _, refusal := range []string{
		`Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError") }})`,
		`Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }`,
	} {
		ctx := chromium(t)
		said := listen(t, ctx)
		beforeEveryPage(t, ctx, refusal)
		visit(t, ctx, chromedp.Navigate(url+"/me/"))
		eventually(t, ctx, ready)
		pressed(t, ctx, "This is me: Desk lead")
		eventually(t, ctx, heads+`.startsWith("Due and open|You may decide")`)
		see(t, ctx, inBar, `"Desk lead"`)
		visit(t, ctx, chromedp.Navigate(url+"/roles/desk-lead/"))
		see(t, ctx, `document.querySelector(".choose button").textContent`, "This is me")
		said.nothing(t)
	}
}

// What is kept may be anything: no page breaks, and nothing of it becomes an element or an address.
func TestMyPartWithStrangeStorage(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	const run = `{"v":1,"list":%q,"begun":1,"name":{"s":"<img src=x>","t":1},"state":{"s":"open","t":1},"items":{}}`
	keepRoles(t, ctx, url, `["desk-lead","nobody","<img>"]`, "Desk lead")
	for key, text := range map[string]string{
		"baton:titles /":         `[["desk-lead", {"a": 1}], 7]`,
		"baton:seen / desk-lead": `{"at":1,"facts":[null,{"id":"x"},{"id":"list y","kind":"list","title":"<img src=x>","href":"javascript:alert(1)"}]}`,
		"baton:run / one":        fmt.Sprintf(run, "xjavascript:alert(1)"),
		"baton:run / two":        fmt.Sprintf(run, "//elsewhere.example/%E0"),
	} {
		eval[bool](t, ctx, fmt.Sprintf(`(localStorage.setItem(%q, %q), true)`, key, text))
	}
	for _, address := range []string{"/me/", "/"} {
		visit(t, ctx, chromedp.Navigate(url+address))
		eventually(t, ctx, `document.querySelector(".me[data-ready], .my small:not(:empty)")`)
		bad := eval[[]string](t, ctx, `[...document.querySelectorAll("main img, main a[href]")].map(e => e.href ?? "img").filter(h => !/^(tel|mailto):/.test(h) && !h.startsWith(location.origin + "/"))`)
		if len(bad) > 0 {
			t.Errorf("%s: the storage made %q", address, bad)
		}
	}
	visit(t, ctx, chromedp.Navigate(url+"/me/"))
	eventually(t, ctx, ready)
	see(t, ctx, heads+`.split("|")[0]`, "Due and open")
	see(t, ctx, keptNow, `["desk-lead","nobody","<img>"]`) // they may be another handbook's
	said.nothing(t)
}

// What one tab chooses, My part in another shows.
func TestMyPartFollowsOtherTabs(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	one := chromium(t)
	two := tab(t, one)
	visit(t, one, chromedp.Navigate(url+"/me/"))
	visit(t, two, chromedp.Navigate(url+"/roles/desk-lead/"))
	eventually(t, one, ready)
	pressed(t, two, "This is me")
	eventually(t, one, heads+`.startsWith("Due and open|You may decide")`)
	see(t, one, inBar, `"Desk lead"`)
	pressed(t, one, "Forget my part")
	see(t, two, `document.querySelector(".choose button").textContent`, "This is me")
	see(t, two, inBar, "none")
}

// A checklist that is under way is told with how far it is, here and on the first page, whoever ticks it.
func TestMyPartTellsOfRuns(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	keepRoles(t, ctx, url, `["desk-lead"]`, "Desk lead")
	visit(t, ctx, chromedp.Navigate(url+"/me/"))
	eventually(t, ctx, ready)
	other := tab(t, ctx)
	visit(t, other, chromedp.Navigate(url+"/robots.txt"))
	put := func(state, list, when string) {
		t.Helper()
		eval[bool](t, other, fmt.Sprintf(`(localStorage.setItem("baton:run / %s", JSON.stringify({v: 1, list: %q, begun: 1, name: {s: "Monday", t: 1},
			state: {s: %q, t: %s}, items: {a: {s: "done", t: 2, h: "", w: ""}, b: {s: "na", t: 2, h: "", w: ""}, c: {s: "open", t: 1, h: "", w: ""}}})), true)`, state, list, state, when))
	}
	put("open", "/checklists/closing-a-let-down/", "2")
	eventually(t, ctx, `document.querySelector(".me .links li").textContent.includes("Closing a let-down") && document.querySelector(".open").textContent.startsWith("Monday: 1 of 2 done")`)
	if at := eval[string](t, ctx, `document.querySelector(".open").href`); at != url+"/checklists/closing-a-let-down/#open=open" {
		t.Errorf("the run is opened at %s", at)
	}
	put("finished", "/checklists/weekly-round/", "Date.now() - 6 * 864e5")
	eventually(t, ctx, `[...document.querySelectorAll(".me .links li")].some(li => li.textContent.includes("weekly round") && li.textContent.includes("last finished 6 days ago, due tomorrow"))`)
	visit(t, ctx, chromedp.Navigate(url+"/"))
	see(t, ctx, `document.querySelector(".my small").textContent`, "Closing a let down: 1 of 2 done")
}

// twoBuilds serves two builds of the shipped handbook at one address, first the one and then the other.
func twoBuilds(t *testing.T, change func(*source.Snapshot) *source.Snapshot) (url string, next func()) {
	t.Helper()
	snap, err := source.Read("../../../content")
	if err != nil {
		t.Fatal(err)
	}
	var now atomic.Pointer[http.Handler]
	show := func(s *source.Snapshot) {
		b := build.Builder{Layouts: layouts.FS}
		r, err := b.Build(s)
		if err != nil {
			t.Fatal(err)
		}
		h := serve.Handler(r.Files)
		now.Store(&h)
	}
	show(snap)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*now.Load()).ServeHTTP(w, r) }))
	t.Cleanup(srv.Close)
	return srv.URL, func() { show(change(snap)) }
}

// edited is a snapshot in which texts are replaced: path, old and new in turn; "" for an old text makes a file.
func edited(t *testing.T, s *source.Snapshot, edits ...string) *source.Snapshot {
	t.Helper()
	out := &source.Snapshot{Files: slices.Clone(s.Files)}
	for i := 0; i < len(edits); i += 3 {
		path, before, after := edits[i], edits[i+1], edits[i+2]
		at := slices.IndexFunc(out.Files, func(f source.File) bool { return f.Path == path })
		if before == "" {
			out.Files = append(out.Files, source.NewFile(path, []byte(after)))
			continue
		}
		text := string(out.Files[at].Data)
		if !strings.Contains(text, before) {
			t.Fatalf("%s does not say %q", path, before)
		}
		out.Files[at] = source.NewFile(path, []byte(strings.Replace(text, before, after, 1)))
	}
	slices.SortFunc(out.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// What has changed for a role since the last visit is told in words, until the reader says that they have seen it.
func TestChangesAreTold(t *testing.T) {
	t.Parallel()
	url, next := twoBuilds(t, func(s *source.Snapshot) *source.Snapshot {
		return edited(t, s,
			"decisions/refund-a-customer.md", "2,500 USD", "3,000 USD",
			"checklists/weekly-round.md", "- [ ] ", "- [ ] Look up, then ",
			"checklists/closing-time.md", "", "---\nowner: desk-lead\n---\n# Closing time\n\n- [ ] Lock the door\n",
			"playbooks/putting-it-right.md", "- **Conductor**\n", "- **Conductor**\n  - Breathe out\n",
			"roles/desk-lead.md", "- **Your call:** Take over the baton", "- **Ask first:** Take over the baton",
		)
	})
	ctx := chromium(t)
	said := listen(t, ctx)
	keepRoles(t, ctx, url, `["desk-lead"]`, "Desk lead")
	for range 2 { // the first visit tells of nothing, and neither does one after which nothing has changed
		visit(t, ctx, chromedp.Navigate(url+"/me/"))
		eventually(t, ctx, ready)
		see(t, ctx, toldNow, "")
	}
	next()
	for range 2 { // told until it is seen
		visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url+"/me/"))
		eventually(t, ctx, ready)
		got := eval[string](t, ctx, toldNow)
		for _, want := range []string{
			"Refund a customer: your limit went from 2,500 USD to 3,000 USD",
			"A manager's weekly round: the checklist was changed",
			"New checklist for you: Closing time",
			"A step of yours was added in Putting it right: Breathe out",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("not told: %s; but %s", want, got)
			}
		}
		if !strings.Contains(got, "it was “Your call”, and is now “Ask first”") {
			t.Errorf("the new level is not told, but %s", got)
		}
		if n := strings.Count(got, "|") + 1; n != 5 {
			t.Errorf("%d changes are told: %s", n, got)
		}
	}
	pressed(t, ctx, "I have seen this")
	visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url+"/me/"))
	eventually(t, ctx, ready)
	see(t, ctx, toldNow, "")
	said.nothing(t)
}

// A role that is called otherwise is still the reader's: what is kept says the new name, what was seen stays seen, and a
// link with the old name works.
func TestRenamedRoleIsStillMine(t *testing.T) {
	t.Parallel()
	url, next := twoBuilds(t, func(s *source.Snapshot) *source.Snapshot {
		r, err := edit.Rename(s, "roles/desk-lead.md", "roles/head-of-desk.md")
		if err != nil {
			t.Fatal(err)
		}
		after := &source.Snapshot{Files: slices.Clone(s.Files)}
		for _, c := range r.Changes {
			after.Files = slices.DeleteFunc(after.Files, func(f source.File) bool { return f.Path == c.Path || f.Path == c.From })
			after.Files = append(after.Files, source.NewFile(c.Path, c.Data))
		}
		slices.SortFunc(after.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
		return after
	})
	ctx := chromium(t)
	keepRoles(t, ctx, url, `["desk-lead"]`, "Desk lead")
	visit(t, ctx, chromedp.Navigate(url+"/me/"))
	eventually(t, ctx, ready)
	next()
	visit(t, ctx, chromedp.Navigate(url+"/responsibilities/"))
	eventually(t, ctx, `[...document.querySelectorAll("td[data-role]")].some(e => getComputedStyle(e).getPropertyValue("--you"))`)
	see(t, ctx, keptNow, `["desk-lead"]`)
	visit(t, ctx, chromedp.Navigate(url+"/me/"))
	eventually(t, ctx, ready)
	see(t, ctx, keptNow, `["head-of-desk"]`)
	see(t, ctx, inBar, `"Desk lead"`)
	eventually(t, ctx, heads+`.includes("Due and open")`)
	if told := eval[string](t, ctx, toldNow); told != "" {
		t.Errorf("told as new: %s", told)
	}

	friend := chromium(t)
	visit(t, friend, chromedp.Navigate(url+"/me/#role=desk-lead"))
	pressed(t, friend, "Yes")
	see(t, friend, keptNow, `["head-of-desk"]`)
}

// Without script, My part is a list of roles that leads to all that the script would put together; on a role's page
// nothing waits for a script.
func TestMyPartWithoutScript(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	text := func(address string) string {
		t.Helper()
		visit(t, ctx, chromedp.Navigate(url+address))
		text, err := chromedp.Run(ctx, chromedp.Text("main"))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	me := text("/me/")
	for _, want := range []string{"Desk lead", "Dispatcher", "Managing director", "Part book"} {
		if !strings.Contains(me, want) {
			t.Errorf("/me/ does not say %q", want)
		}
	}
	if strings.Contains(me, "Customer\n") || strings.Contains(me, "This is me") {
		t.Errorf("/me/ offers what nobody can be, or what does nothing: %s", me)
	}
	role := text("/roles/desk-lead/")
	for _, want := range []string{"Whom you ask", "Who asks you", "Service desk agent", "above 250 USD"} {
		if !strings.Contains(role, want) {
			t.Errorf("the role does not say %q", want)
		}
	}
	if strings.Contains(role, "This is me") {
		t.Error("a button is there that does nothing")
	}
}

// With two roles chosen, everything is within reach of everybody: light and dark, wide and narrow.
func TestMyPartIsAccessible(t *testing.T) {
	t.Parallel()
	axe := axeSource(t)
	if axe == "" {
		t.Skip("SKIPPED: axe-core is not installed; ./generator/test installs it")
	}
	url := library(t, nil)
	ctx := chromium(t)
	keepRoles(t, ctx, url, `["desk-lead","dispatcher"]`, "Desk lead + Dispatcher")
	for scheme, widths := range map[string][]int64{"light": {1280}, "dark": {360}} {
		for _, width := range widths {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			for _, address := range []string{"/me/", "/me/#role=duty-lead", "/roles/desk-lead/", "/responsibilities/"} {
				visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.EmulateViewport(width, 900), chromedp.Navigate(url+address))
				eventually(t, ctx, `!document.querySelector(".me") || `+ready)
				for _, v := range violations(t, ctx, axe) {
					t.Errorf("%s at %d, %s: %s", address, width, scheme, v)
				}
				if wide := eval[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
					t.Errorf("%s at %d scrolls sideways by %d", address, width, wide)
				}
			}
		}
	}
}

// With the keyboard alone: choose a role in the list, go on, and leave it; the focus is never lost.
func TestMyPartByKeyboard(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(url+"/me/"))
	eventually(t, ctx, ready)
	tabTo := func(words string) {
		t.Helper()
		for range 200 {
			visit(t, ctx, chromedp.KeyEvent(kb.Tab))
			if strings.HasPrefix(eval[string](t, ctx, `document.activeElement.textContent`), words) {
				return
			}
		}
		t.Fatalf("the Tab key does not reach %q", words)
	}
	tabTo("This is me: Desk lead")
	visit(t, ctx, chromedp.KeyEvent(" "))
	see(t, ctx, keptNow, `["desk-lead"]`)
	eventually(t, ctx, heads+`.startsWith("Due and open")`)
	see(t, ctx, `document.activeElement.textContent`, "This is not me any more: Desk lead")
	tabTo("Forget my part")
	visit(t, ctx, chromedp.KeyEvent("\r"))
	see(t, ctx, `String(`+keptNow+`) + document.activeElement.localName`, "nullh1")
}

// Nothing moves while My part and the first page fill themselves, on a laptop and on a telephone.
func TestMyPartMovesNothing(t *testing.T) {
	t.Parallel()
	url := library(t, withoutFonts)
	ctx := chromium(t)
	keepRoles(t, ctx, url, `["desk-lead"]`, "Desk lead")
	beforeEveryPage(t, ctx, watchPaint)
	for _, width := range []int64{1280, 360} {
		for address, done := range map[string]string{
			"/me/": ready, "/": `document.querySelector(".theme:not([hidden])")`, "/roles/desk-lead/": `document.querySelector(".choose button")?.textContent.startsWith("This is not")`,
		} {
			visit(t, ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(url+address))
			eventually(t, ctx, done)
			eval[bool](t, ctx, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`)
			if moved := eval[float64](t, ctx, `shifted`); moved > 0 {
				t.Errorf("%s at %d moved by %v: %v", address, width, moved, eval[[]string](t, ctx, `sources`))
			}
		}
	}
}

// A customer was charged twice, and a manager with a telephone wants to know their part: from the first page it is two
// touches, by the playbook or by the page of their own part.
func TestWalkToMyPart(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	keepRoles(t, ctx, url, `["desk-lead"]`, "Desk lead")
	touch := func(link string) {
		t.Helper()
		eventually(t, ctx, link)
		eval[bool](t, ctx, link+`.click(), true`)
	}
	link := func(words string) string {
		return fmt.Sprintf(`[...document.querySelectorAll("main a")].find(a => a.checkVisibility() && a.textContent.startsWith(%q))`, words)
	}
	const inSight = `(r => r.top >= 0 && r.top < innerHeight)(%s.getBoundingClientRect())`

	visit(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(url+"/"))
	touch(link("My part"))
	eventually(t, ctx, ready)
	touch(link("Putting it right"))
	eventually(t, ctx, fmt.Sprintf(inSight, `document.querySelector(".me section:has(.part) h2")`))
	if !eval[bool](t, ctx, `!!document.querySelector(".me section:has(.part) .note")`) {
		t.Error("my steps are not there")
	}

	visit(t, ctx, chromedp.Navigate(url+"/"))
	touch(link("Putting it right"))
	eventually(t, ctx, `[...document.querySelectorAll(".note[data-role~=desk-lead]")].some(n => getComputedStyle(n).getPropertyValue("--you"))`)
}
