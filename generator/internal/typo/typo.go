// Package typo measures how far apart two names are, and finds the ones that an author may have meant.
//
// It compares what it is given, sign by sign; callers that want to ignore case or punctuation fold both sides
// first.
package typo

import (
	"cmp"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// longest is the number of characters above which a name is a text, and nobody guesses what it should have been.
const longest = 256

// Closest returns the candidates that are near enough to name to be what was meant: at most a third of its
// characters away, and never more than three steps. The closest come first; ties keep the order of candidates,
// repeated ones are named once, and at most `most` are returned.
func Closest(name string, candidates []string, most int) []string {
	length := utf8.RuneCountInString(name)
	if length == 0 || length > longest || most <= 0 {
		return nil
	}
	limit := min(max(1, length/3), 3)
	letters := set(name)

	type guess struct {
		text  string
		steps int
	}
	var guesses []guess
	seen := map[string]bool{}
	for _, c := range candidates {
		n := utf8.RuneCountInString(c)
		if n < length-limit || n > length+limit {
			continue
		}
		// A step brings in or takes out one letter, and a substitution does both.
		if bits.OnesCount64(letters^set(c)) > 2*limit || seen[c] {
			continue
		}
		if d := Distance(name, c); d <= limit {
			seen[c] = true
			guesses = append(guesses, guess{c, d})
		}
	}
	slices.SortStableFunc(guesses, func(a, b guess) int { return cmp.Compare(a.steps, b.steps) })
	var texts []string
	for _, g := range guesses[:min(most, len(guesses))] {
		texts = append(texts, g.text)
	}
	return texts
}

// Near returns the known word that word is a misspelling of: one step away, both of four characters or more. A
// word that is known itself is no misspelling, however many others are near.
func Near(word string, known []string) (string, bool) {
	n := utf8.RuneCountInString(word)
	if n < 4 || n > longest || slices.Contains(known, word) {
		return "", false
	}
	for _, k := range known {
		m := utf8.RuneCountInString(k)
		if m >= 4 && n-1 <= m && m <= n+1 && Distance(word, k) == 1 {
			return k, true
		}
	}
	return "", false
}

// Distance returns the least number of steps that lead from a to b, where a step inserts, deletes or replaces a
// character, or swaps two neighbours; a swapped pair may be edited again (Damerau and Levenshtein, unrestricted).
func Distance(a, b string) int {
	s, t := trim([]rune(a), []rune(b))
	if len(s) == 0 || len(t) == 0 {
		return len(s) + len(t)
	}
	// rows[i+1][j+1] is the distance between the first i characters of s and the first j of t. The extra row
	// and column hold a number that no sum of steps reaches, so that no swap reaches over the edge.
	width := len(t) + 2
	rows := make([]int, (len(s)+2)*width)
	at := func(i, j int) *int { return &rows[(i+1)*width+j+1] }
	never := len(s) + len(t)
	for i := -1; i <= len(s); i++ {
		*at(i, -1) = never
		*at(i, 0) = max(i, 0)
	}
	for j := range t {
		*at(-1, j) = never
		*at(0, j+1) = j + 1
	}
	*at(-1, len(t)) = never
	*at(-1, -1), *at(-1, 0) = never, never

	lastRow := map[rune]int{} // row in which a character of s stood last
	for i := 1; i <= len(s); i++ {
		lastCol := 0 // column in which t had the character s[i-1] last
		for j := 1; j <= len(t); j++ {
			r, c := lastRow[t[j-1]], lastCol
			replace := 1
			if s[i-1] == t[j-1] {
				replace = 0
				lastCol = j
			}
			*at(i, j) = min(
				*at(i-1, j-1)+replace,
				*at(i, j-1)+1,
				*at(i-1, j)+1,
				*at(r-1, c-1)+(i-r-1)+1+(j-c-1),
			)
		}
		lastRow[s[i-1]] = i
	}
	return *at(len(s), len(t))
}

// trim takes off what a and b have in common at both ends: it costs no step.
func trim(a, b []rune) ([]rune, []rune) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

// set is the set of characters of s, folded to 64 members.
func set(s string) uint64 {
	var m uint64
	for _, r := range s {
		m |= 1 << (uint(r) & 63)
	}
	return m
}
