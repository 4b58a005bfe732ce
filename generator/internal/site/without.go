package site

import (
	"slices"

	"baton/generator/internal/content"
)

// linkWithoutYou lists for each role what those below it decide: everybody who answers to it, to them, and so
// on. Nobody inherits a right through Answers to; this is what they see instead. What somebody below decides
// only together with them is not decided without them.
//
// The roles below one role follow it without a gap when each role is followed by those who answer to it. So all
// lists are pieces of one, and however deep the tree, the work and the memory are those of the tree.
func (m *model) linkWithoutYou() {
	visited := make(map[*Role]bool, len(m.Roles))
	var visit func(*Role)
	visit = func(r *Role) {
		visited[r] = true
		for _, right := range r.Rights {
			if free(right.Level) {
				m.decided = append(m.decided, right)
			}
		}
		from := len(m.decided)
		for _, report := range r.Reports {
			if !visited[report] {
				visit(report)
			}
		}
		r.below = span{from, len(m.decided)}
	}
	for _, r := range m.Roles {
		if r.AnswersTo == nil {
			visit(r)
		}
	}
	for _, circle := range m.circles() { // nobody is above these
		visit(circle[0])
	}
	for _, r := range m.Roles {
		r.WithoutYou = m.decided[r.below.from:r.below.to:r.below.to]
	}
	m.exceptTogether()
}

// span is a piece of a list.
type span struct{ from, to int }

// exceptTogether takes out of each list what is decided together with the list's own role.
func (m *model) exceptTogether() {
	takesPart := map[*Role]bool{}
	for _, right := range m.decided {
		for _, r := range right.With {
			takesPart[r] = true
		}
	}
	for _, r := range m.Roles {
		if takesPart[r] {
			r.WithoutYou = slices.DeleteFunc(slices.Clone(r.WithoutYou), func(right *Right) bool {
				return slices.Contains(right.With, r)
			})
		}
	}
}

// free reports whether a level lets somebody decide.
func free(l content.Level) bool { return l == content.WithinLimits || l == content.YourCall }
