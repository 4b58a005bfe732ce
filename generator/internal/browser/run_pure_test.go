package browser

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Whatever a storage or a link holds, it is a run or it is none; copies of a run always merge to the same.
func TestRunsHoldWhateverComes(t *testing.T) {
	t.Parallel()
	ctx := bench(t, "model.js", "pure.js")
	for _, property := range []string{"links(1500)", "hostile(5000)", "records(3000)", "merges(1500)"} {
		if fault := eval[string](t, ctx, property); fault != "" {
			t.Errorf("%s: %s", property, fault)
		}
	}
}

// A table can be read by another program, says what was written, and no field of it is a formula.
func TestTableIsReadByOthers(t *testing.T) {
	t.Parallel()
	ctx := bench(t, "model.js", "pure.js")
	for _, c := range eval[[]struct {
		Rows [][]string
		CSV  string
	}](t, ctx, "tables(400)") {
		text, marked := strings.CutPrefix(c.CSV, "\ufeff")
		if !marked {
			t.Fatal("a table begins without the mark of UTF-8")
		}
		got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		for i, row := range c.Rows {
			for j, want := range row {
				if want != "" && strings.Contains("=+-@\t\r\n", want[:1]) {
					want = "'" + want
				}
				if want = strings.ReplaceAll(want, "\r\n", "\n"); got[i][j] != want { // the reader makes one sign of a line's end
					t.Errorf("got %q, want %q", got[i][j], want)
				}
			}
		}
	}
}

