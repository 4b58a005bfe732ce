package serve

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/coder/websocket"

	"baton/generator/internal/live"
)

// A client is an open page. It is told what differs between what it shows and the newest state: a client that is
// slow skips states, and nothing ever waits for it.
type client struct {
	server *Server
	conn   *websocket.Conn
	hellos chan hello // the latest that has not been heard

	page string   // the name of the file that it shows
	sum  string   // of what it shows, or of what it was last told of
	told findings // what it was last told is wrong
	site int      // number of the generation that it knows of, 0 at first
	new  bool     // it has not been told of findings since it said hello
}

// hello is what a client says first, and again whenever it shows something else.
type hello struct {
	Type string `json:"type"`
	Page string `json:"page"`
	Sum  string `json:"sum"`
}

// connect turns a request into a client, and stays with it until it goes.
func (s *Server) connect(w http.ResponseWriter, r *http.Request) {
	if !ownOrigin(r) {
		http.Error(w, "only a page of this server may connect", http.StatusForbidden)
		return
	}
	c := &client{server: s, hellos: make(chan hello, 1)}
	if !s.join(c) {
		http.Error(w, "the server is closing", http.StatusServiceUnavailable)
		return
	}
	defer s.leave(c)
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return // Accept has said why
	}
	defer conn.CloseNow()
	conn.SetReadLimit(longest)
	c.conn = conn

	// The request's own context says nothing once the connection is taken over.
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		defer cancel()
		c.listen(ctx, time.AfterFunc(s.pace.hello, cancel))
	}()
	c.talk(ctx)
}

func (s *Server) join(c *client) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.clients[c] = ""
	s.group.Add(1)
	return true
}

func (s *Server) leave(c *client) {
	s.mu.Lock()
	delete(s.clients, c)
	s.mu.Unlock()
	s.group.Done()
}

// listen reads what the client says until it goes, says something that is no hello, or has let the time for the
// first one pass. Only the latest counts, so that listening never waits for talking: it must go on for pongs.
func (c *client) listen(ctx context.Context, first *time.Timer) {
	defer first.Stop()
	for {
		kind, data, err := c.conn.Read(ctx)
		if err != nil {
			return
		}
		var h hello
		if kind != websocket.MessageText || json.Unmarshal(data, &h) != nil || h.Type != "hello" || h.Page == "" {
			return
		}
		first.Stop()
		select {
		case <-c.hellos:
		default:
		}
		c.hellos <- h
	}
}

// talk tells the client what it does not know yet, until it goes or the server closes.
func (c *client) talk(ctx context.Context) {
	ping := time.NewTicker(c.server.pace.ping)
	defer ping.Stop()
	for {
		state, wake := c.server.session.State()
		if c.page == "" {
			wake = nil // it has not said hello
		} else if c.update(ctx, state) != nil {
			return
		}
		select {
		case <-wake:
		case h := <-c.hellos:
			c.meet(h)
		case <-ping.C:
			if c.ping(ctx) != nil {
				return
			}
		case <-ctx.Done():
			return
		case <-c.server.done:
			return
		}
	}
}

func (c *client) meet(h hello) {
	c.page, c.sum, c.new = h.Page, h.Sum, true
	c.server.mu.Lock()
	c.server.clients[c] = h.Page
	c.server.mu.Unlock()
}

// update makes the client's page in a state and, once its bytes are there, tells the client if they are others
// than those that it shows; then it tells what is wrong.
func (c *client) update(ctx context.Context, state *live.State) error {
	now := find(pagesOf(state), c.page)
	kept := now.err != nil && isPage(c.sum) // a page that cannot be made leaves the last good one before the reader
	switch sum := now.sum(); {
	case sum == c.sum || kept:
	case isPage(sum) && isPage(c.sum):
		c.sum = sum
		if err := c.send(ctx, pageMessage{Type: "page", Sum: sum}); err != nil {
			return err
		}
	default:
		c.sum = sum
		if err := c.send(ctx, goneMessage{Type: "gone"}); err != nil {
			return err
		}
	}
	if err := c.sayBuilt(ctx, state); err != nil {
		return err
	}
	wrong := findingsOf(state, now, kept || state.Err != nil && state.Generation != nil)
	if !c.new && wrong.same(c.told) {
		return nil
	}
	c.told, c.new = wrong, false
	return c.send(ctx, wrong)
}

// sayBuilt tells the client of a newer generation: its page may be the same, and search another.
func (c *client) sayBuilt(ctx context.Context, state *live.State) error {
	if state.Generation == nil || state.Generation.Number == c.site {
		return nil
	}
	first := c.site == 0
	c.site = state.Generation.Number
	if first {
		return nil
	}
	return c.send(ctx, builtMessage{Type: "built"})
}

// builtMessage: there is a newer generation of the site.
type builtMessage struct {
	Type string `json:"type"`
}

// pageMessage: the page has other bytes now.
type pageMessage struct {
	Type string `json:"type"`
	Sum  string `json:"sum"`
}

// goneMessage: what was a page is none any more, or the other way round.
type goneMessage struct {
	Type string `json:"type"`
}

func (c *client) send(ctx context.Context, message any) error {
	data, err := json.Marshal(message)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, c.server.pace.write)
	defer stop()
	return c.conn.Write(ctx, websocket.MessageText, data)
}

func (c *client) ping(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, c.server.pace.pong)
	defer stop()
	return c.conn.Ping(ctx)
}

// pace is how patient the server is with its clients.
type pace struct {
	answer time.Duration // until a request is read, and again until the answer is, unless it is long
	hello  time.Duration // until a client has said what it shows
	write  time.Duration // until a client has taken a message
	ping   time.Duration // between two questions whether it is still there
	pong   time.Duration // until it has answered one
}

var usual = pace{answer: patience, hello: 10 * time.Second, write: 10 * time.Second, ping: 30 * time.Second, pong: 10 * time.Second}

// longest is the size of the longest message that a client may send.
const longest = 8 << 10
