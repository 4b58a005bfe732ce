package render

import (
	"html/template"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// checklistView is the page of a checklist. Its verdict says for whom it is, when, and how long it takes.
type checklistView struct {
	Base
	For    []Link
	When   string // "weekly", or an event
	Takes  string
	Mode   string // a sentence on how to go through it
	Groups []checkGroup
	Runs   Island // what makes it run
}

// checkGroup is the items under one heading, with what stands between them.
type checkGroup struct {
	heading
	Mark   string // "A", "B", …; "" for what is not ticked
	Pieces []checkPiece
}

// checkPiece is text, or items that stand together.
type checkPiece struct {
	HTML  template.HTML
	Items []itemView
	Asks  []askView
}

// itemView is one thing to check.
type itemView struct {
	ID    string
	Was   []string
	Text  template.HTML
	Below template.HTML
}

// askView is a line under Ask first or Hands to: no box, but whom, and how to reach them.
type askView struct {
	ID    string
	Was   []string
	HTML  template.HTML
	Below template.HTML
	Asked Asked
}

func (w *writer) checklist(p *site.Page) checklistView {
	c := p.Checklist
	v := checklistView{Base: w.page(p), Takes: p.Doc.Meta.Takes, Mode: mode(p.Doc.Meta.Mode), Runs: w.island("checklist")}
	v.When = c.Cadence.Every
	if v.When == "" {
		v.When = c.Cadence.Event
	}
	for _, r := range p.For {
		v.For = append(v.For, w.link(r.Page))
	}
	f := newCheckFlow(w, c)
	v.Lede = w.lede(p, f.shown)
	if pieces := f.pieces(p.Doc.Intro); len(pieces) > 0 {
		v.Groups = append(v.Groups, checkGroup{Pieces: pieces})
	}
	letter := 'A'
	for _, s := range p.Doc.Sections {
		g := checkGroup{heading: w.heading(p, s.Heading), Pieces: f.pieces(blocksOf(s))}
		for _, piece := range g.Pieces {
			if len(piece.Items) > 0 && g.Mark == "" && letter <= 'Z' {
				g.Mark = string(letter)
				letter++
			}
		}
		v.Groups = append(v.Groups, g)
	}
	v.Contents = nil
	for _, g := range v.Groups {
		if g.Title == "" {
			continue
		}
		e := g.entry()
		if g.Mark != "" {
			e.Text = g.Mark + ". " + e.Text
		}
		v.Contents = append(v.Contents, e)
	}
	return v
}

// mode says how a checklist is gone through.
func mode(m string) string {
	switch m {
	case "do-confirm":
		return "Do it from memory, then confirm each line."
	case "read-do":
		return "Read a line, do it, then read the next."
	}
	return m
}

// checkFlow finds the items of a checklist in its text.
type checkFlow struct {
	w     *writer
	c     *site.Checklist
	shown shown
	items map[*markdown.Block]*content.CheckItem
	asks  map[*markdown.Block]*content.CheckItem // under Ask first and Hands to
}

func newCheckFlow(w *writer, c *site.Checklist) *checkFlow {
	f := &checkFlow{
		w: w, c: c, shown: shown{},
		items: map[*markdown.Block]*content.CheckItem{},
		asks:  map[*markdown.Block]*content.CheckItem{},
	}
	for _, g := range c.Doc.Groups {
		for _, i := range g.Items {
			f.items[i.Item.Block] = i
		}
	}
	for _, i := range append(c.Doc.AskFirst[:len(c.Doc.AskFirst):len(c.Doc.AskFirst)], c.Doc.HandsTo...) {
		f.asks[i.Item.Block] = i
	}
	return f
}

// pieces returns blocks in order, items that follow each other together.
func (f *checkFlow) pieces(blocks []*markdown.Block) []checkPiece {
	own := func(b *markdown.Block) bool { return f.items[b] != nil || f.asks[b] != nil }
	var out []checkPiece
	last := func() *checkPiece { return &out[len(out)-1] }
	for _, piece := range f.w.flow(f.c.Page, blocks, f.shown, own) {
		switch {
		case piece.Block == nil:
			out = append(out, checkPiece{HTML: piece.HTML})
		case f.items[piece.Block] != nil:
			if len(out) == 0 || last().Items == nil {
				out = append(out, checkPiece{})
			}
			last().Items = append(last().Items, f.item(f.items[piece.Block]))
		default:
			if len(out) == 0 || last().Asks == nil {
				out = append(out, checkPiece{})
			}
			last().Asks = append(last().Asks, f.ask(f.asks[piece.Block]))
		}
	}
	return out
}

func (f *checkFlow) item(i *content.CheckItem) itemView {
	b := i.Item.Block
	return itemView{ID: i.ID, Was: b.Was, Text: f.w.inline(f.c.Page, b.Text), Below: f.w.html(f.c.Page, b.Children)}
}

func (f *checkFlow) ask(i *content.CheckItem) askView {
	b := i.Item.Block
	v := askView{ID: b.ID, Was: b.Was, HTML: f.w.inline(f.c.Page, b.Text), Below: f.w.html(f.c.Page, b.Children)}
	if a := f.w.askOf(i.Item); a != nil {
		v.Asked = f.w.asked(a)
	}
	return v
}
