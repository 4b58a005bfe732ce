package serve

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"baton/generator/internal/asset"
	"baton/generator/internal/build"
	"baton/layouts"
)

// What is sent of a page is the page and the tag, and nothing else; what is no page is sent as it is.
func TestPagesAreThoseOfABuildAndTheTag(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	var clean build.Engine
	g, err := clean.Build(build.Inputs{Content: f.state.Content, Layouts: layouts.FS})
	if err != nil {
		t.Fatal(err)
	}
	files, err := g.Files()
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, file := range files {
		status, body := h.get("/" + file.Path)
		if status != 200 {
			t.Errorf("%s: %d", file.Path, status)
		}
		if strings.HasSuffix(file.Path, ".html") {
			pages++
			if !strings.Contains(body, h.token+`"></script></head>`) {
				t.Errorf("%s: the tag is not right before the end of the head", file.Path)
			}
			without, name, sum, token := untag(t, body)
			want := answer{status: 200, data: file.Data}.sum()
			if name != file.Path || sum != want || token != h.token {
				t.Errorf("%s: the tag says %q %q %q", file.Path, name, sum, token)
			}
			body = without
		}
		if file.Path == asset.Worker {
			if body != asset.RemoveWorker {
				t.Errorf("serve sends a service worker:\n%s", body)
			}
			continue
		}
		if body != string(file.Data) {
			t.Errorf("%s differs from a clean build", file.Path)
		}
	}
	if pages < 8 || pages == len(files) {
		t.Errorf("%d pages of %d files", pages, len(files))
	}
}

func TestTheTagFitsAnyPage(t *testing.T) {
	s := New(newFake(t, handbook()), Options{})
	tag := `<script type="module" src="/_baton/live.js" data-page="a&amp;&#34;&lt;.html" data-sum="SUM" data-token="` + s.token + `"></script>`
	for page, want := range map[string]string{
		"<head><title>x</title></head><body></head>": "<head><title>x</title>" + tag + "</head><body></head>",
		"<HEAD></HEAD>":     "<HEAD>" + tag + "</HEAD>",
		"<p>bare":           "<p>bare" + tag,
		"":                  tag,
		"\xff\u0130</HEAD>": "\xff\u0130" + tag + "</HEAD>",
	} {
		a := answer{name: `a&"<.html`, status: 200, data: []byte(page)}
		if got := string(s.tagged(a)); got != strings.Replace(want, "SUM", a.sum(), 1) {
			t.Errorf("%q:\ngot  %q\nwant %q", page, got, want)
		}
	}
}

// The validator is that of what was sent: a browser may keep a page as long as not a byte of it is another.
func TestValidatorsAndRangesAreOfWhatIsSent(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	ask := func(method, path string, header ...string) (*http.Response, string) {
		r, _ := http.NewRequest(method, h.url+path, nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		resp, err := h.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		data, _ := io.ReadAll(resp.Body)
		return resp, string(data)
	}
	first, whole := ask("GET", "/essays/words/")
	etag := first.Header.Get("ETag")
	if again, _ := ask("GET", "/essays/words/", "If-None-Match", etag); again.StatusCode != http.StatusNotModified {
		t.Errorf("unchanged: %d", again.StatusCode)
	}
	if part, got := ask("GET", "/essays/words/", "Range", "bytes=10-900", "If-Range", etag); part.StatusCode != 206 || got != whole[10:901] {
		t.Errorf("range: %d, %d bytes", part.StatusCode, len(got))
	}
	if head, got := ask("HEAD", "/essays/words/"); head.ContentLength != int64(len(whole)) || got != "" {
		t.Errorf("HEAD: %d, want %d", head.ContentLength, len(whole))
	}
	// Another session has another token, so its page is another one.
	other := New(f, Options{})
	if a := (answer{data: other.tagged(find(pagesOf(f.state), "essays/words/index.html")), status: 200}); `"`+a.sum()+`"` == etag {
		t.Error("two sessions answer with one validator")
	}
	f.write(map[string]string{"essays/words.md": "# Words\n\nOther words.\n"})
	if changed, _ := ask("GET", "/essays/words/", "If-None-Match", etag); changed.StatusCode != 200 {
		t.Errorf("changed: %d", changed.StatusCode)
	}
	for path, kind := range map[string]string{"/_baton/live.js": "text/javascript; charset=utf-8", "/_baton/live.css": "text/css; charset=utf-8"} {
		r, body := ask("GET", path)
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != kind || body == "" {
			t.Errorf("%s: %d %q %q", path, r.StatusCode, r.Header.Get("Content-Type"), body)
		}
	}
	for _, path := range []string{"/_baton/", "/_baton/x", "/_baton/live.ts", "/_baton/live/", "/_baton"} {
		if r, _ := ask("GET", path); r.StatusCode != 404 {
			t.Errorf("%s: %d", path, r.StatusCode)
		}
	}
	if r, _ := ask("POST", "/_baton/live.js", "Origin", h.url); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST of the script: %d", r.StatusCode)
	}
}

