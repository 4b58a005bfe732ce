package site

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// arrange makes a section of every folder that has pages in it or below it, and puts each page into one.
func (l *linker) arrange() {
	l.Root = &Section{Address: "/"}
	l.sections[""] = l.Root
	for _, p := range l.Pages {
		l.section(p.Doc.Folder)
	}
	folders := slices.Sorted(maps.Keys(l.sections))
	for _, f := range folders {
		if front := l.fronts[f]; front != nil {
			l.adopt(l.sections[f], l.byPath[front.Path])
		}
	}
	for _, f := range folders {
		if s := l.sections[f]; s.Page == nil {
			l.front(s)
		}
	}
	for _, p := range l.Pages {
		if p.Section == nil {
			p.Section = l.sections[p.Doc.Folder]
			p.Section.Pages = append(p.Section.Pages, p)
		}
	}
	for _, s := range l.sections {
		s.Title = l.sectionTitle(s)
	}
}

// section returns the section of a folder, and makes it and those above it if they are new.
func (l *linker) section(folder string) *Section {
	if s, ok := l.sections[folder]; ok {
		return s
	}
	above, _, _ := cutLast(folder, "/")
	s := &Section{Folder: folder, Address: folderAddress(folder), Parent: l.section(above)}
	l.sections[folder] = s
	s.Parent.Sections = append(s.Parent.Sections, s)
	return s
}

func (l *linker) adopt(s *Section, p *Page) { s.Page, s.Address, p.Section = p, p.Address, s }

// front gives a folder without a page of its own the page that has its address, as when a.md stands beside a
// folder a; else an address for its list.
func (l *linker) front(s *Section) {
	if p := l.byAddress[s.Address]; p != nil && p.Section == nil {
		l.adopt(s, p)
		return
	}
	by := s.Folder + "/"
	c := claim{address: s.Address, file: by, pos: diag.Pos{File: by}}
	owner, ok := l.outputs.claim(by, pageFiles(s.Address)...)
	if !ok {
		c.owner, s.Address = owner, l.nextFree(c)
		l.Diags.Add(c.clash(s.Address))
	}
}

// order sorts sections and pages, and chains the pages in the order in which they are read: that of SUMMARY.md,
// then that of the menu.
func (l *linker) order() {
	var last *Page
	chained := map[*Page]bool{}
	chain := func(p *Page) {
		if p == nil || chained[p] {
			return
		}
		chained[p] = true
		if last != nil {
			last.Next, p.Prev = p, last
		}
		last = p
	}
	chain(l.Home)
	for _, p := range l.listed {
		chain(p)
	}
	var walk func(*Section)
	walk = func(s *Section) {
		l.sortPages(s.Pages)
		l.sortSections(s.Sections)
		s.Kind = kindOf(s.Pages)
		chain(s.Page)
		for _, p := range s.Pages {
			chain(p)
		}
		for _, sub := range s.Sections {
			walk(sub)
		}
	}
	walk(l.Root)
	l.Sections = l.Root.Sections
}

// kindOf is the kind of more than half of the pages, else content.Page.
func kindOf(pages []*Page) content.Kind {
	count := map[content.Kind]int{}
	for _, p := range pages {
		count[p.Kind]++
		if 2*count[p.Kind] > len(pages) {
			return p.Kind
		}
	}
	return content.Page
}

// sectionTitle is what handbook.yaml calls a folder, else the title of its page, else its name made readable.
func (l *linker) sectionTitle(s *Section) string {
	for _, rule := range l.Config.Sections {
		if strings.Trim(rule.Folder, "/") == s.Folder && rule.Title != "" {
			return rule.Title
		}
	}
	switch {
	case s == l.Root:
		return l.Config.Title
	case s.Page != nil:
		return s.Page.Title
	}
	_, name, _ := cutLast(s.Folder, "/")
	return readable(name)
}

// readable makes a title of the name of a folder: "team-norms" is "Team norms".
func readable(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	if len(words) == 0 {
		return name
	}
	title := strings.Join(words, " ")
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}
