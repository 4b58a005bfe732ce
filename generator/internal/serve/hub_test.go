package serve

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// A page is told of its own changes, once, when its new bytes are there; of another page's changes it hears nothing.
func TestAPageIsToldWhenItChanges(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	words, sum := h.visit("/essays/words/")
	words.want("findings")
	home, _ := h.visit("/")
	home.want("findings")

	f.write(map[string]string{"essays/words.md": "# Words\n\nOther words.\n"})
	m := words.want("page")
	if m.Sum == sum {
		t.Error("told of the sum that it had")
	}
	if _, body := h.get("/essays/words/"); !containsAll(body, "Other words", `data-sum="`+m.Sum+`"`) {
		t.Error("the message left before the bytes were there")
	}
	words.hello("essays/words/index.html", m.Sum)
	words.want("findings")

	// The next that home hears is of its own change.
	f.write(map[string]string{"README.md": "# House\n\nCome in.\n"})
	if m := home.want("page"); m.Sum == "" {
		t.Error("no sum")
	}
}

// Every page is told of a newer generation, once: search is another one then. At hello there is nothing newer.
func TestEveryPageIsToldOfANewerGeneration(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	home, _ := h.visit("/")
	if first := home.next(); first.Type != "findings" {
		t.Fatalf("heard %q at hello", first.Type)
	}
	f.write(map[string]string{"essays/words.md": "# Words\n\nOther words.\n"})
	home.want("built")
	f.write(map[string]string{"README.md": "# House\n\nCome in.\n"})
	if m := home.next(); m.Type != "page" {
		t.Errorf("heard %q, want the page before the generation", m.Type)
	}
	home.want("built")
}

// What changed between loading and connecting is told at hello.
func TestAPageThatIsOldIsToldAtHello(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	tab := h.dial()
	tab.hello("index.html", "00000000000000000000000000000000")
	tab.want("page", "findings")
}

// A page that goes, comes, or cannot be made: the reader's browser loads it anew, and ends at what there is.
func TestAPageThatGoesAndComes(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	tab, _ := h.visit("/essays/words/")
	tab.want("findings")
	f.write(map[string]string{"essays/words.md": ""})
	tab.want("gone")
	status, body := h.get("/essays/words/")
	_, name, sum, _ := untag(t, body)
	if status != 404 || name != "essays/words/index.html" {
		t.Fatalf("%d, page %q", status, name)
	}
	tab.hello(name, sum)
	tab.want("findings")
	f.write(map[string]string{"essays/words.md": "# Words\n\nBack.\n"})
	tab.want("gone")

	// An address without its slash comes alive, too.
	tab, _ = h.visit("/new/place")
	tab.want("findings")
	f.write(map[string]string{"new/place.md": "# Place\n\nHere.\n"})
	tab.want("gone")

	// A path that names nothing is answered with the page for that, which is a page like any other.
	_, body = h.get("/essays//words/")
	_, name, sum, _ = untag(t, body)
	tab = h.dial()
	tab.hello(name, sum)
	tab.want("findings")
	f.write(map[string]string{"handbook.yaml": "title: Another house\n"})
	tab.want("page")
}

func TestOpenListsDistinctPages(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{})
	if got := h.Open(); len(got) != 0 {
		t.Errorf("%q are open before anybody came", got)
	}
	var tabs []*tab
	for _, page := range []string{"/", "/roles/lead/", "/", "/nothing/"} {
		tab, _ := h.visit(page)
		tab.want("findings")
		tabs = append(tabs, tab)
	}
	h.dial() // has said nothing
	if got, want := h.Open(), []string{"index.html", "nothing/index.html", "roles/lead/index.html"}; !slices.Equal(got, want) {
		t.Errorf("%q are open, want %q", got, want)
	}
	tabs[1].conn.CloseNow()
	eventually(t, func() bool { return !slices.Contains(h.Open(), "roles/lead/index.html") })
}

// B018: every tab has its own socket, which no browser limits to six; all hear of a change.
func TestB018_ManyTabs(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	var tabs []*tab
	for range 40 {
		tab, _ := h.visit("/")
		tab.want("findings")
		tabs = append(tabs, tab)
	}
	f.write(map[string]string{"README.md": "# House\n\nCome in.\n"})
	for _, tab := range tabs {
		tab.want("page")
	}
}

// B019: the address of the socket is that of the page, whatever address the server listens on.
func TestB019_TheSocketIsOnThePagesOwnOrigin(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{Hosts: []string{"0.0.0.0", "laptop.example"}})
	for _, host := range []string{"localhost:8080", "laptop.example", "192.168.7.7:80", "[fd00::7]:4800"} {
		r, _ := http.NewRequest("GET", h.url+"/_baton/live", nil)
		r.Host = host
		for k, v := range map[string]string{"Origin": "http://" + host, "Connection": "Upgrade", "Upgrade": "websocket",
			"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="} {
			r.Header.Set(k, v)
		}
		resp, err := h.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusSwitchingProtocols {
			t.Errorf("%s: %d", host, resp.StatusCode)
		}
	}
	// No page names a host.
	if _, body := h.get("/"); containsAll(body, "ws:") {
		t.Error("the page names the address of a socket")
	}
}

