package render

import (
	"html/template"
	"strings"
	"sync"
)

// menus remembers the menu of each section and depth: it is the same on all pages that share both, and
// executing it once a page would cost more than most texts.
type menus struct{ sync.Map } // menuKey → template.HTML

type menuKey struct {
	prefix  string // from the page to the site's root
	section string // address of the current section
	here    bool   // the page is the section's own
}

// inARow is how many links of the menu fit beside each other.
const inARow = 8

// A place is an entry of the menu: a top section, or a page that is made beside them.
type place struct{ address, title string }

// menuView is the list of places that exist.
type menuView struct {
	Size  string // "few" fit into a row of links, "many" do not
	Links []menuLink
}

type menuLink struct {
	Link
	Current string // "page", "true" or "": aria-current
}

// menu returns the menu as it stands on this page.
func (w *writer) menu() template.HTML {
	key := menuKey{prefix: string(w.to("/"))}
	for _, l := range w.places {
		if strings.HasPrefix(w.address, l.address) {
			key.section, key.here = l.address, w.address == l.address
		}
	}
	if html, ok := w.menus.Load(key); ok {
		return html.(template.HTML)
	}
	v := menuView{Size: "few"}
	if len(w.places) > inARow {
		v.Size = "many"
	}
	for _, p := range w.places {
		l := menuLink{Link: Link{Href: w.to(p.address), Text: p.title}}
		if p.address == key.section {
			l.Current = "true"
			if key.here {
				l.Current = "page"
			}
		}
		v.Links = append(v.Links, l)
	}
	var b strings.Builder
	if err := w.templates["menu"].Execute(&b, v); err != nil {
		w.err = err
		return ""
	}
	html := template.HTML(b.String())
	w.menus.Store(key, html)
	return html
}
