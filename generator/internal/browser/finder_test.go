package browser

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"baton/generator/internal/source"
)

// Parts of an answer, as one text.
const (
	verdicts = `[...document.querySelectorAll(".answer .verdict")].map(v => [v.dataset.lv ?? "-", v.querySelector(".say").innerText.split("\n")[0]].join(" ")).join(" / ")`
	litRows  = `[...document.querySelectorAll("tr.lit")].map(r => r.cells[0].firstChild.textContent.trim() || r.cells[0].querySelector("label").textContent.trim()).join(" / ")`
	falls    = `[...document.querySelectorAll(".falls")].map(e => e.textContent).join(" / ")`
	answered = `document.querySelector("form.asking + .answer:not([hidden])")`
)

// answersTo opens an address with a question in it, and waits for the answer.
func answersTo(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	eventually(t, ctx, answered)
}

// asks goes to another question on the page that is open, as back and forward do, and waits until the verdicts are those.
func asks(t *testing.T, ctx context.Context, query, want string) {
	t.Helper()
	eval[bool](t, ctx, fmt.Sprintf(`(document.querySelector(".answer").replaceChildren(), history.pushState(null, "", location.pathname + %q), dispatchEvent(new PopStateEvent("popstate")), true)`, query))
	got, asked := "", time.Now()
	for ; time.Since(asked) < 10*time.Second; time.Sleep(10 * time.Millisecond) {
		if got = eval[string](t, ctx, answered+`?.childElementCount ? `+verdicts+` : "nothing yet"`); got == want {
			return
		}
	}
	t.Errorf("says %q, want %q", got, want)
}

// asking is the query of an address.
func asking(q, as string, more ...string) string {
	v := url.Values{"q": {q}}
	if as != "" {
		v.Set("as", as)
	}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return "?" + v.Encode() + "#page:asking"
}

