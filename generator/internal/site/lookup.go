package site

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// spot is something that a link can lead to. Exactly one field is set.
type spot struct {
	page    *Page
	section *Section // without a page of its own
	asset   string   // path in the source folder
	cut     bool     // a document that has been cut out
}

// atlas knows what stands where: every path and every address that a link can name, without slashes at its ends.
type atlas struct {
	spots  map[string]spot
	keys   []string          // of spots, strongest first
	folded map[string]string // key in small letters → key; made when it is first needed
}

func (a *atlas) add(key string, s spot) {
	key = strings.Trim(key, "/")
	if _, taken := a.spots[key]; !taken {
		a.spots[key] = s
		a.keys = append(a.keys, key)
	}
}

// chart fills the atlas. Where two things have one name, a file goes before an address, that before a name that
// is only a short form, and all before what is not published.
func (l *linker) chart(in Input, summaries []*Page) {
	a := &atlas{spots: make(map[string]spot, 3*len(l.Pages)+len(l.files))}
	l.atlas, l.guesser = a, l.newGuesser()
	for _, p := range l.Pages {
		a.add(p.Doc.Path, spot{page: p})
	}
	for _, f := range l.files {
		if l.displaced[f] == "" {
			a.add(f, spot{asset: f})
		}
	}
	for _, d := range in.Cut {
		a.add(d, spot{cut: true})
	}
	for _, p := range l.Pages {
		a.add(p.Address, spot{page: p})
	}
	for _, p := range l.Pages {
		a.add(withoutExt(p.Doc.Path), spot{page: p})
	}
	for _, folder := range slices.Sorted(maps.Keys(l.sections)) {
		s := spot{section: l.sections[folder]}
		if s.section.Page != nil {
			s = spot{page: s.section.Page}
		}
		a.add(folder, s)
		a.add(folderAddress(folder), s)
	}
	for _, p := range summaries {
		if s, ok := a.spots[p.Doc.Folder]; ok {
			a.add(p.Doc.Path, s)
		}
	}
	for _, p := range l.Pages {
		if strings.Contains(p.Address, "/_") {
			a.add(strings.ReplaceAll(p.Address, "/_", "/"), spot{page: p}) // where Jekyll puts what is in _folder
		}
	}
	for _, f := range l.files {
		a.add(f, spot{asset: f})
	}
	for _, d := range in.Cut {
		a.add(withoutExt(d), spot{cut: true})
	}
}

// find returns what stands at a path: as written, or without what other tools add to the name of a page.
func (a *atlas) find(key string) (spot, bool) {
	return finder(func(k string) (spot, bool) { s, ok := a.spots[k]; return s, ok }).find(key)
}

// findFolded is like find, but takes capital and small letters for equal.
func (a *atlas) findFolded(key string) (spot, bool) {
	if a.folded == nil {
		a.folded = make(map[string]string, len(a.keys))
		for _, k := range a.keys {
			keep(a.folded, strings.ToLower(k), k)
		}
	}
	return finder(func(k string) (spot, bool) {
		k, ok := a.folded[strings.ToLower(k)]
		return a.spots[k], ok
	}).find(key)
}

type finder func(key string) (spot, bool)

func (get finder) find(key string) (spot, bool) {
	key = strings.Trim(key, "/")
	if s, ok := get(key); ok {
		return s, true
	}
	for _, ext := range []string{".html", ".htm"} {
		if name, ok := strings.CutSuffix(key, ext); ok {
			key = name
			if s, ok := get(key); ok && s.asset == "" {
				return s, true
			}
		}
	}
	switch folder, name := path.Split(key); name {
	case "index", "_index", "README", "readme":
		s, ok := get(strings.Trim(folder, "/"))
		return s, ok && s.asset == ""
	}
	return spot{}, false
}

// withoutExt is a path without the extension of its file.
func withoutExt(p string) string { return strings.TrimSuffix(p, path.Ext(p)) }
