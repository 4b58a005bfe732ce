package site

import (
	"bytes"
	"encoding/json"
	"fmt"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
)

// jsonFormat names the form of handbook.json. What is there keeps its name and meaning within a number; new
// fields may appear.
const jsonFormat = "baton-handbook/1"

// JSON returns handbook.json: the linked model for machines. Equal handbooks give equal bytes.
//
// The types below are its description. Addresses are those of the site, from its root and not percent-encoded;
// roles are named by their stems; texts are plain, without markup; dates are "2026-10-01". A field that is
// absent is empty, false, or does not apply.
func (s *Site) JSON() []byte {
	h := jsonHandbook{
		Format:      jsonFormat,
		Title:       s.Config.Title,
		Description: s.Config.Description,
		Language:    s.Config.Language,
		Currency:    s.Config.Currency,
		Limits:      s.Config.Limits,
		Pages:       make([]jsonPage, 0, len(s.Pages)),
	}
	for _, p := range s.Pages {
		h.Pages = append(h.Pages, newJSONPage(p))
	}
	numbers := rightNumbers(s.Roles)
	for _, section := range s.Sections {
		h.Sections = append(h.Sections, newJSONSection(section))
	}
	for _, a := range s.Asks {
		h.Asks = append(h.Asks, newJSONAskAt(a))
	}
	for _, right := range s.decided {
		h.Decided = append(h.Decided, jsonDecided{right.Role.Stem, numbers[right]})
	}
	for _, t := range s.Tags {
		h.Tags = append(h.Tags, jsonTag{t.Name, t.Slug, addresses(t.Pages)})
	}
	for _, r := range s.Redirects {
		to := r.Address
		if r.To != nil {
			to = r.To.Address
		}
		h.Redirects = append(h.Redirects, jsonRedirect{r.From, to, r.Fragment})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(h); err != nil {
		panic(err) // the types hold nothing that JSON cannot
	}
	return b.Bytes()
}

// jsonHandbook is the whole of handbook.json.
type jsonHandbook struct {
	Format      string         `json:"format"` // "baton-handbook/1"
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Language    string         `json:"language"`           // BCP 47
	Currency    string         `json:"currency,omitempty"` // ISO 4217
	Limits      string         `json:"limits,omitempty"`   // Markdown: the rule for a decision that nobody listed
	Pages       []jsonPage     `json:"pages"`              // by address
	Sections    []jsonSection  `json:"sections,omitempty"` // top folders, in the order of the menu
	Asks        []jsonAskAt    `json:"asks,omitempty"`     // every place that says Ask first, in the order of the menu
	Decided     []jsonDecided  `json:"decided,omitempty"`  // every right to decide; those of everybody below a role stand together
	Tags        []jsonTag      `json:"tags,omitempty"`
	Redirects   []jsonRedirect `json:"redirects,omitempty"`
}

// jsonPage is a document in its site.
type jsonPage struct {
	Address   string         `json:"address"`
	Source    string         `json:"source"` // path in the source folder
	Kind      string         `json:"kind"`   // "page", "essay", "playbook", "checklist", "role", "decision" or "lesson"
	Title     string         `json:"title"`
	Summary   string         `json:"summary,omitempty"`
	Aliases   []string       `json:"aliases,omitempty"`
	Owner     string         `json:"owner,omitempty"`      // as written
	OwnerRole string         `json:"owner_role,omitempty"` // the role that this is
	For       []string       `json:"for,omitempty"`        // roles that use it
	Reviewed  string         `json:"reviewed,omitempty"`
	Review    string         `json:"review,omitempty"` // interval: "6 months"
	Due       string         `json:"due,omitempty"`    // the day until which the review holds
	Date      string         `json:"date,omitempty"`
	Tags      []string       `json:"tags,omitempty"`
	Prev      string         `json:"prev,omitempty"` // neighbours in the order of the menu
	Next      string         `json:"next,omitempty"`
	Headings  []jsonHeading  `json:"headings,omitempty"`
	Links     []jsonLink     `json:"links,omitempty"` // in order of the text
	Backlinks []jsonBacklink `json:"backlinks,omitempty"`

	Role      *jsonRole      `json:"role,omitempty"` // one of these, if the page is of that kind
	Playbook  *jsonPlaybook  `json:"playbook,omitempty"`
	Checklist *jsonChecklist `json:"checklist,omitempty"`
	Decision  *jsonDecision  `json:"decision,omitempty"`
	Lesson    *jsonLesson    `json:"lesson,omitempty"`
}

// jsonHeading is a heading, outside quotes and lists.
type jsonHeading struct {
	ID    string   `json:"id"`
	Level int      `json:"level"` // 1 to 6
	Title string   `json:"title"`
	Was   []string `json:"was,omitempty"` // old ids
}

// jsonLink is a link or image of a page: to a page or a folder of the site (to, perhaps fragment), a file
// (asset), another site (external), or nowhere (broken: why).
type jsonLink struct {
	Text     string `json:"text,omitempty"`
	To       string `json:"to,omitempty"`
	Fragment string `json:"fragment,omitempty"`
	Asset    string `json:"asset,omitempty"`
	External string `json:"external,omitempty"`
	Broken   string `json:"broken,omitempty"`
}

// jsonBacklink is a link seen from its target, with its meaning.
type jsonBacklink struct {
	Relation     string `json:"relation"`                // "Plays in", "For you", "Served by", "Decides", "Exists because of" or "Mentioned in"
	From         string `json:"from"`                    // address
	FromFragment string `json:"from_fragment,omitempty"` // where on that page
	Fragment     string `json:"fragment,omitempty"`      // where on this page
}

// jsonSection is a folder.
type jsonSection struct {
	Address  string        `json:"address"`
	Folder   string        `json:"folder"`
	Title    string        `json:"title"`
	Page     string        `json:"page,omitempty"`  // the folder's own page
	Pages    []string      `json:"pages,omitempty"` // its other pages, in order
	Sections []jsonSection `json:"sections,omitempty"`
}

// jsonTag is a tag with the addresses of its pages.
type jsonTag struct {
	Name  string   `json:"name"`
	Slug  string   `json:"slug"`
	Pages []string `json:"pages"`
}

// jsonRedirect is an old address and where it leads now.
type jsonRedirect struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Fragment string `json:"fragment,omitempty"`
}

