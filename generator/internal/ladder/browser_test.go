package ladder

import (
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
	"modernc.org/quickjs"
	"pgregory.net/rapid"

	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/vectors"
)

// The decision finder in the reader's browser computes with scripts of its own. Here they run beside this package.

// finderEntry takes questions as JSON and gives their answers.
const finderEntry = `
import { find, parse, same, write } from "./amount.ts";
import { ask, askWhen, holder } from "./ladder.ts";
const json = (f) => (text) => JSON.stringify(f(JSON.parse(text)) ?? null);
globalThis.batonParse = json(({ text, format }) => parse(text, format));
globalThis.batonFind = json(({ text, format, unit }) => find(text, format, (u) => same(u, unit, format)));
globalThis.batonSame = json(({ a, b, format }) => same(a, b, format));
globalThis.batonWrite = json(({ value, format }) => write(value, format));
globalThis.batonAsk = json(({ ladder, role, amount, bosses }) => ({ ...ask(ladder, role, amount, (r) => bosses[r] ?? ""), holder: holder(ladder, amount) }));
globalThis.batonAskWhen = json(({ ladder, role, row, bosses }) => askWhen(ladder, role, row, (r) => bosses[r] ?? ""));
`

type finder struct{ vm *quickjs.VM }

func newFinder(t *testing.T) finder {
	t.Helper()
	dir, err := filepath.Abs("../../../layouts/islands/reckon")
	if err != nil {
		t.Fatal(err)
	}
	r := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: finderEntry, ResolveDir: dir, Loader: api.LoaderJS},
		Bundle: true, Format: api.FormatIIFE, Charset: api.CharsetUTF8, TsconfigRaw: "{}",
	})
	if len(r.Errors) > 0 {
		t.Fatal(r.Errors[0].Text)
	}
	vm, err := quickjs.NewVM()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { vm.Close() })
	if _, err := vm.Eval(string(r.OutputFiles[0].Contents), quickjs.EvalGlobal); err != nil {
		t.Fatal(err)
	}
	return finder{vm}
}

// call asks one of the functions of finderEntry.
func call[T any](t interface{ Fatal(...any) }, f finder, name string, question map[string]any) T {
	data, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	out, err := f.vm.Call(name, string(data))
	if err != nil {
		t.Fatal(name, string(data), err)
	}
	var v T
	if err := json.Unmarshal([]byte(out.(string)), &v); err != nil {
		t.Fatal(name, out, err)
	}
	return v
}

// read is an amount as the script has it.
type read struct {
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Open  bool    `json:"open"`
}

func formatOf(f amount.Format) map[string]any {
	group, decimal := f.Separators()
	return map[string]any{"group": group, "decimal": decimal, "currency": f.Currency}
}

// checkParse holds the script against amount.Parse: what is read without a doubt is read alike, what is in doubt as the
// greater number, and what is no amount is none.
func checkParse(t interface {
	Fatal(...any)
	Errorf(string, ...any)
}, f finder, text string, format amount.Format) {
	want, doubts := amount.Parse(text, format)
	got := call[*read](t, f, "batonParse", map[string]any{"text": text, "format": formatOf(format)})
	separator := slices.ContainsFunc(doubts, func(d amount.Doubt) bool { return strings.Contains(d.Text, "language") })
	switch {
	case want.Words != "" && !separator:
		if got != nil {
			t.Errorf("%q in %+v is words, and the script reads %+v", text, format, *got)
		}
	case got == nil:
		t.Errorf("%q in %+v is %+v, and the script reads nothing", text, format, want)
	case separator:
		if got.Value <= want.Value {
			t.Errorf("%q in %+v: of %v and what else it may be the script reads %v", text, format, want.Value, got.Value)
		}
	case got.Open != want.Open, !want.Open && (got.Value != want.Value || got.Unit != strings.ToLower(want.Unit)):
		t.Errorf("%q in %+v is %+v, and the script reads %+v", text, format, want, *got)
	}
}

func TestBrowserReadsAmounts(t *testing.T) {
	f := newFinder(t)
	var v struct {
		Amounts []struct{ Text, Language, Currency string }
	}
	vectors.Load(t, "ladders.json", &v)
	if len(v.Amounts) < 20 {
		t.Fatalf("only %d amounts", len(v.Amounts))
	}
	for _, a := range v.Amounts {
		checkParse(t, f, a.Text, amount.Format{Language: a.Language, Currency: a.Currency})
	}
	rapid.Check(t, func(t *rapid.T) {
		format := amount.Format{
			Language: rapid.SampledFrom([]string{"en", "de", "fr", "de-CH", "sv", ""}).Draw(t, "language"),
			Currency: rapid.SampledFrom([]string{"USD", "EUR", ""}).Draw(t, "currency"),
		}
		piece := rapid.SampledFrom([]string{
			"1", "12", "400", "1500", "000", "500", "0", "05", "999999999", ".", ",", " ", "’", "k", "K", "e3", "-", "5.25",
			"€", "$", "EUR", "GBP", "USD", "%", "days", "weeks", "working days", "hours", "people", "boxes", "per month", "per", "²", "up to", "≤", "over", "\u202f",
		})
		checkParse(t, f, strings.Join(rapid.SliceOfN(piece, 1, 5).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "joint")), format)
	})
}

