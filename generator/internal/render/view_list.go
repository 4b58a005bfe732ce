package render

import (
	"html/template"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// listView is a list of pages: a section's, a kind's, or a tag's.
type listView struct {
	Base
	HTML   template.HTML // what the folder's own page says
	Groups []Group
}

// A Group is entries under a heading; the first may stand without one.
type Group struct {
	ID      string
	Title   string
	Href    template.URL // of the folder that the group lists
	Entries []EntryOf
}

// EntryOf is a page in a list.
type EntryOf struct {
	Link
	Summary string
	Date    Date
}

// entry returns a page as lists show it.
func (w *writer) entry(p *site.Page) EntryOf {
	return EntryOf{Link: w.link(p), Summary: brief(p.Doc.Summary), Date: w.date(p.Doc.Meta.Date)}
}

func (w *writer) entries(pages []*site.Page) []EntryOf {
	out := make([]EntryOf, len(pages))
	for i, p := range pages {
		out[i] = w.entry(p)
	}
	return out
}

// section returns the list of a folder: what its own page says, its pages, and its folders with theirs.
func (w *writer) sectionList(s *site.Section) listView {
	v := listView{Base: w.sectionBase(s), HTML: w.folderText(s)}
	v.Groups = w.folderGroups(s)
	v.Contents = append(v.Contents, contentsOf(v.Groups)...)
	return v
}

// sectionBase is that of the folder's own page, or of a page that is made.
func (w *writer) sectionBase(s *site.Section) Base {
	if s.Page != nil {
		return w.textBase(w.now(s.Page))
	}
	b := w.generated(s.Title)
	b.Crumbs = w.crumbs(s.Parent, s.Address)
	return b
}

// folderText is what a folder's own page says, without its title and lede.
func (w *writer) folderText(s *site.Section) template.HTML {
	if s.Page == nil {
		return ""
	}
	front := w.now(s.Page)
	return w.html(front, restOf(front))
}

// folderGroups lists a folder's pages, then each folder in it. A folder deeper than that is one entry.
func (w *writer) folderGroups(s *site.Section) []Group {
	var out []Group
	if len(s.Pages) > 0 {
		out = append(out, Group{Entries: w.entries(s.Pages)})
	}
	for _, sub := range s.Sections {
		g := Group{ID: "in:" + lastSegment(sub.Address), Title: sub.Title, Href: w.to(sub.Address)}
		g.Entries = w.entries(sub.Pages)
		for _, deeper := range sub.Sections {
			g.Entries = append(g.Entries, EntryOf{Link: Link{Href: w.to(deeper.Address), Text: deeper.Title}})
		}
		out = append(out, g)
	}
	return out
}

// kindBase is the base of the list of a kind: that of the section that holds it, if there is one.
func (w *writer) kindBase(s *site.Section, title string) Base {
	if s != nil {
		return w.sectionBase(s)
	}
	b := w.generated(title)
	b.Crumbs = w.crumbs(nil, w.address)
	return b
}

func (w *writer) kindText(s *site.Section) template.HTML {
	if s == nil {
		return ""
	}
	return w.folderText(s)
}

// others lists what stands in the section of a kind's list and is of another kind.
func (w *writer) others(s *site.Section, kind content.Kind) []Group {
	if s == nil {
		return nil
	}
	rest := *s
	rest.Sections = nil
	rest.Pages = without(kind, s.Pages)
	for _, sub := range s.Sections {
		below := *sub
		if below.Pages = without(kind, sub.Pages); len(below.Pages)+len(below.Sections) > 0 {
			rest.Sections = append(rest.Sections, &below)
		}
	}
	return w.folderGroups(&rest)
}

func without(kind content.Kind, pages []*site.Page) []*site.Page {
	return slices.DeleteFunc(slices.Clone(pages), func(p *site.Page) bool { return p.Kind == kind })
}

func lastSegment(address string) string {
	return path.Base(address)
}

func contentsOf(groups []Group) []Entry {
	var out []Entry
	for _, g := range groups {
		if g.ID != "" {
			out = append(out, Entry{g.ID, g.Title})
		}
	}
	return out
}

// tag returns the list of the pages that carry a tag.
func (w *writer) tag(t *site.Tag) listView {
	v := listView{Base: w.generated(t.Name)}
	v.Kind = "Tag"
	v.Crumbs = w.crumbs(nil, w.address)
	v.Groups = []Group{{Entries: w.entries(t.Pages)}}
	return v
}

// brief cuts a summary to what fits under a link, at the end of a word.
func brief(s string) string {
	const most = 180
	if len(s) <= most {
		return s
	}
	cut := strings.LastIndexByte(s[:most], ' ')
	if cut < most/2 {
		cut = most
		for cut > 0 && s[cut]&0xC0 == 0x80 {
			cut--
		}
	}
	return strings.TrimRight(s[:cut], " ,;:.–—-") + " …"
}
