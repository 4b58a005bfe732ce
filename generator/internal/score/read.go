package score

import (
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
)

// Read reads the score of a playbook. Uses are the conventions that the handbook uses anywhere; checks of others
// sleep.
func Read(doc *content.Document, roles Roles, uses content.Uses) *Score {
	r := &reader{doc: doc, score: &Score{}, players: writtenNames(doc.Playbook.Players)}
	r.cast = newCast(r.score, doc, roles)
	r.preface()
	for _, m := range doc.Playbook.Movements {
		r.foresee(m)
	}
	for _, m := range doc.Playbook.Movements {
		r.movement(m)
	}
	r.cast.crown()
	for _, m := range r.score.Movements {
		r.listen(m)
	}
	r.score.settle()
	r.check(uses)
	return r.score
}

// A reader turns the entries of a playbook into parts and steps.
type reader struct {
	doc     *content.Document
	score   *Score
	cast    *cast
	players written // names of players
}

// preface looks at what stands in the score above its first movement, which is no part of any.
func (r *reader) preface() {
	pb := r.doc.Playbook
	if len(pb.Movements) == 0 || pb.Movements[0].Heading == nil {
		return
	}
	for _, b := range pb.Score.Blocks {
		r.checkProse(b)
	}
}

// foresee notes the names that stand alone above steps. Where such a name has text after it, the text is a step.
func (r *reader) foresee(m *content.Movement) {
	for _, e := range m.Entries {
		if h, ok := headOf(e); ok && h.opens && !r.labels(e, h) {
			r.cast.standing[nameKey(h.name)] = true
		}
	}
}

func (r *reader) movement(source *content.Movement) {
	m := &Movement{Title: source.Title, Heading: source.Heading}
	if m.Heading != nil {
		m.ID = m.Heading.ID
	}
	r.score.Movements = append(r.score.Movements, m)
	for _, e := range source.Entries {
		h, ok := headOf(e)
		switch {
		case ok && r.labels(e, h):
			r.label(m, e.Item)
		case ok && h.alone && len(e.Steps) > 0 && (h.opens || r.cast.knows(h.name, h.link)):
			who := r.perform(h)
			for _, item := range e.Steps {
				r.step(m, who, item)
			}
		case ok && !h.alone && h.bold && r.cast.knows(h.name, h.link):
			r.oneStep(m, r.perform(h), e)
		default:
			r.prose(m, e)
		}
	}
}

// A head is what an entry begins with: perhaps the name of a part.
type head struct {
	name  string
	link  *markdown.Link // in or around the name, nil if there is none
	at    markdown.Inline
	bold  bool
	alone bool // nothing follows but steps
	opens bool // opens a part, whoever it names
}

// headOf returns the head of an entry; ok is false if it has none that could be a name.
func headOf(e *content.Entry) (h head, ok bool) {
	if l := e.Lead; l != nil {
		h = head{name: l.Text, link: l.Link, at: markdown.Inline{Offset: l.Offset, End: l.End}, bold: l.Bold, alone: l.Rest.Empty()}
		h.opens = h.alone && len(e.Steps) > 0 && (h.bold || e.Form == content.EntryHeading)
		return h, nameKey(h.name) != ""
	}
	if e.Form != content.EntryItem || len(e.Steps) == 0 {
		return h, false
	}
	h = head{name: strings.TrimSpace(e.Item.Text.Plain()), at: e.Item.Text, alone: true}
	return h, nameKey(h.name) != ""
}

// labels reports whether an entry is a label that speaks to everybody. A player with the name of a label is the
// player, and "Customer" without text opens the customer's own steps.
func (r *reader) labels(e *content.Entry, h head) bool {
	if e.Form != content.EntryItem || labelKinds[e.Item.Label] == "" {
		return false
	}
	if e.Item.Label == "Customer" {
		return !h.alone
	}
	m := r.cast.names.exact(h.name)
	return m.part == nil || !m.part.Declared
}

// perform returns the part that a head names, nil for everyone.
func (r *reader) perform(h head) *Part {
	return r.cast.part(strings.TrimRight(h.name, ": "), h.link, r.doc.Text.Pos(h.at.Offset, h.at.End))
}
