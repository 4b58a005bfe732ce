package amount

import (
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/diag"
	"baton/generator/internal/vectors"
)

var (
	en = Format{Language: "en", Currency: "USD"}
	de = Format{Language: "de", Currency: "EUR"}
)

func value(v float64, unit string) Amount { return Amount{Value: v, Unit: unit} }

func spelled(v float64, unit, as string) Amount { return Amount{Value: v, Unit: unit, Spelled: as} }

func words(s string) Amount { return Amount{Words: s} }

func TestParse(t *testing.T) {
	in := func(language string) Format { return Format{Language: language, Currency: "EUR"} }
	tests := []struct {
		text   string
		format Format
		want   Amount
	}{
		{"200 USD", en, value(200, "USD")},
		{"USD 200", en, value(200, "USD")},
		{"USD200", en, value(200, "USD")},
		{"200€", en, value(200, "EUR")},
		{"£1,000", en, value(1000, "GBP")},
		{"¥500", en, value(500, "JPY")},
		{"₹ 5,000", en, value(5000, "INR")},
		{"$200 USD", en, value(200, "USD")},
		{"$200 EUR", en, words("$200 EUR")},
		{"$200", Format{Currency: "CAD"}, value(200, "CAD")},
		{"$200", Format{}, value(200, "USD")},
		{"$200 per month", en, value(200, "USD per month")},
		{"200 usd", en, value(200, "usd")},
		{"2 cups", en, spelled(2, "cup", "cups")},
		{"2 CUP", en, value(2, "CUP")},
		{"200 XBT", Format{Currency: "XBT"}, value(200, "XBT")},

		{"  up to   200 USD ", en, value(200, "USD")},
		{"UP TO 5", en, value(5, "")},
		{"≤5", en, value(5, "")},
		{"<= 5 days", en, spelled(5, "day", "days")},
		{"up to", en, words("up to")},
		{"upto 5", en, words("upto 5")},
		{"at most 5", en, words("at most 5")},

		{"1 234 567", en, value(1234567, "")},
		{"1\u00a0234\u202f567 USD", en, value(1234567, "USD")},
		{"1 234,567", en, words("1 234,567")},
		{"1,234 567", en, words("1,234 567")},
		{"1,2345", en, words("1,2345")},
		{"1,23", en, words("1,23")},
		{"0,500", en, words("0,500")},
		{"0.125", en, value(0.125, "")},
		{"1.2.3", en, words("1.2.3")},
		{".5", en, words(".5")},
		{"5.", en, words("5.")},
		{"007", en, value(7, "")},
		{"999999999999999", en, value(999999999999999, "")},
		{"9999999999999999", en, words("9999999999999999")},
		{"-5 USD", en, words("-5 USD")},

		{"1.000,50 €", de, value(1000.5, "EUR")},
		{"1.000.000 €", de, value(1000000, "EUR")},
		{"2’500.50 CHF", in("de-CH"), value(2500.5, "CHF")},
		{"2'500 CHF", in("de-CH"), value(2500, "CHF")},
		{"2'500 CHF", en, words("2'500 CHF")},
		{"1 500,75 €", in("fr"), value(1500.75, "EUR")},
		{"1 500,75 €", in("sv"), value(1500.75, "EUR")},
		{"1 500,75 €", in("pl"), value(1500.75, "EUR")},
		{"1 500,75 €", in("no"), value(1500.75, "EUR")},
		{"1.500,75 €", in("it"), value(1500.75, "EUR")},
		{"1.500,75 €", in("pt-BR"), value(1500.75, "EUR")},
		{"1,500.75 €", in("es-MX"), value(1500.75, "EUR")},
		{"1,500.75 €", in("ja"), value(1500.75, "EUR")},
		{"1,500.75 €", in("ar"), value(1500.75, "EUR")},
		{"1,500,000 INR", in("en-IN"), value(1500000, "INR")},
		{"1,500.75 €", in("no such language"), value(1500.75, "EUR")},

		{"2k", en, value(2000, "")},
		{"2 k USD", en, value(2000, "USD")},
		{"€1.005k", en, value(1005, "EUR")},
		{"10K€", en, value(10000, "EUR")},
		{"1.5k%", en, value(1500, "%")},
		{"5k k", en, words("5k k")},
		{"5kg", en, value(5, "kg")},
		{"5 k-rails", en, spelled(5, "k-rail", "k-rails")},

		{"5 %", en, value(5, "%")},
		{"5 % per year", en, value(5, "% per year")},
		{"0.1 weeks", en, spelled(0.7, "day", "days")},
		{"999999999999k", en, value(999999999999000, "")},
		{"999999999999999k", en, words("999999999999999k")},
		{"1.5 weeks", en, spelled(10.5, "day", "days")},
		{"1 week per year", en, spelled(7, "day per year", "days per year")},
		{"10 Working Days", en, spelled(10, "working day", "Working Days")},
		{"10 business days", en, words("10 business days")},
		{"3 Tage", de, spelled(3, "tage", "Tage")},
		{"2 m²", en, value(2, "m²")},
		{"5 per month", en, words("5 per month")},
		{"5 USD per calendar month", en, words("5 USD per calendar month")},
		{"5 USD per ", en, words("5 USD per")},
		{"5 people (of the team)", en, words("5 people (of the team)")},
		{"5 USD or so", en, words("5 USD or so")},
		{"5 of them", en, words("5 of them")},

		{"more", en, Amount{Open: true}},
		{"Unlimited", en, Amount{Open: true}},
		{"any amount", en, Amount{Open: true}},
		{"No  limit", en, Amount{Open: true}},
		{"-", en, Amount{Open: true}},
		{"—", en, Amount{Open: true}},
		{" ", en, Amount{Open: true}},
		{"over 2,000 USD", en, Amount{Open: true, HasOver: true, Over: 2000, Unit: "USD"}},
		{"Over 2 weeks", en, Amount{Open: true, HasOver: true, Over: 14, Unit: "day", Spelled: "days"}},
		{"over", en, words("over")},
		{"over the moon", en, words("over the moon")},
		{"over up to 5", en, words("over up to 5")},
		{"one month's fee", en, words("one month's fee")},
	}
	for _, tt := range tests {
		if got, _ := Parse(tt.text, tt.format); got != tt.want {
			t.Errorf("Parse(%q, %+v) = %+v, want %+v", tt.text, tt.format, got, tt.want)
		}
	}
}

