package build

import (
	"cmp"
	"context"
	"crypto/sha256"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"baton/generator/internal/content"
	"baton/generator/internal/render"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// A table lists the files of a site with one look. Generations that differ only in texts share it, and all files
// that show none of these texts.
type table struct {
	linked   *linked
	look     look
	renderer *render.Renderer
	files    []*file        // rendered ones first, then those that are copied as they are
	byPath   map[string]int // index in files
	rank     []int          // of files[i] among all paths
	ofPage   map[*site.Page][]int
	late     []int
	newer    map[*site.Page]*text // of the newest generation
	ledger   *ledger
}

// A file is made when it is first asked for.
type file struct {
	path      string
	late      bool // it is made of the texts of many pages, so it is made only when somebody asks for it
	templates *render.Templates
	draft     func() (*render.Draft, error) // nil if it has been made from the beginning

	made atomic.Pointer[made]
	last atomic.Pointer[made] // what stood at the path before, nil if nothing, if nobody looked, or if made is there

	mu  sync.Mutex // held while the file is being made, which may take as long as a whole handbook.json
	err error
}

// made is a file that has been made.
type made struct {
	templates *render.Templates
	view      source.Sum
	sum       source.Sum // of its bytes
	size      int
	data      []byte // nil if they have been let go
}

func newTable(l *linked, k look, before *table) *table {
	t := &table{linked: l, look: k, byPath: map[string]int{}, ofPage: map[*site.Page][]int{}, ledger: &ledger{}}
	t.renderer = render.New(k.templates, l.site, k.assets).With(func(p *site.Page) *content.Document { return t.text(nil, p).whole() })
	if before != nil {
		t.ledger = before.ledger
	}
	for i, f := range t.renderer.Files() {
		t.add(f.Path, before)
		if f.Late {
			t.files[i].late = true
			t.late = append(t.late, i)
		}
		if f.Page != nil {
			t.ofPage[f.Page] = append(t.ofPage[f.Page], i)
		}
		t.draw(i, t.renderer)
	}
	for _, f := range k.assets.Files {
		t.add(f.Path, before).put(f.Data, sha256.Sum256(f.Data))
	}
	for _, a := range l.site.Assets {
		t.add(strings.TrimPrefix(a.Address, "/"), before)
	}
	order := make([]int, len(t.files))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(t.files[a].path, t.files[b].path) })
	t.rank = make([]int, len(order))
	for place, i := range order {
		t.rank[i] = place
	}
	return t
}

// add gives the table a file, which remembers what stood at its path.
func (t *table) add(path string, before *table) *file {
	f := &file{path: path}
	if before != nil {
		if i, ok := before.byPath[path]; ok {
			f = before.files[i].next()
		}
	}
	t.byPath[path] = len(t.files)
	t.files = append(t.files, f)
	return f
}

// draw makes r the renderer of a file.
func (t *table) draw(i int, r *render.Renderer) {
	t.files[i].templates = t.look.templates
	t.files[i].draft = func() (*render.Draft, error) { return r.Draft(i) }
}

// generation returns the generation with the given texts: files that show a text that is another than in the
// generation before are made anew, and those whose bytes are in the snapshot.
func (t *table) generation(newer map[*site.Page]*text, snap *source.Snapshot) *Generation {
	r := t.renderer.With(func(p *site.Page) *content.Document { return t.text(newer, p).whole() })
	t.files = slices.Clone(t.files) // those of the generation before stay as they are
	draw := func(i int) {
		t.files[i] = t.files[i].next()
		t.draw(i, r)
	}
	renewed := false
	renew := func(p *site.Page) {
		renewed = true
		for _, i := range t.ofPage[p] {
			draw(i)
		}
	}
	for p, text := range newer {
		if t.newer[p] != text {
			renew(p)
		}
	}
	for p := range t.newer {
		if newer[p] == nil {
			renew(p) // its text is again the one with which the site was linked
		}
	}
	if renewed {
		for _, i := range t.late {
			draw(i)
		}
	}
	t.newer = newer
	for _, a := range t.linked.site.Assets {
		i, f := t.byPath[strings.TrimPrefix(a.Address, "/")], snap.File(a.Path)
		if m := t.files[i].made.Load(); m == nil || m.sum != f.Sum {
			t.files[i] = t.files[i].next()
			t.files[i].put(f.Data, f.Sum)
		}
	}
	return &Generation{table: t, files: t.files}
}

// text is the text of a page in a generation.
func (t *table) text(newer map[*site.Page]*text, p *site.Page) *text {
	if text := newer[p]; text != nil {
		return text
	}
	return t.linked.texts[p]
}

// put makes a file from bytes that are there.
func (f *file) put(data []byte, sum source.Sum) {
	f.made.Store(&made{sum: sum, size: len(data), data: data})
}

// newest is what was last made at the file's path, nil if nothing was. It does not wait for who is making it.
func (f *file) newest() *made {
	if m := f.made.Load(); m != nil {
		return m
	}
	last := f.last.Load()
	if m := f.made.Load(); m != nil {
		return m // made meanwhile, so that last may have been let go before it was looked at
	}
	return last
}

// next is a file at the same path that is still to be made.
func (f *file) next() *file {
	n := &file{path: f.path, late: f.late}
	n.last.Store(f.newest())
	return n
}

// make makes the file unless it has been made; why says what for, "" if no template ran. With keep its bytes are
// there.
func (f *file) make(keep bool) (m *made, why string, err error) {
	if m := f.made.Load(); m != nil && (m.data != nil || !keep) {
		return m, "", nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if m := f.made.Load(); f.err != nil || m != nil && (m.data != nil || !keep) {
		return m, "", f.err
	}
	d, err := f.draft()
	if err != nil {
		f.err = err
		return nil, "", err
	}
	last := f.newest()
	same := last != nil && last.templates == f.templates && last.view == d.Sum
	if same && (last.data != nil || !keep) {
		f.set(last)
		return last, "", nil
	}
	data, err := d.Bytes()
	if err != nil {
		f.err = err
		return nil, "", err
	}
	m = &made{templates: f.templates, view: d.Sum, sum: sha256.Sum256(data), size: len(data)}
	if keep {
		m.data = slices.Clip(data)
	}
	f.set(m)
	switch {
	case same:
		return m, "its bytes had been let go", nil
	case last == nil:
		return m, "it is new", nil
	case last.templates != f.templates:
		return m, "the layouts are others", nil
	}
	return m, "it shows something else", nil
}

func (f *file) set(m *made) {
	f.made.Store(m)
	f.last.Store(nil)
}

// ledger knows the sums of all files as they were when all of them were last looked at.
type ledger struct {
	mu   sync.Mutex
	sums map[string]source.Sum
}

// compare returns the paths whose sums differ from those in the ledger, and writes the new ones. All files but those that
// are made late must have been made. Once the context has ended the ledger stays as it is, so that a later generation may write it.
func (l *ledger) compare(ctx context.Context, files []*file) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var changed []string
	now := make(map[string]source.Sum, len(files))
	for _, f := range files {
		if f.late {
			continue
		}
		sum := f.newest().sum
		now[f.path] = sum
		if was, ok := l.sums[f.path]; !ok || was != sum {
			changed = append(changed, f.path)
		}
	}
	for p := range l.sums {
		if _, ok := now[p]; !ok {
			changed = append(changed, p)
		}
	}
	slices.Sort(changed)
	l.sums = now
	return changed, nil
}
