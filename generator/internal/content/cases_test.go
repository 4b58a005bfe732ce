package content

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

func parseWith(cfg *Config, path, text string) *Document {
	return Parse(source.NewFile(path, []byte(text)), cfg)
}

// dumpText dumps a document for comparison with another.
func dumpText(doc *Document) string {
	d := &dumper{}
	d.document(doc)
	d.diags(doc.Diags)
	return d.b.String()
}

const sample = `---
title: Room lead
reviewed: 2026-02-30
tags: [a, b]
---
# Room lead

Keeps the room – and the bar – calm.

- **Section:** House

## Responsibilities

### Nobody waits

- **Toldd:** Küche
`

func TestB034_ByteOrderMark(t *testing.T) {
	plain := dumpText(parse("roles/a.md", sample))
	if got := dumpText(parse("roles/a.md", "\ufeff"+sample)); got != plain {
		t.Errorf("with a byte order mark:\n%s\nwithout:\n%s", got, plain)
	}
	crlf := strings.ReplaceAll(sample, "\n", "\r\n")
	if got := dumpText(parse("roles/a.md", "\ufeff"+crlf)); got != plain {
		t.Errorf("with a byte order mark and CRLF:\n%s\nwithout:\n%s", got, plain)
	}
	f := source.NewFile("handbook.yaml", []byte("\ufefftitle: House\r\nlanguage: de\r\nbase-url: x\r\n"))
	cfg, diags := ReadConfig(&f)
	if cfg.Title != "House" || cfg.Language != "de" || len(diags) != 1 || diags[0].Pos.Line != 3 || diags[0].Pos.Col != 11 {
		t.Errorf("handbook.yaml: %+v %v", cfg, diags)
	}
}

func TestB035_LineEnds(t *testing.T) {
	plain := dumpText(parse("roles/a.md", sample))
	for name, end := range map[string]string{"CRLF": "\r\n", "CR": "\r"} {
		if got := dumpText(parse("roles/a.md", strings.ReplaceAll(sample, "\n", end))); got != plain {
			t.Errorf("with %s:\n%s\nwith LF:\n%s", name, got, plain)
		}
	}
	mixed := strings.Replace(strings.Replace(sample, "\n", "\r\n", 3), "b]\n", "b]\r", 1)
	if got := dumpText(parse("roles/a.md", mixed)); got != plain {
		t.Errorf("mixed:\n%s\nwith LF:\n%s", got, plain)
	}
}

func TestB036_WordsStayAsTyped(t *testing.T) {
	for _, word := range []string{"no", "yes", "on", "off", "1.10", "0123", "12:30", "1e3", "0x1F", "1_000", ".inf", "2026-10-01", "True"} {
		doc := parse("a.md", "---\ntitle: "+word+"\nowner: "+word+"\ntags: ["+word+"]\nversion: "+word+"\n---\n")
		m := doc.Meta
		if m.Title != word || m.Owner != word || len(m.Tags) != 1 || m.Tags[0] != word || m.Kept["version"] != word {
			t.Errorf("%s is read as %q, %q, %q, %q", word, m.Title, m.Owner, m.Tags, m.Kept["version"])
		}
	}
}

func TestB037_ColonsAndTabs(t *testing.T) {
	tests := []struct {
		name, text string
		line, col  int
		hint       string
	}{
		{"colon", "---\nowner: desk\ntitle: Roles: who decides\n---\n", 3, 8, `title: "Roles: who decides"`},
		{"tab", "---\nowner: desk\ntags:\n\t- doors\n---\n", 4, 1, "blanks"},
		{"tab before a key", "---\nowner: desk\n\ttags: a\n---\n", 3, 1, "blanks"},
		{"never closed", "---\nowner: desk\n\n# T\n", 1, 1, "---"},
		{"four dashes", "---\nowner: desk\n----\n", 1, 1, "---"},
		{"quotation marks", "---\nowner: desk\ntitle: \"a\" and 'b': c\n---\n", 3, 0, "quotes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := parse("a.md", tt.text)
			if len(doc.Diags) != 1 {
				t.Fatalf("%d findings: %v", len(doc.Diags), doc.Diags)
			}
			d := doc.Diags[0]
			if d.Pos.File != "a.md" || d.Pos.Line != tt.line || tt.col != 0 && d.Pos.Col != tt.col || !strings.Contains(d.Hint, tt.hint) {
				t.Errorf("%s: %s (%s)", d.Pos, d.Message, d.Hint)
			}
			if doc.Meta.Owner != "desk" && tt.name != "tab before a key" {
				t.Errorf("the other keys are lost: %+v", doc.Meta)
			}
		})
	}
}

