package score

import (
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

// labelKinds says what a label is at the level of a movement, by its canonical name.
var labelKinds = map[string]string{
	"Starts when": "starts-when", "Cue": "starts-when", "Customer": "customer", "Pause": "pause", "Say": "say", "Not now": "not-now",
	"Must": "must", "Within limits": "within-limits", "Your call": "your-call", "Ask first": "ask-first",
}

// stepKinds says what a labelled step is, by the canonical name of the label. "Starts when" below a part is
// something outside that the part waits for.
var stepKinds = map[string]StepKind{
	"Starts when": Waits, "Cue": Cues, "Wait": Waits, "Customer": Customer, "Pause": Rest, "Say": Says, "Not now": NotNow,
	"Must": "must", "Within limits": "within-limits", "Your call": "your-call", "Ask first": "ask-first",
}

// label adds a labelled line that speaks to everybody.
func (r *reader) label(m *Movement, item *content.Item) {
	kind := labelKinds[item.Label]
	if kind == "pause" {
		p := &Pause{Text: item.Text, Item: item}
		m.Pauses = append(m.Pauses, p)
		m.text = append(m.text, Row{Pause: p})
		return
	}
	l := Label{Kind: kind, Line: &content.Line{Label: item.Label, Text: item.Text, Item: item}}
	if level := content.Level(kind); isLevel(level) {
		l.Right = rightOf(level, item)
	}
	m.Labels = append(m.Labels, l)
}

// step adds a step of a part, nil for everyone.
func (r *reader) step(m *Movement, who *Part, item *content.Item) {
	st := &Step{Kind: stepKinds[item.Label], Item: item, Text: item.Text, Detail: item.Items}
	if st.Kind == "" {
		st.Kind, st.Text = Plain, item.Block.Text // a label that means nothing here prints as it is
	}
	if level := content.Level(st.Kind); isLevel(level) {
		st.Right = rightOf(level, item)
	}
	r.add(m, who, st)
}

// oneStep adds the step of an entry that is a part's name with text after it. What is nested is detail.
func (r *reader) oneStep(m *Movement, who *Part, e *content.Entry) {
	r.add(m, who, &Step{Kind: Plain, Item: e.Item, Text: e.Lead.Rest, Detail: e.Steps})
}

func (r *reader) add(m *Movement, who *Part, st *Step) {
	st.Movement, st.Part, st.Everyone = m, who, who == nil
	st.Customer = who != nil && who.Customer
	st.ID = st.Item.ID
	st.Pos = r.itemPos(st.Item)
	m.Steps = append(m.Steps, st)
	m.text = append(m.text, Row{Step: st})
}

func (r *reader) itemPos(item *content.Item) diag.Pos {
	if l := item.Lead; l != nil {
		return r.doc.Text.Pos(l.Offset, max(l.End, item.Text.End))
	}
	return r.doc.Text.Pos(item.Text.Offset, item.Text.End)
}

// rightOf reads a level with what is nested below it.
func rightOf(level content.Level, item *content.Item) *content.Right {
	right := &content.Right{Level: level, Text: item.Text, Item: item}
	for _, inner := range item.Items {
		line := &content.Line{Label: inner.Label, Text: inner.Text, Item: inner}
		switch {
		case inner.Label == "Because" && right.Because == nil:
			right.Because = line
		case inner.Label == "Unless" && right.Unless == nil:
			right.Unless = line
		}
	}
	return right
}

func isLevel(l content.Level) bool { return slices.Contains(content.Levels, l) }

// listen reads the cues and the waits of a movement, now that all parts are known.
func (r *reader) listen(m *Movement) {
	names := &r.cast.names
	for _, st := range m.Steps {
		switch {
		case st.Kind == Cues:
			line := parseCue(phraseOf(st.Text), names)
			st.Cue = &Cue{Step: st, To: line.to, Everyone: line.everyone, Unknown: line.unknown, Line: line.line, Answer: line.answer}
			for _, inner := range st.Item.Items {
				if inner.Label == "Answer" && st.Cue.Answer == "" {
					st.Cue.Answer = answerText(inner.Text.Plain())
				}
			}
		case st.Kind == Waits && st.Item.Label == "Wait":
			for _, p := range parseWait(phraseOf(st.Text), names) {
				st.WaitsFor = append(st.WaitsFor, &Wait{From: p})
			}
			fallthrough
		case st.Kind == Waits:
			if len(st.WaitsFor) == 0 {
				st.WaitsFor = []*Wait{{Event: st.Text.Plain()}}
			}
		}
	}
}
