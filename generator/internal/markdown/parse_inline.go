package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inline converts the content of a block. What its comments and box say is left in r.id, r.was and r.task.
func (r *reader) inline(n ast.Node) Inline {
	r.id, r.was, r.task = "", nil, NoBox
	r.gone, r.skip = r.vanishing(n), 0
	in := Inline{doc: r.doc, Offset: r.start(n)}
	if lines := n.Lines(); lines.Len() > 0 {
		in.Offset = lines.At(0).Start
		in.End = lines.At(lines.Len() - 1).Stop
	}
	in.pieces = trimBlank(r.pieces(n), r.src)
	r.nameAnchors(in.pieces)
	if len(in.pieces) > 0 {
		in.Offset = in.pieces[0].start
		in.End = in.pieces[len(in.pieces)-1].end
	}
	in.End = max(in.Offset, in.End)
	return in
}

func (r *reader) pieces(parent ast.Node) []piece {
	n := parent.ChildCount()
	if n == 0 {
		return nil
	}
	pieces := make([]piece, 0, min(n, 8))
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		pieces = r.piece(pieces, n)
	}
	pieces = r.findUndefined(pieces)
	if len(pieces) < cap(pieces) {
		pieces = slices.Clone(pieces) // they stay as long as the handbook does
	}
	return pieces
}

// piece appends what an inline node is to pieces.
func (r *reader) piece(pieces []piece, n ast.Node) []piece {
	start := n.Pos()
	if r.gone.contains(start) {
		return pieces
	}
	end := max(start, min(r.ends[n], len(r.src)))
	switch n := n.(type) {
	case *ast.Text:
		s := n.Segment
		if len(pieces) > 0 && pieces[len(pieces)-1].kind != textPiece {
			r.skip = max(r.skip, kramdownEnd(r.src, s.Start))
		}
		s.Start = min(max(s.Start, r.skip), s.Stop)
		pieces = r.text(pieces, s.Start, s.Stop, markup)
		switch {
		case n.HardLineBreak():
			pieces = append(r.trimEnd(pieces), piece{kind: hardBreakPiece, start: s.Stop, end: s.Stop})
		case n.SoftLineBreak():
			pieces = append(r.trimEnd(pieces), piece{kind: softBreakPiece, start: s.Stop, end: s.Stop})
		}
	case *ast.CodeSpan:
		pieces = append(pieces, r.codeSpan(n, start, end))
	case *ast.Emphasis:
		kind := emphasisPiece
		if n.Level == 2 {
			kind = strongPiece
		}
		pieces = append(pieces, r.around(kind, n, n.Level))
	case *extast.Strikethrough:
		pieces = append(pieces, r.around(strikePiece, n, 1))
	case *ast.Link:
		pieces = r.link(pieces, n, start, end)
	case *ast.Image:
		pieces = r.image(pieces, n, start, end)
	case *ast.AutoLink:
		pieces = append(pieces, r.autoLink(n, start, end))
	case *wiki:
		l := r.addLink(&Link{Kind: Wiki, Dest: n.dest, Text: n.label, Offset: start + 2, End: end - 2})
		if i := bytes.IndexByte(r.src[l.Offset:l.End], '|'); i >= 0 {
			l.End = l.Offset + i
			if r.src[l.End-1] == '\\' {
				l.End--
			}
		}
		pieces = append(pieces, piece{kind: linkPiece, start: start, end: end, link: l})
	case *templateNode:
		r.templates.add(n.segment.Start, n.segment.Stop)
		pieces = r.text(pieces, n.segment.Start, n.segment.Stop, verbatim)
	case *box:
		r.task = Open
		if n.done {
			r.task = Done
		}
	case *extast.FootnoteLink:
		p := piece{kind: footnotePiece, start: start, end: end, decoded: strconv.Itoa(n.Index), nth: int32(r.doc.refs[n.Index])}
		if r.doc.refs == nil {
			r.doc.refs = map[int]int{}
		}
		r.doc.refs[n.Index]++
		pieces = append(pieces, p)
	case *ast.RawHTML:
		pieces = r.rawInline(pieces, n)
	}
	return pieces
}

