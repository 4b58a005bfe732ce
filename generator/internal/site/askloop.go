package site

import (
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// A question is one role's ask about one matter, and whom that leads to about the same matter.
type question struct {
	ask     *Ask
	next    []*question
	before  []*question
	settled bool // somebody decides in the end
	seen    int  // the walk that has come by, from 1
}

// about is a role and the matter that it asks about: a ladder, the words of a right, or a single item.
type about struct {
	role   *Role
	matter any
}

// checkAskLoops reports asks that go round in a circle: about one matter, each asked role asks on, and none of
// them ever decides. An ask ends at a role that does not itself ask first about the matter.
func (m *model) checkAskLoops() {
	questions := m.questions()
	for i, start := range questions {
		q := start
		for !q.settled && q.seen == 0 {
			q.seen = i + 1
			q = q.next[0]
		}
		if q.settled || q.seen != i+1 {
			continue
		}
		names := []string{q.ask.Asker.Title}
		var related []diag.Pos
		for next := q.next[0]; next != q; next = next.next[0] {
			names = append(names, next.ask.Asker.Title)
			related = append(related, next.ask.Pos)
		}
		names = append(names, q.ask.Asker.Title)
		d := diag.New(diag.AskLoop, q.ask.Pos, "%s, and nobody decides", strings.Join(quoted(names), " asks ")).
			WithHint("let one of them decide, or name somebody else")
		d.Related = related
		m.report(d)
	}
}

// questions returns the questions of the handbook with what they lead to. Each that is not settled leads on.
func (m *model) questions() []*question {
	var all []*question
	byAbout := map[about]*question{}
	for _, ask := range m.Asks {
		if ask.Asker == nil || len(ask.Whom) == 0 {
			continue
		}
		key := about{ask.Asker, ask.matter}
		if byAbout[key] == nil {
			q := &question{ask: ask}
			byAbout[key] = q
			all = append(all, q)
		}
	}
	var settled []*question
	for _, q := range all {
		for _, r := range q.ask.Whom {
			next := byAbout[about{r, q.ask.matter}]
			if next == nil {
				q.settled = true
				settled = append(settled, q)
				break
			}
			q.next = append(q.next, next)
			next.before = append(next.before, q)
		}
	}
	for len(settled) > 0 {
		q := settled[len(settled)-1]
		settled = settled[:len(settled)-1]
		for _, b := range q.before {
			if !b.settled {
				b.settled = true
				settled = append(settled, b)
			}
		}
	}
	return all
}

// matterOf is what an item of a role is about, as words: its text without the word "ask" and without the roles
// it links to. An item that says nothing else is about itself.
func (m *model) matterOf(p *Page, item *content.Item) any {
	var about []string
	for _, span := range item.Text.Spans() {
		if span.Link != nil {
			if to := p.Target(span.Link).Page; to != nil && to.Role != nil {
				continue
			}
		}
		for _, w := range words(span.Text) {
			if w != "ask" {
				about = append(about, w)
			}
		}
	}
	if len(about) == 0 {
		return item
	}
	return strings.Join(about, " ")
}
