package live

import (
	"context"
	"slices"
	"sync"
	"time"

	"baton/generator/internal/build"
	"baton/generator/internal/source"
)

// How long to wait for more before looking, and how long at most. Saves of an editor are few events in a
// millisecond; a checkout is thousands in seconds, and should be one generation.
const (
	pause, longest         = 3 * time.Millisecond, 20 * time.Millisecond
	bulkPause, bulkLongest = 100 * time.Millisecond, 2 * time.Second
	bulk                   = 8 // files
)

// Run watches and builds until the context ends. The error is nil.
func (s *Session) Run(ctx context.Context) error {
	for _, t := range s.trees {
		s.notice(t.open(s.cfg.Poll))
		defer t.close()
	}
	s.finish(0)
	defer s.writing.Wait()
	defer s.making.Wait()
	defer s.interrupt()

	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-s.content.events():
			s.hear(s.content)
		case <-s.layouts.events():
			s.hear(s.layouts)
		case <-s.rest.ended():
			s.rested()
		case <-timer.C:
		}
		if ctx.Err() != nil {
			return nil
		}
		now := time.Now()
		s.turn(now)
		timer.Reset(time.Until(s.next(now)))
	}
}

// hear notes that there are hints.
func (s *Session) hear(t *tree) {
	now := time.Now()
	if !t.hinted() {
		t.hint = now
	}
	s.heard, t.unheard = now, time.Time{}
	if s.sign.IsZero() {
		s.sign = now
	}
}

// turn looks at what is due, and builds if there is something to build.
func (s *Session) turn(now time.Time) {
	for _, t := range s.trees {
		select {
		case <-t.events():
			s.hear(t)
		default:
		}
		var news []string
		switch {
		case t.hinted() && s.calm(t.hint, now):
			news = t.take()
		case !now.Before(t.full):
			news = t.sweep()
		case !t.again.IsZero() && !now.Before(t.again):
			news = t.look(nil, false)
		}
		if len(news) > 0 && s.sign.IsZero() {
			s.sign = now
		}
		s.count(t, news, now)
		s.notice(t.cover())
		s.notice(t.deaf(now))
	}
	switch stale := s.stale(); {
	case stale && s.ripe(time.Now()):
		s.build()
	case stale, s.pending() && now.Sub(s.sign) < inFlight:
		return
	}
	s.sign = time.Time{}
	if now.Sub(s.heard) >= bulkPause {
		clear(s.burst)
	}
}

// count notes what changed. Many files within a moment are a checkout or the like, until it is quiet again; as many
// one after the other are somebody at work.
func (s *Session) count(t *tree, news []string, now time.Time) {
	if len(news) > 0 && len(s.burst) < bulk && now.Sub(s.began) > bulkPause {
		clear(s.burst)
		s.began = now
	}
	for _, p := range news {
		s.burst[t.prefix+p] = true
	}
}

// next is when to turn again, should nothing be heard.
func (s *Session) next(now time.Time) time.Time {
	at := s.content.due()
	wait, most := s.waits()
	for _, t := range s.trees {
		at = earlier(at, t.due())
		if t.hinted() {
			at = earlier(at, earlier(s.heard.Add(wait), t.hint.Add(most)))
		}
	}
	if s.stale() { // and not ripe
		for _, t := range []time.Time{s.heard.Add(wait), s.sign.Add(most)} {
			if t.After(now) {
				at = earlier(at, t)
			}
		}
	}
	return at
}

// calm reports whether hints have stopped coming, or have been coming for too long to wait for that.
func (s *Session) calm(since, now time.Time) bool {
	wait, most := s.waits()
	return now.Sub(s.heard) >= wait || now.Sub(since) >= most
}

// ripe reports whether it is time to build. Of many files, as in a checkout, the last is waited for.
func (s *Session) ripe(now time.Time) bool {
	return len(s.burst) < bulk || s.calm(s.sign, now) && (!s.pending() || now.Sub(s.sign) >= bulkLongest)
}

// waits are how long no hint must have come, and how long that is waited for.
func (s *Session) waits() (wait, most time.Duration) {
	if len(s.burst) >= bulk {
		return bulkPause, bulkLongest
	}
	return pause, longest
}

// pending reports whether something is known to be looked at soon.
func (s *Session) pending() bool {
	return slices.ContainsFunc(s.trees, func(t *tree) bool { return t.hinted() || len(t.unsettled) > 0 })
}

// stale reports whether the newest state shows something else than what was seen last.
func (s *Session) stale() bool {
	now := s.seen()
	switch {
	case (now.err == nil) != (s.tried.err == nil):
		return true
	case now.err != nil:
		return now.err.Error() != s.tried.err.Error()
	case now.content == s.tried.content && now.layouts == s.tried.layouts:
		return false
	case source.Same(now.content, s.tried.content) && source.Same(now.layouts, s.tried.layouts):
		s.tried = now
		return false
	}
	return true
}

// seen are the inputs as they were seen last.
func (s *Session) seen() inputs {
	in := inputs{content: s.content.snap, layouts: &source.Snapshot{}, err: broken(s.trees)}
	if s.layouts != nil {
		in.layouts = s.layouts.snap
	}
	return in
}

// build makes the next state of what was seen last.
func (s *Session) build() {
	began, was, in := s.sign, s.tried, s.seen()
	if began.IsZero() {
		began = time.Now()
	}
	s.tried = in
	next := &State{Number: 1, Content: in.content, Err: in.err}
	if s.state != nil {
		next.Number, next.Generation = s.state.Number+1, s.state.Generation
		next.Changed = changed(was, in)
	}
	cut := false
	if in.err == nil {
		cut = s.interrupt()
		var g *build.Generation
		if g, next.Err = s.make(in); next.Err == nil {
			next.Generation, cut = g, true
			if s.first == nil && s.good == nil {
				s.first = g
			}
		}
	}
	took := time.Since(began)
	s.publish(next)
	s.report(Event{State: next, Took: took})
	s.memorize()
	if cut {
		s.finish(took)
	}
}

// make makes a generation, and those of its pages that somebody looks at.
func (s *Session) make(in inputs) (*build.Generation, error) {
	bi := build.Inputs{Content: in.content}
	if s.layouts == nil {
		bi.Layouts = s.cfg.Lay(nil)
	} else {
		bi.Layouts, bi.LayoutsSum = s.cfg.Lay(in.layouts.FS()), in.layouts.Sum()
	}
	g, err := s.engine.Build(bi)
	if err == nil {
		s.parsed += len(g.Log().Parsed)
	}
	if err != nil || s.cfg.Open == nil {
		return g, err
	}
	paths := s.cfg.Open()
	errs := make([]error, len(paths))
	var group sync.WaitGroup
	for i, p := range paths {
		if g.Has(p) {
			group.Go(func() { _, errs[i] = g.File(p) })
		}
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return g, nil
}

// changed lists what differs between two inputs.
func changed(was, now inputs) []string {
	out := source.Changed(was.content, now.content)
	for _, p := range source.Changed(was.layouts, now.layouts) {
		out = append(out, "layouts/"+p)
	}
	slices.Sort(out)
	return out
}

func (s *Session) publish(next *State) {
	s.mu.Lock()
	s.state = next
	close(s.wake)
	s.wake = make(chan struct{})
	s.mu.Unlock()
}

func (s *Session) report(e Event) {
	if s.cfg.Report != nil {
		s.cfg.Report(e)
	}
}

// notice says what is wrong with the watching, and what is done about it.
func (s *Session) notice(err error) {
	if err != nil {
		s.report(Event{Notice: err.Error() + "; looking every second"})
	}
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
