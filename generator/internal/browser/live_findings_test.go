package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// What the tests look at, in the shadow root of live editing.
const (
	stage    = `document.querySelector("baton-live").shadowRoot`
	panel    = stage + `.querySelector(".panel")`
	chip     = stage + `.querySelector(".chip")`
	shown    = panel + `.checkVisibility()`
	chipText = `(` + chip + `.checkVisibility() ? ` + chip + `.textContent : "")`
	title    = panel + `.querySelector("h2").textContent`
	focus    = stage + `.activeElement`
)

// Links that lead nowhere are errors; the name of the second is close to one that exists.
const (
	brokenLink = "\n\nA link to [nowhere](nowhere.md).\n"
	typoLink   = "\n\nA link to [the long one](lnog.md).\n"
)

func press(t *testing.T, ctx context.Context, key string, modifiers ...chromedp.Modifier) {
	t.Helper()
	visit(t, ctx, chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

// An error is shown where its author looks, with its place and its line, and is gone when it is mended.
func TestErrorIsShownUntilMended(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	said := listen(t, ctx)
	d.visit(ctx, "/essays/short/")
	if eval[bool](t, ctx, shown) || eval[string](t, ctx, chipText) != "" {
		t.Error("nothing is wrong, and something is shown")
	}
	text := words()["essays/short.md"]
	d.write("essays/short.md", text+brokenLink)
	eventually(t, ctx, shown)
	got := eval[string](t, ctx, panel+`.innerText`)
	for _, want := range []string{"1 error", "error[B", "nowhere.md", "essays/short.md:10:", "A link to [nowhere](nowhere.md)."} {
		if !strings.Contains(got, want) {
			t.Errorf("the panel lacks %q:\n%s", want, got)
		}
	}
	if got := eval[string](t, ctx, panel+`.querySelector("mark").textContent`); !strings.Contains(got, "nowhere") {
		t.Errorf("marked is %q", got)
	}
	if got := eval[string](t, ctx, stage+`.querySelector(".said").textContent`); got != "1 error" {
		t.Errorf("announced is %q", got)
	}
	if eval[bool](t, ctx, `!!`+focus) {
		t.Error("the panel took the focus")
	}
	sees(t, ctx, "A link to nowhere") // the page is there, with its mistake
	d.write("essays/short.md", text)
	eventually(t, ctx, `!`+shown)
	eventually(t, ctx, stage+`.querySelector(".said").textContent === "nothing is wrong any more"`)
	stays(t, ctx)
	said.nothing(t)
}

// Keys lead through the findings; who hid them sees them again when there is a new one, and not before.
func TestFindingsByKeyboard(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.write("essays/short.md", words()["essays/short.md"]+brokenLink+typoLink)
	d.write("roles/lead.md", words()["roles/lead.md"]+brokenLink)
	d.visit(ctx, "/roles/lead/")
	eventually(t, ctx, title+` === "3 errors"`)
	place := func() string { return eval[string](t, ctx, focus+`?.textContent ?? document.activeElement.localName`) }
	eval[bool](t, ctx, `(document.querySelector(".theme select").focus(), true)`)

	var walk []string
	for range 4 {
		press(t, ctx, kb.F8)
		walk = append(walk, place())
	}
	if got := strings.Join(walk, " "); got != "roles/lead.md:6:21 essays/short.md:10:21 essays/short.md:13:26 roles/lead.md:6:21" {
		t.Errorf("F8 leads to %s; what is in the page that is shown comes first", got)
	}
	press(t, ctx, kb.F8, chromedp.ModifierShift)
	if got := place(); got != "essays/short.md:13:26" {
		t.Errorf("Shift-F8 leads to %s", got)
	}
	press(t, ctx, kb.Enter)
	until(t, "the editor is asked", func() bool { return d.places() == "essays/short.md:13:26" })

	// The focus stays where it is when the list changes, and goes to the next when its finding is mended.
	d.replace("roles/lead.md", brokenLink, "")
	eventually(t, ctx, title+` === "2 errors"`)
	if got := place(); got != "essays/short.md:13:26" {
		t.Errorf("after another one was mended the focus is on %s", got)
	}
	d.replace("essays/short.md", typoLink, "")
	eventually(t, ctx, title+` === "1 error"`)
	if got := place(); got != "essays/short.md:10:21" {
		t.Errorf("after its finding was mended the focus is on %s", got)
	}

	press(t, ctx, kb.Escape)
	eventually(t, ctx, chipText+` === "1 error"`)
	if got := place(); got != "select" {
		t.Errorf("Esc gives the focus to %s, where it was not", got)
	}
	if eval[bool](t, ctx, shown) {
		t.Error("Esc hides nothing")
	}
	d.visit(ctx, "/essays/short/")
	eventually(t, ctx, chipText+` === "1 error"`)
	d.replace("essays/short.md", "A word about", "Many words about")
	sees(t, ctx, "Many words about words")
	if eval[bool](t, ctx, shown) {
		t.Error("what was hidden is shown again although nothing is new")
	}
	d.write("roles/lead.md", words()["roles/lead.md"]+typoLink)
	eventually(t, ctx, shown+` && `+title+` === "2 errors"`)

	eval[bool](t, ctx, `(`+panel+`.querySelector(".hide").click(), true)`)
	eventually(t, ctx, chipText+` === "2 errors"`)
	eval[bool](t, ctx, `(`+chip+`.focus(), true)`)
	press(t, ctx, kb.Enter)
	eventually(t, ctx, shown)
	if got := place(); got != "essays/short.md:10:21" {
		t.Errorf("the sign gives the focus to %s", got)
	}
}

// Warnings alone do not cover the page: a sign leads to them.
func TestWarningsWaitBehindASign(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.write("handbook.yaml", "title: House\nchecks: {unknown-page: warning}\n")
	d.write("essays/short.md", words()["essays/short.md"]+brokenLink)
	d.visit(ctx, "/essays/short/")
	eventually(t, ctx, chipText+` === "1 warning"`)
	if eval[bool](t, ctx, shown) {
		t.Error("the panel is there by itself")
	}
	press(t, ctx, kb.F8)
	eventually(t, ctx, focus+`.textContent === "essays/short.md:10:21"`)
	d.replace("essays/short.md", brokenLink, "")
	eventually(t, ctx, `!`+shown+` && `+chipText+` === ""`)
}

// Where the remedy is exact, a button has it done; if it cannot be done any more, the reason is said.
func TestFixIt(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.write("essays/short.md", words()["essays/short.md"]+brokenLink+typoLink)
	d.visit(ctx, "/essays/short/")
	eventually(t, ctx, title+` === "2 errors"`)
	fix := panel + `.querySelectorAll(".fix")`
	if n := eval[int](t, ctx, fix+`.length`); n != 1 {
		t.Fatalf("%d of two findings can be mended by a button, want 1", n)
	}
	eval[bool](t, ctx, `(`+fix+`[0].focus(), true)`)
	press(t, ctx, kb.Enter)
	eventually(t, ctx, title+` === "1 error"`)
	if got := eval[string](t, ctx, focus+`?.textContent ?? ""`); got != "essays/short.md:10:21" {
		t.Errorf("after the finding was mended the focus is on %q", got)
	}
	eventually(t, ctx, `!!document.querySelector("a[href='../long/']")`)
	stays(t, ctx)

	d.mu.Lock()
	d.refuse = "the file is open elsewhere"
	d.mu.Unlock()
	d.write("essays/short.md", words()["essays/short.md"]+typoLink)
	eventually(t, ctx, fix+`.length === 1 && `+title+` === "1 error"`)
	eval[bool](t, ctx, `(`+fix+`[0].click(), true)`)
	eventually(t, ctx, stage+`.querySelector(".dock").innerText.includes("the file is open elsewhere")`)
}

// Layouts that cannot be read are an error, too, with the last good page behind it.
func TestLastGoodPageStays(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	d.write("layouts/pages/essay.html", "{{define \"main\"}}\n{{.Nowhere}}{{end}}")
	eventually(t, ctx, shown)
	got := eval[string](t, ctx, panel+`.innerText`)
	for _, want := range []string{"1 error", "the page is the last good build", "layouts/pages/essay.html:2"} {
		if !strings.Contains(got, want) {
			t.Errorf("the panel lacks %q:\n%s", want, got)
		}
	}
	sees(t, ctx, "A word about words")
	d.write("layouts/pages/essay.html", "{{define \"main\"}}<p>Mended</p>{{end}}")
	sees(t, ctx, "Mended")
	eventually(t, ctx, `!`+shown)
	stays(t, ctx)
}

// Alt and a click open the source of the page at the heading above.
func TestAltClickOpensTheSource(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/long/")
	at := func(selector string) {
		box := eval[struct{ X, Y float64 }](t, ctx, fmt.Sprintf(
			`(e => (e.scrollIntoView({block: "center", behavior: "instant"}), (r => ({X: r.x + 5, Y: r.y + 5}))(e.getBoundingClientRect())))(document.querySelector(%q))`, selector))
		visit(t, ctx, chromedp.MouseClickXY(box.X, box.Y, chromedp.ButtonModifiers(chromedp.ModifierAlt)))
	}
	at("#part-2 + p")
	until(t, "the editor is asked", func() bool { return strings.HasPrefix(d.places(), "essays/long.md:9:") })
	eventually(t, ctx, stage+`.querySelector(".dock").innerText.includes("opened in the editor")`)
	at("details summary")
	until(t, "the editor is asked again", func() bool { return strings.Count(d.places(), "essays/long.md:") == 2 })
	if eval[bool](t, ctx, `document.querySelector("details").open`) {
		t.Error("the click did what it does without Alt, too")
	}
	stays(t, ctx)
}

// The panel is good on every screen: nothing is cut off, no rule of the page reaches it, axe has nothing to say.
func TestFindingsReadWell(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	said := listen(t, ctx)
	axe := axeSource(t)
	d.write("essays/short.md", words()["essays/short.md"]+brokenLink+typoLink)
	for _, width := range []int64{1280, 360} {
		for _, scheme := range []string{"light", "dark"} {
			media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
				t.Fatal(err)
			}
			visit(t, ctx, chromedp.EmulateViewport(width, 900))
			d.visit(ctx, "/essays/short/")
			eventually(t, ctx, shown)
			for _, what := range []string{
				panel + `.scrollWidth > ` + panel + `.clientWidth`,
				panel + `.getBoundingClientRect().height > innerHeight * 0.4 + 1`,
				`document.documentElement.scrollWidth > innerWidth`,
			} {
				if eval[bool](t, ctx, what) {
					t.Errorf("%d %s: %s", width, scheme, what)
				}
			}
			said.nothing(t)
			if axe != "" && (width == 1280) == (scheme == "light") {
				for _, v := range violations(t, ctx, axe) {
					t.Errorf("%d %s: %s", width, scheme, v)
				}
				said.take() // axe itself asks for styles that the policy forbids
			}
		}
	}
	// The last words of the page can be scrolled above the panel.
	eval[bool](t, ctx, `(scrollTo({top: 1e6, behavior: "instant"}), true)`)
	eventually(t, ctx, `document.querySelector("footer").getBoundingClientRect().bottom <= `+panel+`.getBoundingClientRect().top + 1`)
	print := emulation.SetEmulatedMediaParams{Media: "print"}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, print); err != nil {
		t.Fatal(err)
	}
	eventually(t, ctx, `!`+shown)
}

// Fingers find room: whatever is pressed is at least 44 pixels high.
func TestFindingsUnderFingers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.write("essays/short.md", words()["essays/short.md"]+brokenLink)
	visit(t, ctx, chromedp.EmulateViewport(360, 800, chromedp.EmulateMobile, chromedp.EmulateTouch))
	d.visit(ctx, "/essays/short/")
	eventually(t, ctx, shown)
	eventually(t, ctx, `matchMedia("(pointer: coarse)").matches`)
	small := eval[string](t, ctx, `[...`+panel+`.querySelectorAll("button, summary")].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.className).join()`)
	if small != "" {
		t.Errorf("too small for fingers: %s", small)
	}
}
