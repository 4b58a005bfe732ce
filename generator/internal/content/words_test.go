package content

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestKey(t *testing.T) {
	for text, want := range map[string]string{
		"Within limits":    "within limits",
		"  WITHIN  Limits": "within limits",
		"2. ASK FIRST!":    "ask first",
		"1) Score":         "score",
		"1.2 Score:":       "score",
		"Stand-in":         "stand in",
		"Stand–in":         "stand in",
		"What we'd change": "what wed change",
		"What we’d change": "what wed change",
		"U\u0308ber":       "über",
		"24/7":             "7",
		"2026":             "2026",
		"!!!":              "",
		"":                 "",
	} {
		if got := Key(text); got != want {
			t.Errorf("Key(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestKey_IsItsOwnKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if key := Key(s); Key(key) != key {
			t.Fatalf("Key(%q) = %q, whose key is %q", s, key, Key(key))
		}
	})
}

// TestVocabulary_NoTwins holds that no label expected in one place can be two, and that none is a misspelling of
// another.
func TestVocabulary_NoTwins(t *testing.T) {
	for _, labels := range [][]string{
		levelLabels, reasonLabels, roleLabels, responsibilityLabels, playbookLabels, movementLabels, stepsOfMovement,
		belowStepLabels, decisionLabels, lessonLabels, allHeadings,
	} {
		for _, label := range labels {
			if got := english.find(label, labels); got != label {
				t.Errorf("%q is read as %q", label, got)
			}
			for _, key := range english.keys[label] {
				if got := english.find(key, labels); got != label {
					t.Errorf("%q is read as %q, not as %q", key, got, label)
				}
				if meant, ok := english.near(key, labels); ok {
					t.Errorf("%q is taken for a misspelled %q", key, meant)
				}
			}
		}
	}
}

