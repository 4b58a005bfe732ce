package render

import (
	"cmp"
	"html/template"
	"regexp"
	"strconv"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/score"
	"baton/generator/internal/site"
)

// scoreView is a score: one list in order of time, which the styles lay out as staves where there is room.
type scoreView struct {
	ID        string
	Was       []string
	Title     template.HTML
	Before    template.HTML // what stands above the first movement
	Staves    *stavesView   // nil if each movement has its own, or none
	Movements []movementView
	Table     []tableRow
	Books     []Link // part books of those who play
}

// stavesView is what a system needs beside its notes. Readers do not hear it: all of it is said in the list.
type stavesView struct {
	Beats, Parts, Lanes int
	Pauses, Slim, Wide  string // columns that hold a pause, only words that spread, and long words
	Names               []staveName
	Lines               []lineView
}

type staveName struct {
	Row      int
	Name     string
	Roles    string
	Customer bool
}

// lineView is a piece of a cue line: a trunk, a head, or the stem that joins what everyone does.
type lineView struct {
	Form                 string // "down", "up", "head" or "entry"; "all" and "dot" for what everyone does
	Row, Rows, Beat, Len int
	Lane                 int
}

type movementView struct {
	ID        string
	Was       []string
	Mark      string
	Title     template.HTML
	Aside     template.HTML // a remark in brackets after the title
	Beat, Len int           // place in a score that stands on one system
	Labels    []Term
	Customer  []Term
	Prose     template.HTML
	Entries   []entryView
	Staves    *stavesView
	List      bool // stays a list where others are staves
}

type entryView struct {
	IDs       []string // of the name of the part under which it begins
	Pause     *Term
	Beat, Len int
	Row       int
	Who       string
	Roles     string
	Keys      string // of the roles, for data-role
	Customer  bool
	Everyone  bool
	Steps     []stepView
}

// stepView is a line of a note.
type stepView struct {
	Term
	Kind string // "do", "level", "cue", "wait", "rest", or "word" for what carries its label
}

// score returns the view of a playbook's score.
func (w *writer) score(p *site.Playbook) *scoreView {
	if p.Doc.Score == nil {
		return nil
	}
	v := &scoreView{}
	if h := p.Doc.Score.Heading; h != nil {
		v.ID, v.Was, v.Title = h.ID, h.Was, w.bare(p.Page, h.Text)
	}
	l := lay(p.Score)
	if l.Whole {
		v.Staves = w.staves(p, l.Systems[0])
	}
	if len(p.Score.Movements) > 0 && p.Score.Movements[0].Heading != nil {
		v.Before = w.html(p.Page, p.Doc.Score.Blocks)
	}
	for i, b := range l.Bars {
		m := w.movement(p, i, b)
		if l.Whole {
			m.Beat, m.Len = b.Start, b.Cols
		} else if b.System != nil {
			m.Staves = w.staves(p, b.System)
		} else {
			m.List = true
		}
		v.Movements = append(v.Movements, m)
		v.Table = append(v.Table, w.table(m, b)...)
	}
	seen := map[string]bool{}
	for _, part := range p.Score.Parts {
		for _, stem := range part.Roles {
			if r := w.stem(stem); r != nil && !seen[stem] && w.has(partAddress(r)) {
				seen[stem] = true
				v.Books = append(v.Books, Link{Href: w.to(partAddress(r) + "#" + staffID(p)), Text: r.Title})
			}
		}
	}
	return v
}

func (w *writer) staves(p *site.Playbook, sys *system) *stavesView {
	v := &stavesView{Beats: sys.Cols, Parts: len(sys.Staves), Lanes: sys.Lanes, Pauses: columns(sys.Pauses)}
	slim, wide := sys.tracks()
	v.Slim, v.Wide = columns(slim), columns(wide)
	if sys.tellsOfCustomer() {
		v.Names = append(v.Names, staveName{Name: w.word("Customer"), Customer: true})
	}
	for i, r := range sys.Staves {
		n := staveName{Row: i + 1, Customer: r.Customer}
		switch {
		case r.Part != nil:
			n.Name, n.Roles = r.Part.Name, w.players(r.Part)
		case !r.Customer:
			n.Name = w.word("Everyone")
		case len(v.Names) == 0:
			n.Name = w.word("Customer")
		}
		v.Names = append(v.Names, n)
	}
	for _, l := range sys.Lines {
		v.Lines = append(v.Lines, lineViews(l)...)
	}
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note != nil && e.Note.Everyone {
				v.Lines = append(v.Lines, tutti(e.Note.Row, len(sys.Staves), b.Start+e.Note.Col-1)...)
			}
		}
	}
	return v
}

