package content

import (
	"strings"
	"unicode"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/slug"
)

// mostItems is how many items a person can go through without a pause.
const mostItems = 9

func (p *parser) checklist() *Checklist {
	c := &Checklist{}
	groups := []*Group{{}}
	lists := [][]*Item{p.plainItems(p.doc.Intro)} // of each group
	var read func(sections []*Section)
	read = func(sections []*Section) {
		for _, s := range sections {
			switch s.Key {
			case Key("Ask first"):
				c.AskFirst = append(c.AskFirst, p.asks(s)...)
				continue
			case Key("Hands to"):
				c.HandsTo = append(c.HandsTo, p.handsTo(s)...)
				continue
			}
			if s.Heading.Level <= 2 || len(groups) == 1 {
				groups = append(groups, &Group{Section: s, Title: s.Title})
				lists = append(lists, nil)
			}
			last := len(lists) - 1
			lists[last] = append(lists[last], p.plainItems(s.Blocks)...)
			read(s.Sections)
		}
	}
	read(p.doc.Sections)

	boxed := make([][]*Item, len(lists))
	for n, items := range lists {
		boxed[n] = outermostBoxes(nil, items)
		c.HasBoxes = c.HasBoxes || len(boxed[n]) > 0
	}
	counted := lists
	if c.HasBoxes {
		counted = boxed
	}
	for n, g := range groups {
		for _, i := range counted[n] {
			g.Items = append(g.Items, checkItem(i))
		}
		if len(g.Items) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	p.checkItems(c)
	p.checkBoxes(lists)
	return c
}

// plainItems reads the items of the lists among blocks; no label means anything in them.
func (p *parser) plainItems(blocks []*markdown.Block) []*Item {
	var items []*Item
	for _, b := range blocks {
		if b.Kind == markdown.List {
			items = append(items, p.items(b, expected{nil})...)
		}
	}
	return items
}

// outermostBoxes adds the items with a box that do not stand below another one.
func outermostBoxes(boxes, items []*Item) []*Item {
	for _, i := range items {
		if i.Block.Task != markdown.NoBox {
			boxes = append(boxes, i)
		} else {
			boxes = outermostBoxes(boxes, i.Items)
		}
	}
	return boxes
}

// checkItem reads an item. Its id is the one that is written, else it is made of its text up to a trailing link.
func checkItem(i *Item) *CheckItem {
	c := &CheckItem{ID: i.ID, FromComment: i.ID != "", Text: strings.TrimSpace(i.Text.Plain()), Links: i.Text.Links(), Item: i}
	before, link := trailingLink(i.Text)
	c.Link = link
	if c.ID == "" {
		c.ID = slug.Make(before)
	}
	return c
}

// trailingLink returns the link at the end of a text, nil if there is none, and the text without it. The link may
// stand in brackets or before a full stop; blanks and signs before it fall away. A text that is only a link is
// the link's text.
func trailingLink(in markdown.Inline) (before string, link *markdown.Link) {
	spans := in.Spans()
	last := len(spans) - 1
	for last >= 0 && spans[last].Link == nil && !strings.ContainsFunc(spans[last].Text, isWordRune) {
		last--
	}
	if last < 0 || spans[last].Link == nil || spans[last].Link.Kind == markdown.Image || spans[last].Link.Kind == markdown.HTMLImage {
		return in.Plain(), nil
	}
	link = spans[last].Link
	for _, s := range spans[:last] {
		before += s.Text
	}
	before = strings.TrimRightFunc(before, func(r rune) bool { return !isWordRune(r) })
	if before == "" {
		before = spans[last].Text
	}
	return before, link
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// asks reads the items under Ask first. Their link is whom to ask.
func (p *parser) asks(s *Section) []*CheckItem {
	var asks []*CheckItem
	for _, i := range p.plainItems(s.allBlocks()) {
		c := checkItem(i)
		if c.Link == nil && len(c.Links) > 0 {
			c.Link = c.Links[len(c.Links)-1]
		}
		asks = append(asks, c)
	}
	return asks
}

// handsTo reads the items under Hands to: who gets the result, and after a colon or a spaced dash, what of it.
func (p *parser) handsTo(s *Section) []*CheckItem {
	var list []*CheckItem
	for _, i := range p.plainItems(s.allBlocks()) {
		c := checkItem(i)
		if l := i.Lead; l != nil && l.Separator != markdown.NoSeparator {
			c.To = &Ref{Text: l.Text, Link: l.Link, Offset: l.Offset, End: l.End, Pos: p.posOf(i)}
			c.What = strings.TrimSpace(l.Rest.Plain())
		} else {
			c.To, c.What = p.receiver(i)
		}
		if c.Link == nil && c.To != nil {
			c.Link = c.To.Link
		}
		list = append(list, c)
	}
	return list
}

// receiver reads a name that is neither bold nor a link, or that a link follows.
func (p *parser) receiver(i *Item) (*Ref, string) {
	to := &Ref{Offset: i.Text.Offset, End: i.Text.End, Pos: p.posOf(i)}
	text := strings.TrimSpace(i.Text.Plain())
	what := ""
	for _, sign := range []string{":", " - ", " – ", " — "} {
		if name, rest, ok := strings.Cut(text, sign); ok {
			text, what = name, strings.TrimSpace(rest)
			break
		}
	}
	to.Text = strings.TrimSpace(text)
	for _, s := range i.Text.Spans() {
		if s.Link != nil && strings.Contains(to.Text, s.Text) {
			return &Ref{Text: s.Text, Link: s.Link, Offset: s.Offset, End: s.End, Pos: p.doc.Text.Pos(s.Offset, s.End)}, what
		}
	}
	return to, what
}

// checkItems reports items with one id, and groups that are too long.
func (p *parser) checkItems(c *Checklist) {
	first := map[string]*CheckItem{}
	for _, g := range c.Groups {
		for _, i := range g.Items {
			if other := first[i.ID]; other != nil {
				d := diag.New(diag.DuplicateItemID, p.posOf(i.Item), "two items have the id %q", i.ID).
					WithHint("give one of them its own: <!-- id: … -->")
				d.Related = append(d.Related, p.posOf(other.Item))
				p.doc.Diags.Add(d)
				continue
			}
			first[i.ID] = i
		}
		if len(g.Items) > mostItems {
			pos := p.posOf(g.Items[mostItems].Item)
			p.doc.Diags.Add(diag.New(diag.TooManyItems, pos, "%d items without a pause", len(g.Items)).
				WithHint("put a heading between them, or fewer items"))
		}
	}
}

// checkBoxes reports items that begin like a box and are none: "[]" has no room for a tick.
func (p *parser) checkBoxes(lists [][]*Item) {
	for _, items := range lists {
		for _, i := range items {
			if strings.HasPrefix(strings.TrimSpace(i.Text.Plain()), "[]") {
				p.doc.Diags.Add(diag.New(diag.LabelNearMiss, p.pos(i.Text, i.Text.Offset, i.Text.Offset+2), "%q is no box", "[]").
					WithHint("put a blank into it: - [ ]"))
			}
			p.checkBoxes([][]*Item{i.Items})
		}
	}
}
