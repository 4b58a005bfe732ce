package site

import (
	"baton/generator/internal/score"
)

// jsonPlaybook is a playbook with its score.
type jsonPlaybook struct {
	Conductor string         `json:"conductor,omitempty"` // role
	Deputy    string         `json:"deputy,omitempty"`
	RaisedBy  string         `json:"raised_by,omitempty"`
	EndsWhen  string         `json:"ends_when,omitempty"`
	Parts     []jsonPart     `json:"parts,omitempty"`
	Movements []jsonMovement `json:"movements,omitempty"`
}

// jsonPart is a stave.
type jsonPart struct {
	Name      string   `json:"name"`
	Roles     []string `json:"roles,omitempty"`
	Together  bool     `json:"together,omitempty"` // its roles play together, not in turn
	Conductor bool     `json:"conductor,omitempty"`
	Deputy    bool     `json:"deputy,omitempty"`
	PlaysFor  string   `json:"plays_for,omitempty"`
}

// jsonMovement is what happens between two bar lines. Beats count from 1 in each movement.
type jsonMovement struct {
	ID     string      `json:"id,omitempty"`
	Title  string      `json:"title,omitempty"`
	Beats  int         `json:"beats"`
	Cyclic bool        `json:"cyclic,omitempty"` // parts wait for each other in a circle: beats are open
	Labels []jsonLabel `json:"labels,omitempty"` // what speaks to everybody
	Steps  []jsonStep  `json:"steps,omitempty"`  // in order of the text
	Pauses []jsonPause `json:"pauses,omitempty"`
}

// jsonLabel is a line that speaks to everybody.
type jsonLabel struct {
	Kind    string `json:"kind"` // "starts-when", "customer", a level, "say" or "not-now"
	Text    string `json:"text"`
	Because string `json:"because,omitempty"`
	Unless  string `json:"unless,omitempty"`
}

// jsonStep is a note.
type jsonStep struct {
	Part     string     `json:"part,omitempty"`
	Everyone bool       `json:"everyone,omitempty"` // instead of a part
	Customer bool       `json:"customer,omitempty"` // the customer's own step
	Kind     string     `json:"kind"`               // "step", a level, "cue", "wait", "say", "not-now", "customer" or "pause"
	Text     string     `json:"text"`
	ID       string     `json:"id,omitempty"`
	Beat     int        `json:"beat,omitempty"` // absent if beats are open
	Cue      *jsonCue   `json:"cue,omitempty"`
	WaitsFor []jsonWait `json:"waits_for,omitempty"`
	Rule     *jsonRule  `json:"rule,omitempty"` // of a level
}

// jsonCue is a cue that a step gives.
type jsonCue struct {
	To       []string `json:"to,omitempty"` // parts
	Everyone bool     `json:"everyone,omitempty"`
	Line     string   `json:"line,omitempty"`
	Answer   string   `json:"answer,omitempty"`
}

// jsonWait is what a step waits for: a part's cue, or an event outside the score.
type jsonWait struct {
	Part    string `json:"part,omitempty"`
	Line    string `json:"line,omitempty"`    // the cue that ends it
	Implied bool   `json:"implied,omitempty"` // nobody wrote it
	Unmet   bool   `json:"unmet,omitempty"`   // nothing ends it
	Event   string `json:"event,omitempty"`
}

// jsonPause is a pause of everybody.
type jsonPause struct {
	Text string `json:"text,omitempty"`
	Beat int    `json:"beat,omitempty"`
}

func newJSONPlaybook(p *Playbook) *jsonPlaybook {
	j := &jsonPlaybook{
		Conductor: stemOf(p.Conductor), Deputy: stemOf(p.Deputy),
		RaisedBy: lineText(p.Doc.RaisedBy), EndsWhen: lineText(p.Doc.EndsWhen),
	}
	for _, part := range p.Score.Parts {
		jp := jsonPart{Name: part.Name, Roles: part.Roles, Together: part.Together, Conductor: part.Conductor, Deputy: part.Deputy}
		if part.Player != nil {
			jp.PlaysFor = part.Player.PlaysFor.Plain()
		}
		j.Parts = append(j.Parts, jp)
	}
	for _, mv := range p.Score.Movements {
		jm := jsonMovement{ID: mv.ID, Title: mv.Title, Beats: mv.Beats, Cyclic: mv.Cyclic}
		for _, l := range mv.Labels {
			jl := jsonLabel{Kind: l.Kind, Text: lineText(l.Line)}
			if l.Right != nil {
				jl.Because, jl.Unless = lineText(l.Right.Because), lineText(l.Right.Unless)
			}
			jm.Labels = append(jm.Labels, jl)
		}
		for _, step := range mv.Steps {
			jm.Steps = append(jm.Steps, newJSONStep(step))
		}
		for _, pause := range mv.Pauses {
			jm.Pauses = append(jm.Pauses, jsonPause{pause.Text.Plain(), pause.Beat})
		}
		j.Movements = append(j.Movements, jm)
	}
	return j
}

func newJSONStep(s *score.Step) jsonStep {
	j := jsonStep{
		Part: partName(s.Part), Everyone: s.Everyone, Customer: s.Customer, Kind: string(s.Kind),
		Text: s.Text.Plain(), ID: s.ID, Beat: s.Beat, Rule: newJSONRule(s.Right),
	}
	if s.Cue != nil {
		j.Cue = &jsonCue{Everyone: s.Cue.Everyone, Line: s.Cue.Line, Answer: s.Cue.Answer}
		for _, part := range s.Cue.To {
			j.Cue.To = append(j.Cue.To, part.Name)
		}
	}
	for _, w := range s.WaitsFor {
		jw := jsonWait{Part: partName(w.From), Implied: w.Implied, Event: w.Event}
		if w.Cue != nil {
			jw.Line = w.Cue.Line
		} else {
			jw.Unmet = w.From != nil
		}
		j.WaitsFor = append(j.WaitsFor, jw)
	}
	return j
}

func partName(p *score.Part) string {
	if p == nil {
		return ""
	}
	return p.Name
}