// columns lists columns for an attribute.
func columns(list []int) string {
	var out []string
	for _, col := range list {
		out = append(out, strconv.Itoa(col))
	}
	return strings.Join(out, " ")
}

// tutti returns the stem of what everyone does, and a head on each further stave.
func tutti(first, last, col int) []lineView {
	if first == last {
		return nil
	}
	out := []lineView{{Form: "all", Row: first, Rows: last - first, Beat: col, Len: 1}}
	for row := first + 1; row <= last; row++ {
		out = append(out, lineView{Form: "dot", Row: row, Rows: 1, Beat: col, Len: 1})
	}
	return out
}

// lineViews returns the pieces of a cue line.
func lineViews(l cueLine) []lineView {
	form := "down"
	if l.Far < l.Row {
		form = "up"
	}
	out := []lineView{{Form: form, Row: l.top(), Rows: l.bottom() - l.top(), Beat: l.From, Len: l.Col - l.From, Lane: l.Lane}}
	for _, h := range l.Heads {
		if h.Col == l.Col {
			out = append(out, lineView{Form: "head", Row: h.Row, Rows: 1, Beat: l.Col, Len: 1, Lane: l.Lane})
		} else {
			out = append(out, lineView{Form: "entry", Row: h.Row, Rows: 1, Beat: l.Col, Len: h.Col - l.Col, Lane: l.Lane})
		}
	}
	return out
}

// players names the roles that play a part, unless the part bears the name of its only one.
func (w *writer) players(p *score.Part) string {
	var titles []string
	for _, stem := range p.Roles {
		if r := w.stem(stem); r != nil {
			titles = append(titles, r.Title)
		}
	}
	if len(titles) == 1 && strings.EqualFold(titles[0], p.Name) {
		return ""
	}
	joint := ", "
	if p.Together {
		joint = " and "
	}
	return strings.Join(titles, joint)
}

var (
	leadingNumber = regexp.MustCompile(`^\s*\d+[.):]?\s+`)
	inBrackets    = regexp.MustCompile(`\s*\(([^()<>]+)\)\s*$`)
)

func (w *writer) movement(p *site.Playbook, i int, b *bar) movementView {
	m := b.Movement
	v := movementView{Mark: strconv.Itoa(i + 1)}
	if m.Heading != nil {
		v.ID, v.Was = m.Heading.ID, m.Heading.Was
		title := string(w.bare(p.Page, m.Heading.Text))
		if number := leadingNumber.FindString(title); number != "" {
			v.Mark = strings.Trim(number, " .):")
			title = title[len(number):]
		}
		if at := inBrackets.FindStringSubmatchIndex(title); at != nil {
			v.Aside = template.HTML(title[at[2]:at[3]])
			title = title[:at[0]]
		}
		v.Title = template.HTML(title)
	}
	for _, l := range m.Labels {
		t := w.label(p.Page, l)
		if l.Kind == "customer" {
			v.Customer = append(v.Customer, t)
		} else {
			v.Labels = append(v.Labels, t)
		}
	}
	v.Prose = w.loose(p.Page, m.Prose) + w.besides(p, i)
	names := partIDs(p, i)
	for _, e := range b.Entries {
		v.Entries = append(v.Entries, w.noteOrPause(p.Page, e, names))
	}
	return v
}

// partIDs returns the ids that the names of parts have in a movement, by the first step below each name.
func partIDs(p *site.Playbook, i int) map[*content.Item][]string {
	ids := map[*content.Item][]string{}
	if i >= len(p.Doc.Movements) {
		return ids
	}
	for _, e := range p.Doc.Movements[i].Entries {
		if len(e.Steps) == 0 {
			continue
		}
		if b := cmp.Or(e.Block, blockOf(e.Item)); b != nil && b.ID != "" {
			ids[e.Steps[0]] = append(append(ids[e.Steps[0]], b.ID), b.Was...)
		}
	}
	return ids
}

