package edit

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// spellings are the ways in which a link may be written to lead where it led, in the style in which it was written
// first. P is its page as it was, q as it is now.
func (m *moving) spellings(p *site.Page, was *markdown.Link, q *site.Page) []string {
	switch t := p.Target(was); {
	case t.Page != nil:
		return m.spell(p, was, q, t.Page.Doc.Path, t.Fragment)
	case t.Section != nil:
		return m.spell(p, was, q, t.Section.Folder+"/", "")
	case t.Asset != "":
		file := strings.TrimPrefix(t.Asset, "/")
		for _, a := range m.h.site.Assets {
			if a.Address == t.Asset {
				file = a.Path
			}
		}
		return m.spell(p, was, q, file, t.Fragment)
	}
	return nil
}

// spell writes a destination anew: file and fragment are the target as it was.
func (m *moving) spell(p *site.Page, was *markdown.Link, q *site.Page, file, fragment string) []string {
	to, newFragment := m.forward(file, fragment)
	dest := strings.TrimSpace(was.Dest)
	written, oldFragment, hasFragment := strings.Cut(dest, "#")
	if hasFragment && newFragment != fragment && newFragment != "" {
		oldFragment = newFragment
		if strings.Contains(dest, "%") {
			oldFragment = url.PathEscape(newFragment)
		}
	}
	tail := ""
	if hasFragment {
		tail = "#" + oldFragment
	}
	if was.Kind == markdown.Wiki {
		return m.spellName(written, tail, to, newFragment)
	}
	written, query, hasQuery := strings.Cut(written, "?")
	if hasQuery {
		tail = "?" + query + tail
	}
	if written == "" {
		if p != q && p.Doc.Path == file && to == q.Doc.Path {
			return []string{tail}
		}
		return []string{tail, destination(relative(q.Doc.Folder, to)) + tail}
	}
	target := m.next.page(to)
	var all []string
	add := func(dest string) {
		if s := encoded(dest, written) + tail; !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	if base := m.h.site.Config.BaseURL; base != "" && target != nil && strings.HasPrefix(strings.ToLower(written), strings.ToLower(strings.TrimSuffix(base, "/"))) {
		return []string{strings.TrimSuffix(base, "/") + encoded(styled(target.Address, written), written) + tail}
	}
	plain := decoded(written)
	if strings.HasPrefix(plain, "/") {
		if target != nil && path.Ext(plain) != ".md" {
			add(styled(target.Address, plain))
		}
		// Some write from the root of a folder above as if it were the root of the handbook.
		if above, ok := strings.CutSuffix(file, strings.TrimPrefix(plain, "/")); ok && above != "" {
			if rest, ok := strings.CutPrefix(to, above); ok {
				add("/" + rest)
			}
		}
		add("/" + to)
		return all
	}
	way := relative(q.Doc.Folder, to)
	if target != nil && path.Ext(plain) != path.Ext(to) {
		add(dotted(styled(strings.TrimSuffix(way, path.Ext(way)), plain), plain))
	}
	if strings.HasSuffix(to, "/") && !strings.HasSuffix(plain, "/") {
		add(dotted(strings.TrimSuffix(way, "/"), plain))
	}
	add(dotted(way, plain))
	add("/" + to)
	return all
}

// spellName writes the destination of a wiki link: the name of its page, with as much of its folders as it takes.
func (m *moving) spellName(name, tail, to, fragment string) []string {
	if p := m.next.page(to); p != nil && tail != "" && m.id != "" && fragment == m.newID && slug.Make(tail[1:]) != fragment {
		tail = "#" + fragment
	}
	if name == "" {
		return []string{tail}
	}
	stem := strings.TrimSuffix(to, path.Ext(to))
	if base := path.Base(stem); strings.EqualFold(base, "readme") || strings.EqualFold(base, "index") || strings.EqualFold(base, "_index") {
		stem = path.Dir(stem)
	}
	parts := strings.Split(stem, "/")
	base, title := parts[len(parts)-1], ""
	if p := m.next.page(to); p != nil && !strings.ContainsAny(p.Title, "[]|#/\\") {
		title = p.Title
	}
	all := []string{name}
	switch {
	case strings.Contains(name, "/"):
	case title != "" && slug.Make(name) == slug.Make(m.old.Title):
		all = append(all, title, base)
	default:
		all = append(all, base)
	}
	for i := len(parts) - 2; i >= 0; i-- {
		all = append(all, strings.Join(parts[i:], "/"))
	}
	all = append(all, "/"+stem)
	if title != "" {
		all = append(all, title)
	}
	all = append(all, name) // for which there will have to be an alias
	for i := range all {
		all[i] += tail
	}
	return all
}

// styled ends a path to a page as another one ends: with a slash, with .html, or with neither.
func styled(p, like string) string {
	p = strings.TrimSuffix(p, "/")
	switch {
	case p == "" || strings.HasSuffix(like, "/"):
		return p + "/"
	case strings.HasSuffix(like, "/index.html"):
		return p + "/index.html"
	case strings.HasSuffix(like, ".html"):
		return p + ".html"
	}
	return p
}

// dotted begins a relative path with "./" if another one does, or if its first name would be taken for a scheme.
func dotted(way, like string) string {
	first, _, _ := strings.Cut(way, "/")
	if strings.HasPrefix(way, "../") || !strings.HasPrefix(like, "./") && !strings.Contains(first, ":") {
		return way
	}
	return "./" + way
}

// encoded writes a path as a destination, with percent signs where the author wrote some.
func encoded(p, like string) string {
	if !strings.Contains(like, "%") {
		return destination(p)
	}
	parts := strings.Split(p, "/")
	for i, s := range parts {
		parts[i] = url.PathEscape(s)
	}
	return strings.Join(parts, "/")
}

// decoded resolves percent signs, if they are well written.
func decoded(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}
