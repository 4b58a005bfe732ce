package diag

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestEveryCodeIsExplained(t *testing.T) {
	for _, rule := range Rules() {
		e, err := Explain(rule.Code)
		if err != nil {
			t.Error(err)
			continue
		}
		if e.Rule != rule {
			t.Errorf("%s is explained as %s", rule.Code, e.Rule.Code)
		}
		if len(e.Wrong) == 0 || len(e.Right) == 0 {
			t.Errorf("%s: %d wrong and %d right files", rule.Code, len(e.Wrong), len(e.Right))
		}
		lines := strings.Split(e.Text, "\n")
		if len(lines) < 2 || len(lines) > 6 {
			t.Errorf("%s: %d lines of text, want 2 to 6", rule.Code, len(lines))
		}
		for _, line := range lines {
			if n := utf8.RuneCountInString(line); n > 125 {
				t.Errorf("%s: line of %d characters: %s", rule.Code, n, line)
			}
		}
	}
}

func TestNoExplanationWithoutCode(t *testing.T) {
	entries, err := explanations.ReadDir("explain")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		code := strings.TrimSuffix(entry.Name(), ".txtar")
		if Code(code).Rule() == (Rule{}) {
			t.Errorf("%s explains no code", entry.Name())
		}
	}
	if _, err := Explain("B999"); err == nil {
		t.Error("a code that does not exist is explained")
	}
}

func TestExplanationWithStrayFileIsRefused(t *testing.T) {
	for _, name := range []string{"page.md", "wrong", "maybe/page.md"} {
		if _, err := parseExplanation(UnknownPage.Rule(), []byte("Text.\n-- "+name+" --\nx\n")); err == nil {
			t.Errorf("file %q is accepted", name)
		}
	}
}
