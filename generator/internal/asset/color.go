package asset

import (
	"fmt"
	"math"
	"strconv"
)

// A color is linear light, red, green and blue from 0 to 1.
type color struct{ r, g, b float64 }

// parseColor reads #rrggbb.
func parseColor(s string) (color, bool) {
	if len(s) != 7 || s[0] != '#' {
		return color{}, false
	}
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return color{}, false
	}
	channel := func(shift uint) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return color{channel(16), channel(8), channel(0)}, true
}

// mustColor is parseColor for colours that are written in this package.
func mustColor(s string) color {
	c, ok := parseColor(s)
	if !ok {
		panic("asset: " + s + " is no colour")
	}
	return c
}

func (c color) String() string {
	channel := func(v float64) int {
		v = min(max(v, 0), 1)
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		return int(math.Round(v * 255))
	}
	return fmt.Sprintf("#%02x%02x%02x", channel(c.r), channel(c.g), channel(c.b))
}

// luminance is the relative luminance of WCAG.
func (c color) luminance() float64 { return 0.2126*c.r + 0.7152*c.g + 0.0722*c.b }

// contrast is the contrast ratio of WCAG, from 1 to 21.
func contrast(a, b color) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// oklab gives a colour as people see it: lightness from 0 to 1, and two axes of hue.
func (c color) oklab() (l, a, b float64) {
	x := math.Cbrt(0.4122214708*c.r + 0.5363325363*c.g + 0.0514459929*c.b)
	y := math.Cbrt(0.2119034982*c.r + 0.6806995451*c.g + 0.1073969566*c.b)
	z := math.Cbrt(0.0883024619*c.r + 0.2817188376*c.g + 0.6299787005*c.b)
	return 0.2104542553*x + 0.7936177850*y - 0.0040720468*z,
		1.9779984951*x - 2.4285922050*y + 0.4505937099*z,
		0.0259040371*x + 0.7827717662*y - 0.8086757660*z
}

// fromOklab is the colour with the given lightness and hue; what a screen cannot show is cut off.
func fromOklab(l, a, b float64) color {
	cube := func(v float64) float64 { return v * v * v }
	x := cube(l + 0.3963377774*a + 0.2158037573*b)
	y := cube(l - 0.1055613458*a - 0.0638541728*b)
	z := cube(l - 0.0894841775*a - 1.2914855480*b)
	clip := func(v float64) float64 { return min(max(v, 0), 1) }
	return color{
		clip(4.0767416621*x - 3.3077115913*y + 0.2309699292*z),
		clip(-1.2684380046*x + 2.6097574011*y - 0.3413193965*z),
		clip(-0.0041960863*x - 0.7034186147*y + 1.7076147010*z),
	}
}

// mix is part of a in b.
func mix(a, b color, part float64) color {
	al, aa, ab := a.oklab()
	bl, ba, bb := b.oklab()
	return fromOklab(al*part+bl*(1-part), aa*part+ba*(1-part), ab*part+bb*(1-part))
}
