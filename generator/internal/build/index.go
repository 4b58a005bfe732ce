package build

import (
	"context"
	"path"
	"slices"
	"sync"
	"sync/atomic"

	"baton/generator/internal/publish"
	"baton/generator/internal/render"
	"baton/generator/internal/search"
	"baton/generator/internal/site"
)

// An indexing makes the search indexes of generations, each when it is first asked for. It remembers what each page
// contributes: while the linked site is the same it looks only at pages with another text; where the site is another
// it looks at every page, and indexes anew those of which search sees something else.
type indexing struct {
	mu      sync.Mutex // held while an index is being made
	config  *config    // for which indexer is
	indexer *search.Indexer
	linked  *linked
	texts   map[*site.Page]*text            // of the pages of linked that have been looked at
	byPage  map[string]*search.Contribution // by address

	files atomic.Pointer[map[string][]byte] // by path, those that were made when all were
}

// kept returns the files that were made when all were asked for last.
func (x *indexing) kept() map[string][]byte {
	if files := x.files.Load(); files != nil {
		return *files
	}
	return nil
}

// keep keeps all files of an index but the manifest, the only one of which the bytes change.
func (x *indexing) keep(files []publish.File) {
	kept := make(map[string][]byte, len(files))
	for _, f := range files {
		if path.Ext(f.Path) == ".bin" {
			kept[f.Path] = f.Data
		}
	}
	x.files.Store(&kept)
}

// index makes the index of a generation, and says which pages it indexed anew, by their addresses; sorted. It ends early,
// with the context's error, when the context does; what is done by then is not done again.
func (x *indexing) index(ctx context.Context, g *Generation) (ix *search.Index, anew []string, err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	l := g.table.linked
	if x.config != l.from.config {
		x.config = l.from.config
		x.indexer = search.NewIndexer(search.Options{Language: x.config.Language, Synonyms: x.config.Synonyms})
	}
	if x.linked != l {
		x.linked, x.texts = l, make(map[*site.Page]*text, len(l.site.Pages))
	}
	if anew, err = x.look(ctx, g); err != nil {
		return nil, nil, err
	}
	all := make([]*search.Contribution, len(l.site.Pages))
	for i, p := range l.site.Pages {
		all[i] = x.byPage[p.Address]
	}
	if len(x.byPage) > len(all) { // some pages are gone
		kept := make(map[string]*search.Contribution, len(all))
		for _, p := range l.site.Pages {
			kept[p.Address] = x.byPage[p.Address]
		}
		x.byPage = kept
	}
	return x.indexer.Index(all, g.searchPages()), anew, nil
}

// look brings the contributions up to the texts of a generation.
func (x *indexing) look(ctx context.Context, g *Generation) (anew []string, err error) {
	var pages []*site.Page
	for _, p := range g.Site.Pages {
		if x.texts[p] != g.table.text(g.newer, p) {
			pages = append(pages, p)
		}
	}
	r := g.renderer()
	found := make([]*search.Contribution, len(pages))
	err = each(ctx, g.jobs, len(pages), func(i int) (err error) {
		found[i], err = contribute(r, pages[i], x.byPage[pages[i].Address])
		return err
	})
	if x.byPage == nil {
		x.byPage = make(map[string]*search.Contribution, len(pages))
	}
	for i, p := range pages {
		if found[i] == nil {
			continue // the context ended before
		}
		if found[i] != x.byPage[p.Address] {
			anew = append(anew, p.Address)
		}
		x.byPage[p.Address] = found[i]
		x.texts[p] = g.table.text(g.newer, p)
	}
	slices.Sort(anew)
	return anew, err
}

// contribute returns what a page contributes: the same as before, if search sees the same.
func contribute(r *render.Renderer, p *site.Page, before *search.Contribution) (*search.Contribution, error) {
	page := r.SearchPage(p)
	if before == nil {
		return search.Contribute(page), nil
	}
	fragment, err := page.Fragment()
	if err != nil {
		return nil, err
	}
	if before.IsOf(fragment) {
		return before, nil
	}
	return search.Contribute(page), nil
}
