package render

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
	"baton/generator/internal/markdown"
	"baton/generator/internal/score"
	"baton/generator/internal/search"
	"baton/generator/internal/site"
)

// SearchPage returns all that search sees of a page, with the text that the page has now.
func (r *Renderer) SearchPage(p *site.Page) *search.Page {
	p = r.now(p)
	f := &searchFlow{w: r.at(p.Address), page: p, marks: map[*markdown.Block]search.Section{}, ladders: map[*markdown.Block]*ladder.Ladder{}}
	f.mark()
	f.open(search.Section{})
	if p.Doc.Lede == nil {
		f.say(p.Doc.Summary)
	}
	f.walk(p.Doc.Text.Blocks)
	f.here = 0
	f.whisper(strings.Join(p.Tags, ", "))
	return &search.Page{
		Address: p.Address, Title: p.Title, Kind: string(p.Kind), Aliases: namesOf(p), Place: f.place(),
		Roles: f.roles(), Updated: string(p.Doc.Meta.Reviewed), Sections: f.sections(),
	}
}

// namesOf returns the other names of a page; those that begin with "/" are addresses.
func namesOf(p *site.Page) []string {
	var out []string
	for _, a := range p.Doc.Meta.Aliases {
		if !strings.HasPrefix(a, "/") {
			out = append(out, a)
		}
	}
	return out
}

// A searchFlow cuts the text of a page into the sections that a result can lead to: one for each heading, and one for
// each thing that the page's kind gives a meaning.
type searchFlow struct {
	w       *writer
	page    *site.Page
	marks   map[*markdown.Block]search.Section // what begins at a block
	ladders map[*markdown.Block]*ladder.Ladder // by their tables

	out   []search.Section
	texts [][]string // of each of out
	ends  [][]string // of each of out: what stands after its text
	here  int        // the section that is being written
}

// mark notes what in the text is more than text.
func (f *searchFlow) mark() {
	p := f.page
	switch {
	case p.Role != nil:
		for _, resp := range p.Role.Responsibilities {
			f.marks[resp.Source.Section.Heading] = search.Section{As: search.AsResponsibility}
			f.markRights(resp.Source.Levels)
		}
		f.markRights(p.Role.Doc.Decisions)
	case p.Playbook != nil:
		for _, m := range p.Playbook.Score.Movements {
			for _, s := range m.Steps {
				step := search.Section{As: search.AsStep, Role: f.player(s.Part)}
				if s.Right != nil {
					step.Level = f.w.level(s.Right.Level).Key
				}
				f.marks[s.Item.Block] = step
			}
		}
	case p.Checklist != nil:
		for _, g := range p.Checklist.Doc.Groups {
			for _, i := range g.Items {
				f.marks[i.Item.Block] = search.Section{As: search.AsItem, ID: i.ID}
			}
		}
	case p.Decision != nil:
		for _, l := range p.Decision.Ladders {
			f.ladders[l.Source.Block] = l
		}
	}
}

func (f *searchFlow) markRights(rights []*content.Right) {
	for _, r := range rights {
		f.marks[r.Item.Block] = search.Section{As: search.AsRight, Level: f.w.level(r.Level).Key}
	}
}

// walk writes blocks, each into the section that it stands in.
func (f *searchFlow) walk(blocks []*markdown.Block) {
	for _, b := range blocks {
		mark, marked := f.marks[b]
		switch {
		case b == f.page.Doc.TitleBlock:
		case b.Kind == markdown.Heading:
			mark.ID, mark.Heading = b.ID, f.plain(b.Text)
			f.open(mark)
		case f.ladders[b] != nil:
			f.ladder(f.ladders[b])
		case marked:
			f.below(mark, b.ID, func() { f.block(b) })
		default:
			f.block(b)
		}
	}
}

// block writes what stands in a block, and then what stands below it.
func (f *searchFlow) block(b *markdown.Block) {
	if b.Kind == markdown.Code {
		f.say(b.Plain())
		return
	}
	if b.Kind == markdown.Callout && b.Text.Empty() {
		f.say(b.Title)
	}
	f.say(f.plain(b.Text))
	for _, row := range b.Rows {
		f.say(f.cells(row.Cells))
	}
	f.walk(b.Children)
}

