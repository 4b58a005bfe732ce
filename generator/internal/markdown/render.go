package markdown

import (
	"strconv"
	"strings"
)

// HTML returns the HTML of blocks of d, with links as env resolves them.
func (d *Doc) HTML(blocks []*Block, env *Env) string {
	w := newWriter(d, env)
	w.blocks(blocks)
	return w.String()
}

// InlineHTML returns the HTML of a run of text, with links as env resolves them.
func (d *Doc) InlineHTML(in Inline, env *Env) string {
	w := newWriter(d, env)
	w.inline(in)
	return w.String()
}

// A writer writes HTML of one call.
type writer struct {
	strings.Builder
	doc *Doc
	env Env
}

func newWriter(d *Doc, env *Env) *writer {
	w := &writer{doc: d}
	if env != nil {
		w.env = *env
	}
	return w
}

func (w *writer) blocks(blocks []*Block) {
	for _, b := range blocks {
		w.block(b)
	}
}

func (w *writer) block(b *Block) {
	switch b.Kind {
	case Paragraph:
		if b.tight {
			w.inline(b.Text)
			w.WriteByte('\n')
			return
		}
		w.WriteString("<p>")
		w.inline(b.Text)
		w.WriteString("</p>\n")
	case Heading:
		level := strconv.Itoa(min(b.Level+w.env.Shift, 6))
		w.WriteString("<h" + level)
		w.id(b.ID, b.anchor)
		w.WriteByte('>')
		w.inline(b.Text)
		w.WriteString("</h" + level + ">\n")
	case List:
		w.list(b)
	case Item:
		w.item(b)
	case Table:
		w.table(b)
	case Code:
		w.WriteString("<pre><code>")
		w.escape(b.code())
		w.WriteString("</code></pre>\n")
	case Quote:
		w.WriteString("<blockquote>\n")
		w.blocks(b.Children)
		w.WriteString("</blockquote>\n")
	case Rule:
		w.WriteString("<hr>\n")
	default:
		w.blocks(b.Children)
	}
}

func (w *writer) id(id string, anchor bool) {
	if id != "" && anchor && !w.env.NoIDs {
		w.attr("id", id)
	}
}

func (w *writer) attr(name, value string) {
	w.WriteByte(' ')
	w.WriteString(name)
	w.WriteString(`="`)
	w.escape(value)
	w.WriteByte('"')
}

func (w *writer) list(b *Block) {
	name := "ul"
	if b.Ordered {
		name = "ol"
	}
	w.WriteString("<" + name)
	if b.Ordered && b.start != 1 {
		w.attr("start", strconv.Itoa(b.start))
	}
	w.WriteString(">\n")
	w.blocks(b.Children)
	w.WriteString("</" + name + ">\n")
}

func (w *writer) item(b *Block) {
	w.WriteString("<li")
	w.id(b.ID, b.anchor)
	w.WriteByte('>')
	if !b.tight && b.Text.doc != nil {
		w.WriteString("\n<p>")
	}
	w.inline(b.Text)
	if !b.tight && b.Text.doc != nil {
		w.WriteString("</p>\n")
	}
	if b.tight && len(b.Children) > 0 {
		w.WriteByte('\n')
	}
	w.blocks(b.Children)
	w.WriteString("</li>\n")
}

func (w *writer) table(b *Block) {
	w.WriteString("<table>\n")
	for i, row := range b.Rows {
		cell := "td"
		if i == 0 {
			cell = "th"
			w.WriteString("<thead>\n")
		}
		w.WriteString("<tr")
		w.id(row.ID, row.anchor)
		w.WriteString(">\n")
		for _, in := range row.Cells {
			w.WriteString("<" + cell + ">")
			w.inline(in)
			w.WriteString("</" + cell + ">\n")
		}
		w.WriteString("</tr>\n")
		switch {
		case i == 0 && len(b.Rows) > 1:
			w.WriteString("</thead>\n<tbody>\n")
		case i == 0:
			w.WriteString("</thead>\n")
		case i == len(b.Rows)-1:
			w.WriteString("</tbody>\n")
		}
	}
	w.WriteString("</table>\n")
}

func (w *writer) inline(in Inline) { w.pieces(in.pieces) }

func (w *writer) pieces(pieces []piece) {
	for i := range pieces {
		w.piece(&pieces[i])
	}
}

func (w *writer) piece(p *piece) {
	switch p.kind {
	case textPiece:
		w.escape(p.text(w.doc.Source))
	case codePiece:
		w.WriteString("<code>")
		w.escape(p.text(w.doc.Source))
		w.WriteString("</code>")
	case emphasisPiece:
		w.around("em", p)
	case strongPiece:
		w.around("strong", p)
	case strikePiece:
		w.around("del", p)
	case softBreakPiece:
		w.WriteByte('\n')
	case hardBreakPiece:
		w.WriteString("<br>\n")
	case linkPiece, imagePiece:
		w.link(p)
	}
}

func (w *writer) around(name string, p *piece) {
	w.WriteString("<" + name + ">")
	w.pieces(p.kids)
	w.WriteString("</" + name + ">")
}

func (w *writer) link(p *piece) {
	t := Target{Href: p.link.Dest}
	if w.env.Resolve != nil {
		if r := w.env.Resolve(p.link); r != (Target{}) {
			t = r
		}
	}
	if p.kind == imagePiece {
		w.WriteString("<img")
		w.attr("src", t.Href)
		w.attr("alt", p.link.Text)
		w.WriteString(">")
		return
	}
	if !w.env.NoLinks {
		w.WriteString("<a")
		w.attr("href", t.Href)
		w.WriteByte('>')
	}
	switch {
	case len(p.kids) > 0:
		w.pieces(p.kids)
	case p.link.Text != "":
		w.escape(p.link.Text)
	case t.Text != "":
		w.escape(t.Text)
	default:
		w.escape(p.link.Dest)
	}
	if !w.env.NoLinks {
		w.WriteString("</a>")
	}
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func (w *writer) escape(s string) { _, _ = escaper.WriteString(w, s) }
