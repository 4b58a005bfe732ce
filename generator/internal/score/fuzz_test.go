package score

import (
	"testing"

	"baton/generator/internal/vectors"
)

// Whatever a playbook says: reading it ends, no step is lost, and every finding has its place in the file.
func FuzzRead(f *testing.F) {
	var v scoreVectors
	vectors.Load(f, "scores.json", &v)
	for _, c := range v.Cases {
		f.Add(c.Markdown)
	}
	f.Add("# A\n\n## Score\n\n- **A**\n  - **Cue:** A, A and everyone: x\n  - **Wait:** A\n- **Everyone**\n  - **Wait:** A\n  - **Cue:** everyone\n")
	roles := stems{"shift-lead", "front-desk", "technician", "dispatcher", "duty-manager"}
	f.Fuzz(func(t *testing.T, markdown string) {
		s, doc := readCase(markdown, roles, []string{"Customer", "Starts when"})
		for i, p := range s.Parts {
			if p.Index != i || p.Name == "" {
				t.Fatalf("part %d has the index %d and the name %q", i, p.Index, p.Name)
			}
		}
		for _, m := range s.Movements {
			checkRows(t, m)
		}
		for _, d := range s.Diags {
			if d.Pos.File != doc.Path || d.Pos.Line < 1 || d.Message == "" {
				t.Errorf("finding without a place: %+v", d)
			}
		}
	})
}

// checkRows fails if the rows of a movement are not its steps and pauses in order of time.
func checkRows(t *testing.T, m *Movement) {
	if len(m.Rows) != len(m.Steps)+len(m.Pauses) {
		t.Fatalf("%d rows for %d steps and %d pauses", len(m.Rows), len(m.Steps), len(m.Pauses))
	}
	beat := 0
	for _, r := range m.Rows {
		switch {
		case m.Cyclic && r.Beat() != 0:
			t.Fatal("a beat in a movement that has none")
		case !m.Cyclic && (r.Beat() < max(1, beat) || r.Beat() > m.Beats):
			t.Fatalf("beat %d after %d, of %d", r.Beat(), beat, m.Beats)
		case r.Step != nil && (r.Step.Everyone != (r.Step.Part == nil) || r.Step.Movement != m || r.Step.Item == nil):
			t.Fatalf("a step that belongs nowhere: %+v", r.Step)
		}
		beat = r.Beat()
	}
}