// What people type is kinder than what stands in a ladder.
func TestBrowserFindsAmountsInQuestions(t *testing.T) {
	f := newFinder(t)
	for _, c := range []struct {
		text, language, unit string
		want                 string // value and unit, and where it stands; "" for none
	}{
		{"refund 400", "en", "USD", "400  @7"},
		{"refund 1,500", "en", "USD", "1500  @7"},
		{"refund 1.500", "en", "USD", "1500  @7"}, // in doubt the greater
		{"refund 1.500", "de", "EUR", "1500  @7"},
		{"refund 1,500", "de", "EUR", "1500  @7"},
		{"refund 1,5", "en", "USD", "1.5  @7"},
		{"refund 2.50", "en", "USD", "2.5  @7"},
		{"refund 1 500", "en", "USD", "1500  @7"},
		{"refund 1'500", "en", "USD", "1500  @7"},
		{"refund 1’500.50", "de-CH", "CHF", "1500.5  @7"},
		{"refund 1500 USD", "en", "USD", "1500 usd @7"},
		{"refund 1500 usd now", "en", "USD", "1500 usd @7"},
		{"refund usd 1500", "en", "USD", "1500 usd @7"},
		{"refund 2k", "en", "USD", "2000  @7"},
		{"refund 2.5k", "en", "USD", "2500  @7"},
		{"refund 2.5 k", "en", "USD", "2500  @7"},
		{"refund $2k, please", "en", "USD", "2000 usd @7"},
		{"Can I give somebody €400 back?", "en", "USD", "400 eur @20"},
		{"Can I give somebody $400 back?", "en", "USD", "400 usd @20"},
		{"400 bucks", "en", "USD", "400  @0"},
		{"400 dollars", "en", "USD", "400 dollar @0"},
		{"move it 2 weeks", "en", "day", "14 day @8"},
		{"move it by 3 working days or so", "en", "working day", "3 working day @11"},
		{"2 hours more for 3 people", "en", "people", "3 people @17"},
		{"2 hours more for 3 people", "en", "hour", "2 hour @0"},
		{"3 people for 2 hours", "en", "USD", "3  @0"},
		{"5 days off", "en", "USD", "5 day @0"}, // another unit, and said so
		{"12% off", "en", "%", "12 % @0"},
		{"12 percent", "en", "USD", "12  @0"},
		{"call +1 555 0100", "en", "USD", ""},
		{"call 555-0100", "en", "USD", ""},
		{"room b12", "en", "USD", ""},
		{"on 2026-11-27", "en", "USD", ""},
		{"at 10:30", "en", "USD", ""},
		{"nothing", "en", "USD", ""},
		{"400 2 times", "en", "USD", "400  @0"},
		{strings.Repeat("9", 40), "en", "USD", ""},
	} {
		format := amount.Format{Language: c.language, Currency: "USD"}
		got := call[*struct {
			Amount read
			Start  int
		}](t, f, "batonFind", map[string]any{"text": c.text, "unit": c.unit, "format": formatOf(format)})
		text := ""
		if got != nil {
			text = fmt.Sprintf("%v %s @%d", got.Amount.Value, got.Amount.Unit, got.Start)
		}
		if text != c.want {
			t.Errorf("%q in %s: %q, want %q", c.text, c.language, text, c.want)
		}
	}
}

func TestBrowserWritesAmounts(t *testing.T) {
	f := newFinder(t)
	rapid.Check(t, func(t *rapid.T) {
		format := amount.Format{Language: rapid.SampledFrom([]string{"en", "de", "fr", "de-CH"}).Draw(t, "language")}
		value := float64(rapid.Int64Range(0, 1e14).Draw(t, "value")) / math.Pow10(rapid.IntRange(0, 8).Draw(t, "digits"))
		got := call[string](t, f, "batonWrite", map[string]any{"value": value, "format": formatOf(format)})
		if want := (amount.Amount{Value: value}).String(format); got != want {
			t.Errorf("%v is %q, and the script writes %q", value, want, got)
		}
	})
}

// randomCase is a decision with ladders of every kind: gaps, rows that fall, words, several roles, levels.
func randomCase(t *rapid.T) ladderCase {
	names := []string{"desk", "lead", "head", "chief", "clerk"}
	roles := bosses{}
	for i, name := range names {
		boss := ""
		if rapid.Bool().Draw(t, "has a boss") {
			boss = names[rapid.IntRange(0, len(names)-1).Draw(t, "boss")]
		}
		if boss == name {
			boss = ""
		}
		roles[names[i]] = struct {
			AnswersTo string `json:"answers_to"`
		}{boss}
	}
	limits := rapid.SampledFrom([]string{"100 USD", "200 USD", "400 USD", "2k USD", "5 days", "one month's fee", "over 300 USD", "over 3k USD", "more", "over 400 USD"})
	first := "Up to"
	if rapid.IntRange(0, 3).Draw(t, "when") == 0 {
		first, limits = "When", rapid.SampledFrom([]string{"it rains", "it snows", "otherwise"})
	}
	who := rapid.SampledFrom([]string{"desk", "lead", "head", "chief", "desk, lead", "lead and head", "desk and clerk", "lead, head, chief", "the works council", "clerk, the works council"})
	levels := rapid.SampledFrom([]string{"", "", "", "Must", "Ask first", "Your call", "Within limits"})
	var b strings.Builder
	fmt.Fprintf(&b, "# Case\n\n| %s | Who decides | Level |\n| --- | --- | --- |\n", first)
	for range rapid.IntRange(1, 6).Draw(t, "rows") {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", limits.Draw(t, "limit"), who.Draw(t, "who"), levels.Draw(t, "level"))
	}
	return ladderCase{Markdown: b.String(), Language: "en", Currency: "USD", Roles: roles}
}

