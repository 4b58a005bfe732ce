package markdown

import (
	"bytes"

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
