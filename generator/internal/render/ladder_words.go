package render

import (
	"strings"

	"baton/generator/internal/amount"
	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
)

// ladderWords says a ladder in one sentence: "Front line decides up to 200 USD, Team lead up to 2,000 USD, above
// that Head of support."
func (w *writer) ladderWords(l *ladder.Ladder) string {
	var parts []string
	for i, row := range l.Rows {
		who := w.deciders(row)
		if who == "" {
			continue
		}
		verb := ""
		if len(parts) == 0 {
			verb = " decides"
			if row.Together {
				verb = " decide"
			}
		}
		switch row.Level {
		case content.AskFirst:
			verb = " asks first"
		case content.Must:
			verb = " must act"
		}
		limit := w.limitWords(l, row)
		switch {
		case limit != "":
			parts = append(parts, who+verb+" "+limit)
		case len(parts) == 0:
			parts = append(parts, who+verb+", without a limit")
		case l.When:
			parts = append(parts, "otherwise "+who+verb)
		case row.Limit.HasOver && row.Limit.Over != l.Rows[i-1].To:
			parts = append(parts, row.Limit.String(w.format())+" "+who+verb)
		default:
			parts = append(parts, "above that "+who+verb)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	joint := ", "
	if l.When || strings.Contains(strings.Join(parts, ""), ",") {
		joint = "; "
	}
	return strings.Join(parts, joint) + "."
}

// rungWords says a row of a ladder as a sentence of its own.
func (w *writer) rungWords(l *ladder.Ladder, i int) string {
	row := l.Rows[i]
	who := w.deciders(row)
	if who == "" {
		return ""
	}
	var place string
	switch limit := w.limitWords(l, row); {
	case l.When && row.Open:
		place = "Otherwise"
	case row.Holds && !l.When && row.Above > 0 && limit != "":
		place = "Over " + w.above(l, row) + " and " + limit
	case row.Holds && !l.When && row.Above > 0:
		place = "Over " + w.above(l, row)
	case limit != "":
		place = strings.ToUpper(limit[:1]) + limit[1:]
	default:
		place = "Whatever the amount"
	}
	verb := " decides"
	switch {
	case row.Level == content.AskFirst:
		verb = " asks first"
	case row.Level == content.Must:
		verb = " must act"
	case row.Together:
		verb = " decide"
	}
	return place + ": " + who + verb + "."
}

// limitWords is the limit of a row, "" for an open end.
func (w *writer) limitWords(l *ladder.Ladder, row *ladder.Row) string {
	text := row.Limit.String(w.format())
	switch {
	case row.Open || row.Limit.Open:
		return ""
	case l.When:
		return "when " + text
	case strings.HasPrefix(strings.ToLower(text), "up to "):
		return text
	}
	return "up to " + text
}

// deciders names who decides in a row: any of them, or all together.
func (w *writer) deciders(row *ladder.Row) string {
	var names []string
	for _, stem := range row.Who {
		if r := w.stem(stem); r != nil {
			names = append(names, r.Title)
		}
	}
	names = append(names, row.Outside...)
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	if row.Together {
		return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1] + " together"
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

// above is where a row begins, as its author wrote it in the row before.
func (w *writer) above(l *ladder.Ladder, row *ladder.Row) string {
	a := amount.Amount{Value: row.Above, Unit: l.Unit}
	for _, r := range l.Rows[:row.Index] {
		if r.Holds && r.To == row.Above {
			a.Spelled = r.Limit.Spelled
		}
	}
	return a.String(w.format())
}

func (w *writer) format() amount.Format {
	return amount.Format{Language: w.site.Config.Language, Currency: w.site.Config.Currency}
}
