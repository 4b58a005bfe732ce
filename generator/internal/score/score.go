// Package score turns a playbook's text into a score: parts, movements, steps, and the beat of each step.
// It is a pure function of one document and of the names of all roles. Rules: design section 2 and the
// readings (1) to (13) beside the conformance vectors.
//
// A score is read in three passes. The first finds parts and their steps (read.go), the second finds out who
// is cued and which cue ends which wait (cue.go, waits.go), and the third gives each step its beat (beats.go).
package score

import (
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// Score is a playbook, read.
type Score struct {
	Parts     []*Part // declared players in order, then by first appearance
	Movements []*Movement
	Diags     diag.List
}

// Part is one stave.
type Part struct {
	Index     int
	Name      string
	Roles     []string // stems of the roles that play it
	Together  bool     // several roles play together ("and"), not in turn
	Conductor bool
	Deputy    bool
	Customer  bool            // the customer's own steps
	Declared  bool            // stands under Players
	Player    *content.Player // nil if not declared
	Pos       diag.Pos        // of its name where it is declared, or else written first
}

// Movement is a bar line to a bar line.
type Movement struct {
	Title   string
	Heading *markdown.Block // nil for a score without H3
	ID      string
	Labels  []Label // at the movement's level, in order
	Rows    []Row   // steps and pauses in time order: by beat, then Everyone, the customer, and the parts in order
	Steps   []*Step // in order of the text
	Pauses  []*Pause
	Prose   []*markdown.Block
	Beats   int  // length; 0 if the movement is empty or cyclic
	Cyclic  bool // a cycle of written waits: beats are open

	text []Row // steps and pauses in order of the text
}

// Row is one entry of a movement: either a step or a pause.
type Row struct {
	Step  *Step
	Pause *Pause
}

// Beat returns the beat of the step or the pause.
func (r Row) Beat() int {
	if r.Pause != nil {
		return r.Pause.Beat
	}
	return r.Step.Beat
}

// Label is a labelled line that speaks to everybody: Starts when, Customer, a level, Say, Not now.
type Label struct {
	Kind  string // "starts-when", "customer", a level, "say", "not-now"
	Line  *content.Line
	Right *content.Right // for a level
}

// StepKind names what a step is: "step", a level, "cue", "wait", "say", "not-now", "customer" or "pause".
type StepKind string

// The kinds of step beside the levels.
const (
	Plain    StepKind = "step"
	Cues     StepKind = "cue"
	Waits    StepKind = "wait"
	Says     StepKind = "say"
	NotNow   StepKind = "not-now"
	Customer StepKind = "customer"
	Rest     StepKind = "pause" // a rest of its part, which holds nobody else
)

// Step is one note.
type Step struct {
	Movement *Movement
	Part     *Part // nil for Everyone
	Everyone bool
	Customer bool // the customer's own step
	Kind     StepKind
	Item     *content.Item
	Text     markdown.Inline // without label, box and comment
	ID       string
	Pos      diag.Pos
	Beat     int            // from 1 in its movement; 0 in a cyclic movement
	Right    *content.Right // for a level
	Detail   []*content.Item

	Cue      *Cue
	WaitsFor []*Wait

	at int // place among the notes of its movement
}

// Cue is given by a step to parts.
type Cue struct {
	Step     *Step
	To       []*Part  // as named; Everyone is not spelled out
	Everyone bool     // to all other parts
	Unknown  []string // names that no part has
	Line     string
	Answer   string
}

// Reaches reports whether c is given to p.
func (c *Cue) Reaches(p *Part) bool {
	return c.Everyone && c.Step.Part != p || slices.Contains(c.To, p)
}

// Wait is what a step waits for.
type Wait struct {
	From    *Part // whose cue; nil for an outside event, and for an implied wait whose cue everyone gives
	Cue     *Cue  // nil if nothing ends the wait, or for an event
	Implied bool  // nobody wrote it
	Event   string
}

// Pause is a barrier for everybody.
type Pause struct {
	Text markdown.Inline
	Item *content.Item
	Beat int // 0 in a cyclic movement
}

// Roles is what reading a score needs to know of the handbook's roles.
type Roles interface {
	// Resolve returns the stem of the role that a name or link means; ok is false if there is none.
	Resolve(content.Ref) (stem string, ok bool)
	// Title returns the title of the role with the stem.
	Title(stem string) string
}
