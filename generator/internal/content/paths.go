package content

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// RelativePath returns the path in the source folder that a link in a file of the given folder leads to, fragment
// and query left out. It is false for addresses of other sites and for what leads out of the source folder.
func RelativePath(folder, dest string) (string, bool) {
	dest, _, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	if plain, err := url.PathUnescape(dest); err == nil {
		dest = plain
	}
	if dest == "" || schemeForm.MatchString(dest) || strings.HasPrefix(dest, "//") || strings.ContainsAny(dest, "\\\x00") {
		return "", false
	}
	p := path.Join(folder, dest)
	if strings.HasPrefix(dest, "/") {
		p = strings.TrimLeft(path.Clean(dest), "/")
	}
	if p == ".." || strings.HasPrefix(p, "../") {
		return "", false
	}
	return p, p != "." && p != ""
}

var schemeForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// Ignores reports whether a path is on the handbook's own ignore list, or lies in a folder that is.
func (c *Config) Ignores(p string) bool {
	for _, glob := range c.Ignore {
		if matchGlob(glob, p, true) {
			return true
		}
	}
	return false
}

// Matches reports whether the rule is about a file.
func (r KindRule) Matches(p string) bool {
	return matchGlob(r.Glob, p, !strings.ContainsAny(path.Base(r.Glob), "*?["))
}

// isGlob reports whether a pattern is well-formed.
func isGlob(glob string) bool {
	for _, g := range strings.Split(glob, "/") {
		if _, err := path.Match(g, ""); err != nil {
			return false
		}
	}
	return strings.Trim(glob, "/") != ""
}

// matchGlob reports whether a pattern means a path: "*" stands for any part of a name, "?" for a letter, "[a-z]"
// for one of several, and "**" for any number of folders. A pattern without a slash means a name in any folder.
// With below, it means what lies in a folder that it means, too.
func matchGlob(glob, p string, below bool) bool {
	glob = strings.Trim(glob, "/")
	if !strings.Contains(glob, "/") {
		glob = "**/" + glob
	}
	pattern := strings.Split(glob, "/")
	end := len(pattern)

	// at[i]: the names so far are meant by the first i patterns.
	at := make([]bool, end+1)
	open := func() { // "**" may stand for nothing
		for i, g := range pattern {
			at[i+1] = at[i+1] || at[i] && g == "**"
		}
	}
	at[0] = true
	open()
	for name := range strings.SplitSeq(p, "/") {
		if below && at[end] {
			return true
		}
		for i := end; i > 0; i-- {
			g := pattern[i-1]
			ok, _ := path.Match(g, name) // a bad pattern means nothing
			at[i] = at[i-1] && ok || at[i] && g == "**"
		}
		at[0] = false
		open()
	}
	return at[end]
}
