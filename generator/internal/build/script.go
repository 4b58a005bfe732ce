package build

import "strings"

// SearchScripts returns the paths of the scripts that search, in the order in which they run: see
// layouts/scripts/search/types.ts.
func (g *Generation) SearchScripts() []string {
	a := g.table.look.assets
	return []string{strings.TrimPrefix(a.Engine, "/"), strings.TrimPrefix(a.More, "/")}
}
