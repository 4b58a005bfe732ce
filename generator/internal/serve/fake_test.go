package serve

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/coder/websocket"

	"baton/generator/internal/build"
	"baton/generator/internal/live"
	"baton/generator/internal/source"
	"baton/layouts"
)

// soon is how long a test waits for what must happen, on the slowest machine.
const soon = 30 * time.Second

// A fake is a session whose files a test changes: what live.Session does, without a disk and at once.
type fake struct {
	t       testing.TB
	engine  build.Engine
	content map[string]string
	over    fstest.MapFS // laid over the layouts

	mu    sync.Mutex
	state *live.State
	wake  chan struct{}
}

// handbook is one small page of most kinds.
func handbook() map[string]string {
	return map[string]string{
		"handbook.yaml":     "title: House\n",
		"README.md":         "# House\n\nWelcome to the house. ![Plan](img/plan.svg)\n",
		"roles/lead.md":     "# Lead\n\nHolds the group together.\n\n- **Reach:** room 4\n\n## Decisions\n\n- **Your call:** Begin\n",
		"essays/words.md":   "# Words\n\nA word about words. [Lead](../roles/lead.md)\n\n## More\n\nAnd more of them.\n",
		"checklists/day.md": "# Day\n\n- [ ] Open the door\n- [ ] Close it\n",
		"img/plan.svg":      "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
	}
}

func newFake(t testing.TB, files map[string]string) *fake {
	t.Helper()
	f := &fake{t: t, content: maps.Clone(files), wake: make(chan struct{})}
	f.look()
	return f
}

func (f *fake) State() (*live.State, <-chan struct{}) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.state, f.wake
}

// write changes files and makes the next state. A text of "" removes the file; names in "layouts/" are laid over.
func (f *fake) write(files map[string]string) {
	for name, text := range files {
		if file, ok := strings.CutPrefix(name, "layouts/"); ok {
			if f.over = maps.Clone(f.over); f.over == nil {
				f.over = fstest.MapFS{}
			}
			if f.over[file] = (&fstest.MapFile{Data: []byte(text)}); text == "" {
				delete(f.over, file)
			}
		} else if f.content[name] = text; text == "" {
			delete(f.content, name)
		}
	}
	f.look()
}

func (f *fake) look() {
	snap := &source.Snapshot{}
	for _, name := range slices.Sorted(maps.Keys(f.content)) {
		snap.Files = append(snap.Files, source.NewFile(name, []byte(f.content[name])))
	}
	in := build.Inputs{Content: snap, Layouts: layouts.FS}
	if len(f.over) > 0 {
		in.Layouts = layouts.Over(f.over)
		in.LayoutsSum = f.sum()
	}
	next := &live.State{Number: 1, Content: snap}
	if f.state != nil {
		next.Number, next.Generation = f.state.Number+1, f.state.Generation
	}
	g, err := f.engine.Build(in)
	if next.Err = err; err == nil {
		next.Generation = g
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state = next
	close(f.wake)
	f.wake = make(chan struct{})
}

// sum tells one set of layouts from another.
func (f *fake) sum() source.Sum {
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(f.over)) {
		all.WriteString(name + "\n" + string(f.over[name].Data) + "\n")
	}
	return source.NewFile("", []byte(all.String())).Sum
}

// A house is a server on a real port.
type house struct {
	*Server
	t      testing.TB
	srv    *httptest.Server
	url    string
	client *http.Client
}

func open(t testing.TB, session Session, o Options) *house {
	t.Helper()
	if o.Live == nil {
		o.Live = func() ([]byte, []byte, error) { return []byte("export {}"), []byte("p{}"), nil }
	}
	h := &house{Server: New(session, o), t: t}
	h.srv = httptest.NewServer(h.Server)
	h.url, h.client = h.srv.URL, h.srv.Client()
	t.Cleanup(func() { h.Close(); h.srv.Close() })
	return h
}

// openPipe opens a server whose connections hold nothing in between: what one side writes, the other has read.
func openPipe(t testing.TB, session Session) *house {
	t.Helper()
	l := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	h := &house{Server: New(session, Options{}), t: t, url: "http://localhost"}
	h.srv = &httptest.Server{Listener: l, Config: &http.Server{Handler: h.Server}}
	h.srv.Start()
	h.client = &http.Client{Transport: &http.Transport{DialContext: l.dial}}
	t.Cleanup(func() { h.Close(); h.srv.Close() })
	return h
}

