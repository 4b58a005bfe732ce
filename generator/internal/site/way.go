package site

import (
	"baton/generator/internal/content"
	"baton/generator/internal/score"
)

// Way is the customer's way through a playbook: what happens between the first time that the score says what
// the customer lives through and the last. Each thing on it is a place where the customer may have to wait.
type Way struct {
	Playbook *Playbook
	From, To string // what the customer lives through, at first and at last
	HandOffs []HandOff
	Asks     []*Ask
	Pauses   []WayPause
}

// HandOff is a cue from one part to another. A cue to several is one hand-off for each of them.
type HandOff struct {
	Cue      *score.Cue
	To       *score.Part
	Fragment string
}

// WayPause is a pause of everybody.
type WayPause struct {
	Pause    *score.Pause
	Fragment string
}

// A wayPoint is a place in the time of a score: a movement, and a row of it, -1 for what stands above its rows.
type wayPoint struct{ movement, row int }

func (a wayPoint) before(b wayPoint) bool {
	return a.movement < b.movement || a.movement == b.movement && a.row < b.row
}

// newWay returns the customer's way; ok is false if the score does not say what the customer lives through. What a
// movement says stands at its beginning.
func newWay(p *Playbook, asks map[*content.Item]*Ask) (way Way, ok bool) {
	way.Playbook = p
	var from, to wayPoint
	mark := func(at wayPoint, text string) {
		if !ok {
			from, way.From = at, text
		}
		ok, to, way.To = true, at, text
	}
	for i, mv := range p.Score.Movements {
		for _, l := range mv.Labels {
			if l.Kind == "customer" {
				mark(wayPoint{i, -1}, l.Line.Text.Plain())
			}
		}
		for j, row := range mv.Rows {
			if row.Step != nil && (row.Step.Customer || row.Step.Kind == score.Customer) {
				mark(wayPoint{i, j}, spoken(row.Step))
			}
		}
	}
	for i, mv := range p.Score.Movements {
		if start := (wayPoint{i, -1}); !start.before(from) && start.before(to) {
			for _, l := range mv.Labels {
				if l.Right != nil && asks[l.Right.Item] != nil {
					way.Asks = append(way.Asks, asks[l.Right.Item])
				}
			}
		}
		for j, row := range mv.Rows {
			if at := (wayPoint{i, j}); !from.before(at) || !at.before(to) {
				continue
			}
			if row.Pause != nil {
				way.Pauses = append(way.Pauses, WayPause{row.Pause, mv.ID})
				continue
			}
			if ask := asks[row.Step.Item]; ask != nil {
				way.Asks = append(way.Asks, ask)
			}
			way.handOff(row.Step, mv.ID)
		}
	}
	return way, ok
}

// handOff adds the hand-offs of a step's cue. The customer is no part of the house: a cue to or from them hands
// nothing on.
func (w *Way) handOff(step *score.Step, movement string) {
	if step.Cue == nil || step.Customer || step.Part == nil {
		return
	}
	to := step.Cue.To
	if step.Cue.Everyone {
		to = w.Playbook.Score.Parts
	}
	for _, part := range to {
		if part != step.Part && !part.Customer {
			w.HandOffs = append(w.HandOffs, HandOff{step.Cue, part, movement})
		}
	}
}

// spoken is what a step of the customer says of them: of a cue its line alone.
func spoken(step *score.Step) string {
	if step.Cue != nil && step.Cue.Line != "" {
		return step.Cue.Line
	}
	return step.Text.Plain()
}
