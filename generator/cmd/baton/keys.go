package main

import (
	"bytes"
	"context"
	"os"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// Keys that a raw terminal hands over instead of the signals that they mean.
const (
	ctrlC = 0x03
	ctrlZ = 0x1a
)

// A keyboard hands over what is pressed, key by key: its terminal is raw while we have it. The terminal goes
// back as it was when we end, when we are put to sleep, and when we crash.
type keyboard struct {
	in    *os.File
	saved atomic.Pointer[term.State] // how the terminal was; nil while it is that way
}

// newKeyboard returns nil if nobody can press a key here.
func newKeyboard(std streams) *keyboard {
	f, ok := std.in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return &keyboard{in: f}
}

// listen hands over each press until the context or press ends it. front is told when the terminal becomes ours,
// and when it goes to another program: the author has put us to sleep, or behind a shell.
func (k *keyboard) listen(ctx context.Context, press func(byte) error, front func(bool)) error {
	awake, stop := attend()
	defer stop()
	defer k.restore()
	pressed, again := make(chan byte), make(chan struct{}, 1)
	go k.read(ctx, pressed, again)
	take := func() {
		if !k.raw() {
			k.saved.Store(nil)
			front(false)
			return
		}
		front(true)
		select {
		case again <- struct{}{}:
		default:
		}
	}
	if !k.raw() {
		front(false)
	}
	for {
		var look <-chan time.Time
		if k.saved.Load() == nil { // a shell does not say that it brings us back to the front
			look = time.After(200 * time.Millisecond)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-awake:
			take()
		case <-look:
			if foreground(int(k.in.Fd())) {
				take()
			}
		case b := <-pressed:
			switch b {
			case ctrlC:
				return errInterrupted
			case ctrlZ:
				k.restore()
				front(false)
				suspend()
			default:
				if err := press(b); err != nil {
					return err
				}
			}
		}
	}
}

// read sends what is pressed. No read can be called off, so this ends with the process.
func (k *keyboard) read(ctx context.Context, pressed chan<- byte, again <-chan struct{}) {
	buf := make([]byte, 64)
	for {
		n, err := k.in.Read(buf)
		if err != nil { // the terminal belongs to another program now, or hung up
			select {
			case <-again:
				continue
			case <-ctx.Done():
				return
			}
		}
		for _, b := range presses(buf[:n]) {
			select {
			case pressed <- b:
			case <-ctx.Done():
				return
			}
		}
	}
}

// presses are the single keys in what came in one piece. A function key comes as a sequence, and a longer piece was
// pasted: neither is a press, unless somebody means Ctrl-C.
func presses(piece []byte) []byte {
	const fast = 3 // keys that somebody may press before we look
	switch {
	case bytes.IndexByte(piece, ctrlC) >= 0:
		return []byte{ctrlC}
	case len(piece) > fast || bytes.IndexByte(piece, '\x1b') >= 0:
		return nil
	}
	return piece
}

// raw takes the terminal, if it is ours to take.
func (k *keyboard) raw() bool {
	fd := int(k.in.Fd())
	if !foreground(fd) {
		return false
	}
	state, err := term.MakeRaw(fd)
	if err != nil {
		return false
	}
	k.saved.CompareAndSwap(nil, state)
	return true
}

// restore gives the terminal back as it was. It may be called at any time, from anywhere, on nil.
func (k *keyboard) restore() {
	if k == nil {
		return
	}
	if state := k.saved.Swap(nil); state != nil {
		term.Restore(int(k.in.Fd()), state)
	}
}
