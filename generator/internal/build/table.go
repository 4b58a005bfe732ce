package build

import (
	"cmp"
	"crypto/sha256"
	"slices"
	"strings"
	"sync"

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
	newer    map[*site.Page]*text // of the newest generation
	ledger   *ledger
}

// A file is made when it is first asked for.
type file struct {
	path      string
	templates *render.Templates
	draft     func() (*render.Draft, error) // nil if it has been made from the beginning
	last      *made                         // what stood at the path before, nil if nothing or if nobody looked

	mu   sync.Mutex
	made *made
	err  error
}

// made is a file that has been made.
type made struct {
	templates *render.Templates
	view      source.Sum
	sum       source.Sum // of its bytes
	data      []byte     // nil if they have been let go
}

func newTable(l *linked, k look, before *table) *table {
	t := &table{linked: l, look: k, byPath: map[string]int{}, ofPage: map[*site.Page][]int{}, ledger: &ledger{}}
	t.renderer = render.New(k.templates, l.site, k.assets).With(func(p *site.Page) *content.Document { return t.text(nil, p).whole() })
	if before != nil {
		t.ledger = before.ledger
	}
	for i, f := range t.renderer.Files() {
		t.add(f.Path, before)
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
			f.last = before.files[i].newest()
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
	renew := func(p *site.Page) {
		for _, i := range t.ofPage[p] {
			t.files[i] = &file{path: t.files[i].path, last: t.files[i].newest()}
			t.draw(i, r)
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
	t.newer = newer
	for _, a := range t.linked.site.Assets {
		i, f := t.byPath[strings.TrimPrefix(a.Address, "/")], snap.File(a.Path)
		if m := t.files[i].made; m == nil || m.sum != f.Sum {
			t.files[i] = &file{path: t.files[i].path, last: t.files[i].newest()}
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
func (f *file) put(data []byte, sum source.Sum) { f.made = &made{sum: sum, data: data} }

// newest is what was last made at the file's path, nil if nothing was.
func (f *file) newest() *made {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.made != nil {
		return f.made
	}
	return f.last
}

// make makes the file unless it has been made; why says what for, "" if no template ran. With keep its bytes are
// there.
func (f *file) make(keep bool) (m *made, why string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil || f.made != nil && (f.made.data != nil || !keep) {
		return f.made, "", f.err
	}
	d, err := f.draft()
	if err != nil {
		f.err = err
		return nil, "", err
	}
	if last := f.last; last != nil && last.templates == f.templates && last.view == d.Sum && (last.data != nil || !keep) {
		f.made, f.last = last, nil
		return f.made, "", nil
	}
	data, err := d.Bytes()
	if err != nil {
		f.err = err
		return nil, "", err
	}
	why = f.reason(d)
	f.made = &made{templates: f.templates, view: d.Sum, sum: sha256.Sum256(data)}
	f.last = nil
	if keep {
		f.made.data = slices.Clip(data)
	}
	return f.made, why, nil
}

// reason is why a file has to be made from a draft.
func (f *file) reason(d *render.Draft) string {
	switch last := f.last; {
	case f.made != nil || last != nil && last.templates == f.templates && last.view == d.Sum:
		return "its bytes had been let go"
	case last == nil:
		return "it is new"
	case last.templates != f.templates:
		return "the layouts are others"
	}
	return "it shows something else"
}

// ledger knows the sums of all files as they were when all of them were last looked at.
type ledger struct {
	mu   sync.Mutex
	sums map[string]source.Sum
}

// compare returns the paths whose sums differ from those in the ledger, and writes the new ones. All files must
// have been made.
func (l *ledger) compare(files []*file) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var changed []string
	now := make(map[string]source.Sum, len(files))
	for _, f := range files {
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
	return changed
}
