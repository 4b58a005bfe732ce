package edit

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/build"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

const today = content.Date("2026-03-04")

var kinds = append([]content.Kind{content.Page}, content.Kinds...)

// snapshot is a handbook of files: path and text in turn.
func snapshot(files ...string) *source.Snapshot {
	s := &source.Snapshot{}
	for i := 0; i < len(files); i += 2 {
		s.Files = append(s.Files, source.NewFile(files[i], []byte(files[i+1])))
	}
	slices.SortFunc(s.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	return s
}

// handbooks are those on which every kind is tried.
func handbooks(t *testing.T) map[string]*source.Snapshot {
	shipped, err := source.Read("../../../content")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*source.Snapshot{
		"empty":   snapshot(),
		"shipped": shipped,
		"one":     snapshot("README.md", "# Ours\n\nHow we work.\n"),
		"owned":   snapshot("README.md", "---\nowner: '@ann'\nreviewed: 2026-01-01\n---\n# Ours\n\nHow we work.\n"),
		"translated": snapshot("handbook.yaml", "language: de\ncurrency: EUR\nlabels:\n  Must: Pflicht\n  Your call: Deine Entscheidung\n  Within limits: In Grenzen\n"+
			"  Ask first: Erst fragen\n  Decisions: Entscheidungen\n  Responsibilities: Aufgaben\n  Score: Ablauf\n  Players: Beteiligte\n  Who decides: Wer entscheidet\n  Up to: Bis\n"+
			"  What happened: Was geschah\n  What we changed: Was anders ist\n",
			"rollen/leitung.md", "---\nkind: role\n---\n# Leitung\n\nHält alles zusammen.\n\n- **Reach:** am Tisch\n\n## Entscheidungen\n\n- **Deine Entscheidung:** wann Schluss ist\n"),
		"linked": snapshot("a.md", "# A\n\n[B](b.md)\n", "b.md", "# B\n\n[A](a.md)\n"),
		"waking": snapshot("a.md", "# A\n\n[B](b.md)\n", "b.md", "# B\n\n[A](a.md)\n", "c.md", "# C\n\nText.\n", "d.md", "# D\n\nText.\n"),
		"old": snapshot("roles/x.md", "# X\n\n## Responsibilities\n\n### One\n\nText.\n\n## Decisions\n\n- **Must:** wait\n",
			"playbooks/p.md", "# P\n\n## Score\n\n### 1. Go\n\n- **Hands**\n  - go\n", "decisions/d.md", "# D\n\n| Up to | Who decides |\n| --- | --- |\n| 1 USD | X |\n",
			"lessons/l.md", "# L\n\n## What happened\n\nIt broke.\n", "SUMMARY.md", "# Contents\n\n* [X](roles/x.md)\n* [P](playbooks/p.md)\n"),
		"configured": snapshot("handbook.yaml", "kinds:\n  \"runbooks/**\": playbook\n  \"adr/*\": decision\n", "README.md", "# Ours\r\n\r\n1. [B](b.md)\r\n2. [C](c.md)", "b.md", "# B\n\nText.\n", "c.md", "# C\n\nText.\n"),
	}
	maps.Copy(all, wrongExamples(t))
	return all
}

// tally counts findings by code, those of other places included. It shares nothing with the judge.
func tally(t interface{ Fatal(...any) }, snap *source.Snapshot) (map[diag.Code]int, *site.Site) {
	s, diags, err := new(build.Engine).Linked(snap)
	if err != nil {
		t.Fatal(err)
	}
	n := map[diag.Code]int{}
	for _, d := range diags {
		n[d.Code] += 1 + len(d.Related)
	}
	return n, s
}

// explained is an error with the findings that it is about.
func explained(err error) string {
	text := err.Error()
	var r *Refusal
	if errors.As(err, &r) {
		for _, d := range r.Findings {
			text += fmt.Sprintf("\n  %s %s: %s", d.Pos, d.Code, d.Message)
		}
	}
	return text
}

// Every kind can be begun in every handbook, and nothing that was right is wrong then.
func TestNewBringsNoFinding(t *testing.T) {
	for name, snap := range handbooks(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			was, _ := tally(t, snap)
			for _, kind := range kinds {
				c, err := New(snap, kind, "Look after the door", today)
				if err != nil {
					t.Errorf("%s: %s", kind, explained(err))
					continue
				}
				page := c.Changes[0]
				if snap.File(page.Path) != nil || page.Was != nil {
					t.Errorf("%s: %s is not new", kind, page.Path)
				}
				now, r := tally(t, apply(snap, c.Changes))
				for code, n := range now {
					if n > was[code] {
						t.Errorf("%s brings %s\n%s", kind, code, page.Data)
					}
				}
				i := slices.IndexFunc(r.Pages, func(p *site.Page) bool { return p.Doc.Path == page.Path })
				if i < 0 || r.Pages[i].Kind != kind || r.Pages[i].Title != "Look after the door" {
					t.Errorf("%s: page %s is missing, or is something else", kind, page.Path)
				}
			}
		})
	}
}

