package score

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A cueLine is the text of a cue, read: PART[, PART and PART | everyone]: "line" [Answer: "line"].
type cueLine struct {
	to       []*Part
	everyone bool
	unknown  []string // what is named and plays no part, as written; "" if nobody is named at all
	line     string
	answer   string
}

// parseCue reads the text of a cue.
func parseCue(p phrase, n *names) cueLine {
	var c cueLine
	seen := map[*Part]bool{}
	stop := headEnd(p.text)
	pos := 0
	for {
		m, end, ok := n.find(p, pos)
		switch {
		case ok && m.everyone:
			c.everyone = true
		case ok && m.part != nil:
			if !seen[m.part] {
				seen[m.part] = true
				c.to = append(c.to, m.part)
			}
		case ok:
			c.unknown = append(c.unknown, strings.TrimSpace(p.text[pos:end]))
		default:
			end = segmentEnd(p.text, pos, stop)
			if name := strings.TrimSpace(p.text[pos:end]); name != "" {
				c.unknown = append(c.unknown, name)
			}
		}
		next, more := another(p.text, end)
		if more && stop == len(p.text) {
			// Without a sign where the line begins, only names that are known go on with the list.
			_, _, more = n.find(p, next)
		}
		pos = end
		if !more {
			break
		}
		pos = next
	}
	if len(c.to) == 0 && len(c.unknown) == 0 && !c.everyone {
		c.unknown = []string{""}
	}
	c.line, c.answer = parseLine(p.text[pos:])
	return c
}

// parseWait returns the parts whose cues the text of a wait names; none if it names an outside event.
func parseWait(p phrase, n *names) []*Part {
	var from []*Part
	for pos := 0; ; {
		m, end, ok := n.find(p, pos)
		if !ok || m.part == nil {
			return from
		}
		from = append(from, m.part)
		next, more := another(p.text, end)
		if !more {
			return from
		}
		pos = next
	}
}

// headEnd returns where the names in a cue end at the latest: at a colon, a quotation mark or a spaced dash, or
// else at the end of the text.
func headEnd(text string) int {
	for pos := 0; ; {
		t := nextToken(text, pos)
		if t.fold == "" || t.fold == ":" || isDash(t) || t.start < t.end && isOpening(text[t.start:]) {
			return t.start
		}
		pos = t.end
	}
}

// segmentEnd returns where a name that nobody has ends: before what parts names, or at stop.
func segmentEnd(text string, pos, stop int) int {
	for {
		t := nextToken(text, pos)
		if t.fold == "" || t.start >= stop {
			return min(t.start, max(stop, pos))
		}
		if isSeparator(t) {
			return t.start
		}
		pos = t.end
	}
}

// another returns where the next name begins, if a comma or "and" says at pos that there is one.
func another(text string, pos int) (next int, more bool) {
	for {
		t := nextToken(text, pos)
		if !isSeparator(t) {
			return pos, more
		}
		pos, more = t.end, true
	}
}

func isSeparator(t token) bool {
	return t.fold == "," || t.fold == ";" || t.fold == "&" || t.fold == "and"
}

func isDash(t token) bool { return t.fold == "-" || t.fold == "–" || t.fold == "—" }

// quotes are the signs that may open a quotation, each with those that may close it.
var quotes = map[rune]string{
	'"': "\"”", '“': "”\"", '”': "”", '„': "“”\"", '«': "»", '»': "«", '‹': "›", '›': "‹", '‘': "’", '‚': "‘’", '\'': "'",
}

func isOpening(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return quotes[r] != ""
}

// parseLine reads what follows the names of a cue: a line to say, and perhaps the answer to it.
func parseLine(text string) (line, answer string) {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":,;-–—", r) })
	line, rest, quoted := unquote(text)
	if quoted {
		if i, end := answerAt(rest); i >= 0 {
			answer = answerText(rest[end:])
		}
		return line, answer
	}
	if i, end := answerAt(text); i >= 0 {
		return strings.TrimSpace(text[:i]), answerText(text[end:])
	}
	return strings.TrimSpace(text), ""
}

// unquote parts text at the end of the quotation with which it begins. A quotation that is never closed is none.
func unquote(text string) (inside, rest string, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	closing := quotes[r]
	if closing == "" {
		return "", text, false
	}
	// An apostrophe within a quotation in single signs does not close it: a letter follows.
	for i := size; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		after, _ := utf8.DecodeRuneInString(text[i+n:])
		if strings.ContainsRune(closing, r) && !(strings.ContainsRune("'’", r) && unicode.IsLetter(after)) {
			return strings.TrimSpace(text[size:i]), text[i+n:], true
		}
		i += n
	}
	return "", text, false
}

// answerText returns the text of an answer, without its quotation marks.
func answerText(text string) string {
	text = strings.TrimSpace(text)
	if inside, _, ok := unquote(text); ok {
		return inside
	}
	return text
}

// answerAt finds the label "Answer:" in text: where it begins and where it ends.
func answerAt(text string) (start, end int) {
	for pos := 0; ; {
		t := nextToken(text, pos)
		if t.fold == "" {
			return -1, -1
		}
		if t.fold == "answer" {
			if colon := nextToken(text, t.end); colon.fold == ":" {
				return t.start, colon.end
			}
		}
		pos = t.end
	}
}
