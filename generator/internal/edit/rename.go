package edit

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/build"
	"baton/generator/internal/diag"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
	"baton/generator/internal/typo"
)

// Renamed is a page or a heading that has moved with everything that leads to it, worked out and not yet written.
type Renamed struct {
	Changes  []Change       // what moves first
	Links    map[string]int // links and names that were rewritten, by path of the file that they stand in
	Old, New string         // paths, with fragments
	Kept     string         // what leads here from the old place: its address or its id; "" if nothing has to
	Alias    string         // its old name, if it stays one since something knows it by that alone; else ""
}

// Rename works out how a page moves, or how a heading is called otherwise. Old is the path of a page, perhaps with
// the id of a heading; new is another path, a folder that ends with a slash, or for a heading its new text, or "#"
// and its new id. Every link and every name that led there still does, and so does the old address. What cannot be
// kept so is a refusal.
func Rename(snap *source.Snapshot, old, new string) (*Renamed, error) {
	h, err := link(snap)
	if err != nil {
		return nil, err
	}
	file, id, isHeading := strings.Cut(old, "#")
	p, err := h.find(file)
	if err != nil {
		return nil, err
	}
	if isHeading {
		return h.renameHeading(p, id, new)
	}
	to, err := h.target(p, new)
	if err != nil {
		return nil, err
	}
	return h.move(p, to)
}

// find returns the page that an author means by a path, with or without its extension.
func (h *handbook) find(file string) (*site.Page, error) {
	file = path.Clean(file)
	for _, name := range []string{file, file + ".md", file + ".markdown"} {
		if p := h.page(name); p != nil {
			return p, nil
		}
	}
	if h.isFolder(file) {
		return nil, refuse("%q is a folder, and pages are renamed one at a time", file).hint("name a page in it, such as %q", h.firstIn(file))
	}
	if h.snap.File(file) != nil {
		return nil, refuse("%q is no page", file).hint("only pages are renamed; other files have no address of their own to keep")
	}
	var names []string
	for _, p := range h.site.Pages {
		names = append(names, p.Doc.Path)
	}
	r := refuse("there is no page %q", file).hint("name it by its path in the source folder, such as roles/lead.md")
	if near := typo.Closest(file, names, 1); len(near) > 0 {
		r.Hint = fmt.Sprintf("did you mean %q?", near[0])
	} else if i := slices.IndexFunc(names, func(n string) bool { return path.Base(n) == path.Base(file) || path.Base(n) == path.Base(file)+".md" }); i >= 0 {
		r.Hint = fmt.Sprintf("did you mean %q?", names[i])
	}
	return nil, r
}

func (h *handbook) isFolder(name string) bool { return h.firstIn(name) != "" }

// firstIn is the path of the first file in a folder, "" if there is no such folder.
func (h *handbook) firstIn(folder string) string {
	for _, f := range h.snap.Files {
		if strings.HasPrefix(f.Path, folder+"/") {
			return f.Path
		}
	}
	return ""
}

// target is the path that a page shall have.
func (h *handbook) target(p *site.Page, new string) (string, error) {
	ext := path.Ext(p.Doc.Path)
	to := path.Clean(new)
	switch {
	case strings.HasSuffix(new, "/") || to == "." || h.isFolder(to) && h.page(to+ext) != p:
		to = path.Join(to, path.Base(p.Doc.Path))
	case !strings.EqualFold(path.Ext(to), ".md") && !strings.EqualFold(path.Ext(to), ".markdown"):
		to += ext
	}
	switch {
	case !fs.ValidPath(to) || strings.ContainsAny(to, "\\\x00"):
		return "", refuse("%q leads out of the handbook", new)
	case to == p.Doc.Path:
		return "", refuse("%q is called that already", to)
	}
	for name := range strings.SplitSeq(to, "/") {
		if source.Ignored(name, false) || source.Ignored(name, true) {
			return "", refuse("%q would be no page of the handbook: names like %q are passed over", to, name)
		}
	}
	if there := h.taken(to); there != "" && there != p.Doc.Path {
		return "", refuse("%q is there already", there).hint("choose another name; nothing was written")
	}
	return to, nil
}

// move moves a page to another path.
func (h *handbook) move(p *site.Page, to string) (*Renamed, error) {
	from := p.Doc.Path
	m := h.newMoving(p, to)
	if err := m.relink(); err != nil {
		return nil, err
	}
	now := m.next.page(to)
	if now == nil {
		return nil, refuse("%q would be no page of the handbook: it is on the ignore list", to)
	}
	// What the folder gave the page it has to say itself now.
	if now.Kind != p.Kind {
		m.set(to, frontWith(m.data(to), "kind", string(p.Kind)))
	}
	kept := ""
	if now.Address != p.Address {
		m.set(to, frontWithout(m.data(to), "redirect_from", now.Address))
		if !strings.EqualFold(now.Address, p.Address) {
			plain := m.data(to)
			m.set(to, frontAppend(plain, "redirect_from", p.Address))
			kept = p.Address
			if err := m.relink(); err != nil {
				return nil, err
			}
			if clash(m.next.diags, to) && !clash(h.diags, from) { // something else is at the old address from now on
				m.set(to, plain)
				kept = ""
			}
		}
	}
	m.renameIn(build.LockFile, quoted(from)+":", quoted(to)+":")
	return m.finish(&Renamed{Old: from, New: to, Kept: kept})
}

