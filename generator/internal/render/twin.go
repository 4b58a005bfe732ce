package render

import (
	"bytes"
	"cmp"
	"html"
	"slices"
	"strings"

	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// twin returns a page as Markdown, for people who paste it elsewhere and for programs that read it.
//
// It is the document as its author wrote it, with four differences: front matter is gone; the title stands on
// top even if it came from front matter; comments are gone, since nobody meant them to be published; and links
// lead from twin to twin, in ordinary Markdown, whatever form they were written in. A link that leads nowhere
// stays as it is.
func twin(p *site.Page) []byte {
	doc := p.Doc.Text
	start := 0
	if doc.Front != nil {
		start = doc.Front.End
	}
	edits := commentEdits(doc, start)
	for _, l := range doc.Links {
		if e, ok := linkEdit(p, l); ok {
			edits = append(edits, e)
		}
	}
	var b bytes.Buffer
	if p.Doc.TitleBlock == nil {
		b.WriteString("# " + p.Title + "\n\n")
	}
	b.Write(bytes.TrimSpace(apply(doc.Source[start:], edits, start)))
	b.WriteByte('\n')
	return b.Bytes()
}

// An edit replaces a range of a source.
type edit struct {
	from, to int
	text     string
}

// apply makes edits, given in offsets from base, to text. Of two that overlap the first one wins.
func apply(text []byte, edits []edit, base int) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	done := base
	for _, e := range edits {
		if e.from < done {
			continue
		}
		out = append(out, text[done-base:e.from-base]...)
		out = append(out, e.text...)
		done = e.to
	}
	return append(out, text[done-base:]...)
}

// linkEdit makes a link of p lead to the twin of its page, or to its file.
func linkEdit(p *site.Page, l *markdown.Link) (edit, bool) {
	var to string
	switch t := p.Target(l); {
	case t.Page != nil:
		to = t.Page.Address + "index.md"
		if t.Fragment != "" {
			to += "#" + t.Fragment
		}
	case t.Section != nil:
		to = t.Section.Address
	case t.Asset != "":
		to = t.Asset
	default:
		return edit{}, false
	}
	dest := string(relative(p.Address, to))
	source := p.Doc.Text.Source
	written := string(source[l.Offset:l.End])
	switch {
	case l.Kind == markdown.Wiki:
		from := bytes.LastIndex(source[:l.Offset+2], []byte("[["))
		n := bytes.Index(source[l.Offset:], []byte("]]"))
		if from < 0 || n < 0 {
			return edit{}, false
		}
		text := cmp.Or(l.Text, titleOf(p.Target(l)), l.Dest)
		return edit{from, l.Offset + n + 2, "[" + text + "](" + dest + ")"}, true
	case l.Kind == markdown.HTMLLink || l.Kind == markdown.HTMLImage:
		return edit{l.Offset, l.End, html.EscapeString(dest)}, !strings.HasPrefix(written, "<")
	}
	return edit{l.Offset, l.End, dest}, true
}

// commentEdits removes every comment that is not an example inside code, with its line if it stands alone.
func commentEdits(doc *markdown.Doc, start int) []edit {
	source := doc.Source
	if !bytes.Contains(source[start:], []byte("<!--")) {
		return nil
	}
	var out []edit
	code := codeRanges(doc.Blocks, nil)
	spans := codeSpans{source: source, unclosed: map[int]int{}}
	for i := start; i < len(source); {
		for len(code) > 0 && code[0].to <= i {
			code = code[1:]
		}
		switch {
		case len(code) > 0 && code[0].from <= i:
			i = code[0].to
		case source[i] == '\\':
			i += 2
		case source[i] == '`':
			i = spans.after(i)
		case bytes.HasPrefix(source[i:], []byte("<!--")):
			n := bytes.Index(source[i:], []byte("-->"))
			if n < 0 {
				return out
			}
			e := wholeLine(source, edit{from: i, to: i + n + len("-->")})
			out = append(out, e)
			i = e.to
		default:
			i++
		}
	}
	return out
}

// codeRanges lists the ranges of blocks of code, in order.
func codeRanges(blocks []*markdown.Block, out []edit) []edit {
	for _, b := range blocks {
		if b.Kind == markdown.Code {
			out = append(out, edit{from: b.Offset, to: b.End})
		}
		out = codeRanges(b.Children, out)
	}
	return out
}

// codeSpans finds the ends of code spans. It remembers where the paragraph ends, and which runs of backticks
// nothing in it closes, so that a page of backticks is read once.
type codeSpans struct {
	source    []byte
	paragraph int         // where the paragraph that was looked at last ends
	unclosed  map[int]int // length of a run → end of the paragraph in which nothing closes it
}

// after returns the offset after the code span that begins at i, or after its backticks if nothing in its
// paragraph closes them.
func (s *codeSpans) after(i int) int {
	ticks := run(s.source[i:])
	i += ticks
	if i >= s.paragraph {
		s.paragraph = len(s.source)
		if n := bytes.Index(s.source[i:], []byte("\n\n")); n >= 0 {
			s.paragraph = i + n
		}
	}
	if s.unclosed[ticks] == s.paragraph {
		return i
	}
	for j := i; j < s.paragraph; {
		n := run(s.source[j:])
		if n == ticks {
			return j + n
		}
		j += max(n, 1)
	}
	s.unclosed[ticks] = s.paragraph
	return i
}

// run is the number of backticks that text begins with.
func run(text []byte) int {
	n := 0
	for n < len(text) && text[n] == '`' {
		n++
	}
	return n
}

// wholeLine widens an edit over the blanks before it, and over its line if nothing else stands there.
func wholeLine(source []byte, e edit) edit {
	for e.from > 0 && (source[e.from-1] == ' ' || source[e.from-1] == '\t') {
		e.from--
	}
	startsLine := e.from == 0 || source[e.from-1] == '\n'
	if startsLine && e.to < len(source) && source[e.to] == '\n' {
		e.to++
		if e.from > 1 && source[e.from-2] == '\n' && e.to < len(source) && source[e.to] == '\n' {
			e.to++ // one blank line parts what it stood between
		}
	}
	return e
}

func titleOf(t site.Target) string {
	switch {
	case t.Page != nil:
		return t.Page.Title
	case t.Section != nil:
		return t.Section.Title
	}
	return ""
}
