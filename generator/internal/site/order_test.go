package site

import (
	"slices"
	"testing"
)

func TestCollationKey(t *testing.T) {
	want := []string{
		"1. Gather", "2 Steady", "10 Close", "Äpfel", "apples", "Birds", "chapter 2", "Chapter 10", "Éclair", "edge", "zebra", "日本語",
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int {
		if SortKey(a) < SortKey(b) {
			return -1
		}
		return 1
	})
	if !slices.Equal(got, want) {
		t.Errorf("sorted: %q\nwant:   %q", got, want)
	}
	if SortKey("a b") == SortKey("a-b") {
		t.Error("two titles have one key")
	}
}

func TestReadable(t *testing.T) {
	for name, want := range map[string]string{
		"team-norms": "Team norms", "_pages": "Pages", "RFCs": "RFCs", "über_uns": "Über uns", "---": "---",
	} {
		if got := readable(name); got != want {
			t.Errorf("readable(%q) = %q, want %q", name, got, want)
		}
	}
}