func blockOf(i *content.Item) *markdown.Block {
	if i == nil {
		return nil
	}
	return i.Block
}

// label returns a line that speaks to everybody.
func (w *writer) label(p *site.Page, l score.Label) Term {
	if l.Right != nil {
		return w.right(p, l.Right)
	}
	t := w.term(p, l.Line)
	t.HTML = spoken(t.HTML)
	return t
}

// loose returns blocks among which there may be items without their list.
func (w *writer) loose(p *site.Page, blocks []*markdown.Block) template.HTML {
	var out template.HTML
	for i := 0; i < len(blocks); {
		j := i + 1
		for j < len(blocks) && (blocks[j].Kind == markdown.Item) == (blocks[i].Kind == markdown.Item) {
			j++
		}
		html := w.html(p, blocks[i:j])
		if blocks[i].Kind == markdown.Item {
			html = "<ul>\n" + html + "</ul>\n"
		}
		out += html
		i = j
	}
	return out
}

// besides returns what stands below the names of a movement's parts without being a step.
func (w *writer) besides(p *site.Playbook, i int) template.HTML {
	var out template.HTML
	if i >= len(p.Doc.Movements) {
		return ""
	}
	for _, e := range p.Doc.Movements[i].Entries {
		if e.Item != nil && len(e.Steps) > 0 && len(e.Item.Detail) > 0 {
			out += w.html(p.Page, e.Item.Detail)
		}
	}
	return out
}

func (w *writer) noteOrPause(p *site.Page, e entry, names map[*content.Item][]string) entryView {
	if e.Pause != nil {
		t := Term{Label: w.word("Pause"), HTML: w.inline(p, e.Pause.Text)}
		if e.Pause.Item != nil {
			t.ID, t.Was = e.Pause.Item.Block.ID, e.Pause.Item.Block.Was
			t.Below = w.html(p, e.Pause.Item.Block.Children)
		}
		return entryView{Pause: &t, Beat: e.Col, Len: 1}
	}
	n := e.Note
	v := entryView{Beat: n.Col, Len: n.Len, Row: n.Row, Customer: n.Customer, Everyone: n.Everyone}
	switch {
	case n.Everyone:
		v.Who = w.word("Everyone")
	case n.Customer:
		v.Who = w.word("Customer")
	default:
		v.Who, v.Roles, v.Keys = n.Part.Name, w.players(n.Part), w.roleKeys(w.rolesOf(n.Part)...)
	}
	for _, s := range n.Steps {
		v.IDs = append(v.IDs, names[s.Item]...)
		v.Steps = append(v.Steps, w.step(p, s))
	}
	return v
}

func (w *writer) step(p *site.Page, s *score.Step) stepView {
	v := stepView{Kind: "do", Term: Term{HTML: spoken(w.inline(p, s.Text))}}
	if s.Right != nil {
		return stepView{Kind: "level", Term: w.right(p, s.Right)}
	}
	switch s.Kind {
	case score.Cues:
		v.Kind, v.Label = "cue", w.word("Cue")
	case score.Waits:
		v.Kind, v.Label = "wait", w.word("Wait")
	case score.Rest:
		v.Kind, v.Label = "rest", w.word("Pause")
	case score.Says:
		v.Kind, v.Label = "word", w.word("Say")
	case score.NotNow:
		v.Kind, v.Label = "word", w.word("Not now")
	case score.Customer:
		v.Kind, v.Label = "word", w.word("Customer")
	}
	if s.Item != nil {
		v.ID, v.Was = s.Item.Block.ID, s.Item.Block.Was
		v.Below = w.html(p, s.Item.Block.Children)
	}
	return v
}

// rolesOf are the roles that play a part.
func (w *writer) rolesOf(p *score.Part) []*site.Role {
	var out []*site.Role
	for _, stem := range p.Roles {
		out = append(out, w.stem(stem))
	}
	return out
}
