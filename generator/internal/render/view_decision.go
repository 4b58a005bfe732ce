package render

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// decisionView is the page of a decision. Its verdict is the ladder in a sentence.
type decisionView struct {
	Base
	Finder     *finderView // nil without a ladder
	Verdicts   []verdictView
	Levels     []Latitude // of a decision that says its levels without a ladder
	Facing     []Term     // Meanwhile, Nobody reachable: what to do and say at once
	LadderID   string
	Ladder     []decisionPiece // what stands above the first heading
	Contacts   []Contact       // whom the ladders send people to
	Think      Saying
	Wrong      Saying // If it goes wrong, Can be undone
	Others     []Term
	Sections   []decisionSection
	Complaint  template.URL // "" if feedback is not configured
	HadToAsk   template.URL
	VerdictID  string
	WhomID     string
	HasLadders bool
}

// Saying is lines under the label of the first.
type Saying struct {
	ID    string
	Terms []Term
}

// verdictView is a ladder in one sentence.
type verdictView struct {
	Name string // "" if there is only one ladder
	Text string
	Long bool // too long for large letters
}

// decisionSection is a section in which there may be ladders.
type decisionSection struct {
	heading
	Cases  bool
	Pieces []decisionPiece
}

// decisionPiece is text, or a ladder.
type decisionPiece struct {
	HTML   template.HTML
	Ladder *ladderView
}

// ladderView is a ladder as a table, and in words. The scripts of the decision finder compute with what it carries in
// attributes.
type ladderView struct {
	Caption string
	Name    string // "" if it is the only one
	When    bool   // rows hold conditions in words
	Unit    string
	Spelled string // the unit as it is written
	Columns []string
	Rows    []rungView
}

type rungView struct {
	ID       string
	Limit    template.HTML
	Over     string // where the row begins, in words
	Cells    []cellView
	Level    Level
	Words    string // the row as a sentence
	Roles    string // who decides, with older names
	Who      string // their stems
	Names    string // in words, with those who are no roles
	Together bool
	Case     string // of a condition: the number of the ladder, and that of the row
	Above    string // exclusive; "" if nothing is computed
	To       string // inclusive; "" if there is no end
	Within   string // how soon who decides answers, if the row says it
}

// Contact is a role with how to get hold of it.
type Contact struct {
	Roles string // with older names
	Reach Reach
}

type cellView struct {
	Column string
	HTML   template.HTML
	Level  Level // of a cell that names one
	Who    bool  // it names who decides
}

func (w *writer) decision(p *site.Page) decisionView {
	d := p.Decision
	v := decisionView{
		Base: w.page(p), Finder: w.finderOf(d), Complaint: w.complaint(p.Title, inTheWay), HadToAsk: w.complaint(p.Title, hadToAsk),
		VerdictID: free(p, "who-decides"), LadderID: free(p, "ladder"), WhomID: free(p, "whom-to-ask"),
	}
	shown := shown{}
	v.Lede = w.lede(p, shown)
	for _, l := range d.Ladders {
		name := ""
		if len(d.Ladders) > 1 {
			name = l.Name
		}
		if text := w.ladderWords(l); text != "" {
			v.Verdicts = append(v.Verdicts, verdictView{name, text, len(text) > 160})
		}
	}
	w.sortLines(&v, d, shown)
	v.Ladder = w.ladders(d, p.Doc.Intro, shown)
	for _, piece := range v.Ladder {
		v.HasLadders = v.HasLadders || piece.Ladder != nil
	}
	for _, s := range p.Doc.Sections {
		v.Sections = append(v.Sections, decisionSection{
			heading: w.heading(p, s.Heading), Cases: s == d.Doc.Cases, Pieces: w.ladders(d, blocksOf(s), shown),
		})
	}
	for _, r := range w.askable(d) {
		v.Contacts = append(v.Contacts, Contact{w.roleKeys(r), w.contact(r)})
	}
	v.Backlinks = w.usedIn(d)
	v.Contents = v.contents()
	return v
}

