package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Under serve a word that was just saved is found, and one that was deleted is not, without loading the page again and
// without closing the palette.
func TestSearchFollowsTheAuthor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	d.visit(ctx, "/essays/short/")
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, open)
	ask(t, ctx, "kingfisher")
	eventually(t, ctx, said+`.startsWith("Nothing found for kingfisher")`)
	d.replace("essays/long.md", "It begins here.", "It begins with a kingfisher.")
	eventually(t, ctx, titles+`.includes("Long") && `+list+`.querySelector("mark")?.textContent === "kingfisher"`)
	d.replace("essays/long.md", "a kingfisher", "a heron")
	eventually(t, ctx, idle+` && `+said+`.startsWith("Nothing found for kingfisher")`)
	d.write("essays/bird.md", "# Kingfisher\n\nA bird.\n")
	eventually(t, ctx, titles+` === "Kingfisher"`)
	d.write("essays/bird.md", "")
	eventually(t, ctx, idle+` && `+said+`.startsWith("Nothing found for kingfisher")`)
	stays(t, ctx)
	complaints.nothing(t)
}

// What the reader has reached with the arrows does not move when something better appears.
func TestReachedResultsStay(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, name := range []string{"one", "two", "three"} {
		d.write("essays/"+name+".md", "# About "+name+"\n\nThe heron stands still.\n")
	}
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	press(t, ctx, "k", chromedp.ModifierCtrl)
	eventually(t, ctx, open)
	ask(t, ctx, "heron")
	eventually(t, ctx, titles+`.split("|").length === 3`)
	first := strings.Split(eval[string](t, ctx, titles), "|")
	for !strings.HasPrefix(eval[string](t, ctx, chosen+`.textContent`), first[1]) {
		press(t, ctx, kb.ArrowDown)
	}
	d.write("decisions/heron.md", "# Heron\n\n| Up to | Who decides |\n| --- | --- |\n| 5 USD | [Lead](../roles/lead.md) |\n| more | [Lead](../roles/lead.md) |\n")
	eventually(t, ctx, titles+`.includes("Heron")`)
	now := strings.Split(eval[string](t, ctx, titles), "|")
	if now[0] != first[0] || now[1] != first[1] {
		t.Errorf("before %q, now %q", first, now)
	}
	if got := eval[string](t, ctx, chosen+`.textContent`); !strings.HasPrefix(got, first[1]) {
		t.Errorf("chosen was %q, is %q", first[1], got)
	}
	ask(t, ctx, "heron ")
	eventually(t, ctx, titles+`.startsWith("Heron")`) // typing begins anew, best first
	stays(t, ctx)
}

// On the page of search the page itself changes under the finder, which stays with all that was typed.
func TestSearchPageUnderServe(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/search/")
	eventually(t, ctx, field)
	ask(t, ctx, "ki")
	visit(t, ctx, chromedp.KeyEvent("ng"))
	d.write("essays/bird.md", "# Kingfisher\n\nA bird.\n")
	eventually(t, ctx, field+`.value === "king" && `+titles+` === "Kingfisher" && document.querySelectorAll(".finder").length === 1`)
	eventually(t, ctx, `document.getElementById("page:all").textContent.includes("Kingfisher") && !document.getElementById("page:all").checkVisibility()`)
	visit(t, ctx, chromedp.KeyEvent("f"))
	eventually(t, ctx, field+`.value === "kingf"`)
	stays(t, ctx)
}
