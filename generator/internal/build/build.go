// Package build is the pipeline: a snapshot of the sources in, the files of the site and all diagnostics out.
//
// There is one way to build. Publishing, checking and serving call the same function and differ in what they
// do with its result.
package build

import (
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/publish"
	"baton/generator/internal/render"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// Names of the files of a source folder that are read for what they configure, and never published.
const (
	ConfigFile = "handbook.yaml"
	FeltFile   = "felt.yaml"
	LockFile   = "checklists.lock.json"
)

// Builder builds handbooks. The zero memory is a clean build.
type Builder struct {
	Layouts fs.FS // templates, styles and scripts
	Options Options
}

// Options are the choices of the command line. They are inputs like any other.
type Options struct {
	BaseURL  string // overrides base-url of handbook.yaml
	Audience string // whom the site is for: pages for narrower audiences are cut out
	Drafts   bool   // keep drafts
	Jobs     int    // how many pages at a time; 0: as many as there are cores. Never changes the result.
}

// Result is a site. Its files are complete even when there are errors, so that an author can look; they must
// not be published if Diags.Unsafe().
type Result struct {
	Site  *site.Site
	Files []publish.File // sorted by path
	Diags diag.List      // sorted; severities as handbook.yaml wants them
}

// Build makes the site of a snapshot. What an author can mend is a diagnostic. An error means that the layouts
// are broken, or Baton itself, or that an option does not fit the handbook.
func (b *Builder) Build(snap *source.Snapshot) (Result, error) {
	in, diags, err := b.read(snap)
	if err != nil {
		return Result{}, err
	}
	s := site.Link(in)
	diags = append(diags, s.Diags...)

	assets, err := asset.Bundle(b.Layouts, in.Config)
	if err != nil {
		return Result{}, err
	}
	diags.Add(assets.Diags...)
	r, err := render.New(b.Layouts, s, assets)
	if err != nil {
		return Result{}, err
	}
	files, err := r.All(b.jobs())
	if err != nil {
		return Result{}, err
	}
	files = append(files, assets.Files...)
	for _, a := range s.Assets {
		files = append(files, publish.File{Path: strings.TrimPrefix(a.Address, "/"), Data: snap.File(a.Path).Data})
	}
	slices.SortFunc(files, func(a, b publish.File) int { return strings.Compare(a.Path, b.Path) })

	diags = Weigh(diags, in.Config.Checks)
	diags.Sort()
	return Result{Site: s, Files: files, Diags: diags}, nil
}

func (b *Builder) jobs() int {
	if b.Options.Jobs > 0 {
		return b.Options.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// read parses the snapshot into what linking looks at: documents that may be shown, and the names of files.
func (b *Builder) read(snap *source.Snapshot) (site.Input, diag.List, error) {
	diags := slices.Clone(snap.Diags)
	cfg, d := content.ReadConfig(snap.File(ConfigFile))
	diags.Add(d...)
	if b.Options.BaseURL != "" {
		base, err := content.ParseBaseURL(b.Options.BaseURL)
		if err != nil {
			return site.Input{}, nil, fmt.Errorf("--base-url: %w", err)
		}
		cfg.BaseURL = base
	}
	in := site.Input{Config: cfg, Lock: snap.File(LockFile)}
	if f := snap.File(FeltFile); f != nil {
		felt, d := content.ReadFelt(*f)
		in.Felt = felt
		diags.Add(d...)
	}

	var texts []source.File
	for _, f := range snap.Files {
		switch {
		case f.Path == ConfigFile || f.Path == FeltFile || f.Path == LockFile || cfg.Ignores(f.Path):
		case isMarkdown(f.Path):
			texts = append(texts, f)
		default:
			in.Files = append(in.Files, f.Path)
			if strings.EqualFold(path.Ext(f.Path), ".svg") && site.ScriptInSVG(f.Data) {
				in.Scripted = append(in.Scripted, f.Path)
			}
		}
	}
	docs := b.parse(texts, cfg)
	for _, doc := range docs {
		diags.Add(doc.Diags...)
	}
	visible, withheld, err := b.cut(docs, cfg)
	if err != nil {
		return site.Input{}, nil, err
	}
	in.Docs = visible
	in.Withheld = filesOf(withheld)
	for _, d := range withheld {
		in.Cut = append(in.Cut, d.Path)
	}
	return in, diags, nil
}

func isMarkdown(p string) bool {
	switch strings.ToLower(path.Ext(p)) {
	case ".md", ".markdown":
		return true
	}
	return false
}

// parse reads each file alone; the order of the result is that of files.
func (b *Builder) parse(files []source.File, cfg *content.Config) []*content.Document {
	docs := make([]*content.Document, len(files))
	work := make(chan int)
	var wg sync.WaitGroup
	for range min(b.jobs(), max(len(files), 1)) {
		wg.Go(func() {
			for i := range work {
				docs[i] = content.Parse(files[i], cfg)
			}
		})
	}
	for i := range files {
		work <- i
	}
	close(work)
	wg.Wait()
	return docs
}

// Weigh gives findings the severities that the handbook wants and drops those that it wants off. What makes
// publishing unsafe cannot be made lighter.
func Weigh(diags diag.List, checks map[diag.Code]diag.Severity) diag.List {
	var out diag.List
	for _, d := range diags {
		if s, ok := checks[d.Code]; ok && !d.Unsafe {
			d.Severity = s
		}
		if d.Severity != diag.Off {
			out = append(out, d)
		}
	}
	return out
}
