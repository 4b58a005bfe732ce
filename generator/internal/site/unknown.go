package site

import (
	"path"
	"slices"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// unknown reports a link that leads nowhere, with what may have been meant.
func (r *resolver) unknown(l *markdown.Link, d dest) Target {
	code, what := diag.UnknownPage, "no such page"
	guesser := r.guesser.pages
	if isImage(l) || isFileName(d.path) {
		code, what = diag.UnknownFile, "no such file"
		guesser = r.guesser.files
	}
	base := r.page.Doc.Folder
	if d.absolute {
		base = ""
	}
	want, ok := within(base, strings.TrimLeft(d.path, "/"))
	if !ok {
		r.report(l, code, "%s %q: it leads out of the handbook's folder", noun(l), l.Dest)
		return Target{Broken: what}
	}
	found := r.report(l, code, "%s %q: %s", noun(l), l.Dest, what)
	if found.times > 1 {
		return Target{Broken: what}
	}
	for _, g := range r.guesser.guess(guesser, want) {
		found.Candidates = append(found.Candidates, r.spell(d, g, d.fragment))
	}
	switch {
	case len(found.Candidates) > 0:
		found.WithHint("did you mean %q?", found.Candidates[0])
	case looksLikeHost(d):
		found.WithHint("for another site write %q", "https://"+l.Dest)
	}
	return Target{Broken: what}
}

// isFileName reports whether a path has the extension of a file that is no page.
func isFileName(p string) bool {
	ext := strings.ToLower(path.Ext(strings.TrimSuffix(p, "/")))
	switch ext {
	case "", ".", ".md", ".markdown", ".mdx", ".html", ".htm":
		return false
	}
	return len(ext) <= 6 && !strings.ContainsAny(ext, " -_") && strings.ContainsFunc(ext, isLetter)
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' }

// looksLikeHost reports whether a destination was probably meant as the address of another site.
func looksLikeHost(d dest) bool {
	first, _, _ := strings.Cut(d.path, "/")
	if d.absolute || strings.ContainsAny(first, " _") {
		return false
	}
	return strings.HasPrefix(first, "www.") || slices.Contains([]string{".com", ".org", ".net", ".gov", ".io", ".edu"}, path.Ext(first))
}
