package markdown

import (
	"slices"
	"strings"
)

// balance keeps track of the raw HTML that is open, so that what an author forgot to close, or closed twice,
// stays within the block it stands in, and nothing is written where a browser would move it elsewhere.
type balance struct {
	open  []opened // the innermost last
	floor int      // what is open below it cannot be closed by the text at hand
	flow  bool     // the text at hand may hold blocks
}

// opened is a raw element that is open.
type opened struct {
	name   string
	end    string // what closes it; "" for a tag that was not written
	block  bool
	linked bool // whether it stands inside a link
}

// deepestTags bounds how many raw elements are open at once. Further ones are not written.
const deepestTags = 100

// mark is a place to return to.
type mark struct {
	height, floor int
	flow          bool
}

// enter begins an element of the page, whose text cannot close what is open around it.
func (w *writer) enter(flow bool) mark {
	m := mark{len(w.open), w.floor, w.flow}
	w.floor, w.flow = len(w.open), flow
	return m
}

// leave ends it, and with it whatever raw HTML it left open.
func (w *writer) leave(m mark) {
	w.closeTo(m.height)
	w.floor, w.flow = m.floor, m.flow
}

func (w *writer) closeTo(height int) {
	for len(w.open) > height {
		o := w.open[len(w.open)-1]
		w.open = w.open[:len(w.open)-1]
		w.WriteString(o.end)
		w.linked = o.linked
	}
}

func (w *writer) push(o opened) {
	o.linked = w.linked
	w.open = append(w.open, o)
}

// top returns the name of the innermost raw element that was written, "" if there is none.
func (w *writer) top() string {
	for i := len(w.open) - 1; i >= w.floor; i-- {
		if w.open[i].end != "" {
			return w.open[i].name
		}
	}
	return ""
}

// rawTag writes a tag of raw HTML, or leaves it out where it cannot stand.
func (w *writer) rawTag(p *piece) {
	t := p.tag
	switch {
	case t.closes:
		w.closeTag(t.name)
	case t.void:
		w.voidTag(t)
	default:
		w.openTag(p)
	}
}

func (w *writer) closeTag(name string) {
	for i := len(w.open) - 1; i >= w.floor; i-- {
		o := &w.open[i]
		if o.name == name {
			w.closeTo(i)
			return
		}
		if o.end != "" && barrier[o.name] && !tableParts[name] {
			return
		}
	}
}

var (
	// barrier holds elements that only an end tag of a table reaches over.
	barrier = setOf("table caption td th")
	// tableParts are the elements that a table is made of.
	tableParts = setOf("table caption colgroup col thead tbody tfoot tr td th")
	// tableOnly are those that hold nothing but parts of a table.
	tableOnly = setOf("table colgroup thead tbody tfoot tr")
	// textOnly are blocks that hold no other blocks.
	textOnly = setOf("p h1 h2 h3 h4 h5 h6 pre summary")
	// transparent elements hold what their surroundings may hold.
	transparent = setOf("a ins del")
)

func (w *writer) voidTag(t *tag) {
	switch t.name {
	case "col":
		if top := w.top(); top != "colgroup" && top != "table" {
			return
		}
		w.writeTag(t)
	case "hr":
		if !w.roomForBlock() {
			w.WriteString("<br>")
			return
		}
		w.writeTag(t)
		w.WriteByte('\n')
	default:
		w.leaveTable()
		w.writeTag(t)
	}
}

func (w *writer) openTag(p *piece) {
	t := p.tag
	if len(w.open) >= deepestTags {
		return
	}
	o := opened{name: t.name, end: "</" + t.as + ">", block: t.block}
	switch {
	case !w.makeRoom(t):
		o.end = ""
		w.push(o)
		if t.block {
			w.WriteByte(' ')
		}
	case t.name == "a":
		w.openAnchor(p, o)
	case t.name == "table":
		w.WriteString(scrollStart)
		w.writeTag(t)
		o.end += scrollEnd
		w.push(o)
	default:
		w.writeTag(t)
		w.push(o)
	}
}

// openAnchor writes <a>: a link where one may stand, else a piece of text, with its id if it has one.
func (w *writer) openAnchor(p *piece, o opened) {
	var t Target
	if p.link != nil {
		t, _ = w.resolve(p.link)
	}
	switch {
	case t.Broken:
		w.WriteString(`<span class="broken"`)
		o.end = brokenMark
	case p.link == nil || w.linked || !linkable(t.Href):
		w.WriteString("<span")
		o.end = "</span>"
	default:
		w.WriteString("<a")
		w.href(t)
	}
	w.identify(p.tag.id, p.tag.anchor)
	for _, a := range p.tag.attrs {
		if a.name != "class" || !t.Broken {
			w.flag(a)
		}
	}
	w.WriteByte('>')
	w.push(o)
	w.linked = w.linked || strings.HasSuffix(o.end, "</a>")
}

