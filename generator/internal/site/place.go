package site

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// place makes a page of every document and gives each an address of its own.
//
// An address that the author chose goes before that of a folder's page, and that before one made from a file
// name. Whoever comes too late is published beside the one that has the address, and both are named.
func (l *linker) place(docs []*content.Document) {
	l.chooseFronts(docs)
	var claims []claim
	for _, d := range docs {
		claims = append(claims, l.claimOf(d))
	}
	l.reserve(claims)
	slices.SortStableFunc(claims, func(a, b claim) int { return cmp.Compare(a.right, b.right) })

	chosen := map[string]bool{} // documents with an address that the author chose
	var late []claim
	for _, c := range claims {
		owner, ok := l.outputs.claim(c.file, pageFiles(c.address)...)
		if !ok {
			c.owner, c.unsafe = owner, c.right == byChoice && chosen[owner]
			late = append(late, c)
			continue
		}
		chosen[c.file] = c.right == byChoice
		l.open(c.doc, c.address)
	}
	for _, c := range late {
		address := l.nextFree(c)
		l.open(c.doc, address)
		l.Diags.Add(c.clash(address))
	}
	l.byFile = slices.SortedFunc(slices.Values(l.Pages), func(a, b *Page) int { return cmp.Compare(a.Doc.Path, b.Doc.Path) })
	slices.SortFunc(l.Pages, func(a, b *Page) int { return cmp.Compare(a.Address, b.Address) })
	l.Home = l.byAddress["/"]
}

// open makes the page of a document.
func (l *linker) open(d *content.Document, address string) {
	p := &Page{
		Doc:       d,
		Address:   address,
		Title:     d.Title,
		Kind:      d.Kind,
		OwnerText: d.Meta.Owner,
		Tags:      d.Meta.Tags,
		sortKey:   SortKey(d.Title),
	}
	l.Pages = append(l.Pages, p)
	l.byPath[d.Path] = p
	l.byAddress[address] = p
}

// claim is an address that a document, or the list of a folder, wants.
type claim struct {
	file    string
	doc     *content.Document // nil for a folder
	address string
	right   right
	pos     diag.Pos

	owner  string // whose the address is, if it is taken; "" for Baton itself
	unsafe bool   // both chose it
}

// right is by what right: the less, the stronger.
type right uint8

const (
	byChoice right = iota // a slug
	byFolder              // the folder's own page
	byName
)

func (l *linker) claimOf(d *content.Document) claim {
	front := l.fronts[d.Folder]
	pos := diag.Pos{File: d.Path}
	name := fileStem(d.Path)
	l.checkNames(d.Folder, pos)
	if slug := d.Meta.Slug; slug != "" && (d != front || strings.HasPrefix(slug, "/")) {
		at := d.Meta.Pos["slug"]
		if address, ok := slugAddress(d.Folder, slug); ok {
			l.checkNames(strings.Trim(slug, "/"), at)
			return claim{file: d.Path, doc: d, address: address, right: byChoice, pos: at}
		}
		outside := diag.New(diag.UnusableName, at, "slug %q leads out of the site", slug)
		outside.Unsafe = true
		l.Diags.Add(outside)
	}
	switch {
	case d == front:
		return claim{file: d.Path, doc: d, address: folderAddress(d.Folder), right: byFolder, pos: pos}
	case indexRank(d) >= 0:
		return claim{file: d.Path, doc: d, address: pageAddress(d.Folder, strings.ToLower(name)), right: byName, pos: pos}
	}
	l.checkName(name, pos)
	return claim{file: d.Path, doc: d, address: pageAddress(d.Folder, name), right: byName, pos: pos}
}

// chooseFronts finds each folder's own page: index goes before _index, and that before README.
func (l *linker) chooseFronts(docs []*content.Document) {
	for _, d := range docs {
		if f := l.fronts[d.Folder]; indexRank(d) >= 0 && (f == nil || indexRank(d) < indexRank(f)) {
			l.fronts[d.Folder] = d
		}
	}
	for _, d := range docs {
		if f := l.fronts[d.Folder]; indexRank(d) >= 0 && d != f {
			l.Diags.Add(diag.New(diag.FolderPageShadowed, diag.Pos{File: d.Path},
				"%q is not the page of its folder: %q is", path.Base(d.Path), path.Base(f.Path)).
				WithHint("it is published at %q", pageAddress(d.Folder, strings.ToLower(fileStem(d.Path)))))
		}
	}
}

var indexNames = []string{"index", "_index", "readme"}

// indexRank is the place of a document among those that want to be their folder's page, -1 if it does not.
func indexRank(d *content.Document) int {
	stem := fileStem(d.Path)
	return slices.IndexFunc(indexNames, func(name string) bool { return strings.EqualFold(stem, name) })
}

// reserve keeps the files and addresses that Baton fills itself, as far as this handbook has something for them.
func (l *linker) reserve(claims []claim) {
	const baton = "" // no document
	l.outputs.claim(baton, "404.html", "sitemap.xml", "feed.xml", "robots.txt", "handbook.json", "sw.js", "offline.json", "offline.html")
	l.outputs.claim(baton, append(pageFiles("/search/"), "search/manifest.json")...)
	l.outputs.claim(baton, pageFiles("/gaps/")...)
	l.outputs.claim(baton, pageFiles("/print/")...)
	for _, c := range claims {
		if c.doc.Role == nil {
			continue
		}
		l.outputs.claim(baton, pageFiles("/me/")...)
		l.outputs.claim(baton, append(pageFiles(c.address+"part/"), strings.TrimPrefix(c.address, "/")+"changes.json")...)
		if len(c.doc.Role.Responsibilities) > 0 {
			l.outputs.claim(baton, pageFiles("/responsibilities/")...)
		}
	}
}

// nextFree takes the first address of the form /x-2/, /x-3/, … that nobody has.
func (l *linker) nextFree(c claim) string {
	stem := strings.TrimSuffix(c.address, "/")
	if stem == "" {
		stem = "/" + strings.ToLower(fileStem(c.file))
	}
	for n := max(l.taken[stem], 2); ; n++ {
		address := fmt.Sprintf("%s-%d/", stem, n)
		if _, ok := l.outputs.claim(c.file, pageFiles(address)...); ok {
			l.taken[stem] = n + 1 // so that a thousand pages with one address do not count anew each time
			return address
		}
	}
}

// clash is the finding that the address that c wants is taken. Two addresses that were both chosen are for the
// author to part: nobody else knows which of the two the world may have been told.
func (c claim) clash(instead string) diag.Diagnostic {
	d := diag.New(diag.TwoSources, c.pos, "address %q is taken by %s", c.address, owned(c.owner)).
		WithHint("it is published at %q; rename one of the two", instead)
	if c.owner != "" {
		d.Related = []diag.Pos{{File: c.owner}}
	}
	d.Unsafe = c.unsafe
	return d
}

// owned is how a message names whose an address is.
func owned(owner string) string {
	if owner == "" {
		return "what Baton makes itself"
	}
	return strconv.Quote(owner)
}

// checkNames reports each folder or file name in a path that not every system can carry, once in the site.
func (l *linker) checkNames(p string, pos diag.Pos) {
	for p != "" && !l.checked[p] {
		l.checked[p] = true
		folder, name, _ := cutLast(p, "/")
		l.checkName(name, pos)
		p = folder
	}
}

func (l *linker) checkName(name string, pos diag.Pos) {
	if fixed, why := portable(name); why != "" {
		l.Diags.Add(diag.New(diag.UnusableName, pos, "name %q %s", name, why).
			WithHint("its address has %q instead; rename it", fixed))
	}
}
