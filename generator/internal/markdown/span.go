package markdown

import "sort"

// stretch is a range of Source.
type stretch struct{ start, end int }

// span is a range of raw HTML in Source: in one piece, or, inside of quotes and lists, line by line.
type span []stretch

// offset returns where the n-th byte of a span stands in Source.
func (s span) offset(n int) int {
	for _, part := range s {
		if n <= part.end-part.start {
			return part.start + n
		}
		n -= part.end - part.start
	}
	if len(s) == 0 {
		return 0
	}
	return s[len(s)-1].end
}

// take cuts the first n bytes off a span.
func (s *span) take(n int) span {
	var taken span
	for n > 0 && len(*s) > 0 {
		part := &(*s)[0]
		if size := part.end - part.start; size <= n {
			taken = append(taken, *part)
			*s = (*s)[1:]
			n -= size
			continue
		}
		taken = append(taken, stretch{part.start, part.start + n})
		part.start += n
		n = 0
	}
	return taken
}

// bytes returns the text of a span.
func (s span) bytes(src []byte) []byte {
	if len(s) == 1 {
		return src[s[0].start:s[0].end]
	}
	var text []byte
	for _, part := range s {
		text = append(text, src[part.start:part.end]...)
	}
	return text
}

// join makes one piece of lines that follow each other in Source.
func (s span) join() span {
	joined := s[:0]
	for _, part := range s {
		if n := len(joined); n > 0 && joined[n-1].end == part.start {
			joined[n-1].end = part.end
			continue
		}
		joined = append(joined, part)
	}
	return joined
}

// contains reports whether an offset lies in one of the parts of a span, which are in order.
func (s span) contains(offset int) bool {
	i := sort.Search(len(s), func(i int) bool { return s[i].end > offset })
	return i < len(s) && s[i].start <= offset
}
