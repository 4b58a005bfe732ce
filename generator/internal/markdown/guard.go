package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"baton/generator/internal/diag"
)

// goldmark takes time that grows with the square of some inputs, and a stack that grows with depth. The parsers
// here stand before its own. They count what a construct is going to cost, by sizes and never by a clock, and
// once a file has used up its effort they leave the construct as the text that it is.
const (
	effort      = 40_000_000 // steps that one file may cost beyond reading it once
	deepest     = 100        // open quotes, lists and items, one inside the other
	mostPipes   = 2_000      // escaped bars in one table
	mostRefs    = 4_000      // lines of one block of reference definitions
	sparseCells = 1_000      // cells of a table that need not stand in the text
)

// meter counts what a file costs.
type meter struct {
	spent   int
	at      int // place of the first construct that was left as text, -1 if there is none
	message string

	block    ast.Node     // block whose delimiters and brackets are counted
	open     map[byte]int // delimiters of that block that wait for their partner
	wait     int
	brackets []bracket

	footnotes []ast.Node // definitions of footnotes
}

// bracket is a bracket of the block that is open.
type bracket struct {
	at   int
	last *parser.Delimiter // the last delimiter before it
}

// enter begins to count for a block, unless that is so already.
func (m *meter) enter(block ast.Node) {
	if m.block != block {
		m.block, m.wait, m.brackets = block, 0, m.brackets[:0]
		clear(m.open)
	}
}

var meterKey = parser.NewContextKey()

func meterOf(pc parser.Context) *meter {
	return pc.ComputeIfAbsent(meterKey, func() any { return &meter{at: -1} }).(*meter)
}

// spend reports whether the file may spend n more steps on what stands at offset.
func (m *meter) spend(n, offset int) bool {
	m.spent += n
	if m.spent <= effort {
		return true
	}
	m.refuse(offset, "text too intricate to be read as Markdown: from here on, some of it is shown as it is written")
	return false
}

func (m *meter) refuse(offset int, message string) {
	if m.at < 0 {
		m.at, m.message = offset, message
	}
}

func (m *meter) report(d *Doc) {
	if m.at >= 0 {
		d.Diags.Add(diag.New(diag.TooComplex, d.Pos(m.at, m.at+1), "%s", m.message))
	}
}

// shallow is a parser of blocks that hold others, which does not open one too deep inside others.
type shallow struct{ parser.BlockParser }

func (p shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < deepest {
		return p.BlockParser.Open(parent, reader, pc)
	}
	line, pos := reader.Position()
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	reader.SetPosition(line, pos)
	meterOf(pc).refuse(pos.Start, "quotes or lists too deep inside others: the inner ones are shown as they are written")
	return nil, parser.NoChildren
}

// meteredLinks is goldmark's parser of links, as long as the file can afford it. A bracket that closes costs what
// stands between it and the one that opened, and the search for the end of a destination.
type meteredLinks struct{ ended }

func (p meteredLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	m := meterOf(pc)
	m.enter(parent)
	if m.spent > effort {
		return nil
	}
	cost := 1
	if line[0] == ']' {
		if n := len(m.brackets); n > 0 {
			opened := m.brackets[n-1]
			m.brackets = m.brackets[:n-1]
			cost += segment.Start - opened.at
			if opened.last == nil && pc.LastDelimiter() != nil {
				cost += parent.ChildCount() // all that stands before is looked through for delimiters
			}
		}
		if len(line) > 2 && line[1] == '(' {
			cost += destinationSize(line[2:])
		}
	}
	if !m.spend(cost, segment.Start) {
		return nil
	}
	last := pc.LastDelimiter()
	n := p.ended.Parse(parent, block, pc)
	if line[0] != ']' && n != nil {
		m.brackets = append(m.brackets, bracket{segment.Start, last})
	}
	return n
}

// CloseBlock implements parser.CloseBlocker.
func (p meteredLinks) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// destinationSize returns how far the search for the end of a destination goes.
func destinationSize(line []byte) int {
	if line[0] == '<' {
		return len(line)
	}
	depth := 0
	for i, c := range line {
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return i
			}
		case ' ', '\t', '\n':
			return i
		}
	}
	return len(line)
}

// countedFootnotes is goldmark's parser of footnotes, and remembers them.
type countedFootnotes struct{ parser.BlockParser }

func (p countedFootnotes) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil {
		m := meterOf(pc)
		m.footnotes = append(m.footnotes, n)
	}
	return n, state
}

// meteredFootnotes is goldmark's parser of marks of footnotes, which looks at all footnotes for each.
type meteredFootnotes struct{ ended }

func (p meteredFootnotes) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	m := meterOf(pc)
	line, segment := block.PeekLine()
	if len(m.footnotes) == 0 || len(line) < 3 || line[1] != '^' && line[2] != '^' || !m.spend(len(m.footnotes), segment.Start) {
		return nil
	}
	return p.ended.Parse(parent, block, pc)
}

// meteredDelimiters is a parser of emphasis, as long as the file can afford it. A closing delimiter looks at
// each one before it that has found no partner.
type meteredDelimiters struct{ parser.InlineParser }

func (p meteredDelimiters) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	m := meterOf(pc)
	m.enter(parent)
	_, segment := block.PeekLine()
	if !m.spend(m.wait, segment.Start) {
		return nil
	}
	n := p.InlineParser.Parse(parent, block, pc)
	d, ok := n.(*parser.Delimiter)
	if !ok {
		return n
	}
	if m.open == nil {
		m.open = map[byte]int{}
	}
	switch {
	case d.CanClose && m.open[d.Char] > 0:
		m.open[d.Char]--
		m.wait--
	default:
		m.open[d.Char]++
		m.wait++
	}
	return n
}

// meteredTables is goldmark's reader of tables, for tables whose cells stand in the text. A row without them
// costs as many cells as the head has.
type meteredTables struct{ parser.ParagraphTransformer }

func (p meteredTables) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	size, columns, pipes := 0, 0, 0
	for i := range lines.Len() {
		line := lines.At(i)
		value := line.Value(reader.Source())
		size += len(value)
		pipes += bytes.Count(value, []byte(`\|`))
		if i > 0 && len(bytes.Trim(value, "-:| \t\n")) == 0 {
			columns = max(columns, bytes.Count(value, []byte{'|'}))
		}
	}
	if columns*lines.Len() > size+sparseCells || columns > 0 && pipes > mostPipes {
		meterOf(pc).refuse(n.Pos(), "a table with too many columns for its text is shown as it is written")
		return
	}
	p.ParagraphTransformer.Transform(n, reader, pc)
}

// meteredReferences is goldmark's reader of reference definitions, for a block of them of ordinary length.
type meteredReferences struct{ parser.ParagraphTransformer }

func (p meteredReferences) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	first := lines.At(0)
	if !bytes.HasPrefix(bytes.TrimLeft(first.Value(reader.Source()), " "), []byte("[")) {
		return
	}
	if lines.Len() > mostRefs {
		meterOf(pc).refuse(n.Pos(), "too many reference definitions without a blank line between them")
		return
	}
	p.ParagraphTransformer.Transform(n, reader, pc)
}
