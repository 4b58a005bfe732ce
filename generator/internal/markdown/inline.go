package markdown

import "strings"

// Inline is a run of text with its markup: a paragraph, a cell, or the rest of either after a lead.
type Inline struct {
	Offset, End int
	doc         *Doc
	pieces      []piece
}

// pieceKind tells what a piece is.
type pieceKind uint8

const (
	textPiece      pieceKind = iota
	codePiece                // text is set only if it is not what stands in Source
	emphasisPiece            // *x*
	strongPiece              // **x**
	strikePiece              // ~~x~~
	linkPiece                // any link but an image; without pieces of its own it shows its link's Text
	imagePiece               // ![alt](src)
	softBreakPiece           // the end of a line, where that is no part of a textPiece
	hardBreakPiece           // … that is meant
	footnotePiece            // [^1]
	tagPiece                 // raw HTML that is allowed
)

// A piece is a part of an Inline. The text of a piece without decoded text is Source[start:end], where the end of a
// line is a blank. There are many pieces in a handbook, so they are small.
type piece struct {
	kind       pieceKind
	isDecoded  bool
	nth        int32 // footnotePiece: which of the places that refer to it
	start, end int
	decoded    string // what an escape or entity stands for; footnotePiece: the number
	kids       []piece
	link       *Link
	tag        *tag
}

// text returns the text of a textPiece or codePiece.
func (p *piece) text(src []byte) string {
	if p.isDecoded {
		return p.decoded
	}
	return string(src[p.start:p.end])
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }

// Span is a piece of an Inline: text, or a link with its text.
type Span struct {
	Text        string
	Link        *Link // nil for text
	Offset, End int
}

// Plain returns the text without markup, in one line. An image gives its alternative text.
func (in Inline) Plain() string {
	if len(in.pieces) == 1 && in.pieces[0].kind == textPiece {
		return oneLine(in.pieces[0].text(in.doc.Source))
	}
	var b strings.Builder
	in.doc.plain(&b, in.pieces)
	return b.String()
}

func (d *Doc) plain(b *strings.Builder, pieces []piece) {
	for i := range pieces {
		switch p := &pieces[i]; p.kind {
		case textPiece, codePiece:
			b.WriteString(oneLine(p.text(d.Source)))
		case softBreakPiece, hardBreakPiece:
			b.WriteByte(' ')
		case imagePiece:
			b.WriteString(p.link.Text)
		case linkPiece:
			if len(p.kids) == 0 {
				b.WriteString(p.link.plain())
			}
			d.plain(b, p.kids)
		case tagPiece:
			b.WriteString(p.tag.plain())
		case footnotePiece:
		default:
			d.plain(b, p.kids)
		}
	}
}

// Spans returns the text cut at its links: pieces of text, and links with their text.
func (in Inline) Spans() []Span {
	if in.doc == nil {
		return nil
	}
	return in.doc.spans(nil, in.pieces)
}

func (d *Doc) spans(spans []Span, pieces []piece) []Span {
	add := func(s Span) {
		if n := len(spans); s.Link == nil && n > 0 && spans[n-1].Link == nil {
			spans[n-1].Text += s.Text
			spans[n-1].End = s.End
			return
		}
		spans = append(spans, s)
	}
	for i := range pieces {
		switch p := &pieces[i]; p.kind {
		case linkPiece, imagePiece:
			add(Span{Text: p.link.plain(), Link: p.link, Offset: p.start, End: p.end})
		case emphasisPiece, strongPiece, strikePiece:
			for _, s := range d.spans(nil, p.kids) {
				add(s)
			}
		default:
			var b strings.Builder
			d.plain(&b, pieces[i:i+1])
			if b.Len() > 0 {
				add(Span{Text: b.String(), Offset: p.start, End: p.end})
			}
		}
	}
	return spans
}

// Links returns the links of the text in order, those inside other links included.
func (in Inline) Links() []*Link { return linksOf(nil, in.pieces) }

func linksOf(links []*Link, pieces []piece) []*Link {
	for i := range pieces {
		if l := pieces[i].link; l != nil {
			links = append(links, l)
		}
		links = linksOf(links, pieces[i].kids)
	}
	return links
}

// Empty reports whether there is nothing to see.
func (in Inline) Empty() bool {
	for i := range in.pieces {
		switch p := &in.pieces[i]; p.kind {
		case softBreakPiece, hardBreakPiece:
		case textPiece:
			if strings.TrimSpace(p.text(in.doc.Source)) != "" {
				return false
			}
		case tagPiece:
			if p.tag.visible() {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// Links returns all links inside b, at every depth.
func (b *Block) Links() []*Link {
	links := linksOf(nil, b.Text.pieces)
	for _, row := range b.Rows {
		for _, cell := range row.Cells {
			links = linksOf(links, cell.pieces)
		}
	}
	for _, c := range b.Children {
		links = append(links, c.Links()...)
	}
	return links
}

// Plain returns all text inside b without markup, a line for each block and each row.
func (b *Block) Plain() string {
	var lines []string
	b.appendPlain(&lines)
	return strings.Join(lines, "\n")
}

func (b *Block) appendPlain(lines *[]string) {
	add := func(s string) {
		if s != "" {
			*lines = append(*lines, s)
		}
	}
	if b.Kind == Callout && b.Text.doc == nil {
		add(b.Title)
	}
	if b.Kind == Code {
		add(strings.TrimSuffix(b.code(), "\n"))
	}
	if b.Text.doc != nil {
		add(strings.TrimSpace(b.Text.Plain()))
	}
	for _, row := range b.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Plain())
		}
		add(strings.TrimSpace(strings.Join(cells, " ")))
	}
	for _, c := range b.Children {
		c.appendPlain(lines)
	}
}

// code returns the text of a Code block.
func (b *Block) code() string {
	var s strings.Builder
	for _, l := range b.rare.lines {
		for range l.blanks {
			s.WriteByte(' ')
		}
		s.Write(b.doc.Source[l.start:l.end])
		if l.end == l.start || b.doc.Source[l.end-1] != '\n' {
			s.WriteByte('\n')
		}
	}
	return s.String()
}
