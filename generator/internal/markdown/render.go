package markdown

import (
	"strconv"
	"strings"
)

// HTML returns the HTML of blocks of d, with links as env resolves them. It is complete in itself: what raw HTML
// leaves open is closed, and what it closes without having opened it is left out.
func (d *Doc) HTML(blocks []*Block, env *Env) string {
	w := newWriter(d, env)
	w.flow = true
	w.blocks(blocks)
	w.leave(mark{})
	return w.String()
}

// InlineHTML returns the HTML of a run of text, with links as env resolves them. It is complete in itself, too,
// and holds nothing that may not stand in a paragraph.
func (d *Doc) InlineHTML(in Inline, env *Env) string {
	w := newWriter(d, env)
	w.pieces(in.pieces)
	w.leave(mark{})
	return w.String()
}

// A writer writes the HTML of one call.
type writer struct {
	strings.Builder
	doc    *Doc
	env    Env
	linked bool // inside a link, where no other may stand
	balance
}

func newWriter(d *Doc, env *Env) *writer {
	w := &writer{doc: d}
	if env != nil {
		w.env = *env
	}
	w.linked = w.env.NoLinks
	return w
}

func (w *writer) blocks(blocks []*Block) {
	for i, b := range blocks {
		w.block(b)
		if b.Kind == Paragraph && b.tight && i < len(blocks)-1 {
			w.WriteByte('\n')
		}
	}
}

func (w *writer) block(b *Block) {
	if b.Kind != RawHTML && (b.Kind != Paragraph || !b.tight) {
		w.beforeBlock()
	}
	switch b.Kind {
	case Paragraph:
		if b.tight {
			w.flowText(b.Text)
			return
		}
		w.WriteString("<p>")
		w.phrasing(b.Text)
		w.WriteString("</p>\n")
	case Heading:
		w.heading(b)
	case List:
		w.list(b)
	case Item:
		w.item(b)
	case Table:
		w.table(b)
	case Code:
		w.code(b)
	case Quote:
		w.WriteString("<blockquote>\n")
		w.inside(b.Children)
		w.WriteString("</blockquote>\n")
	case Callout:
		w.callout(b)
	case Details:
		w.details(b)
	case RawHTML:
		w.pieces(b.Text.pieces)
		w.WriteByte('\n')
	case Rule:
		w.WriteString("<hr>\n")
	case Footnotes:
		w.closeTo(w.floor) // they belong to the page, not to what is open last
		w.WriteString("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n")
		w.blocks(b.Children)
		w.WriteString("</ol>\n</section>\n")
	case Footnote:
		w.footnote(b)
	case Definitions:
		w.WriteString("<dl>\n")
		w.blocks(b.Children)
		w.WriteString("</dl>\n")
	case Term:
		w.WriteString("<dt>")
		w.phrasing(b.Text)
		w.WriteString("</dt>\n")
	case Description:
		w.WriteString("<dd>")
		w.inside(b.Children)
		w.WriteString("</dd>\n")
	}
}

// inside writes the blocks of an element, which raw HTML in them cannot leave.
func (w *writer) inside(blocks []*Block) {
	m := w.enter(true)
	w.blocks(blocks)
	w.leave(m)
}

// phrasing writes text in an element that holds no blocks.
func (w *writer) phrasing(in Inline) {
	m := w.enter(false)
	w.pieces(in.pieces)
	w.leave(m)
}

// flowText writes text in an element that may hold blocks, too.
func (w *writer) flowText(in Inline) {
	m := w.enter(w.flow)
	w.pieces(in.pieces)
	w.leave(m)
}

// identify writes an id, unless the text stands on another page than its own.
func (w *writer) identify(id string, anchor bool) {
	if id != "" && anchor && !w.env.NoIDs {
		w.attribute("id", id)
	}
}

// oldIDs writes the ids that a block had before.
func (w *writer) oldIDs(b *Block) {
	if w.env.NoIDs {
		return
	}
	for _, id := range b.old {
		w.WriteString("<span")
		w.attribute("id", id)
		w.WriteString("></span>")
	}
}

func (w *writer) attribute(name, value string) {
	w.WriteByte(' ')
	w.WriteString(name)
	w.WriteString(`="`)
	w.text(value)
	w.WriteByte('"')
}