// A file for a calendar has lines of at most 75 bytes, cut between characters, and says what it should when they are
// put together again.
func TestCalendarFile(t *testing.T) {
	t.Parallel()
	ctx := bench(t, "model.js", "pure.js")
	want := `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Baton//Checklist//EN
BEGIN:VEVENT
UID:/checklists/round/@h.example
DTSTAMP:20261127T033000Z
DTSTART:20261130T090000
DURATION:PT90M
RRULE:FREQ=WEEKLY;INTERVAL=2
SUMMARY:Round\, in short\; or \\not\nat all
DESCRIPTION:https://h.example/checklists/round/
URL:https://h.example/checklists/round/
END:VEVENT
END:VCALENDAR
`
	got := eval[string](t, ctx, `runs.ics({
		uid: "/checklists/round/@h.example", title: "Round, in short; or \\not\nat all", url: "https://h.example/checklists/round/",
		cadence: "every 2 weeks", start: new Date("2026-11-30T09:00"), minutes: runs.minutesIn("90 minutes"),
	}, new Date("2026-11-27T03:30:00Z"))`)
	if got != strings.ReplaceAll(want, "\n", "\r\n") {
		t.Errorf("got %s", got)
	}
	for _, c := range eval[[]struct{ Title, ICS string }](t, ctx, "events(300)") {
		if strings.Contains(strings.ReplaceAll(c.ICS, "\r\n", ""), "\n") || strings.Contains(strings.ReplaceAll(c.ICS, "\r\n", ""), "\r") {
			t.Errorf("a line ends in another way: %q", c.ICS)
		}
		for line := range strings.SplitSeq(c.ICS, "\r\n") {
			if len(line) > 75 {
				t.Errorf("a line has %d bytes: %q", len(line), line)
			}
		}
		_, rest, _ := strings.Cut(strings.ReplaceAll(c.ICS, "\r\n ", ""), "SUMMARY:")
		summary, _, _ := strings.Cut(rest, "\r\n")
		title := strings.NewReplacer("\r\n", `\n`, "\r", `\n`, "\n", `\n`, `\`, `\\`, ";", `\;`, ",", `\,`, "\x00", "").Replace(c.Title)
		if summary != title {
			t.Errorf("got %q, want %q", summary, title)
		}
	}
	for date, rule := range map[string]string{
		"2026-11-27": "FREQ=MONTHLY", "2026-01-29": "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1",
		"2026-01-31": "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
	} {
		if got := eval[string](t, ctx, fmt.Sprintf(`runs.rule("monthly", new Date("%sT09:00"))`, date)); got != rule {
			t.Errorf("%s: %s, want %s", date, got, rule)
		}
	}
}

// A list is due a cadence later: on the same weekday, on the same day of the month, or on its last one.
func TestDue(t *testing.T) {
	t.Parallel()
	ctx := bench(t, "model.js", "pure.js")
	type day struct {
		cadence string
		from    time.Time
	}
	var cases []day
	var args [][]any
	for d := time.Date(2027, 12, 1, 0, 0, 0, 0, time.UTC); d.Before(time.Date(2028, 4, 2, 0, 0, 0, 0, time.UTC)); d = d.AddDate(0, 0, 1) {
		for _, c := range []string{"daily", "weekly", "every 2 weeks", "monthly", "quarterly", "yearly"} {
			cases = append(cases, day{c, d})
			args = append(args, []any{c, d.Year(), int(d.Month()), d.Day()})
		}
	}
	data, err := json.Marshal(args)
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range eval[[]string](t, ctx, "dues("+string(data)+")") {
		c := cases[i]
		if want := next(c.cadence, c.from).Format("2006-1-2"); got != want {
			t.Errorf("%s after %s: %s, want %s", c.cadence, c.from.Format(time.DateOnly), got, want)
		}
	}
	for expression, want := range map[string]string{
		`runs.due("weekly", new Date("2026-11-20T23:50"), new Date("2026-11-26T00:10")).words`:       "due tomorrow",
		`runs.due("weekly", new Date("2026-11-24T10:00"), new Date("2026-11-27T03:00")).words`:       "due Tuesday",
		`runs.due("monthly", new Date("2026-10-01T10:00"), new Date("2026-11-27T03:00")).words`:      "overdue since 1 Nov",
		`runs.due("daily", new Date("2026-11-26T23:59"), new Date("2026-11-27T23:00")).words`:        "due today",
		`String(runs.due("at a new hire", 0, 1))`:                                                    "undefined",
		`runs.ago(+new Date("2026-11-21T10:00"), +new Date("2026-11-27T03:00"))`:                     "6 days ago",
		`runs.ago(+new Date("2026-11-26T23:50"), +new Date("2026-11-27T00:10"))`:                     "20 minutes ago",
		`runs.ago(+new Date("2026-11-26T09:00"), +new Date("2026-11-27T00:10"))`:                     "yesterday",
		`runs.ago(+new Date("2026-11-27T09:00"), +new Date("2026-11-27T08:10"))`:                     "just now",
		`String(runs.due("weekly", +new Date("2026-11-20"), +new Date("2026-11-28T03:00")).overdue)`: "true",
	} {
		if got := eval[string](t, ctx, expression); got != want {
			t.Errorf("%s: %q, want %q", expression, got, want)
		}
	}
}

// next is one cadence later, as Go counts.
func next(cadence string, from time.Time) time.Time {
	if days := map[string]int{"daily": 1, "weekly": 7, "every 2 weeks": 14}[cadence]; days > 0 {
		return from.AddDate(0, 0, days)
	}
	months := map[string]int{"monthly": 1, "quarterly": 3, "yearly": 12}[cadence]
	first := time.Date(from.Year(), from.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(from.Day(), last)-1)
}

// Text that is a run in words reads as a list of tasks on a forge, whatever it says.
func TestRunAsText(t *testing.T) {
	t.Parallel()
	ctx := bench(t)
	got := eval[string](t, ctx, `(() => {
		const line = (id, words, group) => ({ id, was: [], hash: "h", words, group });
		const list = { title: "A *round*", address: "/c/", rev: "r", lines: [line("a", "Ring [one] <b>", "First"), line("b", "Go_on", "First"), line("c", "Last", "Then")] };
		const at = (h) => +new Date("2026-11-27T" + h);
		let run = runs.begin("x", "/c/", list.lines.slice(0, 2), at("09:00"));
		run = runs.tick(run, { ...list.lines[0], hash: "old", words: "Ring two" }, "done", at("09:02"));
		run = runs.tick(run, list.lines[1], "na", at("09:03"));
		run = runs.tick(run, line("gone-away", "", ""), "done", at("09:04"));
		return runs.markdownOf(list, run, "27 Nov");
	})()`)
	want := []string{
		`# A \*round\*`, ``, `Run: 27 Nov. Begun 27 Nov. 1 of 3 done, 1 not applicable.`, ``,
		`## First`, ``, `- [x] Ring \[one\] \<b\> (2026-11-27 09:02; ticked as: Ring two)`, `- [ ] ~~Go\_on~~ (does not apply; 2026-11-27 09:03)`, ``,
		`## Then`, ``, `- [ ] Last (new since the run was begun)`, ``,
		`## No longer on the list`, ``, `- [x] Gone away (2026-11-27 09:04)`, ``,
	}
	if lines := strings.Split(got, "\n"); !slices.Equal(lines, want) {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}