// The shipped handbook answers what people ask it.
func TestFinderAnswers(t *testing.T) {
	t.Parallel()
	url := library(t, nil)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	const refund = "/decisions/refund-a-customer/"
	opened := ""
	for _, c := range []struct {
		page, q, as      string
		found, said, row string
		falls, reached   string
	}{
		{"/decisions/", "refund 400", "", "Refund a customer", "- Desk lead or Account manager decides 400 USD.", "2,500 USD", "400 USD falls here", "tel:+15550102"},
		{"/decisions/", "refund 400", "desk-agent", "Refund a customer", "ask Ask Desk lead or Account manager.", "2,500 USD", "400 USD falls here", "tel:+15550102"},
		{"/decisions/", "refund 400", "desk-lead", "Refund a customer", "within Yes, up to 2,500 USD.", "2,500 USD", "400 USD falls here", ""},
		{"/decisions/", "refund 400", "head-of-customers", "Refund a customer", "call Your call: think about the morning they had, and not only the hour we bill; whether a neighbour had the same and did not ring.", "more", "400 USD falls here", ""},
		{"/decisions/", "Can I give somebody $400 back?", "desk-lead", "Refund a customer", "within Yes, up to 2,500 USD.", "2,500 USD", "400 USD falls here", ""},
		{"/decisions/", "Can I give somebody €400 back?", "desk-lead", "Refund a customer", "- This ladder counts in USD.", "", "", ""},
		{"/decisions/", "refund 2.5k", "desk-lead", "Refund a customer", "within Yes, up to 2,500 USD.", "2,500 USD", "2,500 USD falls here", ""},
		{"/decisions/", "refund 1.500 usd", "desk-agent", "Refund a customer", "ask Ask Desk lead or Account manager.", "2,500 USD", "1,500 USD falls here", "tel:+15550102"},
		{"/decisions/", "refnd 9000", "desk-agent", "Refund a customer", "ask Ask Head of customers.", "more", "9,000 USD falls here", "tel:+15550109"},
		{"/decisions/", "hire", "", "Hire a replacement", "", "", "", ""},
		{"/decisions/", "hiring", "desk-agent", "Hire a replacement", "", "", "", ""},
		{"/decisions/", "discount 10%", "account-manager", "Give a discount at renewal", "ask Ask Head of customers.", "12 %", "10% falls here", "tel:+15550109"},
		{"/decisions/", "overtime 3 hours", "desk-agent", "Work overtime", "ask Ask Dispatcher or Desk lead. / ask Ask Field lead or Desk lead.", "4 hours / 6 hours", "3 hours falls here / 3 hours falls here", "tel:+15550103"},
		{"/decisions/", "work overtme", "desk-lead", "Work overtime", "within Yes, up to 4 hours. / within Yes, up to 6 hours.", "4 hours / 6 hours", "", ""},
		{"/decisions/", "move the date 3 working days", "field-lead", "Move a promised date", "within Yes, up to 5 working days, together with Account manager.", "5 working days", "3 working days falls here", ""},
		{"/decisions/", "move the date 2 weeks", "field-lead", "Move a promised date", "- This ladder counts in working days.", "", "", ""},
		{"/decisions/", "hire cold vans", "duty-lead", "Duty lead", "within Hire cold vans, up to 1,500 USD a site", "", "", ""},
		{"/decisions/", "hire cold vans", "desk-agent", "Duty lead", "ask Ask Duty lead: it is listed for that role, and not for yours.", "", "", "tel:+15550100"},
		{"/decisions/", "close the desk for an hour", "desk-lead", "Desk lead", "ask Close the desk for an hour, for training. Ask Head of service", "", "", ""},
		{"/decisions/", "paint the van pink", "desk-lead", "", "- Nobody has listed this.", "", "", ""},
		{refund, "400", "", "", "- Desk lead or Account manager decides 400 USD.", "2,500 USD", "400 USD falls here", "tel:+15550102"},
		{refund, "€400", "desk-agent", "", "- This ladder counts in USD.", "", "", ""},
		{refund, "100", "desk-lead", "", "within Yes, up to 2,500 USD.", "2,500 USD", "100 USD falls here", ""},
		{refund, "10,000", "desk-lead", "", "ask Ask Head of customers.", "more", "10,000 USD falls here", "tel:+15550109"},
	} {
		t.Run(c.q+" as "+c.as, func(t *testing.T) {
			if opened != c.page {
				opened = c.page
				answersTo(t, ctx, url+c.page+asking(c.q, c.as))
			}
			asks(t, ctx, asking(c.q, c.as), c.said)
			for _, part := range []struct{ what, js, want string }{
				{"row", litRows, c.row}, {"amount", falls, c.falls},
				{"found", `document.querySelector(".answer > h3")?.textContent ?? ""`, c.found},
				{"black button", `[...document.querySelectorAll(".answer .go")].map(e => e.getAttribute("href")).join(" ")`, c.reached},
			} {
				if got := eval[string](t, ctx, part.js); got != part.want {
					t.Errorf("%s: %q, want %q", part.what, got, part.want)
				}
			}
			complaints.nothing(t)
		})
	}

	// What else the decision says stands beside the answer; where nothing fits, the handbook's rule does.
	answersTo(t, ctx, url+"/decisions/"+asking("refund 400", "desk-agent"))
	for _, words := range []string{
		"They decide up to 2,500 USD; your own limit is 250 USD.", "Answers within 10 minutes", "Then\ntell the Head of customers by the end of the week",
		"Meanwhile\ntell the customer who decides", "Nobody reachable\nact as if the next row were yours", "If it goes wrong", "Cases", "This limit was in the way", "I had to ask",
	} {
		if said := eval[string](t, ctx, `document.querySelector(".answer").innerText`); !strings.Contains(said, words) {
			t.Errorf("the answer does not say %q:\n%s", words, said)
		}
	}
	answersTo(t, ctx, url+"/decisions/"+asking("paint the van pink", ""))
	if said := eval[string](t, ctx, `document.querySelector(".answer").innerText`); !strings.Contains(said, "costs less than 300 USD") || !strings.Contains(said, "Otherwise ask the Duty lead") {
		t.Errorf("the rule for what nobody listed is not there:\n%s", said)
	}
}

