package site

import (
	"path"
	"strconv"
	"strings"
)

// spell is write as a message shows it.
func (r *resolver) spell(d dest, to spot, fragment string) string {
	if d.wiki {
		return "[[" + r.write(d, to, fragment) + "]]"
	}
	return strconv.Quote(r.write(d, to, fragment))
}

// write gives a link to a place in the way in which d was written: as a name, from the root or from the file's
// folder.
func (r *resolver) write(d dest, to spot, fragment string) string {
	if fragment != "" {
		fragment = "#" + fragment
	}
	switch {
	case to.page == r.page && d.path == "":
		return fragment
	case d.wiki:
		return d.path + fragment
	}
	p := to.source()
	if to.page != nil && d.absolute && path.Ext(d.path) != ".md" {
		p = strings.Trim(to.page.Address, "/") + "/"
	}
	if d.absolute {
		p = "/" + strings.TrimPrefix(r.belowRoot(d, p), "/")
	} else {
		p = relativePath(r.page.Doc.Folder, p)
	}
	return forMarkdown.Replace(p) + fragment
}

// belowRoot takes off the folders above what the author treats as the root: where /a/x is written for
// docs/a/x, it makes a/y of docs/a/y, unless that means something else.
func (r *resolver) belowRoot(d dest, p string) string {
	first, _, _ := strings.Cut(strings.Trim(d.path, "/"), "/")
	folder := r.page.Doc.Folder + "/"
	for i, c := range folder {
		if c != '/' || i == 0 {
			continue
		}
		rest, ok := strings.CutPrefix(p, folder[:i+1])
		if !ok || !strings.HasPrefix(rest, first+"/") {
			continue
		}
		if _, taken := r.atlas.find(rest); !taken && r.old[oldKey(rest)] == nil {
			return rest
		}
	}
	return p
}

// source is the path of what stands at a spot; that of a folder ends with a slash.
func (s spot) source() string {
	switch {
	case s.page != nil:
		return s.page.Doc.Path
	case s.section != nil:
		return s.section.Folder + "/"
	}
	return s.asset
}

// address is where a spot is in the site.
func (s spot) address() string {
	switch {
	case s.page != nil:
		return s.page.Address
	case s.section != nil:
		return s.section.Address
	}
	return fileAddress(s.asset)
}

// relativePath is the way from a folder to a path, both from the root: "../b/c.md".
func relativePath(folder, p string) string {
	if folder == "" {
		return p
	}
	from, to := strings.Split(folder, "/"), strings.Split(p, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
