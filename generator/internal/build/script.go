package build

import "strings"

// SearchScript returns the path of the script that searches: see layouts/scripts/search/types.ts.
func (g *Generation) SearchScript() string {
	return strings.TrimPrefix(g.table.look.assets.Engine, "/")
}
