package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lead is what a paragraph or item begins with when it begins with bold text or with a link: the label of
// a labelled list item, or the name of a part.
type Lead struct {
	Text        string // plain text inside the bold or the link, without a closing colon
	Offset, End int    // of that text
	Bold        bool
	Link        *Link     // the link inside or around the bold, or nil
	Separator   Separator // what follows
	Rest        Inline    // what follows the separator, without leading blanks
}

// Separator is what stands between a label and its text.
type Separator uint8

// The separators. A label needs Colon or Dash.
const (
	NoSeparator Separator = iota
	Colon                 // inside or outside the bold
	Dash                  // "-", "–" or "—" with a blank on both sides
	Nothing               // the lead is all there is (a colon may still have closed it: then Colon with an empty Rest)
)

const colons = ":："

// Lead returns what the text begins with, or nil if that is neither bold nor a link.
func (in Inline) Lead() *Lead {
	pieces := skipBlank(in.pieces, in.source())
	if len(pieces) == 0 {
		return nil
	}
	lead := &Lead{}
	name := pieces[0].kids
	switch first := &pieces[0]; {
	case first.kind == strongPiece:
		lead.Bold = true
		if p := onlyLink(first.kids, in.source()); p != nil {
			lead.Link = p.link
		}
	case first.kind == linkPiece:
		lead.Link = first.link
		if len(first.kids) == 1 && first.kids[0].kind == strongPiece {
			lead.Bold = true
			name = first.kids[0].kids
		}
	default:
		return nil
	}

	text := (Inline{doc: in.doc, pieces: name}).Plain()
	if len(name) == 0 {
		text = lead.Link.plain()
	}
	text = strings.TrimSpace(text)
	if cut := strings.TrimRight(text, colons); cut != text {
		lead.Separator = Colon
		text = strings.TrimSpace(cut)
	}
	lead.Offset, lead.End = extent(name, &pieces[0], in.source())
	lead.Text = text
	lead.Rest = in.after(pieces[1:], pieces[0].end)
	if lead.Separator == NoSeparator {
		lead.Separator = lead.Rest.separator()
	}
	lead.Rest = lead.Rest.trimLeft()
	return lead
}

func (in Inline) source() []byte {
	if in.doc == nil {
		return nil
	}
	return in.doc.Source
}

// after returns the rest of in that begins with pieces.
func (in Inline) after(pieces []piece, offset int) Inline {
	return Inline{Offset: offset, End: max(offset, in.End), doc: in.doc, pieces: pieces}
}

// separator cuts the separator off the beginning of in, and tells which it was.
func (in *Inline) separator() Separator {
	rest := in.trimLeft()
	if len(rest.pieces) == 0 {
		return Nothing
	}
	first := &rest.pieces[0]
	if first.kind != textPiece || first.isDecoded {
		return NoSeparator
	}
	text := string(in.doc.Source[first.start:first.end])
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case strings.ContainsRune(colons, r):
		*in = rest.cut(size)
		return Colon
	case strings.ContainsRune("-–—", r) && rest.Offset > in.Offset && rest.cut(size).beginsBlank():
		*in = rest.cut(size)
		return Dash
	}
	return NoSeparator
}

// cut returns in without the first n bytes of its first piece, a text that is written as it reads.
func (in Inline) cut(n int) Inline {
	first := in.pieces[0]
	first.start += n
	rest := in.after(in.pieces[1:], first.start)
	if first.start < first.end {
		rest.pieces = append([]piece{first}, in.pieces[1:]...)
	}
	return rest
}

// beginsBlank reports whether in begins with a blank or is at its end.
func (in Inline) beginsBlank() bool {
	if len(in.pieces) == 0 {
		return true
	}
	switch first := &in.pieces[0]; first.kind {
	case softBreakPiece, hardBreakPiece:
		return true
	case textPiece:
		r, _ := utf8.DecodeRuneInString(first.text(in.doc.Source))
		return unicode.IsSpace(r)
	}
	return false
}

// trimLeft returns in without leading blanks.
func (in Inline) trimLeft() Inline {
	pieces := skipBlank(in.pieces, in.source())
	if len(pieces) == 0 {
		return in.after(nil, in.End)
	}
	rest := in.after(pieces, pieces[0].start)
	if first := &pieces[0]; first.kind == textPiece && !first.isDecoded {
		text := string(in.doc.Source[first.start:first.end])
		if n := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace)); n > 0 {
			return rest.cut(n)
		}
	}
	return rest
}

// skipBlank returns pieces from the first that is more than blanks.
func skipBlank(pieces []piece, src []byte) []piece {
	for len(pieces) > 0 {
		switch p := &pieces[0]; p.kind {
		case softBreakPiece, hardBreakPiece:
		case textPiece:
			if strings.TrimSpace(p.text(src)) != "" {
				return pieces
			}
		default:
			return pieces
		}
		pieces = pieces[1:]
	}
	return nil
}

// onlyLink returns the link among pieces if everything else there is blank or a colon.
func onlyLink(pieces []piece, src []byte) *piece {
	var link *piece
	for i := range pieces {
		switch p := &pieces[i]; {
		case p.kind == linkPiece && link == nil:
			link = p
		case p.kind == textPiece && strings.Trim(p.text(src), colons+" ") == "":
		default:
			return nil
		}
	}
	return link
}

// extent returns the range of the text inside a lead, without markup around it and without a closing colon.
func extent(name []piece, whole *piece, src []byte) (start, end int) {
	for {
		if link := onlyLink(name, src); link != nil {
			name, whole = link.kids, link
		} else if len(name) == 1 && len(name[0].kids) > 0 {
			name, whole = name[0].kids, &name[0]
		} else {
			break
		}
	}
	if len(name) == 0 {
		return whole.start, whole.end
	}
	start, end = name[0].start, name[len(name)-1].end
	return start, start + len(strings.TrimRight(string(src[start:end]), colons+" "))
}
