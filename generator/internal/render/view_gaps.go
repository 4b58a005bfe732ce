package render

import (
	"strconv"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// gapsView says what is written down and what is not, with the list behind every figure. It has no percentage
// and ranks nobody.
type gapsView struct {
	Base
	Counts  []CountGroup
	Ways    []WayRow
	NoWay   []Link
	Lessons *LessonCount
	Pages   *CountGroup
	Felt    *FeltView
}

// CountGroup is the counts of one matter.
type CountGroup struct {
	ID     string
	Title  string
	Counts []Count
}

// A Count is how many things are written and how many are not yet.
type Count struct {
	Whole, Lacking  string // what follows the figures: "say …", "do not"
	Tally           Tally
	Written, NotYet []Link
}

// Tally draws a count as notes: filled for what is written, hollow for what is not.
type Tally struct{ Filled, Hollow int }

// WayRow is the customer's way through a playbook.
type WayRow struct {
	Link
	From, To string
	HandOffs []Link
	Asks     []Link
	Pauses   []Link
}

// LessonCount is what became of lessons.
type LessonCount struct {
	All, Changed, Again, Open []Link
}

// FeltView is what people feel, or that nobody asked.
type FeltView struct {
	Rounds []FeltRound
	Ask    *Link // the checklist that asks both sides, if nobody has
}

// FeltRound is one time of asking.
type FeltRound struct {
	Date       Date
	Statements []FeltStatement
}

// FeltStatement is what managers and everybody else say of a sentence.
type FeltStatement struct {
	Text             string
	Managers, Others Agreement
}

// Agreement is n of m.
type Agreement struct {
	Agree, Of int
	Tally     Tally
}

const gapsAddress = "/gaps/"

// hasGaps reports whether there is anything to count but pages: before a handbook uses a convention, a page
// about it would be empty.
func (r *Renderer) hasGaps() bool {
	s := r.site
	return len(s.Roles)+len(s.Playbooks)+len(s.Decisions)+len(s.Lessons)+len(s.Asks) > 0 || s.Felt != nil
}

func (w *writer) gaps() gapsView {
	v := gapsView{Base: w.generated("What is written down, and what is not")}
	v.Kind = "Gaps"
	v.Crumbs = w.crumbs(nil, w.address)
	v.Lede = "Each note is one thing that you can open. A filled note is written; a hollow one is not yet. Nobody is ranked by this page."
	g := w.site.Gaps()
	for _, c := range []CountGroup{
		{"responsibilities", "Responsibilities", w.countResponsibilities(g)},
		{"decisions", "Decisions", w.countDecisions(g)},
		{"rules", "Rules", w.countRules(g)},
		{"asks", "Asking", w.countAsks(g)},
	} {
		if c.Counts != nil {
			v.Counts = append(v.Counts, c)
			v.Contents = append(v.Contents, Entry{c.ID, c.Title})
		}
	}
	w.countWays(&v, g)
	if len(g.Lessons.All) > 0 {
		v.Lessons = &LessonCount{w.lessonLinks(g.Lessons.All), w.lessonLinks(g.Lessons.Changed), w.lessonLinks(g.Lessons.Again), w.lessonLinks(g.Lessons.Open)}
		v.Contents = append(v.Contents, Entry{"lessons", "Lessons"})
	}
	if c := w.countPages(g); c != nil {
		v.Pages = &CountGroup{"pages", "Pages", c}
		v.Contents = append(v.Contents, Entry{"pages", "Pages"})
	}
	v.Felt = w.felt(g)
	v.Contents = append(v.Contents, Entry{"felt", "What people feel"})
	return v
}

// A claim is what is said of one thing, and of several.
type claim struct{ one, many string }

func (c claim) of(n int) string {
	if n == 1 {
		return c.one
	}
	return c.many
}

// count is a count, nil if there is nothing to count.
func count(whole, lacking claim, written, notYet []Link) []Count {
	if len(written)+len(notYet) == 0 {
		return nil
	}
	return []Count{{
		Whole:   whole.of(len(written)),
		Lacking: lacking.of(len(notYet)),
		Tally:   Tally{len(written), len(notYet)},
		Written: written,
		NotYet:  notYet,
	}}
}

func (w *writer) countResponsibilities(g *site.Gaps) []Count {
	var written, notYet []Link
	link := func(r *site.Responsibility, note string) Link {
		return Link{Href: w.to(r.Address()), Text: r.Title, Note: note}
	}
	for _, r := range g.Responsibilities.Whole {
		written = append(written, link(r, r.Role.Title))
	}
	for _, r := range g.Responsibilities.Lacking {
		notYet = append(notYet, link(r.Responsibility, lacks(
			missing{r.NoLatitude, "does not say how far one may go"},
			missing{r.NotServed, "nothing serves it"},
		)))
	}
	return count(claim{"says how far one may go, and has something that serves it", "say how far one may go, and have something that serves them"},
		claim{"lacks one of the two, or both", "lack one of the two, or both"}, written, notYet)
}

func (w *writer) countDecisions(g *site.Gaps) []Count {
	var written, notYet []Link
	for _, d := range g.Decisions.Whole {
		written = append(written, w.link(d.Page))
	}
	for _, d := range g.Decisions.Lacking {
		notYet = append(notYet, w.link(d.Page))
	}
	return count(claim{"says what happens when it goes wrong", "say what happens when they go wrong"},
		claim{"does not: there, only right decisions are allowed", "do not: there, only right decisions are allowed"}, written, notYet)
}

func (w *writer) countRules(g *site.Gaps) []Count {
	var written, notYet []Link
	for _, r := range g.Rules.Whole {
		written = append(written, Link{Href: w.toPage(r.Page, r.Fragment), Text: brief(r.Text), Note: r.Page.Title})
	}
	for _, r := range g.Rules.Lacking {
		notYet = append(notYet, Link{Href: w.toPage(r.Page, r.Fragment), Text: brief(r.Text), Note: r.Page.Title})
	}
	return count(claim{"comes with its reason", "come with their reason"}, claim{"does not", "do not"}, written, notYet)
}

func (w *writer) countAsks(g *site.Gaps) []Count {
	var written, notYet []Link
	for _, a := range g.Asks.Whole {
		written = append(written, w.ask(a))
	}
	for _, a := range g.Asks.Lacking {
		l := w.ask(a.Ask)
		if l.Note = "names nobody to ask"; !a.Nobody {
			l.Note = lacks(missing{a.NoReach, "no way to reach them"}, missing{a.NoTime, "no time in which they answer"})
		}
		notYet = append(notYet, l)
	}
	return count(claim{"says how to reach whom one asks, and when they answer", "say how to reach whom one asks, and when they answer"},
		claim{"lacks something", "lack something"}, written, notYet)
}

func (w *writer) ask(a *site.Ask) Link {
	return Link{Href: w.toPage(a.Page, a.Fragment), Text: brief(a.Text), Note: a.Page.Title}
}

func (w *writer) countPages(g *site.Gaps) []Count {
	if len(g.Pages.Whole) == 0 {
		return nil // no page says who keeps it true: the convention sleeps
	}
	var written, notYet []Link
	for _, p := range g.Pages.Whole {
		written = append(written, w.link(p))
	}
	for _, p := range g.Pages.Lacking {
		l := w.link(p.Page)
		l.Note = lacks(missing{p.NoOwner, "no owner"}, missing{p.NoReview, "no date for its next review"})
		notYet = append(notYet, l)
	}
	return count(claim{"has an owner, and a date for its next review", "have an owner, and a date for their next review"},
		claim{"lacks one of the two, or both", "lack one of the two, or both"}, written, notYet)
}

func (w *writer) countWays(v *gapsView, g *site.Gaps) {
	for _, way := range g.Ways {
		row := WayRow{Link: w.link(way.Playbook.Page), From: way.From, To: way.To}
		for _, h := range way.HandOffs {
			row.HandOffs = append(row.HandOffs, Link{Href: w.toPage(way.Playbook.Page, h.Fragment), Text: h.Cue.Line, Note: h.To.Name})
		}
		for _, a := range way.Asks {
			row.Asks = append(row.Asks, w.ask(a))
		}
		for _, p := range way.Pauses {
			row.Pauses = append(row.Pauses, Link{Href: w.toPage(way.Playbook.Page, p.Fragment), Text: brief(p.Pause.Text.Plain())})
		}
		v.Ways = append(v.Ways, row)
	}
	for _, p := range g.NoWay {
		v.NoWay = append(v.NoWay, w.link(p.Page))
	}
	if len(v.Ways) == 0 {
		v.NoWay = nil // no playbook speaks of the customer: the convention sleeps
		return
	}
	v.Contents = append(v.Contents, Entry{"customer", "The customer’s way"})
}

func (w *writer) lessonLinks(lessons []*site.Lesson) []Link {
	var out []Link
	for _, l := range lessons {
		out = append(out, Link{Href: w.to(l.Address), Text: l.Title, Note: w.date(l.Page.Doc.Meta.Date).Words})
	}
	return out
}

func (w *writer) felt(g *site.Gaps) *FeltView {
	v := &FeltView{}
	for _, r := range g.Felt {
		round := FeltRound{Date: w.date(r.Date)}
		for _, s := range r.Statements {
			round.Statements = append(round.Statements, FeltStatement{s.Text, agreement(s.Managers), agreement(s.Others)})
		}
		v.Rounds = append(v.Rounds, round)
	}
	if len(v.Rounds) == 0 {
		for _, c := range w.site.Checklists {
			if asksBothSides(c.Page) {
				l := w.link(c.Page)
				v.Ask = &l
				break
			}
		}
	}
	return v
}

func agreement(a content.Agree) Agreement {
	return Agreement{a.Agree, a.Of, Tally{a.Agree, max(0, a.Of-a.Agree)}}
}

// asksBothSides reports whether a checklist is about what people feel: one of its names says "felt".
func asksBothSides(p *site.Page) bool {
	names := append([]string{p.Title, p.Doc.Stem}, p.Doc.Meta.Aliases...)
	for _, name := range names {
		for word := range strings.SplitSeq(slug.Make(name), "-") {
			if word == "felt" || word == "feel" {
				return true
			}
		}
	}
	return false
}

// missing is something that may be missing, and how to say so.
type missing struct {
	is   bool
	what string
}

// lacks says everything that is missing.
func lacks(all ...missing) string {
	var out []string
	for _, m := range all {
		if m.is {
			out = append(out, m.what)
		}
	}
	return strings.Join(out, "; ")
}

// Notes are the notes of a tally, one by one; more than a page can hold are left to the figure.
func (t Tally) Notes() []bool {
	const most = 120
	var out []bool
	for i := range min(t.Filled+t.Hollow, most) {
		out = append(out, i < t.Filled)
	}
	return out
}

// Figure is how many of how many, for those who do not see notes.
func (t Tally) Figure() string {
	return strconv.Itoa(t.Filled) + " of " + strconv.Itoa(t.Filled+t.Hollow)
}
