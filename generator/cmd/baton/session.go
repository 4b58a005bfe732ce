package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"baton/generator/internal/live"
	"baton/layouts"
)

// session reads and builds the handbook, and returns what keeps it current. Mistakes in the handbook or in the
// layouts are states of the session; only what no edit can mend is an error.
func (in *input) session(cfg live.Config) (*live.Session, error) {
	options, err := in.options()
	if err != nil {
		return nil, err
	}
	if _, err := in.layouts(); err != nil {
		return nil, err
	}
	cfg.Source, cfg.Layouts, cfg.Lay, cfg.Options, cfg.Memory = in.Source, in.Layouts, lay, options, in.memory()
	s, err := live.Start(cfg)
	if err != nil {
		return nil, cannotRead(in.Source, err)
	}
	if state, _ := s.State(); len(state.Content.Files) == 0 {
		return nil, emptyFolder(in.Source)
	}
	return s, nil
}

// lay are the layouts with a folder laid over the built-in ones, nil for none.
func lay(over fs.FS) fs.FS {
	if over == nil {
		return layouts.FS
	}
	return layouts.Over(over)
}

// exitInterrupted is the status of a command that Ctrl-C or a signal ended.
const exitInterrupted = 130

// Why a command that goes on until it is told otherwise has ended.
var (
	errQuit              = errors.New("quit")
	errInterrupted error = &failure{status: exitInterrupted}
)

// together runs the parts of a command side by side until one of them fails or says errQuit, or until the
// command is interrupted. It returns when all have ended. If one of them crashes, restore is called before the
// process ends.
func together(restore func(), parts ...func(context.Context) error) error {
	signals, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, end := context.WithCancelCause(signals)
	defer end(nil)
	var wg sync.WaitGroup
	for _, part := range parts {
		wg.Go(func() {
			crashed := true
			defer func() {
				if crashed {
					restore()
				}
			}()
			if err := part(ctx); err != nil {
				end(err)
			}
			crashed = false
		})
	}
	<-ctx.Done()
	cause := context.Cause(ctx)
	if signals.Err() != nil {
		cause = errInterrupted
	}
	stop() // a second Ctrl-C ends the process at once
	wg.Wait()
	if cause == errQuit {
		return nil
	}
	return cause
}
