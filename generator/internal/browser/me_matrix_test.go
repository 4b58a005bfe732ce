package browser

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"baton/generator/internal/source"
)

// Places of the table of responsibilities.
const (
	shownRows = `[...document.querySelectorAll(".matrix tbody tr")].filter(r => r.checkVisibility())`
	howMany   = `document.querySelector(".filter output").textContent`
	filterBy  = `document.querySelector(".filter select")`
	awake     = filterBy + `?.onchange`
)

// The table shows what concerns one role: every row of it and no other, with everybody who has to do with those, and
// nobody else. The address says which, and what is the reader's is marked and filters nothing.
func TestResponsibilitiesOfOneRole(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	said := listen(t, ctx)
	keepRoles(t, ctx, url, `["desk-lead"]`, "Desk lead")
	visit(t, ctx, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(url+"/responsibilities/"))
	eventually(t, ctx, awake)
	all := eval[int](t, ctx, `document.querySelectorAll(".matrix tbody tr").length`)
	see(t, ctx, howMany, fmt.Sprintf("%d responsibilities", all))
	see(t, ctx, filterBy+`.value + [...`+filterBy+`.options].find(o => o.value === "desk-lead").text`, "Desk lead (you)")
	if n := eval[int](t, ctx, shownRows+`.length`); n != all {
		t.Errorf("%d of %d rows are shown, and nobody has filtered", n, all)
	}

	eval[bool](t, ctx, filterBy+`.focus(), true`)
	visit(t, ctx, chromedp.KeyEvent("Dispa"))
	eventually(t, ctx, `location.search === "?role=dispatcher"`)
	wrong := eval[[]string](t, ctx, `[...document.querySelectorAll(".matrix tbody tr")].filter(r => r.checkVisibility() !== !!r.querySelector("[data-role~=dispatcher]")).map(r => r.textContent)`)
	if len(wrong) > 0 {
		t.Errorf("shown or hidden wrongly: %q", wrong)
	}
	left := eval[int](t, ctx, shownRows+`.length`)
	see(t, ctx, howMany, fmt.Sprintf("%d of %d responsibilities", left, all))
	idle := eval[[]string](t, ctx, `[...document.querySelectorAll(".matrix thead th[data-role]")].filter(th =>
		th.checkVisibility() !== `+shownRows+`.some(r => r.cells[th.cellIndex].dataset.role)).map(th => th.textContent)`)
	if len(idle) > 0 {
		t.Errorf("columns shown or hidden wrongly: %q", idle)
	}
	visit(t, ctx, chromedp.KeyEvent(kb.Home))
	eventually(t, ctx, `location.search === ""`)
	if n := eval[int](t, ctx, shownRows+`.length`); n != all {
		t.Errorf("%d of %d rows are shown again", n, all)
	}

	// Who gets the address sees the same; an address that names nobody filters nothing. On a telephone too.
	for _, width := range []int64{1280, 360} {
		for role, want := range map[string]int{"dispatcher": left, "nobody": all, "%3Cimg%3E": all} {
			visit(t, ctx, chromedp.EmulateViewport(width, 800), chromedp.Navigate(url+"/responsibilities/?role="+role))
			eventually(t, ctx, awake)
			if n := eval[int](t, ctx, shownRows+`.length`); n != want {
				t.Errorf("?role=%s at %d shows %d rows, not %d", role, width, n, want)
			}
		}
		// What is mine carries the word, not only a colour.
		if !eval[bool](t, ctx, `getComputedStyle(document.querySelector("td[data-role~=desk-lead]"), "::after").content === '"you"'`) {
			t.Errorf("at %d what is mine is not said", width)
		}
	}
	said.nothing(t)
}

// The head and the first column stay in sight.
func TestResponsibilitiesStayNamed(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.EmulateViewport(1000, 600), chromedp.Navigate(url+"/responsibilities/"))
	got := eval[string](t, ctx, `(() => {
		const box = document.querySelector(".matrix");
		box.scrollTo(500, 500);
		const at = box.getBoundingClientRect(), head = document.querySelector(".matrix thead th:nth-child(5)").getBoundingClientRect(),
			first = document.querySelector(".matrix tbody tr:nth-child(12) th").getBoundingClientRect();
		return [box.scrollTop, box.scrollLeft, Math.round(head.top - at.top), Math.round(first.left - at.left)].join();
	})()`)
	if got != "500,500,0,0" {
		t.Errorf("scrolled, top, left: %s", got)
	}
}

// Without script the whole table is there, and no control that does nothing.
func TestResponsibilitiesWithoutScript(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	visit(t, ctx, chromedp.Navigate(url+"/responsibilities/?role=dispatcher"))
	text, err := chromedp.Run(ctx, chromedp.Text("main"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text, "What concerns") || !strings.Contains(text, "No bill arrives before the apology") || !strings.Contains(text, "accountable") {
		t.Errorf("without script the page says: %s", text)
	}
}

// 40 roles and 500 responsibilities: the table is filtered within a moment.
func TestManyResponsibilities(t *testing.T) {
	if os.Getenv("BATON_LONG") == "" {
		t.Skip("SKIPPED: a table of 20,000 cells takes a while; BATON_LONG=1 tries it")
	}
	snap := &source.Snapshot{}
	name := func(n int) string { return fmt.Sprintf("role-%02d", n) }
	for role := range 40 {
		var b strings.Builder
		fmt.Fprintf(&b, "# Role %02d\n\n- **Reach:** here\n\n## Responsibilities\n", role)
		for resp := range 13 {
			fmt.Fprintf(&b, "\n### Matter %d of %d\n\n- **Does:** [x](%s.md)\n- **Told:** [y](%s.md)\n", resp, role, name((role+resp+1)%40), name((role+7*resp+2)%40))
		}
		snap.Files = append(snap.Files, source.NewFile("roles/"+name(role)+".md", []byte(b.String())))
	}
	slices.SortFunc(snap.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	srv := served(t, snap)
	ctx := chromium(t)
	visit(t, ctx, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(srv.URL+"/responsibilities/"))
	eventually(t, ctx, awake)
	took := eval[float64](t, ctx, `(s => {
		const begun = performance.now();
		for (let i = 1; i <= 5; i++) {
			s.selectedIndex = i;
			s.dispatchEvent(new Event("change"));
			document.querySelector(".matrix").getBoundingClientRect().height; // lays out
		}
		return (performance.now() - begun) / 5;
	})(`+filterBy+`)`)
	t.Logf("520 responsibilities of 40 roles: %.0f ms", took)
	if limit := time.Second; took > float64(limit.Milliseconds()) {
		t.Errorf("the table is filtered within %.0f ms; it may take %v", took, limit)
	}
}
