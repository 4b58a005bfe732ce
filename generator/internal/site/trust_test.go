package site

import (
	"slices"
	"testing"

	"baton/generator/internal/content"
)

func TestDueDate(t *testing.T) {
	for _, tt := range []struct {
		reviewed content.Date
		n        int
		unit     string
		want     content.Date
	}{
		{"2026-10-01", 6, "month", "2027-04-01"},
		{"2026-01-31", 1, "month", "2026-02-28"},
		{"2024-01-31", 1, "month", "2024-02-29"},
		{"2026-03-31", 1, "month", "2026-04-30"},
		{"2026-08-31", 6, "month", "2027-02-28"},
		{"2026-01-31", 2, "month", "2026-03-31"},
		{"2026-12-15", 13, "month", "2028-01-15"},
		{"2024-02-29", 1, "year", "2025-02-28"},
		{"2024-02-29", 4, "year", "2028-02-29"},
		{"2026-12-31", 1, "day", "2027-01-01"},
		{"2026-12-28", 2, "week", "2027-01-11"},
		{"", 6, "month", ""},
		{"2026-10-01", 0, "", ""},
		{"2026-10-01", 3, "moon", ""},
		{"9999-10-01", 6, "month", ""},
		{"2026-10-01", 2_000_000_000, "year", ""},
	} {
		if got := dueDate(tt.reviewed, content.Interval{N: tt.n, Unit: tt.unit}); got != tt.want {
			t.Errorf("%s + %d %s = %q, want %q", tt.reviewed, tt.n, tt.unit, got, tt.want)
		}
	}
}

func TestOverdue(t *testing.T) {
	s := linkFiles(t, map[string]string{
		"essays/a.md":      "---\nreviewed: 2026-01-31\nreview: 1 month\n---\n# A\n",
		"essays/b.md":      "# B\n",
		"lessons/open.md":  "---\ndate: 2026-01-01\ndue: 2026-02-28\n---\n# Open\n\n## What happened\n\nIt rained.\n",
		"lessons/other.md": "---\ndate: 2026-01-01\n---\n# Closed\n\n## What happened\n\nIt rained.\n\n## We would do it again\n\nYes.\n",
	})
	if list := s.Overdue("2026-02-28"); len(list) > 0 {
		t.Errorf("on the day itself: %v", list)
	}
	list := s.Overdue("2026-03-01")
	list.Sort()
	var got []string
	for _, d := range list {
		got = append(got, d.Pos.String()+" "+d.Message)
	}
	want := []string{
		"essays/a.md:2:11 review was due on 2026-02-28",
		"lessons/open.md:3:6 the lesson is still open, and was due on 2026-02-28",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCadence(t *testing.T) {
	for text, want := range map[string]Cadence{
		"":                {},
		"daily":           {Every: "daily"},
		"Weekly":          {Every: "weekly"},
		"Every  2 Weeks":  {Every: "every 2 weeks"},
		"MONTHLY":         {Every: "monthly"},
		"quarterly":       {Every: "quarterly"},
		"yearly":          {Every: "yearly"},
		"annually":        {Event: "annually"},
		"every two weeks": {Event: "every two weeks"},
		"at a new hire":   {Event: "at a new hire"},
	} {
		if got := cadenceOf(text); got != want {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}
