package markdown

import (
	"strconv"
	"strings"

	"baton/generator/internal/slug"
)

// holder is something that has or wants an id: a heading, an item, a row or a tag.
type holder struct {
	block    *Block
	row      *Row
	tag      *tag
	explicit string // as written, "" for a heading that gets its id from its text
}

// nameAll gives each heading its id, as GitHub numbers them, and gathers the anchors of the page. An id that is
// written on a heading, item or row comes first, then the ids of headings, then those of other tags: an <a id>
// above a heading of the same name must not rename it. Each id is rendered once, at the first that has it.
func (r *reader) nameAll() {
	taken := map[string]bool{}
	claim := func(h *holder, id string) {
		if id == "" || taken[id] {
			return
		}
		taken[id] = true
		switch {
		case h.block != nil:
			h.block.ID, h.block.anchor = id, true
		case h.row != nil:
			h.row.anchor = true
		default:
			h.tag.anchor = true
		}
	}
	for i := range r.holders {
		if h := &r.holders[i]; h.tag == nil {
			claim(h, h.explicit)
		}
	}
	next := map[string]int{}
	for i := range r.holders {
		if h := &r.holders[i]; h.block != nil && h.block.Kind == Heading && !h.block.anchor {
			base := h.explicit
			if base == "" {
				base = slug.Make(h.block.Text.slugText())
			}
			if base == "" {
				base = "section"
			}
			claim(h, number(base, taken, next))
		}
	}
	for i := range r.holders {
		if h := &r.holders[i]; h.tag != nil {
			claim(h, h.explicit)
		}
	}
	for i := range r.holders {
		r.doc.addAnchor(&r.holders[i])
	}
	for i := range r.holders {
		if b := r.holders[i].block; b != nil {
			b.old = unclaimed(b.Was, taken)
		}
	}
}

// unclaimed returns the old ids that nothing else on the page has, and claims them.
func unclaimed(was []string, taken map[string]bool) []string {
	var old []string
	for _, id := range was {
		if !taken[id] {
			taken[id] = true
			old = append(old, id)
		}
	}
	return old
}

func (d *Doc) addAnchor(h *holder) {
	switch {
	case h.block != nil && h.block.anchor:
		b := h.block
		d.Anchors = append(d.Anchors, Anchor{ID: b.ID, Was: b.Was, Text: strings.TrimSpace(b.Text.Plain()), Heading: b.Kind == Heading})
	case h.row != nil && h.row.anchor:
		var cells []string
		for _, cell := range h.row.Cells {
			cells = append(cells, cell.Plain())
		}
		d.Anchors = append(d.Anchors, Anchor{ID: h.row.ID, Text: strings.TrimSpace(strings.Join(cells, " "))})
	case h.tag != nil && h.tag.anchor:
		d.Anchors = append(d.Anchors, Anchor{ID: h.tag.id})
	}
}

// number returns base, or base with the first number that is free.
func number(base string, taken map[string]bool, next map[string]int) string {
	id := base
	for taken[id] {
		next[base]++
		id = base + "-" + strconv.Itoa(next[base])
	}
	return id
}

// slugText returns the text that an id is made of: like GitHub, without images.
func (in Inline) slugText() string {
	var b strings.Builder
	for i := range in.pieces {
		if in.pieces[i].kind != imagePiece {
			in.doc.plain(&b, in.pieces[i:i+1])
		}
	}
	return b.String()
}