func TestSingular(t *testing.T) {
	for plural, want := range map[string]string{
		"engineers": "engineer", "companies": "company", "pies": "pie", "boxes": "box", "batches": "batch",
		"hours": "hour", "houses": "house", "people": "people", "glass": "glass", "glasses": "glass",
		"bus": "bus", "basis": "basis", "s": "s", "as": "as",
	} {
		if got := singular(plural); got != want {
			t.Errorf("singular(%q) = %q, want %q", plural, got, want)
		}
	}
}

func TestDoubts(t *testing.T) {
	const dollar, separator = diag.DollarIsNotTheCurrency, diag.SeparatorDoesNotFitLanguage
	tests := []struct {
		text   string
		format Format
		want   []diag.Code
	}{
		{"$200", en, nil},
		{"$200", Format{}, nil},
		{"$200", Format{Currency: "MXN"}, nil},
		{"$200", de, []diag.Code{dollar}},
		{"200 $", de, []diag.Code{dollar}},
		{"over $200", de, []diag.Code{dollar}},
		{"€200", de, nil},

		{"1.000 €", en, []diag.Code{separator}},
		{"1.000 €", de, nil},
		{"1,000 €", de, []diag.Code{separator}},
		{"1,000 €", en, nil},
		{"1.000,50 €", en, []diag.Code{separator}},
		{"200,50 €", en, []diag.Code{separator}},
		{"1.000 €", Format{Language: "fr"}, []diag.Code{separator}},
		{"1.50 €", en, nil},
		{"0.125 %", en, nil},
		{"12,00,000 USD", en, nil},
		{"10–20 %", en, nil},
		{"1.000 € or 5 %", en, nil},
		{"$1,000", de, []diag.Code{dollar, separator}},
	}
	for _, tt := range tests {
		_, doubts := Parse(tt.text, tt.format)
		var got []diag.Code
		for _, d := range doubts {
			got = append(got, d.Code)
		}
		if len(got) != len(tt.want) || len(got) > 0 && (got[0] != tt.want[0] || got[len(got)-1] != tt.want[len(got)-1]) {
			t.Errorf("Parse(%q, %+v): doubts %v, want %v", tt.text, tt.format, got, tt.want)
		}
	}
}

func TestDoubtsSayWhatToWrite(t *testing.T) {
	tests := []struct {
		text       string
		format     Format
		fact, hint string
	}{
		{"1.000 €", en,
			`"1.000" is less than a thousand here: '.' begins the decimals in the language "en"`,
			`write "1,000" if that is meant, or set language in handbook.yaml`},
		{"200,50 €", Format{},
			`"200,50" is no number in the language "en", and is taken as words`,
			`write "200.5" if that is meant, or set language in handbook.yaml`},
		{"$200", de,
			`"$" is read as EUR, the currency of this handbook`,
			`write "EUR", or the code of the dollar that is meant, such as "USD"`},
	}
	for _, tt := range tests {
		_, doubts := Parse(tt.text, tt.format)
		if len(doubts) != 1 || doubts[0].Text != tt.fact || doubts[0].Hint != tt.hint {
			t.Errorf("Parse(%q): %+v", tt.text, doubts)
		}
	}
}

