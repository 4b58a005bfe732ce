package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"baton/generator/internal/diag"
)

// fences are how template languages mark what they replace: Jekyll, Hugo, Handlebars, Liquid, ERB. None of it
// runs here, so it prints as it stands.
var fences = []struct{ open, close string }{
	{"{{", "}}"},
	{"{%", "%}"},
	{"<%", "%>"},
}

// templateNode is a piece of template syntax.
type templateNode struct {
	ast.BaseInline
	segment text.Segment
}

var kindTemplate = ast.NewNodeKind("Template")

func (*templateNode) Kind() ast.NodeKind              { return kindTemplate }
func (n *templateNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// templateParser keeps template syntax from being read as emphasis, links or HTML.
type templateParser struct{}

func (templateParser) Trigger() []byte { return []byte{'{', '<'} }

// unclosedKey remembers, for each fence, up to where it is known that nothing closes it.
var unclosedKey = parser.NewContextKey()

func (templateParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	for i, f := range fences {
		if !bytes.HasPrefix(line, []byte(f.open)) {
			continue
		}
		unclosed := pc.ComputeIfAbsent(unclosedKey, func() any { return new([3]int) }).(*[3]int)
		if segment.Start < unclosed[i] {
			return nil
		}
		end := bytes.Index(line[len(f.open):], []byte(f.close))
		if end < 0 {
			unclosed[i] = segment.Stop
			return nil
		}
		size := len(f.open) + end + len(f.close)
		block.Advance(size)
		return &templateNode{segment: segment.WithStop(segment.Start + size)}
	}
	return nil
}

func (r *reader) reportTemplates() {
	c := r.templates
	if c.n == 0 {
		return
	}
	found := diag.New(diag.TemplateSyntax, r.doc.Pos(c.at, c.end), "template syntax prints as it stands, %s", times(c.n)).
		WithHint("replace it by text or Markdown, or put it into backquotes")
	r.doc.Diags.Add(found)
}

// isTemplate reports whether a value is to be filled in by a template language, and counts it if so.
func (r *reader) isTemplate(value string, s span) bool {
	for _, f := range fences {
		if i := strings.Index(value, f.open); i >= 0 && strings.Contains(value[i:], f.close) {
			r.templates.add(s.offset(0), s.offset(len(s.bytes(r.src))))
			return true
		}
	}
	return false
}

// countTemplates counts template syntax in the text of raw HTML.
func (r *reader) countTemplates(raw string, s span) {
	for _, f := range fences {
		for at := 0; ; {
			i := strings.Index(raw[at:], f.open)
			if i < 0 {
				break
			}
			size := strings.Index(raw[at+i:], f.close)
			if size < 0 {
				break
			}
			size += len(f.close)
			r.templates.add(s.offset(at+i), s.offset(at+i+size))
			at += i + size
		}
	}
}
