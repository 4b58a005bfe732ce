package render

import (
	"html/template"
	"strconv"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// Responsibilities is the section of a role's page that says what it is accountable for.
type Responsibilities struct {
	heading
	Before template.HTML // above the first
	List   []Responsibility
}

// A Responsibility is what one role is accountable for.
type Responsibility struct {
	heading
	HTML     template.HTML
	Facts    []Term // labelled lines in order, levels among them, then the rights that ladders give
	Served   []Link // what serves it
	Mentions []Link
}

func (w *writer) responsibilities(r *site.Role, s *content.Section) *Responsibilities {
	v := &Responsibilities{heading: w.heading(r.Page, s.Heading), Before: w.html(r.Page, s.Blocks)}
	for _, resp := range r.Responsibilities {
		v.List = append(v.List, w.responsibility(r, resp))
	}
	return v
}

func (w *writer) responsibility(r *site.Role, resp *site.Responsibility) Responsibility {
	v := Responsibility{
		heading:  w.heading(r.Page, resp.Source.Section.Heading),
		HTML:     w.html(r.Page, resp.Source.Body),
		Served:   w.services(resp.Serves),
		Mentions: w.services(resp.Mentions),
	}
	levels := map[*content.Item]*content.Right{}
	for _, l := range resp.Source.Levels {
		levels[l.Item] = l
	}
	limits := map[*content.Right]string{}
	for _, right := range resp.Rights {
		if right.Source != nil {
			limits[right.Source] = right.Limit
		}
	}
	for _, l := range resp.Source.Lines {
		if right := levels[l.Item]; right != nil {
			t := w.right(r.Page, right)
			t.Limit = limits[right]
			v.Facts = append(v.Facts, t)
		} else {
			v.Facts = append(v.Facts, w.term(r.Page, l))
		}
	}
	for _, right := range resp.Rights {
		if right.Source == nil {
			level := w.level(right.Level)
			v.Facts = append(v.Facts, Term{
				Label: level.Word, Level: level,
				HTML: anchor(w.toPage(right.Page, right.Fragment), right.Text), Limit: right.Limit,
			})
		}
	}
	return v
}

// services returns the pages that serve or mention a responsibility, each once, with how many steps or items.
func (w *writer) services(list []site.Service) []Link {
	var out []Link
	var pages []*site.Page
	counts := map[*site.Page]map[string]int{}
	first := map[*site.Page]site.Service{}
	for _, s := range list {
		if counts[s.From] == nil {
			counts[s.From] = map[string]int{}
			pages = append(pages, s.From)
			first[s.From] = s
		}
		counts[s.From][s.As]++
	}
	for _, p := range pages {
		l := Link{Href: w.toPage(p, first[p].Fragment), Text: p.Title}
		for _, as := range []string{"step", "item"} {
			if n := counts[p][as]; n > 1 {
				l.Note = strconv.Itoa(n) + " " + as + "s"
			}
		}
		out = append(out, l)
	}
	return out
}
