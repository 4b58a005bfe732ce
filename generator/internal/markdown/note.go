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
	fence       int  // number of colons; 0 for an indented one
	options     bool // lines such as ":class: x" may follow
	closed      bool
	stop        int // where the line that closes it ends
}

var (
	kindNote  = ast.NewNodeKind("Note")
	kindTitle = ast.NewNodeKind("NoteTitle")
)

// noteTitle is the title of a callout, its first child.
type noteTitle struct{ ast.BaseBlock }

func (*noteTitle) Kind() ast.NodeKind              { return kindTitle }
func (t *noteTitle) Dump(source []byte, level int) { ast.DumpHelper(t, source, level, nil, nil) }

// entitle gives a callout the title that stands in a range of Source; an empty one means that it has none.
func (n *note) entitle(parent ast.Node, start, stop int) {
	n.title = ""
	if start < stop {
		t := &noteTitle{}
		t.Lines().Append(text.NewSegment(start, stop))
		parent.InsertBefore(parent, parent.FirstChild(), t)
	}
}

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
	line, segment, start := blockLine(reader, pc)
	m := admonitionPattern.FindSubmatchIndex(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	titled := m[10] >= 0
	if !titled && !indentedBelow(reader.Source(), segment.Stop) {
		return nil, parser.NoChildren // a sentence that begins with exclamation marks
	}
	n := &note{name: strings.ToLower(string(line[m[6]:m[7]])), folds: line[0] == '?', open: m[4] < m[5]}
	n.title = titleOf(n.name)
	if titled {
		n.entitle(n, start+m[10], start+m[11])
	}
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

// blockLine returns the line on which a block may begin, without what stands before it and without its end, and
// where it stands. It is empty if goldmark does not know where the line begins, behind some tabs.
func blockLine(reader text.Reader, pc parser.Context) (line []byte, segment text.Segment, start int) {
	line, segment = reader.PeekLine()
	offset := pc.BlockOffset()
	if offset < 0 {
		return nil, segment, 0
	}
	return bytes.TrimRight(line[offset:], "\n"), segment, segment.Start - segment.Padding + offset
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
	line, _, start := blockLine(reader, pc)
	m := directivePattern.FindSubmatchIndex(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	n := &note{fence: m[3] - m[2], options: m[4] >= 0}
	for _, i := range []int{4, 6} { // in braces, or bare
		if m[i] >= 0 {
			n.name = strings.ToLower(string(line[m[i]:m[i+1]]))
		}
	}
	n.title = titleOf(n.name)
	for _, i := range []int{8, 10} { // in brackets, or bare
		if m[i] >= 0 && m[i] < m[i+1] {
			n.entitle(n, start+m[i], start+m[i+1])
		}
	}
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

// optionPattern reads a line such as ":class: tip", which dresses a directive up in another tool.
var optionPattern = regexp.MustCompile(`^[ ]{0,3}:[\pL\pN_-]+:(?:[ \t].*)?\n?$`)

func (directiveParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*note)
	line, segment := reader.PeekLine()
	if n.options && optionPattern.Match(line) {
		reader.AdvanceToEOL()
		return parser.Continue | parser.HasChildren
	}
	n.options = n.options && util.IsBlank(line)
	if width, at := util.IndentWidth(line, reader.LineOffset()); width < 4 {
		rest := bytes.TrimRight(line[at:], " \t\n")
		if colons := len(rest) - len(bytes.TrimLeft(rest, ":")); colons >= 3 && colons == len(rest) && n.ends(colons, pc) {
			n.closed, n.stop = true, segment.Start+len(bytes.TrimRight(line, " \t\n"))-segment.Padding
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
	first = first.TrimLeftSpace(reader.Source())
	line := bytes.TrimRight(reader.Source()[first.Start:first.Stop], "\n")
	m := alertPattern.FindSubmatchIndex(line)
	if m == nil {
		return
	}
	n := &note{name: strings.ToLower(string(line[m[2]:m[3]]))}
	n.folds, n.open = m[4] < m[5], string(line[m[4]:m[5]]) == "+"
	n.title = titleOf(n.name)
	quote.SetAttributeString("note", n)
	if lines.Len() == 1 {
		quote.RemoveChild(quote, p)
	} else {
		lines.SetSliced(1, lines.Len())
	}
	if m[6] >= 0 && m[6] < m[7] {
		n.entitle(quote, first.Start+m[6], first.Start+m[7])
	}
}
