package render

import (
	"html/template"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// homeView asks the three questions that people come with, then lists all places.
type homeView struct {
	Base
	Questions []Question
	HTML      template.HTML // what the home page itself says
	Places    []Place
	Print     template.URL // the handbook as a book
}

// A Question is one of the three, with the first few answers and the way to all of them.
type Question struct {
	Title string
	Ask   template.URL // where it is answered; "" for a question that is not asked in words
	Me    *MyPart      // where it is answered for the reader alone
	Links []Link
	More  []Link

	Island Island // what says more of that
}

// A Place is a section with its first pages.
type Place struct {
	Link
	Count int
	Links []Link
}

// few is how many pages a question or a place shows before it leaves the rest to the list.
const few = 5

func (w *writer) home() homeView {
	c := w.site.Config
	v := homeView{Base: w.generated(c.Title)}
	if w.site.Home != nil {
		p := w.now(w.site.Home)
		v.Base = w.textBase(p)
		v.Kind, v.Contents, v.Crumbs = "", nil, nil
		v.HTML = w.html(p, restOf(p))
	} else if c.Description != "" {
		v.Lede = template.HTML(template.HTMLEscapeString(c.Description))
	}
	if v.Head.Description == "" {
		v.Head.Description = c.Description
	}
	v.Wide = true
	for _, q := range []Question{w.mayI(), w.whatNow(), w.myPart()} {
		if len(q.Links) > 0 {
			v.Questions = append(v.Questions, q)
		}
	}
	v.Places = w.homePlaces()
	if w.has(printAddress) {
		v.Print = w.to(printAddress)
	}
	return v
}

// mayI answers with decisions, each with the first row of its ladder.
func (w *writer) mayI() Question {
	q := Question{Title: "May I decide this?"}
	if list := w.lists[content.KindDecision]; list != "" {
		q.Ask = w.to(list + "#page:asking")
	}
	for _, d := range firstOf(w.site.Decisions) {
		l := w.link(d.Page)
		if len(d.Ladders) > 0 && len(d.Ladders[0].Rows) > 0 {
			row := d.Ladders[0].Rows[0].Source
			l.Note = row.WhoText.Plain() + ": " + limitWords(d.Ladders[0].When, row.Limit)
		}
		q.Links = append(q.Links, l)
	}
	q.More = w.all(len(w.site.Decisions), "decisions", w.lists[content.KindDecision])
	return q
}

// limitWords is the limit of a row as a sentence says it.
func limitWords(when bool, limit string) string {
	lower := strings.ToLower(limit)
	if when || lower == "" || strings.HasPrefix(lower, "up to") || strings.HasPrefix(lower, "≤") || !strings.ContainsAny(limit, "0123456789") {
		return limit
	}
	return "up to " + limit
}

// whatNow answers with playbooks, each with what starts it.
func (w *writer) whatNow() Question {
	q := Question{Title: "What do I do now?"}
	for _, p := range firstOf(w.site.Playbooks) {
		l := w.link(p.Page)
		l.Note = firstSentence(p.Page.Doc.Summary)
		q.Links = append(q.Links, l)
	}
	q.More = w.all(len(w.site.Playbooks), "playbooks", w.lists[content.KindPlaybook])
	return q
}

// myPart answers with roles, and with the table of who is responsible for what.
func (w *writer) myPart() Question {
	q := Question{Title: "What is my part?"}
	if w.mine {
		q.Me, q.Island = w.toMe(), w.island("me")
	}
	for _, r := range firstOf(w.site.Roles) {
		l := w.link(r.Page)
		l.Note = firstSentence(r.Page.Doc.Summary)
		q.Links = append(q.Links, l)
	}
	q.More = w.all(len(w.site.Roles), "roles", w.lists[content.KindRole])
	if w.has(responsibilitiesAddress) {
		q.More = append(q.More, Link{Href: w.to(responsibilitiesAddress), Text: "Who is responsible for what"})
	}
	return q
}

// firstSentence is what a summary says first.
func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		s = s[:i+1]
	}
	return brief(s)
}

func firstOf[T any](all []T) []T { return all[:min(few, len(all))] }

// all is the way to a whole list, if it has more than the few and a page.
func (w *writer) all(n int, what, address string) []Link {
	if n <= few || address == "" {
		return nil
	}
	return []Link{{Href: w.to(address), Text: "All " + itoa(n) + " " + what}}
}

// homePlaces lists the sections of the menu with their first pages, then the pages that stand in none.
func (w *writer) homePlaces() []Place {
	var out []Place
	tops := w.tops()
	for i, s := range tops {
		place := Place{Link: Link{Href: w.to(s.Address), Text: s.Title}, Count: countPages(s)}
		place.Links = w.linksTo(firstOf(s.Pages))
		if i > 0 || len(tops) == 1 || tops[1].Parent != s { // else its folders are places themselves
			for _, sub := range s.Sections[:min(few-len(place.Links), len(s.Sections))] {
				place.Links = append(place.Links, Link{Href: w.to(sub.Address), Text: sub.Title})
			}
		}
		out = append(out, place)
	}
	if root := w.site.Root; root != nil && len(root.Pages) > 0 {
		out = append(out, Place{Link: Link{Text: "Pages"}, Count: len(root.Pages), Links: w.linksTo(root.Pages)})
	}
	return out
}

func (w *writer) linksTo(pages []*site.Page) []Link {
	out := make([]Link, len(pages))
	for i, p := range pages {
		out[i] = w.link(p)
	}
	return out
}

// countPages counts the pages of a section and of all below it, its own page excepted.
func countPages(s *site.Section) int {
	n := len(s.Pages)
	for _, sub := range s.Sections {
		n += countPages(sub)
	}
	return n
}
