package render

import (
	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// The addresses of pages that are made and not written.
const (
	responsibilitiesAddress = "/responsibilities/"
	missingAddress          = "/404.html"
	searchAddress           = "/search/"
)

func tagAddress(slug string) string { return "/tags/" + slug + "/" }

// plan lists every file of the site. A page that would be empty is not in it, so nothing can link to it.
func (r *Renderer) plan() {
	r.byAddress = map[string]int{}
	r.lists = r.kindLists()
	r.planPages()
	r.planGenerated()
	r.planCueSheets()
	r.planMe()
	r.planPrint()
	r.planMoved()
	r.planMachines()
	r.planOffline()
}

// add makes an address, unless something made before has it.
func (r *Renderer) add(j job) bool {
	if r.has(j.address) {
		return false
	}
	r.byAddress[j.address] = len(r.jobs)
	r.jobs = append(r.jobs, j)
	return true
}

// planPages adds the page of every document, and the list of every folder that has no document of its own.
func (r *Renderer) planPages() {
	r.add(job{address: "/", page: r.site.Home, view: func(w *writer) (string, any) { return "home", w.home() }})
	for _, p := range r.site.Pages {
		r.add(job{address: p.Address, page: p, view: func(w *writer) (string, any) {
			if s := p.Section; s != nil && s.Page == p && isText(p) && len(s.Pages)+len(s.Sections) > 0 {
				return w.list(s)
			}
			name, view := w.document(w.now(p))
			w.views.note(w.now(p).Doc, name, view)
			return name, view
		}})
	}
	r.eachSection(func(s *site.Section) {
		if s.Page == nil {
			r.add(job{address: s.Address, view: func(w *writer) (string, any) { return w.list(s) }})
		}
	})
	for _, s := range r.tops() {
		r.places = append(r.places, place{s.Address, s.Title})
	}
}

// tops are the sections of the menu: the top folders. If all of a handbook lies in one folder, as in a folder of a
// larger repository, that folder's own folders are what people look for.
func (r *Renderer) tops() []*site.Section {
	tops := r.site.Sections
	for len(tops) == 1 && len(tops[0].Sections) > 0 {
		only := tops[0]
		if tops = only.Sections; only.Page != nil || len(only.Pages) > 0 {
			return append([]*site.Section{only}, tops...)
		}
	}
	return tops
}

// list returns the template and the view of a section: the list of its kind, if that is where the kind's list
// stands, else its pages.
func (w *writer) list(s *site.Section) (name string, view any) {
	if w.lists[s.Kind] == s.Address {
		if name, view := w.kindList(s.Kind, s); name != "" {
			return name, view
		}
	}
	return "section", w.sectionList(s)
}

// kindList returns the template and the view of the list of a kind; s is its section, nil if it has none.
func (w *writer) kindList(kind content.Kind, s *site.Section) (name string, view any) {
	switch kind {
	case content.KindRole:
		return "roles", w.roleList(s)
	case content.KindDecision:
		return "decisions", w.decisionList(s)
	case content.KindLesson:
		return "lessons", w.lessonList(s)
	}
	return "", nil
}

// ownLists are the kinds whose list is made even if their documents stand in no section of their own.
var ownLists = []struct {
	kind    content.Kind
	address string
	title   string
}{
	{content.KindRole, "/roles/", "Roles"},
	{content.KindDecision, "/decisions/", "Decisions"},
	{content.KindLesson, "/lessons/", "Lessons"},
}

// kindLists finds the address of each kind's list: the first section that holds mostly that kind.
func (r *Renderer) kindLists() map[content.Kind]string {
	lists := map[content.Kind]string{}
	r.eachSection(func(s *site.Section) {
		if _, ok := lists[s.Kind]; !ok && s.Kind != content.Page && s.Parent != nil {
			lists[s.Kind] = s.Address
		}
	})
	return lists
}

// planGenerated adds the pages that nobody wrote.
func (r *Renderer) planGenerated() {
	for _, l := range ownLists {
		if r.lists[l.kind] != "" || r.howMany(l.kind) == 0 {
			continue
		}
		if r.add(job{address: l.address, view: func(w *writer) (string, any) { return w.kindList(l.kind, nil) }}) {
			r.lists[l.kind] = l.address
			r.places = append(r.places, place{l.address, l.title})
		}
	}
	for _, role := range r.site.Roles {
		if len(role.Responsibilities) > 0 {
			if r.add(job{address: responsibilitiesAddress, view: func(w *writer) (string, any) { return "responsibilities", w.matrix() }}) {
				r.places = append(r.places, place{responsibilitiesAddress, "Responsibilities"})
			}
			break
		}
	}
	for _, role := range r.site.Roles {
		if hasPart(role) {
			r.add(job{address: partAddress(role), view: func(w *writer) (string, any) { return "part", w.part(role) }})
		}
	}
	for i := range r.site.Tags {
		t := &r.site.Tags[i]
		r.add(job{address: tagAddress(t.Slug), view: func(w *writer) (string, any) { return "section", w.tag(t) }})
	}
	if r.hasGaps() && r.add(job{address: gapsAddress, view: func(w *writer) (string, any) { return "gaps", w.gaps() }}) {
		r.places = append(r.places, place{gapsAddress, "Gaps"})
	}
	if len(r.site.Pages) > 0 {
		r.add(job{address: searchAddress, view: func(w *writer) (string, any) { return "search", w.search() }})
	}
	r.add(job{address: missingAddress, view: func(w *writer) (string, any) { return "missing", w.missing() }})
}

func (r *Renderer) howMany(kind content.Kind) int {
	n := 0
	for _, p := range r.site.Pages {
		if p.Kind == kind {
			n++
		}
	}
	return n
}

// eachSection calls f with every section below the root, parents first.
func (r *Renderer) eachSection(f func(*site.Section)) {
	var walk func([]*site.Section)
	walk = func(sections []*site.Section) {
		for _, s := range sections {
			f(s)
			walk(s.Sections)
		}
	}
	walk(r.site.Sections)
}
