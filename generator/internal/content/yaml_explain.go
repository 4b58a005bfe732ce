package content

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"
)

// explain reports an error of the library in the author's words.
func (r *yamlReader) explain(err error, lines []yamlLine) {
	var e yaml.Error
	if !errors.As(err, &e) || e.GetToken() == nil {
		r.failIn(lines, r.linePos(lines[0].index), "not YAML: "+err.Error(), "")
		return
	}
	tok, message := e.GetToken(), e.GetMessage()
	pos := r.pos(tok)
	line := ""
	if i := pos.Line - r.first; i < len(r.lines) {
		line = r.lines[i]
	}
	hint := r.quoteHint(tok)
	fact := "not YAML: " + message
	if key, _, ok := strings.Cut(line, ":"); ok && hint != "" {
		fact = fmt.Sprintf("the value of %q means something else to YAML", strings.TrimLeft(key, "- "))
	}
	switch sign := strings.TrimSpace(tok.Value); {
	case strings.Contains(message, `'\t'`) || strings.Contains(message, "\t") || strings.Contains(message, "tab character"):
		fact, hint = "a tab, where YAML wants blanks", "indent with blanks"
	case strings.HasPrefix(message, "mapping value is not allowed"):
		fact = fmt.Sprintf(`%q is followed by a second ": "`, sign)
	case strings.HasSuffix(message, "is a reserved character"), strings.HasPrefix(message, "unexpected directive"):
		fact = fmt.Sprintf("a value may not begin with %q", firstSign(sign))
	case strings.HasPrefix(message, "could not find end character"):
		fact, hint = "a quotation mark is opened and never closed", "close it, or write a mark within the text twice"
	case strings.Contains(message, "must be specified"), strings.Contains(message, " end token "):
		fact, hint = `a list or mapping in brackets is opened and never closed`, `close it with "]" or "}"`
	case isDuplicate(err):
		fact, hint = "keys stand twice in a text so long that it is not read", "keep one of each"
	case strings.HasPrefix(message, "non-map value"):
		fact, hint = fmt.Sprintf("%q is no key with a value", sign), `write "key: value", or put it in quotes with the line above`
	}
	// A token may begin at the end of the line above the text that is meant.
	if strings.TrimSpace(line) == "" {
		pos = r.linePos(pos.Line - r.first)
	}
	r.failIn(lines, pos, fact, hint)
}

func firstSign(s string) string {
	for _, c := range s {
		return string(c)
	}
	return s
}

// keyAndValue is a line with a key and a value that is not in quotes.
var keyAndValue = regexp.MustCompile(`^(\s*(?:- )?[^\s"'][^:]*):\s+(\S.*?)\s*$`)

// quoteHint tells how to write the line of a token with its value in quotes, "" if that is no line with a value.
func (r *yamlReader) quoteHint(t *token.Token) string {
	if t.Position == nil {
		return ""
	}
	i := r.index(t.Position.Line)
	if i >= len(r.lines) {
		return ""
	}
	m := keyAndValue.FindStringSubmatch(r.lines[i])
	if m == nil {
		return ""
	}
	return fmt.Sprintf("put the value in quotes: %s: %s", strings.TrimSpace(m[1]), quoteYAML(m[2]))
}

// quoteYAML puts s in quotes.
func quoteYAML(s string) string {
	if !strings.ContainsAny(s, `"\`) {
		return `"` + s + `"`
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}
