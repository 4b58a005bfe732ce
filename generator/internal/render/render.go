// Package render turns a linked site into the bytes of its pages. A page is a view, a plain struct of values,
// executed with the template of its kind; nothing here reads a disk.
//
// To add a kind of page: a template in layouts/pages, a view in view_KIND.go, a line in kinds.go that ties
// them, and an entry in plan.go that gives it addresses.
package render

import (
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"

	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/generator/internal/publish"
	"baton/generator/internal/site"
)

// A Renderer renders the pages of one site, each alone, in any order, and from several goroutines.
type Renderer struct {
	site      *site.Site
	assets    *asset.Assets
	templates templates
	words     words
	lists     map[content.Kind]string // address of the list of each kind that has one
	places    []place
	logo      string // address of the image of handbook.yaml, "" if no such file is published
	menus     menus
	lookup    lookup
	jobs      []job
	byAddress map[string]int // address → index in jobs
}

// A job is a file that can be rendered.
type job struct {
	address string // "/roles/", "/sitemap.xml"
	moved   bool   // the address is an old one
	render  func() ([]byte, error)
}

// New returns a renderer of s. Templates are parsed and checked against their views at once, so that a
// mistake in an overlaid template is an error here, with its file and line.
func New(layouts fs.FS, s *site.Site, a *asset.Assets) (*Renderer, error) {
	t, err := parseTemplates(layouts)
	if err != nil {
		return nil, err
	}
	r := &Renderer{site: s, assets: a, templates: t, words: words(s.Config.Labels)}
	for _, file := range s.Assets {
		if file.Path == s.Config.Logo {
			r.logo = file.Address
		}
	}
	r.plan()
	return r, nil
}

// Addresses returns the address of every file that the renderer makes, pages first: those that end in "/" are
// pages and are published as index.html.
func (r *Renderer) Addresses() []string {
	out := make([]string, len(r.jobs))
	for i, j := range r.jobs {
		out[i] = j.address
	}
	return out
}

// has reports whether a file with the address is made.
func (r *Renderer) has(address string) bool {
	_, ok := r.byAddress[address]
	return ok
}

// Page renders the file with the address.
func (r *Renderer) Page(address string) (publish.File, error) {
	i, ok := r.byAddress[address]
	if !ok {
		return publish.File{}, fmt.Errorf("render %s: no such page", address)
	}
	return r.run(r.jobs[i])
}

// All renders every file with the given number of goroutines, in the order of Addresses.
func (r *Renderer) All(jobs int) ([]publish.File, error) {
	files := make([]publish.File, len(r.jobs))
	errs := make([]error, len(r.jobs))
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, jobs) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(r.jobs); i = int(next.Add(1)) - 1 {
				files[i], errs[i] = r.run(r.jobs[i])
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err // the first in order, whichever came first in time
		}
	}
	return files, nil
}

func (r *Renderer) run(j job) (publish.File, error) {
	data, err := j.render()
	if err != nil {
		return publish.File{}, fmt.Errorf("render %s: %w", j.address, err)
	}
	return publish.File{Path: outputPath(j.address), Data: data}, nil
}
