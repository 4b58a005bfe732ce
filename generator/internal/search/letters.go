package search

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letter is a sign of a word, or the joint between two words of a compound.
type letter struct {
	fold       rune // 0: vanishes
	exact      rune // in lower case, but with its accents; 0: vanishes
	start, end int  // in the text
	kind       kind
}

// kind is what a sign is.
type kind uint8

const (
	plain kind = 1 << iota // letter or digit
	lower
	upper
	digit
	wide  // of a script without blanks between words
	mark  // belongs to the letter before it
	joint // joins words to a compound
	quote // an apostrophe
)

// ascii has the kinds of the first signs; 0 ends a word.
var ascii = func() (table [128]kind) {
	for c := range rune(len(table)) {
		table[c] = slowKind(c)
	}
	return table
}()

func kindOf(r rune) kind {
	if r < rune(len(ascii)) {
		return ascii[r]
	}
	return slowKind(r)
}

func slowKind(r rune) kind {
	switch r {
	case '\'':
		return quote
	case '-', '‐', '‑', '–', '_', '/', '.', ':', '@', '&', '+', ',':
		return joint
	}
	var k kind
	switch {
	case unicode.IsMark(r):
		return mark
	case unicode.IsNumber(r):
		k = plain | digit
	case unicode.IsLower(r):
		k = plain | lower
	case unicode.IsUpper(r):
		k = plain | upper
	case unicode.IsLetter(r):
		k = plain
	default:
		return 0
	}
	if blankless(r) {
		k |= wide
	}
	return k
}

// blankless reports whether r is of a script that is written without blanks. The signs for a long vowel and for "end"
// belong to several scripts, so they are of none.
func blankless(r rune) bool {
	return r >= '\u0e00' && (r == '\u30fc' || r == '\u3006' || unicode.In(r, unicode.Thai, unicode.Lao, unicode.Myanmar,
		unicode.Khmer, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul))
}

// markless reports whether a letter is of a script whose readers look for words without their marks.
func markless(r rune) bool {
	return r < rune(len(ascii)) || unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hebrew, unicode.Arabic)
}

// invisible reports whether r is a soft hyphen or has no width: words go on across it.
func invisible(r rune) bool {
	return r == '\u00ad' || '\u200b' <= r && r <= '\u200d' || r == '\u2060' || r == '\ufeff'
}

// apostrophe reports whether r is one, or is typed for one.
func apostrophe(r rune) bool {
	switch r {
	case '\'', '´', '\u02bc', '\u2018', '\u2019', '\u201b', '\u2032', '\uff07':
		return true
	}
	return false
}

// foldings are the letters that decomposing leaves as they are. The second rune is 0 for those that fold to one.
var foldings = map[rune][2]rune{
	'ß': {'s', 's'}, 'æ': {'a', 'e'}, 'œ': {'o', 'e'}, 'þ': {'t', 'h'},
	'ø': {'o'}, 'đ': {'d'}, 'ð': {'d'}, 'ł': {'l'}, 'ı': {'i'}, 'ħ': {'h'}, 'ς': {'σ'},
}

// fold appends a letter, folded. at has its place and kind.
func fold(run []letter, r rune, at letter) []letter {
	if r < rune(len(ascii)) {
		if at.kind&upper != 0 {
			r += 'a' - 'A'
		}
		at.fold, at.exact = r, r
		return append(run, at)
	}
	at.exact = unicode.ToLower(r)
	f, ok := foldings[at.exact]
	if !ok {
		f[0] = at.exact
	}
	at.fold = f[0]
	run = append(run, at)
	if f[1] != 0 {
		at.fold, at.exact = f[1], 0
		run = append(run, at)
	}
	return run
}

// compose puts signs together that decomposing took apart, such as the jamo of a syllable.
func compose(run []letter) []letter {
	var list []letter
	for i := 0; i < len(run); {
		text := []rune{run[i].fold}
		n := i + 1
		for n < len(run) && !norm.NFC.PropertiesString(string(run[n].fold)).BoundaryBefore() {
			text = append(text, run[n].fold)
			n++
		}
		for _, r := range norm.NFC.String(string(text)) {
			list = append(list, letter{fold: r, exact: r, start: run[i].start, end: run[n-1].end})
		}
		i = n
	}
	return list
}

// index returns where the first sign of a kind stands, len(l) if there is none.
func index(l []letter, k kind) int {
	for i, x := range l {
		if x.kind == k {
			return i
		}
	}
	return len(l)
}

// signs returns how many signs of a word are left when it is folded.
func signs(l []letter) (n int) {
	for _, x := range l {
		if x.fold != 0 {
			n++
		}
	}
	return n
}

// elided reports whether l is an article or the like that has lost its vowel, as in "l'équipe" and "qu'elle".
func elided(l []letter) bool {
	switch signs(l) {
	case 1:
		return l[0].kind&digit == 0
	case 2:
		return l[0].fold == 'q' && l[1].fold == 'u'
	}
	return false
}

// hump returns where the first capital stands behind a small letter, len(l) if there is none.
func hump(l []letter) int {
	var before kind
	for i, x := range l {
		if x.kind == mark {
			continue
		}
		if x.kind&upper != 0 && before&lower != 0 {
			return i
		}
		before = x.kind
	}
	return len(l)
}
