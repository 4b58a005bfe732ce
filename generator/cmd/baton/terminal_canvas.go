package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// A canvas is a terminal with lines that stay and, below them, rows that are painted over. Nothing is seen before
// below is called: it goes out in one write, so that nothing flickers.
type canvas struct {
	w     io.Writer
	size  func() (columns, rows int)
	last  string   // the last line that stays
	block []string // the rows that are painted now
	out   bytes.Buffer
}

// newCanvas returns nil where nothing can or shall be painted over: a pipe, a file, a dumb terminal, CI.
func newCanvas(r *report, std streams) *canvas {
	f, ok := std.out.(*os.File)
	if !ok || r.Quiet || r.Format != "text" || !term.IsTerminal(int(f.Fd())) || os.Getenv("TERM") == "dumb" || os.Getenv("CI") != "" {
		return nil
	}
	return &canvas{w: f, size: func() (int, int) {
		columns, rows, err := term.GetSize(int(f.Fd()))
		if err != nil || columns < 1 || rows < 1 {
			return 80, 24
		}
		return columns, rows
	}}
}

// add adds lines that stay.
func (c *canvas) add(lines ...string) {
	c.erase()
	for _, l := range lines {
		c.row(l)
		c.last = l
	}
}

// amend replaces the last line that stays.
func (c *canvas) amend(line string) {
	c.erase()
	c.up([]string{c.last})
	c.add(line)
}

// below paints the rows below the lines, and lets everything be seen. Rows that the window has no room for are
// left out: what has scrolled away cannot be painted over.
func (c *canvas) below(rows []string) {
	c.erase()
	_, height := c.size()
	c.block = rows[:min(len(rows), max(height-1, 0))]
	for _, r := range c.block {
		c.row(r)
	}
	c.w.Write(c.out.Bytes())
	c.out.Reset()
}

// clear empties the terminal.
func (c *canvas) clear() {
	c.out.WriteString("\x1b[2J\x1b[3J\x1b[H")
	c.last, c.block = "", nil
}

// erase takes the rows below away.
func (c *canvas) erase() {
	c.up(c.block)
	c.block = nil
}

// up goes back to the beginning of rows that have been painted, and clears what is below. A terminal that has
// become narrower since has broken them into more rows.
func (c *canvas) up(rows []string) {
	width, _ := c.size()
	n := 0
	for _, r := range rows {
		n += max(1, (cells(r)+width-1)/width)
	}
	if n > 0 {
		fmt.Fprintf(&c.out, "\x1b[%dA\r\x1b[J", n)
	}
}

// row writes a row. The carriage return is for a terminal that gives us its keys one by one: it is raw.
func (c *canvas) row(text string) {
	c.out.WriteString(text)
	c.out.WriteString("\r\n")
}

// fit cuts a row to so many cells; its escape sequences stay.
func fit(row string, width int) string {
	if cells(row) <= width {
		return row
	}
	var out strings.Builder
	for n := 0; row != ""; {
		if seq := escape(row); seq > 0 {
			out.WriteString(row[:seq])
			row = row[seq:]
			continue
		}
		r, size := utf8.DecodeRuneInString(row)
		row = row[size:]
		switch w := columns([]rune{r}); {
		case n < 0: // cut already
		case n+w > width-1:
			out.WriteString("…")
			n = -1
		default:
			out.WriteRune(r)
			n += w
		}
	}
	return out.String()
}

// shorten cuts a path to so many cells at its beginning: its end says more.
func shorten(p string, width int) string {
	runes := []rune(p)
	if columns(runes) <= width {
		return p
	}
	for columns(runes) > width-1 {
		runes = runes[1:]
	}
	return "…" + string(runes)
}

// cells is how many cells a row takes, without its escape sequences.
func cells(row string) int {
	n := 0
	for row != "" {
		if seq := escape(row); seq > 0 {
			row = row[seq:]
			continue
		}
		r, size := utf8.DecodeRuneInString(row)
		n += columns([]rune{r})
		row = row[size:]
	}
	return n
}

// escape is the length of the escape sequence at the beginning of s, 0 if there is none. We write colours only.
func escape(s string) int {
	if !strings.HasPrefix(s, "\x1b[") {
		return 0
	}
	return strings.IndexByte(s, 'm') + 1
}