// house is a small handbook with ladders of every odd kind.
var house = map[string]string{
	"handbook.yaml":          "title: House\ncurrency: USD\nfeedback-url: \"mailto:book@example.test?cc=a@example.test\"\nlimits: \"Cheap: decide. Else ask the [Chief](roles/chief.md).\"\n",
	"roles/clerk.md":         "# Clerk\n\nWrites.\n\n- **Answers to:** [Lead](lead.md)\n\n## Decisions\n\n- **Your call:** Water the plants\n- **Must:** lock the door\n  - **Because:** the cat\n",
	"roles/lead.md":          "# Lead\n\nLeads.\n\n- **Stand-in:** [Chief](chief.md)\n- **Answers to:** [Chief](chief.md)\n",
	"roles/chief.md":         "# Chief\n\nKnows.\n\n- **Reach:** +1 555 0100, chief@example.test, room 4\n- **Answers within:** an hour\n",
	"decisions/spend.md":     "# Spend money\n\n| Up to | Who decides |\n| --- | --- |\n| 100 USD | [Clerk](../roles/clerk.md) |\n| over 200 USD | [Chief](../roles/chief.md) |\n",
	"decisions/wait.md":      "# Wait for a part\n\n| Up to | Who decides | Then |\n| --- | --- | --- |\n| 2 days | [Clerk](../roles/clerk.md) | |\n| 2 weeks | [Lead](../roles/lead.md) | |\n| more | [Chief](../roles/chief.md) | answers within five minutes |\n",
	"decisions/reduce.md":    "# Reduce a price\n\n| Up to | Who decides | Level |\n| --- | --- | --- |\n| 5 % | [Clerk](../roles/clerk.md) | Ask first |\n| 10 % | [Lead](../roles/lead.md) and [Chief](../roles/chief.md) | |\n| more | [Chief](../roles/chief.md) | |\n",
	"decisions/lend.md":      "# Lend a machine\n\n| Up to | Who decides |\n| --- | --- |\n| one month's fee | [Lead](../roles/lead.md) |\n",
	"decisions/press.md":     "---\nkind: decision\n---\n# Talk to the press\n\n- **Must:** be kind\n  - **Because:** they write\n- **Ask first:** anything else. Ask [Chief](../roles/chief.md)\n",
	"decisions/stop.md":      "# Stop the line\n\n| When | Who decides | Level | Because |\n| --- | --- | --- | --- |\n| somebody could be hurt | [Clerk](../roles/clerk.md) | Must | hands do not grow back |\n| otherwise | [Lead](../roles/lead.md) | | |\n",
	"decisions/two-sides.md": "# Order paper\n\n| Up to | Who decides |\n| --- | --- |\n| 10 boxes | [Clerk](../roles/clerk.md) |\n| more | [Lead](../roles/lead.md) |\n",
}

// handbookAt serves a handbook of files.
func handbookAt(t *testing.T, files map[string]string) string {
	t.Helper()
	d := &desk{t: t, content: t.TempDir()}
	for name, text := range files {
		d.write(name, text)
	}
	snap, err := source.Read(d.content)
	if err != nil {
		t.Fatal(err)
	}
	return served(t, snap).URL
}

