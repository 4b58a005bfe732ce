package browser

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A handbook with something of everything that is kept and that is not.
const firstEdition = `
-- handbook.yaml --
title: Small book
-- essays/why.md --
# Why

First thoughts.
-- essays/unread.md --
# Unread

Nobody has been here.
-- decisions/refund.md --
# Refund a customer

Old limit. ![a plan](plan.svg)

| Up to | Who decides |
| --- | --- |
| 200 USD | [Desk](../roles/desk.md) |
| more | [Lead](../roles/lead.md) |

- **If it goes wrong:** the refund stands
-- decisions/plan.svg --
<svg xmlns="http://www.w3.org/2000/svg"><title>drawn</title></svg>
-- decisions/hire.md --
# Hire somebody

| When | Who decides |
| --- | --- |
| otherwise | [Lead](../roles/lead.md) |

- **If it goes wrong:** we look at it together
-- checklists/round.md --
# Morning round

- [ ] Open the door
-- roles/desk.md --
# Desk

- **Reach:** at the desk
-- roles/lead.md --
# Lead

- **Reach:** [phone](tel:+15550100)
`

// secondEdition changes a limit and an essay, has another colour, and no longer has a decision.
var secondEdition = strings.NewReplacer(
	"First thoughts.", "Second thoughts.",
	"Old limit.", "New limit.",
	"title: Small book", "title: Small book\naccent: \"#7a1f5c\"",
	"-- decisions/hire.md --", "-- decisions/README.md --",
).Replace(firstEdition)

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Without a network there is what was visited, and what is needed with a customer on the line; anything else says so.
// Whatever is shown says from when it is, looks like the handbook and obeys its policy.
func TestOfflineShowsWhatIsKept(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"/", "/team/book/"} {
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			h := newHost(t, base, firstEdition)
			ctx := chromium(t)
			axe := axeSource(t)
			visit(t, ctx, chromedp.Navigate(h.at("/essays/why/"))) // before there is a worker
			h.keeps(t, ctx)
			said := listen(t, ctx)
			h.turn(down)
			for _, c := range []struct{ page, words, note string }{
				{"/essays/why/", "First thoughts.", "You are offline: kept on "},
				{"/decisions/refund/?q=400#the-ladder", "Old limit.", "You are offline: kept on "},
				{"/decisions/refund", "Old limit.", "You are offline: kept on "},
				{"/", "Small book", "You are offline: kept on "},
				{"/checklists/round/", "Open the door", "You are offline: kept on "},
				{"/roles/lead/", "phone", "You are offline: kept on "},
				{"/essays/unread/", "This page is not kept in this browser.", ""},
				{"/nowhere/at/all/", "This page is not kept in this browser.", ""},
			} {
				visit(t, ctx, chromedp.Navigate(h.at(c.page)))
				if text := eval[string](t, ctx, `document.querySelector("main").textContent`); !strings.Contains(text, c.words) {
					t.Errorf("%s does not say %q: %s", c.page, c.words, text)
				}
				note := eval[string](t, ctx, `document.querySelector("[role=status].kept")?.textContent ?? ""`)
				if !strings.HasPrefix(note, c.note) || c.note != "" && !regexp.MustCompile(`\b20\d\d\b`).MatchString(note) {
					t.Errorf("%s says %q; it should begin with %q and name the day", c.page, note, c.note)
				}
				if paper := eval[string](t, ctx, `getComputedStyle(document.querySelector(".bar")).borderBottomStyle`); paper != "solid" {
					t.Errorf("%s has no style: %s", c.page, paper)
				}
				if home := eval[string](t, ctx, `document.querySelector("a.brand").href`); home != h.at("/") {
					t.Errorf("%s leads home to %s", c.page, home)
				}
				if axe != "" && c.note+c.page != "" && strings.HasPrefix(c.page, "/essays/") {
					for _, v := range violations(t, ctx, axe) {
						t.Errorf("%s: %s", c.page, v)
					}
				}
			}
			visit(t, ctx, chromedp.Navigate(h.at("/decisions/refund/")))
			if n := eval[int](t, ctx, `document.querySelector("main img").decode().then(() => document.querySelector("main img").naturalWidth)`); n == 0 {
				t.Error("a picture of a decision is not kept")
			}
			for _, s := range said.take() {
				if !strings.Contains(s, "503") {
					t.Error(s)
				}
			}
		})
	}
}

