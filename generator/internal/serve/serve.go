// Package serve shows a handbook over HTTP as a static host would, closed by default: only names of this machine
// are answered, nothing but the files of the site is ever served, and the site's own strict content security
// policy is sent with every answer.
//
// A Server answers from the newest generation of a live session. It adds one script to each HTML page, which opens
// a WebSocket and is told there when its page has other bytes, and what is wrong in the handbook. Handler is the
// same without any of that, for files that never change.
package serve

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"baton/generator/internal/diag"
	"baton/generator/internal/live"
	"baton/generator/internal/publish"
)

// Session is what a Server shows; *live.Session is one.
type Session interface {
	// State returns the newest state, and a channel that is closed when there is a newer one.
	State() (*live.State, <-chan struct{})
}

// Options are what a Server is given by the command. Every function may be nil.
type Options struct {
	Hosts []string                               // names that are answered to besides those of the loopback interface
	Live  func() (js, css []byte, err error)     // the script and the styles that are added to pages; asked once for each set of layouts
	Open  func(file string, line, col int) error // opens a source file in the author's editor; files of layouts begin with "layouts/"
	Fix   func(fix diag.Fix) error               // mends a finding that has an exact remedy
}

// Server shows what a session has made. It is safe for concurrent use.
type Server struct {
	session Session
	options Options
	guard   guard
	token   string // of this start; who knows it has read a page
	script  script
	pace    pace

	acting sync.Mutex // one Fix at a time
	done   chan struct{}
	group  sync.WaitGroup // of the clients

	mu      sync.Mutex
	closed  bool
	clients map[*client]string // → the page that it shows
}

// New returns a Server for a session. Close ends it.
func New(session Session, o Options) *Server {
	return &Server{
		session: session, options: o, guard: newGuard(o.Hosts), token: rand.Text(), script: script{load: o.Live}, pace: usual,
		done: make(chan struct{}), clients: map[*client]string{},
	}
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.guard.admit(w, r) {
		return
	}
	state, _ := s.session.State()
	if name, ok := strings.CutPrefix(r.URL.Path, "/_baton/"); ok {
		s.own(w, r, name, state)
		return
	}
	respond(w, r, pagesOf(state), s.tagged)
}

// own answers the addresses that are no part of the site.
func (s *Server) own(w http.ResponseWriter, r *http.Request, name string, state *live.State) {
	switch name {
	case "live":
		s.connect(w, r)
	case "live.js", "live.css":
		s.sendScript(w, r, name, state)
	case "open":
		s.act(w, r, state, s.open)
	case "fix":
		s.act(w, r, state, s.fix)
	default:
		http.Error(w, "nothing has this address", http.StatusNotFound)
	}
}

// Open returns the files that connected readers look at, sorted. A file that one of them waits for need not exist.
func (s *Server) Open() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var open []string
	for _, page := range s.clients {
		if page != "" {
			open = append(open, page)
		}
	}
	slices.Sort(open)
	return slices.Compact(open)
}

// Close lets all clients go and waits until they have gone. Pages are answered as before.
func (s *Server) Close() {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.done)
	}
	s.mu.Unlock()
	s.group.Wait()
}

// Serve answers what arrives at l until the context ends; then it closes l and s.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	// Whoever sends or reads slowly may hold a connection for so long, and no longer. A socket has its own rules:
	// these deadlines end when it is taken over.
	srv := &http.Server{
		Handler: s, ReadHeaderTimeout: s.pace.answer, ReadTimeout: s.pace.answer, WriteTimeout: s.pace.answer,
		IdleTimeout: time.Minute, MaxHeaderBytes: 64 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	defer s.Close()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.Close()
	quick, stop := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer stop()
	if srv.Shutdown(quick) != nil {
		srv.Close() // somebody still reads, and has had time
	}
	return nil
}

// Handler answers from the files of one site, which never change.
func Handler(files []publish.File, hosts ...string) http.Handler {
	site := make(fixed, len(files))
	for _, f := range files {
		site[f.Path] = f
	}
	g := newGuard(hosts)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if g.admit(w, r) {
			respond(w, r, site, untouched)
		}
	})
}
