package site

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"maps"
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/source"
)

// Face is the sum of all that anything but its own page sees of a document: what linking reads of it, and what
// other pages and handbook.json say of it. If a document is replaced by one with the same face, and no finding of
// linking stands in it, the site links the same way, and only the pages that show its text differ.
//
// ok is false for documents whose whole text has a meaning for others: roles, playbooks and all that has more than
// prose. Those have no face.
func Face(d *content.Document) (sum source.Sum, ok bool) {
	if d.Role != nil || d.Playbook != nil || d.Checklist != nil || d.Decision != nil || d.Lesson != nil || isSummary(d) {
		return source.Sum{}, false
	}
	h := sha256.New()
	w := &faceWriter{w: bufio.NewWriter(h)}
	w.texts(d.Path, string(d.Declared), string(d.Kind), d.Title, d.Summary)
	if front := d.Text.Front; front != nil {
		w.texts("front matter", front.Text)
	}
	if d.TitleBlock != nil {
		w.texts("title", d.TitleBlock.ID)
	}
	for _, heading := range d.Text.Headings {
		w.texts("heading", heading.ID, heading.Text.Plain())
		w.number(heading.Level)
		w.texts(heading.Was...)
	}
	for _, a := range d.Text.Anchors {
		w.texts("anchor", a.ID, a.Text)
		w.texts(a.Was...)
	}
	for _, l := range d.Text.Links {
		w.texts("link", l.Dest, l.Text, headingAbove(d.Text, l.Offset))
		w.number(int(l.Kind))
	}
	eachLabel(d.Text, func(name, id string) { w.texts("label", name, id) })
	w.texts(slices.Sorted(maps.Keys(d.Uses))...)
	w.w.Flush()
	return source.Sum(h.Sum(nil)), true
}

// faceWriter writes texts with their lengths, so that no two ways of parting the same letters are equal.
type faceWriter struct{ w *bufio.Writer }

func (f *faceWriter) number(n int) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	f.w.Write(b[:])
}

func (f *faceWriter) texts(texts ...string) {
	f.number(len(texts))
	for _, t := range texts {
		f.number(len(t))
		io.WriteString(f.w, t)
	}
}
