// Package amount reads the limits that people write into ladders: "200 USD", "≤ 2k", "10 working days", "more".
package amount

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/generator/internal/diag"
)

// Amount is one limit.
//
// Exactly one form: a value (Value, Unit), Open (no upper end; Over is the value in "over N", with HasOver and
// Unit), or Words that are shown and never computed.
type Amount struct {
	Value   float64
	Unit    string // compared: currency code, "%", a singular word, perhaps with "per WORD"; "" for a bare number
	Spelled string // the unit as it was written, "" if that is Unit: for pages
	Open    bool
	HasOver bool
	Over    float64
	Words   string
}

// Format is what reading depends on.
type Format struct {
	Language string // BCP 47; decides the separators
	Currency string // ISO 4217 that "$" stands for; "", or what is no code, means USD
}

// Doubt is a reason to ask the author whether an amount was read as it was meant.
type Doubt struct {
	Code diag.Code
	Text string // the fact, for a message
	Hint string
}

// Parse reads text as an amount. It reads everything: what is no amount is Words.
func Parse(text string, f Format) (Amount, []Doubt) {
	text = strings.TrimSpace(text)
	bare := strings.Join(strings.Fields(text), " ") // blanks of every kind are equal
	if isOpen(bare) {
		return Amount{Open: true}, nil
	}
	rest, over := cutWord(bare, "over")
	if !over {
		rest = cutUpTo(bare)
	}
	value, unit, doubts, ok := parseQuantity(rest, f)
	switch {
	case !ok:
		return Amount{Words: text}, doubts
	case over:
		return Amount{Open: true, HasOver: true, Over: value, Unit: unit.name, Spelled: unit.spelled}, doubts
	}
	return Amount{Value: value, Unit: unit.name, Spelled: unit.spelled}, doubts
}

// isOpen reports whether s says that there is no upper end.
func isOpen(s string) bool {
	switch strings.ToLower(s) {
	case "", "more", "any", "any amount", "no limit", "unlimited", "-", "–", "—":
		return true
	}
	return false
}

// cutUpTo takes away what says that a value is an upper end, which every value is.
func cutUpTo(s string) string {
	if rest, ok := cutWord(s, "up to"); ok {
		return rest
	}
	for _, sign := range []string{"≤", "<="} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

// cutWord takes word and the blank behind it away from the beginning of s, whatever its case.
func cutWord(s, word string) (rest string, ok bool) {
	if len(s) > len(word) && strings.EqualFold(s[:len(word)], word) && s[len(word)] == ' ' {
		return s[len(word)+1:], true
	}
	return s, false
}

// parseQuantity reads a currency, a number, "k" and a unit; the last two and the first may be missing. Doubts
// may come with text that is no quantity, too.
func parseQuantity(s string, f Format) (value float64, u unit, doubts []Doubt, ok bool) {
	before, s := cutCurrency(s, f)
	digits, rest := cutNumber(s)
	if digits == "" {
		return 0, unit{}, nil, false
	}
	rest, thousand := cutThousand(rest)
	u, ok = parseUnit(strings.TrimSpace(rest), before, f)
	if !ok {
		return 0, unit{}, nil, false
	}
	if u.dollar && !isDollar(f.code()) {
		doubts = append(doubts, Doubt{
			Code: diag.DollarIsNotTheCurrency,
			Text: `"$" is read as ` + f.code() + `, the currency of this handbook`,
			Hint: `write "` + f.code() + `", or the code of the dollar that is meant, such as "USD"`,
		})
	}
	value, ok, doubt := readNumber(digits, thousand, separatorsOf(f.Language))
	if doubt {
		doubts = append(doubts, doubtNumber(digits, ok, f.Language))
	}
	value = exact(value * u.factor)
	return value, u, doubts, ok && value < most
}

// cutThousand takes a "k" away that stands for thousand: right behind the number, or alone.
func cutThousand(s string) (rest string, ok bool) {
	t := strings.TrimPrefix(s, " ")
	if t == "" || t[0] != 'k' && t[0] != 'K' {
		return s, false
	}
	next, _ := utf8.DecodeRuneInString(t[1:])
	if t[1:] == "" || next == ' ' || !unicode.IsLetter(next) && !unicode.IsDigit(next) && next != '-' {
		return t[1:], true
	}
	return s, false
}
