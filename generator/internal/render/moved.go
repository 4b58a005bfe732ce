package render

import (
	"html/template"
	"strings"

	"baton/generator/internal/site"
)

// missingView is the page of an address that does not exist. It is shown at any depth, so all its links begin
// at the root of the site.
type missingView struct {
	Base
	Places []Link
}

func (w *writer) missing() missingView {
	w.base = "/"
	if c := w.site.Config; c.BaseURL != "" {
		w.base = basePath(c.BaseURL)
	}
	v := missingView{Base: w.generated("There is no such page")}
	v.Head.Canonical = ""
	v.Lede = "It may have moved, or the link may have a letter too many."
	for _, p := range w.places {
		v.Places = append(v.Places, Link{Href: w.to(p.address), Text: p.title})
	}
	return v
}

// basePath is the path of a base URL: "/" or "/team/book/".
func basePath(base string) string {
	_, rest, _ := strings.Cut(base, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}

// movedView is the page of an address that has moved. Its script keeps the fragment, which a refresh would lose;
// without script, the refresh and the link remain.
type movedView struct {
	Lang   string
	Policy string
	Title  string
	To     template.URL
	Name   string // of what it leads to
	Script template.URL
}

// planMoved adds a page for every old address.
func (r *Renderer) planMoved() {
	for _, old := range r.site.Redirects {
		r.add(job{address: old.From, moved: true, view: func(w *writer) (string, any) { return "moved", w.movedTo(old) }})
	}
}

func (w *writer) movedTo(old site.Redirect) movedView {
	v := movedView{Lang: w.site.Config.Language, Policy: Policy, Title: "Moved", Script: w.to(w.assets.Redirect)}
	to := old.Address
	v.Name = to
	if old.To != nil {
		v.Title, v.Name, to = old.To.Title, old.To.Title, old.To.Address
	}
	switch {
	case strings.HasPrefix(to, "/") && old.Fragment != "":
		v.To = w.to(to + "#" + old.Fragment)
	case strings.HasPrefix(to, "/"):
		v.To = w.to(to)
	default:
		v.To = outside(to)
	}
	return v
}
