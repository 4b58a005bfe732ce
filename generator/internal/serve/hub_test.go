package serve

import (
	"net/http"
	"slices"
	"testing"
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
		resp, err := h.srv.Client().Do(r)
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
