package typo

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"lead", "lead", 0},
		{"lead", "leed", 1},
		{"fornt", "front", 1},
		{"titel", "title", 1},
		{"aliasse", "aliases", 1},
		{"ca", "abc", 2}, // swapped, then parted: only the unrestricted distance sees it
		{"über", "uber", 1},
		{"führt", "fürht", 1},
		{"日本語", "日語本", 1},
		{"kitten", "sitting", 3},
	} {
		if got := Distance(c.a, c.b); got != c.want {
			t.Errorf("Distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestDistanceIsTheShortestWay(t *testing.T) {
	word := rapid.StringMatching(`[abc]{0,4}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		if got, want := Distance(a, b), shortestWay(a, b); got != want {
			t.Fatalf("Distance(%q, %q) = %d, want %d", a, b, got, want)
		}
	})
}

func TestDistanceIsADistance(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcdeü日-")), 0, 20, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := word.Draw(t, "a"), word.Draw(t, "b"), word.Draw(t, "c")
		if Distance(a, a) != 0 {
			t.Fatalf("%q is away from itself", a)
		}
		if Distance(a, b) != Distance(b, a) {
			t.Fatalf("the way from %q to %q is not the way back", a, b)
		}
		if Distance(a, c) > Distance(a, b)+Distance(b, c) {
			t.Fatalf("the way from %q to %q is shorter by %q", a, c, b)
		}
	})
}

// shortestWay tries all steps, breadth first. It is slow, and too simple to be wrong.
func shortestWay(a, b string) int {
	const letters = "abc"
	longest := max(len(a), len(b)) + 1
	seen := map[string]bool{a: true}
	for steps, edge := 0, []string{a}; ; steps++ {
		var next []string
		for _, s := range edge {
			if s == b {
				return steps
			}
			for i := 0; i <= len(s); i++ {
				for _, l := range letters {
					next = append(next, s[:i]+string(l)+s[i:])
					if i < len(s) {
						next = append(next, s[:i]+string(l)+s[i+1:])
					}
				}
				if i < len(s) {
					next = append(next, s[:i]+s[i+1:])
				}
				if i+1 < len(s) {
					next = append(next, s[:i]+s[i+1:i+2]+s[i:i+1]+s[i+2:])
				}
			}
		}
		edge = edge[:0:0]
		for _, s := range next {
			if len(s) <= longest && !seen[s] {
				seen[s] = true
				edge = append(edge, s)
			}
		}
	}
}

func TestClosest(t *testing.T) {
	pages := []string{"shift-lead", "front-desk", "commander", "shift-led-by", "gardens", "IC", "commander"}
	for _, c := range []struct {
		name string
		most int
		want []string
	}{
		{"comander", 3, []string{"commander"}},
		{"commander", 3, []string{"commander"}},
		{"shift-led", 3, []string{"shift-lead", "shift-led-by"}},
		{"shift-led", 1, []string{"shift-lead"}},
		{"fornt-desk", 3, []string{"front-desk"}},
		{"wholly-elsewhere", 3, nil},
		{"I", 3, []string{"IC"}},
		{"X", 3, nil},
		{"", 3, nil},
		{"comander", 0, nil},
		{strings.Repeat("x", longest+1), 3, nil},
	} {
		if got := Closest(c.name, pages, c.most); !slices.Equal(got, c.want) {
			t.Errorf("Closest(%q, %d) = %q, want %q", c.name, c.most, got, c.want)
		}
	}
}

func TestClosestKeepsTheOrderOfTies(t *testing.T) {
	if got := Closest("lead", []string{"leap", "leaf", "load"}, 3); !slices.Equal(got, []string{"leap", "leaf", "load"}) {
		t.Errorf("got %q", got)
	}
}

// What Closest leaves out early must be what it would have left out by measuring.
func TestClosestLeavesNothingOut(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcxyzü-")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		name := word.Draw(t, "name")
		candidates := rapid.SliceOfNDistinct(word, 0, 20, rapid.ID).Draw(t, "candidates")
		got := Closest(name, candidates, len(candidates))
		n := len([]rune(name))
		for _, c := range candidates {
			near := n > 0 && Distance(name, c) <= min(max(1, n/3), 3)
			if near != slices.Contains(got, c) {
				t.Fatalf("%q for %q: got %q", c, name, got)
			}
		}
	})
}

func TestNear(t *testing.T) {
	known := []string{"Must", "Within limits", "Your call", "Ask first", "Ask", "Does"}
	for _, c := range []struct {
		word, want string
	}{
		{"Mustt", "Must"},
		{"Msut", "Must"},
		{"Must", ""},
		{"Mus", ""},  // three letters
		{"Asks", ""}, // the known word has three
		{"Dose", "Does"},
		{"Yor cal", ""},
		{"Your cal", "Your call"},
	} {
		got, ok := Near(c.word, known)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Near(%q) = %q, %v, want %q", c.word, got, ok, c.want)
		}
	}
}

func ExampleClosest() {
	fmt.Println(Closest("shift-leed", []string{"front-desk", "shift-lead"}, 3))
	// Output: [shift-lead]
}
