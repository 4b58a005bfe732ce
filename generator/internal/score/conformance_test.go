package score

import (
	"path"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/content"
	"baton/generator/internal/slug"
	"baton/generator/internal/source"
	"baton/generator/internal/vectors"
)

// stems is a set of roles whose titles are their stems.
type stems []string

func (s stems) Resolve(r content.Ref) (string, bool) {
	stem := slug.Make(r.Text)
	if r.Link != nil {
		stem = strings.TrimSuffix(path.Base(r.Link.Dest), ".md")
	}
	return stem, slices.Contains(s, stem)
}

func (s stems) Title(stem string) string { return stem }

type scoreVectors struct {
	Families []string
	Cases    []scoreCase
}

type scoreCase struct {
	ID           string
	Markdown     string
	Roles        stems
	HandbookUses []string `json:"handbook_uses"`
	Parts        []partVector
	Movements    []movementVector
	Diagnostics  []vectors.Diagnostic
}

type partVector struct {
	Name      string
	Roles     []string
	Conductor bool
}

type movementVector struct {
	Title  *string
	Labels []struct{ Label, Text string }
	Pauses []struct {
		Text string
		Beat int
	}
	Steps []stepVector
}

type stepVector struct {
	Part, Text, Kind string
	Beat             int
	Cue              *[]string
	Line, Answer     *string
	WaitsFor         *waitVector `json:"waits_for"`
}

type waitVector struct {
	Part, Cue, Event string
	Implied          bool
	Met              *bool
}

func TestConformance(t *testing.T) {
	var v scoreVectors
	vectors.Load(t, "scores.json", &v)
	for _, c := range v.Cases {
		t.Run(c.ID, func(t *testing.T) {
			s, doc := readCase(c.Markdown, c.Roles, c.HandbookUses)
			vectors.Compare(t, v.Families, c.Diagnostics, slices.Concat(doc.Diags, s.Diags))
			if c.Parts != nil {
				compareParts(t, c.Parts, s)
			}
			if c.Movements == nil {
				return
			}
			if len(s.Movements) != len(c.Movements) {
				t.Fatalf("%d movements, want %d", len(s.Movements), len(c.Movements))
			}
			for i, want := range c.Movements {
				compareMovement(t, want, s, s.Movements[i])
			}
		})
	}
}

// readCase reads a playbook that is the whole handbook, but for labels that another page uses.
func readCase(markdown string, roles stems, elsewhere []string) (*Score, *content.Document) {
	cfg, _ := content.ReadConfig(nil)
	doc := content.Parse(source.NewFile("playbooks/case.md", []byte(markdown)), cfg)
	if doc.Playbook == nil {
		return &Score{}, doc
	}
	uses := content.Uses{}
	for use := range doc.Uses {
		uses[use] = true
	}
	for _, label := range elsewhere {
		uses[strings.ReplaceAll(strings.ToLower(label), " ", "-")] = true
	}
	return Read(doc, roles, uses), doc
}

func compareParts(t *testing.T, want []partVector, s *Score) {
	t.Helper()
	var got []partVector
	for _, p := range s.Parts {
		got = append(got, partVector{p.Name, append([]string{}, p.Roles...), p.Conductor})
	}
	if !slices.EqualFunc(got, want, func(a, b partVector) bool {
		return a.Name == b.Name && slices.Equal(a.Roles, b.Roles) && a.Conductor == b.Conductor
	}) {
		t.Errorf("parts %+v, want %+v", got, want)
	}
}

