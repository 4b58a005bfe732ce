package markdown

import (
	"sort"
	"strings"
	"unicode/utf8"

	"baton/generator/internal/diag"
)

// Mend returns the remedy that writes text in the place of what stands at pos. It is nil unless that is old, as
// far as it can be told: a destination that stands elsewhere is no piece of its link.
func (d *Doc) Mend(pos diag.Pos, old, text string) *diag.Fix {
	if pos.File != d.Path || pos.Line < 1 || pos.Line > len(d.ruler.lines) || strings.ContainsAny(text, "\n|\"<>") {
		return nil
	}
	start, line := d.ruler.lines[pos.Line-1], d.lineAsWritten(pos.Line)
	from, to := byteOf(line, pos.Col-1), byteOf(line, pos.EndCol)
	if from < 0 || to < from || old == "" || text == old {
		return nil
	}
	if there := line[from:to]; strings.TrimSpace(there) != old && strings.TrimSpace(decode([]byte(there))) != old {
		return nil
	}
	return &diag.Fix{File: d.Path, Start: d.onDisk(start + from), End: d.onDisk(start + to), Old: line[from:to], New: text}
}

// lineAsWritten is a line of the file, from 1; front matter is not blanked.
func (d *Doc) lineAsWritten(n int) string {
	if f := d.Front; f != nil {
		if lines := strings.Split(f.Text, "\n"); n >= f.Line && n-f.Line < len(lines)-1 {
			return lines[n-f.Line]
		}
	}
	line, _ := cutLine(d.Source[d.ruler.lines[n-1]:])
	return string(line)
}

// byteOf is the offset in a line of the character with an index, -1 if there is none.
func byteOf(line string, index int) int {
	at := 0
	for range index {
		if at == len(line) {
			return -1
		}
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// onDisk is the place in the file of an offset of Source.
func (d *Doc) onDisk(offset int) int {
	i := sort.Search(len(d.shifts), func(i int) bool { return d.shifts[i].from > offset })
	if i == 0 {
		return offset
	}
	return offset + d.shifts[i-1].by
}
