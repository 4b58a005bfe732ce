package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"baton/generator/internal/diag"
)

// findings are what is wrong with the text of a file, gathered so that each thing is said once.
type findings struct {
	drops     []dropCount
	templates count // template syntax
	skipped   count // headings that skip a level
	noAlt     count // images without alternative text
	unclosed  count // code fences
	openNotes count // callouts between colons
	level     struct {
		last        int // level of the last heading
		found, next int // of the first heading that skips a level: its own, and the one that could come
	}
}

// count is how often something was found, and the place of the first.
type count struct{ n, at, end int }

func (c *count) add(at, end int) {
	if c.n == 0 {
		c.at, c.end = at, end
	}
	c.n++
}

// addFirst adds a place that may stand before those that were found.
func (c *count) addFirst(at, end int) {
	if c.n > 0 && at < c.at {
		c.at, c.end = at, end
	}
	c.add(at, end)
}

// times says how often: "once", "3 times".
func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// inFile adds how often to what has been found more than once.
func (c *count) inFile() string {
	if c.n == 1 {
		return ""
	}
	return ", " + times(c.n) + " in this file"
}

func (r *reader) report() {
	d := r.doc
	for _, drop := range r.drops {
		message := fmt.Sprintf(drop.format, drop.name)
		if drop.count > 1 {
			message += ", " + times(drop.count)
		}
		d.Diags.Add(diag.New(diag.HTMLDropped, d.Pos(drop.at, drop.end), "%s", message))
	}
	r.reportTemplates()
	if c := r.skipped; c.n > 0 {
		found := diag.New(diag.HeadingLevelSkipped, d.Pos(c.at, c.end), "a heading skips a level: %q where %q comes next%s",
			strings.Repeat("#", r.level.found), strings.Repeat("#", r.level.next), c.inFile())
		d.Diags.Add(found.WithHint("levels are how a reader who only hears the page finds the way"))
	}
	if c := r.unclosed; c.n > 0 {
		d.Diags.Add(diag.New(diag.UnclosedFence, d.Pos(c.at, c.end), "a code fence that is never closed%s: the rest is code", c.inFile()).
			WithHint("end it with a line of %q", d.Source[c.at:c.end]))
	}
	if c := r.openNotes; c.n > 0 {
		opening := d.Source[c.at:c.end]
		d.Diags.Add(diag.New(diag.UnclosedFence, d.Pos(c.at, c.end), "%q is never closed%s: the rest stands in it", opening, c.inFile()).
			WithHint("end it with a line of %q", opening[:len(opening)-len(bytes.TrimLeft(opening, ":"))]))
	}
	if c := r.noAlt; c.n > 0 {
		d.Diags.Add(diag.New(diag.ImageWithoutAlt, d.Pos(c.at, c.end), "an image without alternative text%s", c.inFile()).
			WithHint(`say in the brackets what the image tells; for decoration write <img alt="" src="…">`))
	}
}

// checkLevel notes a heading more than one level below the one before it. The page's title is level one.
func (r *reader) checkLevel(b *Block) {
	next := max(r.level.last, 1) + 1
	if b.Level > next {
		if r.skipped.n == 0 {
			r.level.found, r.level.next = b.Level, next
		}
		r.skipped.add(b.Offset, b.End)
	}
	r.level.last = b.Level
}

func (r *reader) withoutAlt(at, end int) { r.noAlt.add(at, end) }

// checkAsterisks reports a label whose asterisks print, since a letter follows a bold text that ends in a sign.
func (r *reader) checkAsterisks(b *Block) {
	if len(b.Text.pieces) == 0 {
		return
	}
	first := &b.Text.pieces[0]
	if first.kind != textPiece || first.isDecoded {
		return
	}
	text := r.src[first.start:first.end]
	if !bytes.HasPrefix(text, []byte("**")) {
		return
	}
	end := bytes.Index(text[2:], []byte("**"))
	if end <= 0 {
		return
	}
	label := string(text[:2+end+2])
	found := diag.New(diag.AsterisksWouldPrint, r.doc.Pos(first.start, first.start+len(label)), "%q prints with its asterisks", label)
	if inner := label[2 : 2+end]; strings.TrimSpace(inner) != inner {
		found = found.WithHint(`take the blanks out: "**%s**"`, strings.TrimSpace(inner))
	} else {
		found = found.WithHint("put a blank after it")
	}
	r.doc.Diags.Add(found)
}

// checkClosed reports a code fence that the end of the text or of the block around it closes.
func (r *reader) checkClosed(b *Block) {
	fence := r.src[b.Offset:r.lineEnd(b.Offset)]
	sign := string(fence[:1])
	size := len(fence) - len(bytes.TrimLeft(fence, sign))
	next := len(r.src)
	if n := len(b.rare.lines); n > 0 {
		next = b.rare.lines[n-1].end
	} else if _, rest := cutLine(r.src[b.Offset:]); rest != nil {
		next = len(r.src) - len(rest)
	}
	line, _ := cutLine(r.src[next:])
	line = bytes.TrimLeft(line, " \t>")
	if signs := len(line) - len(bytes.TrimLeft(line, sign)); signs >= size && len(bytes.TrimSpace(line[signs:])) == 0 {
		b.End = r.lineEnd(next)
		return
	}
	r.unclosed.add(b.Offset, b.Offset+size)
}

// checkFence reports a callout between colons that the end of the text closes.
func (r *reader) checkFence(n *note, b *Block) {
	if n.fence > 0 && !n.closed {
		r.openNotes.addFirst(b.Offset, r.lineEnd(b.Offset))
	}
}
