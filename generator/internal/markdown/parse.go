package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"baton/generator/internal/slug"
)

// read parses d.Source into Blocks, Links, Headings and Anchors.
func (d *Doc) read(opts Options) {
	pc := parser.NewContext()
	root := grammar.Parse(text.NewReader(d.Source), parser.WithContext(pc))
	r := &reader{doc: d, src: d.Source, opts: opts}
	r.ends, _ = pc.Get(endsKey).(map[ast.Node]int)
	d.Blocks = r.blocks(root)
	r.nameHeadings()
}

// A reader rewrites goldmark's tree into ours.
type reader struct {
	doc    *Doc
	src    []byte
	opts   Options
	ends   map[ast.Node]int
	inside int // depth of quotes and lists

	ids []idHolder // everything that wants an id, in order

	// What the Inline that was converted last says of the block around it.
	id   string
	was  []string
	task Task
}

// idHolder is a heading, item or row that wants an id.
type idHolder struct {
	block    *Block
	row      *Row
	explicit string
	text     string
}

// blocks converts the children of a block. A comment that says what the heading above it was called before is
// noted there.
func (r *reader) blocks(parent ast.Node) []*Block {
	var blocks []*Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.HTMLBlock); ok {
			id, was := r.comment(h)
			if len(blocks) > 0 && blocks[len(blocks)-1].Kind == Heading {
				last := blocks[len(blocks)-1]
				last.Was = append(last.Was, was...)
			}
			_ = id
		}
		if b := r.block(n); b != nil {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

func (r *reader) block(n ast.Node) *Block {
	b := &Block{doc: r.doc, Offset: max(0, n.Pos())}
	switch n := n.(type) {
	case *ast.Paragraph:
		b.Kind = Paragraph
		b.Text = r.inline(n)
		b.Offset, b.End = b.Text.Offset, b.Text.End
	case *ast.TextBlock:
		b.Kind = Paragraph
		b.tight = true
		b.Text = r.inline(n)
		b.Offset, b.End = b.Text.Offset, b.Text.End
	case *ast.Heading:
		r.heading(b, n)
	case *ast.List:
		b.Kind = List
		b.Ordered = n.IsOrdered()
		b.start = n.Start
		b.tight = n.IsTight
		r.inside++
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			b.Children = append(b.Children, r.item(c))
		}
		r.inside--
	case *extast.Table:
		r.table(b, n)
	case *ast.CodeBlock:
		b.Kind = Code
		r.codeLines(b, n.Lines())
	case *ast.FencedCodeBlock:
		r.fence(b, n)
	case *ast.Blockquote:
		b.Kind = Quote
		r.inside++
		b.Children = r.blocks(n)
		r.inside--
	case *ast.ThematicBreak:
		b.Kind = Rule
		b.End = r.lineEnd(b.Offset)
	case *extast.FootnoteList:
		b.Kind = Footnotes
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			f := c.(*extast.Footnote)
			b.Children = append(b.Children, &Block{Kind: Footnote, doc: r.doc, Offset: max(0, f.Pos()), start: f.Index, Children: r.blocks(f)})
		}
		for _, c := range b.Children {
			closeBlock(c)
		}
	case *extast.DefinitionList:
		b.Kind = Definitions
		b.Children = r.blocks(n)
	case *extast.DefinitionTerm:
		b.Kind = Term
		b.Text = r.inline(n)
		b.Offset, b.End = b.Text.Offset, b.Text.End
	case *extast.DefinitionDescription:
		b.Kind = Description
		b.tight = n.IsTight
		b.Children = r.blocks(n)
	default:
		return nil
	}
	closeBlock(b)
	return b
}

// closeBlock lets b end no earlier than what it contains.
func closeBlock(b *Block) {
	b.End = max(b.End, b.Offset, b.Text.End)
	for _, row := range b.Rows {
		b.End = max(b.End, row.End)
	}
	for _, c := range b.Children {
		b.End = max(b.End, c.End)
	}
}

func (r *reader) heading(b *Block, n *ast.Heading) {
	b.Kind = Heading
	b.Level = n.Level
	b.Text = r.inline(n)
	b.Was = append(b.Was, r.was...)
	b.End = max(b.Text.End, r.lineEnd(b.Offset))
	explicit, _ := n.AttributeString("id")
	id, _ := explicit.(string)
	r.ids = append(r.ids, idHolder{block: b, explicit: id, text: strings.TrimSpace(b.Text.slugText())})
	if r.inside == 0 {
		r.doc.Headings = append(r.doc.Headings, b)
	}
}

// slugText returns the text that an id is made of: like GitHub, without images.
func (in Inline) slugText() string {
	var b strings.Builder
	for i := range in.pieces {
		if in.pieces[i].kind != imagePiece {
			in.doc.plain(&b, in.pieces[i:i+1])
		}
	}
	return b.String()
}

