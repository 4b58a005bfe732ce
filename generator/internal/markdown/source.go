package markdown

import (
	"bytes"
	"unicode/utf8"

	"baton/generator/internal/diag"
)

var (
	byteOrderMark = []byte("\xef\xbb\xbf")
	replacement   = []byte("\ufffd")
)

// damage is what normalise had to repair.
type damage struct {
	count int // bytes that were no text
	first int // place of the first in the normalised text
}

// A shift is how far text stands behind its place in the file, from an offset on.
type shift struct{ from, by int }

// normalise returns a copy of data without byte order mark, with LF line ends, and with the replacement
// character for each byte that is not UTF-8 and for each NUL. Lines and columns stay what an editor shows.
func normalise(file []byte) ([]byte, []shift, damage) {
	data := bytes.TrimPrefix(file, byteOrderMark)
	var shifts []shift
	by := len(file) - len(data)
	if by > 0 {
		shifts = []shift{{0, by}}
	}
	if bytes.IndexByte(data, '\r') < 0 && bytes.IndexByte(data, 0) < 0 && utf8.Valid(data) {
		return bytes.Clone(data), shifts, damage{}
	}
	var bad damage
	text := make([]byte, 0, len(data)+len(data)/16)
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case c == '\r':
			text = append(text, '\n')
			i++
			if i < len(data) && data[i] == '\n' {
				i++
				by++
				shifts = append(shifts, shift{len(text), by})
			}
		case c != 0 && c < utf8.RuneSelf:
			text = append(text, c)
			i++
		default:
			r, size := utf8.DecodeRune(data[i:])
			if c == 0 || r == utf8.RuneError && size == 1 {
				if bad.count == 0 {
					bad.first = len(text)
				}
				bad.count++
				text = append(text, replacement...)
				i++
				by -= len(replacement) - 1
				shifts = append(shifts, shift{len(text), by})
				continue
			}
			text = append(text, data[i:i+size]...)
			i += size
		}
	}
	return text, shifts, bad
}

// report says what normalise had to repair.
func (bad damage) report(d *Doc) {
	if bad.count == 0 {
		return
	}
	pos := d.Pos(bad.first, bad.first+len(replacement))
	what := "bytes that are"
	if bad.count == 1 {
		what = "byte that is"
	}
	d.Diags.Add(diag.New(diag.InvalidUTF8, pos, "%d %s not UTF-8 text, the first one here", bad.count, what).
		WithHint("save the file as UTF-8"))
}

// cutFront finds the front matter of d.Source, keeps it in d.Front and overwrites it with blanks, so that
// offsets of what follows are those of the file.
//
// It begins in the first line, and only if the second line is "key:" or closes it again: else the first line is
// a rule. A block that is never closed is reported, and reaches up to the first blank line, heading or line of
// dashes: its keys count, and the text below it is text.
func (d *Doc) cutFront() {
	src := d.Source
	first, rest := cutLine(src)
	if !isFence(first) {
		return
	}
	second := firstYAML(rest)
	if !isFence(second) && !isKey(second) {
		return
	}
	start := len(src) - len(rest)
	front := &Front{Line: 2}
	var stop int // end of the text between the fences
	if end, after, ok := findFence(src, start); ok {
		front.Closed = true
		stop, front.End = end, after
	} else {
		stop = endOfOpenBlock(src, start)
		front.End = stop
		d.reportOpenFront(first, src[stop:])
	}
	front.Text = string(src[start:stop])
	d.Front = front
	for i := range src[:front.End] {
		if src[i] != '\n' {
			src[i] = ' '
		}
	}
	d.ruler = newRuler(src) // a letter of several bytes has become as many blanks
}

func (d *Doc) reportOpenFront(fence, below []byte) {
	found := diag.New(diag.FrontMatterUnclosed, d.Pos(0, len(bytes.TrimRight(fence, " \t"))), "front matter is never closed").
		WithHint(`end it with a line that is exactly "---"`)
	// A key that hides the page may stand further down, and nobody can tell it from text.
	for len(below) > 0 && !found.Unsafe {
		var line []byte
		line, below = cutLine(below)
		found.Unsafe = bytes.HasPrefix(line, []byte("draft:")) || bytes.HasPrefix(line, []byte("audience:"))
	}
	d.Diags.Add(found)
}

// findFence returns where the first closing fence from offset on begins, and where the line after it begins.
func findFence(src []byte, offset int) (end, after int, ok bool) {
	for at := offset; at < len(src); {
		line, rest := cutLine(src[at:])
		next := len(src) - len(rest)
		if isFence(line) {
			return at, next, true
		}
		at = next
	}
	return 0, 0, false
}

func endOfOpenBlock(src []byte, offset int) int {
	at := offset
	for at < len(src) {
		line, rest := cutLine(src[at:])
		trimmed := bytes.TrimSpace(line)
		if len(trimmed) == 0 || bytes.HasPrefix(line, []byte("# ")) || len(bytes.Trim(trimmed, "-")) == 0 {
			break
		}
		at = len(src) - len(rest)
	}
	return at
}

// isFence reports whether a line opens or closes front matter: three dashes, not more.
func isFence(line []byte) bool {
	return bytes.HasPrefix(line, []byte("---")) && len(bytes.TrimRight(line[3:], " \t")) == 0
}

// firstYAML returns the first line that is no comment.
func firstYAML(text []byte) []byte {
	line, rest := cutLine(text)
	for bytes.HasPrefix(line, []byte("#")) {
		line, rest = cutLine(rest)
	}
	return line
}

// isKey reports whether a line looks like "key:".
func isKey(line []byte) bool {
	i := 0
	for i < len(line) && (line[i] == '_' || line[i] == '-' || line[i] == '.' || isAlphaNumeric(line[i]) || line[i] >= utf8.RuneSelf) {
		i++
	}
	for j := i; i > 0 && j < len(line); j++ {
		switch line[j] {
		case ':':
			return j+1 == len(line) || line[j+1] == ' ' || line[j+1] == '\t'
		case ' ', '\t':
		default:
			return false
		}
	}
	return false
}

// cutLine returns the first line of text without its end, and what follows it.
func cutLine(text []byte) (line, rest []byte) {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, nil
}

func isAlphaNumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