// Whoever does not speak the protocol is let go.
func TestStrangersAreLetGo(t *testing.T) {
	for name, message := range map[string]string{
		"no JSON": "hello", "no hello": `{"type":"goodbye","page":"index.html"}`, "no page": `{"type":"hello","sum":"x"}`,
		"a list": `[]`, "too long": `{"type":"hello","page":"` + strings.Repeat("x", longest) + `"}`, "empty": "",
	} {
		t.Run(name, func(t *testing.T) {
			h := open(t, newFake(t, handbook()), Options{})
			tab := h.dial()
			tab.write(message)
			tab.wantGone()
			eventually(t, func() bool { return h.count() == 0 })
		})
	}
	h := open(t, newFake(t, handbook()), Options{})
	tab := h.dial()
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	if err := tab.conn.Write(ctx, websocket.MessageBinary, []byte(`{"type":"hello","page":"index.html"}`)); err != nil {
		t.Fatal(err)
	}
	tab.wantGone() // those are bytes, no text
}

func (s *Server) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.clients)
}

// Whoever says nothing, answers no ping, or takes no message is let go, so that nobody is kept for ever.
func TestTheSilentAreLetGo(t *testing.T) {
	t.Run("no hello", func(t *testing.T) {
		h := open(t, newFake(t, handbook()), Options{})
		h.pace.hello = 20 * time.Millisecond
		h.dial().wantGone()
		eventually(t, func() bool { return h.count() == 0 })
	})
	t.Run("no pong", func(t *testing.T) {
		h := open(t, newFake(t, handbook()), Options{})
		h.pace.ping, h.pace.pong = 20*time.Millisecond, 50*time.Millisecond
		h.visit("/") // and nothing is ever read
		eventually(t, func() bool { return h.count() == 0 })
	})
	t.Run("takes nothing", func(t *testing.T) {
		h := openPipe(t, newFake(t, handbook()))
		h.pace.write, h.pace.hello = 50*time.Millisecond, time.Hour
		h.dial().hello("index.html", "old") // and the answer is never read
		eventually(t, func() bool { return h.count() == 0 })
	})
}

// Whoever answers pings stays, for longer than a stranger would be waited for.
func TestTheLivelyStay(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{})
	h.pace.hello, h.pace.ping, h.pace.pong = time.Second, 60*time.Millisecond, soon
	reader, _ := h.visit("/")
	reader.want("findings")
	ended := make(chan error, 1)
	go func() { _, err := reader.read(); ended <- err }() // the library answers while it reads
	eventually(t, func() bool { return reader.pings.Load() > 20 })
	select {
	case err := <-ended:
		t.Errorf("let go: %v", err)
	default:
	}
	if h.count() != 1 {
		t.Error("let go")
	}
}

// P16, B022: readers come and go a thousand times, and nothing of them stays.
func TestB022_ClientsComeAndGo(t *testing.T) {
	f := newFake(t, handbook())
	h := open(t, f, Options{})
	visit := func(n int) {
		for i := range n {
			tab, _ := h.visit("/")
			tab.want("findings")
			switch i % 3 {
			case 0:
				tab.conn.CloseNow()
			case 1:
				tab.conn.Close(websocket.StatusNormalClosure, "")
			case 2:
				tab.write("nonsense")
				tab.read()
				tab.conn.CloseNow()
			}
		}
		eventually(t, func() bool { return h.count() == 0 })
		h.client.CloseIdleConnections()
	}
	visit(30)
	before := resources()
	visit(1000)
	eventually(t, func() bool {
		now := resources()
		return now.goroutines <= before.goroutines && now.files <= before.files
	})
}

// A server that is closed lets everybody go, and takes nobody.
func TestCloseLetsAllGo(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{})
	var tabs []*tab
	for range 5 {
		tab, _ := h.visit("/")
		tab.want("findings")
		tabs = append(tabs, tab)
	}
	tabs = append(tabs, h.dial())
	h.Close()
	h.Close()
	if h.count() != 0 {
		t.Error("Close returned while there were clients")
	}
	for _, tab := range tabs {
		tab.wantGone()
	}
	if _, r, err := h.try(&websocket.DialOptions{HTTPHeader: http.Header{"Origin": {h.url}}}); err == nil || r == nil || r.StatusCode != http.StatusServiceUnavailable {
		t.Error("somebody came in")
	}
	if status, _ := h.get("/"); status != 200 {
		t.Errorf("pages: %d", status)
	}
}