// clash reports whether an address of a file is somebody else's, too.
func clash(list diag.List, file string) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.TwoSources && d.Pos.File == file })
}

// A moving is a handbook whose files are being changed. It begins with what moves; whatever led there is then
// brought after it, until the linker finds everything at the same place as before.
type moving struct {
	h         *handbook
	next      *handbook // as it is with the changes so far
	old       *site.Page
	from, to  string                  // paths
	id, newID string                  // of a heading that gets another id; "" if none does
	files     map[string][]byte       // changed files, by their new paths
	links     map[string]map[int]bool // by new path, by place: what was rewritten
	tried     map[string]int          // by new path and index of the link: spellings that have been tried
}

func (h *handbook) newMoving(p *site.Page, to string) *moving {
	m := &moving{h: h, old: p, from: p.Doc.Path, to: to, files: map[string][]byte{}, links: map[string]map[int]bool{}, tried: map[string]int{}}
	m.files[to] = h.snap.File(p.Doc.Path).Data
	return m
}

// data is a file as it is now, by its new path.
func (m *moving) data(file string) []byte {
	if data, ok := m.files[file]; ok {
		return data
	}
	if f := m.h.snap.File(file); f != nil {
		return f.Data
	}
	return nil
}

func (m *moving) set(file string, data []byte) { m.files[file] = data }

// renameIn replaces words in a file that is no page.
func (m *moving) renameIn(file, old, new string) {
	if data := string(m.data(file)); strings.Contains(data, old) {
		m.set(file, []byte(strings.ReplaceAll(data, old, new)))
	}
}

// forward is the path that a file has now, back the one that it had; they do the same with the id.
func (m *moving) forward(file, fragment string) (string, string) {
	if file != m.from {
		return file, fragment
	}
	if fragment == m.id && m.id != "" {
		fragment = m.newID
	}
	return m.to, fragment
}

func (m *moving) back(file, fragment string) string {
	if file != m.to {
		return address(file, fragment)
	}
	if fragment == m.newID && m.newID != "" {
		fragment = m.id
	}
	return address(m.from, fragment)
}

// changes are those so far, that of what moves first.
func (m *moving) changes() []Change {
	var all []Change
	for file, data := range m.files {
		was := file
		if file == m.to {
			was = m.from
		}
		f := m.h.snap.File(was)
		if was == file && string(f.Data) == string(data) {
			continue
		}
		c := Change{Path: file, Was: &f.Sum, Data: data}
		if was != file {
			c.From = was
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b Change) int {
		if (a.Path == m.to) != (b.Path == m.to) {
			if a.Path == m.to {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Path, b.Path)
	})
	return all
}

func (m *moving) relink() (err error) {
	m.next, err = m.h.after(m.changes())
	return err
}

// finish brings after what moves all that led there, and lets the linker judge the whole.
func (m *moving) finish(r *Renamed) (*Renamed, error) {
	if err := m.follow(); err != nil {
		return nil, err
	}
	why := m.verdict()
	if name := m.lostName(); why != nil && name != "" {
		// A name stands somewhere where only a reader of scores would find it: it becomes an alias.
		m.set(m.to, frontAppend(m.data(m.to), "aliases", name))
		if err := m.relink(); err != nil {
			return nil, err
		}
		why, r.Alias = m.verdict(), name
	}
	if why != nil {
		return nil, why
	}
	r.Changes, r.Links = m.changes(), map[string]int{}
	for file, places := range m.links {
		r.Links[file] = len(places)
	}
	return r, nil
}

// lostName is the name by which what moves was known and is not any more, "" if it has kept it.
func (m *moving) lostName() string {
	now := m.next.page(m.to)
	switch {
	case now == nil:
	case now.Doc.Stem != m.old.Doc.Stem:
		return m.old.Doc.Stem
	case now.Title != m.old.Title:
		return m.old.Title
	}
	return ""
}

// verdict is why the handbook may not stay as it is now, nil if it may.
func (m *moving) verdict() *Refusal {
	what := fmt.Sprintf("renaming %q", address(m.from, m.id))
	now := m.next.page(m.to)
	if now == nil || now.Kind != m.old.Kind {
		return refuse("%s would make it something else than a %s", what, m.old.Kind).hint("nothing was written")
	}
	if lost := m.h.strayed(m.next, m.back); len(lost) > 0 {
		return refuse("%s would break what another place says: %s: %s", what, lost[0].pos, lost[0].what).
			hint("write that as a link with a path, and try again; nothing was written")
	}
	if news := m.h.news(m.next, map[string]string{m.to: m.from}); len(news) > 0 {
		r := refuse("%s would bring findings to the handbook", what).hint("nothing was written")
		r.Findings = news
		return r
	}
	return nil
}
