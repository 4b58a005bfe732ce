package site

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// wiki resolves [[name]], [[name#heading]] and [[#heading]].
func (r *resolver) wiki(l *markdown.Link) Target {
	name, fragment, _ := strings.Cut(l.Dest, "#")
	name = strings.TrimSpace(name)
	d := dest{path: name, fragment: norm.NFC.String(strings.TrimSpace(fragment)), wiki: true}
	if name == "" && d.fragment == "" {
		r.report(l, diag.EmptyLink, "link [[]] leads nowhere")
		return Target{Broken: "leads nowhere"}
	}
	if name == "" {
		return r.onPage(l, d, r.page)
	}
	p, several := r.named(l, name)
	switch {
	case p != nil:
		return r.onPage(l, d, p)
	case len(several) > 0:
		found := r.report(l, diag.AmbiguousName, "%s: several pages have this name", shown(l))
		found.Candidates = nil
		for _, p := range several {
			found.Candidates = append(found.Candidates, p.shortName())
		}
		found.WithHint("write [[%s]]", strings.Join(found.Candidates, "]] or [["))
		return Target{Broken: "several pages have this name"}
	}
	if s, ok := r.atlas.find(name); ok && s.asset != "" && strings.Contains(name, ".") {
		return r.file(d, s.asset)
	}
	found := r.report(l, diag.UnknownPage, "%s: no such page", shown(l))
	if found.times == 1 {
		found.Candidates = r.pageNames.closest(name)
		if len(found.Candidates) > 0 {
			found.WithHint("did you mean [[%s]]?", found.Candidates[0])
		}
		if len(found.Candidates) == 1 {
			found.mend(r, l, r.write(dest{path: found.Candidates[0], wiki: true}, spot{}, d.fragment))
		}
	}
	return Target{Broken: "no such page"}
}

// named finds the page of a name. Where a role is wanted, roles go first.
func (r *resolver) named(l *markdown.Link, name string) (*Page, []*Page) {
	if r.wanted == nil {
		r.wanted = roleLinks(r.page.Doc)
	}
	if r.wanted[l] {
		if p, several := r.roleNames.find(name); p != nil || len(several) > 0 {
			return p, several
		}
	}
	return r.pageNames.find(name)
}

// roleLinks are the links of a document that stand where a role is wanted.
func roleLinks(d *content.Document) map[*markdown.Link]bool {
	wanted := map[*markdown.Link]bool{}
	add := func(lists ...[]content.Ref) {
		for _, refs := range lists {
			for _, ref := range refs {
				if ref.Link != nil {
					wanted[ref.Link] = true
				}
			}
		}
	}
	switch {
	case d.Role != nil:
		add(d.Role.StandIn, d.Role.AnswersTo)
		for _, resp := range d.Role.Responsibilities {
			add(resp.Does, resp.Asked, resp.Told)
		}
	case d.Playbook != nil:
		for _, p := range d.Playbook.Players {
			add(p.Roles.Refs)
		}
	case d.Decision != nil:
		for _, l := range d.Decision.Ladders {
			for _, rung := range l.Rows {
				add(rung.Who.Refs)
			}
		}
	case d.Lesson != nil:
		add(d.Lesson.ToldBy)
	}
	return wanted
}
