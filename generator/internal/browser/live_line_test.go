package browser

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"baton/generator/internal/build"
	"baton/generator/internal/source"
	"baton/layouts"
)

// Ten tabs of one host: browsers allow six plain connections to it, and none of the tabs may hang for want of one.
func TestB018_TenTabs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	tabs := []context.Context{chromium(t)}
	for len(tabs) < 10 {
		tabs = append(tabs, tab(t, tabs[0]))
	}
	begin := time.Now()
	loaded := make(chan error)
	for _, ctx := range tabs {
		go func() { loaded <- chromedp.Do(ctx, chromedp.Navigate(d.url+"/essays/short/")) }()
	}
	for range tabs {
		if err := <-loaded; err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("ten tabs loaded after %v", time.Since(begin).Round(time.Millisecond))
	for _, ctx := range tabs {
		d.ready(ctx)
	}
	begin = time.Now()
	d.replace("essays/short.md", "A word about", "Many words about")
	for _, ctx := range tabs {
		sees(t, ctx, "Many words about words")
		stays(t, ctx)
	}
	t.Logf("all updated after %v", time.Since(begin).Round(time.Millisecond))
}

// The line to serve is opened where the page came from: another port, another name.
func TestB019_SocketOfThePagesOwnOrigin(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	to, err := url.Parse(d.url)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = r.In.Host
	}})
	defer proxy.Close()
	defer proxy.CloseClientConnections()
	d.url = strings.Replace(proxy.URL, "127.0.0.1", "house.localhost", 1)
	d.visit(ctx, "/essays/short/")
	d.replace("essays/short.md", "A word about", "Many words about")
	sees(t, ctx, "Many words about words")
	stays(t, ctx)
}

// When serve goes, a sign says so; when it is back, the page is current, and is loaded anew once for the new token.
func TestServeComesBack(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	const sign = `document.querySelector("baton-live").shadowRoot.querySelector(".sign").checkVisibility()`
	if eval[bool](t, ctx, sign) {
		t.Error("serve runs, and the sign says that it stopped")
	}
	address := strings.TrimPrefix(d.url, "http://")
	d.stop()
	eventually(t, ctx, sign)
	d.replace("essays/short.md", "A word about", "Many words about")
	stays(t, ctx)
	d.serve(address)
	sees(t, ctx, "Many words about words")
	eventually(t, ctx, `!window.marked && !!document.querySelector("baton-live:not([hidden])")`)
	eval[bool](t, ctx, `window.marked = true`)
	d.replace("essays/short.md", "Many words about", "All words about")
	sees(t, ctx, "All words about words")
	stays(t, ctx)
	if eval[bool](t, ctx, sign) {
		t.Error("serve is back, and the sign says that it stopped")
	}
}

// Whoever goes back to a page finds it as it is by now.
func TestBackIsCurrent(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	d.visit(ctx, "/essays/short/")
	d.visit(ctx, "/roles/lead/")
	d.replace("essays/short.md", "A word about", "Many words about")
	eval[bool](t, ctx, `(history.back(), true)`)
	eventually(t, ctx, `location.pathname === "/essays/short/"`)
	sees(t, ctx, "Many words about words")
}

// Edits that come faster than they can be shown lead to the last of them, with a fetch for some and not for each.
func TestEditsAreGathered(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	held := make(chan bool)
	var fetches atomic.Int32
	to, err := url.Parse(d.url)
	if err != nil {
		t.Fatal(err)
	}
	through := httputil.NewSingleHostReverseProxy(to)
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if fetched(r) {
			fetches.Add(1)
			<-held
		}
		through.ServeHTTP(w, r)
	}))
	defer slow.Close()
	defer slow.CloseClientConnections()
	d.url = slow.URL
	d.visit(ctx, "/essays/short/")
	last := "A word about"
	for i := range 6 {
		next := fmt.Sprintf("Edit %d about", i)
		d.replace("essays/short.md", last, next)
		last = next
		until(t, "the page is fetched", func() bool { return fetches.Load() > 0 })
		until(t, "the edit is served", func() bool { return strings.Contains(get(t, d.url+"/essays/short/"), next) })
	}
	close(held)
	sees(t, ctx, last)
	stays(t, ctx)
	if n := fetches.Load(); n > 3 {
		t.Errorf("%d fetches for six edits during the first of them", n)
	}
}

// An answer that is no page is not shown; the page is asked for again.
func TestFetchIsTriedAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	to, err := url.Parse(d.url)
	if err != nil {
		t.Fatal(err)
	}
	through := httputil.NewSingleHostReverseProxy(to)
	var failed atomic.Int32
	flaky := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if fetched(r) && failed.Add(1) == 1 {
			http.Error(w, "not now", http.StatusBadGateway)
			return
		}
		through.ServeHTTP(w, r)
	}))
	defer flaky.Close()
	defer flaky.CloseClientConnections()
	d.url = flaky.URL
	d.visit(ctx, "/essays/short/")
	d.replace("essays/short.md", "A word about", "Many words about")
	sees(t, ctx, "Many words about words")
	stays(t, ctx)
	if n := failed.Load(); n < 2 {
		t.Errorf("%d fetches, none of which failed", n)
	}
}

// fetched reports whether the script of live editing asks for the newest page.
func fetched(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Dest") == "empty" && r.Header.Get("Cache-Control") == "no-cache"
}

// A page of another origin can read nothing, and is told nothing.
func TestB058_AnotherOriginReadsNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := chromium(t)
	stranger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<title>stranger</title>")
	}))
	defer stranger.Close()
	visit(t, ctx, chromedp.Navigate(stranger.URL))
	for _, address := range []string{"/", "/essays/short/", "/sitemap.xml", "/_baton/live.js", "/_baton/live"} {
		got := eval[string](t, ctx, fmt.Sprintf(`fetch(%q).then(r => r.text()).catch(() => "refused")`, d.url+address))
		if got != "refused" {
			t.Errorf("%s is read from another origin: %.60q", address, got)
		}
	}
	got := eval[string](t, ctx, fmt.Sprintf(`new Promise(done => {
		const s = new WebSocket(%q);
		s.onopen = () => done("opened");
		s.onerror = () => done("refused");
	})`, strings.Replace(d.url, "http", "ws", 1)+"/_baton/live"))
	if got != "refused" {
		t.Errorf("the socket is %s", got)
	}
	got = eval[string](t, ctx, fmt.Sprintf(`fetch(%q, {method: "POST", mode: "no-cors", body: JSON.stringify({file: "README.md", line: 1, col: 1})}).then(() => "sent", () => "refused")`, d.url+"/_baton/open"))
	if places := d.places(); places != "" {
		t.Errorf("another origin (%s) opened %s", got, places)
	}
	got = eval[string](t, ctx, fmt.Sprintf(`new Promise(done => {
		const s = document.createElement("script");
		s.src = %q;
		s.onload = () => done("run");
		s.onerror = () => done("refused");
		document.head.append(s);
	})`, d.url+"/_baton/live.js"))
	if got != "refused" {
		t.Errorf("a script of serve is %s by another origin", got)
	}
}

// Nothing of live editing is published.
func TestBuildHasNoTraceOfLive(t *testing.T) {
	snap, err := source.Read("../../../content")
	if err != nil {
		t.Fatal(err)
	}
	b := build.Builder{Layouts: layouts.FS}
	r, err := b.Build(snap)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Files {
		if bytes.Contains(f.Data, []byte("_baton")) || bytes.Contains(f.Data, []byte("data-token=")) || strings.Contains(f.Path, "live.") {
			t.Errorf("%s has a trace of live editing", f.Path)
		}
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
