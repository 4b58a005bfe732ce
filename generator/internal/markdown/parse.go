package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"baton/generator/internal/diag"
)

// read parses d.Source into Blocks, Links, Headings and Anchors. Should goldmark fail on it, the text is shown
// as it is written.
func (d *Doc) read(opts Options) {
	found := len(d.Diags)
	defer func() {
		if failure := recover(); failure != nil {
			d.Diags = d.Diags[:found]
			d.showAsWritten()
		}
	}()
	pc := parser.NewContext()
	root := grammar.Parse(text.NewReader(d.Source), parser.WithContext(pc))
	r := &reader{doc: d, src: d.Source, opts: opts}
	r.starts, _ = pc.Get(startsKey).(map[ast.Node]int)
	r.ends, _ = pc.Get(endsKey).(map[ast.Node]int)
	r.scripts = pc.Get(scriptsKey) != nil
	d.Blocks = r.blocks(root)
	r.keepFootnotes(meterOf(pc).footnotes)
	r.nameAll()
	r.report()
	meterOf(pc).report(d)
}

// showAsWritten makes the whole text one block of code.
func (d *Doc) showAsWritten() {
	start := 0
	if d.Front != nil {
		start = d.Front.End
	}
	b := &Block{Kind: Code, doc: d, Offset: start, End: len(d.Source), rare: &rare{}}
	for at := start; at < len(d.Source); {
		_, rest := cutLine(d.Source[at:])
		next := len(d.Source) - len(rest)
		b.rare.lines = append(b.rare.lines, line{start: at, end: next})
		at = next
	}
	d.Blocks, d.Headings, d.Links, d.Anchors = []*Block{b}, nil, nil, nil
	d.Diags.Add(diag.New(diag.TooComplex, d.Pos(start, start), "text that cannot be read as Markdown is shown as it is written"))
}

// A reader rewrites goldmark's tree into ours.
type reader struct {
	doc    *Doc
	src    []byte
	opts   Options
	starts map[ast.Node]int // of blocks that goldmark places wrongly
	ends   map[ast.Node]int // of inline nodes
	inside int              // depth of quotes and lists

	holders  []holder // everything that wants an id, in order
	coloured int      // bytes of code that get colours
	skip     int      // text before this offset belongs to something else
	scripts  bool     // a tag whose element vanishes stands in some text
	gone     span     // what vanishes from the Inline that is being converted

	// What the Inline or comment that was converted last says of the block around it.
	id   string
	was  []string
	task Task

	findings
}

// blocks converts the children of a block.
func (r *reader) blocks(parent ast.Node) []*Block {
	s := siblings{r: r}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == kindTitle {
			continue
		}
		h, ok := n.(*ast.HTMLBlock)
		if !ok {
			s.add(r.block(n))
			continue
		}
		pieces := r.htmlBlock(h)
		if last := s.last(); last != nil && last.Kind == Heading {
			last.Was = append(last.Was, r.was...)
		}
		s.addHTML(pieces)
	}
	return s.close()
}

func (r *reader) block(n ast.Node) *Block {
	b := &Block{doc: r.doc, Offset: r.start(n)}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		b.Kind = Paragraph
		b.tight = n.Kind() == ast.KindTextBlock
		b.Text = r.inline(n)
		if len(b.Text.pieces) == 0 {
			return nil
		}
	case *ast.Heading:
		r.heading(b, n)
	case *ast.List:
		b.Kind = List
		b.Ordered = n.IsOrdered()
		b.start = n.Start
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
		if a, ok := n.AttributeString("note"); ok {
			r.callout(b, a.(*note), n.FirstChild())
		}
		r.within(b, n)
	case *label:
		r.label(b, n)
	case *note:
		r.callout(b, n, n.FirstChild())
		r.within(b, n)
		r.checkFence(n, b)
	case *ast.ThematicBreak:
		b.Kind = Rule
		b.End = r.lineEnd(b.Offset)
	case *extast.FootnoteList:
		b.Kind = Footnotes
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			b.Children = append(b.Children, r.block(c))
		}
	case *extast.Footnote:
		b.Kind = Footnote
		b.start = n.Index
		r.within(b, n)
	case *extast.DefinitionList:
		b.Kind = Definitions
		r.within(b, n)
	case *extast.DefinitionTerm:
		b.Kind = Term
		b.Text = r.inline(n)
	case *extast.DefinitionDescription:
		b.Kind = Description
		r.within(b, n)
	default: // a definition of a reference
		return nil
	}
	b.enclose()
	return b
}

// start returns where a block starts.
func (r *reader) start(n ast.Node) int {
	if start, ok := r.starts[n]; ok {
		return start
	}
	return max(0, n.Pos())
}

// within converts what stands in a quote, a list or the like.
func (r *reader) within(b *Block, n ast.Node) {
	r.inside++
	b.Children = r.blocks(n)
	r.inside--
}

