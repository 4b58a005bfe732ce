package site

import (
	"path"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// unknown reports a link that leads nowhere, with what may have been meant.
func (r *resolver) unknown(l *markdown.Link, d dest) Target {
	if to, ok := r.labelled(d.raw); ok {
		return to
	}
	code, what := diag.UnknownPage, "no such page"
	guesser := r.guesser.pages
	if isImage(l) || isFileName(d.path) {
		code, what = diag.UnknownFile, "no such file"
		guesser = r.guesser.files
	}
	want, ok := r.literal(d)
	if !ok {
		r.report(l, code, "%s: it leads out of the handbook's folder", shown(l))
		return Target{Broken: what}
	}
	if isSource(want) {
		r.report(l, diag.UnknownFile, "%s: %q is not for readers, and is not published", shown(l), path.Base(want))
		return Target{Broken: "not published"}
	}
	found := r.report(l, code, "%s: %s", shown(l), what)
	switch {
	case found.times > 1:
	case looksLikeHost(d):
		found.WithHint("for another site write %q", "https://"+l.Dest)
	default:
		for _, s := range r.guesser.guess(guesser, want) {
			found.Candidates = append(found.Candidates, r.write(d, s, d.fragment))
		}
		if len(found.Candidates) > 0 {
			found.WithHint("did you mean %q?", found.Candidates[0])
		}
		if len(found.Candidates) == 1 {
			found.mend(r, l, found.Candidates[0])
		}
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

// topDomains are those that are no extension of a file that anybody links to.
var topDomains = map[string]bool{
	".app": true, ".co": true, ".com": true, ".dev": true, ".edu": true, ".gov": true, ".io": true, ".net": true, ".org": true,
}

// looksLikeHost reports whether a destination was probably meant as the address of another site.
func looksLikeHost(d dest) bool {
	first, _, _ := strings.Cut(d.path, "/")
	if d.absolute || strings.ContainsAny(first, " _") {
		return false
	}
	return strings.HasPrefix(first, "www.") || topDomains[path.Ext(first)]
}
