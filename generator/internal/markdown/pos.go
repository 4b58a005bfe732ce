package markdown

import (
	"bytes"
	"sort"

	"baton/generator/internal/diag"
)

// stride is the distance of the marks that columns are counted from.
const stride = 512

// A ruler turns offsets into lines and columns, in steps that do not depend on the length of a line.
type ruler struct {
	src   []byte
	lines []int // offsets of line starts
	marks []int // characters before each multiple of stride; nil if every byte is a character
}

func newRuler(src []byte) ruler {
	r := ruler{src: src, lines: make([]int, 1, bytes.Count(src, []byte{'\n'})+1)}
	for end := 0; ; {
		n := bytes.IndexByte(src[end:], '\n')
		if n < 0 {
			break
		}
		end += n + 1
		r.lines = append(r.lines, end)
	}
	var bits byte
	for _, c := range src {
		bits |= c
	}
	if bits >= 0x80 {
		n := 0
		for i, c := range src {
			if i%stride == 0 {
				r.marks = append(r.marks, n)
			}
			n += starts(c)
		}
	}
	return r
}

// line returns the line, from 1, that holds the byte at offset.
func (r *ruler) line(offset int) int {
	return sort.Search(len(r.lines), func(i int) bool { return r.lines[i] > offset })
}

// before returns how many characters begin before offset.
func (r *ruler) before(offset int) int {
	if r.marks == nil || len(r.src) == 0 {
		return offset
	}
	mark := min(offset/stride, len(r.marks)-1)
	n := r.marks[mark]
	for _, c := range r.src[mark*stride : offset] {
		n += starts(c)
	}
	return n
}

// starts is 1 for a byte that begins a character, else 0.
func starts(c byte) int {
	if c&0xc0 == 0x80 {
		return 0
	}
	return 1
}

// Pos returns the place of a byte range of Source. A range that goes on in the next line is marked up to the
// end of its first line.
func (d *Doc) Pos(offset, end int) diag.Pos {
	r := &d.ruler
	offset = max(0, min(offset, len(r.src)))
	line := r.line(offset)
	start := r.lines[line-1]
	stop := len(r.src)
	if line < len(r.lines) {
		stop = r.lines[line] - 1
	}
	end = max(offset, min(end, stop))
	base := r.before(start)
	return diag.Pos{
		File:   d.Path,
		Line:   line,
		Col:    r.before(offset) - base + 1,
		EndCol: max(r.before(end)-base, r.before(offset)-base+1),
	}
}
