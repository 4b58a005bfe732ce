package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"
)

// group are the terms that share a stem. It never changes.
type group struct{ terms []string } // sorted

// groups are the terms of an index by their stems. Words of languages that nothing is known about stand alone.
type groups struct {
	stem    func(*snowballstem.Env) bool
	accents bool // endings have accents
	env     *snowballstem.Env
	byStem  map[string]*group
}

func newGroups(language string) *groups {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	return &groups{stem: stemmers[base], accents: base != "en", env: snowballstem.NewEnv(""), byStem: map[string]*group{}}
}

var stemmers = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fi": finnish.Stem,
	"fr": french.Stem, "ga": irish.Stem, "hu": hungarian.Stem, "it": italian.Stem, "nb": norwegian.Stem, "nl": dutch.Stem,
	"nn": norwegian.Stem, "no": norwegian.Stem, "pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem,
	"sv": swedish.Stem, "ta": tamil.Stem, "tr": turkish.Stem,
}

// all puts the terms of new entries into groups.
func (g *groups) all(entries []*entry) {
	if g.stem == nil {
		return
	}
	for i, e := range entries {
		if stem := g.of(entries, i); stem != "" {
			if g.byStem[stem] == nil {
				g.byStem[stem] = &group{}
			}
			e.group = g.byStem[stem]
			e.group.terms = append(e.group.terms, e.term)
		}
	}
	for _, e := range entries {
		if e.group != nil && len(e.group.terms) == 1 {
			e.group = nil
		}
	}
}

// update puts the terms that have come and gone into groups and out of them. It changes entries, but not what they
// point to.
func (g *groups) update(old, entries []*entry, moved []string) {
	if g.stem == nil {
		return
	}
	var touched []string
	for _, term := range moved {
		term, _, _ = strings.Cut(term, separator) // how it is written with accents may decide
		before, after := g.at(old, term), g.at(entries, term)
		if before == after {
			continue
		}
		for _, stem := range []string{before, after} {
			if stem == "" {
				continue
			}
			next := &group{}
			if was := g.byStem[stem]; was != nil {
				next.terms = slices.DeleteFunc(slices.Clone(was.terms), func(t string) bool { return t == term })
				touched = append(touched, was.terms...)
			}
			if stem == after {
				i, _ := slices.BinarySearch(next.terms, term)
				next.terms = slices.Insert(next.terms, i, term)
			}
			if g.byStem[stem] = next; len(next.terms) == 0 {
				delete(g.byStem, stem)
			}
		}
		touched = append(touched, term)
	}
	for _, term := range touched {
		if i, ok := find(entries, term); ok {
			e := *entries[i]
			if e.group = g.byStem[g.of(entries, i)]; e.group != nil && len(e.group.terms) == 1 {
				e.group = nil
			}
			entries[i] = &e
		}
	}
}

func (g *groups) at(entries []*entry, term string) string {
	if i, ok := find(entries, term); ok {
		return g.of(entries, i)
	}
	return ""
}

// of returns the stem of an entry's term, "" if it has none. Where its word is written with accents, it is that of the
// first such form, since stemmers know endings only with their accents.
func (g *groups) of(entries []*entry, i int) string {
	word := entries[i].term
	if entries[i].df == 0 || !stemmed(word) {
		return ""
	}
	if g.accents && i+1 < len(entries) {
		if term, exact, ok := strings.Cut(entries[i+1].term, separator); ok && term == word {
			word = exact
		}
	}
	g.env.SetCurrent(word)
	g.stem(g.env)
	stem := g.env.Current()
	if len(stem) == utf8.RuneCountInString(stem) {
		return stem
	}
	if tokens := Tokens(stem, false); len(tokens) == 1 {
		return tokens[0].Term
	}
	return stem
}

// stemmed reports whether a term is a word that may have a stem.
func stemmed(term string) bool {
	return utf8.RuneCountInString(term) >= 3 && !strings.ContainsFunc(term, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) || blankless(r)
	})
}
