package main

import (
	"context"
	"fmt"
	"time"

	"baton/generator/internal/live"
	"baton/generator/internal/publish"
)

// watch keeps the output folder current until the author ends it. The line about a change is said when the bytes
// are on disk.
func (c *buildCmd) watch(std streams) error {
	if c.Baseline != "" || c.WriteBaseline {
		return usage("--watch shows what is wrong now; it takes no --baseline")
	}
	board := newBoard(&c.report, c.Source, std)
	session, err := c.session(live.Config{Poll: c.Poll, Report: func(e live.Event) {
		began := time.Now()
		o := c.sync(e)
		e.Took += time.Since(began)
		board.event(e, o)
	}})
	if err != nil {
		return err
	}
	board.begin(heading{title: "baton " + version(), rows: []string{fmt.Sprintf("%s → %s  (Ctrl-C ends)", c.Source, c.Out)}})
	keyboard := newKeyboard(std)
	return together(keyboard.restore,
		session.Run,
		func(ctx context.Context) error {
			return board.listen(ctx, keyboard, []key{board.editKey(c.input)})
		},
	)
}

// sync publishes a generation that has been made completely. What cannot be written is tried again with the next
// change; until then the site of before stays.
func (c *buildCmd) sync(e live.Event) outcome {
	if !e.Settled || e.State == nil || e.State.Err != nil {
		return outcome{}
	}
	if len(e.State.Content.Files) == 0 {
		return outcome{failed: "nothing was written: " + emptyFolder(c.Source).Error()}
	}
	if e.State.Generation.Diags.Unsafe() {
		return outcome{failed: errUnsafe.Error()}
	}
	files, err := e.State.Generation.Files()
	if err != nil {
		return outcome{failed: "not written: " + err.Error()}
	}
	changes, err := publish.Sync(c.Out, c.protected(), files)
	if err != nil {
		return outcome{failed: "not written, tried again with the next change: " + cannotWrite(err).Error()}
	}
	return outcome{done: fmt.Sprintf("→ %s written, %d removed", count(changes.Written, "file"), changes.Removed)}
}