// Gaps, levels in a column, conditions, limits in words, decisions without a ladder, several roles: each has its sentence.
func TestFinderOnOddLadders(t *testing.T) {
	t.Parallel()
	root := handbookAt(t, house)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	answersTo(t, ctx, root+"/decisions/"+asking("spend", ""))
	for _, c := range []struct{ q, as, row, say, whole string }{
		{"spend 150", "", "", "- Nobody is named for 150 USD.", ""},
		{"spend 150", "clerk", "", "ask Nobody is named for 150 USD. Ask Chief.", "+1 555 0100"},
		{"wait 1 day", "clerk", "", "within Yes, up to 2 days.", "Above that, ask Lead."},
		{"wait 2 weeks", "clerk", "", "ask Ask Lead.", "how to reach them is not written down; try Chief: +1 555 0100, chief@example.test, room 4; answers within an hour"},
		{"wait 3 weeks", "clerk", "", "ask Ask Chief.", "answers within five minutes"},
		{"reduce 3%", "clerk", "", "ask Ask Lead and Chief together.", ""},
		{"reduce 3 %", "lead", "", "within Yes, up to 10%, together with Chief.", ""},
		{"lend", "lead", "", "within Yes, up to one month's fee.", ""},
		{"lend 400", "lead", "", "within Yes, up to one month's fee.", ""},
		{"stop", "clerk", "0.0", "must You must, because hands do not grow back.", ""},
		{"stop", "lead", "0.0", "ask Ask Clerk.", ""},
		{"stop", "lead", "0.1", "call Your call.", ""},
		{"stop", "", "0.1", "- Lead decides this.", ""},
		{"paper 12 boxes", "clerk", "", "ask Ask Lead.", "12 boxes falls here"},
		{"press", "clerk", "", "", "Be kind\nBecause: they write"},
		{"plants", "clerk", "", "call Water the plants", "as Clerk"},
		{"lock the door", "clerk", "", "must lock the door", "Because the cat"},
		{"plants", "lead", "", "ask Ask Clerk: it is listed for that role, and not for yours.", "Cheap: decide."},
	} {
		t.Run(c.q+" as "+c.as, func(t *testing.T) {
			address := asking(c.q, c.as)
			if c.row != "" {
				address = asking(c.q, c.as, "row", c.row)
			}
			asks(t, ctx, address, c.say)
			if got := eval[string](t, ctx, `document.querySelector(".answer").innerText`); !strings.Contains(got, c.whole) {
				t.Errorf("no %q in\n%s", c.whole, got)
			}
			complaints.nothing(t)
		})
	}

	// Of several roles the best answer counts, and it says as whom.
	keepRoles(t, ctx, root, `["clerk","lead"]`, "Clerk, Lead")
	answersTo(t, ctx, root+"/decisions/"+asking("wait 5 days", ""))
	if got := eval[string](t, ctx, verdicts+` + " | " + document.querySelector(".answer .as").textContent`); got != "within Yes, up to 14 days. | Within limits as Lead" {
		t.Errorf("several roles: %q", got)
	}
	// A condition is chosen in the ladder, by its row; so it is on the page of the decision, where the answer stands below.
	answersTo(t, ctx, root+"/decisions/"+asking("stop the line", ""))
	eval[bool](t, ctx, `document.querySelector(".answer [type=radio]").focus(), true`)
	press(t, ctx, kb.ArrowDown)
	press(t, ctx, kb.ArrowUp)
	eventually(t, ctx, verdicts+` === "must You must, because hands do not grow back." && document.activeElement.value === "0.0" && location.search.includes("row=0.0")`)
	visit(t, ctx, chromedp.Navigate(root+"/decisions/stop/"))
	eventually(t, ctx, `document.querySelector("tr [type=radio]").checkVisibility() && window.batonReckon`)
	click(t, ctx, `tr:last-child [type=radio]`)
	eventually(t, ctx, verdicts+` === "call Your call." && document.querySelector("table + .answer .verdict")`)
	complaints.nothing(t)
}