// contents lists what the page shows, in its order.
func (v *decisionView) contents() []Entry {
	var out []Entry
	if len(v.Verdicts)+len(v.Levels)+len(v.Facing) > 0 {
		out = append(out, Entry{v.VerdictID, "Who decides"})
	}
	if v.HasLadders {
		out = append(out, Entry{v.LadderID, "The ladder"})
	}
	if len(v.Contacts) > 0 {
		out = append(out, Entry{v.WhomID, "Whom to ask"})
	}
	for _, s := range []Saying{v.Think, v.Wrong} {
		if len(s.Terms) > 0 {
			out = append(out, Entry{s.ID, s.Terms[0].Label})
		}
	}
	for _, s := range v.Sections {
		out = append(out, s.entry())
	}
	return out
}

// sortLines puts the labelled lines that stand above the first heading into their places. Those below a heading
// stay where they are.
func (w *writer) sortLines(v *decisionView, d *site.Decision, shown shown) {
	doc, p := d.Doc, d.Page
	for _, l := range doc.Lines {
		if !holds(p.Doc.Intro, l.Item) {
			continue
		}
		shown.item(l.Item)
		switch t := w.term(p, l); l {
		case doc.Meanwhile, doc.NobodyReachable:
			v.Facing = append(v.Facing, t)
		case doc.ThinkAbout:
			v.Think = Saying{free(p, "think-about"), append(v.Think.Terms, t)}
		case doc.IfItGoesWrong:
			v.Wrong = Saying{free(p, "if-it-goes-wrong"), append([]Term{t}, v.Wrong.Terms...)}
		case doc.CanBeUndone:
			v.Wrong = Saying{free(p, "if-it-goes-wrong"), append(v.Wrong.Terms, t)}
		default:
			if level := levelOf(l.Label); level != "" {
				right := Right{ID: t.ID, Was: t.Was, HTML: t.HTML, Below: t.Below}
				if a := w.askOf(l.Item); a != nil {
					right.Ask = w.asked(a)
				}
				v.Levels = w.latitude(v.Levels, level, right)
			} else {
				v.Others = append(v.Others, t)
			}
		}
	}
}

// levelOf returns the level of a label, "" if it is none.
func levelOf(label string) content.Level {
	switch label {
	case "Must":
		return content.Must
	case "Within limits":
		return content.WithinLimits
	case "Your call":
		return content.YourCall
	case "Ask first":
		return content.AskFirst
	}
	return ""
}

// latitude adds a right to its level; levels stand in the order in which they first occur.
func (w *writer) latitude(list []Latitude, level content.Level, right Right) []Latitude {
	right.Level = w.level(level)
	for i := range list {
		if list[i].Level == right.Level {
			list[i].Rights = append(list[i].Rights, right)
			return list
		}
	}
	return append(list, Latitude{right.Level, []Right{right}})
}

// usedIn returns the backlinks of a decision: what it serves, where it is used while something is done, and the
// others.
func (w *writer) usedIn(d *site.Decision) []LinkGroup {
	var out []LinkGroup
	if len(d.Serves) > 0 {
		serves := LinkGroup{Title: "Serves"}
		for _, r := range d.Serves {
			serves.Links = append(serves.Links, Link{Href: w.to(r.Address()), Text: r.Title})
		}
		out = append(out, serves)
	}
	used, others := *d.Page, *d.Page
	used.Backlinks, others.Backlinks = nil, nil
	for _, b := range d.Page.Backlinks {
		if b.Relation == site.MentionedIn && (b.From.Playbook != nil || b.From.Checklist != nil) {
			b.Relation = "Used in"
			used.Backlinks = append(used.Backlinks, b)
		} else {
			others.Backlinks = append(others.Backlinks, b)
		}
	}
	return append(append(out, w.backlinks(&used)...), w.backlinks(&others)...)
}