// pipes is a listener within the process.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (l *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case l.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipes) Close() error   { l.once.Do(func() { close(l.done) }); return nil }
func (l *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

// get returns what an address answers.
func (h *house) get(path string) (status int, body string) {
	h.t.Helper()
	r, err := h.client.Get(h.url + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return r.StatusCode, string(data)
}

var liveTag = regexp.MustCompile(`<script type="module" src="/_baton/live\.js" data-page="([^"]*)" data-sum="([^"]*)" data-token="([^"]*)"></script>`)

// untag takes the script out of a page, and returns what it said.
func untag(t testing.TB, page string) (without, name, sum, token string) {
	t.Helper()
	m := liveTag.FindAllStringSubmatchIndex(page, -1)
	if len(m) != 1 {
		t.Fatalf("%d live tags in\n%s", len(m), page)
	}
	at := func(i int) string { return page[m[0][2*i]:m[0][2*i+1]] }
	return page[:m[0][0]] + page[m[0][1]:], at(1), at(2), at(3)
}

// A tab is a page that is open in a browser.
type tab struct {
	t     testing.TB
	conn  *websocket.Conn
	pings *atomic.Int64 // how many have been answered
}

// said is any message of the server.
type said struct {
	Type     string
	Sum      string
	Number   int
	Page     string
	Errors   int
	Warnings int
	Stale    bool
	List     []finding
}

// dial connects as a page of the server does.
func (h *house) dial() *tab {
	h.t.Helper()
	b := &tab{t: h.t, pings: &atomic.Int64{}}
	var err error
	b.conn, _, err = h.try(&websocket.DialOptions{
		HTTPClient: h.client, HTTPHeader: http.Header{"Origin": {h.url}},
		OnPingReceived: func(context.Context, []byte) bool { b.pings.Add(1); return true },
	})
	if err != nil {
		h.t.Fatal(err)
	}
	b.conn.SetReadLimit(1 << 20)
	h.t.Cleanup(func() { b.conn.CloseNow() })
	return b
}

func (h *house) try(o *websocket.DialOptions) (*websocket.Conn, *http.Response, error) {
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	return websocket.Dial(ctx, h.url+"/_baton/live", o)
}

// visit loads a page, connects, and says hello.
func (h *house) visit(path string) (*tab, string) {
	h.t.Helper()
	_, body := h.get(path)
	_, name, sum, _ := untag(h.t, body)
	tab := h.dial()
	tab.hello(name, sum)
	return tab, sum
}

func (b *tab) hello(page, sum string) {
	b.t.Helper()
	data, _ := json.Marshal(hello{"hello", page, sum})
	b.write(string(data))
}

func (b *tab) write(message string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	if err := b.conn.Write(ctx, websocket.MessageText, []byte(message)); err != nil {
		b.t.Fatal(err)
	}
}

// next returns the next message.
func (b *tab) next() said {
	b.t.Helper()
	m, err := b.read()
	if err != nil {
		b.t.Fatal(err)
	}
	return m
}

func (b *tab) read() (m said, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	_, data, err := b.conn.Read(ctx)
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	return m, err
}

// wantGone waits until the server lets the tab go.
func (b *tab) wantGone() {
	b.t.Helper()
	switch m, err := b.read(); {
	case err == nil:
		b.t.Errorf("told %+v", m)
	case errors.Is(err, context.DeadlineExceeded):
		b.t.Error("kept")
	}
}

// want reads the next messages and compares their types. That there is a newer generation is said often: it is passed
// over unless it is what is wanted.
func (b *tab) want(types ...string) (last said) {
	b.t.Helper()
	for _, want := range types {
		for last = b.next(); last.Type == "built" && want != "built"; {
			last = b.next()
		}
		if last.Type != want {
			b.t.Fatalf("got %+v, want a message %q", last, want)
		}
	}
	return last
}

func containsAll(text string, parts ...string) bool {
	for _, p := range parts {
		if !strings.Contains(text, p) {
			return false
		}
	}
	return true
}

// eventually waits until something holds.
func eventually(t testing.TB, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(soon); !holds(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it never came to hold")
		}
	}
}
