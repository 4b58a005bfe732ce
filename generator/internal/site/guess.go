package site

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"baton/generator/internal/typo"
)

// guesser finds what an author may have meant. It looks first where the author aimed, then for the same name in
// other folders, then for a similar name anywhere. However many links of a handbook are broken, all guesses
// together look at a limited number of names; when that is used up, later findings come without the last step.
type guesser struct {
	pages, files *nameList
	budget       int
}

// maxGuesses is how many names a finding offers.
const maxGuesses = 3

// minGuess is the length of the shortest name that can be mistaken for another one.
const minGuess = 3

// guessBudget is how many names are compared for one handbook: a few tenths of a second.
const guessBudget = 500_000

func (l *linker) newGuesser() *guesser {
	g := &guesser{pages: newNameList(), files: newNameList(), budget: guessBudget}
	for _, p := range l.Pages {
		g.pages.add(p.parent(), p.stem(), spot{page: p})
	}
	for _, f := range slices.Sorted(maps.Keys(l.sections)) {
		if s := l.sections[f]; s.Page == nil {
			above, name, _ := cutLast(f, "/")
			g.pages.add(above, name, spot{section: s})
		}
	}
	for _, f := range l.files {
		folder, name, _ := cutLast(f, "/")
		g.files.add(folder, name, spot{asset: f})
	}
	return g
}

// nameList holds names by where they stand and by what they are, in small letters.
type nameList struct {
	inFolder map[string][]string // folder → names
	at       map[string]spot     // folder and name, joined by a slash
	spots    map[string][]spot   // name → all that have it
	byLength map[int][]string    // length in characters → names
	known    map[string][]spot   // guesses that were made already
}

func newNameList() *nameList {
	return &nameList{
		inFolder: map[string][]string{}, at: map[string]spot{}, spots: map[string][]spot{},
		byLength: map[int][]string{}, known: map[string][]spot{},
	}
}

func (n *nameList) add(folder, name string, s spot) {
	name = strings.ToLower(name)
	if _, taken := n.at[folder+"/"+name]; taken || name == "" {
		return
	}
	n.at[folder+"/"+name] = s
	n.inFolder[folder] = append(n.inFolder[folder], name)
	if n.spots[name] == nil {
		length := utf8.RuneCountInString(name)
		n.byLength[length] = append(n.byLength[length], name)
	}
	n.spots[name] = append(n.spots[name], s)
}

// guess returns up to maxGuesses places that a path may have meant, likeliest first.
func (g *guesser) guess(n *nameList, want string) []spot {
	if known, ok := n.known[want]; ok {
		return known
	}
	folder, name, _ := cutLast(want, "/")
	if n == g.pages {
		folder, name = pageName(folder, name)
	}
	name = strings.ToLower(name)

	var found []spot
	for _, near := range g.among(name, n.inFolder[folder]) {
		found = append(found, n.at[folder+"/"+near])
	}
	elsewhere := []string{name}
	if len(found) == 0 && len(n.spots[name]) == 0 {
		elsewhere = g.anywhere(n, name)
	}
	for _, name := range elsewhere {
		for _, s := range n.spots[name] {
			if len(found) == maxGuesses {
				break
			}
			if !slices.Contains(found, s) {
				found = append(found, s)
			}
		}
	}
	n.known[want] = found
	return found
}

// pageName is what guesses are made from: names without extension, and for a folder's page that of the folder.
func pageName(folder, name string) (string, string) {
	for _, ext := range []string{".md", ".markdown", ".mdx", ".html", ".htm"} {
		name = strings.TrimSuffix(name, ext)
	}
	switch strings.ToLower(name) {
	case "index", "_index", "readme":
		folder, name, _ = cutLast(folder, "/")
	}
	return folder, name
}

// among returns the names that look like name, as far as the budget reaches.
func (g *guesser) among(name string, candidates []string) []string {
	if len(candidates) > g.budget || len(name) < minGuess {
		return nil
	}
	g.budget -= len(candidates)
	return typo.Closest(name, candidates, maxGuesses)
}

// anywhere is among, for all names of about the right length.
func (g *guesser) anywhere(n *nameList, name string) []string {
	length := utf8.RuneCountInString(name)
	var candidates []string
	for d := -3; d <= 3; d++ {
		if len(candidates)+len(n.byLength[length+d]) > g.budget {
			return nil
		}
		candidates = append(candidates, n.byLength[length+d]...)
	}
	return g.among(name, candidates)
}
