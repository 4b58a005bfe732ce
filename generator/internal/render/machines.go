package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// planMachines adds what no reader opens. What needs to name whole addresses is made only if base-url says how
// they begin.
func (r *Renderer) planMachines() {
	for _, p := range r.site.Pages {
		r.add(job{address: p.Address + "index.md", page: p, bytes: func(r *Renderer) ([]byte, error) { return twin(r.now(p)), nil }})
	}
	r.add(job{address: "/handbook.json", bytes: func(r *Renderer) ([]byte, error) { return r.site.JSON(), nil }})
	r.add(job{address: "/robots.txt", bytes: func(r *Renderer) ([]byte, error) { return r.robots(), nil }})
	if r.site.Config.BaseURL != "" {
		r.add(job{address: sitemapAddress, bytes: (*Renderer).sitemap})
		if len(r.dated()) > 0 {
			r.add(job{address: feedAddress, bytes: (*Renderer).feed})
		}
	}
}

const (
	sitemapAddress = "/sitemap.xml"
	feedAddress    = "/feed.xml"
)

// robots asks machines to stay away unless the handbook is meant to be found.
func (r *Renderer) robots() []byte {
	c := r.site.Config
	if !c.Indexing {
		return []byte("User-agent: *\nDisallow: /\n")
	}
	text := "User-agent: *\nAllow: /\n"
	if c.BaseURL != "" {
		text += fmt.Sprintf("Sitemap: %s\n", absolute(c.BaseURL, sitemapAddress))
	}
	return []byte(text)
}

// sitemap lists every page but those of search, of the reader's own part and of print, which hold nothing of their own. It says
// nothing of dates: a build does not know when a page last changed.
func (r *Renderer) sitemap() ([]byte, error) {
	type url struct {
		Loc string `xml:"loc"`
	}
	doc := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []url    `xml:"url"`
	}{}
	for _, j := range r.jobs {
		if strings.HasSuffix(j.address, "/") && !j.moved && !j.late && j.address != searchAddress && j.address != meAddress {
			doc.URLs = append(doc.URLs, url{string(absolute(r.site.Config.BaseURL, j.address))})
		}
	}
	slices.SortFunc(doc.URLs, func(a, b url) int { return strings.Compare(a.Loc, b.Loc) })
	return marshal(doc)
}

// feed lists lessons and other pages that have a date, newest first, as Atom.
func (r *Renderer) feed() ([]byte, error) {
	type link struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	type entry struct {
		Title   string `xml:"title"`
		ID      string `xml:"id"`
		Link    link   `xml:"link"`
		Updated string `xml:"updated"`
		Summary string `xml:"summary,omitempty"`
	}
	c := r.site.Config
	pages := r.dated()
	feed := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		Title   string   `xml:"title"`
		ID      string   `xml:"id"`
		Links   []link   `xml:"link"`
		Author  string   `xml:"author>name"`
		Updated string   `xml:"updated"`
		Entries []entry  `xml:"entry"`
	}{
		Title:   c.Title,
		ID:      c.BaseURL,
		Links:   []link{{Href: c.BaseURL}, {Rel: "self", Href: string(absolute(c.BaseURL, feedAddress))}},
		Author:  c.Title,
		Updated: instant(pages[0].Doc.Meta.Date),
	}
	for _, p := range pages {
		at := string(absolute(c.BaseURL, p.Address))
		feed.Entries = append(feed.Entries, entry{p.Title, at, link{Href: at}, instant(p.Doc.Meta.Date), p.Doc.Summary})
	}
	return marshal(feed)
}

// dated returns the pages with a date, newest first.
func (r *Renderer) dated() []*site.Page {
	var out []*site.Page
	for _, p := range r.site.Pages {
		if p.Doc.Meta.Date != "" {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *site.Page) int {
		return strings.Compare(string(b.Doc.Meta.Date), string(a.Doc.Meta.Date))
	})
	return out
}

// instant is the moment that Atom wants for a date: its first.
func instant(d content.Date) string { return string(d) + "T00:00:00Z" }

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
