// Package site links all documents into one handbook: addresses, links and backlinks, roles and their
// rights, scores, ladders. Link is a pure function; a Site is never changed once linked.
package site

import (
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/ladder"
	"baton/generator/internal/markdown"
	"baton/generator/internal/score"
	"baton/generator/internal/source"
)

// Input is all that linking looks at. Drafts and restricted documents have been cut out before.
type Input struct {
	Config   *content.Config
	Felt     *content.Felt       // nil: not asked
	Docs     []*content.Document // those called SUMMARY.md, in any folder, give order and are no pages
	Files    []string            // paths of all other files of the source folder
	Scripted []string            // those of Files that ScriptInSVG is true of
	Cut      []string            // paths of the documents that have been cut out
	Lock     *source.File        // checklists.lock.json, nil if none
	Withheld []string            // paths of files that those link to: not copied merely because they lie beside a page
}

// Site is a linked handbook.
type Site struct {
	Config     *content.Config
	Felt       *content.Felt
	Home       *Page      // nil if no document has the address "/"
	Pages      []*Page    // documents, by address
	Summaries  []*Page    // documents called SUMMARY.md, which give order and have no address
	Root       *Section   // the source folder itself, never nil
	Sections   []*Section // top folders in order: those of Root
	Roles      []*Role    // by section order
	Playbooks  []*Playbook
	Checklists []*Checklist
	Decisions  []*Decision
	Lessons    []*Lesson // newest first
	Redirects  []Redirect
	Assets     []Asset
	Tags       []Tag
	Rights     []*Right  // all rights of all roles
	Asks       []*Ask    // all places that say Ask first
	Diags      diag.List // of linking; what is wrong in a document alone stands in its own Diags

	*index
	decided []*Right // all rights to decide, so that those of everybody below a role stand together
}

// Section is a folder with pages. Every folder is one; the top ones stand in the menu.
type Section struct {
	Folder   string // path, "" at the root
	Title    string
	Address  string  // "/roles/"
	Page     *Page   // the folder's own page, nil if it has none: then its list is generated
	Pages    []*Page // other pages in order
	Sections []*Section
	Parent   *Section     // nil for Root
	Kind     content.Kind // kind of most of its pages, content.Page if mixed
}

// Page is a document in its site.
type Page struct {
	Doc        *content.Document
	Address    string // "/roles/incident-lead/", always begins and ends with "/"; not percent-encoded
	Title      string
	Kind       content.Kind
	Section    *Section
	Prev, Next *Page
	Owner      *Role // nil if none or if it is no role
	OwnerText  string
	For        []*Role
	Due        content.Date // reviewed + review
	Backlinks  []Backlink   // sorted by relation, then title
	Tags       []string

	Role      *Role // exactly one of these is set when Kind is that kind
	Playbook  *Playbook
	Checklist *Checklist
	Decision  *Decision
	Lesson    *Lesson

	targets []Target // by Link.Index
	sortKey string   // of the title
}

// Target is where a link of a page leads.
type Target struct {
	Page     *Page    // nil if it leads to no page
	Section  *Section // a folder without a page of its own
	Asset    string   // address of a file
	Fragment string   // id on the page, "" for its top
	External string   // another site's address, or mailto:, tel:
	Broken   string   // why it leads nowhere; "" if it does
	Unlinked bool     // left as written (an address of a scheme that is not allowed)
}

// Target returns where l, a link of p's document, leads.
func (p *Page) Target(l *markdown.Link) Target { return p.targets[l.Index] }

// Relation is the meaning of a backlink.
type Relation string

// The relations, in the order in which pages show them.
const (
	PlaysIn         Relation = "Plays in"
	ForYou          Relation = "For you"
	Serves          Relation = "Served by"
	Decides         Relation = "Decides"
	ExistsBecauseOf Relation = "Exists because of"
	MentionedIn     Relation = "Mentioned in"
)

// Backlink is a link seen from its target.
type Backlink struct {
	Relation Relation
	From     *Page
	Fragment string // on From
	To       string // fragment on the page that is linked to
}