// reading tells what stands for something else in a text.
type reading uint8

const (
	markup   reading = iota // backslash escapes and entities
	entities                // entities, as in HTML
	verbatim                // nothing
)

// text appends a range of Source, cut where an escape or entity stands.
func (r *reader) text(pieces []piece, start, stop int, as reading) []piece {
	from := start
	for i := start; i < stop && as != verbatim; {
		if c := r.src[i]; c != '&' && (c != '\\' || as == entities) {
			i++
			continue
		}
		s, n := decodeOne(r.src[i:stop])
		if n == 0 {
			i++
			continue
		}
		pieces = appendText(pieces, from, i)
		pieces = append(pieces, piece{start: i, end: i + n, decoded: s, isDecoded: true})
		i += n
		from = i
	}
	return appendText(pieces, from, stop)
}

// trimEnd takes blanks off the end of a line, which goldmark leaves there when it has looked for bare addresses.
func (r *reader) trimEnd(pieces []piece) []piece {
	if n := len(pieces); n > 0 {
		if last := &pieces[n-1]; last.kind == textPiece && !last.isDecoded {
			last.end = last.start + len(bytes.TrimRight(r.src[last.start:last.end], " \t"))
			if last.end == last.start {
				return pieces[:n-1]
			}
		}
	}
	return pieces
}

// appendText appends a range of Source, to the text before it if that ends there.
func appendText(pieces []piece, start, end int) []piece {
	if start >= end {
		return pieces
	}
	// A line that ends and begins without anything else goes on in the same piece.
	if n := len(pieces); n > 1 && pieces[n-1].kind == softBreakPiece && pieces[n-1].end+1 == start && pieces[n-2].endsAt(start-1) {
		pieces = pieces[:n-1]
		pieces[n-2].end = start
	}
	if n := len(pieces); n > 0 && pieces[n-1].endsAt(start) {
		pieces[n-1].end = end
		return pieces
	}
	return append(pieces, piece{start: start, end: end})
}

// endsAt reports whether p is text as it stands in Source, up to an offset.
func (p *piece) endsAt(offset int) bool {
	return p.kind == textPiece && !p.isDecoded && p.end == offset
}

func (r *reader) codeSpan(n *ast.CodeSpan, start, end int) piece {
	p := piece{kind: codePiece, start: start, end: end, isDecoded: true}
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(r.src)
		if bytes.HasSuffix(value, []byte("\n")) {
			b.Write(value[:len(value)-1])
			b.WriteByte(' ')
		} else {
			b.Write(value)
		}
	}
	p.decoded = b.String()
	return p
}

// around converts emphasis, which reaches from its first sign to its last.
func (r *reader) around(kind pieceKind, n ast.Node, signs int) piece {
	p := piece{kind: kind, start: n.Pos(), kids: r.pieces(n)}
	p.end = p.start
	if len(p.kids) > 0 {
		p.start = max(0, p.kids[0].start-signs)
		p.end = min(p.kids[len(p.kids)-1].end+signs, len(r.src))
	}
	return p
}

// link converts a link. One whose destination a template language would fill in prints as it is written.
func (r *reader) link(pieces []piece, n *ast.Link, start, end int) []piece {
	if at := (span{{start, end}}); r.isTemplate(string(n.Destination), at) {
		return r.text(pieces, start, end, verbatim)
	}
	l := r.addLink(&Link{Kind: Normal, Dest: decode(n.Destination), Title: decode(n.Title)})
	r.locate(l, n.Destination, start, end)
	p := piece{kind: linkPiece, start: start, end: end, link: l, kids: r.pieces(n)}
	l.Text = (Inline{doc: r.doc, pieces: p.kids}).Plain()
	return append(pieces, p)
}