// A question stands in the address: it can be sent, and the way back leads through what was asked.
func TestFinderIsInTheAddress(t *testing.T) {
	t.Parallel()
	root := library(t, nil)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(root+"/"))
	click(t, ctx, `form.ask input`)
	visit(t, ctx, chromedp.KeyEvent("refund 400"), chromedp.KeyEvent(kb.Enter))
	eventually(t, ctx, `location.pathname === "/decisions/" && `+answered)
	choose := func(stem string) {
		t.Helper()
		eval[bool](t, ctx, fmt.Sprintf(`(s => (s.value = %q, s.dispatchEvent(new Event("change", {bubbles: true}))))(document.querySelector(".asking select"))`, stem))
	}
	choose("desk-lead")
	eventually(t, ctx, verdicts+` === "within Yes, up to 2,500 USD."`)
	choose("desk-agent")
	eventually(t, ctx, verdicts+`.startsWith("ask Ask Desk lead")`)
	sent := eval[string](t, ctx, `location.href`)
	if !strings.HasSuffix(sent, "/decisions/?q=refund+400&as=desk-agent#page:asking") {
		t.Errorf("the address is %s", sent)
	}
	eval[bool](t, ctx, `history.back(), true`)
	eventually(t, ctx, verdicts+` === "within Yes, up to 2,500 USD." && document.querySelector(".asking select").value === "desk-lead"`)
	eval[bool](t, ctx, `history.back(), true`)
	eventually(t, ctx, verdicts+`.startsWith("- Desk lead or")`)

	other := chromium(t)
	answersTo(t, other, sent)
	eventually(t, other, verdicts+`.startsWith("ask Ask Desk lead")`)
	if kept := eval[string](t, other, `String(localStorage.getItem("baton:roles"))`); kept != "null" {
		t.Errorf("who opens an answer keeps %s", kept)
	}
	// What else may be meant is a step of the history, too; a choice is kept only where it is asked for.
	answersTo(t, other, root+"/decisions/"+asking("a customer", "desk-agent"))
	first := eval[string](t, other, `document.querySelector(".answer").textContent`)
	eval[bool](t, other, `document.querySelector(".others a").click(), true`)
	eventually(t, other, fmt.Sprintf(`location.search.includes("at=") && document.querySelector(".answer").textContent !== %q`, first))
	eval[bool](t, other, `history.back(), true`)
	eventually(t, other, fmt.Sprintf(`document.querySelector(".answer").textContent === %q`, first))
	eval[bool](t, other, `document.querySelector(".keep button").click(), true`)
	eventually(t, other, `localStorage.getItem("baton:roles") === '["desk-agent"]' && !document.querySelector(".keep")`)
	visit(t, other, chromedp.Navigate(root+"/decisions/refund-a-customer/"))
	eventually(t, other, `document.querySelector(".asking select").value === "desk-agent" && document.querySelector(".verdict .own .say")?.textContent === "Yes, up to 250 USD."`)
}

