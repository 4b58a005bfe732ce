package score

import (
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// A cast knows the parts of a score and whom a written name means.
type cast struct {
	score *Score
	meta  *content.Meta
	names names

	conductor, deputy string          // stems of the roles that front matter names, "" if it names none
	standing          map[string]bool // names that stand alone above steps somewhere in the score
}

func newCast(s *Score, doc *content.Document, roles Roles) *cast {
	c := &cast{
		score:    s,
		meta:     &doc.Meta,
		names:    names{roles: roles, plays: map[string]*Part{}},
		standing: map[string]bool{},
	}
	c.conductor, _ = roles.Resolve(content.Ref{Text: doc.Meta.Conductor})
	c.deputy, _ = roles.Resolve(content.Ref{Text: doc.Meta.Deputy})
	c.names.add("everyone", meaning{everyone: true})
	for _, p := range doc.Playbook.Players {
		c.declare(p, roles)
	}
	return c
}

// declare adds a player. A name that stands twice is one part, played by all who are named.
func (c *cast) declare(player *content.Player, roles Roles) {
	m := c.names.exact(player.Name)
	if m.everyone || nameKey(player.Name) == "" {
		return // "Everyone" is all parts already, and nobody can be called without a name
	}
	if m.part == nil {
		m.part = c.add(player.Name, player.Pos)
		m.part.Declared, m.part.Player, m.part.Together = true, player, player.Roles.Together
	}
	for _, ref := range player.Roles.Refs {
		if stem, ok := roles.Resolve(ref); ok {
			c.give(m.part, stem)
		}
	}
}

// add makes a new part.
func (c *cast) add(name string, pos diag.Pos) *Part {
	p := &Part{Index: len(c.score.Parts), Name: name, Pos: pos, Customer: isCustomer(name)}
	c.score.Parts = append(c.score.Parts, p)
	c.names.add(name, meaning{part: p})
	return p
}

// give lets a role play p. The first part that a role plays is the one that the role's name means.
func (c *cast) give(p *Part, stem string) {
	if slices.Contains(p.Roles, stem) {
		return
	}
	p.Roles = append(p.Roles, stem)
	if c.names.plays[stem] == nil {
		c.names.plays[stem] = p
	}
}

// part returns the part that a name, perhaps linked, stands for in the score; nil for everyone. A name that
// nobody has makes a new part.
func (c *cast) part(name string, link *markdown.Link, pos diag.Pos) *Part {
	if m := c.names.exact(name); m != (meaning{}) {
		return m.part
	}
	stem := c.role(name, link)
	if p := c.names.plays[stem]; p != nil {
		c.names.add(name, meaning{part: p})
		return p
	}
	p := c.add(name, pos)
	if stem != "" {
		c.give(p, stem)
	}
	return p
}

// knows reports whether a name means a player, a role, everyone, the customer, or a part that stands elsewhere in
// the score.
func (c *cast) knows(name string, link *markdown.Link) bool {
	return c.names.exact(name) != (meaning{}) || isCustomer(name) || isConductor(name) || isDeputy(name) ||
		c.standing[nameKey(name)] || c.role(name, link) != ""
}

// role returns the stem of the role that a name or its link means, "" if there is none.
func (c *cast) role(name string, link *markdown.Link) string {
	switch {
	case isConductor(name) && c.conductor != "":
		return c.conductor
	case isDeputy(name) && c.deputy != "":
		return c.deputy
	case isCustomer(name):
		return ""
	}
	if stem, ok := c.names.roles.Resolve(content.Ref{Text: name}); ok {
		return stem
	}
	if link != nil {
		if stem, ok := c.names.roles.Resolve(content.Ref{Text: name, Link: link}); ok {
			return stem
		}
	}
	return ""
}

// crown says who conducts and who is the deputy, once all parts are there.
func (c *cast) crown() {
	if p := c.playedBy(isConductor, c.meta.Conductor, c.conductor); p != nil {
		p.Conductor = true
	}
	if p := c.playedBy(isDeputy, c.meta.Deputy, c.deputy); p != nil {
		p.Deputy = true
	}
}

// playedBy returns the part of a role that front matter names: the one with the name of the office if the role
// plays it, else the first that the role plays, else the one that is named as front matter names it.
func (c *cast) playedBy(office func(name string) bool, written, stem string) *Part {
	if written == "" {
		return nil
	}
	for _, p := range c.score.Parts {
		if office(p.Name) && (len(p.Roles) == 0 || slices.Contains(p.Roles, stem)) {
			return p
		}
	}
	if p := c.names.plays[stem]; p != nil {
		return p
	}
	return c.names.exact(written).part
}

func isConductor(name string) bool { return nameKey(name) == "conductor" }
func isDeputy(name string) bool    { return nameKey(name) == "deputy" }
func isCustomer(name string) bool  { return nameKey(name) == "customer" }

// nameKey is key as one string.
func nameKey(name string) string { return strings.Join(key(name), " ") }
