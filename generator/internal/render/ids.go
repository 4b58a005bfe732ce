package render

import (
	"strconv"

	"baton/generator/internal/slug"
)

// ids makes the ids of a page that is generated: a slug of each text, numbered where two are equal.
type ids map[string]int

func (m ids) make(text string) string {
	id := slug.Make(text)
	if id == "" {
		id = "section"
	}
	n := m[id]
	m[id]++
	if n == 0 {
		return id
	}
	return m.make(id + "-" + strconv.Itoa(n))
}

func itoa(n int) string { return strconv.Itoa(n) }
