package render

import (
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// unkeptAddress is the page that a browser shows for a page that it has not kept, while there is no network.
const unkeptAddress = "/offline.html"

func (r *Renderer) planOffline() {
	if !r.site.Config.NoOffline {
		r.add(job{address: unkeptAddress, view: func(w *writer) (string, any) { return "missing", w.unkept() }})
	}
}

// unkept is shown at any address, so all its links begin at the root; the service worker puts the path of the handbook
// before them.
func (w *writer) unkept() missingView {
	w.base = "/"
	v := missingView{Base: w.generated("You are offline")}
	v.Head.Canonical = ""
	v.Lede = "This page is not kept in this browser. Decisions, playbooks and checklists are, and what you have visited."
	for _, p := range w.places {
		v.Places = append(v.Places, Link{Href: w.to(p.address), Text: p.title})
	}
	return v
}

// Offline returns the addresses of what a browser should keep for when there is no network, the most needed first: what
// somebody needs with a customer before them, then roles, and at last the pictures of all these pages.
func (r *Renderer) Offline() []string {
	k := keeping{Renderer: r, seen: map[string]bool{}}
	k.keep(unkeptAddress, "/", r.lists[content.KindDecision])
	k.pages(content.KindDecision)
	k.keep(meAddress, r.lists[content.KindPlaybook])
	k.pages(content.KindPlaybook)
	k.keep(r.lists[content.KindChecklist])
	k.pages(content.KindChecklist)
	k.keep(r.lists[content.KindRole])
	k.pages(content.KindRole)
	if r.logo != "" {
		k.pictures = slices.Insert(k.pictures, 0, r.logo)
	}
	for _, address := range k.pictures {
		k.add(address)
	}
	return k.out
}

// keeping gathers what is to be kept, each address once.
type keeping struct {
	*Renderer
	out      []string
	pictures []string // of the pages in out
	seen     map[string]bool
}

func (k *keeping) add(address string) {
	if !k.seen[address] {
		k.seen[address] = true
		k.out = append(k.out, address)
	}
}

// keep adds those of some addresses that are made.
func (k *keeping) keep(addresses ...string) {
	for _, a := range addresses {
		if k.has(a) {
			k.add(a)
		}
	}
}

// pages adds all pages of a kind.
func (k *keeping) pages(kind content.Kind) {
	for _, p := range k.site.Pages {
		if p.Kind == kind {
			k.add(p.Address)
			k.keep(p.Address + changesName) // of a role: what /me/ compares
			k.picturesOf(k.now(p))
		}
	}
}

func (k *keeping) picturesOf(p *site.Page) {
	for _, l := range p.Doc.Text.Links {
		if l.Kind == markdown.Image || l.Kind == markdown.HTMLImage {
			if asset := p.Target(l).Asset; asset != "" {
				k.pictures = append(k.pictures, asset)
			}
		}
	}
}
