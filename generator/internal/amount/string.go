package amount

import "strings"

// String writes a for a page, numbers in the way of the language: "2,000 USD", "5 days", "over 10%", "more".
// What Parse returned, Parse reads again from it in the same format. The zero Amount is "0".
func (a Amount) String(f Format) string {
	switch {
	case a.Words != "":
		return a.Words
	case a.HasOver:
		return "over " + quantity(a.Over, a, f)
	case a.Open:
		return "more"
	}
	return quantity(a.Value, a, f)
}

func quantity(value float64, a Amount, f Format) string {
	text := formatNumber(value, separatorsOf(f.Language))
	unit := a.Spelled
	if unit == "" {
		unit = a.Unit
	}
	if unit == "" || strings.HasPrefix(unit, "%") && separatorsOf(f.Language).decimal == '.' {
		return text + unit
	}
	return text + " " + unit
}
