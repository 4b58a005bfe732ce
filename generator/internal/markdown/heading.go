package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// headingParser is a parser of headings that takes {#id} off their end.
type headingParser struct{ parser.BlockParser }

func (p headingParser) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	lines := n.Lines()
	if n.Kind() != ast.KindHeading || lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	value := bytes.TrimRight(reader.Source()[last.Start:last.Stop], " \t\n")
	attributes, ok := cutAttributes(value)
	if !ok {
		return
	}
	if id := idOf(value[attributes:]); id != "" {
		n.SetAttributeString("id", id)
	}
	last.Stop = last.Start + len(bytes.TrimRight(value[:attributes], " \t"))
	lines.Set(lines.Len()-1, last)
}

// longestAttributes bounds the search for the brace that opens {#id}.
const longestAttributes = 200

// cutAttributes returns where a trailing {#id .class} or {: #id} of a heading begins.
func cutAttributes(value []byte) (int, bool) {
	if !bytes.HasSuffix(value, []byte("}")) {
		return 0, false
	}
	from := max(0, len(value)-longestAttributes)
	open := bytes.LastIndexByte(value[from:], '{')
	if open < 0 {
		return 0, false
	}
	open += from
	inner := bytes.TrimSpace(value[open+1 : len(value)-1])
	inner = bytes.TrimSpace(bytes.TrimPrefix(inner, []byte(":")))
	return open, bytes.HasPrefix(inner, []byte("#")) || bytes.HasPrefix(inner, []byte("."))
}

// idOf returns the id in {#id .class}.
func idOf(attributes []byte) string {
	for _, word := range bytes.Fields(bytes.Trim(attributes, "{}:")) {
		if word[0] == '#' && len(word) > 1 {
			return string(word[1:])
		}
	}
	return ""
}
