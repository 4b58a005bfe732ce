package render

import (
	"cmp"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/score"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
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
	Sheet     Link   // its cue sheet
	Parts     []player
	Island    Island
}

// stavesView is what a system needs beside its notes. Readers do not hear it: all of it is said in the list.
type stavesView struct {
	Parts, Lanes       int
	Pauses, Slim, Wide string // columns that hold a pause, only words that spread, and long words
	Even               string // and all others
	Names              []staveName
	Lines              []lineView
}

type staveName struct {
	player
	Row      int
	Roles    string
	Customer bool
}

// lineView is a piece of a cue line: a trunk, a head, or the stem that joins what everyone does. Or it is a rest.
type lineView struct {
	Form                 string // "down", "up", "head" or "entry"; "all" and "dot" for what everyone does; "rest"
	Row, Rows, Beat, Len int
	Lane                 int
	Keys, Of             string // of the roles and parts at its ends
	Beats                int    // of a rest
}

type movementView struct {
	ID        string
	Was       []string
	Mark      string
	Title     template.HTML
	Aside     template.HTML // a remark in brackets after the title
	Beat, Len int           // place in a score that stands on one system
	Labels    []labelView
	Customer  []Term
	Prose     template.HTML
	Entries   []entryView
	Staves    *stavesView
	List      bool // stays a list where others are staves
}

// labelView is a line that speaks to everybody. An "Ask first" says how to reach whom it names.
type labelView struct {
	Term
	Asked Asked
}

type entryView struct {
	IDs       []string // of the name of the part under which it begins
	Pause     *Term
	Beat, Len int
	Row       int
	Who       string
	Roles     string
	Keys      string // of the roles, for data-role
	Of        string // the part, for data-of; "" for the customer and everyone
	Customer  bool
	Everyone  bool
	Steps     []stepView
}

// stepView is a line of a note.
type stepView struct {
	Term
	Kind  string // "do", "level", "cue", "wait", "rest", "word" for what carries its label; "hears" for an unwritten wait
	Asked Asked
	Cues  string // numbers of the cue that is given, or of those that end the wait
	To    string // who is cued: parts, or "*" for all
}

