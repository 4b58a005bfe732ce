package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"baton/generator/internal/asset"
)

// respond answers a request from the files of a site. touch may change what is sent of a page; it gets the page as
// it is.
func respond(w http.ResponseWriter, r *http.Request, site pages, touch func(answer) []byte) {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	case r.URL.Path == "/"+asset.Worker:
		// An author wants to see the newest: the site's own worker is never sent, and that of another site that had this
		// port before goes.
		w.Header().Set("Content-Type", contentType(asset.Worker))
		w.Write([]byte(asset.RemoveWorker))
		return
	}
	name, ok := fileName(r.URL.Path)
	if !ok {
		name = notFoundPage // nothing can ever have the name that was asked for
	}
	a := find(site, name)
	if a.status == http.StatusMovedPermanently {
		http.Redirect(w, r, "/"+(&url.URL{Path: name}).EscapedPath()+"/"+query(r), a.status)
		return
	}
	if strings.HasPrefix(a.kind, "text/html") {
		a.data = touch(a)
	}
	if !ok && a.status == http.StatusOK {
		a.status = http.StatusNotFound
	}
	a.send(w, r)
}

func untouched(a answer) []byte { return a.data }

// answer is what somebody who asks for a file of the site gets.
type answer struct {
	name   string // of the file that was asked for
	status int
	kind   string // content type
	data   []byte
	err    error // why there is no such page although there should be
}

// notFoundPage is the file that is answered where there is none.
const notFoundPage = "404.html"

// find answers for a name: the file, the site's page for what is not there, or a page that says why there is none.
func find(site pages, name string) answer {
	a := answer{name: name, status: http.StatusOK, kind: contentType(name)}
	from := name
	switch {
	case site.Has(name):
	case site.Has(name + "/index.html"):
		a.status = http.StatusMovedPermanently // as static hosts do: a page without its slash moves to the page
		return a
	case site.Has(notFoundPage):
		a.status, a.kind, from = http.StatusNotFound, htmlType, notFoundPage
	default:
		a.status, a.kind, a.data = http.StatusNotFound, htmlType, plainPage("There is no such page", "nothing in this handbook has the address /"+name)
		return a
	}
	if a.data, a.err = read(site, from); a.err == nil {
		return a
	}
	a.status, a.kind = http.StatusInternalServerError, htmlType
	title := "This page could not be made"
	if _, ok := site.(unbuilt); ok {
		a.status, title = http.StatusServiceUnavailable, "This handbook could not be built"
	}
	a.data = plainPage(title, a.err.Error())
	return a
}

// sum tells answers apart: equal for equal bytes. That of a page is its hash in hex; anything else begins with its
// status, so that whoever has seen one knows that it was no page.
func (a answer) sum() string {
	sum := sha256.Sum256(a.data)
	text := hex.EncodeToString(sum[:16])
	if a.status != http.StatusOK {
		return fmt.Sprintf("%d-%s", a.status, text)
	}
	return text
}

// isPage reports whether a sum is that of a page, not of an answer that there is none.
func isPage(sum string) bool { return !strings.Contains(sum, "-") }

// patience is how long a reader may take for an answer, unless it is long.
const patience = 30 * time.Second

// slowest is how many bytes a second the slowest reader takes that we wait for.
const slowest = 16 << 10

func (a answer) send(w http.ResponseWriter, r *http.Request) {
	if len(a.data) > slowest*int(patience/time.Second) {
		// What does not know deadlines needs no longer one.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(patience + time.Duration(len(a.data)/slowest)*time.Second))
	}
	head := w.Header()
	head.Set("Content-Type", a.kind)
	if a.status != http.StatusOK {
		head.Set("Content-Length", strconv.Itoa(len(a.data)))
		w.WriteHeader(a.status)
		if r.Method != http.MethodHead {
			w.Write(a.data)
		}
		return
	}
	if path.Ext(a.name) == ".svg" {
		// An image that is opened by its own address is a document: it gets to do nothing.
		head.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	}
	head.Set("ETag", `"`+a.sum()+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.data))
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