// While the network answers, a page is the newest, and a deployment brings what is kept up to date: what changed, and
// nothing else; what is gone goes; files that an open page may still ask for stay until the deployment after.
func TestOfflineFollowsDeployments(t *testing.T) {
	t.Parallel()
	h := newHost(t, "/", firstEdition)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(h.at("/essays/why/")))
	h.keeps(t, ctx)
	visit(t, ctx, chromedp.Navigate(h.at("/essays/unread/")))
	holds(t, ctx, isKept(h.at("/essays/unread/")))
	style := eval[string](t, ctx, `document.querySelector("link[rel=stylesheet]").href`)
	old := tab(t, ctx)
	visit(t, old, chromedp.Navigate(h.at("/roles/desk/")))

	h.deploy(t, secondEdition)
	var asked []string
	h.turn(func(w http.ResponseWriter, r *http.Request) { asked = append(asked, r.URL.Path); h.answer(w, r) })
	visit(t, ctx, chromedp.Navigate(h.at("/essays/why/")))
	if text := eval[string](t, ctx, `document.querySelector("main").textContent`); !strings.Contains(text, "Second thoughts.") {
		t.Errorf("a stale page while the network answers: %s", text)
	}
	if eval[bool](t, ctx, `!!document.querySelector(".kept")`) {
		t.Error("a page from the network says that it is kept")
	}
	h.keeps(t, ctx)
	h.well()
	for _, name := range []string{"/decisions/plan.svg", "/_a/head."} {
		for _, p := range asked {
			if strings.HasPrefix(p, name) {
				t.Errorf("%s is as it was, and was fetched again", p)
			}
		}
	}
	if kept := eval[string](t, ctx, keptAddresses); strings.Contains(kept, "/decisions/hire/") {
		t.Error("a decision that is gone is kept")
	}
	if texts := eval[string](t, ctx, keptTexts); strings.Contains(texts, "Old limit.") || !strings.Contains(texts, "New limit.") {
		t.Error("a decision that nobody opened is not kept as it is now")
	}
	// The old tab asks for a file of its own deployment, which no server has any more.
	if !eval[bool](t, old, `fetch(`+quote(style)+`).then((a) => a.ok)`) {
		t.Error("a file that an open page needs has gone")
	}
	// A page that is gone goes when the handbook says so, not when somebody else does.
	h.deploy(t, strings.Replace(secondEdition, "-- essays/unread.md --", "-- essays/README.md --", 1))
	h.turn(func(w http.ResponseWriter, r *http.Request) { http.Error(w, "STRANGER", http.StatusNotFound) })
	visit(t, ctx, chromedp.Navigate(h.at("/essays/unread/")))
	if !eval[bool](t, ctx, isKept(h.at("/essays/unread/"))) {
		t.Error("what a stranger calls missing is gone")
	}
	h.well()
	visit(t, ctx, chromedp.Navigate(h.at("/essays/unread/")))
	holds(t, ctx, `caches.match("`+h.at("/essays/unread/")+`").then((a) => !a)`)
	h.keeps(t, ctx)
	if eval[bool](t, ctx, isKept(style)) {
		t.Error("a style sheet that nothing needs is kept for ever")
	}
}

