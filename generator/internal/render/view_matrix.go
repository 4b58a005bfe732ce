package render

import (
	"slices"
	"strings"

	"baton/generator/internal/site"
)

// matrixView is the table of roles and responsibilities, in words.
type matrixView struct {
	Base
	Filter Island
	Roles  []MatrixRole // the columns
	Rows   []ResponsibilityRow
}

// MatrixRole is a role at the head of its column.
type MatrixRole struct {
	Link
	Key  string // what an address calls it
	Keys string // with the names that it had, for data-role
}

// ResponsibilityRow is one responsibility, with what each role has to do with it.
type ResponsibilityRow struct {
	Link
	Levels  []Level
	Cells   []Cell // one for each role
	Outside string // parties that are no roles, in words
}

// Cell is what a role has to do with a responsibility, "" for nothing.
type Cell struct {
	Role  string
	Keys  string // of the role, for data-role
	Words string
}

func (w *writer) matrix() matrixView {
	v := matrixView{Base: w.generated("Who is responsible for what"), Filter: w.island("matrix")}
	v.Kind, v.Wide = "Responsibilities", true
	v.Crumbs = w.crumbs(nil, w.address)
	roles := concerned(w.site.Roles)
	for _, r := range roles {
		keys := w.roleKeys(r)
		key, _, _ := strings.Cut(keys, " ")
		v.Roles = append(v.Roles, MatrixRole{Link: w.link(r.Page), Key: key, Keys: keys})
	}
	for _, r := range roles {
		for _, resp := range r.Responsibilities {
			v.Rows = append(v.Rows, w.responsibilityRow(resp, roles))
		}
	}
	return v
}

// concerned returns the roles that have to do with some responsibility, in order.
func concerned(roles []*site.Role) []*site.Role {
	has := map[*site.Role]bool{}
	for _, r := range roles {
		for _, resp := range r.Responsibilities {
			has[r] = true
			for _, p := range slices.Concat(resp.Does, resp.Asked, resp.Told) {
				has[p.Role] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(roles), func(r *site.Role) bool { return !has[r] })
}

func (w *writer) responsibilityRow(resp *site.Responsibility, roles []*site.Role) ResponsibilityRow {
	row := ResponsibilityRow{Link: Link{Href: w.to(resp.Address()), Text: resp.Title}}
	words := map[*site.Role]string{resp.Role: "accountable"}
	for _, share := range []struct {
		parties []site.Party
		word    string
	}{
		{resp.Does, "does"},
		{resp.Asked, "is asked"},
		{resp.Told, "is told"},
	} {
		for _, p := range share.parties {
			if p.Role == nil {
				row.Outside = joined(row.Outside, p.Outside+" "+share.word)
				continue
			}
			words[p.Role] = joined(words[p.Role], share.word)
		}
	}
	for _, r := range roles {
		row.Cells = append(row.Cells, Cell{Role: r.Title, Keys: w.roleKeys(r), Words: words[r]})
	}
	for _, right := range resp.Rights {
		if l := w.level(right.Level); !slices.Contains(row.Levels, l) {
			row.Levels = append(row.Levels, l)
		}
	}
	return row
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}
