package content

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"baton/generator/internal/diag"
)

// What the library reads in quadratic time is bounded by size, never by a clock: the whole text, how deep
// brackets may nest, and the text in which a key stands twice.
const (
	mostYAML          = 256 << 10
	mostYAMLBrackets  = 50
	mostYAMLDuplicate = 16 << 10
)

// readYAML reads text, whose first line is the given line of a file, as a mapping. Whatever is wrong costs no more
// than the entry that it stands in.
func readYAML(path, text string, line int) (*yamlValue, diag.List) {
	r := &yamlReader{path: path, first: line}
	r.lines = strings.Split(text, "\n")
	m := &yamlValue{kind: yamlMapping}
	if why := tooMuchYAML(text); why != "" {
		r.fail(r.linePos(0), why, "")
		r.diags[len(r.diags)-1].Unsafe = hidesPages(text)
		return m, r.diags
	}
	lines := squeeze(r.lines)
	if root, err := r.parse(lines); err == nil {
		r.merge(m, root, lines)
		return m, r.diags
	}
	for _, chunk := range chunks(lines) {
		root, err := r.parse(chunk)
		if err == nil {
			r.merge(m, root, chunk)
			continue
		}
		r.explain(err, chunk)
	}
	return m, r.diags
}

// A yamlReader reads one text.
type yamlReader struct {
	path  string
	first int      // line in the file of lines[0]
	lines []string // of the text
	place []int    // index in lines of each line that the library sees
	diags diag.List
}

// yamlLine is a line of the text with its index.
type yamlLine struct {
	text  string
	index int
}

// squeeze leaves all but the first of several blank lines out, which the library reads slowly and which mean
// nothing.
func squeeze(lines []string) []yamlLine {
	var out []yamlLine
	blank := false
	for i, text := range lines {
		wasBlank := blank
		if blank = strings.TrimSpace(text) == ""; blank {
			text = ""
		}
		if !blank || !wasBlank {
			out = append(out, yamlLine{text, i})
		}
	}
	return out
}

// chunks cuts lines before each line that begins an entry, so that one entry can be read when another cannot.
func chunks(lines []yamlLine) [][]yamlLine {
	var out [][]yamlLine
	for i, l := range lines {
		if len(out) == 0 || l.text != "" && !strings.ContainsRune(" \t#-]}:", rune(l.text[0])) {
			out = append(out, nil)
		}
		last := len(out) - 1
		out[last] = append(out[last], lines[i])
	}
	return out
}

// parse gives lines to the library. It returns nil if they hold nothing.
func (r *yamlReader) parse(lines []yamlLine) (ast.Node, error) {
	var b strings.Builder
	r.place = r.place[:0]
	for _, l := range lines {
		b.WriteString(l.text)
		b.WriteByte('\n')
		r.place = append(r.place, l.index)
	}
	text := b.String()
	file, err := yamlparser.ParseBytes([]byte(text), 0)
	if err != nil && isDuplicate(err) && len(text) <= mostYAMLDuplicate {
		file, err = yamlparser.ParseBytes([]byte(text), 0, yamlparser.AllowDuplicateMapKey())
	}
	if err != nil {
		return nil, err
	}
	var root ast.Node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case root == nil:
			root = doc.Body
		default:
			r.fail(r.pos(doc.Body.GetToken()), "a second YAML document begins, which is not read", `take the line "---" above it away`)
			return root, nil
		}
	}
	return root, nil
}

func isDuplicate(err error) bool {
	var e yaml.Error
	return errors.As(err, &e) && strings.HasPrefix(e.GetMessage(), "mapping key ")
}

// merge adds the entries of root to m.
func (r *yamlReader) merge(m *yamlValue, root ast.Node, lines []yamlLine) {
	if root == nil {
		return
	}
	b := &yamlBuilder{yamlReader: r, anchors: map[string]ast.Node{}, left: mostYAMLValues}
	v := b.value(root)
	if v.kind != yamlMapping {
		hint := `write "key: value"`
		if word, _, ok := strings.Cut(v.text, ":"); ok && v.kind == yamlText {
			hint = `write a blank after the colon of "` + word + `:"`
		}
		r.failIn(lines, v.pos, "a key with a value is wanted here", hint)
		return
	}
	for _, e := range v.entries {
		r.add(m, e)
	}
}

