package content

import (
	"encoding/json"
	"slices"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/source"
)

// A Digest is what others see of a document that is prose alone. It can be written down, and gives back the Document
// for all but showing its text, without parsing.
type Digest struct {
	Declared, Kind Kind
	Meta           Meta   // without Order and Kept
	More           []byte // these two, as JSON: an encoding that keeps a 0 and an empty list apart from nothing
	Title, Summary string
	TitleHeading   int // index of the heading that is the title, -1 if none is
	Uses           Uses
	Text           markdown.Digest
	Diags          diag.List
}

// Digest returns the digest of a document; ok is false if it is more than prose.
func (d *Document) Digest() (g Digest, ok bool) {
	if d.Role != nil || d.Playbook != nil || d.Checklist != nil || d.Decision != nil || d.Lesson != nil {
		return Digest{}, false
	}
	g = Digest{
		Declared: d.Declared, Kind: d.Kind, Meta: d.Meta, Title: d.Title, Summary: d.Summary,
		TitleHeading: slices.Index(d.Text.Headings, d.TitleBlock), Uses: d.Uses, Text: d.Text.Digest(), Diags: d.Diags,
	}
	more, err := json.Marshal(more{d.Meta.Order, d.Meta.Kept})
	if err != nil {
		return Digest{}, false
	}
	g.More, g.Meta.Order, g.Meta.Kept = more, nil, nil
	return g, g.TitleHeading >= 0 || d.TitleBlock == nil
}

// more is what of Meta is written down as JSON.
type more struct {
	Order *int
	Kept  map[string]any
}

// Document returns the Document of the file that g is the digest of, without the blocks of its text: no Intro, no Lede
// and no Sections. It is nil if g is damaged.
func (g Digest) Document(f source.File) *Document {
	d := &Document{
		Path: f.Path, Declared: g.Declared, Kind: g.Kind, Meta: g.Meta, Title: g.Title, Summary: g.Summary,
		Text: g.Text.Doc(f.Path, f.Data), Uses: g.Uses, Diags: g.Diags,
	}
	(&parser{doc: d}).place()
	if g.TitleHeading >= 0 {
		d.TitleBlock = d.Text.Headings[g.TitleHeading]
	}
	var m more
	if err := json.Unmarshal(g.More, &m); err != nil {
		return nil
	}
	d.Meta.Order, d.Meta.Kept = m.Order, m.Kept
	return d
}
