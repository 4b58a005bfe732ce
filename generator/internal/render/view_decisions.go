package render

import (
	"html/template"
	"path"
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
	HTML      template.HTML
	Decisions []DecisionEntry
	Roles     []Link
	Limits    template.HTML
	Others    []Group
}

// DecisionEntry is a decision in the list.
type DecisionEntry struct {
	EntryOf
	ID      string
	Ladders []LadderSentence
}

// LadderSentence says who decides, row by row.
type LadderSentence struct {
	Name string // "" if the decision has one ladder
	Rows []LadderRow
}

// LadderRow is one row: up to where, or when, and who.
type LadderRow struct {
	Limit string
	Who   template.HTML
	Level Level
}

func (w *writer) decisionList(s *site.Section) decisionsView {
	v := decisionsView{Base: w.kindBase(s, "Decisions"), HTML: w.kindText(s), Others: w.others(s, content.KindDecision)}
	ids := ids{}
	for _, d := range w.site.Decisions {
		e := DecisionEntry{EntryOf: w.entry(d.Page), ID: "may-i:" + ids.make(d.Title)}
		for _, l := range d.Ladders {
			e.Ladders = append(e.Ladders, w.ladderSentence(d, l, len(d.Ladders) > 1))
		}
		v.Decisions = append(v.Decisions, e)
	}
	v.Contents = nil
	for _, r := range w.site.Roles {
		if n := len(r.Rights); n > 0 {
			v.Roles = append(v.Roles, Link{Href: w.to(r.Address), Text: r.Title, Note: brief(r.Page.Doc.Summary)})
		}
	}
	v.Limits = w.limits()
	return v
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
		r := LadderRow{Limit: limitWords(l.When, row.Source.Limit), Who: w.inline(d.Page, row.Source.WhoText)}
		if row.Level == content.AskFirst || row.Level == content.Must {
			r.Level = w.level(row.Level)
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}
