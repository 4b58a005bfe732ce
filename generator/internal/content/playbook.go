package content

import (
	"slices"
	"strings"

	"baton/generator/internal/markdown"
)

func (p *parser) playbook() *Playbook {
	pb := &Playbook{Lines: p.lines(p.doc.Intro, expected{playbookLabels})}
	pb.RaisedBy = withLabel(pb.Lines, "Raised by")
	pb.EndsWhen = withLabel(pb.Lines, "Ends when")
	if s := find(p.doc.Sections, "Players"); s != nil {
		pb.Players = p.players(s)
		pb.HasPlayers = len(pb.Players) > 0
	}
	if pb.HasPlayers {
		p.use("players")
	}
	pb.Coda = find(p.doc.Sections, "Coda")
	pb.Score = find(p.doc.Sections, "Score")
	if pb.Score != nil {
		pb.Movements = p.movements(pb.Score)
		p.checkMovements(pb)
	}
	return pb
}

// players reads tables and labelled lists.
func (p *parser) players(s *Section) []*Player {
	var players []*Player
	for _, b := range s.allBlocks() {
		switch b.Kind {
		case markdown.Table:
			players = append(players, p.playerTable(b)...)
		case markdown.List:
			for _, i := range p.items(b, expected{nil}) {
				if pl := p.playerItem(i); pl != nil {
					players = append(players, pl)
				}
			}
		}
	}
	return players
}

// playerTable reads a table by its headings; without known ones, by the order of its columns.
func (p *parser) playerTable(table *markdown.Block) []*Player {
	if len(table.Rows) == 0 {
		return nil
	}
	head := table.Rows[0]
	part, by, for_ := p.column(head, "Part"), p.column(head, "Played by"), p.column(head, "Plays for")
	if part < 0 && by < 0 {
		part, by, for_ = 0, 1, 2
	}
	part = max(part, 0)
	var players []*Player
	for _, row := range table.Rows[1:] {
		name := cell(row, part)
		if name.Empty() {
			continue
		}
		players = append(players, &Player{
			Name:     strings.TrimRight(strings.TrimSpace(name.Plain()), ":"),
			Pos:      p.doc.Text.Pos(name.Offset, name.End),
			Roles:    p.refs(cell(row, by)),
			PlaysFor: cell(row, for_),
		})
	}
	return players
}

// column returns the index of a column, -1 if there is none.
func (p *parser) column(head *markdown.Row, name string) int {
	return slices.IndexFunc(head.Cells, func(c markdown.Inline) bool {
		return p.words.find(c.Plain(), []string{name}) != ""
	})
}

// cell returns a cell of a row, an empty one if there is none.
func cell(row *markdown.Row, i int) markdown.Inline {
	if i < 0 || i >= len(row.Cells) {
		return markdown.Inline{Offset: row.Offset, End: row.Offset}
	}
	return row.Cells[i]
}

// playerItem reads "**Part:** who plays it", or a part alone, whose link says who plays it.
func (p *parser) playerItem(i *Item) *Player {
	l := i.Lead
	if l == nil || l.Separator == markdown.NoSeparator {
		return nil
	}
	pl := &Player{Name: l.Text, Pos: p.posOf(i), Roles: p.refs(l.Rest)}
	if l.Link != nil && len(pl.Roles.Refs) == 0 {
		pl.Roles.Refs = []Ref{{Text: l.Text, Link: l.Link, Offset: l.Offset, End: l.End, Pos: pl.Pos}}
	}
	return pl
}

// movements reads the H3 of a score. What stands under deeper headings above the first H3 is a movement without a
// name, and so is a whole score without H3.
func (p *parser) movements(score *Section) []*Movement {
	var movements []*Movement
	if !slices.ContainsFunc(score.Sections, func(s *Section) bool { return s.Heading.Level == 3 }) {
		movements = append(movements, &Movement{Entries: p.entries(score.Blocks)})
	}
	for _, s := range score.Sections {
		if s.Heading.Level > 3 {
			if len(movements) == 0 {
				movements = append(movements, &Movement{})
			}
			movements[0].Entries = append(movements[0].Entries, p.headed(s)...)
			continue
		}
		m := &Movement{Title: s.Title, Heading: s.Heading, Entries: p.entries(s.Blocks)}
		for _, inner := range s.Sections {
			m.Entries = append(m.Entries, p.headed(inner)...)
		}
		movements = append(movements, m)
	}
	return movements
}