func TestB038_KeyTwice(t *testing.T) {
	doc := parse("a.md", "---\nowner: front-desk\ntitle: Keys\nowner: shift-lead\nmenu: {a: 1, a: 2}\n---\n")
	if doc.Meta.Owner != "front-desk" || doc.Meta.Title != "Keys" {
		t.Errorf("read as %+v", doc.Meta)
	}
	if len(doc.Diags) != 2 {
		t.Fatalf("findings: %v", doc.Diags)
	}
	d := doc.Diags[0]
	if d.Code != diag.DuplicateKey {
		d = doc.Diags[1]
	}
	for _, d := range doc.Diags {
		if d.Code != diag.DuplicateKey || len(d.Related) != 1 {
			t.Errorf("%+v", d)
		}
	}
	unsafe := parse("a.md", "---\ndraft: false\ndraft: true\n---\n").Diags
	if len(unsafe) != 1 || !unsafe[0].Unsafe {
		t.Errorf("draft twice: %v", unsafe)
	}
}

func TestB039_DatesAreCalendarDates(t *testing.T) {
	for text, want := range map[string]Date{
		"2026-03-01":                "2026-03-01",
		"2026-03-01T00:30:00+14:00": "2026-03-01",
		"2026-03-01 23:30:00 -0800": "2026-03-01",
		"2026-03-01t23:30:00Z":      "2026-03-01",
		"2024-02-29":                "2024-02-29",
		"2026-02-29":                "",
		"2026-3-1":                  "",
		"2026-03-01x":               "",
		"03/01/2026":                "",
	} {
		for _, zone := range []string{"UTC", "Pacific/Kiritimati", "America/Los_Angeles"} {
			t.Setenv("TZ", zone)
			doc := parse("a.md", "---\nreviewed: "+text+"\n---\n")
			if doc.Meta.Reviewed != want || (want == "") != (len(doc.Diags) == 1) {
				t.Errorf("%s: %q is read as %q, %v", zone, text, doc.Meta.Reviewed, doc.Diags)
			}
		}
	}
}

// TestBounded holds that no text is unfolded, nested or repeated without end. Each takes much longer than a test
// may, unless it is refused or cut.
func TestBounded(t *testing.T) {
	const n = 100_000
	bomb := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i < 30; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	for name, text := range map[string]string{
		"aliases":      bomb,
		"itself":       "a: &a [*a, *a]\n",
		"brackets":     "a: " + strings.Repeat("[", n) + "\n",
		"closed":       "a: " + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) + "\n",
		"braces":       "a: " + strings.Repeat("{", n) + "\n",
		"dashes":       "a:\n  " + strings.Repeat("- ", n/2) + "x\n",
		"blank lines":  "a: |\n" + strings.Repeat("\n", n) + "b: c\n",
		"blanks":       "a: |\n  x\n" + strings.Repeat("    \n", n/5) + "b: c\n",
		"one key":      strings.Repeat("a: b\n", n/5),
		"one long key": "a:\n" + strings.Repeat("  b: c\n", n/7),
		"keys":         manyKeys(n / 12),
		"too long":     "a: " + strings.Repeat("x", 300_000) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := source.NewFile("handbook.yaml", []byte("title: House\n"+text))
			cfg, diags := ReadConfig(&f)
			if cfg.Title != "House" && name != "brackets" && name != "closed" && name != "braces" && name != "dashes" && name != "too long" {
				t.Errorf("the title is lost: %v", diags)
			}
			if name != "blank lines" && len(diags) == 0 {
				t.Error("nothing is reported")
			}
			parse("a.md", "---\ntitle: House\n"+text+"---\n")
		})
	}
}

func manyKeys(n int) string {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "key%d: v\n", i)
	}
	return b.String()
}

// TestUnreadableHidesNothing holds that what cannot be read never shows a page that may have been meant to stay
// hidden.
func TestUnreadableHidesNothing(t *testing.T) {
	for _, front := range []string{
		"title: a\ndraft true",
		"title: a\ndraft:true",
		"title: a\ndraft: [",
		"title: a\n\tdraft: true",
		"title: a\naudience: @leads",
		"title: a\n\"draft: true",
		"title: a\ndraf: [",
		"title: a\n? draft\n: [",
		"title: a: b\n  draft: true",
		"title: " + strings.Repeat("[", 100) + "\ndraft: true",
		"draft: !x true",
		"draft: *x",
		"title: a\n<<: {draft: true}",
	} {
		doc := parse("a.md", "---\n"+front+"\n---\n# A\n")
		if !doc.Diags.Unsafe() {
			t.Errorf("%q is published: %v", front, doc.Diags)
		}
	}
}

func TestIgnores(t *testing.T) {
	cfg := &Config{Ignore: []string{"drafts/", "*.tmp.md", "/notes/private"}}
	for path, want := range map[string]bool{
		"drafts/a.md": true, "x/drafts/y/a.md": true, "a.tmp.md": true, "notes/private/a.md": true,
		"x/notes/private/a.md": false, "a.md": false, "drafts.md": false,
	} {
		if got := cfg.Ignores(path); got != want {
			t.Errorf("%s is ignored: %v", path, got)
		}
	}
}
