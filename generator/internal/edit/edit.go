// Package edit works out changes to the source files of a handbook, for an author who asked for them: a new page,
// a page or a heading that moves, a finding that has an exact remedy. It writes nothing.
package edit

import (
	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

// Change is what happens to one file. Was is the file's sum when the change was worked out; whoever applies it
// must leave the file alone if it has another sum by then.
type Change struct {
	Path string      // relative to the source folder
	From string      // old path if the file moves, else ""
	Was  *source.Sum // nil: the file is new, and nothing may stand there
	Data []byte      // the whole file as it shall be
}

// Fix returns the change that mends a finding. An error means that the finding has no exact remedy or that the
// file has changed since.
func Fix(snap *source.Snapshot, fix *diag.Fix) (Change, error) {
	return Change{}, nil
}
