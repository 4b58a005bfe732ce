package render

import (
	"html/template"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// Policy is the content security policy that every page carries and that a server should send: nothing but files
// of the site itself, no inline script, no inline style.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"

// page returns what every document's page has. A view may change what its kind shows elsewhere.
func (w *writer) page(p *site.Page) Base {
	b := w.generated(p.Title)
	b.Kind = w.kindWord(p.Kind)
	if h1 := p.Doc.TitleBlock; h1 != nil {
		b.Title, b.TitleID, b.TitleWas = w.bare(p, h1.Text), h1.ID, h1.Was
	}
	b.Head.Description = p.Doc.Summary
	b.Crumbs = w.crumbs(p.Section, p.Address)
	b.Backlinks = w.backlinks(p)
	b.Trust = w.trust(p)
	b.Prev, b.Next = w.neighbour(p.Prev), w.neighbour(p.Next)
	b.Tags = w.tags(p)
	b.Edit = w.editURL(p.Doc.Path)
	b.Twin = w.to(p.Address + "index.md")
	for _, s := range p.Doc.Sections {
		b.Contents = append(b.Contents, Entry{s.Heading.ID, s.Title})
	}
	return b
}

// generated returns what a page has that no document stands for.
func (w *writer) generated(title string) Base {
	c := w.site.Config
	b := Base{
		Head:      w.head(title),
		Lang:      c.Language,
		SiteTitle: c.Title,
		Home:      w.to("/"),
		Menu:      w.menu(),
		Title:     template.HTML(template.HTMLEscapeString(title)),
		Feedback:  outside(c.FeedbackURL),
	}
	if w.has(searchAddress) {
		b.Find = &Find{Page: w.to(searchAddress), Engine: w.to(w.assets.Engine), More: w.to(w.assets.More), Palette: w.island("palette"), Levels: w.levels()}
	}
	if len(w.site.Roles) > 0 || len(w.site.Decisions) > 0 {
		b.Preview = w.island("preview")
	}
	if w.mine {
		b.Me = w.toMe()
	}
	if w.logo != "" {
		b.Logo = w.to(w.logo)
	}
	return b
}

// island is what a part of this page needs besides what every page has; its name is that of its folder in layouts.
func (w *writer) island(name string) Island {
	i := w.assets.Islands[name]
	out := Island{}
	if i.Script != "" {
		out.Script = w.to(i.Script)
	}
	if i.Style != "" {
		out.Style = w.to(i.Style)
	}
	return out
}

func (w *writer) head(title string) Head {
	c := w.site.Config
	h := Head{
		Policy:  Policy,
		Title:   title,
		Style:   w.to(w.assets.Style),
		Before:  w.to(w.assets.Before),
		Script:  w.to(w.assets.Script),
		Font:    w.to(w.assets.Font),
		Serif:   w.to(w.assets.Serif),
		Icon:    template.URL(w.assets.Icon),
		NoIndex: !c.Indexing,
	}
	if title != c.Title {
		h.Title += " · " + c.Title
	}
	if c.BaseURL != "" {
		h.Canonical = absolute(c.BaseURL, w.address)
		if w.has(feedAddress) {
			h.Feed = w.to(feedAddress)
		}
	}
	return h
}

// kindWord is what a page of a kind calls itself; a plain page needs no word.
func (w *writer) kindWord(k content.Kind) string {
	if k == content.Page || k == "" {
		return ""
	}
	return w.word(strings.ToUpper(string(k[:1])) + string(k[1:]))
}

// crumbs leads from the home page to the section of the page at address.
func (w *writer) crumbs(s *site.Section, address string) []Link {
	if address == "/" {
		return nil
	}
	var out []Link
	for ; s != nil; s = s.Parent {
		if s.Address != address && s.Address != "/" && s.Address != "" {
			out = append(out, Link{Href: w.to(s.Address), Text: s.Title})
		}
	}
	out = append(out, Link{Href: w.to("/"), Text: w.site.Config.Title})
	slices.Reverse(out)
	return out
}

// backlinks groups the links to p by their meaning.
func (w *writer) backlinks(p *site.Page) []LinkGroup {
	var out []LinkGroup
	var last *site.Page
	for _, b := range p.Backlinks {
		title := w.word(string(b.Relation))
		if len(out) == 0 || out[len(out)-1].Title != title {
			out = append(out, LinkGroup{Title: title, Reads: b.Relation == site.ForYou && p.Role != nil})
			last = nil
		}
		if b.From == last {
			continue // a page that links several times is one line
		}
		last = b.From
		g := &out[len(out)-1]
		g.Links = append(g.Links, Link{Href: w.toPage(b.From, b.Fragment), Text: b.From.Title})
	}
	return out
}

// tags leads to the list of each of p's tags.
func (w *writer) tags(p *site.Page) []Link {
	var out []Link
	for _, name := range p.Tags {
		address := tagAddress(slug.Make(name))
		if w.has(address) {
			out = append(out, Link{Href: w.to(address), Text: name})
		}
	}
	return out
}

func (w *writer) neighbour(p *site.Page) *Link {
	if p == nil {
		return nil
	}
	l := w.link(p)
	return &l
}

func (w *writer) trust(p *site.Page) Trust {
	t := Trust{Reviewed: w.date(p.Doc.Meta.Reviewed), Due: w.date(p.Due)}
	switch {
	case p.Owner != nil:
		t.Owner = w.link(p.Owner.Page)
	case p.OwnerText != "":
		t.Owner = Link{Text: p.OwnerText}
	}
	return t
}

// editURL is where the source of a page can be changed.
func (w *writer) editURL(path string) template.URL {
	edit := w.site.Config.EditURL
	if edit == "" {
		return ""
	}
	escaped := string(absolute("", path))
	if strings.Contains(edit, "{path}") {
		return outside(strings.ReplaceAll(edit, "{path}", escaped))
	}
	return outside(strings.TrimSuffix(edit, "/") + "/" + escaped)
}
