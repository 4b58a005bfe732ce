// Package amount reads the limits that people write into ladders: "200 USD", "≤ 2k", "10 working days", "more".
package amount

// Amount is one limit.
//
// Exactly one form: a value (Value, Unit), Open (no upper end; Over is the value in "over N", with HasOver),
// or Words that are shown and never computed.
type Amount struct {
	Value   float64
	Unit    string // currency code, "%", a singular word, perhaps with "per WORD"; "" for a bare number
	Open    bool
	HasOver bool
	Over    float64
	Words   string
}

// Format is what reading depends on.
type Format struct {
	Language string // BCP 47; decides the separators
	Currency string // ISO 4217 that "$" stands for; "" means USD
}
