package render

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/generator/internal/site"
)

// searchView is search as a page: every document from A to Z, and the place in which the palette's script searches.
type searchView struct {
	Base
	Letters []Letter
}

// Letter is what begins with a letter.
type Letter struct {
	ID    string
	Title string
	Names []Name
}

// Name is a page under its title, with its kind beside it, or under another name that it has.
type Name struct {
	Link
	Name string // the other name
	key  string
}

func (w *writer) search() searchView {
	v := searchView{Base: w.generated(w.word("Search"))}
	v.Head.NoIndex = true // machines find the pages themselves
	v.Lede = "Every page of this handbook, from A to Z."
	v.Crumbs = w.crumbs(nil, w.address)
	index := map[string]int{}
	for _, n := range w.names() {
		id, title := letterOf(n.key)
		i, ok := index[id]
		if !ok {
			i = len(v.Letters)
			index[id] = i
			v.Letters = append(v.Letters, Letter{ID: id, Title: title})
		}
		v.Letters[i].Names = append(v.Letters[i].Names, n)
	}
	return v
}

// names returns the titles of all pages, the other names of roles and decisions, and the book, sorted as titles are. Names without
// a letter or a digit stand last.
func (w *writer) names() []Name {
	var out []Name
	for _, p := range w.site.Pages {
		n := Name{Link: w.link(p), key: p.SortKey()}
		n.Note = w.kindWord(p.Kind)
		out = append(out, n)
		if p.Role == nil && p.Decision == nil {
			continue
		}
		for _, alias := range namesOf(p) {
			out = append(out, Name{Link: n.Link, Name: alias, key: site.SortKey(alias)})
		}
	}
	if w.has(printAddress) {
		const name = "Print the whole handbook"
		out = append(out, Name{Link: Link{Href: w.to(printAddress), Text: name}, key: site.SortKey(name)})
	}
	slices.SortFunc(out, func(a, b Name) int {
		return cmp.Or(
			compareLast(isOther(a.key), isOther(b.key)),
			cmp.Compare(a.key, b.key), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Href, b.Href),
		)
	})
	return out
}

// compareLast puts what is so last.
func compareLast(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// isOther reports whether a key of sorting begins with no letter and no digit.
func isOther(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return !unicode.IsLetter(r) && !unicode.IsNumber(r)
}

// letterOf returns the letter under which a key of sorting stands, and its id.
func letterOf(key string) (id, title string) {
	r, _ := utf8.DecodeRuneInString(key)
	switch {
	case isOther(key):
		return "in:other", "Other"
	case unicode.IsNumber(r):
		return "in:0-9", "0–9"
	}
	return "in:" + string(r), strings.ToUpper(string(r))
}
