package build

import (
	"cmp"
	"context"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/publish"
	"baton/generator/internal/render"
	"baton/generator/internal/search"
	"baton/generator/internal/site"
)

// Generation is one linked site. Each of its files is made once, when it is first asked for. A generation never
// changes, and is safe for concurrent use.
type Generation struct {
	Number int // from 1
	Site   *site.Site
	Diags  diag.List // sorted; severities as handbook.yaml wants them
	Inputs Inputs

	table *table
	newer map[*site.Page]*text // those that are others than when the site was linked
	files []*file              // in the order of the table
	jobs  int

	indexing *indexing
	indexed  sync.Mutex                   // held while the index is being made
	index    atomic.Pointer[search.Index] // nil until then
	offline  offline

	mu  sync.Mutex
	log Log
}

// Log says what was done to make a generation.
type Log struct {
	Parsed   []string          // paths of the documents that were parsed; sorted
	Linked   bool              // the site was linked anew
	Rendered map[string]string // paths of the files that were made, and why
	Indexed  []string          // addresses of the pages whose contribution to search was made anew, once the index has been
}

// Log returns what has been done so far.
func (g *Generation) Log() Log {
	g.mu.Lock()
	defer g.mu.Unlock()
	l := g.log
	l.Rendered = maps.Clone(l.Rendered)
	return l
}

// Document returns the newest text of a page of the site.
func (g *Generation) Document(p *site.Page) *content.Document {
	return g.table.text(g.newer, p).whole()
}

// Has reports whether the generation has a file with the path, as in "roles/index.html". Of the files of the search
// index it has those that its manifest names.
func (g *Generation) Has(path string) bool {
	switch _, ok := g.table.byPath[path]; {
	case path == offlinePath:
		return g.keepsOffline()
	case ok || !ofSearch(path):
		return ok
	}
	ix, err := g.Search(context.Background())
	if err != nil {
		return false
	}
	_, ok := slices.BinarySearch(ix.Paths(), path)
	return ok
}

// File makes the file with the path, or returns it if it has been made. It waits for whoever is making it.
// Without such a file the error is fs.ErrNotExist.
func (g *Generation) File(path string) (publish.File, error) {
	i, ok := g.table.byPath[path]
	switch {
	case path == offlinePath && g.keepsOffline():
		return g.offlineFile()
	case !ok && ofSearch(path):
		return g.searchFile(path)
	case !ok:
		return publish.File{}, fs.ErrNotExist
	}
	m, err := g.make(g.files[i], true)
	if err != nil {
		return publish.File{}, err
	}
	return publish.File{Path: path, Data: m.data}, nil
}

// Files makes all files; they are sorted by path.
func (g *Generation) Files() ([]publish.File, error) {
	ctx := context.Background()
	out := make([]publish.File, len(g.files))
	if g.jobs > 1 {
		go g.Search(ctx) // beside the pages, since much of it is one thread's work; what it says is heard below
	}
	defer g.table.renderer.Together()()
	err := each(ctx, g.jobs, len(g.files), func(i int) error {
		m, err := g.make(g.files[i], true)
		if err == nil {
			out[g.table.rank[i]] = publish.File{Path: g.files[i].path, Data: m.data}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	index, err := g.searchFiles(ctx)
	if err != nil {
		return nil, err
	}
	out = append(out, index...)
	if g.keepsOffline() {
		list, err := g.offlineFile()
		if err != nil {
			return nil, err
		}
		out = append(out, list)
	}
	slices.SortFunc(out, func(a, b publish.File) int { return cmp.Compare(a.Path, b.Path) })
	return out, nil
}

// renderer shows the texts of this generation.
func (g *Generation) renderer() *render.Renderer {
	return g.table.renderer.With(g.Document)
}

// Rest makes what has not been made yet, and says which paths have other bytes than when Rest last came to its
// end, in whatever generation: new ones and those that are gone included; sorted. It leaves a core to those who
// wait for a page, and keeps the bytes of no file that nobody has asked for. It makes the search index, but none of its
// files, nor what is made of all pages, such as the book that prints, and says nothing of them: they are made when
// somebody asks for them. It ends early, with the context's error, when the context does.
func (g *Generation) Rest(ctx context.Context) (changed []string, err error) {
	err = each(ctx, max(1, g.jobs-1), len(g.files), func(i int) error {
		if g.files[i].late {
			return nil
		}
		_, err := g.make(g.files[i], false)
		return err
	})
	if err != nil {
		return nil, err
	}
	if _, err := g.Search(ctx); err != nil {
		return nil, err
	}
	return g.table.ledger.compare(ctx, g.files)
}

// make makes a file unless it has been made. With keep its bytes are there, and stay.
func (g *Generation) make(f *file, keep bool) (*made, error) {
	m, why, err := f.make(keep)
	if why != "" {
		g.mu.Lock()
		if g.log.Rendered == nil {
			g.log.Rendered = map[string]string{}
		}
		g.log.Rendered[f.path] = why
		g.mu.Unlock()
	}
	return m, err
}

// each calls f for 0 to n-1, from several goroutines, until the context ends. Of several errors it returns the first in
// that order, so that the answer does not depend on the order of work.
func each(ctx context.Context, jobs, n int, f func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(jobs, n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				errs[i] = f(i)
			}
		})
	}
	group.Wait()
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return errs[i]
	}
	return ctx.Err()
}