// verdict is the answer of the script; rows are counted from 0, -1 for none.
type verdict struct {
	Level    string   `json:"level"`
	Row      int      `json:"row"`
	Ask      []string `json:"ask"`
	Together bool     `json:"together"`
	With     []string `json:"with"`
	Holder   int      `json:"holder"`
}

var levelKeys = map[content.Level]string{content.Must: "must", content.WithinLimits: "within", content.YourCall: "call", content.AskFirst: "ask"}

func (v Verdict) key() string {
	row := -1
	if v.Row != nil {
		row = v.Row.Index
	}
	return fmt.Sprint(levelKeys[v.Level], row, v.Ask, v.AskTogether, v.With)
}

func (v verdict) key() string { return fmt.Sprint(v.Level, v.Row, v.Ask, v.Together, v.With) }

// The script answers for every role and every amount, or row, as this package does.
func TestBrowserAsksLadders(t *testing.T) {
	f := newFinder(t)
	format := amount.Format{Language: "en", Currency: "USD"}
	asked := 0
	rapid.Check(t, func(t *rapid.T) {
		c := randomCase(t)
		ladders, _ := readCase(c, format)
		bossOf := map[string]string{}
		for name, r := range c.Roles {
			bossOf[name] = r.AnswersTo
		}
		for _, l := range ladders {
			var rows []map[string]any
			for _, r := range l.Rows {
				row := map[string]any{
					"who": append([]string{}, r.Who...), "together": r.Together, "level": levelKeys[r.Level],
					"holds": r.Holds, "open": r.Open, "above": r.Above, "to": 0.0,
				}
				if !r.Open {
					row["to"] = r.To
				}
				if l.When {
					row["to"] = 0.0
				}
				rows = append(rows, row)
			}
			shown := map[string]any{"unit": l.Unit, "rows": rows}
			for role := range c.Roles {
				if l.When {
					for i := range l.Rows {
						asked++
						got := call[verdict](t, f, "batonAskWhen", map[string]any{"ladder": shown, "role": role, "row": i, "bosses": bossOf})
						if want := l.AskWhen(role, i); got.key() != want.key() {
							t.Fatalf("%s\n%s in row %d: %s, the script says %s", c.Markdown, role, i, want.key(), got.key())
						}
					}
					continue
				}
				for _, text := range []string{"0", "50", "100", "150", "200", "300", "301", "400", "401", "2000", "2500", "3001", "1e9", "more"} {
					a, _ := amount.Parse(text, format)
					if a.Words != "" {
						continue
					}
					asked++
					got := call[verdict](t, f, "batonAsk", map[string]any{"ladder": shown, "role": role, "amount": read{Value: a.Value, Open: a.Open}, "bosses": bossOf})
					want := l.Ask(role, a)
					if got.key() != want.key() {
						t.Fatalf("%s\n%s for %s: %s, the script says %s", c.Markdown, role, text, want.key(), got.key())
					}
					if held := holderOf(l, a); got.Holder != held {
						t.Fatalf("%s\nrow %d holds %s, the script says %d", c.Markdown, held, text, got.Holder)
					}
				}
			}
		}
	})
	if asked < 100 {
		t.Errorf("only %d questions", asked)
	}
}

// holderOf is the row whose interval has an amount, -1 for none.
func holderOf(l *Ladder, a amount.Amount) int {
	for _, r := range l.Rows {
		if !r.Holds {
			continue
		}
		if a.Open && r.Open || !a.Open && a.Value <= r.To && (a.Value > r.Above || r.Above == 0) {
			return r.Index
		}
	}
	return -1
}

func TestBrowserComparesUnits(t *testing.T) {
	f := newFinder(t)
	unit := rapid.SampledFrom([]string{"USD", "EUR", "day", "working day", "person", "people", "%", "hour", "USD per month", "box"})
	rapid.Check(t, func(t *rapid.T) {
		a, b := unit.Draw(t, "a"), unit.Draw(t, "b")
		got := call[bool](t, f, "batonSame", map[string]any{"a": a, "b": b, "format": formatOf(amount.Format{Language: "en", Currency: "USD"})})
		if want := sameUnit(a, b); got != want {
			t.Errorf("%q and %q: %v, the script says %v", a, b, want, got)
		}
	})
}
