package score

import (
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// Conventions that wake checks of scores.
const (
	usesStartsWhen = "starts-when"
	usesCustomer   = "customer"
)

// check reports what is wrong with the score as a whole.
func (r *reader) check(uses content.Uses) {
	if r.doc.Playbook.HasPlayers {
		r.checkParts()
	}
	if uses[usesStartsWhen] {
		r.checkStart()
	}
	if uses[usesCustomer] {
		r.checkCustomer()
	}
	for _, m := range r.score.Movements {
		for _, l := range m.Labels {
			r.checkReason(l.Right)
			r.checkIndent(l)
		}
		for _, st := range m.Steps {
			r.checkReason(st.Right)
		}
	}
}

// checkParts reports parts that are nobody's, and players who have nothing to do.
func (r *reader) checkParts() {
	busy, everyone := map[*Part]bool{}, false
	for _, m := range r.score.Movements {
		for _, st := range m.Steps {
			busy[st.Part] = true
			everyone = everyone || st.Everyone
		}
	}
	for _, p := range r.score.Parts {
		switch {
		case !p.Declared && len(p.Roles) == 0 && !p.Customer && !p.Conductor && !p.Deputy:
			d := partNotPlayer(p, r.score.Parts)
			if len(d.Candidates) == 1 {
				d.Fix = r.doc.Text.Mend(d.Pos, p.Name, d.Candidates[0])
			}
			r.score.Diags.Add(d)
		case p.Declared && !busy[p] && !everyone && !p.Deputy && !isDeputy(p.Name):
			r.score.Diags.Add(diag.New(diag.PlayerWithoutStep, p.Pos, "player %q has no step", p.Name).
				WithHint("give it one in the score, or take it out of the players"))
		}
	}
}

// checkStart notes a score whose first movement does not say when it starts.
func (r *reader) checkStart() {
	if len(r.score.Movements) == 0 || r.score.Movements[0].has("starts-when") {
		return
	}
	r.score.Diags.Add(diag.New(diag.MovementWithoutStart, r.headingPos(r.score.Movements[0].Heading), "nothing says when to play this").
		WithHint("say it at the top of the first movement: - **Starts when:** …"))
}

// checkCustomer notes a score that does not say what the customer lives through.
func (r *reader) checkCustomer() {
	if len(r.score.Movements) == 0 {
		return
	}
	for _, m := range r.score.Movements {
		if m.has("customer") {
			return
		}
		for _, st := range m.Steps {
			if st.Customer || st.Kind == Customer {
				return
			}
		}
	}
	r.score.Diags.Add(diag.New(diag.PlaybookWithoutCustomer, r.headingPos(r.doc.TitleBlock), "nothing says what the customer lives through").
		WithHint("say it in a movement: - **Customer:** …"))
}

// checkReason notes a rule without its reason.
func (r *reader) checkReason(right *content.Right) {
	if right == nil || right.Level != content.Must || right.Because != nil {
		return
	}
	r.score.Diags.Add(diag.New(diag.MustWithoutBecause, r.itemPos(right.Item), "a rule without its reason").
		WithHint("write below it: - **Because:** …"))
}

// checkIndent reports a cue that speaks to everybody and begins with the name of a part: it was to be a step.
func (r *reader) checkIndent(l Label) {
	item := l.Line.Item
	if item.Label != "Cue" {
		return
	}
	p := phraseOf(item.Text)
	m, end, ok := r.cast.names.find(p, 0)
	if !ok || m.part == nil && !m.everyone {
		return
	}
	r.score.Diags.Add(diag.New(diag.LostIndent, r.itemPos(item), "cue to %q that is nobody's step", p.text[skipBlanks(p.text, 0):end]).
		WithHint(`indent it below the part that gives the cue; if it says when the movement starts, write "Starts when"`))
}

// has reports whether the movement has a label of a kind.
func (m *Movement) has(kind string) bool {
	for _, l := range m.Labels {
		if l.Kind == kind {
			return true
		}
	}
	return false
}

// headingPos is the place of a heading; without one, of that of the score.
func (r *reader) headingPos(h *markdown.Block) diag.Pos {
	if h == nil {
		h = r.doc.Playbook.Score.Heading
	}
	return r.doc.Text.Pos(h.Offset, h.End)
}