// fail reports that a text is not YAML.
func (r *yamlReader) fail(pos diag.Pos, fact, hint string) {
	d := diag.New(diag.FrontMatterSyntax, pos, "%s", fact)
	d.Hint = hint
	d.Unsafe = r.hides(pos)
	r.diags.Add(d)
}

// failIn reports that lines are not YAML.
func (r *yamlReader) failIn(lines []yamlLine, pos diag.Pos, fact, hint string) {
	r.fail(pos, fact, hint)
	for _, l := range lines {
		if hidesPages(l.text) {
			r.diags[len(r.diags)-1].Unsafe = true
		}
	}
}

// hides reports whether the line at pos says who may see a page.
func (r *yamlReader) hides(pos diag.Pos) bool {
	i := pos.Line - r.first
	return 0 <= i && i < len(r.lines) && hidesPages(r.lines[i])
}

// beginsHiding finds the lines that may be meant to keep a page from being seen.
var beginsHiding = regexp.MustCompile(`(?im)^\W*(draft|audiences?)\b`)

// hidesPages reports whether text, which cannot be read, may be meant to keep a page from being seen.
func hidesPages(text string) bool {
	if beginsHiding.MatchString(text) {
		return true
	}
	for line := range strings.Lines(text) {
		key, _, _ := strings.Cut(line, ":")
		if isNear(strings.TrimSpace(key), "draft") || isNear(strings.TrimSpace(key), "audience") {
			return true
		}
	}
	return false
}

// pos is the place of a token.
func (r *yamlReader) pos(t *token.Token) diag.Pos { return r.span(t, nil) }

// span is the place from one token to another; end is nil for one token.
func (r *yamlReader) span(t, end *token.Token) diag.Pos {
	if t == nil || t.Position == nil {
		return r.linePos(0)
	}
	pos := r.linePos(r.index(t.Position.Line))
	last := pos.EndCol
	pos.Col = max(t.Position.Column, 1)
	pos.EndCol = max(pos.Col, min(last, pos.Col+utf8.RuneCountInString(strings.TrimSpace(t.Origin))-1))
	if end != nil && end.Position != nil && end.Type != token.UnknownType && r.index(end.Position.Line) == r.index(t.Position.Line) {
		pos.EndCol = max(pos.Col, end.Position.Column)
	}
	return pos
}

// index is the index in lines of a line that the library counts from 1.
func (r *yamlReader) index(line int) int {
	if len(r.place) == 0 {
		return 0
	}
	return r.place[max(0, min(line, len(r.place))-1)]
}

// linePos is the place of the whole text of a line, without indentation.
func (r *yamlReader) linePos(index int) diag.Pos {
	pos := diag.Pos{File: r.path, Line: r.first + index, Col: 1}
	if index < len(r.lines) {
		text := strings.TrimRight(r.lines[index], " \t")
		pos.EndCol = utf8.RuneCountInString(text)
		pos.Col += min(pos.EndCol, len(text)-len(strings.TrimLeft(text, " ")))
	}
	pos.EndCol = max(pos.EndCol, pos.Col)
	return pos
}

// tooMuchYAML says why a text is not even tried, "" if it is.
func tooMuchYAML(text string) string {
	if len(text) > mostYAML {
		return "more than 256 KiB of keys and values, which are not read"
	}
	depth := 0
	for line := range strings.Lines(text) {
		steps := 0 // lists and mappings that begin in this line
		for dashes := strings.TrimLeft(line, " "); len(dashes) > 1 && strings.ContainsRune("-?", rune(dashes[0])) && strings.ContainsRune(" \t", rune(dashes[1])); steps++ {
			dashes = strings.TrimLeft(dashes[1:], " \t")
		}
		for i := 0; i < len(line) && depth <= mostYAMLBrackets; i++ {
			switch line[i] {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
		}
		if depth > mostYAMLBrackets || steps > mostYAMLBrackets {
			return "lists in lists, deeper than a person can have meant, which are not read"
		}
	}
	return ""
}
