package site

import (
	"bytes"
	"fmt"
	"maps"
	"strings"
)

// Tellers of what this site's addresses and references have become.
func init() {
	maps.Copy(tellers, map[string]func(*bytes.Buffer, *Site){
		"pages": func(b *bytes.Buffer, s *Site) {
			for _, p := range s.Pages {
				fmt.Fprintf(b, "%s %s\n", p.Address, p.Doc.Path)
			}
		},
		"menu": func(b *bytes.Buffer, s *Site) { tellSection(b, s.Root, "") },
		"reading": func(b *bytes.Buffer, s *Site) {
			for _, first := range s.Pages {
				if first.Prev != nil {
					continue
				}
				for p := first; p != nil; p = p.Next {
					fmt.Fprintln(b, p.Address)
				}
			}
		},
		"links": func(b *bytes.Buffer, s *Site) {
			for _, p := range s.Pages {
				for _, l := range p.Doc.Text.Links {
					fmt.Fprintf(b, "%s %q: %s\n", p.Doc.Path, l.Dest, tellTarget(p.Target(l)))
				}
			}
		},
		"redirects": func(b *bytes.Buffer, s *Site) {
			for _, r := range s.Redirects {
				to := r.Address
				if r.To != nil {
					to = placeOf(r.To, r.Fragment)
				}
				fmt.Fprintf(b, "%s %s\n", r.From, to)
			}
		},
		"assets": func(b *bytes.Buffer, s *Site) {
			for _, a := range s.Assets {
				fmt.Fprintf(b, "%s %s\n", a.Address, a.Path)
			}
		},
		"tags": func(b *bytes.Buffer, s *Site) {
			for _, t := range s.Tags {
				fmt.Fprintf(b, "%s %q:", t.Slug, t.Name)
				for _, p := range t.Pages {
					fmt.Fprintf(b, " %s", p.Address)
				}
				fmt.Fprintln(b)
			}
		},
	})
}

func tellSection(b *bytes.Buffer, s *Section, indent string) {
	fmt.Fprintf(b, "%s%s %q%s\n", indent, s.Address, s.Title, mark(s.Page == nil, " (list)"))
	for _, p := range s.Pages {
		fmt.Fprintf(b, "%s  %s %q\n", indent, p.Address, p.Title)
	}
	for _, sub := range s.Sections {
		tellSection(b, sub, indent+"  ")
	}
}

// tellTarget says where a link leads: an address of this site begins with a slash.
func tellTarget(t Target) string {
	fragment := ""
	if t.Fragment != "" {
		fragment = "#" + t.Fragment
	}
	switch {
	case t.Page != nil:
		return t.Page.Address + fragment
	case t.Section != nil:
		return t.Section.Address + " (list)"
	case t.Asset != "":
		return t.Asset + fragment
	case t.External != "":
		return "to " + t.External
	case t.Unlinked:
		return "as written"
	}
	return strings.TrimSpace("broken: " + t.Broken)
}
