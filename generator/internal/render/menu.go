package render

import (
	"html/template"
	"strings"
	"sync"
)

// menus remembers menus: one is the same on all pages that share its key, and executing it once a page would cost
// more than most texts.
type menus struct{ sync.Map } // menuKey → template.HTML

type menuKey struct {
	prefix  string // from the page to the site's root
	near    string // the deepest folder that the page shares with a place: from there on, links are shorter
	section string // address of the current section
	here    bool   // the page is the section's own
}

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
		if near := l.address[:shared(w.address, l.address)]; len(near) > len(key.near) {
			key.near = near
		}
		if strings.HasPrefix(w.address, l.address) {
			key.section, key.here = l.address, w.address == l.address
		}
	}
	if html, ok := w.menus.Load(key); ok {
		return html.(template.HTML)
	}
	v := menuView{Size: "few"}
	if !inARow(w.site.Config.Title, w.places) {
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
	if err := w.templates.sets["menu"].Execute(&b, v); err != nil {
		w.err = err
		return ""
	}
	html := template.HTML(b.String())
	w.menus.Store(key, html)
	return html
}

// inARow reports whether all places fit between the title, search and the reader's part, on the narrowest screen that
// shows a row. It measures
// in tenths of a letter of the menu: the title is set larger, and wide scripts take two.
func inARow(title string, places []place) bool {
	const room, sign, gap = 1180, 90, 30
	width := sign + 13*letters(title)
	for _, p := range places {
		width += gap + 10*letters(p.title)
	}
	return width <= room
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x2E80 {
			n++
		}
	}
	return n
}
