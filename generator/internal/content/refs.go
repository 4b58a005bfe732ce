package content

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/generator/internal/markdown"
)

// refs reads names and links that commas, "or" and "and" part. "And" says that all of them are meant together.
// Between two partings a link is what is meant, and the text around it is not; without one, the text is a name.
func (p *parser) refs(in markdown.Inline) RefList {
	r := refReader{p: p}
	for _, s := range in.Spans() {
		if s.Link != nil && s.Link.Kind != markdown.Image && s.Link.Kind != markdown.HTMLImage {
			r.linked = append(r.linked, r.ref(s.Text, s.Link, s.Offset, s.End))
			continue
		}
		r.text(s)
	}
	r.part()
	return r.list
}

type refReader struct {
	p      *parser
	list   RefList
	linked []Ref // links since the last parting
	name   []byte
	start  int // of name
	end    int
	depth  int // of brackets, within which nothing is parted
}

func (r *refReader) ref(text string, link *markdown.Link, offset, end int) Ref {
	return Ref{Text: text, Link: link, Offset: offset, End: end, Pos: r.p.doc.Text.Pos(offset, end)}
}

// text reads a piece of text between links.
func (r *refReader) text(s markdown.Span) {
	at := func(i int) int { return min(s.Offset+i, s.End) }
	for i := 0; i < len(s.Text); {
		c, size := utf8.DecodeRuneInString(s.Text[i:])
		switch {
		case c == '(' || c == '[':
			r.depth++
		case c == ')' || c == ']':
			r.depth = max(0, r.depth-1)
		case r.depth > 0:
		case c == ',' || c == ';' || c == '，' || c == '、':
			r.part()
			i += size
			continue
		case c == '&' || i == 0 || isBlank(s.Text[:i]):
			if n, together := r.conjunction(s.Text[i:]); n > 0 {
				r.part()
				r.list.Together = r.list.Together || together
				i += n
				continue
			}
		}
		if len(r.name) == 0 {
			r.start = at(i)
		}
		r.name = append(r.name, s.Text[i:i+size]...)
		i += size
		r.end = at(i)
	}
}

// isBlank reports whether s ends in a blank.
func isBlank(s string) bool {
	c, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(c)
}

// conjunction returns the length of "and" or "or" at the beginning of s, 0 if there is none.
func (r *refReader) conjunction(s string) (n int, together bool) {
	if s[0] == '&' {
		return 1, true
	}
	word := s
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		word = s[:i]
	}
	switch {
	case r.p.words.find(word, []string{"and"}) != "" && strings.TrimFunc(word, unicode.IsLetter) == "":
		return len(word), true
	case strings.EqualFold(word, "or"):
		return len(word), false
	}
	return 0, false
}

// part ends a name.
func (r *refReader) part() {
	text := string(r.name)
	trimmed := strings.TrimLeftFunc(text, unicode.IsSpace)
	start := r.start + len(text) - len(trimmed)
	trimmed = strings.TrimRightFunc(trimmed, func(c rune) bool { return unicode.IsSpace(c) || c == '.' || c == ':' })
	switch {
	case len(r.linked) > 0:
		r.list.Refs = append(r.list.Refs, r.linked...)
	case strings.ContainsFunc(trimmed, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }):
		r.list.Refs = append(r.list.Refs, r.ref(trimmed, nil, start, max(start, min(r.end, start+len(trimmed)))))
	}
	r.linked, r.name = nil, nil
}
