package content

import (
	"slices"
	"strings"

	"baton/generator/internal/markdown"
)

func (p *parser) decision() *Decision {
	d := &Decision{}
	d.Cases = find(p.doc.Sections, "Cases")
	d.Ladders = p.ladders(p.doc.Intro, p.doc.Title)
	d.Lines = p.lines(p.doc.Intro, expected{decisionLabels, reasonLabels})
	walk(p.doc.Sections, func(s *Section) {
		d.Ladders = append(d.Ladders, p.ladders(s.Blocks, s.Title)...)
	})
	for _, s := range p.doc.Sections {
		if s != d.Cases {
			for _, l := range p.lines(s.allBlocks(), expected{decisionLabels, reasonLabels}) {
				if l.Item.Label != "" {
					d.Lines = append(d.Lines, l)
				}
			}
		}
	}
	for _, l := range d.Lines {
		if l.Item.Label != "" {
			p.use(l.Label)
		}
	}
	d.Meanwhile = withLabel(d.Lines, "Meanwhile")
	d.ThinkAbout = withLabel(d.Lines, "Think about")
	d.CanBeUndone = withLabel(d.Lines, "Can be undone")
	d.IfItGoesWrong = withLabel(d.Lines, "If it goes wrong")
	d.NobodyReachable = withLabel(d.Lines, "Nobody reachable")
	return d
}

// ladders reads the tables among blocks that say who decides.
func (p *parser) ladders(blocks []*markdown.Block, name string) []*Ladder {
	var ladders []*Ladder
	for _, b := range blocks {
		if b.Kind != markdown.Table || len(b.Rows) == 0 {
			continue
		}
		if l := p.ladder(b, name); l != nil {
			ladders = append(ladders, l)
		}
	}
	return ladders
}

// ladder reads a table, nil if it is none. Its limits stand in the column that says so, else in the first; a limit
// under any other heading is a condition in words.
func (p *parser) ladder(table *markdown.Block, name string) *Ladder {
	head := table.Rows[0]
	who, limit, when := p.column(head, "Who decides"), p.column(head, "Up to"), p.column(head, "When")
	if who < 0 {
		return nil
	}
	l := &Ladder{Name: name, Block: table, When: limit < 0}
	switch {
	case limit >= 0:
	case when >= 0:
		limit = when
	case who == 0 || Key(head.Cells[who].Plain()) == "who":
		return nil // a table of people, not of limits
	default:
		limit = 0
	}
	level := p.column(head, "Level")
	var more []int
	for i, c := range head.Cells {
		if !slices.Contains([]int{limit, who, level}, i) {
			more = append(more, i)
			l.Columns = append(l.Columns, strings.TrimSpace(c.Plain()))
		}
	}
	for _, row := range table.Rows[1:] {
		if !slices.ContainsFunc(row.Cells, func(c markdown.Inline) bool { return !c.Empty() }) {
			continue
		}
		r := &Rung{ID: row.ID, Row: row, LimitText: cell(row, limit), WhoText: cell(row, who)}
		r.Limit = strings.TrimSpace(r.LimitText.Plain())
		r.Who = p.refs(r.WhoText)
		r.Pos = p.pos(r.LimitText, row.Offset, row.End)
		r.WhoPos = p.pos(r.WhoText, row.Offset, row.End)
		r.Level = p.levelIn(cell(row, level))
		for _, i := range more {
			r.More = append(r.More, cell(row, i))
		}
		l.Rows = append(l.Rows, r)
	}
	return l
}

// levelIn reads the level that a cell names.
func (p *parser) levelIn(c markdown.Inline) Level {
	text := c.Plain()
	label := p.words.find(text, levelLabels)
	if label == "" && !c.Empty() {
		p.checkWord("level", strings.TrimSpace(text), levelLabels, p.doc.Text.Pos(c.Offset, c.End))
	}
	return levelOf[label]
}
