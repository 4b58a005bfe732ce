package render

import (
	"html/template"

	"baton/generator/internal/site"
)

// roleView is the page of a role. Its verdict is the ledger: what it may decide, by level.
type roleView struct {
	Base
	Reach            Reach
	Ledger           ledgerView
	Group            groupView
	Intro            template.HTML
	Without          withoutView
	Asks             mattersView
	Askers           mattersView
	Keys             string            // for data-role
	Choose           bool              // a reader may say that this is theirs
	Before           []passage         // the sections above Responsibilities, in order
	Responsibilities *Responsibilities // nil if the page has none
	Cues             *cuesView         // nil if it plays nowhere
	After            []passage
}

// ledgerView is what a role may decide, by level.
type ledgerView struct {
	heading
	Levels []Latitude
	Rest   template.HTML // what else stands in the section Decisions
}

// withoutView is what others decide without asking this role.
type withoutView struct {
	ID     string
	Roles  []Decided
	Folded bool // too much to be read in passing
}

// inPassing is how many decisions of others one reads without opening anything.
const inPassing = 12

// groupView says where a role stands in the group.
type groupView struct {
	ID    string
	Terms []Term
}

// A Latitude is what a role may decide at one level.
type Latitude struct {
	Level  Level
	Rights []Right
}

// A Right is one thing that a role may decide.
type Right struct {
	ID    string
	Was   []string
	Level Level
	HTML  template.HTML // what
	Limit string        // how far, in words
	Then  []Term        // what a row of a ladder asks for besides
	More  []Term        // Because, Unless
	Below template.HTML
	With  []Link       // who decides with it
	Under Link         // the responsibility that it stands under
	Href  template.URL // where it is written, for a list elsewhere
	Ask   Asked
}

// Decided is what another role decides without asking this one.
type Decided struct {
	Role   Link
	Rights []Right
}

func (w *writer) role(p *site.Page) roleView {
	r := p.Role
	v := roleView{Base: w.page(p), Reach: w.reach(r)}
	shown := shown{}
	v.Lede = w.lede(p, shown)
	shown.lines(r.Doc.Lines)
	v.Intro = w.rest(p, p.Doc.Intro, shown)
	v.Ledger = w.ledger(r)
	v.Group = groupView{ID: free(p, "in-the-group"), Terms: w.group(r)}
	v.Without = withoutView{ID: free(p, "decided-without-you"), Roles: w.without(r)}
	v.Without.Folded = len(r.WithoutYou) > inPassing && len(v.Without.Roles) > 1
	v.Asks, v.Askers = w.asks(r, v.Ledger), w.askers(r)
	v.Keys, v.Choose = w.roleKeys(r), w.mine && !r.External
	v.Cues = w.cues(r)
	for _, s := range p.Doc.Sections {
		switch {
		case s.Key == "decisions" && len(r.Doc.Decisions) > 0:
		case s.Key == "responsibilities" && len(r.Responsibilities) > 0:
			v.Responsibilities = w.responsibilities(r, s)
		case v.Responsibilities == nil:
			v.Before = append(v.Before, w.passage(p, s, nil))
		default:
			v.After = append(v.After, w.passage(p, s, nil))
		}
	}
	v.Contents = v.contents()
	return v
}

// contents lists what the page shows, in its order.
func (v *roleView) contents() []Entry {
	var out []Entry
	if len(v.Ledger.Levels) > 0 {
		out = append(out, v.Ledger.entry())
	}
	if len(v.Group.Terms) > 0 {
		out = append(out, Entry{v.Group.ID, "In the group"})
	}
	if len(v.Without.Roles) > 0 {
		out = append(out, Entry{v.Without.ID, "Decided without you"})
	}
	if len(v.Asks.Roles) > 0 {
		out = append(out, Entry{v.Asks.ID, "Whom you ask"})
	}
	if len(v.Askers.Roles) > 0 {
		out = append(out, Entry{v.Askers.ID, "Who asks you"})
	}
	for _, s := range v.Before {
		out = append(out, s.entry())
	}
	if v.Responsibilities != nil {
		out = append(out, v.Responsibilities.entry())
	}
	if v.Cues != nil {
		out = append(out, Entry{v.Cues.ID, "Cues"})
	}
	for _, s := range v.After {
		out = append(out, s.entry())
	}
	return out
}

// ledger returns the rights of a role, by level, under the heading Decisions of its page.
func (w *writer) ledger(r *site.Role) ledgerView {
	v := ledgerView{heading: heading{ID: free(r.Page, "you-may-decide"), Title: "You may decide", Plain: "You may decide"}}
	for _, right := range r.Rights {
		v.Levels = w.latitude(v.Levels, right.Level, w.decide(r.Page, right))
	}
	for _, s := range r.Page.Doc.Sections {
		if s.Key != "decisions" || len(r.Doc.Decisions) == 0 {
			continue
		}
		shown := shown{}
		for _, right := range r.Doc.Decisions {
			shown.item(right.Item)
		}
		v.ID, v.Was = s.Heading.ID, s.Heading.Was
		if !w.english() {
			v.heading = w.heading(r.Page, s.Heading)
		}
		v.Rest = w.rest(r.Page, blocksOf(s), shown)
	}
	return v
}

// decide returns a right as the page here shows it. What stands below it is told where it is written, once.
func (w *writer) decide(here *site.Page, right *site.Right) Right {
	v := Right{Level: w.level(right.Level), Limit: right.Limit}
	if right.Source != nil {
		t := w.right(right.Page, right.Source)
		v.HTML, v.More = t.HTML, t.More
		if right.Page == here && right.Responsibility == nil {
			v.ID, v.Was, v.Below = t.ID, t.Was, t.Below
		}
	} else {
		v.HTML = anchor(w.toPage(right.Page, right.Fragment), right.Text)
	}
	if right.Row != nil {
		v.Then = w.then(right)
	}
	for _, r := range right.With {
		v.With = append(v.With, w.link(r.Page))
	}
	if right.Responsibility != nil && right.Source != nil {
		v.Under = Link{Href: w.to(right.Responsibility.Address()), Text: right.Responsibility.Title}
	}
	if right.Ask != nil {
		v.Ask = w.asked(right.Ask)
	}
	return v
}

// then returns what the further columns of a ladder say in the row of a right.
func (w *writer) then(right *site.Right) []Term {
	var out []Term
	for i, cell := range right.Row.Source.More {
		if !cell.Empty() && i < len(right.Ladder.Source.Columns) {
			out = append(out, Term{Label: right.Ladder.Source.Columns[i], HTML: w.inline(right.Decision.Page, cell)})
		}
	}
	return out
}

// group returns the head lines that say where a role stands in the group. How to reach it stands above them.
func (w *writer) group(r *site.Role) []Term {
	var out []Term
	for _, l := range r.Doc.Lines {
		if l != r.Doc.Reach && l != r.Doc.AnswersWithin {
			out = append(out, w.term(r.Page, l))
		}
	}
	if len(r.Reports) > 0 {
		var names []Link
		for _, report := range r.Reports {
			names = append(names, w.link(report.Page))
		}
		out = append(out, Term{Label: "Answer to it", HTML: linkList(names)})
	}
	return out
}

// without returns what those below a role decide without asking it, role by role.
func (w *writer) without(r *site.Role) []Decided {
	var out []Decided
	var last *site.Role
	for _, right := range r.WithoutYou {
		if right.Role != last {
			out = append(out, Decided{Role: w.link(right.Role.Page)})
			last = right.Role
		}
		d := &out[len(out)-1]
		d.Rights = append(d.Rights, w.decide(r.Page, right))
	}
	return out
}
