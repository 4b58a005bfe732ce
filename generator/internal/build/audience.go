package build

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/content"
)

// cut parts the documents that the site may show from those that it must not even mention: drafts, and pages
// for narrower audiences than the one the site is for. It stands before linking, so that no list, backlink,
// twin or index can hold anything of them.
//
// Audiences are ordered, narrow last. A page without one is for everybody. A site without one is for everybody
// too, and shows only such pages. Where the handbook configures no audiences, the key means nothing (B106).
func (b *Builder) cut(docs []*content.Document, cfg *content.Config) (visible, withheld []*content.Document, err error) {
	reach := slices.Index(cfg.Audiences, b.Options.Audience)
	if b.Options.Audience != "" && reach < 0 {
		known := "handbook.yaml lists no audiences"
		if len(cfg.Audiences) > 0 {
			known = "handbook.yaml lists " + strings.Join(cfg.Audiences, ", ")
		}
		return nil, nil, fmt.Errorf("--audience %q: no such audience; %s", b.Options.Audience, known)
	}
	for _, d := range docs {
		hidden := d.Meta.Draft && !b.Options.Drafts
		if a := d.Meta.Audience; a != "" && len(cfg.Audiences) > 0 {
			i := slices.Index(cfg.Audiences, a)
			hidden = hidden || i < 0 || i > reach
		}
		if hidden {
			withheld = append(withheld, d)
		} else {
			visible = append(visible, d)
		}
	}
	return visible, withheld, nil
}

// filesOf returns the paths that documents link to, as far as they are relative: images and files that must
// not be copied merely because they lie beside a page that is shown.
func filesOf(docs []*content.Document) []string {
	var out []string
	for _, d := range docs {
		for _, l := range d.Text.Links {
			if p, ok := content.RelativePath(d.Folder, l.Dest); ok {
				out = append(out, path.Clean(p))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
