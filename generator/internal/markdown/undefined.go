package markdown

import "bytes"

// findUndefined replaces [text][label], where nothing defines the label, by a link of kind Undefined. Brackets
// behind a letter or another bracket are code or a sum, and two numbers are two sources: neither is a link.
func (r *reader) findUndefined(pieces []piece) []piece {
	if !r.hasUndefined(pieces) {
		return pieces
	}
	var out []piece
	var open []int // indexes in out of pieces that begin with "["
	for i := range pieces {
		p := pieces[i]
		if p.kind != textPiece || p.isDecoded {
			out = append(out, p)
			continue
		}
		out, open = r.scanBrackets(out, open, p)
	}
	return out
}

// hasUndefined reports whether "][" stands in the text at all, which is rare.
func (r *reader) hasUndefined(pieces []piece) bool {
	for i := range pieces {
		p := &pieces[i]
		if p.kind == textPiece && !p.isDecoded && bytes.Contains(r.src[p.start:p.end], []byte("][")) {
			return true
		}
	}
	return false
}

// scanBrackets cuts a text at its brackets and joins what belongs to an undefined reference.
func (r *reader) scanBrackets(out []piece, open []int, p piece) ([]piece, []int) {
	from := p.start
	flush := func(to int) {
		if from < to {
			out = append(out, piece{start: from, end: to})
		}
		from = to
	}
	for i := p.start; i < p.end; i++ {
		switch r.src[i] {
		case '[':
			flush(i)
			open = append(open, len(out))
		case ']':
			if len(open) == 0 {
				continue
			}
			first := open[len(open)-1]
			open = open[:len(open)-1]
			size := r.labelSize(i+1, p.end)
			if size == 0 {
				continue
			}
			flush(i)
			end := i + 1 + size
			if !r.isReference(out[first:], r.src[i+2:end-1]) {
				continue
			}
			kids := append([]piece(nil), out[first:]...)
			start := kids[0].start
			kids[0].start++ // without the bracket
			if kids[0].start == kids[0].end {
				kids = kids[1:]
			}
			l := r.addLink(&Link{Kind: Undefined, Dest: decode(r.src[i+2 : end-1]), Offset: start, End: end})
			l.Text = (Inline{doc: r.doc, pieces: kids}).Plain()
			out = append(out[:first], piece{kind: linkPiece, start: start, end: end, link: l, kids: kids})
			from = end
			i = end - 1
		}
	}
	flush(p.end)
	return out, open
}

// longestLabel is the longest label of a reference in CommonMark.
const longestLabel = 999

// labelSize returns the size of "[label]" at offset, 0 if there is none.
func (r *reader) labelSize(offset, stop int) int {
	if offset >= stop || r.src[offset] != '[' {
		return 0
	}
	stop = min(stop, offset+longestLabel)
	for i := offset + 1; i < stop; i++ {
		switch r.src[i] {
		case '[':
			return 0
		case ']':
			if len(bytes.TrimSpace(r.src[offset+1:i])) == 0 {
				return 0
			}
			return i + 1 - offset
		}
	}
	return 0
}

// isReference reports whether a text in brackets and a label look like a reference that somebody meant.
func (r *reader) isReference(text []piece, label []byte) bool {
	start := text[0].start
	if start > 0 && (isAlphaNumeric(r.src[start-1]) || bytes.IndexByte([]byte(")]_$}"), r.src[start-1]) >= 0) {
		return false
	}
	if label[0] == '^' || r.src[start+1] == '^' {
		return false
	}
	inner := r.src[start+1 : text[len(text)-1].end]
	if len(bytes.TrimSpace(inner)) == 0 {
		return false
	}
	return len(bytes.Trim(inner, "0123456789 ,-")) > 0 || len(bytes.Trim(label, "0123456789 ,-")) > 0
}
