package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// grammar is goldmark with the constructs of handbooks. It has no state and serves all files at once.
var grammar = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(placed{shallow{directiveParser{}}}, 90),
		util.Prioritized(placed{shallow{admonitionParser{}}}, 91),
		util.Prioritized(placed{headingParser{parser.NewSetextHeadingParser()}}, 100),
		util.Prioritized(placed{shallow{extension.NewDefinitionListParser()}}, 101),
		util.Prioritized(placed{extension.NewDefinitionDescriptionParser()}, 102),
		util.Prioritized(placed{parser.NewThematicBreakParser()}, 200),
		util.Prioritized(placed{shallow{parser.NewListParser()}}, 300),
		util.Prioritized(placed{parser.NewListItemParser()}, 400),
		util.Prioritized(placed{parser.NewCodeBlockParser()}, 500),
		util.Prioritized(placed{headingParser{parser.NewATXHeadingParser()}}, 600),
		util.Prioritized(placed{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(placed{shallow{parser.NewBlockquoteParser()}}, 800),
		util.Prioritized(placed{markdownTagParser{}}, 890),
		util.Prioritized(placed{parser.NewHTMLBlockParser()}, 900),
		util.Prioritized(placed{shallow{countedFootnotes{extension.NewFootnoteBlockParser()}}}, 999),
		util.Prioritized(placed{parser.NewParagraphParser()}, 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(ended{templateParser{}}, 40),
		util.Prioritized(ended{taskParser{}}, 50),
		util.Prioritized(ended{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(meteredFootnotes{ended{extension.NewFootnoteParser()}}, 101),
		util.Prioritized(ended{wikiParser{}}, 102),
		util.Prioritized(meteredLinks{ended{parser.NewLinkParser()}}, 200),
		util.Prioritized(ended{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(rawParser{ended{parser.NewRawHTMLParser()}}, 400),
		util.Prioritized(meteredDelimiters{parser.NewEmphasisParser()}, 500),
		util.Prioritized(meteredDelimiters{extension.NewStrikethroughParser()}, 500),
		util.Prioritized(ended{extension.NewLinkifyParser()}, 999),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(alertTransformer{}, 10),
		util.Prioritized(kramdownTransformer{}, 20),
		util.Prioritized(labelTransformer{}, 30),
		util.Prioritized(meteredReferences{parser.LinkReferenceParagraphTransformer}, 100),
		util.Prioritized(meteredTables{extension.NewTableParagraphTransformer()}, 200),
	),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
	),
)

// startsKey holds a map from blocks to where they start, for those that goldmark places wrongly: where a tab is cut
// in two it counts the blanks that it becomes.
var startsKey = parser.NewContextKey()

// placed is a parser of blocks that notes where they really start.
type placed struct{ parser.BlockParser }

func (p placed) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, segment := reader.PeekLine()
	start := segment.Start + max(0, pc.BlockOffset()-segment.Padding)
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil && segment.Padding > 0 {
		starts := pc.ComputeIfAbsent(startsKey, func() any { return map[ast.Node]int{} }).(map[ast.Node]int)
		starts[n] = start
	}
	return n, state
}

// endsKey holds a map from inline nodes to where they end, which goldmark does not tell.
var endsKey = parser.NewContextKey()

// ended is an inline parser that notes where its nodes end.
type ended struct{ parser.InlineParser }

func (p ended) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := p.InlineParser.Parse(parent, block, pc)
	if n == nil || n.Kind() == ast.KindText {
		return n
	}
	ends := pc.ComputeIfAbsent(endsKey, func() any { return map[ast.Node]int{} }).(map[ast.Node]int)
	_, pos := block.Position()
	ends[n] = pos.Start
	return n
}

// Kinds of our own inline nodes.
var (
	kindBox  = ast.NewNodeKind("Box")
	kindWiki = ast.NewNodeKind("Wiki")
)

// box is the box of a list item.
type box struct {
	ast.BaseInline
	done bool
}

func (*box) Kind() ast.NodeKind              { return kindBox }
func (b *box) Dump(source []byte, level int) { ast.DumpHelper(b, source, level, nil, nil) }

// taskParser reads "[ ]" and "[x]" at the beginning of a list item, with a blank or nothing behind: goldmark's
// own takes the link [x](y) for a box.
type taskParser struct{}

func (taskParser) Trigger() []byte { return []byte{'['} }

func (taskParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item := parent.Parent()
	if item == nil || item.Kind() != ast.KindListItem || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, _ := block.PeekLine()
	if len(line) < 3 || line[2] != ']' || len(line) > 3 && !util.IsSpace(line[3]) {
		return nil
	}
	done := line[1] == 'x' || line[1] == 'X'
	if !done && line[1] != ' ' {
		return nil
	}
	block.Advance(3)
	return &box{done: done}
}

// wiki is a link such as [[name#heading|text]].
type wiki struct {
	ast.BaseInline
	dest, label string
}

func (*wiki) Kind() ast.NodeKind              { return kindWiki }
func (w *wiki) Dump(source []byte, level int) { ast.DumpHelper(w, source, level, nil, nil) }

// longestWiki is the longest name that is looked for between double brackets.
const longestWiki = 500

type wikiParser struct{}

func (wikiParser) Trigger() []byte { return []byte{'['} }

// Parse reads [[name]]. Brackets around a reference that is defined, and those that begin an ordinary link, are
// left to CommonMark.
func (wikiParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if len(line) < 5 || line[1] != '[' {
		return nil
	}
	inner := line[2:min(len(line), longestWiki)]
	end := 0
	for end < len(inner) && inner[end] != ']' && inner[end] != '[' && inner[end] != '\n' {
		end++
	}
	after := inner[end:]
	if len(after) < 2 || after[0] != ']' || after[1] != ']' || len(after) > 2 && (after[2] == '(' || after[2] == '[') {
		return nil
	}
	name, label := cutBar(inner[:end])
	if util.IsBlank([]byte(name)) {
		return nil
	}
	if _, defined := pc.Reference(util.ToLinkReference(inner[:end])); defined {
		return nil
	}
	block.Advance(2 + end + 2)
	return &wiki{dest: name, label: label}
}
