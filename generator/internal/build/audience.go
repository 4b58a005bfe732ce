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
func (o Options) cut(r *reading, all []*text) error {
	audiences := r.config.Audiences
	reach := slices.Index(audiences, o.Audience)
	if o.Audience != "" && reach < 0 {
		known := "handbook.yaml lists no audiences"
		if len(audiences) > 0 {
			known = "handbook.yaml lists " + strings.Join(audiences, ", ")
		}
		return fmt.Errorf("--audience %q: no such audience; %s", o.Audience, known)
	}
	r.texts = make([]*text, 0, len(all))
	r.input.Docs = make([]*content.Document, 0, len(all))
	var withheld []*content.Document
	for _, t := range all {
		hidden := t.doc.Meta.Draft && !o.Drafts
		if a := t.doc.Meta.Audience; a != "" && len(audiences) > 0 {
			i := slices.Index(audiences, a)
			hidden = hidden || i < 0 || i > reach
		}
		if hidden {
			withheld = append(withheld, t.doc)
			r.input.Cut = append(r.input.Cut, t.doc.Path)
		} else {
			r.texts = append(r.texts, t)
			r.input.Docs = append(r.input.Docs, t.doc)
		}
	}
	r.input.Withheld = filesOf(withheld)
	return nil
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