// holds reports whether an item stands in one of the lists.
func holds(blocks []*markdown.Block, i *content.Item) bool {
	return i != nil && slices.ContainsFunc(blocks, func(b *markdown.Block) bool {
		return b.Kind == markdown.List && slices.Contains(b.Children, i.Block)
	})
}

// ladders returns blocks in order, with the ladders among them as such.
func (w *writer) ladders(d *site.Decision, blocks []*markdown.Block, shown shown) []decisionPiece {
	find := func(b *markdown.Block) *ladder.Ladder {
		for _, l := range d.Ladders {
			if l.Source.Block == b {
				return l
			}
		}
		return nil
	}
	var out []decisionPiece
	for _, piece := range w.flow(d.Page, blocks, shown, func(b *markdown.Block) bool { return find(b) != nil }) {
		if piece.Block == nil {
			out = append(out, decisionPiece{HTML: piece.HTML})
		} else {
			out = append(out, decisionPiece{Ladder: w.ladder(d, find(piece.Block))})
		}
	}
	return out
}

func (w *writer) ladder(d *site.Decision, l *ladder.Ladder) *ladderView {
	v := &ladderView{Caption: l.Name, When: l.When, Unit: l.Unit, Spelled: spelledUnit(l)}
	if len(d.Ladders) > 1 {
		v.Name = l.Name
	}
	level := -1 // the column that holds levels
	for i, cell := range l.Source.Block.Rows[0].Cells {
		v.Columns = append(v.Columns, cell.Plain())
		if i > 0 && (strings.EqualFold(cell.Plain(), "Level") || strings.EqualFold(cell.Plain(), w.word("Level"))) {
			level = i
		}
	}
	for i, row := range l.Rows {
		r := rungView{
			ID: row.Source.ID, Level: w.level(row.Level), Words: w.rungWords(l, i),
			Names: w.deciders(row), Together: row.Together, Within: within(row),
		}
		roles := w.deciding(row)
		var who []string
		for _, role := range roles {
			who = append(who, key(role))
		}
		r.Roles, r.Who = w.roleKeys(roles...), strings.Join(who, " ")
		if l.When {
			r.Case = fmt.Sprintf("%d.%d", slices.Index(d.Ladders, l), i)
		} else if row.Holds {
			r.Above = figure(row.Above)
			if !row.Open {
				r.To = figure(row.To)
			}
		}
		if row.Holds && !l.When && row.Above > 0 {
			r.Over = "over " + w.above(l, row)
		}
		for j, cell := range row.Source.Row.Cells {
			c := cellView{HTML: w.inline(d.Page, cell), Who: cell.Offset == row.Source.WhoText.Offset}
			if j < len(v.Columns) {
				c.Column = v.Columns[j]
			}
			switch {
			case j == 0:
				r.Limit = c.HTML
				continue
			case j == level && row.Source.Level != "":
				c.Level = w.level(row.Source.Level)
			}
			r.Cells = append(r.Cells, c)
		}
		v.Rows = append(v.Rows, r)
	}
	return v
}

// What is said about a decision to those who keep the handbook.
const (
	inTheWay = "This limit was in the way"
	hadToAsk = "I had to ask"
)

// complaint is where to say something about a decision: the feedback address, with what and where in its query. The
// scripts add for whom and how much.
func (w *writer) complaint(title, about string) template.URL {
	feedback := outside(w.site.Config.FeedbackURL)
	if feedback == "" {
		return ""
	}
	before, fragment, found := strings.Cut(string(feedback), "#")
	if found {
		fragment = "#" + fragment
	}
	joint := "?"
	if strings.Contains(before, "?") {
		joint = "&"
	}
	page := string(absolute(cmp.Or(w.site.Config.BaseURL, "/"), w.address))
	query := url.Values{"page": {page}, "decision": {title}, "about": {about}}.Encode()
	if strings.HasPrefix(before, "mailto:") {
		query = "subject=" + url.PathEscape(about+": "+title) + "&body=" + url.PathEscape(page)
	}
	return template.URL(before + joint + query + fragment)
}

// figure is a number as scripts read it.
func figure(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
