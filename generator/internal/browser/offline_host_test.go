package browser

import (
	"bytes"
	"context"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"baton/generator/internal/build"
	"baton/generator/internal/source"
	"baton/layouts"
)

// A host is where a handbook is published: plain files, which a deployment replaces, and a network in between whose
// temper changes.
type host struct {
	*httptest.Server
	base   string // path of the first page
	files  atomic.Pointer[map[string][]byte]
	temper atomic.Pointer[http.HandlerFunc] // answers instead, nil if all is well
	lists  atomic.Int64                     // how often a browser has asked for the list and been answered
}

// newHost publishes a handbook under a path.
func newHost(t *testing.T, base, handbook string) *host {
	t.Helper()
	h := &host{base: base}
	h.deploy(t, handbook)
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/offline.json") {
			defer h.lists.Add(1)
		}
		if temper := h.temper.Load(); temper != nil {
			(*temper)(w, r)
			return
		}
		h.answer(w, r)
	}))
	t.Cleanup(h.Server.CloseClientConnections) // before it closes: what is slow need not come to its end
	t.Cleanup(h.Server.Close)
	return h
}

// deploy replaces the handbook, which is written as an archive.
func (h *host) deploy(t *testing.T, handbook string) {
	t.Helper()
	snap := &source.Snapshot{}
	for _, f := range txtar.Parse([]byte(handbook)).Files {
		snap.Files = append(snap.Files, source.NewFile(f.Name, f.Data))
	}
	slices.SortFunc(snap.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	b := build.Builder{Layouts: layouts.FS}
	r, err := b.Build(snap)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range r.Files {
		files[f.Path] = f.Data
	}
	h.files.Store(&files)
}

func (h *host) at(address string) string { return h.URL + h.base + strings.TrimPrefix(address, "/") }

// turn gives the network a temper.
func (h *host) turn(temper http.HandlerFunc) { h.temper.Store(&temper) }

// well lets the network work again.
func (h *host) well() { h.temper.Store(nil) }

// answer answers as static hosts do.
func (h *host) answer(w http.ResponseWriter, r *http.Request) {
	files := *h.files.Load()
	name, inside := strings.CutPrefix(r.URL.Path, h.base)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, ok := files[name]
	if _, folder := files[name+"/index.html"]; folder && inside {
		http.Redirect(w, r, r.URL.Path+"/", http.StatusMovedPermanently)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	if !ok || !inside {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(files["404.html"])
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// down is a network that is not there.
func down(w http.ResponseWriter, r *http.Request) {
	if conn, _, err := w.(http.Hijacker).Hijack(); err == nil {
		conn.Close()
	}
}

// somebodyElse answers everything with a page of somebody else, as if all were well.
func somebodyElse(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	io.WriteString(w, "<!doctype html><title>Sign in</title><h1>STRANGER</h1>")
}

// keeps waits until the browser has all that the newest list names.
func (h *host) keeps(t *testing.T, ctx context.Context) {
	t.Helper()
	list := string((*h.files.Load())["offline.json"])
	ask := `caches.match("` + h.at("offline.json") + `").then(async (a) => !!a && a.headers.get("baton-sum") === "done" && await a.text() === ` + quote(list) + `)`
	holds(t, ctx, ask)
}

// holds waits until a promise of the page says yes.
func holds(t *testing.T, ctx context.Context, promise string) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if eval[bool](t, ctx, promise) {
			return
		}
	}
	t.Fatalf("never: %s\nkept: %s", promise, eval[string](t, ctx, keptAddresses))
}

// What a browser keeps, as expressions: the addresses, and all that stands in it.
const (
	keptAddresses = `(async () => { const out = []; for (const n of await caches.keys()) for (const k of await (await caches.open(n)).keys()) out.push(k.url); return out.join("\n"); })()`
	keptTexts     = `(async () => { const out = []; for (const n of await caches.keys()) { const c = await caches.open(n); for (const k of await c.keys()) if (!k.url.endsWith("/login/")) out.push(await (await c.match(k))?.text()); } return out.join("\n"); })()`
)

func isKept(address string) string { return `caches.match("` + address + `").then((a) => !!a)` }