// ladder writes each row of a ladder as a section of its own: as a sentence, and what its cells say besides.
func (f *searchFlow) ladder(l *ladder.Ladder) {
	f.whisper(f.cells(l.Source.Block.Rows[0].Cells))
	for i, row := range l.Rows {
		s := search.Section{As: search.AsRow, Role: f.w.deciders(row), Level: f.w.level(row.Level).Key}
		if row.Holds && !l.When {
			if s.Limit = (&search.Limit{Unit: l.Unit, Open: math.IsInf(row.To, 1)}); !s.Limit.Open {
				s.Limit.Max = row.To
			}
		}
		f.below(s, row.Source.ID, func() {
			words := strings.TrimSuffix(f.w.rungWords(l, i), ".")
			cells := row.Source.Row.Cells
			if limit := f.plain(row.Source.LimitText); words != "" {
				if !saysAll(words, limit) {
					f.whisper(limit) // "more": the sentence has other words for it
				}
				cells = cells[1:]
			}
			rest := slices.DeleteFunc(slices.Clone(cells), func(c markdown.Inline) bool { return saysAll(words, f.plain(c)) })
			f.say(strings.Trim(words+" · "+f.cells(rest), " ·"))
		})
	}
}

// open begins a section. What follows stands in it.
func (f *searchFlow) open(s search.Section) {
	f.here = len(f.out)
	f.out, f.texts, f.ends = append(f.out, s), append(f.texts, nil), append(f.ends, nil)
}

// below begins a section within the one that is being written, which goes on after it. Without an id of its own it is
// found where that one is.
func (f *searchFlow) below(s search.Section, id string, write func()) {
	above := f.here
	if s.ID == "" {
		s.ID = id
	}
	if s.ID == "" {
		s.ID = f.out[above].ID
	}
	if s.ID == "" && s.As == search.AsRow {
		s.ID = free(f.page, "ladder")
	}
	f.open(s)
	write()
	f.here = above
}

func (f *searchFlow) say(text string) {
	if text = strings.TrimSpace(text); text != "" {
		f.texts[f.here] = append(f.texts[f.here], text)
	}
}

// whisper says what is to be found, and is no part of the text.
func (f *searchFlow) whisper(text string) {
	if text != "" {
		f.ends[f.here] = append(f.ends[f.here], text)
	}
}

// sections returns what was written, without what says nothing.
func (f *searchFlow) sections() []search.Section {
	out := make([]search.Section, 0, len(f.out))
	for i, s := range f.out {
		s.Text = strings.Join(append(f.texts[i], f.ends[i]...), "\n")
		if s.Heading != "" || s.Text != "" {
			out = append(out, s)
		}
	}
	return out
}

func (f *searchFlow) cells(cells []markdown.Inline) string {
	var out []string
	for _, c := range cells {
		if text := strings.TrimSpace(f.plain(c)); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, " · ")
}

// saysAll reports whether every word of a text stands in a sentence.
func saysAll(sentence, text string) bool {
	words := strings.FieldsFunc(strings.ToLower(sentence), notInWord)
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), notInWord) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// plain returns a text as the page shows it: a wiki link without a text of its own reads as the title of its page.
func (f *searchFlow) plain(in markdown.Inline) string {
	if !slices.ContainsFunc(in.Links(), isBareWiki) {
		return in.Plain()
	}
	var b strings.Builder
	for _, s := range in.Spans() {
		text := s.Text
		if s.Link != nil && isBareWiki(s.Link) {
			if title := titleOf(f.page.Target(s.Link)); title != "" {
				text = title
			}
		}
		b.WriteString(text)
	}
	return b.String()
}

func isBareWiki(l *markdown.Link) bool { return l.Kind == markdown.Wiki && l.Text == "" }

// place is where the page stands.
func (f *searchFlow) place() string {
	if s := f.page.Section; s != nil && s.Address != f.page.Address && s.Parent != nil {
		return s.Title
	}
	return ""
}

// roles returns the stems of all roles that the page is for: those that it says, a role itself, who plays and who decides.
func (f *searchFlow) roles() []string {
	var out []string
	for _, r := range f.page.For {
		out = append(out, r.Stem)
	}
	switch p := f.page; {
	case p.Role != nil:
		out = append(out, p.Role.Stem)
	case p.Playbook != nil:
		for _, part := range p.Playbook.Score.Parts {
			out = append(out, part.Roles...)
		}
	case p.Decision != nil:
		for _, l := range p.Decision.Ladders {
			for _, row := range l.Rows {
				out = append(out, row.Who...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// player names a part with who plays it, as in "Voice, Support lead".
func (f *searchFlow) player(part *score.Part) string {
	if part == nil {
		return ""
	}
	names := []string{part.Name}
	for _, stem := range part.Roles {
		if r := f.w.stem(stem); r != nil && !slices.Contains(names, r.Title) {
			names = append(names, r.Title)
		}
	}
	return strings.Join(names, ", ")
}
