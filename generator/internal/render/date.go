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
	if w.english() {
		out.Words = t.Format("2 January 2006")
	}
	return out
}

// english reports whether the handbook is in English, as the words are that pages add.
func (w *writer) english() bool {
	lang := w.site.Config.Language
	return lang == "en" || strings.HasPrefix(lang, "en-")
}