func (w *writer) heading(b *Block) {
	level := strconv.Itoa(max(1, min(b.Level+w.env.Shift, 6)))
	w.WriteString("<h")
	w.WriteString(level)
	w.identify(b.ID, b.anchor)
	w.WriteByte('>')
	w.oldIDs(b)
	w.phrasing(b.Text)
	w.WriteString("</h")
	w.WriteString(level)
	w.WriteString(">\n")
}

func (w *writer) list(b *Block) {
	name := "ul"
	if b.Ordered {
		name = "ol"
	}
	w.WriteByte('<')
	w.WriteString(name)
	if b.Ordered && b.start != 1 {
		w.attribute("start", strconv.Itoa(b.start))
	}
	for _, item := range b.Children {
		if item.Task != NoBox {
			w.attribute("class", "tasks")
			break
		}
	}
	w.WriteString(">\n")
	for _, item := range b.Children {
		w.item(item)
	}
	w.WriteString("</")
	w.WriteString(name)
	w.WriteString(">\n")
}

func (w *writer) item(b *Block) {
	w.WriteString("<li")
	w.identify(b.ID, b.anchor)
	if b.Task != NoBox {
		w.attribute("class", "task")
	}
	w.WriteByte('>')
	w.oldIDs(b)
	m := w.enter(true)
	switch {
	case b.Text.doc == nil:
		if len(b.Children) > 0 {
			w.WriteByte('\n')
		}
	case b.tight:
		w.box(b)
		w.flowText(b.Text)
		if len(b.Children) > 0 {
			w.WriteByte('\n')
		}
	default:
		w.WriteString("\n<p>")
		w.box(b)
		w.phrasing(b.Text)
		w.WriteString("</p>\n")
	}
	w.blocks(b.Children)
	w.leave(m)
	w.WriteString("</li>\n")
}

func (w *writer) box(b *Block) {
	switch b.Task {
	case Open:
		w.WriteString(`<input type="checkbox" disabled aria-label="To do"> `)
	case Done:
		w.WriteString(`<input type="checkbox" disabled checked aria-label="Done"> `)
	}
}

const (
	scrollStart = `<div class="scroll" tabindex="0" role="region" aria-label="Table">`
	scrollEnd   = `</div>`
)

// table writes a table that scrolls by itself where it is too wide. Each cell says under which heading it
// stands, so that a narrow screen can show rows as cards.
func (w *writer) table(b *Block) {
	w.WriteString(scrollStart)
	w.WriteString("\n<table>\n<thead>\n")
	var labels []string
	for i, row := range b.Rows {
		name := "td"
		if i == 0 {
			name = "th"
		}
		if i == 1 {
			w.WriteString("<tbody>\n")
		}
		w.WriteString("<tr")
		w.identify(row.ID, row.anchor)
		w.WriteString(">\n")
		for j, cell := range row.Cells {
			w.WriteByte('<')
			w.WriteString(name)
			if i == 0 {
				labels = append(labels, strings.TrimSpace(cell.Plain()))
				w.WriteString(` scope="col"`)
			} else if j < len(labels) && labels[j] != "" {
				w.attribute("data-label", labels[j])
			}
			if j < len(b.rare.align) && b.rare.align[j] != alignNone {
				w.attribute("class", alignClasses[b.rare.align[j]])
			}
			w.WriteByte('>')
			m := w.enter(true)
			w.pieces(cell.pieces)
			w.leave(m)
			w.WriteString("</")
			w.WriteString(name)
			w.WriteString(">\n")
		}
		w.WriteString("</tr>\n")
		if i == 0 {
			w.WriteString("</thead>\n")
		} else if i == len(b.Rows)-1 {
			w.WriteString("</tbody>\n")
		}
	}
	w.WriteString("</table>\n")
	w.WriteString(scrollEnd)
	w.WriteByte('\n')
}

var alignClasses = [...]string{alignLeft: "align-left", alignCenter: "align-center", alignRight: "align-right"}

// flag writes an attribute, which may have no value.
func (w *writer) flag(a attr) {
	if a.value == "" && (a.name == "open" || a.name == "reversed") {
		w.WriteByte(' ')
		w.WriteString(a.name)
		return
	}
	w.attribute(a.name, a.value)
}
