// Package render turns a linked site into the bytes of its pages. A page is a view, a plain struct of values,
// executed with the template of its kind; nothing here reads a disk.
//
// To add a kind of page: a template in layouts/pages, a view in view_KIND.go, a line in kinds.go that ties
// them, and an entry in plan.go that gives it addresses.
package render

import (
	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// A Renderer renders the pages of one site, each alone, in any order, and from several goroutines.
type Renderer struct {
	site      *site.Site
	assets    *asset.Assets
	templates *Templates
	words     words
	lists     map[content.Kind]string // address of the list of each kind that has one
	places    []place
	mine      bool   // there is a page on which a reader chooses roles
	logo      string // address of the image of handbook.yaml, "" if no such file is published
	menus     *menus
	lookup    *lookup
	views     *shownViews
	jobs      []job
	byAddress map[string]int                     // address → index in jobs
	text      func(*site.Page) *content.Document // nil: that with which the site was linked
}

// A job is a file that can be made. It is a page, with a view, or bytes without a template.
type job struct {
	address string     // "/roles/", "/sitemap.xml"
	moved   bool       // the address is an old one
	late    bool       // see File
	page    *site.Page // whose text it shows; nil if nobody wrote it
	view    func(*writer) (template string, view any)
	bytes   func(*Renderer) ([]byte, error)
}

// New returns a renderer of s.
func New(t *Templates, s *site.Site, a *asset.Assets) *Renderer {
	r := &Renderer{site: s, assets: a, templates: t, words: words(s.Config.Labels), menus: &menus{}, lookup: &lookup{}, views: &shownViews{}}
	for _, file := range s.Assets {
		if file.Path == s.Config.Logo {
			r.logo = file.Address
		}
	}
	r.plan()
	return r
}

// With returns a renderer of the same site that asks for the text of each page when it shows it. The texts must
// be such that the site would link the same way with them: see site.Face.
func (r *Renderer) With(text func(*site.Page) *content.Document) *Renderer {
	next := *r
	next.text = text
	return &next
}

// now returns p with the text that it has now.
func (r *Renderer) now(p *site.Page) *site.Page {
	if r.text == nil {
		return p
	}
	doc := r.text(p)
	if doc == p.Doc {
		return p
	}
	fresh := *p
	fresh.Doc = doc
	return &fresh
}

// File is a file that a renderer can make.
type File struct {
	Address string     // "/roles/": pages end in "/" and are published as index.html
	Path    string     // "roles/index.html"
	Page    *site.Page // whose text it shows, nil if nobody wrote it
	Late    bool       // it shows the texts of many pages, so that it is best made only when it is asked for
}

// Files returns every file that the renderer makes, pages first.
func (r *Renderer) Files() []File {
	out := make([]File, len(r.jobs))
	for i, j := range r.jobs {
		out[i] = File{j.address, outputPath(j.address), j.page, j.late}
	}
	return out
}

// has reports whether a file with the address is made.
func (r *Renderer) has(address string) bool {
	_, ok := r.byAddress[address]
	return ok
}
