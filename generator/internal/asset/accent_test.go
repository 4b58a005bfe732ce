package asset

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/layouts"
)

var pairPattern = regexp.MustCompile(`--(accent|mine):light-dark\((#[0-9a-f]{6}),(#[0-9a-f]{6})\)`)

// Whatever colour is configured, links can be read on every ground, light and dark; or it is refused.
func TestAccentKeepsContrast(t *testing.T) {
	ink := []color{mustColor("#1b1d1f"), mustColor("#ece9e2")}
	rapid.Check(t, func(t *rapid.T) {
		accent := rapid.StringMatching(`#[0-9a-f]{6}`).Draw(t, "accent")
		sheet, diags := accentSheet(accent)
		if len(diags) > 0 {
			if sheet != "" {
				t.Fatalf("%s is refused and set", accent)
			}
			return
		}
		pairs := pairPattern.FindAllStringSubmatch(sheet, -1)
		if len(pairs) != 2 {
			t.Fatalf("%s gives %q", accent, sheet)
		}
		for side, grounds := range [][]color{lightGrounds, darkGrounds} {
			text, tint := mustColor(pairs[0][2+side]), mustColor(pairs[1][2+side])
			for _, g := range append([]color{tint}, grounds...) {
				if c := contrast(text, g); c < 4.45 { // half a step of rounding to eight bits
					t.Fatalf("%s as %s on %s has a contrast of %.2f", accent, text, g, c)
				}
			}
			if c := contrast(ink[side], tint); c < 7 {
				t.Fatalf("ink on the tint %s has a contrast of %.2f", tint, c)
			}
		}
	})
}

// A colour that can be read stays as it is on paper; one that cannot be made readable without becoming another
// is refused, with the closest that can.
func TestAccentStaysOrIsRefused(t *testing.T) {
	for _, c := range []struct{ accent, light, refused string }{
		{"#0a5870", "#0a5870", ""},
		{"#7a1f5c", "#7a1f5c", ""},
		{"#1a73e8", "#", ""},
		{"", "", ""},
		{"#ffe600", "", `accent "#ffe600": too light for text on paper`},
		{"red", "", `accent "red": no colour`},
		{"#12", "", `accent "#12": no colour`},
	} {
		sheet, diags := accentSheet(c.accent)
		switch {
		case c.refused != "":
			if len(diags) != 1 || diags[0].Message != c.refused || diags[0].Hint == "" {
				t.Errorf("%q: %v, want %q", c.accent, diags, c.refused)
			}
		case len(diags) > 0:
			t.Errorf("%q is refused: %v", c.accent, diags)
		case !strings.Contains(sheet, c.light):
			t.Errorf("%q gives %q, want %s in it", c.accent, sheet, c.light)
		}
	}
}

// The grounds that the accent is measured against are those of the style sheet.
func TestGroundsAreTheTokens(t *testing.T) {
	css, err := fs.ReadFile(layouts.FS, "styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for i, token := range []string{"paper", "surface", "sunken"} {
		want := "--" + token + ": light-dark(" + lightGrounds[i].String() + ", " + darkGrounds[i].String() + ")"
		if !strings.Contains(string(css), want) {
			t.Errorf("tokens.css has no %q", want)
		}
	}
}
