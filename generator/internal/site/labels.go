package site

import (
	"bytes"
	"cmp"
	"regexp"
	"slices"

	"baton/generator/internal/markdown"
)

// anchor is a place that has a name in the whole handbook, as MyST writes it: (name)= on the line above a heading.
type anchor struct {
	page *Page
	id   string // of the heading; "" if something else follows
}

var labelLine = regexp.MustCompile(`(?m)^\(([^()\s]+)\)=[ \t]*$`)

// labelled resolves a link to a label.
func (l *linker) labelled(name string) (Target, bool) {
	if l.labels == nil {
		l.labels = map[string]anchor{}
		for _, p := range l.byFile {
			l.addLabels(p)
		}
	}
	at, ok := l.labels[name]
	return Target{Page: at.page, Fragment: at.id}, ok
}

// addLabels gathers the labels of a page; of two with one name the first counts.
func (l *linker) addLabels(p *Page) {
	eachLabel(p.Doc.Text, func(name, id string) {
		if _, taken := l.labels[name]; !taken {
			l.labels[name] = anchor{p, id}
		}
	})
}

// eachLabel calls f with the name of every label of a text and the id of the heading that it names, in order.
func eachLabel(doc *markdown.Doc, f func(name, id string)) {
	if !bytes.Contains(doc.Source, []byte(")=")) {
		return
	}
	for _, m := range labelLine.FindAllSubmatchIndex(doc.Source, -1) {
		f(string(doc.Source[m[2]:m[3]]), headingBelow(doc, m[1]))
	}
}

// headingBelow is the id of the heading that follows an offset at once, but for other labels; "" if none does.
func headingBelow(doc *markdown.Doc, offset int) string {
	i, _ := slices.BinarySearchFunc(doc.Headings, offset, func(h *markdown.Block, offset int) int {
		return cmp.Compare(h.Offset, offset)
	})
	if i == len(doc.Headings) {
		return ""
	}
	h := doc.Headings[i]
	between := labelLine.ReplaceAll(doc.Source[offset:h.Offset], nil)
	if len(bytes.TrimSpace(between)) > 0 {
		return ""
	}
	return h.ID
}
