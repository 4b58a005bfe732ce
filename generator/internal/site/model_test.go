package site

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"baton/generator/internal/content"
	"baton/generator/internal/source"
)

var update = flag.Bool("update", false, "rewrite what tests expect")

// linkFiles links a handbook: paths with their texts.
func linkFiles(t testing.TB, files map[string]string) *Site {
	t.Helper()
	return Link(inputOf(t, files))
}

func inputOf(t testing.TB, files map[string]string) Input {
	t.Helper()
	file := func(name string) *source.File {
		text, ok := files[name]
		if !ok {
			return nil
		}
		return &source.File{Path: name, Data: []byte(text)}
	}
	cfg, diags := content.ReadConfig(file("handbook.yaml"))
	if len(diags) > 0 {
		t.Fatalf("handbook.yaml: %v", diags)
	}
	in := Input{Config: cfg, Lock: file("checklists.lock.json")}
	if f := file("felt.yaml"); f != nil {
		if in.Felt, diags = content.ReadFelt(*f); len(diags) > 0 {
			t.Fatalf("felt.yaml: %v", diags)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		switch {
		case strings.HasSuffix(name, ".md"):
			in.Docs = append(in.Docs, content.Parse(*file(name), cfg))
		case strings.Contains(name, "/") || !strings.HasSuffix(name, ".yaml"):
			in.Files = append(in.Files, name)
		}
	}
	return in
}

// TestHandbooks links each handbook of testdata/model and testdata/references, and compares what it asks for in
// files below want/.
func TestHandbooks(t *testing.T) {
	names, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("testdata: %d files, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(data)
			files := map[string]string{}
			for _, f := range archive.Files {
				if !strings.HasPrefix(f.Name, "want/") {
					files[f.Name] = string(f.Data)
				}
			}
			s := linkFiles(t, files)
			for i, f := range archive.Files {
				what, ok := strings.CutPrefix(f.Name, "want/")
				if !ok {
					continue
				}
				tell := tellers[what]
				if tell == nil {
					t.Fatalf("%s: nobody tells %q", name, what)
				}
				var got bytes.Buffer
				tell(&got, s)
				if *update {
					archive.Files[i].Data = got.Bytes()
				} else if got.String() != string(f.Data) {
					t.Errorf("%s\ngot:\n%swant:\n%s", what, got.String(), f.Data)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// tellers write a part of a site as text.
var tellers = map[string]func(*bytes.Buffer, *Site){
	"asks": func(b *bytes.Buffer, s *Site) {
		for _, a := range s.Asks {
			fmt.Fprintf(b, "%s %q:", placeOf(a.Page, a.Fragment), a.Text)
			if a.Asker != nil {
				fmt.Fprintf(b, " %s", a.Asker.Stem)
			}
			fmt.Fprintf(b, " asks %s", cmp.Or(strings.Join(stems(a.Whom), sep(a.Together)), a.Outside, "nobody"))
			if a.Reach != nil {
				fmt.Fprintf(b, ", reach %s", a.Reach.Stem)
			}
			if a.Within != "" {
				fmt.Fprintf(b, ", within %s", a.Within)
			}
			fmt.Fprintln(b)
		}
	},
	"rights": func(b *bytes.Buffer, s *Site) {
		for _, r := range s.Roles {
			fmt.Fprintf(b, "%s\n", r.Stem)
			for _, right := range r.Rights {
				fmt.Fprintf(b, "  %s\n", tellRight(right))
			}
		}
	},
	"without": func(b *bytes.Buffer, s *Site) {
		for _, r := range s.Roles {
			fmt.Fprintf(b, "%s\n", r.Stem)
			for _, right := range r.WithoutYou {
				fmt.Fprintf(b, "  %s: %s\n", right.Role.Stem, tellRight(right))
			}
		}
	},
	"responsibilities": func(b *bytes.Buffer, s *Site) {
		for _, r := range s.Roles {
			for _, resp := range r.Responsibilities {
				fmt.Fprintf(b, "%s\n", resp.Address())
				for _, right := range resp.Rights {
					fmt.Fprintf(b, "  latitude: %s\n", tellRight(right))
				}
				for _, sv := range resp.Serves {
					fmt.Fprintf(b, "  served by %s %s %q\n", sv.As, placeOf(sv.From, sv.Fragment), sv.Text)
				}
				for _, sv := range resp.Mentions {
					fmt.Fprintf(b, "  mentioned in %s\n", placeOf(sv.From, sv.Fragment))
				}
			}
		}
	},
	"backlinks": func(b *bytes.Buffer, s *Site) {
		for _, p := range s.Pages {
			for _, l := range p.Backlinks {
				fmt.Fprintf(b, "%s: %s %s\n", placeOf(p, l.To), l.Relation, placeOf(l.From, l.Fragment))
			}
		}
	},
	"partbook": func(b *bytes.Buffer, s *Site) {
		for _, r := range s.Roles {
			for _, staff := range PartBook(r) {
				fmt.Fprintf(b, "%s in %s\n", r.Stem, staff.Playbook.Title)
				for _, bar := range staff.Bars {
					fmt.Fprintf(b, "  %s\n", bar.Movement.Title)
					for _, n := range bar.Notes {
						tellNote(b, n)
					}
				}
			}
		}
	},
	"findings": func(b *bytes.Buffer, s *Site) {
		list := slices.Clone(s.Diags)
		list.Sort()
		for _, d := range list {
			fmt.Fprintf(b, "%s: %s %s: %s\n  %s\n", d.Pos, d.Severity, d.Code.Rule().Name, d.Message, d.Hint)
		}
	},
	"lessons": func(b *bytes.Buffer, s *Site) {
		for _, l := range s.Lessons {
			fmt.Fprintf(b, "%s changed %v, told by %v\n", l.Page.Doc.Path, addresses(l.Changed), tellParties(l.ToldBy))
		}
	},
	"gaps": tellGaps,
}

func tellRight(r *Right) string {
	text := fmt.Sprintf("%s %q %s", r.Level, r.Text, placeOf(r.Page, r.Fragment))
	if r.Limit != "" {
		text += ", " + r.Limit
	}
	if len(r.With) > 0 {
		text += ", with " + strings.Join(stems(r.With), ", ")
	}
	if r.Responsibility != nil {
		text += ", for " + r.Responsibility.ID
	}
	if r.Ask != nil {
		text += ", ask " + cmp.Or(strings.Join(stems(r.Ask.Whom), sep(r.Ask.Together)), r.Ask.Outside, "nobody")
	}
	return text
}

func tellNote(b *bytes.Buffer, n Note) {
	switch {
	case n.Rest > 0:
		fmt.Fprintf(b, "    rest %d:", n.Rest)
		for _, step := range n.Meanwhile {
			fmt.Fprintf(b, " %q", step.Text.Plain())
		}
		fmt.Fprintln(b)
	case n.Pause != nil:
		fmt.Fprintf(b, "    pause %q\n", n.Pause.Text.Plain())
	default:
		for _, w := range n.Hears {
			switch {
			case w.Cue != nil:
				fmt.Fprintf(b, "    hear %q\n", w.Cue.Line)
			default:
				fmt.Fprintf(b, "    wait for %s%s\n", partName(w.From), w.Event)
			}
		}
		fmt.Fprintf(b, "    %s %q\n", n.Step.Kind, n.Step.Text.Plain())
		if n.Gives != nil && n.Gives.Answer != "" {
			fmt.Fprintf(b, "    answer %q\n", n.Gives.Answer)
		}
	}
}

func tellGaps(b *bytes.Buffer, s *Site) {
	g := s.Gaps()
	for _, r := range g.Responsibilities.Whole {
		fmt.Fprintf(b, "responsibility: %s\n", r.ID)
	}
	for _, r := range g.Responsibilities.Lacking {
		fmt.Fprintf(b, "responsibility lacks: %s%s%s\n", r.ID, mark(r.NoLatitude, " latitude"), mark(r.NotServed, " service"))
	}
	for _, d := range g.Decisions.Whole {
		fmt.Fprintf(b, "decision: %s\n", d.Title)
	}
	for _, d := range g.Decisions.Lacking {
		fmt.Fprintf(b, "decision lacks: %s\n", d.Title)
	}
	for _, r := range g.Rules.Whole {
		fmt.Fprintf(b, "rule: %s %q because %q\n", placeOf(r.Page, r.Fragment), r.Text, r.Reason)
	}
	for _, r := range g.Rules.Lacking {
		fmt.Fprintf(b, "rule lacks: %s %q\n", placeOf(r.Page, r.Fragment), r.Text)
	}
	for _, a := range g.Asks.Whole {
		fmt.Fprintf(b, "ask: %q\n", a.Text)
	}
	for _, a := range g.Asks.Lacking {
		fmt.Fprintf(b, "ask lacks: %q%s%s%s\n", a.Text, mark(a.Nobody, " whom"), mark(a.NoReach, " reach"), mark(a.NoTime, " time"))
	}
	for _, w := range g.Ways {
		fmt.Fprintf(b, "way: %s, from %q to %q: %d hand-offs, %d asks, %d pauses\n", w.Playbook.Title, w.From, w.To, len(w.HandOffs), len(w.Asks), len(w.Pauses))
	}
	for _, p := range g.NoWay {
		fmt.Fprintf(b, "no way: %s\n", p.Title)
	}
	for _, l := range g.Lessons.All {
		fmt.Fprintf(b, "lesson: %s%s%s%s\n", l.Title, mark(slices.Contains(g.Lessons.Changed, l), " changed"),
			mark(slices.Contains(g.Lessons.Again, l), " again"), mark(slices.Contains(g.Lessons.Open, l), " open"))
	}
	for _, p := range g.Pages.Whole {
		fmt.Fprintf(b, "page: %s\n", p.Address)
	}
	for _, p := range g.Pages.Lacking {
		fmt.Fprintf(b, "page lacks: %s%s%s\n", p.Address, mark(p.NoOwner, " owner"), mark(p.NoReview, " review"))
	}
	for _, r := range g.Felt {
		for _, st := range r.Statements {
			fmt.Fprintf(b, "felt %s: %q managers %d of %d, others %d of %d\n",
				r.Date, st.Text, st.Managers.Agree, st.Managers.Of, st.Others.Agree, st.Others.Of)
		}
	}
}

func mark(yes bool, word string) string {
	if yes {
		return word
	}
	return ""
}

func placeOf(p *Page, fragment string) string {
	if fragment == "" {
		return p.Address
	}
	return p.Address + "#" + fragment
}

func sep(together bool) string {
	if together {
		return " and "
	}
	return ", "
}