func (r *reader) item(n ast.Node) *Block {
	b := &Block{Kind: Item, doc: r.doc, Offset: max(0, n.Pos())}
	b.End = b.Offset + 1
	first := n.FirstChild()
	for c := first; c != nil; c = c.NextSibling() {
		if c == first && (c.Kind() == ast.KindTextBlock || c.Kind() == ast.KindParagraph) {
			b.tight = c.Kind() == ast.KindTextBlock
			b.Text = r.inline(c)
			b.Task = r.task
			if r.id != "" {
				b.ID = r.id
			}
			b.Was = append(b.Was, r.was...)
			continue
		}
		if h, ok := c.(*ast.HTMLBlock); ok {
			id, was := r.comment(h)
			if id != "" {
				b.ID = id
			}
			b.Was = append(b.Was, was...)
			if id != "" || len(was) > 0 {
				continue
			}
		}
		if child := r.block(c); child != nil {
			b.Children = append(b.Children, child)
		}
	}
	closeBlock(b)
	if b.ID != "" {
		r.ids = append(r.ids, idHolder{block: b, explicit: b.ID, text: b.Text.Plain()})
	}
	return b
}

func (r *reader) table(b *Block, n *extast.Table) {
	b.Kind = Table
	for _, a := range n.Alignments {
		b.align = append(b.align, map[extast.Alignment]align{
			extast.AlignLeft: alignLeft, extast.AlignCenter: alignCenter, extast.AlignRight: alignRight,
		}[a])
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		row := &Row{Offset: max(0, c.Pos())}
		row.End = r.lineEnd(row.Offset)
		for cell := c.FirstChild(); cell != nil; cell = cell.NextSibling() {
			in := r.inline(cell)
			if r.id != "" {
				row.ID = r.id
			}
			row.Cells = append(row.Cells, in)
		}
		if row.ID != "" {
			r.ids = append(r.ids, idHolder{row: row, explicit: row.ID})
		}
		b.Rows = append(b.Rows, row)
	}
}

func (r *reader) codeLines(b *Block, segments *text.Segments) {
	for i := range segments.Len() {
		s := segments.At(i)
		b.lines = append(b.lines, line{s.Start, s.Stop, s.Padding})
		b.End = max(b.End, s.Stop)
	}
	for b.End > b.Offset && r.src[b.End-1] == '\n' {
		b.End--
	}
}

func (r *reader) fence(b *Block, n *ast.FencedCodeBlock) {
	b.Kind = Code
	b.Lang = string(n.Language(r.src))
	r.codeLines(b, n.Lines())
	b.End = max(b.End, r.lineEnd(b.Offset))
}

// lineEnd returns where the text of the line around offset ends.
func (r *reader) lineEnd(offset int) int {
	line, _ := cutLine(r.src[offset:])
	return offset + len(bytes.TrimRight(line, " \t"))
}

// commentPattern reads <!-- id: x --> and <!-- was: x -->.
var commentPattern = regexp.MustCompile(`^<!--\s*(id|was)\s*:\s*([^\s<>]+)\s*-->$`)

// comment reads what a block of HTML says about the item or heading above it, if it is nothing but comments.
func (r *reader) comment(n *ast.HTMLBlock) (id string, was []string) {
	var all []byte
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		all = append(all, s.Value(r.src)...)
	}
	m := commentPattern.FindSubmatch(bytes.TrimSpace(all))
	switch {
	case m == nil:
	case string(m[1]) == "id":
		id = string(m[2])
	default:
		was = append(was, string(m[2]))
	}
	return id, was
}

// nameHeadings gives each heading its id, numbered as on GitHub, and gathers the anchors.
func (r *reader) nameHeadings() {
	taken := map[string]bool{}
	for i := range r.ids {
		h := &r.ids[i]
		if h.explicit == "" || taken[h.explicit] {
			continue
		}
		taken[h.explicit] = true
		if h.block != nil {
			h.block.ID, h.block.anchor = h.explicit, true
		} else {
			h.row.anchor = true
		}
	}
	next := map[string]int{}
	for i := range r.ids {
		h := &r.ids[i]
		if h.block != nil && h.block.Kind == Heading && !h.block.anchor {
			base := slug.Make(h.text)
			if h.explicit != "" {
				base = h.explicit
			}
			if base == "" {
				base = "section"
			}
			h.block.ID, h.block.anchor = number(base, taken, next), true
		}
	}
	for i := range r.ids {
		h := &r.ids[i]
		switch {
		case h.block != nil && h.block.anchor:
			r.doc.Anchors = append(r.doc.Anchors, Anchor{ID: h.block.ID, Was: h.block.Was, Text: h.text, Heading: h.block.Kind == Heading})
		case h.row != nil && h.row.anchor:
			r.doc.Anchors = append(r.doc.Anchors, Anchor{ID: h.row.ID, Text: h.text})
		}
	}
}

// number returns base, or base with the first number that is free.
func number(base string, taken map[string]bool, next map[string]int) string {
	id := base
	for taken[id] {
		next[base]++
		id = base + "-" + itoa(next[base])
	}
	taken[id] = true
	return id
}
