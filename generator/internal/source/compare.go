package source

import (
	"slices"
	"strings"

	"baton/generator/internal/diag"
)

// Changed lists the paths of files that two snapshots do not have alike; sorted.
func Changed(a, b *Snapshot) []string {
	var out []string
	for x, y := a.Files, b.Files; len(x) > 0 || len(y) > 0; {
		order := 0
		switch {
		case len(x) == 0:
			order = 1
		case len(y) == 0:
			order = -1
		default:
			order = strings.Compare(x[0].Path, y[0].Path)
		}
		switch {
		case order < 0:
			out, x = append(out, x[0].Path), x[1:]
		case order > 0:
			out, y = append(out, y[0].Path), y[1:]
		default:
			if x[0].Sum != y[0].Sum {
				out = append(out, x[0].Path)
			}
			x, y = x[1:], y[1:]
		}
	}
	return out
}

// Same reports whether two snapshots have the same files, and have left out the same for the same reasons.
func Same(a, b *Snapshot) bool {
	return a == b || sameDiags(a.Diags, b.Diags) && len(Changed(a, b)) == 0
}

func sameDiags(a, b diag.List) bool {
	return slices.EqualFunc(a, b, func(a, b diag.Diagnostic) bool { return a.Pos == b.Pos && a.Message == b.Message })
}