// image converts an image. Of what stands in its alternative text only the text counts.
func (r *reader) image(pieces []piece, n *ast.Image, start, end int) []piece {
	if at := (span{{start, end}}); r.isTemplate(string(n.Destination), at) {
		return r.text(pieces, start, end, verbatim)
	}
	l := r.addLink(&Link{Kind: Image, Dest: decode(n.Destination), Title: decode(n.Title)})
	r.locate(l, n.Destination, start, end)
	links, holders := len(r.doc.Links), len(r.holders)
	l.Text = (Inline{doc: r.doc, pieces: r.pieces(n)}).Plain()
	r.doc.Links, r.holders = r.doc.Links[:links], r.holders[:holders]
	if strings.TrimSpace(l.Text) == "" {
		r.withoutAlt(start, end)
	}
	return append(pieces, piece{kind: imagePiece, start: start, end: end, link: l})
}

func (r *reader) autoLink(n *ast.AutoLink, start, end int) piece {
	label := string(n.Label(r.src))
	dest := string(n.URL(r.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	// A bare address is found from the blank before it, and one in brackets from the bracket.
	l := &Link{Kind: Auto, Dest: dest, Text: label, Offset: start, End: end}
	if i := bytes.LastIndex(r.src[start:end], []byte(label)); i >= 0 {
		l.Offset, l.End = start+i, start+i+len(label)
	}
	if r.src[start] != '<' {
		start = l.Offset
	}
	r.addLink(l)
	return piece{kind: linkPiece, start: start, end: end, link: l}
}

func (r *reader) addLink(l *Link) *Link {
	l.Index = len(r.doc.Links)
	r.doc.Links = append(r.doc.Links, l)
	return l
}

// locate sets the range of a link to its destination. goldmark gives that as a piece of Source, unless it was
// put together from several lines.
func (r *reader) locate(l *Link, dest []byte, start, end int) {
	l.Offset, l.End = start, end
	if len(dest) == 0 {
		return
	}
	if at := cap(r.src) - cap(dest); at >= 0 && at+len(dest) <= len(r.src) && &r.src[at] == &dest[0] {
		l.Offset, l.End = at, at+len(dest)
	}
}

// rawInline converts a tag or comment inside of text.
func (r *reader) rawInline(pieces []piece, n *ast.RawHTML) []piece {
	var s span
	for i := range n.Segments.Len() {
		part := n.Segments.At(i)
		s = append(s, stretch{part.Start, part.Stop})
	}
	return append(pieces, r.markup(r.tokens(s))...)
}

// nameAnchors gives each <a href> the text up to its end tag.
func (r *reader) nameAnchors(pieces []piece) {
	open := -1
	for i := range pieces {
		p := &pieces[i]
		if p.kind == tagPiece && p.tag.name == "a" {
			if open >= 0 && pieces[open].link != nil {
				pieces[open].link.Text = strings.TrimSpace((Inline{doc: r.doc, pieces: pieces[open+1 : i]}).Plain())
			}
			open = i
			if p.tag.closes {
				open = -1
			}
		}
		if len(p.kids) > 0 {
			r.nameAnchors(p.kids)
		}
	}
}

// trimBlank takes blanks off both ends, as a box or a comment there leaves behind.
func trimBlank(pieces []piece, src []byte) []piece {
	for len(pieces) > 0 {
		last := &pieces[len(pieces)-1]
		if last.kind == textPiece && !last.isDecoded {
			last.end = last.start + len(bytes.TrimRight(src[last.start:last.end], " \t\n"))
			if last.start < last.end {
				break
			}
		} else if last.kind != softBreakPiece && last.kind != hardBreakPiece {
			break
		}
		pieces = pieces[:len(pieces)-1]
	}
	for len(pieces) > 0 {
		first := &pieces[0]
		if first.kind == textPiece && !first.isDecoded {
			first.start = first.end - len(bytes.TrimLeft(src[first.start:first.end], " \t\n"))
			if first.start < first.end {
				break
			}
		} else if first.kind != softBreakPiece && first.kind != hardBreakPiece {
			break
		}
		pieces = pieces[1:]
	}
	return pieces
}

// cutBar cuts the inside of a wiki link into name and text. In a table the bar is written \|.
func cutBar(inner []byte) (name, label string) {
	left, right, _ := bytes.Cut(inner, []byte{'|'})
	left = bytes.TrimSuffix(left, []byte{'\\'})
	return decode(bytes.TrimSpace(left)), decode(bytes.TrimSpace(right))
}
