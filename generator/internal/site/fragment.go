package site

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/slug"
)

// onPage resolves the fragment of a link that leads to page p: exactly, by an old id, ignoring case, and at
// last by letters and digits alone. A link whose heading is not found leads to the top of the page.
func (r *resolver) onPage(l *markdown.Link, d dest, p *Page) Target {
	if d.fragment == "" {
		return Target{Page: p}
	}
	ids := r.ids(p)
	if id, ok := ids.exact[d.fragment]; ok {
		return Target{Page: p, Fragment: id}
	}
	if id, ok := ids.exact[slug.Make(d.fragment)]; ok && d.wiki { // [[name#The heading as it is written]]
		return Target{Page: p, Fragment: id}
	}
	if isTop(d.fragment) {
		return Target{Page: p}
	}
	if id, ok := ids.was[d.fragment]; ok {
		r.report(l, diag.OldAddress, "%s: the heading has another address now", shown(l)).
			WithHint("write %s", r.spell(d, spot{page: p}, id)).
			mend(r, l, r.write(d, spot{page: p}, id))
		return Target{Page: p, Fragment: id}
	}
	if id, ok := ids.nearly(d.fragment); ok {
		r.report(l, diag.FragmentFallback, "%s: the heading is written %q", shown(l), "#"+id).
			WithHint("write %s", r.spell(d, spot{page: p}, id)).
			mend(r, l, r.write(d, spot{page: p}, id))
		return Target{Page: p, Fragment: id}
	}
	if to, ok := r.labelled(d.fragment); ok && d.path == "" {
		return to
	}
	found := r.report(l, diag.UnknownHeading, "%s: no such heading", shown(l))
	if found.times == 1 {
		found.Candidates = r.guesser.among(d.fragment, ids.all)
		if len(found.Candidates) == 0 {
			found.Candidates = ids.longer(d.fragment)
		}
		if len(found.Candidates) > 0 {
			found.WithHint("did you mean %s?", r.spell(d, spot{page: p}, found.Candidates[0]))
		}
		if len(found.Candidates) == 1 {
			found.mend(r, l, r.write(d, spot{page: p}, found.Candidates[0]))
		}
	}
	return Target{Page: p}
}

// isTop reports whether a fragment means the top of any page: in a browser, or on a forge.
func isTop(fragment string) bool {
	return strings.EqualFold(fragment, "top") || fragment == "readme"
}

// ids are the ids of a page, in composed form, and the form in which the page has them.
type ids struct {
	all    []string
	exact  map[string]string
	was    map[string]string // old ids
	folded map[string]string // in small letters; made when first needed, as is bare
	bare   map[string]string // letters and digits alone
}

// ids returns the ids of a page. Most pages are never linked to by heading, so they are gathered when asked for.
func (l *linker) ids(p *Page) *ids {
	if known := l.idsOf[p]; known != nil {
		return known
	}
	set := &ids{exact: map[string]string{}, was: map[string]string{}}
	for _, a := range p.Doc.Text.Anchors {
		set.all = append(set.all, a.ID)
		keep(set.exact, norm.NFC.String(a.ID), a.ID)
		for _, old := range a.Was {
			keep(set.was, norm.NFC.String(old), a.ID)
		}
	}
	l.idsOf[p] = set
	return set
}

// nearly finds an id that differs from a fragment in case or in signs. Of several the first on the page wins.
func (s *ids) nearly(fragment string) (id string, ok bool) {
	if s.folded == nil {
		s.folded = make(map[string]string, len(s.all))
		s.bare = make(map[string]string, len(s.all))
		for _, id := range s.all {
			keep(s.folded, strings.ToLower(norm.NFC.String(id)), id)
			keep(s.bare, slug.Bare(id), id)
		}
	}
	fragment = strings.TrimPrefix(fragment, "user-content-") // what a forge puts before its ids
	if id, ok = s.folded[strings.ToLower(fragment)]; ok {
		return id, true
	}
	bare := slug.Bare(fragment)
	id, ok = s.bare[bare]
	return id, ok && bare != ""
}

// longer returns the ids that a fragment is the beginning or the end of: headings are often made longer.
func (s *ids) longer(fragment string) []string {
	var found []string
	for _, id := range s.all {
		if len(fragment) >= minGuess && len(found) < maxGuesses &&
			(strings.HasPrefix(id, fragment+"-") || strings.HasSuffix(id, "-"+fragment)) {
			found = append(found, id)
		}
	}
	return found
}

// keep puts a value into m unless there is one.
func keep(m map[string]string, key, value string) {
	if _, taken := m[key]; !taken {
		m[key] = value
	}
}
