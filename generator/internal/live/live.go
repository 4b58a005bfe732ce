// Package live keeps a handbook current: it watches the sources, waits until they have settled, and builds the
// next generation.
//
// One goroutine does it all, the loop of Run in loop.go; only the rest of a generation is made beside it. What it
// knows of a folder on disk is in tree.go.
package live

import (
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
	Memory  Memory          // kept from one session to the next
	Poll    bool            // do not wait for events, look again and again
	Open    func() []string // paths of the files that readers look at now, made first; may be nil
	Report  func(Event)     // told of everything that an author should know, one event at a time; may be nil
}

// Event is something that happened in a session.
type Event struct {
	Notice  string        // what the author should know of the watching itself: "no events arrive here; looking every second"
	State   *State        // a new state, nil for a notice
	Pages   int           // pages whose bytes changed, set when the rest of a generation has been made; -1 if there is nothing to compare them with, as at the start
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
	engine  *build.Engine
	content *tree
	layouts *tree // nil without a folder of layouts
	trees   []*tree
	rest    *rest // the making of what is left of the newest generation; nil when done
	tried   inputs
	first   *build.Generation // the first, until one is made to its end
	good    *build.Generation // the newest that was made to its end
	parsed  int               // documents since memory was kept last
	making  sync.WaitGroup    // of rests, also of those that have been interrupted
	writing sync.WaitGroup    // of memory

	sign  time.Time       // first sign of a change that no state shows yet
	heard time.Time       // last hint
	burst map[string]bool // files that changed within a moment, or, if they are many, since it was last quiet
	began time.Time       // when that moment began

	mu    sync.Mutex
	state *State
	wake  chan struct{} // closed and replaced with every state
}

// inputs are what a state was made of.
type inputs struct {
	content, layouts *source.Snapshot
	err              error // one of them could not be read
}

// Start reads and builds the handbook once, reports that, and returns the session. Run keeps it current. An error
// means that the sources could not be read; a handbook that was read and cannot be built is a state.
func Start(cfg Config) (*Session, error) {
	return start(cfg, &build.Engine{Options: cfg.Options}, newTree)
}

func start(cfg Config, engine *build.Engine, open func(dir string) *tree) (*Session, error) {
	s := &Session{cfg: cfg, wake: make(chan struct{}), engine: engine, sign: time.Now(), burst: map[string]bool{}}
	s.content = open(cfg.Source)
	s.trees = []*tree{s.content}
	if cfg.Layouts != "" {
		s.layouts = open(cfg.Layouts)
		s.layouts.prefix = "layouts/"
		s.trees = append(s.trees, s.layouts)
	}
	var recalling sync.WaitGroup
	recalling.Go(s.recall)
	for _, t := range s.trees {
		t.look(nil, true)
	}
	recalling.Wait()
	if err := broken(s.trees); err != nil {
		return nil, err
	}
	s.build()
	return s, nil
}

// State returns the newest state, and a channel that is closed when there is a newer one.
func (s *Session) State() (*State, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.wake
}