// What is said to those who keep the handbook has all that was asked, and is encoded.
func TestFinderTellsWhatWasInTheWay(t *testing.T) {
	t.Parallel()
	ctx := chromium(t)
	root := library(t, nil)
	hrefs := `[...document.querySelectorAll("main .btn")].filter(e => /in the way|had to ask/.test(e.textContent)).map(e => e.href)`
	is := func(want ...string) {
		t.Helper()
		if got := eval[[]string](t, ctx, hrefs); strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	page := url.QueryEscape(root + "/decisions/refund-a-customer/")
	to := func(about string) string {
		return "https://feedback.example/handbook?about=" + about + "&decision=Refund+a+customer&page=" + page + "&role=Service+desk+agent&amount=400+USD&row=2%2C500+USD"
	}
	for _, address := range []string{"/decisions/" + asking("refund 400", "desk-agent"), "/decisions/refund-a-customer/" + asking("400", "desk-agent")} {
		answersTo(t, ctx, root+address)
		is(to("This+limit+was+in+the+way"), to("I+had+to+ask"))
	}
	root = handbookAt(t, house)
	answersTo(t, ctx, root+"/decisions/reduce/"+asking("7%", "clerk"))
	mail := func(about string) string {
		return "mailto:book@example.test?cc=a@example.test&subject=" + about + "%3A%20Reduce%20a%20price&body=" +
			strings.ReplaceAll(url.QueryEscape(root+"/decisions/reduce/"), "+", "%20") + "%0D%0AAs%3A%20Clerk%0D%0AHow%20much%3A%207%25%0D%0ARow%3A%2010%20%25"
	}
	is(mail("This%20limit%20was%20in%20the%20way"), mail("I%20had%20to%20ask"))
}

// A question is a text, whatever it says.
func TestFinderTakesAnyQuestion(t *testing.T) {
	t.Parallel()
	root := library(t, nil)
	ctx := chromium(t)
	complaints := listen(t, ctx)
	for _, q := range []string{
		`<img src=x onerror=alert(1)>`, `"><script>document.title="taken"</script>`, "javascript:alert(1)", strings.Repeat("refund 9", 500), "400", "%", "\\u0000", "§§§", "refund " + strings.Repeat("9", 60),
	} {
		for _, at := range []string{"/decisions/", "/decisions/refund-a-customer/"} {
			v := url.Values{"q": {q}, "as": {q}, "at": {q}, "row": {"9999.9999"}}
			visit(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(root+at+"?"+v.Encode()))
			eventually(t, ctx, `window.batonReckon && document.querySelector(".asking [name=q]").value`)
			eval[bool](t, ctx, `new Promise(r => setTimeout(() => r(true)))`)
			if n := eval[int](t, ctx, `document.querySelectorAll("main img, main script").length`); n != 0 || eval[string](t, ctx, `document.title`) == "taken" {
				t.Errorf("%q became part of %s", q, at)
			}
		}
	}
	complaints.nothing(t)
}

// Without script, and where nothing is kept, everything is there.
func TestFinderWithoutScriptOrStorage(t *testing.T) {
	t.Parallel()
	root := library(t, nil)
	ctx := chromium(t)
	script := func(off bool) {
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: off}); err != nil {
			t.Fatal(err)
		}
	}
	script(true)
	visit(t, ctx, chromedp.Navigate(root+"/"), chromedp.Click(`form.ask input`), chromedp.KeyEvent("refund 400"), chromedp.KeyEvent(kb.Enter))
	eventually(t, ctx, `location.pathname === "/decisions/" && document.readyState === "complete"`)
	text := eval[string](t, ctx, `document.querySelector("main").innerText`)
	for _, words := range []string{"up to 2,500 USD\nDesk lead, Account manager\nWithin limits", "desk lead phone +15550102", "Without a ladder", "Nothing fits?"} {
		if !strings.Contains(strings.ReplaceAll(text, " \n", "\n"), words) {
			t.Errorf("without script there is no %q in\n%.1500s", words, text)
		}
	}
	for _, page := range []string{"/decisions/", "/decisions/hire-a-replacement/"} {
		visit(t, ctx, chromedp.Navigate(root+page))
		if eval[bool](t, ctx, `[...document.querySelectorAll(".asking, tr [type=radio]")].some(e => e.checkVisibility()) || document.querySelector("main").innerText.includes("May I decide this?")`) {
			t.Errorf("%s shows a form that does nothing", page)
		}
	}
	script(false)

	other := chromium(t)
	complaints := listen(t, other)
	beforeEveryPage(t, other, `Object.defineProperty(window, "localStorage", {get() { throw new Error("refused"); }})`)
	answersTo(t, other, root+"/decisions/"+asking("refund 400", "desk-lead"))
	eventually(t, other, verdicts+` === "within Yes, up to 2,500 USD."`)
	eval[bool](t, other, `document.querySelector(".keep button").click(), true`)
	eventually(t, other, `!document.querySelector(".keep") && `+verdicts+` === "within Yes, up to 2,500 USD."`)
	complaints.nothing(t)
}
