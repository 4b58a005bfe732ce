package ladder

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

var en = amount.Format{Language: "en", Currency: "USD"}

// house is a set of roles: stem to the role that it answers to. A name with a capital is no role.
type house map[string]string

func (h house) Resolve(r content.Ref) (string, bool) {
	return r.Text, r.Text == strings.ToLower(r.Text)
}

func (h house) AnswersTo(stem string) string { return h[stem] }

// staff answers to each other: a to b, b to c, and so on up to f.
var staff = house{"a": "b", "b": "c", "c": "d", "d": "e", "e": "f"}

// table computes a ladder from lines such as "200 USD | a, b | Ask first"; the first line may be "when".
func table(text string) *Ladder {
	source := &content.Ladder{Name: "Test"}
	levels := map[string]content.Level{"must": content.Must, "limits": content.WithinLimits, "call": content.YourCall, "ask": content.AskFirst}
	for i, line := range strings.Split(text, "\n") {
		if line == "when" {
			source.When = true
			continue
		}
		cells := append(strings.Split(line, "|"), "", "")
		rung := &content.Rung{
			Limit: strings.TrimSpace(cells[0]),
			Level: levels[strings.TrimSpace(cells[2])],
			Pos:   diag.Pos{Line: i + 1},
		}
		who := cells[1]
		rung.Who.Together = strings.Contains(who, " and ")
		for _, name := range strings.Split(strings.ReplaceAll(who, " and ", ","), ",") {
			rung.Who.Refs = append(rung.Who.Refs, content.Ref{Text: strings.TrimSpace(name)})
		}
		source.Rows = append(source.Rows, rung)
	}
	return Compute(source, en, staff)
}

func (r *Row) String() string {
	if !r.Holds {
		return "-"
	}
	if math.IsInf(r.To, 1) {
		return fmt.Sprintf("%g..", r.Above)
	}
	return fmt.Sprintf("%g..%g", r.Above, r.To)
}

func TestIntervals(t *testing.T) {
	tests := []struct {
		name, text string
		want       string
		codes      string
	}{
		{"rising", "200 USD|a\n2,000 USD|b\nmore|c", "0..200 200..2000 2000..", ""},
		{"nothing is free", "0 USD|a\n10 USD|b\nmore|c", "0..0 0..10 10..", ""},
		{"a person and people", "1 person|a\n3 people|b\nmore|c", "0..1 1..3 3..", ""},
		{"weeks are days", "2 days|a\n1 week|b\n–|c", "0..2 2..7 7..", ""},
		{"falls", "2,000 USD|a\n200 USD|b\nmore|c", "0..2000 - 2000..", "ladder-falls:2"},
		{"falls, and rises again", "20|a\n10|b\n30|c\nany|d", "0..20 - 20..30 30..", "ladder-falls:2"},
		{"falls after an open row", "20|a\nmore|b\n30|c", "0..20 20.. -", "ladder-falls:3"},
		{"equal", "40|a\n40|b\nmore|c", "0..40 - 40..", "ladder-overlap:2"},
		{"equal in other words", "1 week|a\n7 days|b\nmore|c", "0..7 - 7..", "ladder-overlap:2"},
		{"two open rows", "40|a\nmore|b\nno limit|c", "0..40 40.. -", "ladder-overlap:3"},
		{"over continues", "500 USD|a\nover 500 USD|b", "0..500 500..", ""},
		{"over begins below", "500 USD|a\nover 300 USD|b", "0..500 500..", "ladder-overlap:2"},
		{"over leaves a gap", "500 USD|a\nover 1,000 USD|b", "0..500 1000..", "ladder-gap:2"},
		{"over nothing", "over 1,000 USD|b", "1000..", "ladder-gap:1"},
		{"over zero", "over 0 USD|b", "0..", ""},
		{"over after words", "the price|a\nover 100 USD|b", "- 100..", ""},
		{"over in another unit", "500 USD|a\nover 500 EUR|b", "0..500 -", "ladder-mixed-units:2"},
		{"only an open row", "more|a", "0..", ""},
		{"mixed units", "50 USD|a\n€200|b\n300 USD|c\nmore|d", "0..50 - 50..300 300..", "ladder-mixed-units:2"},
		{"mixed units are told once", "50 USD|a\n2 days|b\n3|c\nmore|d", "0..50 - - 50..", "ladder-mixed-units:2"},
		{"working days are no days", "3 days|a\n5 working days|b\nmore|c", "0..3 - 3..", "ladder-mixed-units:2"},
		{"no open row", "1 floor|a\n2 floors|b", "0..1 1..2", "ladder-without-open-row:2"},
		{"no open row, falling", "2 floors|a\n1 floor|b", "0..2 -", "ladder-falls:2 ladder-without-open-row:2"},
		{"words are passed over", "100 USD|a\none month's fee|b\nmore|c", "0..100 - 100..", ""},
		{"words at the end", "100 USD|a\none month's fee|b", "0..100 -", ""},
		{"words alone", "one month's fee|b", "-", ""},
		{"conditions", "when\nit rains|a\nit rains|b\nOtherwise.|c", "0.. 0.. 0..", ""},
		{"conditions without otherwise", "when\nit rains|a", "0..", ""},
		{"a doubtful number", "1.000 USD|a\nmore|b", "0..1 1..", "separator-does-not-fit-language:1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := table(tt.text)
			if got := strings.Trim(fmt.Sprint(l.Rows), "[]"); got != tt.want {
				t.Errorf("rows %s, want %s", got, tt.want)
			}
			var codes []string
			for _, d := range l.Diags {
				codes = append(codes, fmt.Sprintf("%s:%d", d.Code.Rule().Name, d.Pos.Line))
				if d.Hint == "" {
					t.Errorf("%s has no hint", d.Message)
				}
			}
			if got := strings.Join(codes, " "); got != tt.codes {
				t.Errorf("findings %q, want %q", got, tt.codes)
			}
		})
	}
}

