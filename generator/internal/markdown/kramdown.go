package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// kramdownTransformer drops lines such as {: .class } and {:toc}: they dress up what stands above or below them
// in another tool, and say nothing to a reader.
type kramdownTransformer struct{}

func (kramdownTransformer) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines := p.Lines()
	kept := text.NewSegments()
	for i := range lines.Len() {
		line := lines.At(i)
		if !isKramdown(bytes.TrimSpace(line.Value(reader.Source()))) {
			kept.Append(line)
		}
	}
	switch kept.Len() {
	case lines.Len():
	case 0:
		p.Parent().RemoveChild(p.Parent(), p)
	default:
		p.SetLines(kept)
	}
}

func isKramdown(line []byte) bool {
	return bytes.HasPrefix(line, []byte("{:")) && bytes.IndexByte(line, '}') == len(line)-1
}

// kramdownEnd returns where {: … } ends, if that is what a text behind a link, an image or emphasis begins with.
func kramdownEnd(src []byte, offset int) int {
	line, _ := cutLine(src[offset:])
	if !bytes.HasPrefix(line, []byte("{:")) {
		return offset
	}
	return offset + bytes.IndexByte(line, '}') + 1
}

// markdownTag reads a tag, alone on its line, that says there is Markdown inside: <aside markdown="1">.
var markdownTag = regexp.MustCompile(`^<([a-zA-Z][a-zA-Z0-9]*)(?:[ \t][^<>]*)?[ \t]markdown(?:[ \t]*=[ \t]*["']?(?:1|block|span|true)["']?)?(?:[ \t][^<>]*)?>[ \t]*$`)

// markdownTagParser ends a block of raw HTML with such a tag, as kramdown and MkDocs do, where CommonMark would go on
// to the next blank line.
type markdownTagParser struct{}

func (markdownTagParser) Trigger() []byte             { return []byte{'<'} }
func (markdownTagParser) CanInterruptParagraph() bool { return true }
func (markdownTagParser) CanAcceptIndentedLine() bool { return false }

func (markdownTagParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment, _ := blockLine(reader, pc)
	m := markdownTag.FindSubmatch(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	n := ast.NewHTMLBlock(ast.HTMLBlockType6)
	if !bytes.EqualFold(m[1], []byte("p")) { // a paragraph of Markdown is one by itself
		n.Lines().Append(segment)
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (markdownTagParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

func (markdownTagParser) Close(ast.Node, text.Reader, parser.Context) {}
