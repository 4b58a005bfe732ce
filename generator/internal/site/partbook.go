package site

import (
	"slices"

	"baton/generator/internal/score"
)

// Staff is what one role plays in one playbook: its line out of the score.
type Staff struct {
	Playbook *Playbook
	Parts    []*score.Part // that it plays
	Bars     []Bar         // every movement, in order
}

// Bar is a movement, as the player of a part reads it.
type Bar struct {
	Movement *score.Movement
	Notes    []Note // in time order
}

// Own reports whether the player has something to do in the movement.
func (b Bar) Own() bool {
	return slices.ContainsFunc(b.Notes, func(n Note) bool { return n.Step != nil })
}

// Note is one entry of a bar: a rest, a pause of everybody, or a step of one's own.
type Note struct {
	Rest      int           // beats, if it is a rest: what the others do meanwhile is folded
	Meanwhile []*score.Step // the first few of what the others do in a rest
	Pause     *score.Pause
	Step      *score.Step
	Hears     []*score.Wait // what the step waits for: cues of others, and outside events
	Gives     *score.Cue    // the cue that the step gives
}

// mostMeanwhile is the number of steps of others that a rest tells of.
const mostMeanwhile = 3

// PartBook returns a role's part: its own steps out of every playbook, each with the cue it waits for and the
// cue it gives, and long waits folded to a rest. Where beats are open, since parts wait for each other in a
// circle, there are no rests.
func PartBook(r *Role) []Staff {
	var book []Staff
	for _, p := range r.Plays {
		if n := len(book); n > 0 && book[n-1].Playbook == p.Playbook {
			book[n-1].Parts = append(book[n-1].Parts, p.Part)
		} else {
			book = append(book, Staff{Playbook: p.Playbook, Parts: []*score.Part{p.Part}})
		}
	}
	for i := range book {
		s := &book[i]
		for _, mv := range s.Playbook.Score.Movements {
			s.Bars = append(s.Bars, s.bar(mv))
		}
	}
	return book
}

func (s *Staff) bar(mv *score.Movement) Bar {
	bar := Bar{Movement: mv}
	played := 0 // the last beat that is accounted for
	var others []*score.Step
	rest := func(until int) {
		if beats := until - played; beats > 0 && !mv.Cyclic {
			meanwhile := slices.DeleteFunc(others, func(s *score.Step) bool { return s.Beat > until })
			bar.Notes = append(bar.Notes, Note{Rest: beats, Meanwhile: meanwhile})
		}
		others = nil
	}
	for _, row := range mv.Rows {
		switch {
		case row.Pause != nil:
			rest(row.Pause.Beat - 1)
			bar.Notes = append(bar.Notes, Note{Pause: row.Pause})
			played = row.Pause.Beat
		case s.plays(row.Step):
			rest(row.Step.Beat - 1)
			bar.Notes = append(bar.Notes, Note{Step: row.Step, Hears: row.Step.WaitsFor, Gives: row.Step.Cue})
			played = row.Step.Beat
		case len(others) < mostMeanwhile && row.Step.Beat > played:
			others = append(others, row.Step)
		}
	}
	rest(mv.Beats)
	return bar
}

// plays reports whether a step stands in the line of the staff.
func (s *Staff) plays(step *score.Step) bool {
	return step.Everyone || step.Part != nil && slices.Contains(s.Parts, step.Part)
}