func TestLevels(t *testing.T) {
	l := table("5|a\n6|a|must\n7|a|call\n8|a|ask\nmore|a")
	var got []content.Level
	for _, r := range l.Rows {
		got = append(got, r.Level)
	}
	want := []content.Level{content.WithinLimits, content.Must, content.YourCall, content.AskFirst, content.YourCall}
	if !slices.Equal(got, want) {
		t.Errorf("levels %q, want %q", got, want)
	}
	l = table("when\nit rains|a\notherwise|b")
	if l.Rows[0].Level != content.WithinLimits || l.Rows[1].Level != content.YourCall || !l.Rows[1].Open {
		t.Errorf("a condition is %q, otherwise %q", l.Rows[0].Level, l.Rows[1].Level)
	}
}

// show tells a verdict in short: the level, the row counted from 1, whom to ask, and with whom.
func (v Verdict) show() string {
	s := string(v.Level)
	if v.Row != nil {
		s += fmt.Sprintf(" %d", v.Row.Index+1)
	}
	sep := ", "
	if v.AskTogether {
		sep = " and "
	}
	if len(v.Ask) > 0 {
		s += " → " + strings.Join(v.Ask, sep)
	}
	if len(v.With) > 0 {
		s += " with " + strings.Join(v.With, ", ")
	}
	return s
}

func TestAsk(t *testing.T) {
	rows := "200 USD|a\n2,000 USD|b\nmore|c"
	tests := []struct{ text, role, amount, want string }{
		{rows, "a", "50 USD", "within-limits 1"},
		{rows, "a", "0 USD", "within-limits 1"},
		{rows, "a", "200 USD", "within-limits 1"},
		{rows, "a", "200.01 USD", "ask-first 2 → b"},
		{rows, "a", "5,000 USD", "ask-first 3 → c"},
		{rows, "a", "more", "ask-first 3 → c"},
		{rows, "a", "300", "ask-first 2 → b"},
		{rows, "b", "50 USD", "within-limits 2"},
		{rows, "c", "90,000 USD", "your-call 3"},
		{rows, "d", "50 USD", "ask-first 1 → a"},
		{rows, "x", "400 USD", "ask-first 2 → b"},
		{rows, "a", "50 EUR", "ask-first → b"},
		{rows, "x", "50 EUR", "ask-first"},
		{rows, "a", "a fortune", "ask-first → b"},

		{"10|a\n20|b, c\nmore|d", "a", "15", "ask-first 2 → b, c"},
		{"10|a\n20|b, c\nmore|d", "c", "15", "within-limits 2"},
		{"10|a\n20|b and c\nmore|d", "a", "15", "ask-first 2 → b and c"},
		{"10|a\n20|b and c\nmore|d", "c", "5", "within-limits 2 with b"},
		{"10|a\nmore|The board", "a", "15", "ask-first 2"},
		{"10|a\n20|b and b\nmore|d", "b", "5", "within-limits 2"},

		// A role in several rows takes the first that reaches.
		{"10|a|call\n20|a\nmore|b", "a", "10", "your-call 1"},
		{"10|a|call\n20|a\nmore|b", "a", "11", "within-limits 2"},
		{"10|a|must\nmore|b", "a", "3", "must 1"},

		// Ask first holds nothing for others, and one's own asks on.
		{"10|a\n20|a|ask\nmore|b", "a", "15", "ask-first 2 → b"},
		{"10|a\n20|a|ask\nmore|b", "a", "25", "ask-first 3 → b"},
		{"10|a\n20|b|ask\n30|c\nmore|d", "a", "15", "ask-first 3 → c"},
		{"10|a\n20|b|ask\n30|c|ask\nmore|d", "b", "15", "ask-first 2 → d"},
		{"10|a|ask\nmore|c|ask", "a", "5", "ask-first 1 → c"},
		{"10|a\nmore|c|ask", "c", "15", "ask-first 2 → d"},
		{"10|a\nmore|c|ask", "a", "15", "ask-first 2 → c"},
		{"10|a\nmore|x|ask", "x", "15", "ask-first 2"},

		{"10|a|ask\nmore|a", "a", "5", "ask-first 1 → b"},
		{"10|a|ask\n20|a and c\nmore|d", "a", "5", "ask-first 1 → d"},

		// What falls, overlaps or stands in words is passed over.
		{"20|a\n10|b\nmore|c", "b", "5", "ask-first 1 → a"},
		{"20|a\n10|b\nmore|c", "b", "25", "ask-first 3 → c"},
		{"20|a\nthe price|b\nmore|c", "b", "5", "ask-first 1 → a"},
		{"20|a\n20|b\nmore|c", "b", "5", "ask-first 1 → a"},

		// Above the last row, and in a gap, nobody decides.
		{"10|a\n20|b", "a", "25", "ask-first → b"},
		{"10|a\n20|b", "b", "25", "ask-first → c"},
		{"10|a\nover 20|c", "a", "15", "ask-first → c"},
		{"10|a\nover 20|c", "c", "15", "your-call 2"},
		{"10|a\nover 20|c", "a", "25", "ask-first 2 → c"},
	}
	for _, tt := range tests {
		a, _ := amount.Parse(tt.amount, en)
		if got := table(tt.text).Ask(tt.role, a).show(); got != tt.want {
			t.Errorf("%s of %s in %q: %s, want %s", tt.amount, tt.role, tt.text, got, tt.want)
		}
	}
}

