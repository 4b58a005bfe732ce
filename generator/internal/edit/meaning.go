package edit

import (
	"fmt"
	"slices"

	"baton/generator/internal/diag"
	"baton/generator/internal/site"
)

// A tie is something that one page says of another: where a link leads, whom a name means.
type tie struct {
	pos  diag.Pos
	what string // how a message calls it
	to   string // what is at its other end, by path and fragment; "" for nothing
}

// strayed returns what the pages of h say and do not say any more, or say of something else, in next. The two are
// the same handbook but for names: back gives the path and fragment that something of next had in h.
func (h *handbook) strayed(next *handbook, back func(path, fragment string) string) []tie {
	now := map[string][]tie{}
	for _, p := range next.pages() {
		now[back(p.Doc.Path, "")] = next.ties(p, back)
	}
	if h.said == nil {
		h.said = map[*site.Page][]tie{}
		for _, p := range h.pages() {
			h.said[p] = h.ties(p, address)
		}
	}
	var lost []tie
	for _, p := range h.pages() {
		lost = append(lost, missing(h.said[p], now[p.Doc.Path])...)
	}
	return lost
}

// missing returns those of was that are not in now, where there may be further ones between them. What led to
// nothing may lead anywhere.
func missing(was, now []tie) []tie {
	var lost []tie
	if len(was) == len(now) {
		for i, t := range was {
			if t.to != "" && t.to != now[i].to {
				lost = append(lost, t)
			}
		}
		return lost
	}
	for _, t := range was {
		if t.to == "" {
			continue
		}
		i := slices.IndexFunc(now, func(n tie) bool { return n.to == t.to })
		if i < 0 {
			lost = append(lost, t)
		}
		now = now[i+1:]
	}
	return lost
}

// pages are the documents of the site, tables of contents included.
func (h *handbook) pages() []*site.Page {
	return append(h.site.Pages[:len(h.site.Pages):len(h.site.Pages)], h.site.Summaries...)
}

// address is a path with its fragment.
func address(path, fragment string) string {
	if fragment != "" {
		return path + "#" + fragment
	}
	return path
}

// ties are all that a page says of others, in the order of its text.
func (h *handbook) ties(p *site.Page, name func(path, fragment string) string) []tie {
	var all []tie
	for _, l := range p.Doc.Text.Links {
		all = append(all, tie{p.Doc.Text.Pos(l.Offset, l.End), fmt.Sprintf("the link to %q", l.Dest), where(p.Target(l), name)})
	}
	role := func(key string, r *site.Role) {
		to := ""
		if r != nil {
			to = name(r.Page.Doc.Path, "")
		}
		pos, ok := p.Doc.Meta.Pos[key]
		if !ok {
			pos = diag.Pos{File: p.Doc.Path}
		}
		all = append(all, tie{pos, key, to})
	}
	roles := func(key string, stems []string) {
		for _, s := range stems {
			role(key, h.stems[s])
		}
	}
	parties := func(key string, list []site.Party) {
		for _, x := range list {
			role(key, x.Role)
		}
	}
	role("owner", p.Owner)
	if len(p.Doc.Meta.For) > 0 { // else it is the owner's, unless it is the page of a folder
		for _, r := range p.For {
			role("for", r)
		}
	}
	switch {
	case p.Role != nil:
		role("Answers to", p.Role.AnswersTo)
		role("Stand-in", p.Role.StandIn)
		for _, r := range p.Role.Responsibilities {
			parties("Does", r.Does)
			parties("Asked", r.Asked)
			parties("Told", r.Told)
		}
	case p.Playbook != nil:
		role("conductor", p.Playbook.Conductor)
		role("deputy", p.Playbook.Deputy)
		for _, part := range p.Playbook.Score.Parts {
			roles("the part "+part.Name, part.Roles)
		}
	case p.Decision != nil:
		for _, l := range p.Decision.Ladders {
			for _, row := range l.Rows {
				roles("Who decides", row.Who)
			}
		}
	case p.Lesson != nil:
		parties("Told by", p.Lesson.ToldBy)
	}
	for _, ask := range h.asks[p] {
		for _, r := range ask.Whom {
			role("whom to ask", r)
		}
	}
	return all
}

// where is what a link leads to.
func where(t site.Target, name func(path, fragment string) string) string {
	switch {
	case t.Page != nil:
		return name(t.Page.Doc.Path, t.Fragment)
	case t.Section != nil:
		return "folder " + t.Section.Folder
	case t.Asset != "":
		return "file " + address(t.Asset, t.Fragment)
	}
	return t.External // "" for what is broken
}
