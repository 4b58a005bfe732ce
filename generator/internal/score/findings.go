package score

import (
	"fmt"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/typo"
)

// checkCues reports cues to parts that cannot hear them. Earlier and later are the other movements.
func (a *act) checkCues(parts []*Part, earlier, later []*act) diag.List {
	var found diag.List
	for _, st := range a.Steps {
		c := st.Cue
		if c == nil {
			continue
		}
		for _, name := range c.Unknown {
			found.Add(cueToUnknown(st, name, parts))
		}
		for _, p := range c.To {
			switch {
			case a.plays(p) || len(later) > 0 && later[0].plays(p):
			case playsIn(earlier, p) && !playsIn(later, p):
				found.Add(cueToEarlier(st, p))
			default:
				found.Add(cueToAbsent(st, p))
			}
		}
	}
	return found
}

// plays reports whether p has a step in the movement, be it one of Everyone.
func (a *act) plays(p *Part) bool { return a.everyone || a.first[p] != nil }

func playsIn(acts []*act, p *Part) bool {
	for _, a := range acts {
		if a.plays(p) {
			return true
		}
	}
	return false
}

func cueToUnknown(st *Step, name string, parts []*Part) diag.Diagnostic {
	if name == "" {
		return diag.New(diag.CueToNowhere, st.Pos, "cue that names nobody").
			WithHint(`write whom it is for, as in "Cue: %s: …"`, example(parts))
	}
	d := diag.New(diag.CueToNowhere, st.Pos, "cue to %q: no part of this score has that name", name)
	return withParts(d, name, parts)
}

func partNotPlayer(p *Part, parts []*Part) diag.Diagnostic {
	var players []*Part
	for _, other := range parts {
		if other.Declared {
			players = append(players, other)
		}
	}
	d := diag.New(diag.PartNotPlayer, p.Pos, "part %q is neither a player nor a role", p.Name)
	return withParts(d, p.Name, players)
}

// withParts adds a hint with the parts that may have been meant by name, or with all of them.
func withParts(d diag.Diagnostic, name string, parts []*Part) diag.Diagnostic {
	const most = 200 // in a longer list nobody looks for a slip of the pen
	if len(parts) == 0 {
		return d
	}
	var names []string
	for _, p := range parts[:min(most, len(parts))] {
		names = append(names, p.Name)
	}
	if d.Candidates = typo.Closest(name, names, 3); len(d.Candidates) > 0 {
		return d.WithHint("did you mean %q?", d.Candidates[0])
	}
	return d.WithHint("the parts are %s", partNames(parts))
}

func cueToAbsent(st *Step, p *Part) diag.Diagnostic {
	return diag.New(diag.CueToNowhere, st.Pos, "cue to %q, which has no step in this movement or the next", p.Name).
		WithHint("give %s a step where it hears the cue, or cue a part that plays", p.Name)
}

func cueToEarlier(st *Step, p *Part) diag.Diagnostic {
	return diag.New(diag.CueBackInTime, st.Pos, "cue to %q, which plays only earlier", p.Name).
		WithHint("give %s a step in this movement or the next", p.Name)
}

// cueBelowPause reports a cue that a wait would take which stands above a pause.
func cueBelowPause(c *Cue, wait *Step) diag.Diagnostic {
	d := diag.New(diag.CueBackInTime, c.Step.Pos, "cue to %q, which waits for it above a pause, in line %d", performer(wait), wait.Pos.Line).
		WithHint("move the cue above the pause, or the wait below it")
	d.Related = []diag.Pos{wait.Pos}
	return d
}

func waitNeverEnds(st *Step, w *Wait) diag.Diagnostic {
	return diag.New(diag.WaitNeverEnds, st.Pos, "%s waits for %q, who gives no further cue to it", performer(st), w.From.Name).
		WithHint(`write the cue where %s gives it: "Cue: %s: …"`, w.From.Name, performer(st))
}

// waitCycle names the steps of a circle, which begins with a wait and ends with the cue that would end it.
func waitCycle(steps []*Step) diag.Diagnostic {
	var names []string
	for i, st := range steps {
		// Of the steps between a wait and the next cue only those of everybody explain the circle.
		if st.Kind == Waits || st.Everyone || i == len(steps)-1 || steps[i+1].Kind == Waits {
			names = append(names, fmt.Sprintf("%s %s (line %d)", performer(st), brief(st), st.Pos.Line))
		}
	}
	d := diag.New(diag.WaitCycle, steps[0].Pos, "the waits go in a circle: %s, then again %s", strings.Join(names, ", then "), names[0]).
		WithHint("one of them has to go first: take its wait away, or give it its cue earlier")
	for _, st := range steps[1:] {
		d.Related = append(d.Related, st.Pos)
	}
	return d
}

// brief tells what a step says, shortened.
func brief(st *Step) string {
	const most = 40
	text := []rune(st.Text.Plain())
	if len(text) > most {
		text = append(text[:most-1], '…')
	}
	switch st.Kind {
	case Waits:
		return fmt.Sprintf("waits for %q", string(text))
	case Cues:
		return fmt.Sprintf("cues %q", string(text))
	}
	return fmt.Sprintf("%q", string(text))
}

// performer names who performs a step.
func performer(st *Step) string {
	if st.Everyone {
		return "Everyone"
	}
	return st.Part.Name
}

func partNames(parts []*Part) string {
	const most = 8
	var names []string
	for _, p := range parts {
		if len(names) == most {
			names = append(names, "…")
			break
		}
		names = append(names, fmt.Sprintf("%q", p.Name))
	}
	return strings.Join(names, ", ")
}

func example(parts []*Part) string {
	if len(parts) > 0 {
		return parts[0].Name
	}
	return "Voice"
}
