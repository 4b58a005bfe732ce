package render

import (
	"html/template"

	"baton/generator/internal/content"
)

// Base is what every page has. A view embeds it and adds what its kind shows.
type Base struct {
	Head Head

	Lang      string
	SiteTitle string
	Logo      template.URL
	Home      template.URL
	Menu      template.HTML // rendered once for all pages of a section and depth
	Find      *Find         // nil: there is nothing to search
	Me        *MyPart       // nil: there is no role to choose
	Preview   Island        // shows what the roles and decisions behind links say first

	Kind      string        // the word above or beside the heading: "Role"
	Title     template.HTML // the one H1
	TitleID   string
	TitleWas  []string      // its old ids
	Lede      template.HTML // below it; empty if the page says it elsewhere
	Read      bool          // the read register: serif text, for essays and plain pages
	Wide      bool          // the page needs the whole width, so it has no aside
	Crumbs    []Link        // from the handbook's home to the section
	Contents  []Entry       // table of contents
	Backlinks []LinkGroup   // by meaning
	Prev      *Link
	Next      *Link
	Tags      []Link
	Trust     Trust
	Edit      template.URL // "" if not configured
	Feedback  template.URL // "" if not configured
	Twin      template.URL // the page as Markdown; "" for generated pages
}

// Outline is the table of contents; a page with one heading needs none.
func (b Base) Outline() []Entry {
	if len(b.Contents) < 2 {
		return nil
	}
	return b.Contents
}

// MyPart is the way to the reader's own part.
type MyPart struct {
	Href    template.URL
	Current bool // it is this page
}

// Find is the way to search: a link to its page, and what the palette needs.
type Find struct {
	Page    template.URL // search as a page
	Engine  template.URL
	More    template.URL // of the engine
	Palette Island
	Levels  []Level // as results show them
}

// Island is a script and a style sheet that a part of the page needs. The template "island" writes them as attributes
// of that part.
type Island struct {
	Script template.URL // "" if there is none
	Style  template.URL // "" if there is none
}

// Head is what stands in the head element.
type Head struct {
	Policy      string // of content security
	Title       string // with the handbook's title
	Description string
	Style       template.URL
	Before      template.URL // the script that runs before paint
	Script      template.URL // the deferred script
	Font        template.URL // the face that is needed at once
	Serif       template.URL // that of the heading
	Icon        template.URL // the sign in the browser's tab
	Canonical   template.URL // "" without base-url
	Feed        template.URL // "" without base-url
	NoIndex     bool
}

// Trust says who keeps a page true, and until when it holds.
type Trust struct {
	Owner    Link // Href is "" if the owner is no role
	Reviewed Date
	Due      Date
}

// Any reports whether there is anything to say.
func (t Trust) Any() bool { return t.Owner.Text != "" || t.Reviewed.ISO != "" }

// Link is a link of a view. With an empty Href it is text.
type Link struct {
	Href template.URL
	Text string
	Note string // beside it
}

// LinkGroup is links under a heading.
type LinkGroup struct {
	Title string
	Links []Link
	Reads bool // it is what a role has to read
}

// Entry is a line of a table of contents.
type Entry struct {
	ID   string
	Text string
}

// Date is a calendar date, for people and for machines.
type Date struct {
	ISO   string
	Words string
}

// Level is a level of latitude as the page names it.
type Level struct {
	Key  string // "must", "within", "call" or "ask": the value of data-lv
	Word string // "Within limits", or its translation
}

// level returns the view of a level; the zero Level for none.
func (w *writer) level(l content.Level) Level {
	switch l {
	case content.Must:
		return Level{"must", w.word("Must")}
	case content.WithinLimits:
		return Level{"within", w.word("Within limits")}
	case content.YourCall:
		return Level{"call", w.word("Your call")}
	case content.AskFirst:
		return Level{"ask", w.word("Ask first")}
	}
	return Level{}
}

// levels are all levels of latitude, the strictest first.
func (w *writer) levels() []Level {
	return []Level{w.level(content.Must), w.level(content.WithinLimits), w.level(content.YourCall), w.level(content.AskFirst)}
}
