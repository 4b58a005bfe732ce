package live

import (
	"context"
	"strings"
	"time"
)

// rest is the making of the files of a generation that nobody has asked for yet.
type rest struct {
	state  *State
	took   time.Duration
	cancel context.CancelFunc
	done   chan struct{} // closed at the end; the rest may be read then
	pages  int
	err    error
}

// ended is closed when there is a rest that has come to its end.
func (r *rest) ended() <-chan struct{} {
	if r == nil {
		return nil
	}
	return r.done
}

// finish begins to make the rest of the newest generation.
func (s *Session) finish(took time.Duration) {
	if s.state.Generation == nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background())
	r := &rest{state: s.state, took: took, cancel: cancel, done: make(chan struct{})}
	s.rest = r
	first, compared := s.first, s.good != nil
	s.making.Go(func() {
		defer close(r.done)
		if !compared && first != r.state.Generation {
			// An edit has come before the first generation was complete. What it changed shows beside that one.
			_, err := first.Rest(ctx)
			compared = err == nil
		}
		var paths []string
		paths, r.err = r.state.Generation.Rest(ctx)
		if !compared {
			r.pages = -1
			return
		}
		for _, p := range paths {
			if strings.HasSuffix(p, ".html") {
				r.pages++
			}
		}
	})
}

// interrupt ends the making, and reports whether there was one. It does not wait for the file that is being made at
// this moment: handbook.json may take half a second.
func (s *Session) interrupt() bool {
	if s.rest == nil {
		return false
	}
	s.rest.cancel()
	s.rest = nil
	return true
}

// rested is called when the making has come to its end. A page that cannot be made spoils the whole generation:
// then the last that was complete is shown again.
func (s *Session) rested() {
	r := s.rest
	s.rest = nil
	r.cancel()
	if r.err == nil {
		s.good, s.first = r.state.Generation, nil
	}
	switch {
	case r.state.Err != nil:
		return // it is about a generation of before
	case r.err == nil:
		s.report(Event{State: r.state, Pages: r.pages, Took: r.took, Settled: true})
		return
	}
	next := *r.state
	next.Number, next.Changed, next.Err = s.state.Number+1, nil, r.err
	if s.good != nil {
		next.Generation = s.good
	}
	s.publish(&next)
	s.report(Event{State: &next, Took: r.took})
}
