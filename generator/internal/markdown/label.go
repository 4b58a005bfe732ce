package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// label is a line such as "(how-we-decide)=", by which MyST names what stands below it: an id, and nothing to see.
type label struct {
	ast.BaseBlock
	id         string
	start, end int
}

var kindLabel = ast.NewNodeKind("Label")

func (*label) Kind() ast.NodeKind              { return kindLabel }
func (*label) IsRaw() bool                     { return true }
func (l *label) Dump(source []byte, level int) { ast.DumpHelper(l, source, level, nil, nil) }

var labelPattern = regexp.MustCompile(`^\(([^()\s]+)\)=$`)

// labelTransformer takes labels off the beginning of a paragraph.
type labelTransformer struct{}

func (labelTransformer) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines := p.Lines()
	for lines.Len() > 0 {
		first := lines.At(0)
		first = first.TrimLeftSpace(reader.Source())
		line := bytes.TrimRight(reader.Source()[first.Start:first.Stop], " \t\n")
		m := labelPattern.FindSubmatch(line)
		if m == nil {
			return
		}
		l := &label{id: string(m[1]), start: first.Start, end: first.Start + len(line)}
		p.Parent().InsertBefore(p.Parent(), p, l)
		lines.SetSliced(1, lines.Len())
	}
	p.Parent().RemoveChild(p.Parent(), p)
}

// label converts a label into what <a id> is.
func (r *reader) label(b *Block, l *label) {
	g := &tag{name: "a", as: "a", id: l.id}
	r.holders = append(r.holders, holder{tag: g, explicit: l.id})
	b.Kind, b.Offset, b.End = RawHTML, l.start, l.end
	end := &tag{name: "a", as: "a", closes: true}
	b.Text = Inline{Offset: l.start, End: l.end, doc: r.doc, pieces: []piece{
		{kind: tagPiece, start: l.start, end: l.end, tag: g},
		{kind: tagPiece, start: l.end, end: l.end, tag: end},
	}}
}
