package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func itoa(n int) string { return strconv.Itoa(n) }

// inline converts the content of a block. What its comments and box say is left in r.id, r.was and r.task.
func (r *reader) inline(n ast.Node) Inline {
	r.id, r.was, r.task = "", nil, NoBox
	in := Inline{doc: r.doc, Offset: max(0, n.Pos()), pieces: r.pieces(n)}
	in.End = in.Offset
	if lines := n.Lines(); lines != nil && lines.Len() > 0 {
		in.Offset = lines.At(0).Start
		in.End = lines.At(lines.Len() - 1).Stop
		in.End = in.Offset + len(bytes.TrimRight(r.src[in.Offset:max(in.Offset, in.End)], " \t\n"))
	}
	in.pieces = trimRight(in.pieces, r.src)
	if r.task != NoBox {
		in = in.trimLeft()
	}
	if len(in.pieces) > 0 {
		in.Offset = in.pieces[0].start
	}
	return in
}

func (r *reader) pieces(parent ast.Node) []piece {
	var pieces []piece
	if n := parent.ChildCount(); n > 0 {
		pieces = make([]piece, 0, n)
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		pieces = r.piece(pieces, n)
	}
	return pieces
}

func (r *reader) piece(pieces []piece, n ast.Node) []piece {
	start := n.Pos()
	end, ok := r.ends[n]
	if !ok || end < start {
		end = start
	}
	switch n := n.(type) {
	case *ast.Text:
		pieces = r.text(pieces, n.Segment.Start, n.Segment.Stop, n.IsRaw())
		switch {
		case n.HardLineBreak():
			pieces = append(pieces, piece{kind: hardBreakPiece, start: n.Segment.Stop, end: n.Segment.Stop})
		case n.SoftLineBreak():
			pieces = append(pieces, piece{kind: softBreakPiece, start: n.Segment.Stop, end: n.Segment.Stop})
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
		i := r.addLink(&Link{Kind: Normal, Dest: decode(n.Destination), Title: decode(n.Title)})
		r.locate(i, n.Destination, start, end)
		p := piece{kind: linkPiece, start: start, end: end, link: i, kids: r.pieces(n)}
		i.Text = (Inline{doc: r.doc, pieces: p.kids}).Plain()
		pieces = append(pieces, p)
	case *ast.Image:
		i := r.addLink(&Link{Kind: Image, Dest: decode(n.Destination), Title: decode(n.Title)})
		r.locate(i, n.Destination, start, end)
		before := len(r.doc.Links)
		alt := r.pieces(n)
		r.doc.Links = r.doc.Links[:before] // links in an alternative text lead nowhere
		i.Text = (Inline{doc: r.doc, pieces: alt}).Plain()
		pieces = append(pieces, piece{kind: imagePiece, start: start, end: end, link: i})
	case *ast.AutoLink:
		label := string(n.Label(r.src))
		dest := string(n.URL(r.src))
		if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
			dest = "mailto:" + dest
		}
		start, end = r.autoRange(start, end, label)
		l := r.addLink(&Link{Kind: Auto, Dest: dest, Text: label, Offset: start, End: end})
		pieces = append(pieces, piece{kind: linkPiece, start: start, end: end, link: l})
	case *wiki:
		l := r.addLink(&Link{Kind: Wiki, Dest: n.dest, Text: n.label, Offset: start + 2, End: end - 2})
		if i := bytes.IndexByte(r.src[l.Offset:l.End], '|'); i >= 0 {
			l.End = l.Offset + i
		}
		pieces = append(pieces, piece{kind: linkPiece, start: start, end: end, link: l})
	case *box:
		r.task = Open
		if n.done {
			r.task = Done
		}
	case *extast.FootnoteLink:
		pieces = append(pieces, piece{kind: footnotePiece, start: start, end: end, number: n.Index, nth: n.RefIndex})
	case *ast.RawHTML:
		r.rawInline(n)
	}
	return pieces
}

// rawInline reads a comment.
func (r *reader) rawInline(n *ast.RawHTML) {
	m := commentPattern.FindSubmatch(n.Segments.Value(r.src))
	switch {
	case m == nil:
	case string(m[1]) == "id":
		r.id = string(m[2])
	default:
		r.was = append(r.was, string(m[2]))
	}
}

// text appends a run of text, cut where an escape or entity stands.
func (r *reader) text(pieces []piece, start, stop int, raw bool) []piece {
	from := start
	if !raw {
		for i := start; i < stop; {
			if c := r.src[i]; c != '\\' && c != '&' {
				i++
				continue
			}
			s, n := decodeOne(r.src[i:stop])
			if n == 0 {
				i++
				continue
			}
			if from < i {
				pieces = append(pieces, piece{start: from, end: i})
			}
			pieces = append(pieces, piece{start: i, end: i + n, decoded: s, isDecoded: true})
			i += n
			from = i
		}
	}
	if from < stop {
		pieces = append(pieces, piece{start: from, end: stop})
	}
	return pieces
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
		p.start = p.kids[0].start - signs
		p.end = min(p.kids[len(p.kids)-1].end+signs, len(r.src))
	}
	return p
}

func (r *reader) addLink(l *Link) *Link {
	l.Index = len(r.doc.Links)
	r.doc.Links = append(r.doc.Links, l)
	return l
}

// locate sets the range of a link to its destination, if that stands in the text as a piece of Source.
func (r *reader) locate(l *Link, dest []byte, start, end int) {
	l.Offset, l.End = start, end
	if len(dest) == 0 {
		return
	}
	if at := cap(r.src) - cap(dest); at >= 0 && at+len(dest) <= len(r.src) && &r.src[at] == &dest[0] {
		l.Offset, l.End = at, at+len(dest)
	}
}

// autoRange finds the label of an autolink.
func (r *reader) autoRange(start, end int, label string) (int, int) {
	if i := strings.LastIndex(string(r.src[start:end]), label); i >= 0 {
		return start + i, start + i + len(label)
	}
	return start, end
}

// trimRight takes blanks off the end, which a comment there leaves behind.
func trimRight(pieces []piece, src []byte) []piece {
	for len(pieces) > 0 {
		last := &pieces[len(pieces)-1]
		switch last.kind {
		case softBreakPiece:
		case textPiece:
			if last.isDecoded {
				return pieces
			}
			last.end = last.start + len(bytes.TrimRight(src[last.start:last.end], " \t\n"))
			if last.start < last.end {
				return pieces
			}
		default:
			return pieces
		}
		pieces = pieces[:len(pieces)-1]
	}
	return pieces
}

// cutBar cuts the inside of a wiki link into name and text. In a table the bar is written \|.
func cutBar(inner []byte) (name, label string) {
	left, right, _ := bytes.Cut(inner, []byte{'|'})
	left = bytes.TrimSuffix(left, []byte{'\\'})
	return decode(bytes.TrimSpace(left)), decode(bytes.TrimSpace(right))
}