func (w *writer) writeTag(t *tag) {
	w.WriteByte('<')
	w.WriteString(t.as)
	w.identify(t.id, t.anchor)
	for _, a := range t.attrs {
		w.flag(a)
	}
	w.WriteByte('>')
}

// makeRoom closes what a tag ends by beginning, and reports whether it can stand here at all.
func (w *writer) makeRoom(t *tag) bool {
	switch t.name {
	case "li":
		w.closeUpTo("li", "ul", "ol")
		return w.topIs("ul", "ol")
	case "dt", "dd":
		w.closeUpTo("dt", "dl")
		w.closeUpTo("dd", "dl")
		return w.topIs("dl")
	case "caption", "colgroup", "thead", "tbody", "tfoot":
		w.backTo("table")
		return w.topIs("table")
	case "tr":
		w.backTo("table", "thead", "tbody", "tfoot")
		return w.topIs("table", "thead", "tbody", "tfoot")
	case "td", "th":
		w.backTo("tr", "table", "thead", "tbody", "tfoot")
		if w.topIs("table", "thead", "tbody", "tfoot") {
			w.WriteString("<tr>")
			w.push(opened{name: "tr", end: "</tr>", block: true})
		}
		return w.topIs("tr")
	case "summary":
		if n := len(w.open); n > 0 && w.flow {
			return w.open[n-1].name == "details" && w.open[n-1].end != ""
		}
		return false
	case "figcaption":
		return w.topIs("figure")
	}
	if !t.block {
		w.leaveTable()
		return true
	}
	return w.roomForBlock()
}

// roomForBlock makes place for a raw block: it ends a paragraph, and cannot stand inside of text.
func (w *writer) roomForBlock() bool {
	if !w.flow {
		return false
	}
	w.leaveTable()
	for i := len(w.open) - 1; i >= w.floor; i-- {
		o := &w.open[i]
		switch {
		case o.end == "":
		case o.name == "p":
			w.closeTo(i)
			return true
		case textOnly[o.name]:
			return false
		case o.block:
			return true
		case !transparent[o.name]:
			return false
		}
	}
	return true
}

// beforeBlock makes place for a block of Markdown, which stands in no raw text.
func (w *writer) beforeBlock() {
	if len(w.open) == w.floor {
		return
	}
	w.leaveTable()
	for i := len(w.open) - 1; i >= w.floor; i-- {
		o := &w.open[i]
		if o.end == "" || transparent[o.name] {
			continue
		}
		if o.block && !textOnly[o.name] {
			break
		}
		w.closeTo(i)
	}
}

// beforeText makes place for text, which a browser would move out of a table that is between two cells.
func (w *writer) beforeText(p *piece) {
	if len(w.open) == w.floor || p.kind == softBreakPiece {
		return
	}
	if p.kind == textPiece && strings.TrimSpace(p.text(w.doc.Source)) == "" {
		return
	}
	w.leaveTable()
}

// leaveTable closes a table if what is open of it holds nothing but its own parts.
func (w *writer) leaveTable() {
	for tableOnly[w.top()] {
		w.closeTo(w.index("table"))
	}
}

// index returns where the innermost element of a name is open; the floor if it is not.
func (w *writer) index(name string) int {
	for i := len(w.open) - 1; i > w.floor; i-- {
		if w.open[i].name == name && w.open[i].end != "" {
			return i
		}
	}
	return w.floor
}

// closeUpTo closes an element if it is open inside of the innermost of some others.
func (w *writer) closeUpTo(name string, within ...string) {
	for i := len(w.open) - 1; i >= w.floor; i-- {
		o := &w.open[i]
		if o.end == "" {
			continue
		}
		if o.name == name {
			w.closeTo(i)
			return
		}
		if barrier[o.name] || slices.Contains(within, o.name) {
			return
		}
	}
}

// backTo closes what is open inside of the innermost of some elements, which are parts of one table.
func (w *writer) backTo(names ...string) {
	for i := len(w.open) - 1; i >= w.floor; i-- {
		if o := &w.open[i]; o.end != "" && slices.Contains(names, o.name) {
			w.closeTo(i + 1)
			return
		}
	}
}

func (w *writer) topIs(names ...string) bool { return slices.Contains(names, w.top()) }
