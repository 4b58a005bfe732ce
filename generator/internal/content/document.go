// Package content gives one file its meaning: kind, front matter, and what its kind is made of. It looks at
// one file, alone, and never fails: a Document comes with diagnostics. Names of roles and links are still as
// written; package site resolves them. It alone knows the YAML library.
package content

import (
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// Kind is the kind of a document.
type Kind string

// The kinds. A Page is plain: no kind's structure, treated like an essay.
const (
	Page          Kind = "page"
	KindEssay     Kind = "essay"
	KindPlaybook  Kind = "playbook"
	KindChecklist Kind = "checklist"
	KindRole      Kind = "role"
	KindDecision  Kind = "decision"
	KindLesson    Kind = "lesson"
)

// Kinds are all kinds that a document can declare, in the order in which they are listed.
var Kinds = []Kind{KindEssay, KindPlaybook, KindChecklist, KindRole, KindDecision, KindLesson}

// Document is one Markdown file, unlinked.
type Document struct {
	Path       string // relative to the source folder
	Stem       string // file name without extension; of a folder's page: the folder's name, "" at the root
	Folder     string // folder of Path, "" at the root
	IsIndex    bool   // named index, _index or README: may be its folder's page
	Declared   Kind   // what front matter, configuration or folder say
	Kind       Kind   // Declared, or Page when it has none of its kind's structure
	Meta       Meta
	Title      string
	TitleBlock *markdown.Block // the H1 that is the title, nil if the title comes from elsewhere
	Summary    string          // plain text
	Lede       *markdown.Block // the paragraph that Summary comes from, nil if it comes from front matter
	Text       *markdown.Doc
	Intro      []*markdown.Block // between the title and the first H2, Lede included
	Sections   []*Section        // H2 sections; deeper headings nest
	Uses       Uses              // conventions this document uses, for checks that sleep
	Diags      diag.List         // text diagnostics included

	Role      *Role // exactly one of these is set when Kind is that kind
	Playbook  *Playbook
	Checklist *Checklist
	Decision  *Decision
	Lesson    *Lesson
}

// Section is a heading with what stands below it.
type Section struct {
	Heading  *markdown.Block
	Title    string            // plain text
	Key      string            // Title compared: see Key
	Blocks   []*markdown.Block // up to the first deeper heading
	Sections []*Section
}

// Uses is a set of conventions.
type Uses map[string]bool

// Level is one of the four levels of latitude, "" for none.
type Level string

// The levels, from least to most asking.
const (
	Must         Level = "must"
	WithinLimits Level = "within-limits"
	YourCall     Level = "your-call"
	AskFirst     Level = "ask-first"
)

// Levels in the order in which pages show them.
var Levels = []Level{Must, WithinLimits, YourCall, AskFirst}

// Item is a list item as every kind reads it: the one mechanism for labels, parts, steps and boxes.
type Item struct {
	Block  *markdown.Block
	Lead   *markdown.Lead  // bold or linked beginning, nil if none
	Label  string          // canonical English label, as in labels.go ("Within limits"), if its lead is one that is known here
	Text   markdown.Inline // without box, comments and, if Label is set, without label and separator
	ID     string
	Items  []*Item           // nested items, of all nested lists
	Detail []*markdown.Block // other nested blocks
}

// Line is the text of a labelled item, with its nested items.
type Line struct {
	Label string
	Text  markdown.Inline
	Item  *Item
}

// Ref is a name or link that stands for a role or an outside party.
type Ref struct {
	Text        string
	Link        *markdown.Link // nil for a bare name
	Offset, End int
	Pos         diag.Pos
}

// RefList is several names; Together is true for "A and B", false for "A, B".
type RefList struct {
	Refs     []Ref
	Together bool
}

// Right is one labelled level: what may be decided and how freely.
type Right struct {
	Level   Level
	Text    markdown.Inline
	Because *Line
	Unless  *Line
	Item    *Item
}

// Role is a document of kind role.
type Role struct {
	Lines            []*Line // head lines in order, known or not
	Section          string
	HeldBy           *Line
	Reach            *Line
	AnswersWithin    *Line
	StandIn          []Ref
	AnswersTo        []Ref
	Responsibilities []*Responsibility
	Decisions        []*Right // of the section Decisions
}

// Responsibility is an H3 under Responsibilities.
type Responsibility struct {
	Section                          *Section
	ID                               string
	Title                            string
	Was                              []string
	Lines                            []*Line // every labelled item in order, levels included
	Customer, GoingWell, WarningSign *Line
	Does, Asked, Told                []Ref
	Levels                           []*Right
	Body                             []*markdown.Block // the rest
}

// Playbook is a document of kind playbook. Who plays what is settled when all roles are known: package score.
type Playbook struct {
	Lines      []*Line // before the first H2
	RaisedBy   *Line
	EndsWhen   *Line
	Players    []*Player
	HasPlayers bool
	Score      *Section
	Movements  []*Movement
	Coda       *Section
}

// Player is a row of Players.
type Player struct {
	Name     string
	Pos      diag.Pos
	Roles    RefList
	PlaysFor markdown.Inline
}

// Movement is an H3 under Score, or the whole score if it has no H3.
type Movement struct {
	Title   string
	Heading *markdown.Block // nil for a score without H3
	Entries []*Entry
}

// EntryForm tells how an entry of a score is written.
type EntryForm uint8

// The forms of an entry.
const (
	EntryItem      EntryForm = iota // a list item
	EntryParagraph                  // a paragraph that is a bold name alone; Steps are the lists below it
	EntryHeading                    // an H4; Steps are the lists below it
	EntryProse                      // anything else
)

// Entry is one thing in a movement, in order of the text, before it is known what is a part and what is a label.
type Entry struct {
	Form  EntryForm
	Item  *Item           // EntryItem
	Block *markdown.Block // the paragraph, heading or other block
	Lead  *markdown.Lead  // of the item or paragraph; of a heading: its text as an unbold lead
	Steps []*Item         // nested items, or the items of the lists below
}

// Checklist is a document of kind checklist.
type Checklist struct {
	Groups   []*Group
	AskFirst []*CheckItem
	HandsTo  []*CheckItem
	HasBoxes bool
}

// Group is the items under one H2, or above the first.
type Group struct {
	Section *Section // nil above the first H2
	Title   string
	Items   []*CheckItem
}

// CheckItem is one thing to check. ID is never its position.
type CheckItem struct {
	ID          string
	FromComment bool           // ID was written, not made from the text
	Text        string         // plain
	Link        *markdown.Link // trailing link; under Ask first whom to ask, if anybody is linked
	Links       []*markdown.Link
	To          *Ref   // under Hands to: who gets it
	What        string // under Hands to: what of it, plain
	Item        *Item
}

// Decision is a document of kind decision.
type Decision struct {
	Ladders                                                            []*Ladder
	Lines                                                              []*Line // labelled items outside ladders
	Meanwhile, ThinkAbout, CanBeUndone, IfItGoesWrong, NobodyReachable *Line
	Cases                                                              *Section
}

// Ladder is a table with a column "Who decides".
type Ladder struct {
	Name    string // heading above, or title
	Block   *markdown.Block
	When    bool // first column is "When": conditions in words
	Rows    []*Rung
	Columns []string // headings of further columns, in order
}

// Rung is a row of a ladder.
type Rung struct {
	ID          string
	Row         *markdown.Row
	Limit       string // plain text of the first cell
	LimitText   markdown.Inline
	Who         RefList
	WhoText     markdown.Inline
	Level       Level             // from a column Level, else ""
	More        []markdown.Inline // cells of the further columns
	Pos, WhoPos diag.Pos
}

// Lesson is a document of kind lesson.
type Lesson struct {
	Trying, Happened, Easy, Changed, Again *Section
	ToldBy                                 []Ref
	Lines                                  []*Line
}
