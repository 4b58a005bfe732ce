package main

import (
	"context"
	"fmt"
	"strings"

	"baton/generator/internal/diag"
)

// A key is what one press does.
type key struct {
	press byte
	name  string // stands in the line below
	help  string // says more
	do    func() error
}

// listen does what the keys say until the context ends or one of them ends the command. Where no key can be
// pressed, or nothing painted, there are none.
func (b *board) listen(ctx context.Context, k *keyboard, keys []key) error {
	if k == nil || b.canvas == nil {
		return nil
	}
	keys = append(keys,
		key{'c', "clear", "clear the terminal", b.clear},
		key{'q', "quit", "quit; Ctrl-C does, too", func() error { return errQuit }})
	do := map[byte]func() error{'\r': b.blank, '\n': b.blank}
	var names, help []string
	for _, k := range keys {
		do[k.press] = k.do
		names = append(names, fmt.Sprintf("%c %s", k.press, k.name))
		help = append(help, fmt.Sprintf("%c  %s", k.press, k.help))
	}
	do['?'] = func() error { return b.tell(strings.Join(help, "\n") + "\nEnter  a blank line") }
	b.setKeys(strings.Join(append(names, "? help"), " · "))
	defer b.setKeys("")
	return k.listen(ctx, func(press byte) error {
		if f := do[press]; f != nil {
			return f()
		}
		return nil
	}, b.front)
}

// tell says something between the lines.
func (b *board) tell(text string) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.say(text)
	b.repaint()
	return nil
}

// try says why something did not work, also to whoever wants it quiet.
func (b *board) try(err error) error {
	switch {
	case err == nil:
		return nil
	case b.canvas == nil:
		fmt.Fprintf(b.std.err, "baton: %s\n", printable(err.Error()))
		return nil
	}
	return b.tell(err.Error())
}

func (b *board) blank() error { return b.tell("") }

// clear empties the terminal; where the site is stays readable.
func (b *board) clear() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.canvas.clear()
	b.last = line{}
	b.sayHeading()
	b.repaint()
	return nil
}

// front is told whether the terminal is ours. Behind another program nothing is painted over, since that would hit
// what the other has written; back in front, what belongs below is painted anew.
func (b *board) front(is bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.behind = !is
	b.canvas.block = nil
	b.last = line{}
	if is {
		b.repaint()
	}
}

func (b *board) setKeys(names string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.keys = names
	b.repaint()
}

// editKey opens the place of the last error.
func (b *board) editKey(in input) key {
	return key{'e', "edit last error", "open the place of the last error in your editor", func() error {
		pos, ok := b.lastError()
		if !ok {
			return b.tell("there is no error that has a place")
		}
		return b.try(editor{in}.open(pos.File, pos.Line, pos.Col))
	}}
}

// lastError is the finding that an author mends next: the first that is shown.
func (b *board) lastError() (diag.Pos, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.state == nil {
		return diag.Pos{}, false
	}
	for _, d := range b.shown() {
		if d.Pos.File != "" {
			return d.Pos, true
		}
	}
	return diag.Pos{}, false
}
