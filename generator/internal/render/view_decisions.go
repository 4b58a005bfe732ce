package render

import (
	"html/template"
	"maps"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// decisionsView is the plain form of the decision finder: every decision with the sentence of each ladder, then
// the way to each role's own rights, then what holds for a decision that nobody listed.
type decisionsView struct {
	Base
	Finder    *finderView
	HTML      template.HTML
	Decisions []DecisionEntry
	Roles     []RoleRights // what is decided without a ladder
	Limits    template.HTML
	Others    []Group
}

// DecisionEntry is a decision in the list.
type DecisionEntry struct {
	EntryOf
	ID      string
	Names   string // other names that it is found under
	Ladders []LadderSentence
}

// LadderSentence says who decides, row by row.
type LadderSentence struct {
	Name string // "" if the decision has one ladder
	Rows []LadderRow
}

// LadderRow is one row: up to where, or when, who, how freely, and how to get hold of them.
type LadderRow struct {
	Limit string
	Who   template.HTML
	Level Level
	Roles string // who decides, with older names
	Reach []Reach
}

// RoleRights is what a role may decide by itself, apart from ladders.
type RoleRights struct {
	Role   Link
	Roles  string // its stem, and older ones
	Rights []Right
}

func (w *writer) decisionList(s *site.Section) decisionsView {
	v := decisionsView{Base: w.kindBase(s, "Decisions"), Finder: w.finder(), HTML: w.kindText(s), Others: w.others(s, content.KindDecision)}
	ids := ids{}
	for _, d := range w.site.Decisions {
		e := DecisionEntry{EntryOf: w.entry(d.Page), ID: "may-i:" + ids.make(d.Title), Names: w.alsoCalled(d.Page)}
		for _, l := range d.Ladders {
			e.Ladders = append(e.Ladders, w.ladderSentence(d, l, len(d.Ladders) > 1))
		}
		v.Decisions = append(v.Decisions, e)
	}
	v.Contents = nil
	v.Finder.Decisions = w.island("decisions")
	for _, r := range w.site.Roles {
		if rights := w.freeRights(r); len(rights) > 0 {
			v.Roles = append(v.Roles, RoleRights{w.link(r.Page), w.roleKeys(r), rights})
		}
	}
	v.Limits = w.limits()
	return v
}

// alsoCalled is what a page is called besides its title: its other names, and what the handbook's search takes for the
// words of all of them.
func (w *writer) alsoCalled(p *site.Page) string {
	names := namesOf(p)
	all := " " + strings.Join(strings.FieldsFunc(strings.ToLower(p.Title+" "+strings.Join(names, " ")), notInWord), " ") + " "
	synonyms := w.site.Config.Synonyms
	for _, word := range slices.Sorted(maps.Keys(synonyms)) {
		group := append([]string{word}, synonyms[word]...)
		if slices.ContainsFunc(group, func(s string) bool { return strings.Contains(all, " "+strings.ToLower(s)+" ") }) {
			names = append(names, group...)
		}
	}
	return strings.Join(names, ", ")
}

// freeRights returns what a role's own page says that it may decide, as far as no ladder says more.
func (w *writer) freeRights(r *site.Role) []Right {
	var out []Right
	for _, right := range r.Rights {
		if right.Source == nil || right.Ladder != nil {
			continue
		}
		v := w.decide(r.Page, right)
		v.ID, v.Was, v.Below, v.Under = "", nil, "", Link{}
		v.Href = w.toPage(r.Page, right.Fragment)
		out = append(out, v)
	}
	return out
}

// limits is the rule of handbook.yaml for a decision that nobody listed. Its links start where the file stands,
// at the root of the source.
func (w *writer) limits() template.HTML {
	text := w.site.Config.Limits
	if text == "" {
		return ""
	}
	doc := markdown.Parse("handbook.yaml", []byte(text), markdown.Options{})
	return template.HTML(doc.HTML(doc.Blocks, &markdown.Env{NoIDs: true, Resolve: w.fromRoot}))
}

func (w *writer) fromRoot(l *markdown.Link) markdown.Target {
	if outside(l.Dest) != "" {
		return markdown.Target{Href: l.Dest, External: true}
	}
	file, fragment, _ := strings.Cut(l.Dest, "#")
	for _, p := range w.site.Pages {
		if p.Doc.Path == path.Clean(file) {
			return markdown.Target{Href: string(w.toPage(p, fragment)), Text: p.Title}
		}
	}
	return markdown.Target{Broken: true, Reason: "no such page"}
}

func (w *writer) ladderSentence(d *site.Decision, l *ladder.Ladder, named bool) LadderSentence {
	var out LadderSentence
	if named {
		out.Name = l.Name
	}
	for _, row := range l.Rows {
		r := LadderRow{Limit: limitWords(l.When, row.Source.Limit), Who: w.inline(d.Page, row.Source.WhoText), Level: w.level(row.Level)}
		roles := w.deciding(row)
		r.Roles = w.roleKeys(roles...)
		for _, role := range roles {
			if row.Index > 0 { // who stands in the first row is seldom asked
				r.Reach = append(r.Reach, w.reach(role))
			}
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}
