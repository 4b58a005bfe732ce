package render

import (
	"html/template"
	"net/url"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// A writer makes the view of one page: every link that it gives starts at the page's address.
type writer struct {
	*Renderer
	address string
	base    string // if set, links are absolute under it: for the page of an address that does not exist
	err     error  // the first failure while the view was made
}

// at returns the writer of the page with the address.
func (r *Renderer) at(address string) *writer { return &writer{Renderer: r, address: address} }

// to returns the URL of an address of the site, which may carry a fragment.
func (w *writer) to(address string) template.URL {
	if w.base != "" {
		return absolute(w.base, address)
	}
	return relative(w.address, address)
}

// toPage returns the URL of a page and, unless it is "", a fragment on it.
func (w *writer) toPage(p *site.Page, fragment string) template.URL {
	if fragment != "" {
		return w.to(p.Address + "#" + fragment)
	}
	return w.to(p.Address)
}

// link returns a link to a page under its title.
func (w *writer) link(p *site.Page) Link {
	return Link{Href: w.to(p.Address), Text: p.Title}
}

// html returns blocks of p's text as HTML for this page, which may be another: links are followed from p, and
// written from here.
func (w *writer) html(p *site.Page, blocks []*markdown.Block) template.HTML {
	if len(blocks) == 0 {
		return ""
	}
	return template.HTML(p.Doc.Text.HTML(blocks, w.env(p)))
}

// inline returns a run of p's text as HTML for this page.
func (w *writer) inline(p *site.Page, in markdown.Inline) template.HTML {
	return template.HTML(p.Doc.Text.InlineHTML(in, w.env(p)))
}

// bare returns a run of p's text as HTML without links, to stand inside a link.
func (w *writer) bare(p *site.Page, in markdown.Inline) template.HTML {
	env := w.env(p)
	env.NoLinks = true
	return template.HTML(p.Doc.Text.InlineHTML(in, env))
}

// blocksOf returns the blocks of a section in order of the text, deeper headings included, its own excluded.
func blocksOf(s *content.Section) []*markdown.Block {
	out := s.Blocks
	for _, sub := range s.Sections {
		out = append(out[:len(out):len(out)], sub.Heading)
		out = append(out, blocksOf(sub)...)
	}
	return out
}

// env says how links of p's text are written on this page.
func (w *writer) env(p *site.Page) *markdown.Env {
	return &markdown.Env{
		Resolve: func(l *markdown.Link) markdown.Target { return w.target(p, l) },
		NoIDs:   p.Address != w.address,
		Shift:   shiftOf(p),
	}
}

func (w *writer) target(p *site.Page, l *markdown.Link) markdown.Target {
	t := p.Target(l)
	switch {
	case t.Broken != "":
		return markdown.Target{Broken: true, Reason: t.Broken}
	case t.Page != nil:
		return markdown.Target{Href: string(w.toPage(t.Page, t.Fragment)), Text: t.Page.Title}
	case t.Section != nil:
		return markdown.Target{Href: string(w.to(t.Section.Address)), Text: t.Section.Title}
	case t.Asset != "":
		return markdown.Target{Href: string(w.to(t.Asset))}
	case t.External != "":
		return markdown.Target{Href: t.External, External: true}
	}
	return markdown.Target{}
}

// outside returns an address of another site as a URL, "" if it is of a scheme that a page must not carry.
func outside(address string) template.URL {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https", "mailto", "tel", "sms":
		return template.URL(address)
	}
	return ""
}

// words are the translations of labels and headings.
type words map[string]string

// word returns the word that the handbook uses for a canonical label or heading.
func (r *Renderer) word(label string) string {
	if t, ok := r.words[label]; ok {
		return t
	}
	return label
}
