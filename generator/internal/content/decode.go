package content

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/typo"
)

// A decoder turns yamlValues into typed values. What a key cannot take is reported, and the key stays unset.
type decoder struct {
	diags diag.List
	doc   *markdown.Doc // whose front matter it is; nil for a file of YAML
}

// bad reports a value that its key cannot take.
func (d *decoder) bad(key string, v *yamlValue, want, hint string) {
	found := diag.New(diag.BadValue, v.pos, "%q: %s", key, want)
	if v.kind == yamlText {
		found.Message = fmt.Sprintf("%q cannot be %q: %s", key, v.text, want)
	}
	found.Hint = hint
	d.diags.Add(found)
}

// unsafe says that what was reported last makes publishing unsafe.
func (d *decoder) unsafe() { d.diags[len(d.diags)-1].Unsafe = true }

func (d *decoder) text(key string, v *yamlValue) string {
	switch v.kind {
	case yamlText:
		return v.text
	case yamlList, yamlMapping:
		d.bad(key, v, "a text is wanted", "")
	}
	return ""
}

// list reads a list of texts; a single text is a list of one.
func (d *decoder) list(key string, v *yamlValue) []string {
	switch v.kind {
	case yamlText:
		return nonEmpty([]string{v.text})
	case yamlMapping:
		d.bad(key, v, "a list is wanted", "write "+key+": [one, another]")
	}
	var texts []string
	for _, item := range v.items {
		texts = append(texts, d.text(key, item))
	}
	return nonEmpty(texts)
}

func nonEmpty(texts []string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// boolean reads true or false, unquoted. Unlike everywhere else, "null" is a value that is wrong: somebody meant
// something by it.
func (d *decoder) boolean(key string, v *yamlValue) (value, ok bool) {
	switch {
	case v.kind == yamlUnset && !v.written:
		return false, true
	case v.kind == yamlText && !v.quoted && (v.text == "true" || v.text == "false"):
		return v.text == "true", true
	}
	d.bad(key, v, "it is true or false", "write "+key+": true or "+key+": false, without quotes")
	return false, false
}

// oneOf reads one of several words.
func (d *decoder) oneOf(key string, v *yamlValue, words []string) string {
	s := d.text(key, v)
	if s == "" || slices.Contains(words, s) {
		return s
	}
	hint := "use " + strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
	if len(words) == 1 {
		hint = "use " + words[0]
	}
	guess := typo.Closest(strings.ToLower(s), words, 1)
	if len(guess) > 0 {
		hint = "did you mean " + strconv.Quote(guess[0]) + "?"
	}
	d.bad(key, v, "there is no such "+key, hint)
	if last := &d.diags[len(d.diags)-1]; len(guess) > 0 {
		last.Candidates = guess
		if d.doc != nil {
			last.Fix = d.doc.Mend(v.pos, s, guess[0])
		}
	}
	return ""
}

// number reads a whole number. Leading zeros are refused, since some read them as octal.
func (d *decoder) number(key string, v *yamlValue) (n int, ok bool) {
	s := d.text(key, v)
	if s == "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil || strconv.Itoa(n) != s {
		d.bad(key, v, "a whole number is wanted", "write it without leading zeros, such as "+key+": 10")
		return 0, false
	}
	return n, true
}

var dateForm = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})(?:[Tt ].*)?$`)

// date reads a calendar date. A time behind it is dropped and moves nothing, whatever its zone.
func (d *decoder) date(key string, v *yamlValue) Date {
	s := d.text(key, v)
	if s == "" {
		return ""
	}
	if m := dateForm.FindStringSubmatch(s); m != nil {
		if _, err := time.Parse(time.DateOnly, m[1]); err == nil {
			return Date(m[1])
		}
		d.bad(key, v, "there is no such day", "")
		return ""
	}
	d.bad(key, v, "a date is wanted", "write year, month and day, such as "+key+": 2026-10-01")
	return ""
}

var intervalForm = regexp.MustCompile(`^([1-9]\d{0,3}) (day|week|month|year)s?$`)

// interval reads a number of days, weeks, months or years.
func (d *decoder) interval(key string, v *yamlValue) Interval {
	s := d.text(key, v)
	if s == "" {
		return Interval{}
	}
	m := intervalForm.FindStringSubmatch(strings.Join(strings.Fields(strings.ToLower(s)), " "))
	if m == nil {
		d.bad(key, v, "a number of days, weeks, months or years is wanted", "such as "+key+": 6 months")
		return Interval{}
	}
	n, _ := strconv.Atoi(m[1]) // four digits at most
	return Interval{N: n, Unit: m[2]}
}
