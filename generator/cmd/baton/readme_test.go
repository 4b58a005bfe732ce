package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// matcher is a problem matcher of VS Code, as far as the README has it.
type matcher struct {
	Pattern struct {
		Kind, Regexp                                string
		File, Line, Column, Severity, Code, Message int
	}
}

// matchers are those of the README's tasks.json.
func matchers(t *testing.T) []matcher {
	t.Helper()
	readme, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split(string(readme), "```json\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		var file struct {
			Tasks []struct {
				Args           []string
				ProblemMatcher []matcher
			}
		}
		if err := json.Unmarshal([]byte(block), &file); err != nil {
			t.Fatalf("the README has no JSON: %v\n%s", err, block)
		}
		if len(file.Tasks) == 1 {
			if got := strings.Join(file.Tasks[0].Args, " "); got != "check --format text --color never -v" {
				t.Errorf("arguments %q", got)
			}
			return file.Tasks[0].ProblemMatcher
		}
	}
	t.Fatal("the README has no tasks.json")
	return nil
}

// The problem matcher of the README finds every finding that baton check prints, and nothing else.
func TestProblemMatcherReadsCheck(t *testing.T) {
	all := matchers(t)
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{
		"index.md":      "# Home\n\n[x](nowhere.md) [y](a.md#Text) [z](b.md)\n",
		"a.md":          "---\ntitel: x\n---\n# A: [B201] error\n\n[home](index.md)\n\n## text\n\n### a b.md:7: error[B1]: x\n",
		"b.md":          "# B\n\n[a](a.md)\n",
		"name: 9.md":    "# Odd\n",
		"c.md":          "# C\n",
		"roles/lead.md": "# Lead\n\nLeads.\n\n## Decisions\n\n- **Must:** wait\n",
	} {
		name = filepath.Join("content", name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var text, list bytes.Buffer
	run([]string{"check", "--format", "text", "--color", "never", "-v"}, streams{nil, &text, &text})
	run([]string{"check", "--format", "json", "-v"}, streams{nil, &list, &list})
	var want struct{ Findings []findingJSON }
	if err := json.Unmarshal(list.Bytes(), &want); err != nil {
		t.Fatal(err)
	}
	severities := map[string]bool{}
	places := map[bool]bool{} // with a line, without
	var expected []string
	for _, f := range want.Findings {
		severities[f.Severity], places[f.Line > 0] = true, true
		expected = append(expected, found("content/"+f.File, f.Line, f.Col, f.Severity, string(f.Code), f.Message))
	}
	if len(severities) != 3 || len(places) != 2 {
		t.Fatalf("not all kinds of findings: %v, %v", severities, places)
	}
	var got []string
	for line := range strings.Lines(text.String()) {
		for _, m := range all {
			// VS Code knows (?<!…), which Go does not: what it excludes is excluded here.
			p := m.Pattern
			form := regexp.MustCompile(strings.Replace(p.Regexp, `(?<!:\d+)`, "", 1))
			groups := form.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
			if groups == nil || p.Kind == "file" && regexp.MustCompile(`:\d+$`).MatchString(groups[p.File]) {
				continue
			}
			number := func(i int) (n int) { // of a group; 0 if there is none
				if i > 0 {
					fmt.Sscan(groups[i], &n)
				}
				return n
			}
			got = append(got, found(groups[p.File], number(p.Line), number(p.Column), groups[p.Severity], groups[p.Code], groups[p.Message]))
		}
	}
	if strings.Join(got, "\n") != strings.Join(expected, "\n") {
		t.Errorf("matched\n%s\nwant\n%s\nof\n%s", strings.Join(got, "\n"), strings.Join(expected, "\n"), text.String())
	}
}

func found(file string, line, col int, severity, code, message string) string {
	return fmt.Sprintf("%s|%d|%d|%s|%s|%s", file, line, col, severity, code, message)
}
