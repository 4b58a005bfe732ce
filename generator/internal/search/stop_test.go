package search

import (
	"slices"
	"testing"
)

// The table has the words of its language that say little, as they stand in queries.
func TestTheTableHasStopWords(t *testing.T) {
	for _, c := range []struct {
		language string
		has, not []string
	}{
		{"en", []string{"the", "who", "to"}, []string{"refund", "fur"}},
		{"en-GB", []string{"the"}, nil},
		{"de", []string{"der", "fur", "wer"}, []string{"the", "für"}},
		{"fr", []string{"a", "etre", "l", "qui"}, []string{"the", "être"}},
		{"es", []string{"el", "quien"}, []string{"the"}},
		{"it", []string{"e", "chi"}, []string{"the"}},
		{"nl", []string{"het", "wie"}, []string{"the"}},
		{"pt", []string{"nao", "quem"}, []string{"the"}},
		{"xx", nil, []string{"the", "a"}},
	} {
		got := open(t, smallIndexer(Options{Language: c.language}).Index(nil, nil)).stops
		for _, w := range c.has {
			if !slices.Contains(got, w) {
				t.Errorf("%s: %q is not among %q", c.language, w, got)
			}
		}
		for _, w := range c.not {
			if slices.Contains(got, w) {
				t.Errorf("%s: %q is among %q", c.language, w, got)
			}
		}
		if !slices.IsSorted(got) || len(c.has) == 0 && len(got) > 0 {
			t.Errorf("%s: %q", c.language, got)
		}
	}
}
