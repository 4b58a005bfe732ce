// Package score turns a playbook's text into a score: parts, movements, steps, and the beat of each step.
// It is a pure function of one document and of the names of all roles. Rules: design section 2 and the
// readings (1) to (13) beside the conformance vectors.
package score

import (
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
	Declared  bool            // stands under Players
	Player    *content.Player // nil if not declared
}

// Movement is a bar line to a bar line.
type Movement struct {
	Title   string
	Heading *markdown.Block // nil for a score without H3
	ID      string
	Labels  []Label // at the movement's level, in order
	Rows    []Row   // steps and pauses in time order: by beat, then by part
	Steps   []*Step // in order of the text
	Pauses  []*Pause
	Prose   []*markdown.Block
	Beats   int  // length; 0 only if the movement is empty
	Cyclic  bool // a cycle of written waits: beats are open
}

// Row is one entry of a movement in time order: either a step or a pause.
type Row struct {
	Step  *Step
	Pause *Pause
}

// Label is a labelled line that speaks to everybody: Starts when, Customer, a level, Say, Not now.
type Label struct {
	Kind  string // "starts-when", "customer", a level, "say", "not-now"
	Line  *content.Line
	Right *content.Right // for a level
}

// StepKind names what a step is: "step", a level, "cue", "wait", "say", "not-now", "customer" or "pause".
type StepKind string

// Step is one note.
type Step struct {
	Part     *Part // nil for Everyone
	Everyone bool
	Customer bool // the customer's own step
	Kind     StepKind
	Item     *content.Item
	Text     markdown.Inline // without label, box and comment
	ID       string
	Beat     int            // from 1 in its movement; 0 in a cyclic movement
	Right    *content.Right // for a level
	Detail   []*content.Item

	Cue      *Cue
	WaitsFor []*Wait
}

// Cue is given by a step to parts.
type Cue struct {
	Step     *Step
	To       []*Part
	Everyone bool
	Line     string
	Answer   string
}

// Wait is what a step waits for.
type Wait struct {
	From    *Part // whose cue; nil for an outside event
	Cue     *Cue  // nil if nothing ends the wait, or for an event
	Implied bool
	Event   string
}

// Pause is a barrier for everybody.
type Pause struct {
	Text markdown.Inline
	Item *content.Item
	Beat int
}

// Roles is what reading a score needs to know of the handbook's roles.
type Roles interface {
	// Resolve returns the stem of the role that a name or link means; ok is false if there is none.
	Resolve(content.Ref) (stem string, ok bool)
	// Title returns the title of the role with the stem.
	Title(stem string) string
}
