package build

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// Names of the files of a source folder that are read for what they configure, and never published.
const (
	ConfigFile = "handbook.yaml"
	FeltFile   = "felt.yaml"
	LockFile   = "checklists.lock.json"
)

// A reading is a snapshot as linking looks at it.
type reading struct {
	input  site.Input
	texts  []*text // of input.Docs, in their order
	config *config
	felt   source.Sum // zero if there is none
	lock   source.Sum
	diags  diag.List // of reading and parsing
	parsed []string  // paths of the documents that were not remembered; sorted
}

// sameAround reports whether two readings differ in documents alone, and have as many.
func (r *reading) sameAround(other *reading) bool {
	return r.config.sum == other.config.sum && r.felt == other.felt && r.lock == other.lock &&
		len(r.texts) == len(other.texts) &&
		slices.Equal(r.input.Files, other.input.Files) && slices.Equal(r.input.Scripted, other.input.Scripted) &&
		slices.Equal(r.input.Cut, other.input.Cut) && slices.Equal(r.input.Withheld, other.input.Withheld)
}

// A text is a document with the sum of the bytes that it was parsed from.
type text struct {
	sum   source.Sum
	doc   *content.Document        // perhaps without the blocks of its text: see known
	whole func() *content.Document // with them
	face  source.Sum               // see site.Face
	plain bool                     // it has a face
}

func newText(sum source.Sum, doc *content.Document) *text {
	t := &text{sum: sum, doc: doc, whole: func() *content.Document { return doc }}
	t.face, t.plain = site.Face(doc)
	return t
}

// texts are the parses that are remembered: those of the newest snapshot.
type texts struct {
	config *config // with which they were parsed
	byPath map[string]*text
}

// config is handbook.yaml.
type config struct {
	sum source.Sum // zero if there is no such file
	*content.Config
	diags diag.List
}

// read parses what is new of the snapshot, and cuts out what may not be shown.
func (e *Engine) read(snap *source.Snapshot) (*reading, error) {
	cfg, err := e.readConfig(snap)
	if err != nil {
		return nil, err
	}
	r := &reading{config: cfg, diags: slices.Concat(snap.Diags, cfg.diags)}
	r.input = site.Input{Config: cfg.Config, Lock: snap.File(LockFile)}
	if r.input.Lock != nil {
		r.lock = r.input.Lock.Sum
	}
	if f := snap.File(FeltFile); f != nil {
		felt, diags := content.ReadFelt(*f)
		r.input.Felt, r.felt = felt, f.Sum
		r.diags.Add(diags...)
	}
	files := make([]*source.File, 0, len(snap.Files))
	for i := range snap.Files {
		f := &snap.Files[i]
		switch {
		case f.Path == ConfigFile || f.Path == FeltFile || f.Path == LockFile || cfg.Ignores(f.Path):
		case isMarkdown(f.Path):
			files = append(files, f)
		default:
			r.input.Files = append(r.input.Files, f.Path)
			if strings.EqualFold(path.Ext(f.Path), ".svg") && site.ScriptInSVG(f.Data) {
				r.input.Scripted = append(r.input.Scripted, f.Path)
			}
		}
	}
	all := e.parse(r, files)
	n := 0
	for _, t := range all {
		n += len(t.doc.Diags)
	}
	r.diags = slices.Grow(r.diags, n)
	for _, t := range all {
		r.diags.Add(t.doc.Diags...)
	}
	return r, e.Options.cut(r, all)
}

// readConfig reads handbook.yaml, unless it is the one that is remembered.
func (e *Engine) readConfig(snap *source.Snapshot) (*config, error) {
	f := snap.File(ConfigFile)
	var sum source.Sum
	if f != nil {
		sum = f.Sum
	}
	if known := e.texts.config; known != nil && known.sum == sum {
		return known, nil
	}
	c := &config{sum: sum}
	c.Config, c.diags = content.ReadConfig(f)
	if e.Options.BaseURL != "" {
		base, err := content.ParseBaseURL(e.Options.BaseURL)
		if err != nil {
			return nil, fmt.Errorf("--base-url: %w", err)
		}
		c.BaseURL = base
	}
	return c, nil
}

func isMarkdown(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".md", ".markdown":
		return true
	}
	return false
}

// parse returns the parses of files, in their order, and remembers them and no others. Each is read alone.
func (e *Engine) parse(r *reading, files []*source.File) []*text {
	known := e.texts
	if known.config != r.config {
		known.byPath = nil // a parse depends on the configuration
	}
	all := make([]*text, len(files))
	var missing []int
	for i, f := range files {
		if t := known.byPath[f.Path]; t != nil && t.sum == f.Sum {
			all[i] = t
		} else {
			missing = append(missing, i)
		}
	}
	recalled := make([]bool, len(files))
	work := make(chan int)
	var wg sync.WaitGroup
	for range min(e.Options.jobs(), max(len(missing), 1)) {
		wg.Go(func() {
			for i := range work {
				if all[i] = e.known.recall(*files[i], r.config); all[i] != nil {
					recalled[i] = true
					continue
				}
				all[i] = newText(files[i].Sum, content.Parse(*files[i], r.config.Config))
			}
		})
	}
	for _, i := range missing {
		work <- i
	}
	close(work)
	wg.Wait()

	if known.byPath == nil {
		known.byPath = make(map[string]*text, len(all))
	}
	for _, i := range missing {
		known.byPath[all[i].doc.Path] = all[i]
		if !recalled[i] {
			r.parsed = append(r.parsed, all[i].doc.Path)
		}
	}
	if len(known.byPath) > len(all) { // some are gone
		clear(known.byPath)
		for _, t := range all {
			known.byPath[t.doc.Path] = t
		}
	}
	e.texts = texts{r.config, known.byPath}
	return all
}