// Redirect leads an old address to a page.
type Redirect struct {
	From     string // "/old/"
	To       *Page  // nil: Address is taken as it is
	Address  string
	Fragment string
}

// Asset is a file that is copied.
type Asset struct {
	Path    string // in the source folder
	Address string // "/img/plan.svg"
}

// Tag is a tag with its pages.
type Tag struct {
	Name, Slug string
	Pages      []*Page
}

// Role is a role with all that the handbook says about it.
type Role struct {
	*Page
	Stem             string
	External         bool
	Doc              *content.Role
	AnswersTo        *Role
	Reports          []*Role // those who answer to it, directly
	StandIn          *Role
	Responsibilities []*Responsibility
	Rights           []*Right // by level, then in order: own Decisions, responsibilities, ladders
	WithoutYou       []*Right // Within limits and Your call of those below, at every depth
	Plays            []Performance
	Checklists       []*Checklist // for it
	Reads            []*Page      // essays and lessons for it

	below span // of Site.decided: what those below it decide
}

// Performance is a part that a role plays.
type Performance struct {
	Playbook *Playbook
	Part     *score.Part
}

// Right is something that a role may decide, and how freely.
type Right struct {
	Role           *Role
	Level          content.Level
	Source         *content.Right // nil for a right from a ladder
	Text           string         // plain
	Page           *Page          // where it is written
	Fragment       string
	Decision       *Decision // the ladder it comes from, or that its item links to
	Ladder         *ladder.Ladder
	Row            *ladder.Row
	Limit          string          // in words, as in "up to 2,000 USD"; "" if none
	With           []*Role         // decides together with
	Responsibility *Responsibility // it stands under, or that its decision serves
	Ask            *Ask            // for Ask first
}

// Ask is a place that says Ask first, with whom to ask.
type Ask struct {
	Page     *Page
	Fragment string
	Text     string
	Asker    *Role   // nil if it speaks to several, or to everybody
	Whom     []*Role // nil: nobody is left to ask
	Together bool    // all of Whom, not any
	Outside  string  // an outside party that is named
	Reach    *Role   // the role in Whom, or nil, that can be reached
	Within   string  // when they answer, in words; "" if nobody says
	Pos      diag.Pos
	Item     *content.Item // nil for a row of a ladder
	Row      *ladder.Row   // nil for an item

	askers []*Role // all to whom it speaks, as far as they are roles
	matter any     // what it is about: asks of several roles about one matter may lead on to each other
}

// Responsibility is something that one role is accountable for.
type Responsibility struct {
	Role              *Role
	Source            *content.Responsibility
	ID                string
	Title             string
	Does, Asked, Told []Party
	Rights            []*Right // its latitude: own levels, and rights of decisions that serve it
	Serves            []Service
	Mentions          []Service
}

// Address returns the address of r with its fragment.
func (r *Responsibility) Address() string { return r.Role.Address + "#" + r.ID }

// Party is a role, or somebody outside.
type Party struct {
	Role      *Role
	Outside   string
	Ambiguous []string // stems
}

// Service is something that serves, or mentions, a responsibility.
type Service struct {
	From     *Page
	Fragment string
	As       string // "step", "item", "decision"; for a mention "link"
	Text     string
}

// Playbook is a linked playbook.
type Playbook struct {
	*Page
	Doc       *content.Playbook
	Score     *score.Score
	Conductor *Role
	Deputy    *Role
}

// Checklist is a linked checklist.
type Checklist struct {
	*Page
	Doc     *content.Checklist
	Cadence Cadence
}

// Cadence is how often: Every is one of the closed list, or Event says when in words.
type Cadence struct{ Every, Event string }

// Decision is a linked decision.
type Decision struct {
	*Page
	Doc     *content.Decision
	Ladders []*ladder.Ladder
	Serves  []*Responsibility
}

// Lesson is a linked lesson.
type Lesson struct {
	*Page
	Doc     *content.Lesson
	Changed []*Page // what it changed
	ToldBy  []Party
}
