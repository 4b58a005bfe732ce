package render

import (
	"html/template"
	"net/url"
	"path"
	"strings"
)

// relative returns the URL that leads from the page at address from to the address to. Both are addresses of
// the site, begin with "/" and are not percent-encoded; to may carry a fragment. The result is encoded once,
// and never begins with "/", so that a site works under any base path.
func relative(from, to string) template.URL {
	to, fragment, _ := strings.Cut(to, "#")
	if fragment != "" {
		fragment = "#" + url.PathEscape(fragment)
	}
	if to == from && fragment != "" {
		return template.URL(fragment)
	}
	dir, file := path.Split(to)
	up, down := steps(split(from[:strings.LastIndexByte(from, '/')]), split(dir))
	var b strings.Builder
	b.WriteString(strings.Repeat("../", up))
	for _, s := range down {
		b.WriteString(url.PathEscape(s))
		b.WriteByte('/')
	}
	b.WriteString(url.PathEscape(file))
	rel := b.String()
	// "./" also keeps a colon in the first segment from being read as a scheme.
	if first, _, _ := strings.Cut(rel, "/"); rel == "" || strings.Contains(first, ":") {
		rel = "./" + rel
	}
	return template.URL(rel + fragment)
}

// steps returns how many folders to climb from one folder, and which to enter, to reach another.
func steps(from, to []string) (up int, down []string) {
	i := 0
	for i < len(from) && i < len(to) && from[i] == to[i] {
		i++
	}
	return len(from) - i, to[i:]
}

func split(dir string) []string {
	return strings.FieldsFunc(dir, func(r rune) bool { return r == '/' })
}

// absolute returns to under base, which ends in "/".
func absolute(base, to string) template.URL {
	to, fragment, _ := strings.Cut(to, "#")
	segments := strings.Split(strings.TrimPrefix(to, "/"), "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	out := base + strings.Join(segments, "/")
	if fragment != "" {
		out += "#" + url.PathEscape(fragment)
	}
	return template.URL(out)
}

// outputPath returns the file in which the page with the address is published.
func outputPath(address string) string {
	p := strings.TrimPrefix(address, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return p
}