func newJSONPage(p *Page) jsonPage {
	meta := p.Doc.Meta
	j := jsonPage{
		Address: p.Address, Source: p.Doc.Path, Kind: string(p.Kind), Title: p.Title, Summary: p.Doc.Summary,
		Aliases: meta.Aliases, Owner: p.OwnerText, OwnerRole: stemOf(p.Owner), For: stems(p.For),
		Reviewed: string(meta.Reviewed), Review: interval(meta.Review), Due: string(p.Due), Date: string(meta.Date), Tags: meta.Tags,
		Prev: addressOf(p.Prev), Next: addressOf(p.Next),
	}
	for _, h := range p.Doc.Text.Headings {
		j.Headings = append(j.Headings, jsonHeading{h.ID, h.Level, h.Text.Plain(), h.Was})
	}
	for _, l := range p.Doc.Text.Links {
		j.Links = append(j.Links, newJSONLink(l, p.Target(l)))
	}
	for _, b := range p.Backlinks {
		j.Backlinks = append(j.Backlinks, jsonBacklink{string(b.Relation), b.From.Address, b.Fragment, b.To})
	}
	switch {
	case p.Role != nil:
		j.Role = newJSONRole(p.Role)
	case p.Playbook != nil:
		j.Playbook = newJSONPlaybook(p.Playbook)
	case p.Checklist != nil:
		j.Checklist = newJSONChecklist(p.Checklist)
	case p.Decision != nil:
		j.Decision = newJSONDecision(p.Decision)
	case p.Lesson != nil:
		j.Lesson = newJSONLesson(p.Lesson)
	}
	return j
}

func newJSONLink(l *markdown.Link, t Target) jsonLink {
	j := jsonLink{Text: l.Text, Fragment: t.Fragment, Asset: t.Asset, External: t.External, Broken: t.Broken}
	switch {
	case t.Page != nil:
		j.To = t.Page.Address
	case t.Section != nil:
		j.To = t.Section.Address
	}
	return j
}

func newJSONSection(s *Section) jsonSection {
	j := jsonSection{Address: s.Address, Folder: s.Folder, Title: s.Title, Page: addressOf(s.Page), Pages: addresses(s.Pages)}
	for _, inner := range s.Sections {
		j.Sections = append(j.Sections, newJSONSection(inner))
	}
	return j
}

func addressOf(p *Page) string {
	if p == nil {
		return ""
	}
	return p.Address
}

func addresses(pages []*Page) []string {
	var list []string
	for _, p := range pages {
		list = append(list, p.Address)
	}
	return list
}

func stemOf(r *Role) string {
	if r == nil {
		return ""
	}
	return r.Stem
}

func stems(roles []*Role) []string {
	var list []string
	for _, r := range roles {
		list = append(list, r.Stem)
	}
	return list
}

func interval(i content.Interval) string {
	switch i.N {
	case 0:
		return ""
	case 1:
		return "1 " + i.Unit
	}
	return fmt.Sprintf("%d %ss", i.N, i.Unit)
}

// lineText is the text of a labelled line, "" if there is none.
func lineText(l *content.Line) string {
	if l == nil {
		return ""
	}
	return l.Text.Plain()
}
