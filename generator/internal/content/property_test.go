package content

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

// check fails unless text is read as the promises say: without panic, equal each time, with findings that stand
// in the text and have a severity.
func check(t interface {
	Fatalf(string, ...any)
}, path, text string, cfg *Config) {
	f := source.NewFile(path, []byte(text))
	doc := Parse(f, cfg)
	first := dumpText(doc)
	if again := dumpText(Parse(f, cfg)); again != first {
		t.Fatalf("read twice:\n%s\n%s", first, again)
	}
	lines := strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") + 1
	for _, d := range doc.Diags {
		checkDiagnostic(t, d, path, lines)
	}
	kinds := 0
	for _, has := range []bool{doc.Role != nil, doc.Playbook != nil, doc.Checklist != nil, doc.Decision != nil, doc.Lesson != nil} {
		if has {
			kinds++
		}
	}
	if plain := doc.Kind == Page || doc.Kind == KindEssay; plain != (kinds == 0) || kinds > 1 {
		t.Fatalf("a %s with %d structures", doc.Kind, kinds)
	}
}

func checkDiagnostic(t interface {
	Fatalf(string, ...any)
}, d diag.Diagnostic, path string, lines int) {
	if d.Pos.File != path || d.Pos.Line < 1 || d.Pos.Line > lines || d.Pos.Col < 1 || d.Pos.EndCol < d.Pos.Col {
		t.Fatalf("%s-%d: %s; the text has %d lines", d.Pos, d.Pos.EndCol, d.Message, lines)
	}
	if d.Severity == diag.Off || d.Message == "" || strings.ContainsAny(d.Message, "\n") {
		t.Fatalf("%+v", d)
	}
}

// TestParse_AnyDocument reads documents that are made of the pieces that mean something.
func TestParse_AnyDocument(t *testing.T) {
	cfgs := []*Config{{Language: "en"}, {Language: "de", Labels: map[string]string{"Must": "Pflicht", "and": "und"}, Audiences: []string{"all", "few"}}}
	pieces := []string{
		"---\n", "title: a\n", "draft: true\n", "owner: [a]\n", "tags:\n\t- a\n", "kind: lesson\n", "audience: few\n",
		"# Title\n\n", "## Score\n\n", "### 1. One\n\n", "#### Voice\n\n", "## Players\n\n", "## Responsibilities\n\n",
		"## Decisions\n\n", "## Ask first\n\n", "## Hands to\n\n", "## What we changed\n\n", "**Voice**\n\n", "text\n\n",
		"- **Must:** x\n", "  - **Because:** y\n", "- **Voice**\n", "  - step\n", "- [ ] box\n", "- [x] box <!-- id: a -->\n",
		"- **Told:** [A](a.md), b and c (d, e)\n", "- **Tolld** – x\n", "- [A](a.md): x\n", "- a - b\n", "1. [ ] [link](x.md).\n",
		"| Up to | Who | Level |\n| --- | --- | --- |\n| 5 | [A](a.md) and B | Must |\n| | | |\n\n",
		"| Part | Played by |\n| --- | --- |\n| **A** | b |\n\n", "\u202e日本 ü\n", "\r\n", "\x00\xff",
	}
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SampledFrom([]string{
			"roles/a.md", "playbooks/a.md", "checklists/a.md", "decisions/a.md", "lessons/a.md", "a.md", "roles/README.md",
		}).Draw(t, "path")
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "pieces"), "")
		check(t, path, text, rapid.SampledFrom(cfgs).Draw(t, "config"))
	})
}

func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"title: a\n", "draft: yes\n", "a: &x [*x]\n", "a: *x\n", "tags:\n\t- x\n", "title: a: b\n", "? a\n: b\n", "<<: {a: b}\n",
		"a: !!binary x\n", "a: >\n  b\n", "a: |-\n\n\n", "\"a\": 'b''c'\n", "order: 010\n", "a: {b: [c, {d: e}]}\n", "---\n", "...\nx: y\n",
		"draft: \"true\"\nreviewed: 2026-13-01\n", "% \n", "a: \"\\u00e9\\x\"\n", "\u2028a: b\n", "a: 1\na: 2\n", "- a\n", "é: [ü", "review: 6 months\n",
	} {
		f.Add(seed)
	}
	cfg := &Config{Language: "en", Audiences: []string{"all", "few"}}
	f.Fuzz(func(t *testing.T, front string) {
		if len(front) > 4096 {
			t.Skip("SKIPPED: an input of the fuzzer that is longer than front matter is")
		}
		check(t, "playbooks/a.md", "---\nx: y\n"+front+"\n---\n# T\n", cfg)
		file := source.NewFile("handbook.yaml", []byte(front))
		_, diags := ReadConfig(&file)
		_, felt := ReadFelt(file)
		lines := strings.Count(plainText([]byte(front)), "\n") + 1
		for _, d := range append(diags, felt...) {
			checkDiagnostic(t, d, "handbook.yaml", lines)
		}
	})
}

func FuzzDocument(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".md") {
				f.Add(file.Name, string(file.Data))
			}
		}
	}
	f.Add("roles/a.md", sample)
	f.Add("/a.md", "# A path that no snapshot has")
	cfg := &Config{Language: "en", Labels: map[string]string{"Must": "Pflicht"}}
	f.Fuzz(func(t *testing.T, path, text string) {
		if len(text) > 8192 {
			t.Skip("SKIPPED: an input of the fuzzer that is longer than a page is")
		}
		check(t, path, text, cfg)
	})
}

// TestParse_Corpora reads what strangers wrote, if it lies beside the project.
func TestParse_Corpora(t *testing.T) {
	const corpora = "../../../../shared/corpora"
	if _, err := os.Stat(corpora); err != nil {
		t.Skipf("SKIPPED: no corpora beside the project: %v", err)
	}
	cfg, _ := ReadConfig(nil)
	err := filepath.WalkDir(corpora, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		path, _ := filepath.Rel(corpora, name)
		check(t, filepath.ToSlash(path), string(data), cfg)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
