package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite what tests expect")

// vector is a case that both tokens.go and tokens.ts answer.
type vector struct {
	Text   string        `json:"text"`
	Query  bool          `json:"query,omitempty"`
	Tokens []vectorToken `json:"tokens"`
}

type vectorToken struct {
	Term     string `json:"term"`
	Exact    string `json:"exact,omitempty"`
	Of       string `json:"of,omitempty"` // what it stands for in the text, where that is not the term
	Position int    `json:"position,omitempty"`
	Joined   bool   `json:"joined,omitempty"`
}

const vectorsFile = "testdata/tokens.json"

func TestTokensAreThoseOfTheVectors(t *testing.T) {
	data, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	for i, v := range vectors {
		got := []vectorToken{}
		for _, x := range Tokens(v.Text, v.Query) {
			of := v.Text[x.Start:x.End]
			if of == x.Term {
				of = ""
			}
			got = append(got, vectorToken{x.Term, x.Exact, of, x.Position, x.Joined})
		}
		if *update {
			vectors[i].Tokens = got
		} else if !reflect.DeepEqual(got, v.Tokens) {
			t.Errorf("%q (query: %v):\n got %+v\nwant %+v", v.Text, v.Query, got, v.Tokens)
		}
	}
	if *update {
		if err := os.WriteFile(vectorsFile, formatVectors(t, vectors), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// formatVectors writes a token a line, and signs that cannot be seen as escapes.
func formatVectors(t *testing.T, vectors []vector) []byte {
	var b bytes.Buffer
	write := func(v any) {
		var one bytes.Buffer
		enc := json.NewEncoder(&one)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			t.Fatal(err)
		}
		for _, r := range strings.TrimSpace(one.String()) {
			if r < utf8.RuneSelf || unicode.IsPrint(r) && !unicode.IsMark(r) {
				b.WriteRune(r)
			} else {
				for _, u := range utf16of(r) {
					b.WriteString(`\u`)
					b.WriteString(hex4(u))
				}
			}
		}
	}
	b.WriteString("[\n")
	for i, v := range vectors {
		b.WriteString(`  {"text": `)
		write(v.Text)
		if v.Query {
			b.WriteString(`, "query": true`)
		}
		b.WriteString(`, "tokens": [`)
		for j, x := range v.Tokens {
			if j > 0 {
				b.WriteString(",")
			}
			b.WriteString("\n    ")
			write(x)
		}
		if len(v.Tokens) > 0 {
			b.WriteString("\n  ")
		}
		b.WriteString("]}")
		if i < len(vectors)-1 {
			b.WriteString(",")
		}
		b.WriteString("\n")
	}
	b.WriteString("]\n")
	return b.Bytes()
}

func utf16of(r rune) []uint16 { return utf16.AppendRune(nil, r) }

func hex4(u uint16) string { return fmt.Sprintf("%04x", u) }

// What has no width leads around the quick way, and must change nothing.
func TestSimpleWordsAreAsOthers(t *testing.T) {
	text := rapid.StringOf(rapid.SampledFrom([]rune("abcdeXYZ019  .,-:'’é中한\n")))
	rapid.Check(t, func(t *rapid.T) {
		s := text.Draw(t, "text")
		var slow strings.Builder
		for _, r := range s {
			slow.WriteString(string(r) + "\u2060")
		}
		got, want := Tokens(s, false), Tokens(slow.String(), false)
		for i := range want {
			want[i].Start, want[i].End = 0, 0
		}
		for i := range got {
			if of := s[got[i].Start:got[i].End]; !strings.EqualFold(of, got[i].Term) && isASCII(of) && !strings.ContainsAny(of, "'.,-:") {
				t.Fatalf("%q stands for %q", got[i].Term, of)
			}
			got[i].Start, got[i].End = 0, 0
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%q:\n got %v\nwant %v", s, got, want)
		}
	})
}

func isASCII(s string) bool { return len(s) == utf8.RuneCountInString(s) }

func FuzzTokens(f *testing.F) {
	data, err := os.ReadFile(vectorsFile)
	if err != nil {
		f.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(data, &vectors); err != nil {
		f.Fatal(err)
	}
	for _, v := range vectors {
		f.Add(v.Text)
	}
	f.Add("a\xffb\xc3")
	f.Add(strings.Repeat("aB-", 200))
	f.Fuzz(func(t *testing.T, text string) {
		position, start := 0, 0
		for _, x := range Tokens(text, false) {
			switch n := utf8.RuneCountInString(x.Term); {
			case n == 0 || n > longest:
				t.Errorf("%q: a term of %d signs", text, n)
			case x.Start < 0 || x.End <= x.Start || x.End > len(text):
				t.Errorf("%q: %q stands for %d to %d", text, x.Term, x.Start, x.End)
			case x.Position > position+1:
				t.Errorf("%q: position %d comes after %d", text, x.Position, position)
			case !x.Joined && x.Start < start:
				t.Errorf("%q: %q begins at %d, before the one before it", text, x.Term, x.Start)
			case !utf8.ValidString(x.Term) || !utf8.ValidString(x.Exact) || strings.ContainsAny(x.Term, " \x01"):
				t.Errorf("%q: term %q, exact %q", text, x.Term, x.Exact)
			}
			if position = max(position, x.Position); !x.Joined {
				start = x.Start
			}
			// What is folded stays as it is. Pairs of signs are left out: they may begin within a letter.
			first, _ := utf8.DecodeRuneInString(x.Term)
			if again := Tokens(x.Term, true); strings.ContainsFunc(x.Term, blankless) || unicode.IsMark(first) {
				continue
			} else if len(again) != 1 || again[0].Term != x.Term || again[0].Exact != "" {
				t.Errorf("%q: term %q is read as %v", text, x.Term, again)
			}
		}
	})
}
