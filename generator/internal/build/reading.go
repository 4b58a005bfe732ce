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
	places []*text // by place in that snapshot, nil for other files
}

// at returns the parse of the file at a place of a snapshot, nil if it is not known. Most files stand where they stood
// in the snapshot before, and need not be looked for.
func (t *texts) at(i int, f *source.File) *text {
	if i < len(t.places) && t.places[i].is(f) {
		return t.places[i]
	}
	if known := t.byPath[f.Path]; known.is(f) {
		return known
	}
	return nil
}

// is reports whether t is the parse of a file.
func (t *text) is(f *source.File) bool { return t != nil && t.doc.Path == f.Path && t.sum == f.Sum }

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
	if e.texts.config != cfg {
		e.texts = texts{config: cfg, byPath: map[string]*text{}} // a parse depends on the configuration
	}
	places := make([]*text, len(snap.Files))
	var missing []int
	for i := range snap.Files {
		f := &snap.Files[i]
		if places[i] = e.texts.at(i, f); places[i] != nil {
			continue
		}
		switch {
		case f.Path == ConfigFile || f.Path == FeltFile || f.Path == LockFile || cfg.Ignores(f.Path):
		case isMarkdown(f.Path):
			missing = append(missing, i)
		default:
			r.input.Files = append(r.input.Files, f.Path)
			if strings.EqualFold(path.Ext(f.Path), ".svg") && site.ScriptInSVG(f.Data) {
				r.input.Scripted = append(r.input.Scripted, f.Path)
			}
		}
	}
	e.parse(r, snap.Files, places, missing)
	all := slices.DeleteFunc(slices.Clone(places), func(t *text) bool { return t == nil })
	e.texts.keep(places, all)
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

// parse parses the missing ones of files, each alone, and puts them into their places.
func (e *Engine) parse(r *reading, files []source.File, places []*text, missing []int) {
	recalled := make([]bool, len(missing))
	work := make(chan int)
	var wg sync.WaitGroup
	for range min(e.Options.jobs(), len(missing)) {
		wg.Go(func() {
			for n := range work {
				f, t := files[missing[n]], &places[missing[n]]
				if *t = e.known.recall(f, r.config); *t != nil {
					recalled[n] = true
					continue
				}
				*t = newText(f.Sum, content.Parse(f, r.config.Config))
			}
		})
	}
	for n := range missing {
		work <- n
	}
	close(work)
	wg.Wait()
	for n, i := range missing {
		e.texts.byPath[files[i].Path] = places[i]
		if !recalled[n] {
			r.parsed = append(r.parsed, files[i].Path)
		}
	}
}

// keep remembers the texts of a snapshot, and no others; byPath has them already.
func (t *texts) keep(places, all []*text) {
	t.places = places
	if len(t.byPath) > len(all) { // some are gone
		clear(t.byPath)
		for _, text := range all {
			t.byPath[text.doc.Path] = text
		}
	}
}
