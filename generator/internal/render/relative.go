package render

import (
	"html/template"
	"net/url"
	"strings"
)

// relative returns the URL that leads from the page at address from to the address to. Both are addresses of
// the site, begin with "/" and are not percent-encoded; to may carry a fragment. The result is encoded once,
// and never begins with "/", so that a site works under any base path.
func relative(from, to string) template.URL {
	to, fragment, _ := strings.Cut(to, "#")
	if to == from && fragment != "" {
		return template.URL("#" + url.PathEscape(fragment))
	}
	n := shared(from, to)
	up, rest := strings.Count(from[n:], "/"), escapePath(to[n:])
	rel := strings.Repeat("../", up) + rest
	// "./" also keeps a colon in the first segment from being read as a scheme.
	if first, _, _ := strings.Cut(rel, "/"); rel == "" || strings.Contains(first, ":") {
		rel = "./" + rel
	}
	if fragment != "" {
		rel += "#" + url.PathEscape(fragment)
	}
	return template.URL(rel)
}

// shared is the length of the folder that two addresses both lie in.
func shared(a, b string) int {
	n := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n = i + 1
		}
	}
	return n
}

// absolute returns to under base, which ends in "/".
func absolute(base, to string) template.URL {
	to, fragment, _ := strings.Cut(to, "#")
	out := base + escapePath(strings.TrimPrefix(to, "/"))
	if fragment != "" {
		out += "#" + url.PathEscape(fragment)
	}
	return template.URL(out)
}

// escapePath percent-encodes the segments of a path.
func escapePath(p string) string {
	segments := strings.Split(p, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return strings.Join(segments, "/")
}

// outputPath returns the file in which the page with the address is published.
func outputPath(address string) string {
	p := strings.TrimPrefix(address, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		return p + "index.html"
	}
	return p
}
