package render

import (
	"path"
	"strings"
	"sync"

	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// lookup finds what a site holds in lists. It is made when the first page asks.
type lookup struct {
	once  sync.Once
	roles map[string]*site.Role
	asks  map[*content.Item]*site.Ask
	keys  map[*site.Role]string
	reach bool // some role says how to reach it

	asking, asked map[*site.Role][]site.Matter // by who asks, and by whom they ask
}

func (r *Renderer) found() *lookup {
	l := r.lookup
	l.once.Do(func() {
		l.roles = make(map[string]*site.Role, len(r.site.Roles))
		for _, role := range r.site.Roles {
			l.roles[role.Stem] = role
			l.reach = l.reach || role.Doc.Reach != nil
		}
		l.asks = make(map[*content.Item]*site.Ask, len(r.site.Asks))
		for _, a := range r.site.Asks {
			if a.Item != nil && l.asks[a.Item] == nil {
				l.asks[a.Item] = a
			}
		}
		l.keys = make(map[*site.Role]string, len(r.site.Roles))
		for _, role := range r.site.Roles {
			l.keys[role] = slug.Make(role.Stem)
		}
		for _, old := range r.site.Redirects {
			if old.To != nil && old.To.Role != nil && old.Fragment == "" {
				l.keys[old.To.Role] += " " + slug.Make(path.Base(strings.TrimSuffix(old.From, ".html")))
			}
		}
		l.asking, l.asked = map[*site.Role][]site.Matter{}, map[*site.Role][]site.Matter{}
		for _, m := range r.site.Matters() {
			l.asking[m.Asker] = append(l.asking[m.Asker], m)
			l.asked[m.Whom] = append(l.asked[m.Whom], m)
		}
	})
	return l
}

// roleKeys is what data-role says of roles: their stems, and the names that their pages had before, so that a browser
// in which a reader chose a role under an old name still knows it. "" without roles.
func (r *Renderer) roleKeys(roles ...*site.Role) string {
	var out []string
	for _, role := range roles {
		if role != nil {
			out = append(out, r.found().keys[role])
		}
	}
	return strings.Join(out, " ")
}

// stem returns the role with the stem, nil if there is none.
func (r *Renderer) stem(stem string) *site.Role { return r.found().roles[stem] }

// deciding returns the roles that a row of a ladder names.
func (r *Renderer) deciding(row *ladder.Row) []*site.Role {
	var out []*site.Role
	for _, stem := range row.Who {
		if role := r.stem(stem); role != nil {
			out = append(out, role)
		}
	}
	return out
}

// askOf returns the ask that an item is, nil if it is none.
func (r *Renderer) askOf(i *content.Item) *site.Ask { return r.found().asks[i] }
