package render

import (
	"strings"
	"time"

	"baton/generator/internal/content"
)

// date returns the view of a date: in words where the handbook is in English, else as it is written everywhere.
func (w *writer) date(d content.Date) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return Date{}
	}
	out := Date{ISO: string(d), Words: string(d)}
	if lang := w.site.Config.Language; lang == "en" || strings.HasPrefix(lang, "en-") {
		out.Words = t.Format("2 January 2006")
	}
	return out
}
