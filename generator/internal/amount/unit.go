package amount

import (
	"strings"
	"unicode"

	"golang.org/x/text/currency"
)

// unit is what a number counts.
type unit struct {
	name    string  // compared
	spelled string  // as written, "" if that is name
	factor  float64 // what the number is multiplied with to count name
	dollar  bool    // name comes from "$"
}

// parseUnit reads what follows a number, given the currency that stood before it, if any.
func parseUnit(s, before string, f Format) (u unit, ok bool) {
	head, per, hasPer := strings.Cut(" "+s, " per ")
	head = strings.TrimSpace(head)
	if hasPer && !isWord(per) {
		return unit{}, false
	}
	switch {
	case before != "":
		u, ok = parseMoney(before, f)
		if same, _ := parseMoney(head, f); head != "" && same.name != u.name {
			return unit{}, false
		}
	case head == "":
		u, ok = unit{factor: 1}, !hasPer
	default:
		u, ok = parseCounted(head, f)
	}
	if hasPer {
		u.name += " per " + singular(strings.ToLower(per))
		u.spelled += " per " + per
	}
	if u.spelled == u.name {
		u.spelled = ""
	}
	return u, ok
}

// parseCounted reads a unit that stands behind a number.
func parseCounted(s string, f Format) (u unit, ok bool) {
	if u, ok := parseMoney(s, f); ok {
		return u, true
	}
	name := singular(strings.ToLower(s))
	switch {
	case s == "%", name == "working day":
		return unit{name: name, spelled: s, factor: 1}, true
	case name == "week":
		return unit{name: "day", spelled: "days", factor: 7}, true
	}
	return unit{name: name, spelled: s, factor: 1}, isWord(s) && name != "k" // which counts nothing
}

// parseMoney reads the sign or the code of a currency.
func parseMoney(s string, f Format) (u unit, ok bool) {
	code, ok := currencyCode(s, f)
	return unit{name: code, spelled: code, factor: 1, dollar: s == "$"}, ok
}

// signs are the currency signs that are read, "$" apart, which is the configured currency.
var signs = map[string]string{"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}

// code is what "$" stands for.
func (f Format) code() string {
	if isCode(f.Currency) {
		return f.Currency
	}
	return "USD"
}

// isCode reports whether s is written like the code of a currency.
func isCode(s string) bool {
	return len(s) == 3 && !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || 'Z' < r })
}

// currencyCode returns the code that a sign or a code means.
func currencyCode(s string, f Format) (code string, ok bool) {
	switch {
	case s == "$":
		return f.code(), true
	case signs[s] != "":
		return signs[s], true
	case isCode(s): // in small letters they are words: "all", "cup", "try"
		if s == f.Currency {
			return s, true
		}
		_, err := currency.ParseISO(s)
		return s, err == nil
	}
	return "", false
}

// cutCurrency takes the currency away that stands before a number.
func cutCurrency(s string, f Format) (sign, rest string) {
	i := strings.IndexFunc(s, isDigit)
	if i <= 0 {
		return "", s
	}
	sign = strings.TrimSpace(s[:i])
	if _, ok := currencyCode(sign, f); !ok {
		return "", s
	}
	return sign, s[i:]
}

// dollars are the currencies that are written with "$" where they are at home.
const dollars = " USD AUD BBD BMD BND BSD BZD CAD FJD GYD HKD JMD KYD LRD NAD NZD SBD SGD SRD TTD TWD XCD" +
	" ARS CLP COP CUP DOP MXN UYU "

func isDollar(code string) bool { return strings.Contains(dollars, " "+code+" ") }

// isWord reports whether s is one word, as a unit is.
func isWord(s string) bool {
	for i, r := range s {
		if !unicode.IsLetter(r) && (i == 0 || !unicode.IsMark(r) && r != '-' && r != '²' && r != '³') {
			return false
		}
	}
	return s != ""
}

// singular takes the ending of an English plural away. It only has to make both forms of a word equal.
func singular(word string) string {
	stem, plural := strings.CutSuffix(word, "s")
	switch {
	case !plural || len(stem) < 2 || strings.HasSuffix(stem, "s") || strings.HasSuffix(stem, "u") || strings.HasSuffix(stem, "i"):
		return word
	case strings.HasSuffix(stem, "ie") && len(stem) > 3:
		return strings.TrimSuffix(stem, "ie") + "y"
	}
	for _, sibilant := range []string{"ch", "sh", "x", "ss", "zz"} {
		if strings.HasSuffix(stem, sibilant+"e") {
			return strings.TrimSuffix(stem, "e")
		}
	}
	return stem
}