// score returns the view of a playbook's score.
func (w *writer) score(p *site.Playbook) *scoreView {
	if p.Doc.Score == nil {
		return nil
	}
	v := &scoreView{Sheet: w.sheetLink(p), Island: w.island("score")}
	if h := p.Doc.Score.Heading; h != nil {
		v.ID, v.Was, v.Title = h.ID, h.Was, w.bare(p.Page, h.Text)
	}
	for _, part := range p.Score.Parts {
		if plays(p.Score, part) {
			v.Parts = append(v.Parts, w.player(part))
		}
	}
	l := lay(p.Score)
	if l.Whole {
		v.Staves = w.staves(p, l.Systems[0])
	}
	if len(p.Score.Movements) > 0 && p.Score.Movements[0].Heading != nil {
		v.Before = w.html(p.Page, p.Doc.Score.Blocks)
	}
	numbers := cueNumbers(p.Score)
	for i, b := range l.Bars {
		m := w.movement(p, i, b, numbers)
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
	even, slim, wide := sys.tracks()
	v := &stavesView{
		Parts: len(sys.Staves), Lanes: sys.Lanes,
		Pauses: columns(sys.Pauses), Even: columns(even), Slim: columns(slim), Wide: columns(wide),
	}
	if sys.tellsOfCustomer() {
		v.Names = append(v.Names, staveName{player: player{Name: w.word("Customer")}, Customer: true})
	}
	for i, r := range sys.Staves {
		n := staveName{Row: i + 1, Customer: r.Customer}
		switch {
		case r.Part != nil:
			n.player, n.Roles = w.player(r.Part), w.players(r.Part)
		case !r.Customer:
			n.Name = w.word("Everyone")
		case len(v.Names) == 0:
			n.Name = w.word("Customer")
		}
		v.Names = append(v.Names, n)
	}
	for _, r := range sys.rests() {
		v.Lines = append(v.Lines, lineView{Form: "rest", Row: r.Row, Rows: 1, Beat: r.Col, Len: 1, Beats: r.Beats})
	}
	for _, l := range sys.Lines {
		v.Lines = append(v.Lines, w.lineViews(sys, l)...)
	}
	for _, b := range sys.Bars {
		for _, e := range b.Entries {
			if e.Note != nil && e.Note.Everyone {
				v.Lines = append(v.Lines, w.tutti(sys, e.Note.Row, b.Start+e.Note.Col-1)...)
			}
		}
	}
	return v
}

// plays reports whether a part has a step of its own, so that its player can read the score as that part.
func plays(s *score.Score, part *score.Part) bool {
	return !part.Customer && slices.ContainsFunc(s.Movements, func(m *score.Movement) bool {
		return slices.ContainsFunc(m.Steps, func(s *score.Step) bool { return s.Part == part })
	})
}

// columns lists columns, or other numbers, for an attribute.
func columns(list []int) string {
	var out []string
	for _, col := range list {
		out = append(out, strconv.Itoa(col))
	}
	return strings.Join(out, " ")
}

// tutti returns the stem of what everyone does, and a head on each further stave.
func (w *writer) tutti(sys *system, first, col int) []lineView {
	last := len(sys.Staves)
	if first == last {
		return nil
	}
	out := []lineView{{Form: "all", Row: first, Rows: last - first, Beat: col, Len: 1}}
	for row := first + 1; row <= last; row++ {
		dot := lineView{Form: "dot", Row: row, Rows: 1, Beat: col, Len: 1}
		dot.Keys, dot.Of = w.ends(sys, row)
		out = append(out, dot)
	}
	return out
}

// lineViews returns the pieces of a cue line. Its trunk belongs to all who give or hear the cue, a head to its sender
// and to the one it reaches.
func (w *writer) lineViews(sys *system, l cueLine) []lineView {
	form := "down"
	if l.Far < l.Row {
		form = "up"
	}
	trunk := lineView{Form: form, Row: l.top(), Rows: l.bottom() - l.top(), Beat: l.From, Len: l.Col - l.From, Lane: l.Lane}
	rows := []int{l.Row}
	for _, h := range l.Heads {
		rows = append(rows, h.Row)
	}
	trunk.Keys, trunk.Of = w.ends(sys, rows...)
	out := []lineView{trunk}
	for _, h := range l.Heads {
		piece := lineView{Form: "head", Row: h.Row, Rows: 1, Beat: l.Col, Len: 1, Lane: l.Lane}
		if h.Col > l.Col {
			piece.Form, piece.Len = "entry", h.Col-l.Col
		}
		piece.Keys, piece.Of = w.ends(sys, l.Row, h.Row)
		out = append(out, piece)
	}
	return out
}

// ends returns the roles and the parts on some staves of a system.
func (w *writer) ends(sys *system, rows ...int) (keys, of string) {
	var roles []*site.Role
	var parts []string
	for _, row := range rows {
		if p := sys.Staves[row-1].Part; p != nil {
			roles = append(roles, w.rolesOf(p)...)
			parts = append(parts, partKey(p))
		}
	}
	return w.roleKeys(roles...), strings.Join(parts, " ")
}

// partKey is what addresses and attributes call a part.
func partKey(p *score.Part) string { return slug.Make(p.Name) }

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

func (w *writer) movement(p *site.Playbook, i int, b *bar, numbers map[*score.Cue]int) movementView {
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
			v.Labels = append(v.Labels, labelView{t, w.askedBy(l.Right)})
		}
	}
	v.Prose = w.loose(p.Page, m.Prose) + w.besides(p, i)
	names := partIDs(p, i)
	for _, e := range b.Entries {
		v.Entries = append(v.Entries, w.noteOrPause(p, e, names, numbers))
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

func (w *writer) noteOrPause(p *site.Playbook, e entry, names map[*content.Item][]string, numbers map[*score.Cue]int) entryView {
	if e.Pause != nil {
		t := Term{Label: w.word("Pause"), HTML: w.inline(p.Page, e.Pause.Text)}
		if e.Pause.Item != nil {
			t.ID, t.Was = e.Pause.Item.Block.ID, e.Pause.Item.Block.Was
			t.Below = w.html(p.Page, e.Pause.Item.Block.Children)
		}
		return entryView{Pause: &t, Beat: e.Col, Len: 1}
	}
	n := e.Note
	v := entryView{Beat: n.Col, Len: n.Len, Row: n.Row, Customer: n.Customer, Everyone: n.Everyone}
	switch {
	case n.Everyone:
		v.Who, v.Keys = w.word("Everyone"), w.everyone(p.Score)
	case n.Customer:
		v.Who = w.word("Customer")
	default:
		v.Who, v.Roles, v.Of = n.Part.Name, w.players(n.Part), partKey(n.Part)
		v.Keys = w.roleKeys(w.rolesOf(n.Part)...)
	}
	for _, s := range n.Steps {
		v.IDs = append(v.IDs, names[s.Item]...)
		if s.Kind != score.Waits {
			v.Steps = append(v.Steps, w.hears(s, numbers)...)
		}
		line := w.step(p.Page, s)
		switch {
		case s.Cue != nil:
			line.Cues, line.To = strconv.Itoa(numbers[s.Cue]), cuedKeys(s.Cue)
		case s.Kind == score.Waits:
			line.Cues = endedBy(s, numbers)
		}
		v.Steps = append(v.Steps, line)
	}
	return v
}

// everyone are the roles of all parts: what everyone does is everybody's own.
func (w *writer) everyone(s *score.Score) string {
	var roles []*site.Role
	for _, p := range s.Parts {
		for _, r := range w.rolesOf(p) {
			if !slices.Contains(roles, r) {
				roles = append(roles, r)
			}
		}
	}
	return w.roleKeys(roles...)
}

// hears returns a line for each cue that a step waits for though nobody wrote so.
func (w *writer) hears(s *score.Step, numbers map[*score.Cue]int) []stepView {
	var out []stepView
	for _, wait := range s.WaitsFor {
		if wait.Cue != nil {
			name := w.voiceName(wait.Cue.Step).Name
			out = append(out, stepView{
				Kind: "hears", Cues: strconv.Itoa(numbers[wait.Cue]),
				Term: Term{Label: "After", HTML: template.HTML(template.HTMLEscapeString(name))},
			})
		}
	}
	return out
}

// endedBy lists the cues that end a written wait.
func endedBy(s *score.Step, numbers map[*score.Cue]int) string {
	var out []int
	for _, wait := range s.WaitsFor {
		if wait.Cue != nil {
			out = append(out, numbers[wait.Cue])
		}
	}
	return columns(out)
}

// cuedKeys names those who are cued, for an attribute.
func cuedKeys(c *score.Cue) string {
	if c.Everyone {
		return "*"
	}
	var out []string
	for _, p := range c.To {
		out = append(out, partKey(p))
	}
	return strings.Join(out, " ")
}

func (w *writer) step(p *site.Page, s *score.Step) stepView {
	v := stepView{Kind: "do", Term: Term{HTML: spoken(w.inline(p, s.Text))}}
	if s.Right != nil {
		return stepView{Kind: "level", Term: w.right(p, s.Right), Asked: w.askedBy(s.Right)}
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

// askedBy returns whom a right asks, and how to reach them; nothing if it is none that asks.
func (w *writer) askedBy(r *content.Right) Asked {
	if r == nil || r.Item == nil {
		return Asked{}
	}
	if a := w.askOf(r.Item); a != nil {
		return w.asked(a)
	}
	return Asked{}
}

// rolesOf are the roles that play a part.
func (w *writer) rolesOf(p *score.Part) []*site.Role {
	var out []*site.Role
	for _, stem := range p.Roles {
		out = append(out, w.stem(stem))
	}
	return out
}
