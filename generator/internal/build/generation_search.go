package build

import (
	"context"
	"io/fs"
	"strings"
	"sync"

	"baton/generator/internal/publish"
	"baton/generator/internal/search"
	"baton/generator/internal/site"
)

// Search returns the search index of the generation. It is made when it is first asked for; its files, when they are. It
// ends early, with the context's error, when the context does.
func (g *Generation) Search(ctx context.Context) (*search.Index, error) {
	if ix := g.index.Load(); ix != nil {
		return ix, nil
	}
	g.indexed.Lock()
	defer g.indexed.Unlock()
	if ix := g.index.Load(); ix != nil {
		return ix, nil
	}
	ix, anew, err := g.indexing.index(ctx, g)
	if err != nil {
		return nil, err
	}
	g.index.Store(ix)
	g.mu.Lock()
	g.log.Indexed = anew
	g.mu.Unlock()
	return ix, nil
}

// searchFile makes a file of the search index; without such a file the error is fs.ErrNotExist.
func (g *Generation) searchFile(path string) (publish.File, error) {
	ix, err := g.Search(context.Background())
	if err != nil {
		return publish.File{}, err
	}
	data, err := ix.File(path)
	return publish.File{Path: path, Data: data}, err
}

// searchFiles makes all files of the search index. Those that the generation before made are not made again: equal names
// stand for equal bytes.
func (g *Generation) searchFiles(ctx context.Context) ([]publish.File, error) {
	ix, err := g.Search(ctx)
	if err != nil {
		return nil, err
	}
	paths := ix.Paths()
	files := make([]publish.File, len(paths))
	before := g.indexing.kept()
	err = each(ctx, g.jobs, len(paths), func(i int) (err error) {
		if data, ok := before[paths[i]]; ok {
			files[i] = publish.File{Path: paths[i], Data: data}
			return nil
		}
		files[i], err = g.searchFile(paths[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	g.indexing.keep(files)
	return files, nil
}

// ofSearch reports whether a path that no page and no asset has can be that of a file of the search index.
func ofSearch(path string) bool {
	return strings.HasPrefix(path, search.Folder+"/") && (strings.HasSuffix(path, ".bin") || strings.HasSuffix(path, ".json"))
}

// searchPages finds pages by their addresses, as search sees them.
func (g *Generation) searchPages() func(address string) (*search.Page, error) {
	pages := sync.OnceValue(func() map[string]*site.Page {
		m := make(map[string]*site.Page, len(g.Site.Pages))
		for _, p := range g.Site.Pages {
			m[p.Address] = p
		}
		return m
	})
	return func(address string) (*search.Page, error) {
		p := pages()[address]
		if p == nil {
			return nil, fs.ErrNotExist
		}
		return g.renderer().SearchPage(p), nil
	}
}
