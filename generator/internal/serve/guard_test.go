package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// raw sends a request as it stands and returns the answer, past any client that would tidy it.
func raw(t *testing.T, address, request string) (*http.Response, string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(soon))
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer r.Body.Close()
	if r.StatusCode == http.StatusSwitchingProtocols {
		return r, ""
	}
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	return r, string(data)
}

// requests are one for everything that the server does.
var requests = map[string]string{
	"page":   "GET /essays/words/ HTTP/1.1\r\n",
	"none":   "GET /nothing/ HTTP/1.1\r\n",
	"script": "GET /_baton/live.js HTTP/1.1\r\n",
	"model":  "GET /handbook.json HTTP/1.1\r\n",
	"socket": "GET /_baton/live HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n",
	"open":   "POST /_baton/open HTTP/1.1\r\nX-Baton-Token: TOKEN\r\nContent-Type: application/json\r\nContent-Length: 20\r\n",
	"fix":    "POST /_baton/fix HTTP/1.1\r\nX-Baton-Token: TOKEN\r\nContent-Type: application/json\r\nContent-Length: 20\r\n",
}

// ask sends one of requests with a Host and an Origin, "" for none.
func (h *house) ask(t *testing.T, what, host, origin string) (*http.Response, string) {
	t.Helper()
	text := strings.Replace(requests[what], "TOKEN", h.token, 1) + "Host: " + host + "\r\n"
	if origin != "" {
		text += "Origin: " + origin + "\r\n"
	}
	if text += "\r\n"; strings.HasPrefix(text, "POST") {
		text += `{"file":"README.md"}`
	}
	return raw(t, h.srv.Listener.Addr().String(), text)
}

// P14, B059: whoever comes by a foreign name, and whatever page of another origin asks, is refused everything.
func TestB059_ForeignHostsAndOriginsAreRefused(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{Open: func(string, int, int) error { return nil }, Hosts: []string{"Laptop.example"}})
	port := h.url[strings.LastIndex(h.url, ":")+1:]
	own := "localhost:" + port
	for what := range requests {
		for _, host := range []string{
			"evil.example", "evil.example:" + port, "localhost.evil.example", "127.0.0.1.evil.example", "192.168.1.4:" + port,
			"[::2]", "0.0.0.0:" + port, "localhost@evil.example", "", "localhosts", "xlocalhost", "evil.example#localhost",
			"[::1].evil.example", "2130706433", "127.1", "laptop.example.evil", "[::ffff:8.8.8.8]",
		} {
			for _, origin := range []string{"", "http://" + host, "http://" + own} {
				r, body := h.ask(t, what, host, origin)
				if r.StatusCode != 403 && r.StatusCode != 400 {
					t.Errorf("%s: host %q, origin %q: %d", what, host, origin, r.StatusCode)
				}
				if strings.Contains(body, h.token) {
					t.Errorf("%s: host %q was given the token", what, host)
				}
			}
		}
		for _, origin := range []string{
			"http://evil.example", "https://evil.example:" + port, "null", "http://localhost", "http://localhost:1", "http://127.0.0.1:" + port,
			"http://localhost.:" + port, "http://localhost:" + port + ".evil.example", "http://evil.example/localhost:" + port,
			"http://localhost:" + port + "@evil.example", "file://localhost:" + port, "chrome-extension://localhost:" + port,
			"http://", "http:" + own, own, "//" + own, "*", "http://[::1]:" + port, "\x01", "http://" + own + "\r\nOrigin: http://evil.example",
		} {
			if r, body := h.ask(t, what, own, origin); r.StatusCode != 403 && r.StatusCode != 400 || strings.Contains(body, h.token) {
				t.Errorf("%s: origin %q: %d", what, origin, r.StatusCode)
			}
		}
	}
	answered := map[string]int{"page": 200, "none": 404, "script": 200, "model": 200, "socket": 101, "open": 204, "fix": 409}
	for what, want := range answered {
		for _, host := range []string{
			own, "localhost", "LOCALHOST.:" + port, "127.0.0.1:" + port, "[::1]:" + port, "127.8.9.1", "app.localhost:1", "laptop.example:" + port, "LAPTOP.EXAMPLE.",
		} {
			for _, scheme := range []string{"http", "https"} {
				if r, body := h.ask(t, what, host, scheme+"://"+host); r.StatusCode != want {
					t.Errorf("%s: host %q, its own origin: %d %s, want %d", what, host, r.StatusCode, body, want)
				}
			}
		}
		// A socket and a request to do something come from a page, or not at all.
		if want == 101 || strings.HasPrefix(requests[what], "POST") {
			want = 403
		}
		if r, _ := h.ask(t, what, own, ""); r.StatusCode != want {
			t.Errorf("%s: without an origin: %d, want %d", what, r.StatusCode, want)
		}
	}
	if r, body := h.ask(t, "page", "localhost", "http://localhost"); r.StatusCode != 200 || r.Header.Get("Set-Cookie") != "" || !strings.Contains(body, h.token) {
		t.Errorf("%d", r.StatusCode)
	}
}

