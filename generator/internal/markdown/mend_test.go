package markdown

import (
	"strings"
	"testing"
)

// A remedy is about the bytes of the file, whatever its lines end with and whatever could not be read.
func TestMendFindsThePlaceOnDisk(t *testing.T) {
	for _, file := range []string{
		"---\ntitel: ü\n---\n# Ü\n\n[a](b.md)\n",
		"\xef\xbb\xbf---\r\ntitel: ü\r\n---\r\n# Ü\xff\x00\r\n\r\n[a](b.md)\r\n",
		"---\rtitel: ü\r---\r# Ü\r\r[a](b.md)\r",
	} {
		d := Parse("x.md", []byte(file), Options{})
		pos := d.Pos(d.Links[0].Offset, d.Links[0].End)
		fix := d.Mend(pos, "b.md", "c.md")
		if want := strings.Index(file, "b.md"); fix == nil || fix.Start != want || fix.End != want+4 || file[fix.Start:fix.End] != fix.Old {
			t.Errorf("%q: %v, want it at %d", file, fix, want)
		}
		pos.Line, pos.Col, pos.EndCol = 2, 8, 8
		fix = d.Mend(pos, "ü", "x")
		if want := strings.Index(file, "ü"); fix == nil || fix.Start != want || fix.Old != "ü" {
			t.Errorf("%q: %v in the front matter, want it at %d", file, fix, want)
		}
		if fix := d.Mend(pos, "y", "x"); fix != nil {
			t.Errorf("%q: %v, though it is not what stands there", file, fix)
		}
		pos.Line = 99
		if fix := d.Mend(pos, "ü", "x"); fix != nil {
			t.Errorf("%q: %v beyond the end", file, fix)
		}
	}
}