func TestString(t *testing.T) {
	tests := []struct {
		text   string
		format Format
		want   string
	}{
		{"2000 USD", en, "2,000 USD"},
		{"$1234567.5", en, "1,234,567.5 USD"},
		{"2k", de, "2.000"},
		{"1000,5 €", de, "1.000,5 EUR"},
		{"1500 €", Format{Language: "fr"}, "1\u202f500 EUR"},
		{"2500 CHF", Format{Language: "de-CH"}, "2’500 CHF"},
		{"5 %", en, "5%"},
		{"5%", de, "5 %"},
		{"5% per year", en, "5% per year"},
		{"1 week", en, "7 days"},
		{"3 People", en, "3 People"},
		{"3 Tage", de, "3 Tage"},
		{"unlimited", en, "more"},
		{"over 2000 USD", en, "over 2,000 USD"},
		{"one  month's fee", en, "one  month's fee"},
	}
	for _, tt := range tests {
		a, _ := Parse(tt.text, tt.format)
		if got := a.String(tt.format); got != tt.want {
			t.Errorf("%q is written %q, want %q", tt.text, got, tt.want)
		}
	}
	if got := (Amount{}).String(en); got != "0" {
		t.Errorf("the zero Amount is written %q", got)
	}
}

// TestVectors runs the amounts of the conformance vectors.
func TestVectors(t *testing.T) {
	var file struct {
		Amounts []struct {
			Text, Language, Currency string
			Expect                   struct {
				Value *float64
				Unit  string
				Open  bool
				Over  *float64
				Words string
			}
		}
	}
	vectors.Load(t, "ladders.json", &file)
	for _, c := range file.Amounts {
		want := Amount{Unit: c.Expect.Unit, Open: c.Expect.Open, Words: c.Expect.Words}
		if c.Expect.Value != nil {
			want.Value = *c.Expect.Value
		}
		if c.Expect.Over != nil {
			want.HasOver, want.Over = true, *c.Expect.Over
		}
		got, _ := Parse(c.Text, Format{Language: c.Language, Currency: c.Currency})
		got.Spelled = "" // not compared
		if got != want {
			t.Errorf("Parse(%q) in %s, %s: %+v, want %+v", c.Text, c.Language, c.Currency, got, want)
		}
	}
}

// TestRoundTrip draws amounts of every form, in every language.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := Format{
			Language: rapid.SampledFrom([]string{"", "en", "de", "de-CH", "fr", "sv", "pl", "en-IN", "pt-BR", "ar", "no"}).Draw(t, "language"),
			Currency: rapid.SampledFrom([]string{"", "USD", "EUR", "CAD", "XBT"}).Draw(t, "currency"),
		}
		prefix := rapid.SampledFrom([]string{"", "up to ", "≤", "over ", "x "}).Draw(t, "prefix")
		before := rapid.SampledFrom([]string{"", "", "$", "€ ", "USD "}).Draw(t, "before")
		digits := rapid.StringMatching(`[0-9]{1,3}([ .,’'\x{202f}][0-9]{2,3}){0,2}[.,]?[0-9]{0,3}`).Draw(t, "number")
		unit := rapid.SampledFrom([]string{"", "k", " USD", "$", " %", " weeks", " working days", " boxes", " Tage per Jahr", " XBT", " a b"}).Draw(t, "unit")
		roundTrip(t, prefix+before+digits+unit, f)
	})
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"200 USD", "≤ €1.5k", "over 2 weeks per year", "one month's fee", "10–20 %", "1\u202f500,50 €", "2’500 CHF",
		"$", "k", "5 k", "per", "5 per", "İ per İ", "\xff5", "5\xff", "00,000", "999999999999999.9",
	} {
		f.Add(text, "en", "USD")
		f.Add(text, "de-CH", "")
	}
	f.Fuzz(func(t *testing.T, text, language, currency string) {
		roundTrip(t, text, Format{Language: language, Currency: currency})
	})
}

// roundTrip fails unless what is read from text is read again from what is written.
func roundTrip(t interface {
	Fatalf(string, ...any)
}, text string, f Format) {
	first, _ := Parse(text, f)
	written := first.String(f)
	if again, _ := Parse(written, f); again != first {
		t.Fatalf("%q in %+v is read as %+v; written %q, it is read as %+v", text, f, first, written, again)
	}
}
