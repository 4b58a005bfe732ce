package main

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// tty is a terminal of so many columns and rows: it understands what a canvas writes, and fails on anything else.
type tty struct {
	mu            sync.Mutex
	columns, rows int
	lines         [][]rune // from the first that was ever written
	top           int      // the first that is on the screen
	row, column   int
	rest          string // of a sequence that is not whole yet
	strange       []string
}

func newTTY(columns, rows int) *tty { return &tty{columns: columns, rows: rows, lines: [][]rune{nil}} }

// String is what can be read, from the first line that scrolled away to the last.
func (t *tty) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out strings.Builder
	for _, l := range t.lines {
		out.WriteString(strings.TrimRight(string(l), " ") + "\n")
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}

func (t *tty) Write(data []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := t.rest + string(data)
	for s != "" && utf8.FullRuneInString(s) {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == '\x1b':
			end := strings.IndexFunc(s[1:], func(r rune) bool { return r >= '@' && r <= '~' && r != '[' })
			if end < 0 {
				t.rest = s
				return len(data), nil
			}
			size = end + 2
			t.control(s[1:size])
		case r == '\r':
			t.column = 0
		case r == '\n':
			t.down()
		case r == '\t':
			t.put(' ')
		case r < ' ' || r == 0x7f:
			t.strange = append(t.strange, strconv.QuoteRune(r))
		default:
			t.put(r)
		}
		s = s[size:]
	}
	t.rest = s
	return len(data), nil
}

func (t *tty) control(seq string) {
	n, _ := strconv.Atoi(strings.TrimLeft(seq[:len(seq)-1], "["))
	switch seq[len(seq)-1] {
	case 'm':
	case 'A':
		t.row = max(t.top, t.row-max(n, 1))
	case 'H':
		t.row, t.column = t.top, 0
	case 'J':
		switch n {
		case 0:
			t.lines = t.lines[:t.row+1]
			t.lines[t.row] = t.lines[t.row][:min(t.column, len(t.lines[t.row]))]
		case 2:
			t.lines, t.top, t.row, t.column = [][]rune{nil}, 0, 0, 0
		}
	default:
		t.strange = append(t.strange, seq)
	}
}

func (t *tty) put(r rune) {
	if t.column >= t.columns {
		t.column = 0
		t.down()
	}
	line := t.lines[t.row]
	for len(line) <= t.column {
		line = append(line, ' ')
	}
	line[t.column] = r
	t.lines[t.row] = line
	t.column += columns([]rune{r})
}

func (t *tty) down() {
	if t.row++; t.row == len(t.lines) {
		t.lines = append(t.lines, nil)
	}
	t.top = max(t.top, t.row-t.rows+1)
}