// enclose lets b begin no later and end no earlier than what it contains.
func (b *Block) enclose() {
	if b.Text.doc != nil && (b.Kind == Paragraph || b.Kind == Term) {
		b.Offset = b.Text.Offset
	}
	b.End = max(b.End, b.Offset, b.Text.End)
	for _, row := range b.Rows {
		b.End = max(b.End, row.End)
	}
	if len(b.Children) > 0 && (b.Kind == Footnotes || b.Kind == Definitions || b.Kind == Description) {
		b.Offset = b.Children[0].Offset
		for _, c := range b.Children {
			b.Offset = min(b.Offset, c.Offset)
		}
	}
	for _, c := range b.Children {
		b.End = max(b.End, c.End)
	}
}

// callout makes b what a note says. A title that is written down may hold markup.
func (r *reader) callout(b *Block, n *note, first ast.Node) {
	b.Kind = Callout
	b.Note, b.Title, b.folds, b.open = n.name, n.title, n.folds, n.open
	b.End = max(r.lineEnd(b.Offset), n.stop)
	if first != nil && first.Kind() == kindTitle {
		b.Text = r.inline(first)
		b.Title = b.Text.Plain()
	}
}

// keepFootnotes adds the footnotes that nothing refers to at the end: goldmark drops them, and their text would
// be lost.
func (r *reader) keepFootnotes(all []ast.Node) {
	var list *Block
	for _, n := range all {
		if n.Parent() != nil {
			continue
		}
		if list == nil {
			if last := len(r.doc.Blocks) - 1; last >= 0 && r.doc.Blocks[last].Kind == Footnotes {
				list = r.doc.Blocks[last]
			} else {
				list = &Block{Kind: Footnotes, doc: r.doc, Offset: r.start(n)}
				r.doc.Blocks = append(r.doc.Blocks, list)
			}
		}
		f := r.block(n)
		f.start = len(list.Children) + 1
		list.Children = append(list.Children, f)
		list.Offset = min(list.Offset, f.Offset)
		list.End = max(list.End, f.End)
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
	r.addHeading(b, id)
}

func (r *reader) addHeading(b *Block, id string) {
	r.holders = append(r.holders, holder{block: b, explicit: id})
	if r.inside == 0 {
		r.doc.Headings = append(r.doc.Headings, b)
		r.checkLevel(b)
	}
}

func (r *reader) item(n ast.Node) *Block {
	b := &Block{Kind: Item, doc: r.doc, Offset: r.start(n)}
	b.End = b.Offset + 1
	s := siblings{r: r}
	place := len(r.holders)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c == n.FirstChild() && (c.Kind() == ast.KindTextBlock || c.Kind() == ast.KindParagraph) {
			b.tight = c.Kind() == ast.KindTextBlock
			b.Text = r.inline(c)
			b.Task, b.ID, b.Was = r.task, r.id, r.was
			r.checkAsterisks(b)
			continue
		}
		if h, ok := c.(*ast.HTMLBlock); ok {
			pieces := r.htmlBlock(h)
			if r.id != "" {
				b.ID = r.id
			}
			b.Was = append(b.Was, r.was...)
			s.addHTML(pieces)
			continue
		}
		s.add(r.block(c))
	}
	b.Children = s.close()
	b.enclose()
	if b.ID != "" {
		// The item stands before what it contains.
		r.holders = append(r.holders, holder{})
		copy(r.holders[place+1:], r.holders[place:])
		r.holders[place] = holder{block: b, explicit: b.ID}
	}
	return b
}

func (r *reader) table(b *Block, n *extast.Table) {
	b.Kind = Table
	b.rare = &rare{align: make([]align, 0, len(n.Alignments))}
	for _, a := range n.Alignments {
		b.rare.align = append(b.rare.align, aligns[a])
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		row := &Row{Offset: max(0, c.Pos())}
		row.End = r.lineEnd(row.Offset)
		for cell := c.FirstChild(); cell != nil; cell = cell.NextSibling() {
			in := r.inline(cell)
			if in.Offset == 0 {
				in.Offset, in.End = row.End, row.End // a cell that is not in the text
			}
			if r.id != "" {
				row.ID = r.id
			}
			row.Cells = append(row.Cells, in)
		}
		if row.ID != "" {
			r.holders = append(r.holders, holder{row: row, explicit: row.ID})
		}
		b.Rows = append(b.Rows, row)
	}
}

var aligns = map[extast.Alignment]align{
	extast.AlignLeft:   alignLeft,
	extast.AlignCenter: alignCenter,
	extast.AlignRight:  alignRight,
}

func (r *reader) fence(b *Block, n *ast.FencedCodeBlock) {
	b.Kind = Code
	b.Lang = decode(n.Language(r.src))
	b.End = r.lineEnd(b.Offset)
	r.codeLines(b, n.Lines())
	b.rare.colour = r.mayColour(b)
	r.checkClosed(b)
}

func (r *reader) codeLines(b *Block, segments *text.Segments) {
	b.rare = &rare{lines: make([]line, 0, segments.Len())}
	for i := range segments.Len() {
		s := segments.At(i)
		b.rare.lines = append(b.rare.lines, line{s.Start, s.Stop, s.Padding})
		b.End = max(b.End, s.Stop)
	}
	for b.End > b.Offset && r.src[b.End-1] == '\n' {
		b.End--
	}
}

// lineEnd returns where the text of the line around offset ends.
func (r *reader) lineEnd(offset int) int {
	line, _ := cutLine(r.src[offset:])
	return offset + len(bytes.TrimRight(line, " \t"))
}
