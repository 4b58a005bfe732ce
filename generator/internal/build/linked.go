package build

import (
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// Linked is the linked handbook of a snapshot with its findings, as Build has them but for those about assets:
// what is needed to judge a change to the sources before it is made. No page is rendered; parses are remembered.
func (e *Engine) Linked(snap *source.Snapshot) (*site.Site, diag.List, error) {
	r, err := e.read(snap)
	if err != nil {
		return nil, nil, err
	}
	s := site.Link(r.input)
	diags := Weigh(slices.Concat(r.diags, s.Diags), r.config.Checks)
	diags.Sort()
	return s, diags, nil
}

// Everything returns the options under which nothing is cut out of a handbook: drafts stay, and it is made for the
// narrowest audience.
func Everything(snap *source.Snapshot) Options {
	o := Options{Drafts: true}
	if cfg, _ := content.ReadConfig(snap.File(ConfigFile)); len(cfg.Audiences) > 0 {
		o.Audience = cfg.Audiences[len(cfg.Audiences)-1]
	}
	return o
}
