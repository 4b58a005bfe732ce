package search

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
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
