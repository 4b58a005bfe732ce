package render

import (
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strings"

	"baton/generator/internal/markdown"
)

// A binder makes pages of the site leaves of one page: links between them lead to their places in it, ids are those
// of the page with its address before them, headings stand below those of the book, and what works only on a screen
// goes. Paper has no folds, no buttons and no staves wider than itself.
type binder struct {
	w    *writer
	here map[string]bool // addresses of the leaves
	ids  map[string]bool // all ids of the book
	asks map[string]bool // ids that links lead to
}

func newBinder(w *writer, leaves []leaf) *binder {
	b := &binder{w: w, here: map[string]bool{}, ids: map[string]bool{}, asks: map[string]bool{}}
	for _, l := range leaves {
		b.here[l.address()] = true
		b.ids[l.address()] = true
	}
	return b
}

// idIn is the id that an id of a page has in the book.
func idIn(address, id string) string { return address + ":" + id }

// Elements that go, with all that is in them.
var (
	offPaper        = strings.Fields("nav button form select script template noscript dialog")
	offPaperClasses = strings.Fields("names cues as-table books backs complaint reading run run-end choose")
)

// refers are the attributes that name ids, of which some name several.
var refers = strings.Fields("for headers aria-labelledby aria-describedby aria-controls aria-details")

// bind makes the middle of the page at address a leaf whose heading has the given level. Links to what another leaf has left
// out are mended by lost, once all leaves are bound.
func (b *binder) bind(address string, level int, text string) string {
	return markdown.Rewrite(text, func(e *markdown.Element) markdown.Fate {
		classes := strings.Fields(e.Attr("class"))
		switch {
		case slices.Contains(offPaper, e.Name) || slices.ContainsFunc(classes, func(c string) bool { return slices.Contains(offPaperClasses, c) }):
			return markdown.Drop
		case e.Name == "div" && slices.Contains(classes, "vh"):
			return markdown.Drop // says again, for ears, what a table shows
		case slices.Contains(classes, "btn") && !strings.HasPrefix(e.Attr("href"), "tel:") && !strings.HasPrefix(e.Attr("href"), "mailto:"):
			e.Set("class", "")
		case e.Name == "details":
			e.Set("open", "")
		case e.Name == "input":
			e.Set("disabled", "")
		case len(e.Name) == 2 && e.Name[0] == 'h' && '1' <= e.Name[1] && e.Name[1] <= '6':
			e.Set("aria-level", itoa(level+int(e.Name[1]-'1')))
			if e.Name == "h1" {
				e.Name = "h2"
				e.Set("class", strings.TrimSpace(e.Attr("class")+" name"))
			}
		}
		scrolls := slices.Contains(classes, "scroll")
		e.Edit(func(name, value string) (string, bool) {
			switch {
			case name == "id":
				value = idIn(address, value)
				b.ids[value] = true
			case name == "class":
				value = strings.Join(slices.DeleteFunc(strings.Fields(value), func(c string) bool { return c == "staves" }), " ")
				return value, value != ""
			case slices.Contains(refers, name):
				words := strings.Fields(value)
				for i, id := range words {
					words[i] = idIn(address, id)
				}
				value = strings.Join(words, " ")
			case name == "href" || name == "src":
				value = b.href(address, value)
			case strings.HasPrefix(name, "data-"):
				return value, slices.Contains([]string{"data-lv", "data-label", "data-column"}, name)
			case name == "tabindex" || name == "srcset" || name == "loading":
				return "", false
			case scrolls && (name == "role" || name == "aria-label"):
				return "", false // nothing scrolls in a book
			}
			return value, true
		})
		return markdown.Keep
	})
}

// href is a link of the page at address as the book has it: to a place in the book, or to the site.
func (b *binder) href(address, ref string) string {
	if ref == "" {
		return ""
	}
	at := url.URL{Path: address}
	to, err := at.Parse(ref)
	switch {
	case err != nil || to.Scheme != "" || to.Host != "":
		return ref
	case b.here[to.Path] && to.Fragment != "":
		id := idIn(to.Path, to.Fragment)
		b.asks[id] = true
		return inBook(id)
	case b.here[to.Path]:
		return inBook(to.Path)
	case to.Fragment != "":
		return string(b.w.to(to.Path + "#" + to.Fragment))
	}
	return string(b.w.to(to.Path))
}

func inBook(id string) string { return "#" + (&url.URL{Fragment: id}).EscapedFragment() }

// lost returns what there is to mend once all leaves are bound: links to what a leaf has left out lead to the leaf.
func (b *binder) lost() *strings.Replacer {
	var pairs []string
	for _, id := range slices.Sorted(maps.Keys(b.asks)) {
		if !b.ids[id] {
			address, _, _ := strings.Cut(id, ":")
			pairs = append(pairs, hrefTo(id), hrefTo(address))
		}
	}
	return strings.NewReplacer(pairs...)
}

// hrefTo is the attribute of a link to an id as it stands in HTML.
func hrefTo(id string) string { return `href="` + template.HTMLEscapeString(inBook(id)) + `"` }

// Href is the link to a leaf.
func (p printed) Href() template.URL { return template.URL(inBook(p.ID)) }
