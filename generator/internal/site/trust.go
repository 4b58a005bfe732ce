package site

import (
	"fmt"
	"strings"
	"time"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// useRoles says for each page who keeps it true, until when its review holds, and which roles use it: those it
// names, else its owner. The page of a role or of a folder is for nobody whom it does not name.
func (m *model) useRoles() {
	for _, p := range m.order {
		meta := p.Doc.Meta
		p.OwnerText = meta.Owner
		p.Owner = m.wanted(p, "owner", meta.Owner)
		p.Due = dueDate(meta.Reviewed, meta.Review)
		for _, name := range meta.For {
			if r := m.wanted(p, "for", name); r != nil {
				p.For = append(p.For, r)
			}
		}
		if len(meta.For) == 0 && p.Owner != nil && p.Kind != content.KindRole && !p.isFolderPage() {
			p.For = []*Role{p.Owner}
		}
		for _, r := range p.For {
			switch p.Kind {
			case content.KindEssay, content.KindLesson, content.Page:
				r.Reads = append(r.Reads, p)
			}
		}
	}
}

// checkOwners reports names in front matter that should be roles and are none, and, once any page has an owner,
// pages that have none: those of one top folder together, at the first of them.
func (m *model) checkOwners() {
	m.checkWanted("owner", func(p *Page) []string { return []string{p.Doc.Meta.Owner} })
	m.checkWanted("for", func(p *Page) []string { return p.Doc.Meta.For })
	m.checkWanted("conductor", func(p *Page) []string { return []string{p.Doc.Meta.Conductor} })
	m.checkWanted("deputy", func(p *Page) []string { return []string{p.Doc.Meta.Deputy} })

	someOwned := false
	var folders []string
	unowned := map[string][]*Page{}
	for _, p := range m.order {
		if p.OwnerText != "" {
			someOwned = true
			continue
		}
		folder, _, _ := strings.Cut(p.Doc.Folder, "/")
		if unowned[folder] == nil {
			folders = append(folders, folder)
		}
		unowned[folder] = append(unowned[folder], p)
	}
	if !someOwned {
		return
	}
	for _, folder := range folders {
		pages := unowned[folder]
		m.report(diag.New(diag.PageWithoutOwner, diag.Pos{File: pages[0].Doc.Path}, "%s", noOwner(folder, len(pages)-1)).
			WithHint("write owner: into the front matter, the role that keeps the page true"))
	}
}

// noOwner says that a page and some more in its top folder have no owner.
func noOwner(folder string, more int) string {
	if folder == "" {
		folder = "."
	}
	switch more {
	case 0:
		return "no owner"
	case 1:
		return fmt.Sprintf("no owner, like 1 more page in %q", folder)
	}
	return fmt.Sprintf("no owner, like %d more pages in %q", more, folder)
}

// Overdue returns a finding for each page whose review was due before a day, and for each lesson that was to be
// closed before it. No build knows what day it is; only who asks does.
func (s *Site) Overdue(day content.Date) diag.List {
	var list diag.List
	for _, p := range s.Pages {
		if p.Due != "" && p.Due < day {
			list.Add(diag.New(diag.ReviewOverdue, metaPos(p, "reviewed"), "review was due on %s", p.Due).
				WithHint("read the page, mend it, and set reviewed: to the day you did"))
		}
		if due := p.Doc.Meta.Due; p.Lesson != nil && due != "" && due < day {
			list.Add(diag.New(diag.ReviewOverdue, metaPos(p, "due"), "the lesson is still open, and was due on %s", due).
				WithHint("write what changed, and take due: out of the front matter"))
		}
	}
	return list
}

// dueDate is the day until which a review holds. A month that is too short for the day ends it on its last day.
// "" if there is no review, no interval, or no calendar that reaches so far.
func dueDate(reviewed content.Date, every content.Interval) content.Date {
	day, err := time.Parse(time.DateOnly, string(reviewed))
	if err != nil || every.N <= 0 || every.N > 9999*12 {
		return ""
	}
	switch every.Unit {
	case "day":
		day = day.AddDate(0, 0, every.N)
	case "week":
		day = day.AddDate(0, 0, 7*every.N)
	case "month":
		day = addMonths(day, every.N)
	case "year":
		day = addMonths(day, 12*every.N)
	default:
		return ""
	}
	if day.Year() > 9999 {
		return ""
	}
	return content.Date(day.Format(time.DateOnly))
}

// addMonths adds calendar months and stays in the month it comes to.
func addMonths(day time.Time, n int) time.Time {
	first := time.Date(day.Year(), day.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(day.Day(), last)-1)
}
