package render

import (
	"html/template"
	"slices"
	"strings"

	"baton/generator/internal/score"
	"baton/generator/internal/site"
)

// cueSheetView is every cue of a playbook in order of time, for whoever holds the baton: one page to print.
type cueSheetView struct {
	Base
	Baton     batonView
	Movements []cueMovement
}

// batonView says who may raise the baton, when it is lowered, and who holds it.
type batonView struct {
	Lines     []Term // Raised by, Ends when, and what else stands above the first heading
	Conductor Link
	StandIns  []Link
	Reach     Reach
}

// Any reports whether there is anything to say.
func (b batonView) Any() bool { return len(b.Lines) > 0 || b.Conductor.Text != "" }

type cueMovement struct {
	Mark    string
	Title   template.HTML
	Labels  []Term // what starts it, and what everybody says
	Entries []cueEntry
}

// cueEntry is a cue, or what stands between two of them: Label says what.
type cueEntry struct {
	Label string // "Pause" or "Wait"; "" for a cue
	Who   player // who says it, or waits; nobody for a pause of everybody
	HTML  template.HTML

	Number int
	After  cueAfter
	To     []player
	Line   string
	Answer string
}

// player is a part with the roles that play it.
type player struct {
	Name string
	Keys string // of the roles, for data-role
	Of   string // the part, for data-of
}

// cueAfter is what comes right before a cue on its sender's stave.
type cueAfter struct {
	Cues []int         // that the sender has heard, by number
	Does template.HTML // what the sender does
}

// Any reports whether anything comes before the cue.
func (a cueAfter) Any() bool { return len(a.Cues) > 0 || a.Does != "" }

// cueSheetAddress is the address of a playbook's cue sheet.
func cueSheetAddress(p *site.Playbook) string { return p.Address + "cues/" }

// planCueSheets adds the cue sheet of every playbook that has a cue.
func (r *Renderer) planCueSheets() {
	for _, p := range r.site.Playbooks {
		if slices.ContainsFunc(p.Score.Movements, hasCue) {
			r.add(job{address: cueSheetAddress(p), view: func(w *writer) (string, any) { return "cues", w.cueSheet(p) }})
		}
	}
}

func hasCue(m *score.Movement) bool {
	return slices.ContainsFunc(m.Steps, func(s *score.Step) bool { return s.Cue != nil })
}

// sheetLink leads to a playbook's cue sheet; it has no text if there is none.
func (w *writer) sheetLink(p *site.Playbook) Link {
	if !w.has(cueSheetAddress(p)) {
		return Link{}
	}
	return Link{Href: w.to(cueSheetAddress(p)), Text: "Cue sheet"}
}

func (w *writer) cueSheet(p *site.Playbook) cueSheetView {
	v := cueSheetView{Base: w.generated(p.Title), Baton: w.baton(p)}
	v.Head = w.head("Cue sheet: " + p.Title)
	v.Kind = "Cue sheet"
	v.Lede = "Every cue in order: who says it to whom, the line, and the answer."
	v.Crumbs = append(w.crumbs(p.Section, p.Address), w.link(p.Page))
	for i := range v.Baton.Lines {
		v.Baton.Lines[i].ID, v.Baton.Lines[i].Was = "", nil // those are addresses on the playbook's own page
	}
	numbers := cueNumbers(p.Score)
	for i, m := range p.Score.Movements {
		mv := w.movement(p, i, &bar{Movement: m}, numbers)
		out := cueMovement{Mark: mv.Mark, Title: mv.Title, Entries: w.cueEntries(p, m, numbers)}
		for j, l := range m.Labels {
			if l.Kind == "starts-when" || l.Kind == "say" {
				out.Labels = append(out.Labels, w.label(p.Page, m.Labels[j]))
			}
		}
		v.Movements = append(v.Movements, out)
	}
	return v
}

// baton returns who may raise a playbook, when it ends, and who conducts it.
func (w *writer) baton(p *site.Playbook) batonView {
	b := batonView{Lines: w.terms(p.Page, p.Doc.Lines)}
	if c := p.Conductor; c != nil {
		b.Conductor, b.Reach = w.link(c.Page), w.reach(c)
		if p.Deputy == nil && c.StandIn != nil {
			b.StandIns = append(b.StandIns, w.link(c.StandIn.Page))
		}
	}
	if p.Deputy != nil {
		b.StandIns = append(b.StandIns, w.link(p.Deputy.Page))
	}
	return b
}

// cueNumbers counts the cues of a score in order of time.
func cueNumbers(s *score.Score) map[*score.Cue]int {
	numbers := map[*score.Cue]int{}
	for _, m := range s.Movements {
		for _, row := range m.Rows {
			if row.Step != nil && row.Step.Cue != nil {
				numbers[row.Step.Cue] = len(numbers) + 1
			}
		}
	}
	return numbers
}

func (w *writer) cueEntries(p *site.Playbook, m *score.Movement, numbers map[*score.Cue]int) []cueEntry {
	var out []cueEntry
	before := map[voice]cueAfter{}
	for _, row := range m.Rows {
		if row.Pause != nil {
			out = append(out, cueEntry{Label: w.word("Pause"), HTML: w.inline(p.Page, row.Pause.Text)})
			clear(before)
			continue
		}
		s := row.Step
		after := before[voiceOf(s)]
		for _, wait := range s.WaitsFor {
			switch n := numbers[wait.Cue]; {
			case wait.Event != "":
				out = append(out, cueEntry{Label: w.word("Wait"), Who: w.voiceName(s), HTML: spoken(w.inline(p.Page, s.Text))})
			case n > 0:
				after = cueAfter{Cues: append(slices.Clone(after.Cues), n)}
			}
		}
		switch {
		case s.Cue != nil:
			out = append(out, cueEntry{
				Number: numbers[s.Cue], Who: w.voiceName(s), After: after,
				To: w.cued(s.Cue), Line: s.Cue.Line, Answer: s.Cue.Answer,
			})
			after = cueAfter{Cues: []int{numbers[s.Cue]}}
		case s.Kind == score.Plain:
			after.Does = spoken(w.inline(p.Page, s.Text))
		case s.Kind == score.Rest:
			out = append(out, cueEntry{Label: w.word("Pause"), Who: w.voiceName(s), HTML: w.inline(p.Page, s.Text)})
		}
		before[voiceOf(s)] = after
	}
	return out
}

// voiceName names whose stave a step stands on.
func (w *writer) voiceName(s *score.Step) player {
	switch {
	case s.Everyone:
		return player{Name: w.word("Everyone")}
	case s.Customer:
		return player{Name: w.word("Customer")}
	}
	return w.player(s.Part)
}

func (w *writer) player(p *score.Part) player {
	return player{Name: p.Name, Keys: w.roleKeys(w.rolesOf(p)...), Of: partKey(p)}
}

// cued are those to whom a cue is given.
func (w *writer) cued(c *score.Cue) []player {
	if c.Everyone {
		return []player{{Name: strings.ToLower(w.word("Everyone"))}}
	}
	var out []player
	for _, p := range c.To {
		out = append(out, w.player(p))
	}
	for _, name := range c.Unknown {
		out = append(out, player{Name: name})
	}
	return out
}
