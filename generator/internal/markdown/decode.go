package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// decode returns text with backslash escapes and entities resolved, once: what an escape yields is text.
func decode(text []byte) string {
	if bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, '&') < 0 {
		return string(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for i := 0; i < len(text); {
		if s, n := decodeOne(text[i:]); n > 0 {
			b.WriteString(s)
			i += n
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

// decodeOne returns what the escape or entity at the beginning of text stands for, and its length; 0 if there
// is none.
func decodeOne(text []byte) (string, int) {
	if len(text) < 2 {
		return "", 0
	}
	switch text[0] {
	case '\\':
		if util.IsPunct(text[1]) {
			return string(text[1:2]), 2
		}
	case '&':
		return decodeEntity(text)
	}
	return "", 0
}

// longestEntity bounds the search for the semicolon that ends an entity.
const longestEntity = 40

func decodeEntity(text []byte) (string, int) {
	end := bytes.IndexByte(text[:min(len(text), longestEntity)], ';')
	if end < 2 {
		return "", 0
	}
	name := text[1:end]
	if name[0] != '#' {
		for _, c := range name {
			if !isAlphaNumeric(c) {
				return "", 0
			}
		}
		entity, ok := util.LookUpHTML5EntityByName(string(name))
		if !ok {
			return "", 0
		}
		return string(entity.Characters), end + 1
	}
	r, ok := decodeNumber(name[1:])
	if !ok {
		return "", 0
	}
	return string(r), end + 1
}

// decodeNumber reads the digits of a numeric entity: at most seven decimal or six hexadecimal ones.
func decodeNumber(digits []byte) (rune, bool) {
	base, most := rune(10), 7
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		base, most, digits = 16, 6, digits[1:]
	}
	if len(digits) == 0 || len(digits) > most {
		return 0, false
	}
	var r rune
	for _, c := range digits {
		var v rune
		switch {
		case '0' <= c && c <= '9':
			v = rune(c - '0')
		case base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f':
			v = rune(c|0x20-'a') + 10
		default:
			return 0, false
		}
		r = r*base + v
	}
	if r == 0 || !utf8.ValidRune(r) {
		return utf8.RuneError, true
	}
	return r, true
}
