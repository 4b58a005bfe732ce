package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// note is a callout written with !!!, ??? or :::.
type note struct {
	ast.BaseBlock
	name, title string
	folds, open bool
	fence       int // number of colons; 0 for an indented one
	closed      bool
}

var kindNote = ast.NewNodeKind("Note")

func (*note) Kind() ast.NodeKind              { return kindNote }
func (n *note) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// titleOf returns what a callout without a title of its own is called.
func titleOf(name string) string {
	words := strings.NewReplacer("-", " ", "_", " ").Replace(name)
	r, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(r)) + words[size:]
}

// admonitionPattern reads !!! note "Title", with ??? for one that folds and ???+ for one that is open.
var admonitionPattern = regexp.MustCompile(`^(!!!|\?\?\?)(\+?)[ \t]*([\pL\pN_-]+)((?:[ \t]+[\pL\pN_-]+)*)(?:[ \t]+"(.*)")?[ \t]*$`)

// admonitionParser reads callouts whose content is indented by four.
type admonitionParser struct{}

func (admonitionParser) Trigger() []byte             { return []byte{'!', '?'} }
func (admonitionParser) CanInterruptParagraph() bool { return true }
func (admonitionParser) CanAcceptIndentedLine() bool { return false }

func (admonitionParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m := admonitionPattern.FindSubmatchIndex(bytes.TrimRight(line[pc.BlockOffset():], "\n"))
	if m == nil {
		return nil, parser.NoChildren
	}
	line = line[pc.BlockOffset():]
	titled := m[10] >= 0
	if !titled && !indentedBelow(reader.Source(), segment.Stop) {
		return nil, parser.NoChildren // a sentence that begins with exclamation marks
	}
	n := &note{name: strings.ToLower(string(line[m[6]:m[7]])), folds: line[0] == '?', open: m[4] < m[5]}
	n.title = titleOf(n.name)
	if titled {
		n.title = string(line[m[10]:m[11]])
	}
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

// indentedBelow reports whether the next line with text is indented as the content of a callout is.
func indentedBelow(src []byte, offset int) bool {
	for rest := src[offset:]; len(rest) > 0; {
		var line []byte
		line, rest = cutLine(rest)
		line = bytes.TrimLeft(line, ">")
		if len(bytes.TrimSpace(line)) > 0 {
			return bytes.HasPrefix(line, []byte("    ")) || bytes.HasPrefix(line, []byte("\t"))
		}
	}
	return false
}

func (admonitionParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (admonitionParser) Close(ast.Node, text.Reader, parser.Context) {}

// directivePattern reads :::note Title, ::: note, :::note[Title], :::{note} Title and ::: {.note}.
var directivePattern = regexp.MustCompile(`^(:{3,})[ \t]*(?:\{[.]?([\pL\pN_:.-]+)[^}\n]*\}|([\pL\pN_-]+))(?:\[([^\]\n]*)\]|[ \t]+(.*?))?[ \t]*:*[ \t]*$`)

// directiveParser reads callouts between lines of colons. A longer fence may hold shorter ones.
type directiveParser struct{}

func (directiveParser) Trigger() []byte             { return []byte{':'} }
func (directiveParser) CanInterruptParagraph() bool { return true }
func (directiveParser) CanAcceptIndentedLine() bool { return false }

func (directiveParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	m := directivePattern.FindSubmatch(bytes.TrimRight(line[pc.BlockOffset():], "\n"))
	if m == nil {
		return nil, parser.NoChildren
	}
	n := &note{name: strings.ToLower(string(m[2]) + string(m[3])), fence: len(m[1])}
	n.title = strings.TrimSpace(string(m[4]) + string(m[5]))
	if n.title == "" {
		n.title = titleOf(n.name)
	}
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

func (directiveParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*note)
	line, _ := reader.PeekLine()
	if width, at := util.IndentWidth(line, reader.LineOffset()); width < 4 {
		rest := bytes.TrimRight(line[at:], " \t\n")
		if colons := len(rest) - len(bytes.TrimLeft(rest, ":")); colons >= 3 && colons == len(rest) && n.ends(colons, pc) {
			n.closed = true
			reader.AdvanceToEOL()
			return parser.Close
		}
	}
	return parser.Continue | parser.HasChildren
}

// ends reports whether a line of colons ends n rather than something that is open inside of it.
func (n *note) ends(colons int, pc parser.Context) bool {
	open := pc.OpenedBlocks()
	for i := len(open) - 1; i >= 0; i-- {
		switch inner := open[i].Node.(type) {
		case *ast.FencedCodeBlock:
			return false
		case *note:
			if inner == n {
				return colons >= n.fence
			}
			if inner.fence > 0 && colons >= inner.fence {
				return false
			}
		}
	}
	return false
}

func (directiveParser) Close(ast.Node, text.Reader, parser.Context) {}

// alertPattern reads the first line of > [!NOTE], also with a title and a sign for folding.
var alertPattern = regexp.MustCompile(`^\[!([\pL\pN_-]+)\]([+-]?)(?:[ \t]+(.*?))?[ \t]*$`)

// alertTransformer takes [!NOTE] out of the first line of a quote and notes it on the quote.
type alertTransformer struct{}

func (alertTransformer) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote := p.Parent()
	if quote == nil || quote.Kind() != ast.KindBlockquote || quote.FirstChild() != ast.Node(p) {
		return
	}
	lines := p.Lines()
	first := lines.At(0)
	m := alertPattern.FindSubmatch(bytes.TrimRight(bytes.TrimLeft(first.Value(reader.Source()), " \t"), "\n"))
	if m == nil {
		return
	}
	n := &note{name: strings.ToLower(string(m[1])), title: strings.TrimSpace(string(m[3]))}
	n.folds, n.open = len(m[2]) > 0, string(m[2]) == "+"
	if n.title == "" {
		n.title = titleOf(n.name)
	}
	quote.SetAttributeString("note", n)
	if lines.Len() == 1 {
		quote.RemoveChild(quote, p)
		return
	}
	lines.SetSliced(1, lines.Len())
}
