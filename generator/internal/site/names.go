package site

import (
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/slug"
	"baton/generator/internal/typo"
)

// names finds pages by what people call them: by stem, title or alias, in that order, all compared as slugs.
type names struct {
	tiers [3]map[string][]*Page // stems, titles, aliases
	known []string              // every stem, title and alias as a slug, for guesses
}

// newNames returns the names of the given pages, which are sorted by path.
func newNames(pages []*Page) *names {
	n := &names{}
	for i := range n.tiers {
		n.tiers[i] = make(map[string][]*Page, len(pages))
	}
	for _, p := range pages {
		n.add(0, p.stem(), p)
		n.add(1, p.Title, p)
		for _, a := range p.Doc.Meta.Aliases {
			n.add(2, a, p)
		}
	}
	return n
}

func (n *names) add(tier int, name string, p *Page) {
	key := slug.Make(name)
	if key == "" || slices.Contains(n.tiers[tier][key], p) {
		return
	}
	if n.tiers[tier][key] == nil {
		n.known = append(n.known, key)
	}
	n.tiers[tier][key] = append(n.tiers[tier][key], p)
}

// find returns the page that is called name. If several have the name with equal right it returns nil and all
// of them; if none has it, nil and nil. A name may be written as [[name]], and it may begin with folders.
func (n *names) find(name string) (page *Page, candidates []*Page) {
	name = bareName(name)
	if folder, last, ok := cutLast(name, "/"); ok {
		if found := n.inFolder(folder, last); len(found) > 0 {
			return only(found)
		}
	}
	key := slug.Make(name)
	for _, tier := range n.tiers {
		if found := tier[key]; len(found) > 0 {
			return only(found)
		}
	}
	return nil, nil
}

// inFolder returns the pages with a stem whose path ends with the given folders; if one has exactly this path,
// it alone.
func (n *names) inFolder(folder, stem string) []*Page {
	want := slugPath(folder)
	var found []*Page
	for _, p := range n.tiers[0][slug.Make(stem)] {
		switch have := slugPath(p.parent()); {
		case have == want:
			return []*Page{p}
		case want == "" || strings.HasSuffix(have, "/"+want):
			found = append(found, p)
		}
	}
	return found
}

// closest returns names that look like name, closest first. It is for the few names that find does not know.
func (n *names) closest(name string) []string {
	return typo.Closest(slug.Make(bareName(name)), n.known, maxGuesses)
}

// stem is the name by which a page is called: that of its folder if it is the folder's page.
func (p *Page) stem() string {
	if indexRank(p.Doc) >= 0 && p.isFolderPage() {
		_, name, _ := cutLast(p.Doc.Folder, "/")
		return name
	}
	return fileStem(p.Doc.Path)
}

// parent is the folder in which a page is called by its stem.
func (p *Page) parent() string {
	if indexRank(p.Doc) >= 0 && p.isFolderPage() {
		parent, _, _ := cutLast(p.Doc.Folder, "/")
		return parent
	}
	return p.Doc.Folder
}

// isFolderPage reports whether p is its folder's own page.
func (p *Page) isFolderPage() bool { return p.Section != nil && p.Section.Page == p }

// shortName is the least that an author must write between [[ and ]] to mean p and not a namesake.
func (p *Page) shortName() string {
	if parent := p.parent(); parent != "" {
		return parent + "/" + p.stem()
	}
	return p.stem()
}

// bareName takes off what a name may be wrapped in: brackets, a text to show, a heading, an extension.
func bareName(name string) string {
	name = strings.TrimSpace(name)
	if inner, ok := strings.CutPrefix(name, "[["); ok {
		name, _, _ = strings.Cut(strings.TrimSuffix(inner, "]]"), "|")
		name, _, _ = strings.Cut(name, "#")
	}
	return strings.TrimSuffix(strings.TrimSpace(name), ".md")
}

func only(found []*Page) (*Page, []*Page) {
	if len(found) == 1 {
		return found[0], nil
	}
	return nil, found
}

func slugPath(p string) string {
	segments := strings.Split(strings.Trim(p, "/"), "/")
	for i, s := range segments {
		segments[i] = slug.Make(s)
	}
	return strings.Join(segments, "/")
}

// cutLast cuts s around the last sep; ok is false, and before is empty, if there is none.
func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return "", s, false
}

// fileStem is the name of a file without folder and extension. Some generators want two: page.html.md.
func fileStem(p string) string {
	_, name, _ := cutLast(p, "/")
	if stem := strings.TrimSuffix(withoutExt(name), ".html"); stem != "" {
		return stem
	}
	return name
}

// roleNamed returns the role that a name means; fields that want a role look among roles only. If several
// roles have the name it returns nil and all of them. It is there for linkModel and what comes after, once
// every role's page has its Role.
func (s *Site) roleNamed(name string) (role *Role, candidates []*Page) {
	p, candidates := s.roleNames.find(name)
	if p == nil {
		return nil, candidates
	}
	return p.Role, nil
}

// roleOf returns the role that a reference in the document of p means: the role whose page its link leads to,
// or the role with its name.
func (s *Site) roleOf(p *Page, ref content.Ref) (role *Role, candidates []*Page) {
	switch {
	case ref.Link == nil:
		return s.roleNamed(ref.Text)
	case ref.Link.Kind == markdown.Wiki:
		return s.roleNamed("[[" + ref.Link.Dest + "]]")
	}
	if to := p.Target(ref.Link).Page; to != nil {
		return to.Role, nil
	}
	return nil, nil
}

// closestRoles returns the names of roles that look like name, closest first.
func (s *Site) closestRoles(name string) []string { return s.roleNames.closest(name) }
