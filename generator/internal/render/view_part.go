package render

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"

	"baton/generator/internal/score"
	"baton/generator/internal/site"
)

// partView is the part book of a role: its own line out of every playbook, and its checklists.
type partView struct {
	Base
	Staffs     []staffView
	Checklists []ListOf
}

// ListOf is a checklist of a part book.
type ListOf struct {
	Link
	Every string // how often, if the calendar says
}

// staffView is what a role plays in one playbook.
type staffView struct {
	ID       string
	Playbook Link
	Parts    string // names of the parts it plays
	Sheet    Link   // of its cues, if it conducts
	Bars     []partBar
}

// partBar is a movement as the player of a part reads it.
type partBar struct {
	Mark   string
	Title  template.HTML
	Labels []labelView // what speaks to everybody
	Notes  []partNote
	Last   bool // ends the score
}

// partNote is an entry of a part: exactly one of its forms.
type partNote struct {
	Rest  int    // beats
	Text  string // of a rest: who plays meanwhile
	Heard Heard
	Pause template.HTML
	Steps []stepView // one's own note
}

// Heard is a cue that is heard, or an event that is waited for.
type Heard struct {
	Who     string
	Answers bool // it is the answer to one's own cue
	Line    string
	Event   string
}

// hasPart reports whether a role's part book has anything in it.
func hasPart(r *site.Role) bool {
	if len(r.Checklists) > 0 {
		return true
	}
	for _, staff := range site.PartBook(r) {
		for _, b := range staff.Bars {
			if b.Own() {
				return true
			}
		}
	}
	return false
}

// partAddress is the address of a role's part book.
func partAddress(r *site.Role) string { return r.Address + "part/" }

func (w *writer) part(r *site.Role) partView {
	v := partView{Base: w.generated(r.Title)}
	v.Head = w.head("Part book: " + r.Title)
	v.Kind = "Part book"
	v.Lede = "Its steps out of every playbook, with the cue it waits for and the cue it gives."
	v.Crumbs = append(w.crumbs(r.Section, r.Address), w.link(r.Page))
	for _, staff := range site.PartBook(r) {
		if s := w.staff(staff); len(s.Bars) > 0 {
			v.Staffs = append(v.Staffs, s)
		}
	}
	if len(r.Checklists) > 0 {
		v.Contents = append(v.Contents, Entry{"checklists", "Checklists"})
	}
	for _, s := range v.Staffs {
		v.Contents = append(v.Contents, Entry{s.ID, s.Playbook.Text})
	}
	for _, c := range r.Checklists {
		v.Checklists = append(v.Checklists, ListOf{w.checklistLink(c), c.Cadence.Every})
	}
	return v
}

// staffID is the id of a playbook in part books.
func staffID(p *site.Playbook) string {
	return strings.ReplaceAll(strings.Trim(p.Address, "/"), "/", "-")
}

func (w *writer) staff(s site.Staff) staffView {
	v := staffView{ID: staffID(s.Playbook), Playbook: w.link(s.Playbook.Page)}
	var names []string
	for _, p := range s.Parts {
		names = append(names, p.Name)
		if p.Conductor {
			v.Sheet = w.sheetLink(s.Playbook)
		}
	}
	v.Parts = strings.Join(names, ", ")
	own := false
	for i, b := range s.Bars {
		own = own || b.Own()
		v.Bars = append(v.Bars, w.partBar(s, i, b))
	}
	if !own {
		v.Bars = nil
	}
	return v
}

func (w *writer) partBar(s site.Staff, i int, b site.Bar) partBar {
	m := w.movement(s.Playbook, i, &bar{Movement: b.Movement}, nil)
	v := partBar{Mark: m.Mark, Title: m.Title, Labels: m.Labels, Last: i == len(s.Bars)-1}
	var open *note
	var lines []stepView
	close := func() {
		if open != nil {
			v.Notes = append(v.Notes, w.played(open, lines)...)
		}
		open, lines = nil, nil
	}
	for _, n := range b.Notes {
		switch {
		case n.Rest > 0:
			close()
			v.Notes = append(v.Notes, partNote{Rest: n.Rest, Text: meanwhile(n.Meanwhile)})
		case n.Pause != nil:
			close()
			v.Notes = append(v.Notes, partNote{Pause: w.inline(s.Playbook.Page, n.Pause.Text)})
		default:
			if open == nil || voiceOf(open.Steps[0]) != voiceOf(n.Step) || !open.takes(n.Step) {
				close()
				open = &note{Part: n.Step.Part}
			}
			open.Steps = append(open.Steps, n.Step)
			lines = append(lines, w.step(s.Playbook.Page, n.Step))
		}
	}
	close()
	return v
}

// played returns a note of one's own, between what is heard before it and the answers to its cues.
func (w *writer) played(n *note, lines []stepView) []partNote {
	var out, answers []partNote
	var own []stepView
	for i, s := range n.Steps {
		heard := 0
		for _, wait := range s.WaitsFor {
			if h := hears(wait); h != (Heard{}) {
				out = append(out, partNote{Heard: h})
				heard++
			}
		}
		if s.Cue != nil && s.Cue.Answer != "" {
			answers = append(answers, partNote{Heard: Heard{Who: cueNames(s.Cue), Answers: true, Line: s.Cue.Answer}})
		}
		if s.Kind != score.Waits || heard == 0 {
			own = append(own, lines[i])
		}
	}
	if len(own) > 0 {
		out = append(out, partNote{Steps: own})
	}
	return append(out, answers...)
}

// hears says what a player hears before a step; nothing if nobody gives a cue.
func hears(w *score.Wait) Heard {
	switch {
	case w.Event != "":
		return Heard{Event: w.Event}
	case w.Cue == nil:
		return Heard{}
	case w.Cue.Step.Part == nil:
		return Heard{Who: "Everyone", Line: w.Cue.Line}
	}
	return Heard{Who: w.Cue.Step.Part.Name, Line: w.Cue.Line}
}

// cueNames names those who are cued.
func cueNames(c *score.Cue) string {
	if c.Everyone {
		return "Everyone"
	}
	var names []string
	for _, p := range c.To {
		names = append(names, p.Name)
	}
	return strings.Join(append(names, c.Unknown...), ", ")
}

// meanwhile names the parts that play during a rest, each once.
func meanwhile(steps []*score.Step) string {
	var names []string
	seen := map[*score.Part]bool{}
	for _, s := range steps {
		if s.Part != nil && !seen[s.Part] {
			seen[s.Part] = true
			names = append(names, s.Part.Name)
		}
	}
	return strings.Join(names, ", ")
}

// checklistLink is a link to a checklist with how many items it has, and how often it is gone through.
func (w *writer) checklistLink(c *site.Checklist) Link {
	n := 0
	for _, g := range c.Doc.Groups {
		n += len(g.Items)
	}
	l := w.link(c.Page)
	l.Note = strconv.Itoa(n) + " items"
	if n == 1 {
		l.Note = "1 item"
	}
	if when := cmp.Or(c.Cadence.Every, c.Cadence.Event); when != "" {
		l.Note = when + ", " + l.Note
	}
	return l
}
