// Package live keeps a handbook current: it watches the sources, waits until they have settled, and builds the
// next generation.
package live

import (
	"context"
	"io/fs"
	"sync"
	"time"

	"baton/generator/internal/build"
	"baton/generator/internal/source"
)

// Config is what a session is about.
type Config struct {
	Source  string                 // folder of the handbook
	Layouts string                 // folder laid over the built-in layouts, "" for none
	Lay     func(over fs.FS) fs.FS // the layouts with a folder laid over them; over may be nil
	Options build.Options
	Poll    bool            // do not wait for events, look again and again
	Open    func() []string // paths of the files that readers look at now, made first; may be nil
	Report  func(Event)     // told of everything that an author should know, one event at a time
}

// Event is something that happened in a session.
type Event struct {
	Notice  string        // what the author should know of the watching itself: "no events arrive here; looking every second"
	State   *State        // a new state, nil for a notice
	Pages   int           // pages whose bytes changed, set when the rest of a generation has been made
	Took    time.Duration // from the first sign of the change until the open pages were ready
	Settled bool          // the whole generation has been made
}

// State is what a session shows. It never changes.
type State struct {
	Number     int               // counts states, from 1
	Generation *build.Generation // the newest that could be made, nil if none could
	Content    *source.Snapshot  // the newest, also if Err
	Changed    []string          // paths of source files that changed since the state before; layouts begin with "layouts/"
	Err        error             // why there is no generation of the newest sources; nil if there is
}

// Session is a handbook that is kept current.
type Session struct {
	cfg     Config
	content *source.Folder
	engine  *build.Engine

	mu    sync.Mutex
	state *State
	wake  chan struct{} // closed and replaced with every state
}

// Start reads and builds the handbook once, and returns the session. Run keeps it current.
func Start(cfg Config) (*Session, error) {
	s := &Session{cfg: cfg, wake: make(chan struct{}), content: source.NewFolder(cfg.Source), engine: &build.Engine{Options: cfg.Options}}
	return s, s.look()
}

// look scans, and builds if something changed.
func (s *Session) look() error {
	scan, err := s.content.Scan(nil, true)
	if err != nil {
		return err
	}
	if s.state != nil && len(scan.Changed) == 0 {
		return nil
	}
	next := &State{Number: 1, Content: scan.Snapshot, Changed: scan.Changed}
	if s.state != nil {
		next.Number, next.Generation = s.state.Number+1, s.state.Generation
	}
	g, err := s.engine.Build(build.Inputs{Content: scan.Snapshot, Layouts: s.cfg.Lay(nil)})
	if next.Err = err; err == nil {
		next.Generation = g
	}
	s.mu.Lock()
	s.state = next
	close(s.wake)
	s.wake = make(chan struct{})
	s.mu.Unlock()
	if s.cfg.Report != nil {
		s.cfg.Report(Event{State: next, Settled: true})
	}
	return nil
}

// State returns the newest state, and a channel that is closed when there is a newer one.
func (s *Session) State() (*State, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.wake
}

// Run watches and builds until the context ends.
func (s *Session) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(100 * time.Millisecond):
			if err := s.look(); err != nil {
				return err
			}
		}
	}
}