// entries reads blocks in order. Lists below a paragraph that is a bold name alone are the steps of that name.
func (p *parser) entries(blocks []*markdown.Block) []*Entry {
	var entries []*Entry
	for n := 0; n < len(blocks); n++ {
		b := blocks[n]
		switch {
		case b.Kind == markdown.List:
			for _, i := range p.items(b, expected{movementLabels, stepsOfMovement, belowStepLabels}) {
				entries = append(entries, &Entry{Form: EntryItem, Item: i, Block: i.Block, Lead: i.Lead, Steps: i.Items})
			}
		case b.Kind == markdown.Paragraph && n+1 < len(blocks) && blocks[n+1].Kind == markdown.List && isNameAlone(b.Text.Lead()):
			e := &Entry{Form: EntryParagraph, Block: b, Lead: b.Text.Lead()}
			for n+1 < len(blocks) && blocks[n+1].Kind == markdown.List {
				n++
				e.Steps = append(e.Steps, p.steps(blocks[n])...)
			}
			entries = append(entries, e)
		default:
			entries = append(entries, &Entry{Form: EntryProse, Block: b})
		}
	}
	return entries
}

// stepsOfMovement are the labels below an item of a movement, which is a part or a label.
var stepsOfMovement = append(append([]string(nil), stepLabels...), belowStepLabels...)

func (p *parser) steps(list *markdown.Block) []*Item {
	return p.items(list, expected{stepLabels, belowStepLabels})
}

func isNameAlone(l *markdown.Lead) bool { return l != nil && l.Bold && l.Rest.Empty() }

// headed reads an H4: the name of a part with its steps in the lists below it. What else stands there is prose.
func (p *parser) headed(s *Section) []*Entry {
	e := &Entry{Form: EntryHeading, Block: s.Heading, Lead: headingLead(s.Heading)}
	entries := []*Entry{e}
	for _, b := range s.Blocks {
		if b.Kind == markdown.List {
			e.Steps = append(e.Steps, p.steps(b)...)
		} else {
			entries = append(entries, &Entry{Form: EntryProse, Block: b})
		}
	}
	for _, inner := range s.Sections {
		entries = append(entries, p.headed(inner)...)
	}
	return entries
}

// headingLead is the whole of a heading as a lead.
func headingLead(h *markdown.Block) *markdown.Lead {
	l := &markdown.Lead{
		Text:   strings.TrimSpace(strings.TrimRight(strings.TrimSpace(h.Text.Plain()), ":：")),
		Offset: h.Text.Offset, End: h.Text.End,
		Separator: markdown.Nothing,
	}
	if links := h.Text.Links(); len(links) == 1 {
		l.Link = links[0]
	}
	return l
}

// checkMovements reports near misses of labels, and notes which ones the score uses.
func (p *parser) checkMovements(pb *Playbook) {
	for _, m := range pb.Movements {
		for _, e := range m.Entries {
			if e.Lead != nil && p.words.find(e.Lead.Text, []string{"Customer"}) != "" {
				p.use("Customer") // as a label, or above the customer's own steps
			}
			switch {
			case e.Form == EntryItem && e.Item.Label == "Cue": // here another word for it
				p.use("Starts when")
			case e.Form == EntryItem && e.Item.Label != "":
				p.use(e.Item.Label)
				p.checkLabel(e.Item, nil)
			case e.Form == EntryItem && len(e.Steps) == 0 && !pb.plays(e.Lead):
				p.checkLabel(e.Item, movementLabels)
			}
			if e.Form == EntryItem && e.Item.Label != "" && e.Item.Label != "Customer" {
				continue // what stands below a label is its detail
			}
			for _, step := range e.Steps {
				if step.Label != "" && step.Label != "Starts when" { // which here is a wait
					p.use(step.Label)
				}
				p.checkLabel(step, stepLabels)
			}
		}
	}
}

// plays reports whether a lead is the name of a player.
func (pb *Playbook) plays(l *markdown.Lead) bool {
	return l != nil && slices.ContainsFunc(pb.Players, func(pl *Player) bool { return Key(pl.Name) == Key(l.Text) })
}
