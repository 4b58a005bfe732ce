package main

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is added, amended and painted below, the terminal shows the lines and then the block, and no trace of
// what was painted before.
func TestACanvasShowsWhatItWasGiven(t *testing.T) {
	text := rapid.StringMatching(`(a|日|\x1b\[1m|\x1b\[0m|é| ){0,30}x`)
	rapid.Check(t, func(t *rapid.T) {
		screen := newTTY(rapid.IntRange(2, 40).Draw(t, "columns"), 60)
		c := &canvas{w: screen, size: func() (int, int) { return screen.columns, screen.rows }}
		var lines, block []string
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				l := fit(text.Draw(t, "line"), screen.columns-1)
				c.add(l)
				c.below(block)
				lines = append(lines, l)
			},
			"amend": func(t *rapid.T) {
				if len(lines) > 0 {
					lines[len(lines)-1] = fit(text.Draw(t, "line"), screen.columns-1)
					c.amend(lines[len(lines)-1])
					c.below(block)
				}
			},
			"below": func(t *rapid.T) {
				block = nil
				for range rapid.IntRange(0, 5).Draw(t, "rows") {
					block = append(block, fit(text.Draw(t, "row"), screen.columns-1))
				}
				c.below(block)
			},
			"clear": func(*rapid.T) {
				c.clear()
				lines, block = nil, nil
				c.below(nil)
			},
			"": func(t *rapid.T) {
				var want strings.Builder
				for _, l := range append(append([]string(nil), lines...), block...) {
					want.WriteString(strings.TrimRight(bare(l), " ") + "\n")
				}
				if got := screen.String(); strings.TrimRight(got, "\n") != strings.TrimRight(want.String(), "\n") || len(screen.strange) > 0 {
					t.Fatalf("the terminal shows:\n%s\nwant:\n%s\nstrange: %q", got, want.String(), screen.strange)
				}
			},
		})
	})
}

// bare is a row without its colours, as the terminal of the tests keeps it: a wide character takes two cells.
func bare(row string) string {
	var out strings.Builder
	for row != "" {
		if n := escape(row); n > 0 {
			row = row[n:]
			continue
		}
		r := []rune(row)[0]
		out.WriteRune(r)
		if columns([]rune{r}) == 2 {
			out.WriteByte(' ')
		}
		row = row[len(string(r)):]
	}
	return out.String()
}

func TestFitAndShorten(t *testing.T) {
	for _, c := range []struct {
		row   string
		width int
		want  string
	}{
		{"short", 5, "short"},
		{"too long", 5, "too …"},
		{"\x1b[1mtoo long\x1b[0m", 5, "\x1b[1mtoo …\x1b[0m"},
		{"日本語", 5, "日本…"},
		{"日本語", 4, "日…"},
		{"x", 0, "…"},
	} {
		if got := fit(c.row, c.width); got != c.want {
			t.Errorf("fit(%q, %d) = %q, want %q", c.row, c.width, got, c.want)
		}
	}
	if got := shorten("content/playbooks/leak.md", 12); got != "…oks/leak.md" {
		t.Errorf("shorten: %q", got)
	}
}
