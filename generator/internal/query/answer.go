package query

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// The types here are those of layouts/scripts/search/types.ts, which says what each field means.

// Options narrow a search.
type Options struct {
	Limit int      `json:"limit,omitempty"` // how many results; 0: ten
	Kinds []string `json:"kinds,omitempty"` // only these kinds
	Role  string   `json:"role,omitempty"`  // only pages for the role with this stem
	Own   []string `json:"own,omitempty"`   // stems of the reader's roles: what is for them ranks higher
	Exact bool     `json:"exact,omitempty"` // no corrections of typing
}

// Answer is what the engine found.
type Answer struct {
	Query     string   `json:"query"`               // without the filters that were written in it
	Corrected string   `json:"corrected,omitempty"` // what was looked for, if it was corrected
	Total     int      `json:"total"`               // pages that match, with the filters
	Kinds     Kinds    `json:"kinds"`               // how many of each kind match without the filter of kinds
	Kind      []string `json:"kind"`                // filters in force
	Role      string   `json:"role,omitempty"`
	Results   []Result `json:"results"`
	More      bool     `json:"more"` // there may be more than counted
}

// Result is a page.
type Result struct {
	Address  string `json:"address"`
	Title    Marked `json:"title"`
	Kind     string `json:"kind"`
	Place    string `json:"place"`
	Updated  string `json:"updated,omitempty"`
	Mine     bool   `json:"mine"`
	Excerpt  Marked `json:"excerpt"`
	Sections []Hit  `json:"sections"` // best first
}

// Hit is a place in a page.
type Hit struct {
	ID      string `json:"id"` // fragment; "" for the beginning
	As      string `json:"as"`
	Heading Marked `json:"heading"`
	Excerpt Marked `json:"excerpt"`
	Role    string `json:"role"`
	Level   string `json:"level"`
	Lit     bool   `json:"lit"` // the row that holds the amount in the query
	Text    string `json:"text"`
}

// Marked is text in pieces, each marked or not.
type Marked []Piece

// Piece is a piece of a text; it is marked if a reader typed it.
type Piece struct {
	Text   string
	Marked bool
}

// Text returns the text without its marks.
func (m Marked) Text() string {
	var b strings.Builder
	for _, p := range m {
		b.WriteString(p.Text)
	}
	return b.String()
}

// UnmarshalJSON reads ["text", true].
func (p *Piece) UnmarshalJSON(data []byte) error {
	pair := []any{&p.Text, &p.Marked}
	if err := json.Unmarshal(data, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return fmt.Errorf("a piece of a text has two members, not %d", len(pair))
	}
	return nil
}

// MarshalJSON writes ["text", true].
func (p Piece) MarshalJSON() ([]byte, error) { return plainJSON([]any{p.Text, p.Marked}) }

// Kinds are numbers of pages by kind, in the engine's order.
type Kinds []Count

// Count is how many pages of a kind there are.
type Count struct {
	Kind  string
	Pages int
}

// UnmarshalJSON reads an object and keeps its order.
func (k *Kinds) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	*k = Kinds{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		c := Count{Kind: fmt.Sprint(name)}
		if err := dec.Decode(&c.Pages); err != nil {
			return err
		}
		*k = append(*k, c)
	}
	return nil
}

// MarshalJSON writes an object in order.
func (k Kinds) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, c := range k {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := plainJSON(c.Kind)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%s:%d", name, c.Pages)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plainJSON is JSON with <, > and & as they are.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
