package render

import (
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"testing"

	"baton/generator/internal/asset"
	"baton/generator/internal/publish"
	"baton/generator/internal/site"
)

// renderer returns the renderer of s with layouts that must be whole.
func renderer(t testing.TB, layouts fs.FS, s *site.Site, a *asset.Assets) *Renderer {
	t.Helper()
	templates, err := ParseTemplates(layouts)
	if err != nil {
		t.Fatal(err)
	}
	return New(templates, s, a)
}

// Page renders the file with the address.
func (r *Renderer) Page(address string) (publish.File, error) {
	i, ok := r.byAddress[address]
	if !ok {
		return publish.File{}, fmt.Errorf("render %s: no such page", address)
	}
	return r.run(i)
}

// All renders every file with the given number of goroutines, in the order of Files.
func (r *Renderer) All(jobs int) ([]publish.File, error) {
	files := make([]publish.File, len(r.jobs))
	errs := make([]error, len(r.jobs))
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, jobs) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(r.jobs); i = int(next.Add(1)) - 1 {
				files[i], errs[i] = r.run(i)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err // the first in order, whichever came first in time
		}
	}
	return files, nil
}

func (r *Renderer) run(i int) (publish.File, error) {
	d, err := r.Draft(i)
	if err != nil {
		return publish.File{}, err
	}
	data, err := d.Bytes()
	return publish.File{Path: outputPath(r.jobs[i].address), Data: data}, err
}
