// Package markdown reads one file's text into a tree with exact positions, and gives HTML for any part of
// it when told where links lead. It alone knows goldmark, chroma and the HTML tokenizer.
//
// goldmark parses; its tree is then rewritten into Blocks and Inlines, which keep offsets instead of copies and
// hold only what pages and kinds need, and goldmark's tree is let go. Rendering walks the Blocks.
//
// A Doc is immutable once parsed and safe for concurrent rendering.
package markdown

import "baton/generator/internal/diag"

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

	ruler  ruler
	shifts []shift     // nil if every offset is the file's
	refs   map[int]int // how many places refer to a footnote, by its number
}

// Front is the raw front matter block.
type Front struct {
	Text   string // between the fences, LF line ends
	Line   int    // line of the first line of Text in the file, normally 2
	End    int    // offset in Source of what follows the block
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
	Footnote    // of Footnotes
	Term        // of Definitions
	Description // of Definitions
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
	Text     Inline   // Heading, Paragraph, Term and RawHTML: the text; Callout: its title, unless that is its type; Item: its first paragraph, without box and id comment
	Rows     []*Row   // Table: head first
	Lang     string   // Code: the language as written
	Note     string   // Callout: its type in lower case, as in "note", "warning"
	Title    string   // Callout: its title in plain text, "" for none
	Children []*Block // List: items; Item: what follows its first paragraph; Quote, Callout, Details …: content

	doc    *Doc
	tight  bool // Paragraph, Item: the text stands without a paragraph of its own
	folds  bool // Callout: it folds
	open   bool // Callout that folds: it begins open
	anchor bool // its ID is rendered; false if an id before it was the same
	start  int  // Ordered List: first number; Footnote: its number
	rare   *rare
	old    []string // those of Was that are rendered, so that old bookmarks still lead here
}

// rare is what few blocks have.
type rare struct {
	tag    *tag    // Details
	align  []align // Table: of its columns
	lines  []line  // Code: its lines
	colour bool    // Code: it gets colours
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

	anchor bool // its ID is rendered
}

// align is how the cells of a column stand.
type align uint8

const (
	alignNone align = iota
	alignLeft
	alignCenter
	alignRight
)

// line is a line of code: a range of Source, after some blanks that a tab was cut into.
type line struct{ start, end, blanks int }

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
	Text        string // plain text, "" for a Wiki without text of its own; Image: alternative text
	Title       string
	Offset, End int // of the destination if it stands in the text, else of the link
}

// plain returns what the link reads as where nobody knows its page: a wiki link without text of its own shows
// its destination.
func (l *Link) plain() string {
	if l.Text == "" && l.Kind == Wiki {
		return l.Dest
	}
	return l.Text
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
	NoIDs   bool               // no ids and no marks of footnotes: for text that stands on another page than its own
	Shift   int                // added to the level of every heading, for text below a title of its own
}

// Parse reads a file. It never fails: what it cannot read as Markdown it shows as it is written, and says so.
func Parse(path string, data []byte, opts Options) *Doc {
	src, shifts, bad := normalise(data)
	d := &Doc{Path: path, Source: src, ruler: newRuler(src), shifts: shifts}
	bad.report(d)
	d.cutFront()
	d.read(opts)
	return d
}
