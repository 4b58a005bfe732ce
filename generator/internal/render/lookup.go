package render

import (
	"sync"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
)

// lookup finds what a site holds in lists. It is made when the first page asks.
type lookup struct {
	once  sync.Once
	roles map[string]*site.Role
	asks  map[*content.Item]*site.Ask
}

func (r *Renderer) found() *lookup {
	l := r.lookup
	l.once.Do(func() {
		l.roles = make(map[string]*site.Role, len(r.site.Roles))
		for _, role := range r.site.Roles {
			l.roles[role.Stem] = role
		}
		l.asks = make(map[*content.Item]*site.Ask, len(r.site.Asks))
		for _, a := range r.site.Asks {
			if a.Item != nil && l.asks[a.Item] == nil {
				l.asks[a.Item] = a
			}
		}
	})
	return l
}

// stem returns the role with the stem, nil if there is none.
func (r *Renderer) stem(stem string) *site.Role { return r.found().roles[stem] }

// askOf returns the ask that an item is, nil if it is none.
func (r *Renderer) askOf(i *content.Item) *site.Ask { return r.found().asks[i] }
