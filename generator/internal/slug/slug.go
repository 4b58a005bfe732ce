// Package slug makes the ids of headings and compares names, by GitHub's rule: lower case, letters,
// digits, marks, "_" and "-" of every script stay, blanks become "-", all other signs vanish.
package slug

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Make returns the slug of text, as GitHub would number it: not trimmed of inner dashes, composed form.
func Make(text string) string {
	text = norm.NFC.String(strings.TrimSpace(text))
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r == ' ' || r == '-':
			b.WriteByte('-')
		case r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r):
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsSpace(r):
			b.WriteByte('-')
		}
	}
	return norm.NFC.String(b.String()) // signs that stood between a letter and its marks are gone
}

// Bare returns the letters and digits of s alone, in lower case: the most forgiving form of a fragment.
func Bare(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(s)))
}
