package render

import (
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/score"
)

// tableRow is a note as a row of the table.
type tableRow struct {
	Movement, Who, Does, Waits, Cues string
}

// table returns the notes of a movement as rows: who, what, after whose cue, and whom they cue.
func (w *writer) table(m movementView, b *bar) []tableRow {
	var out []tableRow
	title := ""
	if b.Movement.Heading != nil {
		title = m.Mark + ". " + leadingNumber.ReplaceAllString(b.Movement.Title, "")
	}
	for i, e := range b.Entries {
		r := tableRow{Movement: title, Who: m.Entries[i].Who}
		if e.Pause != nil {
			r.Who, r.Does = w.word("Everyone"), w.word("Pause")+": "+e.Pause.Text.Plain()
			out = append(out, r)
			continue
		}
		var does, waits, cues []string
		for _, s := range e.Note.Steps {
			for _, wait := range s.WaitsFor {
				waits = append(waits, waitWords(wait))
			}
			switch {
			case s.Kind == score.Cues:
				cues = append(cues, s.Text.Plain())
			case s.Kind == score.Waits:
			case s.Right != nil:
				does = append(does, w.level(content.Level(s.Kind)).Word+": "+s.Text.Plain())
			default:
				does = append(does, s.Text.Plain())
			}
		}
		r.Does, r.Waits, r.Cues = strings.Join(does, "; "), strings.Join(waits, "; "), strings.Join(cues, "; ")
		out = append(out, r)
	}
	return out
}

// waitWords says what a wait is for.
func waitWords(w *score.Wait) string {
	switch {
	case w.Event != "":
		return w.Event
	case w.From != nil:
		return w.From.Name
	case w.Cue != nil && w.Cue.Step.Part != nil:
		return w.Cue.Step.Part.Name
	}
	return ""
}
