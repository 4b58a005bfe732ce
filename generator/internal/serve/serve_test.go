package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"baton/generator/internal/publish"
)

var static = []publish.File{
	{Path: "index.html", Data: []byte("<h1>home</h1>")},
	{Path: "404.html", Data: []byte("<h1>nothing here</h1>")},
	{Path: "roles/lead/index.html", Data: []byte("<h1>lead</h1>")},
	{Path: "roles/lead/index.md", Data: []byte("# lead")},
	{Path: "über uns/index.html", Data: []byte("<h1>über</h1>")},
	{Path: "img/plan.svg", Data: []byte("<svg/>")},
	{Path: "_a/site.css", Data: []byte("a{}")},
}

func get(t *testing.T, method, target, host string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	r.Host = host
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	Handler(static).ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestAnswersAsAStaticHostDoes(t *testing.T) {
	for _, c := range []struct {
		path, body, kind string
		status           int
	}{
		{"/", "<h1>home</h1>", "text/html; charset=utf-8", 200},
		{"/roles/lead/", "<h1>lead</h1>", "text/html; charset=utf-8", 200},
		{"/roles/lead/index.html", "<h1>lead</h1>", "text/html; charset=utf-8", 200},
		{"/roles/lead/index.md", "# lead", "text/markdown; charset=utf-8", 200},
		{"/%C3%BCber%20uns/", "<h1>über</h1>", "text/html; charset=utf-8", 200},
		{"/img/plan.svg", "<svg/>", "image/svg+xml", 200},
		{"/_a/site.css", "a{}", "text/css; charset=utf-8", 200},
		{"/nothing/", "<h1>nothing here</h1>", "text/html; charset=utf-8", 404},
		{"/roles/", "<h1>nothing here</h1>", "text/html; charset=utf-8", 404},
		{"/.baton/manifest.json", "<h1>nothing here</h1>", "text/html; charset=utf-8", 404},
	} {
		r := get(t, "GET", c.path, "localhost:4800")
		if got := body(t, r); r.StatusCode != c.status || got != c.body || r.Header.Get("Content-Type") != c.kind {
			t.Errorf("%s: %d %q %q, want %d %q %q", c.path, r.StatusCode, got, r.Header.Get("Content-Type"), c.status, c.body, c.kind)
		}
		if csp := r.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
			t.Errorf("%s: policy %q", c.path, csp)
		}
		if r.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: open to other origins", c.path)
		}
	}
	if r := get(t, "GET", "/roles/lead?x=1", "localhost"); r.StatusCode != 301 || r.Header.Get("Location") != "/roles/lead/?x=1" {
		t.Errorf("without slash: %d %q", r.StatusCode, r.Header.Get("Location"))
	}
	if r := get(t, "GET", "/%C3%BCber%20uns", "localhost"); r.Header.Get("Location") != "/%C3%BCber%20uns/" {
		t.Errorf("without slash: %q", r.Header.Get("Location"))
	}
	if r := get(t, "HEAD", "/", "localhost"); r.StatusCode != 200 || body(t, r) != "" {
		t.Errorf("HEAD: %d", r.StatusCode)
	}
	if r := get(t, "POST", "/", "localhost"); r.StatusCode != 405 {
		t.Errorf("POST: %d", r.StatusCode)
	}
	if r := get(t, "GET", "/", "localhost", "Range", "bytes=0-3"); r.StatusCode != 206 || body(t, r) != "<h1>" {
		t.Errorf("range: %d", r.StatusCode)
	}
	etag := get(t, "GET", "/", "localhost").Header.Get("ETag")
	if r := get(t, "GET", "/", "localhost", "If-None-Match", etag); r.StatusCode != 304 {
		t.Errorf("unchanged: %d", r.StatusCode)
	}
}

func TestAServiceWorkerOfAnotherSiteIsRemoved(t *testing.T) {
	r := get(t, "GET", "/sw.js", "localhost")
	if !strings.Contains(body(t, r), "unregister") || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/javascript") {
		t.Error("/sw.js does not remove itself")
	}
}

// B059: a foreign name that leads to this machine is not answered.
func TestB059_ForeignHostsAreRefused(t *testing.T) {
	for host, want := range map[string]int{
		"localhost": 200, "localhost:4800": 200, "127.0.0.1:4800": 200, "[::1]:4800": 200, "127.8.9.1": 200,
		"LOCALHOST.": 200, "app.localhost:1": 200,
		"evil.example": 403, "evil.example:4800": 403, "localhost.evil.example": 403, "192.168.1.4:4800": 403,
		"": 403, "[::2]": 403, "127.0.0.1.evil.example": 403, "0.0.0.0": 403,
	} {
		if r := get(t, "GET", "/", host); r.StatusCode != want {
			t.Errorf("host %q: %d, want %d", host, r.StatusCode, want)
		}
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/", nil)
	r.Host = "laptop.example:4800"
	Handler(static, "Laptop.example").ServeHTTP(w, r)
	if w.Code != 200 {
		t.Errorf("a host that was asked for: %d", w.Code)
	}
}

// B057: paths as an attacker sends them, past any client that would clean them.
func TestB057_PathsThatClimbAreNotFound(t *testing.T) {
	srv := httptest.NewServer(Handler(static))
	defer srv.Close()
	for _, p := range []string{
		"/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/roles/../../x", "/./index.html",
		"//etc/passwd", "/roles//lead/", "/roles/lead/..", "/%5c..%5cx", "/index.html%00", "/roles/lead/.", "/..",
	} {
		c, err := net.Dial("tcp", srv.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", p)
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		if got := body(t, r); r.StatusCode != 404 && r.StatusCode != 400 {
			t.Errorf("%s: %d %q", p, r.StatusCode, got)
		}
		c.Close()
	}
}

// B062: an SVG that is opened by its own address can do nothing.
func TestB062_SVGIsSandboxed(t *testing.T) {
	if csp := get(t, "GET", "/img/plan.svg", "localhost").Header.Get("Content-Security-Policy"); !strings.Contains(csp, "sandbox") {
		t.Errorf("policy %q", csp)
	}
}
