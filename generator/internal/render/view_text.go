package render

import (
	"html/template"
	"regexp"
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// A Term is a labelled line as a page shows it: the label, what is said, and what is nested below.
type Term struct {
	ID    string
	Was   []string
	Label string // "" for a line without one
	Level Level  // of a level's line
	HTML  template.HTML
	Limit string        // how far, in words, where a ladder says so
	More  []Term        // lines below that have a meaning of their own: Because, Unless
	Below template.HTML // everything else below
}

// term returns a labelled line of p's text.
func (w *writer) term(p *site.Page, l *content.Line) Term {
	t := Term{Label: w.word(l.Label), HTML: w.inline(p, l.Text)}
	if l.Item != nil {
		t.ID, t.Was = l.Item.Block.ID, l.Item.Block.Was
		t.Below = w.html(p, l.Item.Block.Children)
	}
	return t
}

// terms returns labelled lines in order.
func (w *writer) terms(p *site.Page, lines []*content.Line) []Term {
	var out []Term
	for _, l := range lines {
		out = append(out, w.term(p, l))
	}
	return out
}

// right returns a level's line with its reason, and with who may lift it.
func (w *writer) right(p *site.Page, r *content.Right) Term {
	t := Term{Level: w.level(r.Level), HTML: w.inline(p, r.Text)}
	t.Label = t.Level.Word
	shown := shown{}
	for _, l := range []*content.Line{r.Because, r.Unless} {
		if l != nil {
			t.More = append(t.More, w.term(p, l))
			shown.item(l.Item)
		}
	}
	if r.Item != nil {
		t.ID, t.Was = r.Item.Block.ID, r.Item.Block.Was
		t.Below = w.rest(p, r.Item.Block.Children, shown)
	}
	return t
}

// shown are the blocks of a text that stand elsewhere on its page.
type shown map[*markdown.Block]bool

func (s shown) item(i *content.Item) {
	if i != nil {
		s[i.Block] = true
	}
}

func (s shown) lines(lines []*content.Line) {
	for _, l := range lines {
		s.item(l.Item)
	}
}

// A piece is a part of a text in order: HTML, or a block that the page shows in its own way.
type piece struct {
	HTML  template.HTML
	Block *markdown.Block // nil for HTML
}

// flow returns blocks of p's text in order, in which those that own has stand alone, so that a page can show
// them in its own way, and those that s has are left out. Both look into lists, for their items.
func (w *writer) flow(p *site.Page, blocks []*markdown.Block, s shown, own func(*markdown.Block) bool) []piece {
	var out []piece
	var plain []*markdown.Block
	write := func() {
		if html := w.html(p, plain); html != "" {
			out = append(out, piece{HTML: html})
		}
		plain = nil
	}
	for _, b := range blocks {
		switch {
		case s[b]:
		case own(b):
			write()
			out = append(out, piece{Block: b})
		case b.Kind == markdown.List && slices.ContainsFunc(b.Children, func(i *markdown.Block) bool { return s[i] || own(i) }):
			write()
			out = append(out, w.items(p, b, s, own)...)
		default:
			plain = append(plain, b)
		}
	}
	write()
	return out
}

// items is flow for the items of a list.
func (w *writer) items(p *site.Page, list *markdown.Block, s shown, own func(*markdown.Block) bool) []piece {
	var out []piece
	var plain []*markdown.Block
	open, shut := template.HTML("<ul>\n"), template.HTML("</ul>\n")
	if list.Ordered {
		open, shut = "<ol>\n", "</ol>\n"
	}
	write := func() {
		if html := w.html(p, plain); html != "" {
			out = append(out, piece{HTML: open + html + shut})
		}
		plain = nil
	}
	for _, i := range list.Children {
		switch {
		case s[i]:
		case own(i):
			write()
			out = append(out, piece{Block: i})
		default:
			plain = append(plain, i)
		}
	}
	write()
	return out
}

// rest returns blocks of p's text without those that are shown elsewhere.
func (w *writer) rest(p *site.Page, blocks []*markdown.Block, s shown) template.HTML {
	var out template.HTML
	for _, c := range w.flow(p, blocks, s, func(*markdown.Block) bool { return false }) {
		out += c.HTML
	}
	return out
}

// lede returns the first paragraph, or the summary of the front matter; the paragraph is shown then.
func (w *writer) lede(p *site.Page, s shown) template.HTML {
	if p.Doc.Lede != nil {
		s[p.Doc.Lede] = true
		return w.inline(p, p.Doc.Lede.Text)
	}
	return template.HTML(template.HTMLEscapeString(p.Doc.Summary))
}

// A heading is a heading of the text on a page that shows what stands below it in its own way.
type heading struct {
	ID    string
	Was   []string
	Title template.HTML
	Plain string // Title without markup
}

func (w *writer) heading(p *site.Page, b *markdown.Block) heading {
	return heading{ID: b.ID, Was: b.Was, Title: w.bare(p, b.Text), Plain: b.Text.Plain()}
}

// A passage is a section of the text as it is written.
type passage struct {
	heading
	HTML template.HTML
}

func (w *writer) passage(p *site.Page, s *content.Section, shown shown) passage {
	return passage{w.heading(p, s.Heading), w.rest(p, blocksOf(s), shown)}
}

// free returns id, or a longer one that no heading or item of p's text has: for what a page adds to its text.
func free(p *site.Page, id string) string {
	for _, a := range p.Doc.Text.Anchors {
		if a.ID == id || slices.Contains(a.Was, id) {
			return free(p, id+"-")
		}
	}
	return id
}

// entry is the line that a heading has in a table of contents.
func (h heading) entry() Entry { return Entry{ID: h.ID, Text: h.Plain} }

// inQuotes finds what stands in straight quotes and holds no markup.
var inQuotes = regexp.MustCompile(`&quot;([^<]*?)&quot;`)

// spoken marks what is said in a line, so that it stands in the quotes of the page's language.
func spoken(html template.HTML) template.HTML {
	return template.HTML(inQuotes.ReplaceAllString(string(html), "<q>$1</q>"))
}
