package markdown

import "baton/generator/internal/diag"

// A Digest is what a Doc says besides its blocks: what others see of it. It can be written down, and gives back a Doc
// for all but showing its text, without parsing.
type Digest struct {
	Headings []DigestHeading
	Links    []Link
	Anchors  []Anchor
	Diags    diag.List
}

// DigestHeading is a heading of a Digest.
type DigestHeading struct {
	Offset, End, Level int
	ID                 string
	Was                []string
	Plain              string
}

// Digest returns the digest of a Doc.
func (d *Doc) Digest() Digest {
	g := Digest{Anchors: d.Anchors, Diags: d.Diags}
	for _, h := range d.Headings {
		g.Headings = append(g.Headings, DigestHeading{h.Offset, h.End, h.Level, h.ID, h.Was, h.Text.Plain()})
	}
	for _, l := range d.Links {
		g.Links = append(g.Links, *l)
	}
	return g
}

// Doc returns the Doc of the file that g is the digest of. It has no Blocks, and the text of its headings is plain.
func (g Digest) Doc(path string, data []byte) *Doc {
	src, shifts, _ := normalise(data)
	d := &Doc{Path: path, Source: src, ruler: newRuler(src), shifts: shifts}
	d.cutFront()
	d.Anchors, d.Diags = g.Anchors, g.Diags
	for _, h := range g.Headings {
		text := Inline{Offset: h.Offset, End: h.End, doc: d, pieces: []piece{{kind: textPiece, isDecoded: true, decoded: h.Plain}}}
		d.Headings = append(d.Headings, &Block{
			Kind: Heading, Offset: h.Offset, End: h.End, Level: h.Level, ID: h.ID, Was: h.Was, Text: text, doc: d,
		})
	}
	d.Links = make([]*Link, len(g.Links))
	for i := range g.Links {
		d.Links[i] = &g.Links[i]
	}
	return d
}
