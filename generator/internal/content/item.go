package content

import (
	"slices"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// expected says which labels mean something: on the items of a list, and on those below them, level by level. The
// last set holds for whatever is deeper.
type expected [][]string

func (e expected) here() []string { return e[0] }

func (e expected) below() expected { return e[min(1, len(e)-1):] }

// items reads the items of a list.
func (p *parser) items(list *markdown.Block, labels expected) []*Item {
	items := make([]*Item, 0, len(list.Children))
	for _, b := range list.Children {
		items = append(items, p.item(b, labels))
	}
	return items
}

func (p *parser) item(b *markdown.Block, labels expected) *Item {
	i := &Item{Block: b, Lead: b.Text.Lead(), Text: b.Text, ID: b.ID}
	if isLabel(i.Lead) {
		if i.Label = p.words.find(i.Lead.Text, labels.here()); i.Label != "" {
			i.Text = i.Lead.Rest
		}
	}
	for _, c := range b.Children {
		if c.Kind == markdown.List {
			i.Items = append(i.Items, p.items(c, labels.below())...)
		} else {
			i.Detail = append(i.Detail, c)
		}
	}
	return i
}

// isLabel reports whether a lead is written as a label: bold, with a separator.
func isLabel(l *markdown.Lead) bool {
	return l != nil && l.Bold && (l.Separator == markdown.Colon || l.Separator == markdown.Dash)
}

// line returns a labelled item, known or not, as a line; nil if it has no label.
func line(i *Item) *Line {
	switch {
	case i.Label != "":
		return &Line{Label: i.Label, Text: i.Text, Item: i}
	case isLabel(i.Lead):
		return &Line{Label: i.Lead.Text, Text: i.Lead.Rest, Item: i}
	}
	return nil
}

// lines reads the labelled items of the lists among blocks.
func (p *parser) lines(blocks []*markdown.Block, labels expected) []*Line {
	var lines []*Line
	for _, b := range blocks {
		if b.Kind != markdown.List {
			continue
		}
		for _, i := range p.items(b, labels) {
			p.checkLabel(i, labels.here())
			if l := line(i); l != nil {
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// right reads a labelled level.
func right(i *Item) *Right {
	r := &Right{Level: levelOf[i.Label], Text: i.Text, Item: i}
	for _, below := range i.Items {
		switch l := line(below); {
		case l == nil:
		case l.Label == "Because" && r.Because == nil:
			r.Because = l
		case l.Label == "Unless" && r.Unless == nil:
			r.Unless = l
		}
	}
	return r
}

// checkLabel reports a label that looks like a misspelled one, on an item or on those below a level.
func (p *parser) checkLabel(i *Item, labels []string) {
	if levelOf[i.Label] != "" {
		for _, below := range i.Items {
			p.checkLabel(below, reasonLabels)
		}
	}
	l := i.Lead
	switch {
	case i.Label != "" || l == nil || !l.Bold:
	case isLabel(l):
		p.checkWord("label", l.Text, labels, p.doc.Text.Pos(l.Offset, l.End))
	case l.Separator == markdown.NoSeparator && !l.Rest.Empty() && p.words.find(l.Text, labels) != "":
		p.doc.Diags.Add(diag.New(diag.LabelNearMiss, p.doc.Text.Pos(l.Offset, l.End), "%q is no label without a colon", l.Text).
			WithHint("write **%s:**", l.Text))
	}
}

// checkWord reports a word that looks like a misspelled one of those that are expected.
func (p *parser) checkWord(what, text string, labels []string, pos diag.Pos) {
	meant, ok := p.words.near(text, labels)
	if !ok {
		return
	}
	if t := p.cfg.Labels[meant]; t != "" {
		meant = t
	}
	d := diag.New(diag.LabelNearMiss, pos, "%s %q means nothing here", what, text).WithHint("did you mean %q?", meant)
	d.Candidates, d.Fix = []string{meant}, p.doc.Text.Mend(pos, text, meant)
	p.doc.Diags.Add(d)
}

// use notes that the document uses a convention.
func (p *parser) use(names ...string) {
	for _, name := range names {
		p.doc.Uses[strings.ReplaceAll(Key(name), " ", "-")] = true
	}
}

// posOf is the place of an item: its beginning, or its text.
func (p *parser) posOf(i *Item) diag.Pos {
	if i.Lead != nil {
		return p.doc.Text.Pos(i.Lead.Offset, i.Lead.End)
	}
	return p.pos(i.Block.Text, i.Block.Offset, i.Block.End)
}

// pos is the place of a text, or of a range if the text is empty.
func (p *parser) pos(in markdown.Inline, offset, end int) diag.Pos {
	if in.Empty() {
		return p.doc.Text.Pos(offset, end)
	}
	return p.doc.Text.Pos(in.Offset, in.End)
}

// withLabel returns the first of lines with a label, nil if there is none.
func withLabel(lines []*Line, label string) *Line {
	if i := slices.IndexFunc(lines, func(l *Line) bool { return l.Label == label }); i >= 0 {
		return lines[i]
	}
	return nil
}