func TestNear(t *testing.T) {
	known := []string{"draft", "for", "tags", "base-url"}
	for word, want := range map[string]string{
		"draf": "draft", "Draft": "draft", "DRAFT": "draft", "drfat": "draft", "For": "for",
		"draft": "", "fro": "", "tag": "", "tagss": "tags", "base_url": "base-url", "weather": "", "": "",
	} {
		if got, _ := near(word, known); got != want {
			t.Errorf("near(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestMatchGlob(t *testing.T) {
	tests := []struct {
		glob, path  string
		exact, with bool // with what lies below
	}{
		{"runbooks/**", "runbooks/a.md", true, true},
		{"runbooks/**", "runbooks/a/b.md", true, true},
		{"runbooks/**", "x/runbooks/a.md", false, false},
		{"**/runbooks/**", "x/y/runbooks/a.md", true, true},
		{"**/runbooks/**", "runbooks/a.md", true, true},
		{"runbooks/*", "runbooks/a.md", true, true},
		{"runbooks/*", "runbooks/a/b.md", false, true},
		{"/runbooks/", "runbooks/a.md", false, true},
		{"runbooks", "x/runbooks/a.md", false, true},
		{"*.md", "x/y/a.md", true, true},
		{"a?c.md", "abc.md", true, true},
		{"[ab].md", "b.md", true, true},
		{"a/**/z.md", "a/z.md", true, true},
		{"a/**/z.md", "a/b/c/z.md", true, true},
		{"a/**/z.md", "a/b/c/y.md", false, false},
		{"a/**/**/z.md", "a/z.md", true, true},
		{"**", "a/b.md", true, true},
		{"a.md", "b.md", false, false},
		{"a/b.md", "a", false, false},
	}
	for _, tt := range tests {
		if got := matchGlob(tt.glob, tt.path, false); got != tt.exact {
			t.Errorf("%q means %q: %v", tt.glob, tt.path, got)
		}
		if got := matchGlob(tt.glob, tt.path, true); got != tt.with {
			t.Errorf("%q means %q or what it lies in: %v", tt.glob, tt.path, got)
		}
	}
	if matchGlob(strings.Repeat("**/*a", 200)+"/b", strings.Repeat("a/", 2000)+"c", true) {
		t.Error("a long pattern means a path that it does not mean")
	}
}

// TestB069_Precedence holds that of several rules for one file the first counts, always.
func TestB069_Precedence(t *testing.T) {
	cfg := &Config{Kinds: []KindRule{{"guides/**", KindChecklist}, {"guides/**/*.md", KindLesson}, {"guides/x.md", KindRole}}}
	doc := parseWith(cfg, "playbooks/guides/x.md", "text")
	if doc.Declared != KindPlaybook {
		t.Errorf("playbooks/guides/x.md is a %s", doc.Declared)
	}
	for range 200 {
		if doc := parseWith(cfg, "guides/x.md", "text"); doc.Declared != KindChecklist {
			t.Fatalf("guides/x.md is a %s", doc.Declared)
		}
	}
}

func TestKindOf(t *testing.T) {
	cfg := &Config{Kinds: []KindRule{{"runbooks/", KindPlaybook}, {"roles/notes.md", Page}}}
	for path, want := range map[string]Kind{
		"roles/a.md":                     KindRole,
		"role/a.md":                      KindRole,
		"x/roles/y/a.md":                 KindRole,
		"roles/x/checklists/a.md":        KindChecklist,
		"roles/README.md":                Page,
		"roles/Readme.markdown":          Page,
		"roles/index.md":                 Page,
		"roles/_index.md":                Page,
		"Roles/a.md":                     Page,
		"a.md":                           Page,
		"roles.md":                       Page,
		"essays/a.md":                    KindEssay,
		"runbooks/x/a.md":                KindPlaybook,
		"runbooks/index.md":              Page,
		"roles/notes.md":                 Page,
		"roles/runbooks/a.md":            KindPlaybook,
		"decision/lessons/playbook/a.md": KindPlaybook,
	} {
		if doc := parseWith(cfg, path, "text"); doc.Declared != want {
			t.Errorf("%s is a %s, want %s", path, doc.Declared, want)
		}
	}
	if doc := parseWith(cfg, "roles/README.md", "---\nkind: lesson\n---\n"); doc.Kind != KindLesson {
		t.Errorf("front matter is overruled: %s", doc.Kind)
	}
}

func TestRelativePath(t *testing.T) {
	tests := []struct{ folder, dest, want string }{
		{"essays", "../roles/x.md#y", "roles/x.md"},
		{"", "a%20b.md", "a b.md"},
		{"essays", "/img/a.svg?raw=1", "img/a.svg"},
		{"a/b", ".", "a/b"},
		{"", "../x.md", ""},
		{"a", "../../x.md", ""},
		{"", "#top", ""},
		{"", "", ""},
		{"", "/", ""},
		{"", "https://a.example/x", ""},
		{"", "mailto:a@b.example", ""},
		{"", "//host/x", ""},
		{"", `a\b`, ""},
		{"", "/../x", "x"},
	}
	for _, tt := range tests {
		got, ok := RelativePath(tt.folder, tt.dest)
		if ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("RelativePath(%q, %q) = %q, %v; want %q", tt.folder, tt.dest, got, ok, tt.want)
		}
	}
}

func TestParseBaseURL(t *testing.T) {
	for text, want := range map[string]string{
		"https://a.example":         "https://a.example/",
		"https://a.example/":        "https://a.example/",
		"http://a.example:80/team":  "http://a.example:80/team/",
		"https://a.example/team///": "https://a.example/team/",
		"https://a.example/?x":      "",
		"https://a.example/#x":      "",
		"https://me@a.example/":     "",
		"ftp://a.example/":          "",
		"/team/":                    "",
		"https:///x":                "",
		"a.example":                 "",
		"":                          "",
		"https://a b.example/":      "",
	} {
		got, err := ParseBaseURL(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("ParseBaseURL(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}
