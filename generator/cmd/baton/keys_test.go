package main

import "testing"

func TestWhatCountsAsAPress(t *testing.T) {
	for piece, want := range map[string]string{
		"o": "o", "oq": "oq", "\r": "\r",
		"quit": "", "\x1b": "", "\x1b[A": "", "\x1bOq": "", "o\x1b[": "", // pasted, or a function key
		"\x03": "\x03", "quit\x03": "\x03", "\x1b[A\x03": "\x03",
	} {
		if got := string(presses([]byte(piece))); got != want {
			t.Errorf("%q: %q, want %q", piece, got, want)
		}
	}
}
