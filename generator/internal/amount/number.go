package amount

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"baton/generator/internal/diag"
)

// mostDigits is how many digits a number may have, and most is what every number is less than: a float64 holds
// so many digits exactly.
const (
	mostDigits = 15
	most       = 1e15
)

// separators are the signs within a number.
type separators struct {
	group   rune // ' ' for any blank; blanks group in every language besides
	decimal rune
}

// swapped are the separators of whoever uses point and comma the other way round.
func (s separators) swapped() separators {
	if s.decimal == ',' {
		return separators{group: ',', decimal: '.'}
	}
	return separators{group: '.', decimal: ','}
}

// separatorsOf returns how numbers are written in a language, English if it is not known.
func separatorsOf(lang string) separators {
	tag := language.Make(lang)
	if base, _ := tag.Base(); base.String() == "no" {
		tag = language.Make("nb") // the data knows Norwegian by the name of its more frequent form
	}
	if latin, err := tag.SetTypeForKey("nu", "latn"); err == nil {
		tag = latin
	}
	s := separators{group: ',', decimal: '.'}
	var signs []rune
	for _, r := range message.NewPrinter(tag).Sprint(number.Decimal(1234567.5)) {
		if !unicode.IsDigit(r) {
			signs = append(signs, fold(r))
		}
	}
	if len(signs) == 3 {
		s = separators{group: signs[0], decimal: signs[2]}
	}
	return s
}

// fold makes signs that look alike equal: blanks of every width, and both apostrophes.
func fold(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == '\'':
		return '’'
	}
	return r
}

// cutNumber takes the digits at the beginning of s, with the signs and blanks that stand between two of them.
func cutNumber(s string) (digits, rest string) {
	runes := []rune(s)
	n := 0
	for n < len(runes) {
		switch r := runes[n]; {
		case isDigit(r):
		case n > 0 && n+1 < len(runes) && isDigit(runes[n+1]) && strings.ContainsRune(" .,'’", r):
		default:
			return string(runes[:n]), string(runes[n:])
		}
		n++
	}
	return s, ""
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// readNumber reads digits with their separators. It is in doubt if somebody with swapped separators would read
// another number.
func readNumber(digits string, thousand bool, seps separators) (value float64, ok, doubt bool) {
	plain, ok := normalize(digits, seps)
	other, otherOK := normalize(digits, seps.swapped())
	doubt = otherOK && plain != other && (!ok || strings.Contains(plain, "."))
	if !ok {
		return 0, false, doubt
	}
	if thousand {
		plain += "e3"
	}
	value, err := strconv.ParseFloat(plain, 64)
	return value, err == nil, doubt
}

// exact takes away what a multiplication adds beyond the digits that are exact: 0.1 weeks are 0.7 days.
func exact(value float64) float64 {
	value, _ = strconv.ParseFloat(strconv.FormatFloat(value, 'g', mostDigits, 64), 64) // its own format
	return value
}

// normalize turns digits into what strconv reads. It fails where digits are not grouped by three, or where a
// sign is none of seps.
func normalize(digits string, seps separators) (plain string, ok bool) {
	whole, fraction, hasFraction := strings.Cut(strings.Map(fold, digits), string(seps.decimal))
	if hasFraction && strings.ContainsFunc(fraction, func(r rune) bool { return !isDigit(r) }) {
		return "", false
	}
	group := seps.group
	if strings.Contains(whole, " ") {
		group = ' '
	}
	groups := strings.Split(whole, string(group))
	for i, g := range groups {
		if strings.ContainsFunc(g, func(r rune) bool { return !isDigit(r) }) {
			return "", false
		}
		if len(groups) > 1 && (i > 0 && len(g) != 3 || i == 0 && (len(g) > 3 || g[0] == '0')) {
			return "", false
		}
	}
	plain = strings.Join(groups, "")
	if len(plain)+len(fraction) > mostDigits {
		return "", false
	}
	if hasFraction {
		plain += "." + fraction
	}
	return plain, true
}

// doubtNumber is the doubt about a number that was read, or not, with the separators of a language.
func doubtNumber(digits string, read bool, lang string) Doubt {
	seps := separatorsOf(lang)
	d := Doubt{Code: diag.SeparatorDoesNotFitLanguage}
	if read {
		d.Text = fmt.Sprintf("%q is less than a thousand here: %q begins the decimals in the language %q", digits, seps.decimal, orEnglish(lang))
	} else {
		d.Text = fmt.Sprintf("%q is no number in the language %q, and is taken as words", digits, orEnglish(lang))
	}
	other, _ := normalize(digits, seps.swapped())
	value, _ := strconv.ParseFloat(other, 64) // normalize leaves only digits and a point
	d.Hint = fmt.Sprintf("write %q if that is meant, or set language in handbook.yaml", formatNumber(value, seps))
	return d
}

func orEnglish(lang string) string {
	if lang == "" {
		return "en"
	}
	return lang
}

// formatNumber writes value so that readNumber reads it again.
func formatNumber(value float64, seps separators) string {
	if math.IsInf(value, 0) || math.IsNaN(value) {
		return fmt.Sprint(value)
	}
	whole, fraction, hasFraction := strings.Cut(strconv.FormatFloat(value, 'f', -1, 64), ".")
	var groups []string
	for len(whole) > 3 {
		groups = append(groups, whole[len(whole)-3:])
		whole = whole[:len(whole)-3]
	}
	groups = append(groups, whole)
	slices.Reverse(groups)
	group := string(seps.group)
	if seps.group == ' ' {
		group = "\u202f" // no line breaks within a number
	}
	text := strings.Join(groups, group)
	if hasFraction {
		text += string(seps.decimal) + fraction
	}
	return text
}

// Separators returns the sign between thousands, " " for any blank, and the one before decimals.
func (f Format) Separators() (group, decimal string) {
	s := separatorsOf(f.Language)
	return string(s.group), string(s.decimal)
}
