package render

import (
	"html/template"
	"slices"
	"strings"

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
	Run    *runView // nil if there is nothing to tick
}

// runView is what the scripts need to know of a list that can be run. The page carries it as attributes of the line
// in which a run says how far it is: data-list, data-before, data-cadence, data-mode, data-takes and data-rev; the items
// carry the hash of their wording as data-h, and the ids that they had as empty elements with those ids.
type runView struct {
	Island
	More    Island // what a run can be given away with, fetched when somebody wants to
	List    string // the address, under which runs are kept
	Before  string // addresses that the list had, under which runs may still be kept, with blanks between them
	Cadence string // "weekly"; "" if an event calls for it
	Mode    string // "read-do", "do-confirm" or ""
	Takes   string // "20 minutes"
	Rev     string // hash of all items: two pages with the same have the same list
	Of      int    // items
}

// checkGroup is the items under one heading, with what stands between them.
type checkGroup struct {
	heading
	Mark   string // "A", "B", …; "" for what is not ticked
	Pieces []checkPiece
	Last   bool // a run ends here
}

// ticks reports whether a group has items.
func (g checkGroup) ticks() bool {
	return slices.ContainsFunc(g.Pieces, func(p checkPiece) bool { return len(p.Items) > 0 })
}

// checkPiece is text, items that stand together, or a pause.
type checkPiece struct {
	HTML  template.HTML
	Items []itemView
	Asks  []askView
	Pause *pauseView
}

// pauseView is a pause between items, with what the author says there, if anything.
type pauseView struct {
	Label string
	HTML  template.HTML
}

// itemView is one thing to check.
type itemView struct {
	ID    string
	Was   []string
	Hash  string // of the wording
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
	v := checklistView{Base: w.page(p), Takes: p.Doc.Meta.Takes, Mode: mode(p.Doc.Meta.Mode)}
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
		if g.ticks() && letter <= 'Z' {
			g.Mark = string(letter)
			letter++
		}
		v.Groups = append(v.Groups, g)
	}
	f.pause(v.Groups)
	v.Run = w.run(p)
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

// pause puts a pause where one group of items ends and another begins, unless the author has; and says where the last
// one ends.
func (f *checkFlow) pause(groups []checkGroup) {
	var last *checkGroup
	for i := range groups {
		g := &groups[i]
		if !g.ticks() {
			continue
		}
		if last != nil {
			last.Last = false
			if last.Pieces[len(last.Pieces)-1].Pause == nil {
				last.Pieces = append(last.Pieces, checkPiece{Pause: &pauseView{Label: f.w.word("Pause")}})
			}
		}
		last = g
		g.Last = true
	}
}

// run returns what the scripts need to know of a checklist, nil if there is nothing to tick.
func (w *writer) run(p *site.Page) *runView {
	var items []string
	for _, g := range p.Checklist.Doc.Groups {
		for _, i := range g.Items {
			items = append(items, i.ID+" "+site.Wording(i.Text))
		}
	}
	if len(items) == 0 {
		return nil
	}
	var before []string
	for _, old := range w.site.Redirects {
		if old.To == p && old.Fragment == "" && !strings.Contains(old.From, " ") {
			before = append(before, old.From)
		}
	}
	return &runView{
		Island: w.island("checklist"), More: w.island("handover"),
		List: p.Address, Before: strings.Join(before, " "), Cadence: p.Checklist.Cadence.Every, Mode: p.Doc.Meta.Mode, Takes: p.Doc.Meta.Takes,
		Rev: site.Wording(strings.Join(items, "\n")), Of: len(items),
	}
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
	own := func(b *markdown.Block) bool { return f.items[b] != nil || f.asks[b] != nil || f.written(b) != nil }
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
		case f.asks[piece.Block] == nil:
			out = append(out, checkPiece{Pause: f.written(piece.Block)})
		default:
			if len(out) == 0 || last().Asks == nil {
				out = append(out, checkPiece{})
			}
			last().Asks = append(last().Asks, f.ask(f.asks[piece.Block]))
		}
	}
	return out
}

// written returns the pause that a paragraph is, nil if it does not begin with the label of one.
func (f *checkFlow) written(b *markdown.Block) *pauseView {
	if b.Kind != markdown.Paragraph {
		return nil
	}
	lead := b.Text.Lead()
	if lead == nil || !lead.Bold || lead.Separator != markdown.Colon {
		return nil
	}
	label := f.w.word("Pause")
	if key := content.Key(lead.Text); key != content.Key("Pause") && key != content.Key(label) {
		return nil
	}
	return &pauseView{Label: label, HTML: f.w.inline(f.c.Page, lead.Rest)}
}

func (f *checkFlow) item(i *content.CheckItem) itemView {
	b := i.Item.Block
	return itemView{ID: i.ID, Was: b.Was, Hash: site.Wording(i.Text), Text: f.w.inline(f.c.Page, b.Text), Below: f.w.html(f.c.Page, b.Children)}
}

func (f *checkFlow) ask(i *content.CheckItem) askView {
	b := i.Item.Block
	v := askView{ID: b.ID, Was: b.Was, HTML: f.w.inline(f.c.Page, b.Text), Below: f.w.html(f.c.Page, b.Children)}
	if a := f.w.askOf(i.Item); a != nil {
		v.Asked = f.w.asked(a)
	}
	return v
}