// The script is made once for each set of layouts, and again after it could not be made.
func TestTheScriptFollowsTheLayouts(t *testing.T) {
	f := newFake(t, handbook())
	made, broken := 0, true
	h := open(t, f, Options{Live: func() ([]byte, []byte, error) {
		if broken {
			return nil, nil, io.ErrUnexpectedEOF
		}
		made++
		return []byte("export {}"), nil, nil
	}})
	if status, body := h.get("/_baton/live.js"); status != 500 || !strings.Contains(body, "unexpected EOF") {
		t.Errorf("%d %q", status, body)
	}
	broken = false
	for range 3 {
		if status, body := h.get("/_baton/live.js"); status != 200 || body != "export {}" {
			t.Errorf("%d %q", status, body)
		}
	}
	f.write(map[string]string{"layouts/images/icon.svg": "<svg/>"})
	h.get("/_baton/live.js")
	h.get("/_baton/live.css")
	if made != 2 {
		t.Errorf("made %d times for two sets of layouts", made)
	}
}

// A handbook that could not be built at all is shown as the reason, which goes away by itself.
func TestTheFirstBuildFails(t *testing.T) {
	f := &fake{t: t, content: handbook(), wake: make(chan struct{})}
	f.write(map[string]string{"layouts/pages/role.html": "{{define \"main\"}}{{.Nothing}}{{end}}<&>"})
	h := open(t, f, Options{})
	for _, path := range []string{"/", "/roles/lead/", "/roles/lead", "/nothing/", "/img/plan.svg", "//"} {
		status, body := h.get(path)
		if status != 503 || !containsAll(body, "<!doctype html>", "pages/role.html:1", "no field or method Nothing", "</html>") {
			t.Errorf("%s: %d\n%s", path, status, body)
		}
		untag(t, body)
	}
	tab, _ := h.visit("/")
	m := tab.want("findings")
	if len(m.List) != 1 || m.Errors != 1 || m.Stale {
		t.Fatalf("told %+v", m)
	}
	if e := m.List[0]; e.Code != "" || e.File != "layouts/pages/role.html" || e.Line != 1 || e.Severity != "error" {
		t.Errorf("the error is told as %+v", e)
	}
	f.write(map[string]string{"layouts/pages/role.html": ""})
	tab.want("gone")
	if m := tab.want("findings"); len(m.List) != 0 {
		t.Errorf("after the remedy %+v", m)
	}
	if status, body := h.get("/"); status != 200 || !strings.Contains(body, "Welcome") {
		t.Errorf("after the remedy: %d", status)
	}
}

// A page that cannot be made is answered with the reason. Whoever has it open keeps the last good one, under the
// reason; all other pages are as ever.
func TestOnePageCannotBeMade(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	tab, sum := h.visit("/checklists/day/")
	tab.want("findings")
	const broken = "{{define \"main\"}}\n{{if .Title}}<p title=\"{{end}}{{end}}" // which only running it shows
	f.write(map[string]string{"layouts/pages/checklist.html": broken})

	m := tab.want("findings")
	if len(m.List) == 0 || !m.Stale || m.Errors != 1 || m.List[0].File != "layouts/pages/checklist.html" || !m.List[0].Here {
		t.Fatalf("told %+v", m)
	}
	if frame := m.List[0].Frame; len(frame) == 0 || !strings.Contains(broken, frame[0].Text) {
		t.Errorf("the frame is %+v", frame)
	}
	status, body := h.get("/checklists/day/")
	if status != 500 || !containsAll(body, "could not be made", "checklist.html") {
		t.Errorf("%d\n%s", status, body)
	}
	_, name, _, _ := untag(t, body)
	if name != "checklists/day/index.html" {
		t.Errorf("the tag names %q", name)
	}
	for path, want := range map[string]int{"/": 200, "/roles/lead/": 200, "/nothing/": 404, "/img/plan.svg": 200} {
		if status, _ := h.get(path); status != want {
			t.Errorf("%s: %d", path, status)
		}
	}
	late, _ := h.visit("/checklists/day/")
	if m := late.want("findings"); m.Stale {
		t.Error("the page that says why is called the last good one")
	}
	f.write(map[string]string{"layouts/pages/checklist.html": ""})
	late.want("gone", "findings")
	if m := tab.want("findings"); len(m.List) != 0 || m.Stale {
		t.Errorf("after the remedy %+v", m)
	}
	if _, body := h.get("/checklists/day/"); !strings.Contains(body, sum) {
		t.Error("the page is another one than before")
	}
}
