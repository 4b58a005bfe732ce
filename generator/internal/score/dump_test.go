package score

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"baton/generator/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Each file of testdata shows a playbook and, as text, the score that is read from it. Its comment says what the
// case is about; "roles" lists the roles of the handbook, and "uses" the labels that other pages use.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(data)
			s, doc := readCase(part(a, "playbook.md"), strings.Fields(part(a, "roles")), strings.Split(strings.TrimSpace(part(a, "uses")), "\n"))
			got := dump(s) + dumpFindings(slices.Concat(doc.Diags, s.Diags))
			if *update {
				a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return f.Name == "score" })
				a.Files = append(a.Files, txtar.File{Name: "score", Data: []byte(got)})
				if out := txtar.Format(a); !bytes.Equal(out, data) {
					if err := os.WriteFile(name, out, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				return
			}
			if want := part(a, "score"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func part(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// dump writes a score as text: its parts, then each movement in time order, a line a step with its beat.
func dump(s *Score) string {
	var b strings.Builder
	for _, p := range s.Parts {
		fmt.Fprintf(&b, "part %s%s\n", p.Name, describe(p))
	}
	for _, m := range s.Movements {
		title := m.Title
		if title == "" {
			title = "(without a name)"
		}
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, l := range m.Labels {
			fmt.Fprintf(&b, "      %s: %s\n", l.Kind, l.Line.Text.Plain())
		}
		for _, r := range m.Rows {
			beat := fmt.Sprint(r.Beat())
			if r.Beat() == 0 {
				beat = "?"
			}
			if r.Pause != nil {
				fmt.Fprintf(&b, "%4s  pause: %s\n", beat, r.Pause.Text.Plain())
				continue
			}
			fmt.Fprintf(&b, "%4s  %s%s\n", beat, performer(r.Step), describeStep(r.Step))
		}
		for _, p := range m.Prose {
			fmt.Fprintf(&b, "      prose: %s\n", strings.ReplaceAll(p.Plain(), "\n", " / "))
		}
	}
	return b.String()
}

func describe(p *Part) string {
	var notes []string
	for _, n := range []struct {
		is   bool
		text string
	}{{p.Conductor, "conductor"}, {p.Deputy, "deputy"}, {p.Customer, "customer"}, {!p.Declared, "not declared"}} {
		if n.is {
			notes = append(notes, n.text)
		}
	}
	how := ", "
	if p.Together {
		how = " and "
	}
	if len(p.Roles) > 0 {
		notes = append(notes, "played by "+strings.Join(p.Roles, how))
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, "; ") + ")"
}

func describeStep(st *Step) string {
	var b strings.Builder
	for _, w := range st.WaitsFor {
		fmt.Fprintf(&b, " after %s:", describeWait(w))
	}
	if st.Kind != Plain {
		fmt.Fprintf(&b, " [%s]", st.Kind)
	}
	if c := st.Cue; c != nil {
		var to []string
		if c.Everyone {
			to = append(to, "everyone")
		}
		for _, p := range c.To {
			to = append(to, p.Name)
		}
		for _, name := range c.Unknown {
			to = append(to, name+"?")
		}
		fmt.Fprintf(&b, " to %s: %s", strings.Join(to, ", "), c.Line)
		if c.Answer != "" {
			fmt.Fprintf(&b, " → %s", c.Answer)
		}
	} else if st.Kind != Waits {
		fmt.Fprintf(&b, " %s", st.Text.Plain())
	}
	if r := st.Right; r != nil && r.Because != nil {
		fmt.Fprintf(&b, " (because %s)", r.Because.Text.Plain())
	}
	if st.ID != "" {
		fmt.Fprintf(&b, " #%s", st.ID)
	}
	if st.Right == nil && len(st.Detail) > 0 {
		fmt.Fprintf(&b, " (+%d)", len(st.Detail))
	}
	return b.String()
}

func describeWait(w *Wait) string {
	switch {
	case w.Event != "":
		return "“" + w.Event + "”"
	case w.Cue == nil:
		return w.From.Name + ", who never cues"
	case w.Implied:
		return performer(w.Cue.Step) + "’s “" + w.Cue.Line + "”, unwritten"
	}
	return w.From.Name + "’s “" + w.Cue.Line + "”"
}

func dumpFindings(l diag.List) string {
	l = slices.Clone(l)
	l.Sort()
	var b strings.Builder
	for i, d := range l {
		if i == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s: %s\n  %s\n", strings.TrimPrefix(d.Pos.String(), "playbooks/case.md:"), d.Code.Rule().Name, d.Message, d.Hint)
	}
	return b.String()
}
