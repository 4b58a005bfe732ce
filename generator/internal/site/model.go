package site

import (
	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// linkModel gives the pages their meaning: roles and what they may decide, scores, ladders, whom to ask, what
// serves whom, and the backlinks that mean more than a mention. It needs the pages, their names and the targets
// of their links, and nothing else; each step needs only the steps above it.
func (s *Site) linkModel(in Input) {
	m := newModel(s, in)
	m.makeRoles()
	m.tieRoles()
	m.useRoles()
	m.linkDecisions()
	m.linkPlaybooks()
	m.linkChecklists()
	m.linkLessons()
	m.linkResponsibilities()
	m.linkRights()
	m.linkWithoutYou()
	m.linkAsks()
	m.linkMeanings()
}

// checkModel reports what is wrong with the meaning. A check sleeps until the handbook uses the convention that
// it is about.
func (s *Site) checkModel(in Input) {
	m := newModel(s, in)
	m.checkAnswersTo()
	m.checkResponsibilities()
	m.checkRights()
	m.checkAsks()
	m.checkAskLoops()
	m.checkStandIns()
	m.checkDecisions()
	m.checkLessons()
	m.checkOwners()
	m.checkLock(in.Lock)
}

// model is a site while its meaning is linked or checked: what the work needs beside the site itself.
type model struct {
	*Site
	uses   content.Uses // the union over all documents
	format amount.Format
	order  []*Page // in the order of the menu
	byStem map[string]*Role
	looked map[diag.Pos]bool // places of names that have been looked at

	guesses     map[string][]string // by name
	guessBudget int                 // names that may still be compared
}

func newModel(s *Site, in Input) *model {
	m := &model{
		Site:   s,
		uses:   content.Uses{},
		format: amount.Format{Language: s.Config.Language, Currency: s.Config.Currency},
		order:  s.inOrder(),
		byStem: make(map[string]*Role, len(s.Roles)),
		looked: map[diag.Pos]bool{},

		guesses:     map[string][]string{},
		guessBudget: guessBudget,
	}
	for _, r := range s.Roles {
		m.byStem[r.Stem] = r
	}
	for _, d := range in.Docs {
		for use := range d.Uses {
			m.uses[use] = true
		}
	}
	return m
}

// inOrder returns all pages as the menu lists them: each folder's own page, its other pages, its folders.
func (s *Site) inOrder() []*Page {
	order := make([]*Page, 0, len(s.Pages))
	var walk func(*Section)
	walk = func(section *Section) {
		if section.Page != nil {
			order = append(order, section.Page)
		}
		order = append(order, section.Pages...)
		for _, inner := range section.Sections {
			walk(inner)
		}
	}
	walk(s.Root)
	return order
}

// report adds a diagnostic.
func (m *model) report(d diag.Diagnostic) { m.Diags.Add(d) }

// posOf returns the place of a list item's text, or of the item if it has none.
func posOf(p *Page, item *content.Item) diag.Pos {
	if item.Text.End > item.Text.Offset {
		return p.Doc.Text.Pos(item.Text.Offset, item.Text.End)
	}
	return posOfBlock(p, item.Block)
}

// posOfBlock returns the place of a block, the whole file if there is none.
func posOfBlock(p *Page, b *markdown.Block) diag.Pos {
	if b == nil {
		return diag.Pos{File: p.Doc.Path}
	}
	return p.Doc.Text.Pos(b.Offset, b.End)
}