// Whatever a title holds, the page has it and is where a page of its kind belongs.
func TestNewWithOddTitles(t *testing.T) {
	snap := snapshot("README.md", "# Ours\n\n[Lead](roles/lead.md)\n", "roles/lead.md", "# Lead\n\nLeads.\n\n- **Reach:** here\n\n## Decisions\n\n- **Your call:** all\n")
	was, _ := tally(t, snap)
	odd := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
		"Roles: who decides", `The "quick" way`, "a/b/c", `back\slash`, "../../etc/passwd", "# hash", "*bold* _it_ `code`", "[x](y.md)", "[[lad]]", "<b>bold</b>",
		"{{ template }}", "Done {#done}", "- item", "1. first", "---", "!!!", "?", "日本語の手順", "Überblick & Ziele", "no", "true", "2026-01-01", "con", "README", "index", "Search",
		"&amp; &copy;", "$1,000", "a|b", "https://example.com/x", "ann@example.com", "trailing #", "~~gone~~", ":::", "> quote", "== x ==", "Summary", "<!-- id: x -->", "^[x]", "[^1]",
		strings.Repeat("very long ", 40), strings.Repeat("ü", 300), "a\nb\tc", "x\u202ey", "\ufeffx", "Customer", "Decisions", "𝔘nicode 👩‍🚀", "..", ".", "a.", "nul.txt", "e\u0301te",
	}))
	rapid.Check(t, func(t *rapid.T) {
		title, kind := odd.Draw(t, "title"), rapid.SampledFrom(kinds).Draw(t, "kind")
		c, err := New(snap, kind, title, today)
		if err != nil {
			if oneLine(title) == "" {
				return
			}
			t.Fatalf("New(%s, %q): %v", kind, title, err)
		}
		page := c.Changes[0]
		if !fs.ValidPath(page.Path) || strings.HasPrefix(path.Base(page.Path), ".") || len(page.Path) > 300 {
			t.Errorf("path %q", page.Path)
		}
		_, diags, err := new(build.Engine).Linked(apply(snap, c.Changes))
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diags {
			if was[d.Code] == 0 {
				t.Errorf("%q brings %s %s: %s\n%s", title, d.Code, d.Pos, d.Message, page.Data)
			}
		}
		if d := content.Parse(source.NewFile(page.Path, page.Data), &content.Config{}); d.Title != oneLine(title) {
			t.Errorf("title %q of %q\n%s", d.Title, title, page.Data)
		}
	})
}

var update = flag.Bool("update", false, "write the golden files anew")

// The examples are worth reading: here they are, as a handbook with two roles gets them.
func TestNewExamples(t *testing.T) {
	snap := snapshot("handbook.yaml", "currency: EUR\n", "roles/lead.md", "# Team lead\n\nLeads.\n\n- **Reach:** here\n- **Stand-in:** [Member](member.md)\n\n## Decisions\n\n- **Your call:** all\n",
		"roles/member.md", "# Member\n\nDoes it.\n\n- **Reach:** there\n- **Answers to:** [Team lead](lead.md)\n\n## Decisions\n\n- **Your call:** how\n")
	for _, kind := range kinds {
		c, err := New(snap, kind, "Close the shop", today)
		if err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", "new", string(kind)+".md")
		if *update {
			if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(golden, c.Changes[0].Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(c.Changes[0].Data); got != string(want) {
			t.Errorf("%s:\n%s\nwant\n%s", kind, got, want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	snap := snapshot("roles/Team-Lead.md", "# Boss\n", "roles/x.md", "# Team member\n\nText.\n", "a.md", "# A\n\n[[team member]]\n", "handbook.yaml", "ignore: [lessons]\n")
	for title, want := range map[string]string{
		"Team lead":   `"roles/Team-Lead.md" is there already`,
		" \u200b":     "a page needs a title",
		"Team member": `a page called "Team member" would change what another one means: a.md:3:3: the link to "team member"`,
	} {
		if _, err := New(snap, content.KindRole, title, today); err == nil || err.Error() != want {
			t.Errorf("New(%q): %v, want %s", title, err, want)
		}
	}
	if _, err := New(snap, content.KindLesson, "x", today); err == nil || !strings.Contains(err.Error(), "on the ignore list") {
		t.Errorf("ignored folder: %v", err)
	}
}

// wrongExamples are the wrong examples of all codes, by name.
func wrongExamples(t *testing.T) map[string]*source.Snapshot {
	t.Helper()
	all := map[string]*source.Snapshot{}
	for _, rule := range diag.Rules() {
		e, err := diag.Explain(rule.Code)
		if err != nil {
			t.Fatal(err)
		}
		var files []string
		for _, f := range e.Wrong {
			files = append(files, f.Path, f.Data)
		}
		all["wrong "+string(rule.Code)] = snapshot(files...)
	}
	return all
}
