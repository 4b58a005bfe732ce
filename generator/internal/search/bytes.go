package search

import "encoding/binary"

// appendString writes a string with its length.
func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendFront writes a term of a sorted list, given the one before it.
func appendFront(b []byte, before, term string) []byte {
	n := 0
	for n < len(before) && n < len(term) && before[n] == term[n] {
		n++
	}
	return appendString(binary.AppendUvarint(b, uint64(n)), term[n:])
}

// postingSize returns how long the posting is that b begins with.
func postingSize(b []byte) int {
	n := 1
	if b[0]&flagTitle != 0 {
		n++
	}
	if b[0]&flagSections != 0 {
		count, size := uvarint(b[n:])
		for n += size; count > 0; n++ {
			if b[n] < 0x80 {
				count--
			}
		}
	}
	return n
}

// uvarint is binary.Uvarint, quick for small numbers.
func uvarint(b []byte) (uint64, int) {
	if b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	return binary.Uvarint(b)
}

// A termReader walks through the terms of a contribution.
type termReader struct {
	rest    []byte
	term    []byte // overwritten by the next one
	posting []byte
}

func (r *termReader) next() bool {
	if len(r.rest) == 0 {
		return false
	}
	shared, n := uvarint(r.rest)
	length, m := uvarint(r.rest[n:])
	end := n + m + int(length)
	r.term = append(r.term[:shared], r.rest[n+m:end]...)
	size := postingSize(r.rest[end:])
	r.posting = r.rest[end : end+size]
	r.rest = r.rest[end+size:]
	return true
}
