package score

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkSettle gives the time for long movements of different shapes, 5,000 and 20,000 steps each: time per step
// should stay about the same.
func BenchmarkSettle(b *testing.B) {
	shapes := map[string]func(n int) (parts, text string){
		"one part": func(n int) (string, string) { return "A!", strings.Repeat("A: plays\n", n) },
		"conductor cues each": func(n int) (string, string) {
			var parts, cues, steps strings.Builder
			for i := range n / 2 {
				fmt.Fprintf(&parts, " P%d", i)
				fmt.Fprintf(&cues, "A: cue P%d\n", i)
				fmt.Fprintf(&steps, "P%d: plays\n", i)
			}
			return "A!" + parts.String(), cues.String() + steps.String()
		},
		"each cues the one above": func(n int) (string, string) {
			var parts, text strings.Builder
			for i := range n / 2 {
				fmt.Fprintf(&parts, " P%d", i)
				fmt.Fprintf(&text, "P%d: plays\nP%d: cue P%d\n", i, i, i-1)
			}
			return "A!" + parts.String(), text.String()
		},
		"cues to everyone, and pauses": func(n int) (string, string) {
			var parts, text strings.Builder
			for i := range n / 4 {
				fmt.Fprintf(&parts, " P%d", i)
				fmt.Fprintf(&text, "P%d: cue *\nA: wait P%d\nP%d: wait P%d\n---\n", i, i, i, i-1)
			}
			return "A!" + parts.String(), text.String()
		},
	}
	for name, shape := range shapes {
		for _, n := range []int{5000, 20000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				parts, text := shape(n)
				for b.Loop() {
					sketch(parts, text)
				}
			})
		}
	}
}