func TestAskWhen(t *testing.T) {
	rows := "when\nit rains|a\nit snows|b|ask\nit hails|c\notherwise|d|ask"
	tests := []struct {
		role string
		row  int
		want string
	}{
		{"a", 1, "within-limits 1"},
		{"a", 2, "ask-first 3 → c"},
		{"b", 1, "ask-first 1 → a"},
		{"b", 2, "ask-first 2 → c"},
		{"a", 4, "ask-first 4 → d"},
		{"d", 4, "ask-first 4 → e"},
	}
	for _, tt := range tests {
		if got := table(rows).AskWhen(tt.role, tt.row-1).show(); got != tt.want {
			t.Errorf("row %d, %s: %s, want %s", tt.row, tt.role, got, tt.want)
		}
	}
}

// Whatever the rows: those that hold something lie on each other without overlap, and every amount has at most one.
func TestRowsDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.OneOf(
			rapid.Map(rapid.IntRange(0, 30), func(n int) string { return fmt.Sprint(n) }),
			rapid.Map(rapid.IntRange(0, 30), func(n int) string { return fmt.Sprintf("over %d", n) }),
			rapid.SampledFrom([]string{"more", "", "the price", "3 days", "12 USD"}),
		)
		row := rapid.Custom(func(t *rapid.T) string {
			return limit.Draw(t, "limit") + "|" + rapid.SampledFrom([]string{"a", "b", "c", "Board", "a and b"}).Draw(t, "who") +
				"|" + rapid.SampledFrom([]string{"", "", "ask", "call", "must"}).Draw(t, "level")
		})
		l := table(strings.Join(rapid.SliceOfN(row, 1, 8).Draw(t, "rows"), "\n"))
		top := 0.0
		for _, r := range l.Rows {
			if !r.Holds {
				continue
			}
			if r.Above < top || r.To < r.Above || r.To < top {
				t.Fatalf("row %s lies on %g", r, top)
			}
			top = r.To
		}
		a := amount.Amount{Value: rapid.Float64Range(0, 40).Draw(t, "amount"), Unit: l.Unit}
		for _, role := range []string{"a", "b", "c", "x"} {
			checkVerdict(t, l, role, a)
		}
	})
}

func checkVerdict(t *rapid.T, l *Ladder, role string, a amount.Amount) {
	v := l.Ask(role, a)
	own := v.Row != nil && slices.Contains(v.Row.Who, role)
	switch {
	case v.Level == "":
		t.Fatal("no level")
	case v.Level != content.AskFirst && !own:
		t.Fatalf("%s decides %g by a row of others", role, a.Value)
	case own && v.Row.To < a.Value:
		t.Fatalf("the row of %s does not reach %g", role, a.Value)
	case v.Row != nil && !v.Row.Holds:
		t.Fatal("a row that holds nothing answers")
	case slices.Contains(v.Ask, role):
		t.Fatalf("%s asks itself", role)
	}
}
