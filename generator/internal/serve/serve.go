// Package serve shows a built site over HTTP as a static host would, closed by default: only names of this
// machine are answered, nothing but the files of the site is ever served, and the site's own strict
// content security policy is sent with every answer.
package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"mime"
	"net"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"baton/generator/internal/publish"
	"baton/generator/internal/render"
)

// Handler answers from the files of one site. hosts are further names that it answers to besides those of the
// loopback interface: the --host that the author asked for. A Handler never changes.
func Handler(files []publish.File, hosts ...string) http.Handler {
	h := &handler{files: make(map[string]file, len(files)), hosts: map[string]bool{}}
	for _, f := range files {
		sum := sha256.Sum256(f.Data)
		h.files[f.Path] = file{data: f.Data, etag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	}
	for _, host := range hosts {
		h.hosts[strings.ToLower(host)] = true
	}
	return h
}

type handler struct {
	files map[string]file
	hosts map[string]bool
}

type file struct {
	data []byte
	etag string
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	head.Set("Content-Security-Policy", render.Policy)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Cache-Control", "no-cache")
	switch {
	case !h.knows(r.Host):
		http.Error(w, "this server answers only to names of this machine; start it with --host to allow another", http.StatusForbidden)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		head.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	case r.URL.Path == "/sw.js":
		head.Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write([]byte(removeWorker))
		return
	}
	name, ok := fileName(r.URL.Path)
	switch f, found := h.files[name]; {
	case ok && found:
		h.send(w, r, name, f)
	case ok && h.has(name+"/index.html"):
		// As static hosts do: a page without its slash moves to the page.
		http.Redirect(w, r, "/"+(&url.URL{Path: name}).EscapedPath()+"/"+query(r), http.StatusMovedPermanently)
	default:
		h.notFound(w, r)
	}
}

// removeWorker takes away a service worker that another site on this port left behind; serve never has one.
const removeWorker = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.registration.unregister()));
`

func (h *handler) send(w http.ResponseWriter, r *http.Request, name string, f file) {
	head := w.Header()
	head.Set("Content-Type", contentType(name))
	head.Set("ETag", f.etag)
	if path.Ext(name) == ".svg" {
		// An image that is opened by its own address is a document: it gets to do nothing.
		head.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.data))
}

func (h *handler) notFound(w http.ResponseWriter, r *http.Request) {
	page, ok := h.files["404.html"]
	if !ok {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	if r.Method == http.MethodGet {
		w.Write(page.data)
	}
}

func (h *handler) has(name string) bool { _, ok := h.files[name]; return ok }

// knows reports whether the Host header names this machine, so that a name which an attacker points here
// (DNS rebinding) is not answered.
func (h *handler) knows(host string) bool {
	name := host
	if n, _, err := net.SplitHostPort(host); err == nil {
		name = n
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || h.hosts[name] {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && (ip.IsLoopback() || h.hosts["0.0.0.0"] || h.hosts["::"])
}

// fileName turns the path of a request into the name of a file of the site. The path was decoded once, by
// net/http; whatever is not clean by then names nothing.
func fileName(p string) (string, bool) {
	rest, ok := strings.CutPrefix(p, "/")
	if !ok || strings.ContainsAny(rest, "\\\x00") {
		return "", false
	}
	if rest == "" || strings.HasSuffix(rest, "/") {
		rest += "index.html"
	}
	if path.Clean("/"+rest) != "/"+rest {
		return "", false
	}
	return rest, true
}

func query(r *http.Request) string {
	if r.URL.RawQuery == "" {
		return ""
	}
	return "?" + r.URL.RawQuery
}

// contentType knows the types of a site without asking the machine, whose tables differ.
func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t, ok := types[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
	".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".pdf": "application/pdf", ".webmanifest": "application/manifest+json",
}

// Listen opens the port for Handler. Without an explicit port the next free one up to ten further is taken.
func Listen(host string, port int, explicit bool) (net.Listener, error) {
	last := port
	if !explicit {
		last += 10
	}
	var err error
	for p := port; p <= last; p++ {
		var l net.Listener
		if l, err = net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p))); err == nil {
			return l, nil
		}
		var op *net.OpError
		if !errors.As(err, &op) {
			break
		}
	}
	return nil, err
}
