package render

import (
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// finderView is the decision finder: a question as a sentence, for readers with script. What it answers from stands on
// the pages anyway, as ladders and lists that carry their figures in attributes.
type finderView struct {
	Island    Island
	Reckon    Island // fetched when there is something to answer
	Decisions Island // fetched besides on the list of decisions
	Verb      string // what is asked for, within a sentence; "" where the reader says it
	Unit      string // in which an amount is asked for, as it is written
	Amounts   bool   // some ladder has limits that can be computed
	When      bool   // some ladder has conditions
	Roles     []roleOption
	Group     string // the signs of numbers in the handbook's language
	Decimal   string
	Currency  string
	Feedback  template.URL
	List      template.URL // where to look for another decision; "" there
}

// roleOption is a role that may ask.
type roleOption struct {
	Stem  string
	Keys  string // its stem, and older ones
	Title string
	Boss  string // the stem of the role that it answers to
	Href  template.URL
}

// finder is the decision finder of this page.
func (w *writer) finder() *finderView {
	v := &finderView{Island: w.island("finder"), Reckon: w.island("reckon"), Currency: w.site.Config.Currency, Feedback: outside(w.site.Config.FeedbackURL)}
	v.Group, v.Decimal = w.format().Separators()
	for _, r := range w.site.Roles {
		if r.External {
			continue
		}
		o := roleOption{Stem: key(r), Keys: w.roleKeys(r), Title: r.Title, Href: w.to(r.Address)}
		if r.AnswersTo != nil {
			o.Boss = key(r.AnswersTo)
		}
		v.Roles = append(v.Roles, o)
	}
	return v
}

// key is the name of a role in attributes, the first of its roleKeys.
func key(r *site.Role) string { return slug.Make(r.Stem) }

// finderOf is the finder on the page of a decision, nil if there is no ladder to ask.
func (w *writer) finderOf(d *site.Decision) *finderView {
	if len(d.Ladders) == 0 {
		return nil
	}
	v := w.finder()
	v.Verb = w.inSentence(d.Title)
	if list := w.lists[content.KindDecision]; list != "" {
		v.List = w.to(list)
	}
	for _, l := range d.Ladders {
		switch {
		case l.When:
			v.When = true
		case slices.ContainsFunc(l.Rows, func(r *ladder.Row) bool { return r.Holds }):
			if !v.Amounts {
				v.Unit = spelledUnit(l)
			}
			v.Amounts = true
		}
	}
	return v
}

// inSentence is a title as it stands within a sentence: English ones begin small, unless they begin with a name in
// capitals.
func (w *writer) inSentence(title string) string {
	first, n := utf8.DecodeRuneInString(title)
	second, _ := utf8.DecodeRuneInString(title[n:])
	if !w.english() || unicode.IsUpper(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[n:]
}

// spelledUnit is the unit of a ladder as its author wrote it.
func spelledUnit(l *ladder.Ladder) string {
	for _, r := range l.Rows {
		if r.Holds && r.Limit.Spelled != "" {
			return r.Limit.Spelled
		}
	}
	return l.Unit
}

// askable are the roles that the ladders of a decision send people to, each once.
func (w *writer) askable(d *site.Decision) []*site.Role {
	var out []*site.Role
	add := func(r *site.Role) {
		if r != nil && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	for _, l := range d.Ladders {
		for _, row := range l.Rows {
			for _, r := range w.deciding(row) {
				add(r)
			}
		}
		for _, row := range l.Rows {
			for _, r := range w.deciding(row) {
				if row.Level == content.AskFirst {
					add(r.AnswersTo)
				}
			}
		}
	}
	return out
}

// within is the time in which the deciders of a row answer, if a cell of the row says it.
func within(row *ladder.Row) string {
	const answers = "answers within "
	for _, cell := range row.Source.More {
		if text := cell.Plain(); len(text) > len(answers) && strings.EqualFold(text[:len(answers)], answers) {
			return text[len(answers):]
		}
	}
	return ""
}
