package main

import (
	"context"
	"errors"
	"os"
	"testing"
)

func TestTogether(t *testing.T) {
	mine := errors.New("mine")
	for name, c := range map[string]struct{ say, want error }{
		"a failure": {mine, mine},
		"quit":      {errQuit, nil},
		"Ctrl-C":    {errInterrupted, errInterrupted},
	} {
		ended := 0
		err := together(func() { t.Errorf("%s: the terminal is restored, and nothing crashed", name) },
			func(ctx context.Context) error { return nil }, // ends early, and that is no reason to end
			func(ctx context.Context) error {
				<-ctx.Done()
				ended++
				return mine
			},
			func(context.Context) error { return c.say },
		)
		if err != c.want {
			t.Errorf("%s: another error than that", name) // a silent one has no words
		}
		if ended != 1 {
			t.Errorf("%s: it does not wait for all", name)
		}
	}
}

// crash is a command whose part crashes while it has the keyboard.
func crash() {
	k := newKeyboard(streams{in: os.Stdin})
	k.raw()
	together(k.restore, func(context.Context) error { panic("crash") })
}