func compareMovement(t *testing.T, want movementVector, s *Score, m *Movement) {
	t.Helper()
	if want.Title != nil && m.Title != *want.Title {
		t.Errorf("movement %q, want %q", m.Title, *want.Title)
	}
	if want.Labels != nil {
		var got, labels []string
		for _, l := range m.Labels {
			got = append(got, l.Kind+": "+l.Line.Text.Plain())
		}
		for _, l := range want.Labels {
			labels = append(labels, l.Label+": "+l.Text)
		}
		if !slices.EqualFunc(got, labels, strings.HasPrefix) {
			t.Errorf("%s: labels %q, want %q", m.Title, got, labels)
		}
	}
	if want.Pauses != nil {
		if len(m.Pauses) != len(want.Pauses) {
			t.Fatalf("%s: %d pauses, want %d", m.Title, len(m.Pauses), len(want.Pauses))
		}
		for i, w := range want.Pauses {
			if p := m.Pauses[i]; !strings.HasPrefix(p.Text.Plain(), w.Text) || w.Beat != 0 && p.Beat != w.Beat {
				t.Errorf("%s: pause %q on %d, want %q on %d", m.Title, p.Text.Plain(), p.Beat, w.Text, w.Beat)
			}
		}
	}
	if want.Steps == nil {
		return
	}
	if len(m.Steps) != len(want.Steps) {
		t.Fatalf("%s: %d steps, want %d", m.Title, len(m.Steps), len(want.Steps))
	}
	for i, w := range want.Steps {
		compareStep(t, w, s, m.Steps[i])
	}
}

func compareStep(t *testing.T, want stepVector, s *Score, st *Step) {
	t.Helper()
	if performer(st) != want.Part || !strings.HasPrefix(st.Text.Plain(), want.Text) || string(st.Kind) != want.Kind ||
		want.Beat != 0 && st.Beat != want.Beat {
		t.Errorf("%s, %s on %d: %q; want %s, %s on %d: %q",
			performer(st), st.Kind, st.Beat, st.Text.Plain(), want.Part, want.Kind, want.Beat, want.Text)
	}
	if want.Cue != nil {
		compareCue(t, want, s, st.Cue)
	}
	if want.WaitsFor == nil {
		if len(st.WaitsFor) > 0 {
			t.Errorf("%q waits for %s, want nothing", st.Text.Plain(), showWait(st.WaitsFor[0]))
		}
		return
	}
	if !slices.ContainsFunc(st.WaitsFor, func(w *Wait) bool { return want.WaitsFor.fits(w) }) {
		t.Errorf("%q waits for %d things, want %+v", st.Text.Plain(), len(st.WaitsFor), *want.WaitsFor)
		for _, w := range st.WaitsFor {
			t.Log("  ", showWait(w))
		}
	}
}

func compareCue(t *testing.T, want stepVector, s *Score, c *Cue) {
	t.Helper()
	if c == nil {
		t.Errorf("%q: no cue", want.Text)
		return
	}
	if !slices.ContainsFunc(waysToName(s, c), func(names []string) bool { return slices.Equal(names, *want.Cue) }) {
		t.Errorf("%q cues %q, want %q", want.Text, waysToName(s, c)[0], *want.Cue)
	}
	if want.Line != nil && c.Line != *want.Line {
		t.Errorf("%q: line %q, want %q", want.Text, c.Line, *want.Line)
	}
	if want.Answer != nil && c.Answer != *want.Answer {
		t.Errorf("%q: answer %q, want %q", want.Text, c.Answer, *want.Answer)
	}
}

// waysToName returns how a vector may write whom a cue is for. README.md does not say whether everyone is spelled out.
func waysToName(s *Score, c *Cue) [][]string {
	named, others, all := []string{}, []string{}, []string{}
	for _, p := range c.To {
		named = append(named, p.Name)
	}
	for _, p := range s.Parts {
		all = append(all, p.Name)
		if p != c.Step.Part {
			others = append(others, p.Name)
		}
	}
	if !c.Everyone {
		return [][]string{named}
	}
	return [][]string{append([]string{"Everyone"}, named...), append([]string{"everyone"}, named...), others, all}
}

func (want waitVector) fits(w *Wait) bool {
	if want.Event != "" {
		return w.Event == want.Event
	}
	from, cue := "Everyone", ""
	if w.From != nil {
		from = w.From.Name
	}
	if w.Cue != nil {
		cue = w.Cue.Line
	}
	met := want.Met == nil || *want.Met
	return w.Event == "" && from == want.Part && cue == want.Cue && w.Implied == want.Implied && met == (w.Cue != nil)
}

func showWait(w *Wait) string {
	switch {
	case w.Event != "":
		return "event: " + w.Event
	case w.Cue == nil:
		return w.From.Name + ", unmet"
	case w.Implied:
		return performer(w.Cue.Step) + ", implied: " + w.Cue.Line
	}
	return w.From.Name + ": " + w.Cue.Line
}
