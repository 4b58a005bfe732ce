package markdown

import "slices"

// siblings gathers blocks that stand side by side, and puts what stands between <details> and </details> into a
// block of its own.
type siblings struct {
	r      *reader
	blocks []*Block
	open   []details
}

// details is a <details> that is not closed yet.
type details struct {
	block *Block
	own   int // how many of its children stand in the same piece of raw HTML as its tag
}

// mostDetails bounds how deep foldings are found inside others; deeper ones are ordinary raw HTML.
const mostDetails = 50

func (s *siblings) list() *[]*Block {
	if n := len(s.open); n > 0 {
		return &s.open[n-1].block.Children
	}
	return &s.blocks
}

func (s *siblings) add(b *Block) {
	if b != nil {
		list := s.list()
		*list = append(*list, b)
	}
}

func (s *siblings) last() *Block {
	if list := *s.list(); len(list) > 0 {
		return list[len(list)-1]
	}
	return nil
}

// addHTML adds a block of raw HTML, cut at the tags of foldings that reach over its end.
func (s *siblings) addHTML(pieces []piece) {
	from, opened := 0, len(s.open)
	for i := range pieces {
		if p := &pieces[i]; p.kind != tagPiece || p.tag.name != "details" {
			continue
		}
		switch p := &pieces[i]; {
		case p.tag.closes && len(s.open) > 0:
			s.add(s.r.rawBlock(pieces[from:i]))
			d := s.open[len(s.open)-1].block
			d.End = p.end
			s.open = s.open[:len(s.open)-1]
			opened = min(opened, len(s.open))
			from = i + 1
		case !p.tag.closes && len(s.open) < mostDetails && (i+1 >= len(pieces) || !closesWithin(pieces[i+1:])):
			s.add(s.r.rawBlock(pieces[from:i]))
			d := &Block{Kind: Details, doc: s.r.doc, Offset: p.start, End: p.end, rare: &rare{tag: p.tag}}
			s.add(d)
			s.open = append(s.open, details{block: d})
			from = i + 1
		}
	}
	s.add(s.r.rawBlock(pieces[from:]))
	for i := opened; i < len(s.open); i++ {
		s.open[i].own = len(s.open[i].block.Children)
	}
}

// closesWithin reports whether a folding that begins before pieces ends in them.
func closesWithin(pieces []piece) bool {
	depth := 1
	for i := range pieces {
		if p := &pieces[i]; p.kind == tagPiece && p.tag.name == "details" {
			if !p.tag.closes {
				depth++
			} else if depth--; depth == 0 {
				return true
			}
		}
	}
	return false
}

// rawBlock returns a piece of raw HTML as a block, or nil if it holds nothing.
func (r *reader) rawBlock(pieces []piece) *Block {
	pieces = trimBlank(pieces, r.src)
	if len(pieces) == 0 {
		return nil
	}
	b := &Block{Kind: RawHTML, doc: r.doc, Offset: pieces[0].start, End: pieces[len(pieces)-1].end}
	if !r.rawHeading(b, pieces) {
		b.Text = Inline{Offset: b.Offset, End: b.End, doc: r.doc, pieces: pieces}
	}
	return b
}

// rawHeading turns raw HTML that is one heading, <h1 align="center">Title</h1>, into a heading like any other.
func (r *reader) rawHeading(b *Block, pieces []piece) bool {
	first, last := &pieces[0], &pieces[len(pieces)-1]
	if len(pieces) < 3 || first.kind != tagPiece || last.kind != tagPiece || !last.tag.closes {
		return false
	}
	name := first.tag.name
	if len(name) != 2 || name[0] != 'h' || name[1] < '1' || name[1] > '6' || last.tag.name != name {
		return false
	}
	inner := trimBlank(pieces[1:len(pieces)-1], r.src)
	for i := range inner {
		if inner[i].kind == tagPiece && inner[i].tag.block {
			return false
		}
	}
	if len(inner) == 0 {
		return false
	}
	b.Kind, b.Level = Heading, int(name[1]-'0')
	b.Text = Inline{Offset: inner[0].start, End: inner[len(inner)-1].end, doc: r.doc, pieces: inner}
	// The heading takes the id over from its tag.
	for i := len(r.holders) - 1; i >= 0 && first.tag.id != ""; i-- {
		if r.holders[i].tag == first.tag {
			r.holders = slices.Delete(r.holders, i, i+1)
			break
		}
	}
	r.addHeading(b, first.tag.id)
	return true
}

// close returns the blocks. A folding that nothing closes holds only what stands in its own piece of raw HTML,
// so that it cannot hide the rest of the page.
func (s *siblings) close() []*Block {
	for len(s.open) > 0 {
		d := s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		rest := slices.Clone(d.block.Children[d.own:])
		d.block.Children = d.block.Children[:d.own]
		list := s.list()
		*list = append(*list, rest...)
	}
	for _, b := range s.blocks {
		b.reach()
	}
	return s.blocks
}

// reach lets a folding end no earlier than what it holds.
func (b *Block) reach() {
	if b.Kind != Details {
		return
	}
	for _, c := range b.Children {
		c.reach()
		b.End = max(b.End, c.End)
	}
}
