// Package markdown reads one file's text into a tree with exact positions, and gives HTML for any part of
// it when told where links lead. It alone knows goldmark and chroma.
//
// A Doc is immutable once parsed and safe for concurrent rendering.
package markdown

import (
	"github.com/yuin/goldmark/ast"

	"baton/generator/internal/diag"
)

// Options decide how text is read. Equal options and equal bytes give equal Docs.
type Options struct {
	Policy Policy // which raw HTML may stay
}

// Doc is what one file says, alone, links unresolved.
type Doc struct {
	Path     string
	Source   []byte    // as parsed: no byte order mark, LF line ends, valid UTF-8, front matter blanked by spaces
	Front    *Front    // nil without front matter
	Blocks   []*Block  // top level, in order
	Headings []*Block  // every heading outside quotes and lists, in order
	Links    []*Link   // every link, image and reference, in order; Links[i].Index == i
	Anchors  []Anchor  // every id that the rendered text has, in order
	Diags    diag.List // what is wrong with the text itself
	lines    []int     // offsets of line starts
}

// Front is the raw front matter block.
type Front struct {
	Text   string // between the fences, LF line ends
	Line   int    // line of the first line of Text in the file, normally 2
	Closed bool
}

// Anchor is an id within the page.
type Anchor struct {
	ID      string
	Was     []string // old ids that lead here: <!-- was: x -->
	Text    string   // plain text of the heading or item
	Heading bool
}

// BlockKind tells what a Block is.
type BlockKind uint8

// The kinds of block.
const (
	Paragraph BlockKind = iota
	Heading
	List
	Item // of a List
	Table
	Code // fenced or indented
	Quote
	Callout     // > [!NOTE], !!!, ???, :::
	Details     // <details>
	RawHTML     // allowed raw HTML
	Rule        // thematic break
	Footnotes   // the list of footnotes, last in the document
	Definitions // definition list
)

// Block is a node of the tree. Offsets are bytes in Doc.Source.
type Block struct {
	Kind     BlockKind
	Offset   int
	End      int
	Level    int      // Heading: 1 to 6
	ID       string   // Heading: its id; Item: from <!-- id: x -->, inline or alone on an indented line
	Was      []string // Heading and Item: old ids
	Ordered  bool     // List
	Task     Task     // Item
	Text     Inline   // Heading and Paragraph: the text; Item: its first paragraph, without box and id comment
	Rows     []*Row   // Table: head first
	Lang     string   // Code
	Children []*Block // List: items; Item: what follows its first paragraph; Quote, Callout, Details: content

	node node
}

// Task says whether a list item has a box.
type Task uint8

// The states of a box.
const (
	NoBox Task = iota
	Open
	Done
)

// Row is a row of a table.
type Row struct {
	Offset, End int
	ID          string // from <!-- id: x --> in one of its cells
	Cells       []Inline
}

// Inline is a run of text with its markup: a paragraph, a cell, or the rest of either after a lead.
type Inline struct {
	Offset, End int
	doc         *Doc
	nodes       []node
	skip        int // bytes of the first node's text that do not belong to the run
}

// Lead is what a paragraph or item begins with when it begins with bold text or with a link: the label of
// a labelled list item, or the name of a part.
type Lead struct {
	Text        string // plain text inside the bold or the link, without a closing colon
	Offset, End int
	Bold        bool
	Link        *Link     // the link inside or around the bold, or nil
	Separator   Separator // what follows
	Rest        Inline    // what follows the separator, without leading blanks
}

// Separator is what stands between a label and its text.
type Separator uint8

// The separators. A label needs Colon or Dash.
const (
	NoSeparator Separator = iota
	Colon                 // inside or outside the bold
	Dash                  // "-", "–" or "—" with a blank on both sides
	Nothing               // the lead is all there is (a colon may still have closed it: then Colon with an empty Rest)
)

// Span is a piece of an Inline: text, or a link with its text.
type Span struct {
	Text        string
	Link        *Link // nil for text
	Offset, End int
}

// LinkKind tells how a link is written.
type LinkKind uint8

// The kinds of link.
const (
	Normal    LinkKind = iota // [text](dest) and [text][label]
	Image                     // ![alt](dest)
	Auto                      // <https://…> and bare addresses
	Wiki                      // [[name#heading|text]]
	HTMLLink                  // <a href>
	HTMLImage                 // <img src>, srcset
	Undefined                 // [text][label] without a definition; Dest is the label
)

// Link is one reference, as written.
type Link struct {
	Index       int
	Kind        LinkKind
	Dest        string // destination with entities and backslashes decoded, percent signs as written; Wiki: "name#heading"
	Text        string // plain text; Image: alternative text
	Title       string
	Offset, End int // of the destination if it stands in the text, else of the link
}

// Target says where a link leads in the site. The zero Target leaves the link as it is written.
type Target struct {
	Href     string // to write out, relative or absolute
	Broken   bool   // leads nowhere: marked in its place, with Reason
	Reason   string
	External bool   // another site
	Text     string // Wiki without own text: the title of its page
}

// Env is what rendering needs to know of the site around the text.
type Env struct {
	Resolve func(*Link) Target // nil: links stay as written
	NoLinks bool               // links become their text: for text that stands inside a link
}

// A node is goldmark's; it does not leave this package.
type node = ast.Node

// Pos returns the place of a byte range of Source.
func (d *Doc) Pos(offset, end int) diag.Pos {
	panic("not yet")
}
