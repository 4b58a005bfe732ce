package site

import (
	"math"

	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
)

// jsonChecklist is a checklist.
type jsonChecklist struct {
	Every    string      `json:"every,omitempty"` // "daily", "weekly", "every 2 weeks", "monthly", "quarterly" or "yearly"
	Event    string      `json:"event,omitempty"` // or when, in words
	Mode     string      `json:"mode,omitempty"`
	Takes    string      `json:"takes,omitempty"`
	Groups   []jsonGroup `json:"groups,omitempty"`
	AskFirst []string    `json:"ask_first,omitempty"`
	HandsTo  []string    `json:"hands_to,omitempty"`
}

// jsonGroup is the items between two pauses.
type jsonGroup struct {
	Title string     `json:"title,omitempty"` // absent above the first heading
	Items []jsonItem `json:"items"`
}

// jsonItem is one thing to check. Its id never depends on its place.
type jsonItem struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func newJSONChecklist(c *Checklist) *jsonChecklist {
	j := &jsonChecklist{Every: c.Cadence.Every, Event: c.Cadence.Event, Mode: c.Page.Doc.Meta.Mode, Takes: c.Page.Doc.Meta.Takes}
	for _, g := range c.Doc.Groups {
		jg := jsonGroup{Title: g.Title, Items: []jsonItem{}}
		for _, item := range g.Items {
			jg.Items = append(jg.Items, jsonItem{item.ID, item.Text})
		}
		j.Groups = append(j.Groups, jg)
	}
	for _, item := range c.Doc.AskFirst {
		j.AskFirst = append(j.AskFirst, item.Text)
	}
	for _, item := range c.Doc.HandsTo {
		j.HandsTo = append(j.HandsTo, item.Text)
	}
	return j
}

// jsonDecision is a decision with its ladders.
type jsonDecision struct {
	Ladders         []jsonLadder `json:"ladders,omitempty"`
	Serves          []string     `json:"serves,omitempty"` // addresses of responsibilities, with fragment
	Meanwhile       string       `json:"meanwhile,omitempty"`
	ThinkAbout      string       `json:"think_about,omitempty"`
	CanBeUndone     string       `json:"can_be_undone,omitempty"`
	IfItGoesWrong   string       `json:"if_it_goes_wrong,omitempty"`
	NobodyReachable string       `json:"nobody_reachable,omitempty"`
}

// jsonLadder says who decides: the first row that holds an amount. Anybody else, and anybody above their row,
// asks first.
type jsonLadder struct {
	Name    string    `json:"name"`
	When    bool      `json:"when,omitempty"` // rows are conditions in words, not amounts
	Unit    string    `json:"unit,omitempty"` // of above and to
	Columns []string  `json:"columns,omitempty"`
	Rows    []jsonRow `json:"rows"`
}

// jsonRow is a row: the roles decide every amount up to it, and it holds the amounts above "above" and up to
// "to"; "to" is absent where there is no end, both where it holds none.
type jsonRow struct {
	ID       string   `json:"id,omitempty"`
	Limit    string   `json:"limit"` // as written
	Holds    bool     `json:"holds,omitempty"`
	Above    *float64 `json:"above,omitempty"`
	To       *float64 `json:"to,omitempty"`
	Open     bool     `json:"open,omitempty"` // no end, or "otherwise"
	Who      []string `json:"who,omitempty"`
	Outside  []string `json:"outside,omitempty"`
	Together bool     `json:"together,omitempty"` // all of them together, not any
	Level    string   `json:"level"`
	More     []string `json:"more,omitempty"` // cells of the further columns
}

func newJSONDecision(d *Decision) *jsonDecision {
	j := &jsonDecision{
		Meanwhile: lineText(d.Doc.Meanwhile), ThinkAbout: lineText(d.Doc.ThinkAbout), CanBeUndone: lineText(d.Doc.CanBeUndone),
		IfItGoesWrong: lineText(d.Doc.IfItGoesWrong), NobodyReachable: lineText(d.Doc.NobodyReachable),
	}
	for _, r := range d.Serves {
		j.Serves = append(j.Serves, r.Address())
	}
	for _, l := range d.Ladders {
		jl := jsonLadder{Name: l.Name, When: l.When, Unit: l.Unit, Columns: l.Source.Columns, Rows: []jsonRow{}}
		for _, row := range l.Rows {
			jl.Rows = append(jl.Rows, newJSONRow(l, row))
		}
		j.Ladders = append(j.Ladders, jl)
	}
	return j
}

func newJSONRow(l *ladder.Ladder, r *ladder.Row) jsonRow {
	j := jsonRow{
		ID: r.Source.ID, Limit: r.Source.Limit, Holds: r.Holds, Open: r.Open,
		Who: r.Who, Outside: r.Outside, Together: r.Together, Level: string(r.Level),
	}
	if r.Holds && !l.When {
		j.Above = &r.Above
		if !math.IsInf(r.To, 1) {
			j.To = &r.To
		}
	}
	for _, cell := range r.Source.More {
		j.More = append(j.More, cell.Plain())
	}
	return j
}

// jsonLesson is a lesson.
type jsonLesson struct {
	ToldBy  []jsonParty `json:"told_by,omitempty"`
	Changed []string    `json:"changed,omitempty"` // addresses of what it changed
	Again   bool        `json:"again,omitempty"`   // we would do it again
	Until   string      `json:"until,omitempty"`   // open until then
}

func newJSONLesson(l *Lesson) *jsonLesson {
	return &jsonLesson{
		ToldBy: jsonParties(l.ToldBy), Changed: addresses(l.Changed),
		Again: l.Doc.Again != nil, Until: string(l.Page.Doc.Meta.Due),
	}
}

// items returns the items of a checklist in order.
func (c *Checklist) items() []*content.CheckItem {
	var items []*content.CheckItem
	for _, g := range c.Doc.Groups {
		items = append(items, g.Items...)
	}
	return items
}