// Only answers of the handbook are kept, however sure of themselves others are. A reader gets to see them, since they may
// have to sign in.
func TestOfflineKeepsNothingOfOthers(t *testing.T) {
	t.Parallel()
	h := newHost(t, "/", firstEdition)
	elsewhere := newHost(t, "/", strings.ReplaceAll(firstEdition, "Nobody", "STRANGER"))
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(h.at("/")))
	h.keeps(t, ctx)
	h.deploy(t, secondEdition) // so that all that differs would be fetched
	ours := func(change func(http.Header)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			change(w.Header())
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<!doctype html><html><head><meta name="generator" content="Baton"><title>x</title></head><body>STRANGER`)
		}
	}
	for _, c := range []struct {
		name   string
		temper http.HandlerFunc
		shown  bool
	}{
		{"a login page with status 200", somebodyElse, true},
		{"a redirect to a login page", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/login/" {
				ours(func(http.Header) {})(w, r) // at its own address it is as good as ours
				return
			}
			http.Redirect(w, r, "/login/", http.StatusFound)
		}, true},
		{"another origin", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.at("/essays/unread/"), http.StatusFound)
		}, true},
		{"an error", func(w http.ResponseWriter, r *http.Request) {
			http.Error(w, "STRANGER", http.StatusInternalServerError)
		}, true},
		{"what must not be stored", ours(func(h http.Header) { h.Set("Cache-Control", "no-store") }), true},
		{"another type", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			io.WriteString(w, `"STRANGER <meta name=\"generator\" content=\"Baton\">"`)
		}, true},
		{"scripts and styles that are not ours", func(w http.ResponseWriter, r *http.Request) {
			for ext, kind := range map[string]string{".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"} {
				if strings.HasSuffix(r.URL.Path, ext) {
					w.Header().Set("Content-Type", kind)
					io.WriteString(w, "/* STRANGER */")
					return
				}
			}
			h.answer(w, r)
		}, false},
	} {
		h.turn(c.temper)
		visit(t, ctx, chromedp.Navigate(h.at("/essays/unread/?"+c.name)))
		if text := eval[string](t, ctx, `document.documentElement.outerHTML`); c.shown != strings.Contains(text, "STRANGER") {
			t.Errorf("%s: the reader sees %s", c.name, text)
		}
		if !strings.HasPrefix(eval[string](t, ctx, `location.href`), h.URL) {
			h.turn(somebodyElse)
			visit(t, ctx, chromedp.Navigate(h.at("/")))
			h.turn(c.temper)
		}
		// A page of ours would have the worker ask for the list now; here the test does. What is kept wrongly for a moment
		// longer than it looks is found the next time, or at the end.
		lists := h.lists.Load()
		eval[bool](t, ctx, `navigator.serviceWorker.ready.then((r) => r.active.postMessage("")).then(() => true)`)
		eval[bool](t, ctx, `fetch("/essays/unread/").then((a) => a.text()).catch(() => {}).then(() => fetch("/part", {headers: {range: "bytes=0-3"}})).catch(() => {}).then(() => true)`)
		for end := time.Now().Add(30 * time.Second); h.lists.Load() == lists && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
		if strings.Contains(eval[string](t, ctx, keptTexts), "STRANGER") {
			t.Errorf("%s is kept", c.name)
		}
	}
	h.well()
	visit(t, ctx, chromedp.Navigate(h.at("/")))
	h.keeps(t, ctx)
	h.turn(down)
	visit(t, ctx, chromedp.Navigate(h.at("/decisions/refund/")))
	if text := eval[string](t, ctx, `document.body.textContent`); !strings.Contains(text, "New limit.") {
		t.Errorf("after all that, the handbook is not kept: %s", text)
	}
	if strings.Contains(eval[string](t, ctx, keptTexts), "STRANGER") {
		t.Error("something of others is kept")
	}
}

// Where the network takes its time a kept page is shown in the end, and says so. What the network answers then is kept.
func TestOfflineWaitsForAWhile(t *testing.T) {
	t.Parallel()
	h := newHost(t, "/", firstEdition)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(h.at("/essays/why/")))
	h.keeps(t, ctx)
	h.deploy(t, secondEdition)
	release := make(chan struct{})
	h.turn(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
		h.answer(w, r)
	})
	visit(t, ctx, chromedp.Navigate(h.at("/essays/why/")))
	if text := eval[string](t, ctx, `document.body.textContent`); !strings.Contains(text, "The network does not answer: kept on") || !strings.Contains(text, "First thoughts.") {
		t.Errorf("a slow network: %s", text)
	}
	close(release)
	holds(t, ctx, `caches.match(location.href).then((a) => a.text()).then((text) => text.includes("Second thoughts."))`)
	visit(t, ctx, chromedp.Click(".kept a"))
	eventually(t, ctx, `!document.querySelector(".kept") && document.body.textContent.includes("Second thoughts.")`)
}

// A handbook that wants no worker any more takes it away, with all that it kept.
func TestOfflineCanBeTurnedOff(t *testing.T) {
	t.Parallel()
	h := newHost(t, "/", firstEdition)
	ctx := chromium(t)
	visit(t, ctx, chromedp.Navigate(h.at("/")))
	h.keeps(t, ctx)
	eval[bool](t, ctx, `caches.open("somebody else's").then(() => true)`)
	h.deploy(t, strings.Replace(firstEdition, "title: Small book", "title: Small book\noffline: false", 1))
	visit(t, ctx, chromedp.Navigate(h.at("/")))
	holds(t, ctx, `Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()]).then(([workers, names]) => workers.length === 0 && names.join() === "somebody else's")`)
	visit(t, ctx, chromedp.Navigate(h.at("/essays/why/")))
	holds(t, ctx, `navigator.serviceWorker.getRegistrations().then((workers) => workers.length === 0 && !navigator.serviceWorker.controller)`)
}

// Under serve there is no worker, whatever the site is built with; one that another site on this port left goes.
func TestOfflineNeverUnderServe(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	if n := eval[int](t, ctx, `navigator.serviceWorker.getRegistrations().then((all) => all.length)`); n != 0 {
		t.Errorf("%d workers under serve", n)
	}
	script := eval[string](t, ctx, `fetch("/sw.js").then((a) => a.text())`)
	if !strings.Contains(script, "unregister") || strings.Contains(script, "fetch") {
		t.Errorf("serve answers /sw.js with %s", script)
	}
	eval[bool](t, ctx, `caches.open("baton 1 " + location.origin + "/").then(() => navigator.serviceWorker.register("/sw.js")).then(() => true)`)
	holds(t, ctx, `Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()]).then((all) => all.flat().length === 0)`)
}
