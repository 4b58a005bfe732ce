package asset

import (
	"fmt"

	"baton/generator/internal/diag"
)

// The grounds that links stand on, as styles/tokens.css has them; a test holds the two together.
var (
	lightGrounds = []color{mustColor("#fbfaf7"), mustColor("#ffffff"), mustColor("#f1eee6")}
	darkGrounds  = []color{mustColor("#15171a"), mustColor("#1d2024"), mustColor("#0f1113")}
)

const (
	readable = 4.5  // the least contrast of text, WCAG 2.2 AA
	farthest = 0.22 // how much lighter or darker an accent may become on paper and still be the one asked for
)

// accentSheet is the style sheet that sets the accent of a handbook: one colour for light, one for dark, and
// the tint of each. Both can be read on every ground, whatever was configured: the colour is made darker on
// paper, lighter in the dark, as far as it must. A colour that would have to change beyond recognition on
// paper is refused.
func accentSheet(accent string) (string, diag.List) {
	if accent == "" {
		return "", nil
	}
	refuse := func(format string, args ...any) diag.Diagnostic {
		return diag.New(diag.BadValue, diag.Pos{File: "handbook.yaml"}, format, args...)
	}
	c, ok := parseColor(accent)
	if !ok {
		return "", diag.List{refuse("accent %q: no colour", accent).WithHint(`write six digits, as in "#0a5870"`)}
	}
	light, dark := towards(c, lightGrounds, -0.005), towards(c, darkGrounds, +0.005)
	was, _, _ := c.oklab()
	is, _, _ := light.oklab()
	if was-is > farthest {
		return "", diag.List{refuse("accent %q: too light for text on paper", accent).WithHint("the closest colour that can be read is %q", light)}
	}
	return fmt.Sprintf(":root{--accent:light-dark(%s,%s);--mine:light-dark(%s,%s)}\n",
		light, dark, mix(light, lightGrounds[0], 0.07), mix(dark, darkGrounds[0], 0.11)), nil
}

// towards changes the lightness of c step by step until it can be read on all grounds and on its own tint.
func towards(c color, grounds []color, step float64) color {
	l, a, b := c.oklab()
	for ; l > 0 && l < 1; l += step {
		c = fromOklab(l, a, b)
		if readableOn(c, grounds) {
			break
		}
	}
	return c
}

func readableOn(c color, grounds []color) bool {
	tint := mix(c, grounds[0], 0.11)
	for _, g := range append([]color{tint}, grounds...) {
		if contrast(c, g) < readable {
			return false
		}
	}
	return true
}