// Without a Host nothing is known about who asks.
func TestARequestWithoutAHostIsRefused(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{})
	for _, request := range []string{"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"} {
		if r, body := raw(t, h.srv.Listener.Addr().String(), request); r.StatusCode != 403 && r.StatusCode != 400 || strings.Contains(body, h.token) {
			t.Errorf("%q: %d", request, r.StatusCode)
		}
	}
}

// B058: nothing tells a browser that another origin may read.
func TestB058_NothingIsReadableFromElsewhere(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{Open: func(string, int, int) error { return nil }})
	port := h.url[strings.LastIndex(h.url, ":")+1:]
	own := "localhost:" + port
	for what := range requests {
		for _, origin := range []string{"", "http://" + own, "http://evil.example", "null"} {
			r, _ := h.ask(t, what, own, origin)
			for name := range r.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s: origin %q: %s: %s", what, origin, name, r.Header.Get(name))
				}
			}
			for name, want := range map[string]string{"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"} {
				if got := r.Header.Get(name); got != want {
					t.Errorf("%s: origin %q: %s: %q", what, origin, name, got)
				}
			}
			if policy := r.Header.Get("Content-Security-Policy"); !containsAll(policy, "default-src 'none'", "connect-src 'self'", "frame-ancestors 'self'") {
				t.Errorf("%s: policy %q", what, policy)
			}
		}
	}
	// What a browser asks before it lets another origin send JSON or a token.
	preflight := fmt.Sprintf("OPTIONS /_baton/open HTTP/1.1\r\nHost: %s\r\nOrigin: %%s\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: x-baton-token\r\n\r\n", own)
	for _, origin := range []string{"http://evil.example", "http://" + own} {
		r, _ := raw(t, h.srv.Listener.Addr().String(), fmt.Sprintf(preflight, origin))
		if r.StatusCode < 400 || r.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("preflight of %s: %d", origin, r.StatusCode)
		}
	}
}

// A page of another site can neither know the token nor send JSON without being asked about.
func TestActingNeedsTokenAndJSON(t *testing.T) {
	acted := false
	h := open(t, newFake(t, handbook()), Options{Open: func(string, int, int) error { acted = true; return nil }})
	const body = `{"file":"README.md"}`
	for _, c := range []struct {
		want   int
		header []string
	}{
		{403, []string{"X-Baton-Token", ""}},
		{403, []string{"X-Baton-Token", h.token[:len(h.token)-1]}},
		{403, []string{"X-Baton-Token", h.token + "A"}},
		{403, []string{"X-Baton-Token", strings.ToLower(h.token)}},
		{415, []string{"Content-Type", "text/plain"}},
		{415, []string{"Content-Type", "application/x-www-form-urlencoded"}},
		{415, []string{"Content-Type", "multipart/form-data; boundary=x"}},
		{415, []string{"Content-Type", "text/plain; application/json"}},
		{415, []string{"Content-Type", ""}},
		{403, []string{"Origin", ""}},
		{403, []string{"Origin", "http://evil.example"}},
	} {
		if status, why := h.post("/_baton/open", body, c.header...); status != c.want || why == "" || acted {
			t.Errorf("%q: %d %q, want %d", c.header, status, why, c.want)
		}
	}
	for _, path := range []string{"/_baton/open", "/_baton/fix"} {
		if status, _ := h.get(path + "?file=README.md&token=" + h.token); status != 405 || acted {
			t.Errorf("GET %s: %d", path, status)
		}
	}
	if status, _ := h.post("/_baton/open", body, "Content-Type", "application/json; charset=utf-8"); status != 204 || !acted {
		t.Errorf("as it should be: %d", status)
	}
	if a, b := New(nil, Options{}).token, New(nil, Options{}).token; a == b || len(a) < 20 {
		t.Errorf("tokens %q and %q", a, b)
	}
}
