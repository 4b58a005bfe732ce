package edit

import (
	"fmt"
	"slices"

	"baton/generator/internal/build"
	"baton/generator/internal/diag"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// A handbook is a snapshot that has been linked: once with all that is in it, and once as everybody sees it.
type handbook struct {
	snap   *source.Snapshot
	site   *site.Site // with drafts, for the narrowest audience
	diags  diag.List  // of site
	public diag.List  // without drafts, for everybody
	asks   map[*site.Page][]*site.Ask
	stems  map[string]*site.Role
	said   map[*site.Page][]tie // what its pages say of others; made when it is first needed
	judges *judges
}

// judges remember what they have parsed: from one change to the next nearly everything stays.
type judges struct{ all, public build.Engine }

func link(snap *source.Snapshot) (*handbook, error) {
	return (&judges{all: build.Engine{Options: build.Everything(snap)}}).link(snap)
}

func (j *judges) link(snap *source.Snapshot) (*handbook, error) {
	h := &handbook{snap: snap, asks: map[*site.Page][]*site.Ask{}, stems: map[string]*site.Role{}, judges: j}
	var err error
	if h.site, h.diags, err = j.all.Linked(snap); err != nil {
		return nil, err
	}
	for _, r := range h.site.Roles {
		h.stems[r.Stem] = r
	}
	for _, a := range h.site.Asks {
		h.asks[a.Page] = append(h.asks[a.Page], a)
	}
	h.public = h.diags
	hides := func(p *site.Page) bool { return p.Doc.Meta.Draft || p.Doc.Meta.Audience != "" }
	if slices.ContainsFunc(h.pages(), hides) {
		_, h.public, err = j.public.Linked(snap)
	}
	return h, err
}

// after is the handbook with changes made to it.
func (h *handbook) after(changes []Change) (*handbook, error) {
	return h.judges.link(apply(h.snap, changes))
}

// page returns the page of a document, nil if there is none.
func (h *handbook) page(path string) *site.Page {
	for _, p := range h.site.Pages {
		if p.Doc.Path == path {
			return p
		}
	}
	return nil
}

// news returns the findings that next has and h has not. A finding is known again by its code, severity and file;
// where moved names files by their new path, they are the old ones. What is said of several places at once counts
// as often as there are places. Pages without an owner are said of a folder at once, at whichever stands first, so
// they are counted.
func (h *handbook) news(next *handbook, moved map[string]string) diag.List {
	moreUnowned := next.unowned() > h.unowned()
	known := func(d diag.Diagnostic) bool { return d.Code == diag.PageWithoutOwner && !moreUnowned }
	if fresh := slices.DeleteFunc(more(h.diags, next.diags, moved), known); len(fresh) > 0 {
		return fresh
	}
	return slices.DeleteFunc(more(h.public, next.public, moved), known)
}

// unowned is how many pages lack an owner, once any has one.
func (h *handbook) unowned() int {
	without := 0
	for _, p := range h.site.Pages {
		if p.OwnerText == "" {
			without++
		}
	}
	if without == len(h.site.Pages) {
		return 0
	}
	return without
}

// more returns the findings of now that old has not, as far as news knows them again. Some are about a name and stand
// at the first page that has it: these have moved if the same words are missed elsewhere.
func more(old, now diag.List, moved map[string]string) diag.List {
	key := func(d diag.Diagnostic, file string) string {
		if was, ok := moved[file]; ok {
			file = was
		}
		return fmt.Sprintf("%s %d %s", d.Code, d.Severity, file)
	}
	known := map[string]int{}
	for _, d := range old {
		for _, file := range filesOf(d) {
			known[key(d, file)]++
		}
	}
	var fresh diag.List
	for _, d := range now {
		isNew := false
		for _, file := range filesOf(d) {
			known[key(d, file)]--
			isNew = isNew || known[key(d, file)] < 0
		}
		if isNew {
			fresh.Add(d)
		}
	}
	return slices.DeleteFunc(fresh, func(d diag.Diagnostic) bool {
		i := slices.IndexFunc(old, func(o diag.Diagnostic) bool {
			return o.Code == d.Code && o.Message == d.Message && known[key(o, o.Pos.File)] > 0
		})
		if i >= 0 {
			known[key(old[i], old[i].Pos.File)]--
		}
		return i >= 0
	})
}

// filesOf are the files that a finding is about, as often as there are places.
func filesOf(d diag.Diagnostic) []string {
	files := []string{d.Pos.File}
	for _, r := range d.Related {
		files = append(files, r.File)
	}
	return files
}
