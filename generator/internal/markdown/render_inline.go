package markdown

import (
	"strings"

	"github.com/yuin/goldmark/util"
)

func (w *writer) pieces(pieces []piece) {
	for i := range pieces {
		w.piece(&pieces[i])
	}
}

func (w *writer) piece(p *piece) {
	if p.kind != tagPiece {
		w.beforeText(p)
	}
	switch p.kind {
	case textPiece:
		w.text(p.text(w.doc.Source))
	case codePiece:
		w.WriteString("<code>")
		w.text(p.text(w.doc.Source))
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
	case linkPiece:
		w.link(p)
	case imagePiece:
		w.image(p)
	case footnotePiece:
		w.footnoteMark(p)
	case tagPiece:
		w.rawTag(p)
	}
}

func (w *writer) around(name string, p *piece) {
	w.WriteByte('<')
	w.WriteString(name)
	w.WriteByte('>')
	m := w.enter(false)
	w.pieces(p.kids)
	w.leave(m)
	w.WriteString("</")
	w.WriteString(name)
	w.WriteByte('>')
}

// resolve returns where a link leads. Without a word from the site it leads where it says.
func (w *writer) resolve(l *Link) (t Target, asWritten bool) {
	if w.env.Resolve != nil {
		if t = w.env.Resolve(l); t != (Target{}) {
			return t, false
		}
	}
	return Target{Href: l.Dest, External: external(l.Dest)}, true
}

func (w *writer) link(p *piece) {
	t, asWritten := w.resolve(p.link)
	switch {
	case p.link.Kind == Undefined && asWritten:
		w.undefined(p)
	case t.Broken:
		w.WriteString(`<span class="broken">`)
		w.linkText(p, t)
		w.WriteString(brokenMark)
	case w.linked || !linkable(t.Href):
		w.linkText(p, t)
	default:
		w.WriteString("<a")
		w.href(t)
		if p.link.Title != "" {
			w.attribute("title", p.link.Title)
		}
		w.WriteByte('>')
		w.linkText(p, t)
		w.WriteString("</a>")
	}
}

const brokenMark = `<span class="vh"> (leads nowhere)</span></span>`

// href writes where a link leads, percent-encoded once.
func (w *writer) href(t Target) {
	w.attribute("href", string(util.URLEscape([]byte(t.Href), false)))
	if t.External || external(t.Href) {
		w.attribute("rel", "noreferrer")
	}
}

// linkText writes the text of a link, or a name for a link without any.
func (w *writer) linkText(p *piece, t Target) {
	was := w.linked
	w.linked = true
	defer func() { w.linked = was }()
	switch {
	case len(p.kids) > 0:
		m := w.enter(false)
		w.pieces(p.kids)
		w.leave(m)
	case p.link.Text != "":
		w.text(p.link.Text)
	case t.Text != "":
		w.text(t.Text)
	default:
		w.text(p.link.Dest)
	}
}

// undefined writes a reference that nothing defines as it stands in the text.
func (w *writer) undefined(p *piece) {
	w.WriteByte('[')
	m := w.enter(false)
	w.pieces(p.kids)
	w.leave(m)
	w.WriteString("][")
	w.text(p.link.Dest)
	w.WriteByte(']')
}

func (w *writer) image(p *piece) {
	t, _ := w.resolve(p.link)
	switch {
	case t.External:
		w.picture(p, t)
		return
	case t.Broken:
		w.WriteString(`<span class="broken">`)
		w.text(p.link.Text)
		w.WriteString(brokenMark)
		return
	case !showable(t.Href):
		w.text(p.link.Text)
		return
	}
	w.WriteString("<img")
	w.attribute("src", string(util.URLEscape([]byte(t.Href), false)))
	w.attribute("alt", p.link.Text)
	if p.link.Title != "" {
		w.attribute("title", p.link.Title)
	}
	if p.tag != nil {
		w.srcset(p.tag.srcset)
		w.identify(p.tag.id, p.tag.anchor)
		for _, a := range p.tag.attrs {
			w.flag(a)
		}
	}
	w.WriteString(` loading="lazy">`)
}

// picture writes an image of another site as a link to it: the pages' security policy loads nothing from elsewhere,
// so that no other site learns who reads what.
func (w *writer) picture(p *piece, t Target) {
	text := p.link.Text
	if text == "" {
		text = p.link.Dest
	}
	if w.linked || !linkable(t.Href) {
		w.text(text)
		return
	}
	w.WriteString("<a")
	w.href(t)
	w.WriteByte('>')
	w.text(text)
	w.WriteString("</a>")
}

// srcset writes the candidates of an image that lead somewhere.
func (w *writer) srcset(candidates []candidate) {
	var all []string
	for _, c := range candidates {
		t, _ := w.resolve(c.link)
		if t.Broken || t.External || !showable(t.Href) {
			continue
		}
		all = append(all, strings.TrimSpace(string(util.URLEscape([]byte(t.Href), false))+" "+c.descriptor))
	}
	if len(all) > 0 {
		w.attribute("srcset", strings.Join(all, ", "))
	}
}

// footnoteMark writes the number that leads to a footnote. Away from its page a text has no footnotes.
func (w *writer) footnoteMark(p *piece) {
	if w.env.NoIDs {
		return
	}
	number := p.decoded
	w.WriteString("<sup")
	w.identify(refID(number, int(p.nth)), true)
	w.WriteByte('>')
	if w.linked {
		w.WriteString(number)
	} else {
		w.WriteString("<a")
		w.attribute("href", "#fn:"+number)
		w.WriteString(` class="footnote" role="doc-noteref" aria-label="Footnote `)
		w.WriteString(number)
		w.WriteString(`">`)
		w.WriteString(number)
		w.WriteString("</a>")
	}
	w.WriteString("</sup>")
}

// text writes text with the signs of HTML escaped.
func (w *writer) text(s string) {
	from := 0
	for i := range len(s) {
		var e string
		switch s[i] {
		case '&':
			e = "&amp;"
		case '<':
			e = "&lt;"
		case '>':
			e = "&gt;"
		case '"':
			e = "&quot;"
		default:
			continue
		}
		w.WriteString(s[from:i])
		w.WriteString(e)
		from = i + 1
	}
	w.WriteString(s[from:])
}
