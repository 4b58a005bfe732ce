// Package build is the pipeline: a snapshot of the sources in, the files of the site and all diagnostics out.
//
// There is one way to build, and it remembers: see Engine. Publishing, checking and serving differ in what they do
// with its result.
package build

import (
	"io/fs"

	"baton/generator/internal/diag"
	"baton/generator/internal/publish"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// Builder builds handbooks with an engine that remembers nothing.
type Builder struct {
	Layouts fs.FS // templates, styles and scripts
	Options Options
}

// Result is a site. Its files are complete even when there are errors, so that an author can look; they must
// not be published if Diags.Unsafe().
type Result struct {
	Site  *site.Site
	Files []publish.File // sorted by path
	Diags diag.List      // sorted; severities as handbook.yaml wants them
}

// Build makes the site of a snapshot. Errors are those of Engine.Build and of rendering.
func (b *Builder) Build(snap *source.Snapshot) (Result, error) {
	e := Engine{Options: b.Options}
	g, err := e.Build(Inputs{Content: snap, Layouts: b.Layouts})
	if err != nil {
		return Result{}, err
	}
	files, err := g.Files()
	if err != nil {
		return Result{}, err
	}
	return Result{Site: g.Site, Files: files, Diags: g.Diags}, nil
}

// Weigh gives findings the severities that the handbook wants and drops those that it wants off. What makes
// publishing unsafe cannot be made lighter.
func Weigh(diags diag.List, checks map[diag.Code]diag.Severity) diag.List {
	out := make(diag.List, 0, len(diags))
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
