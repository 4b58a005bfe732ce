package site

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// resolver leads the links of one document to their targets.
type resolver struct {
	*linker
	page     *Page
	wanted   map[*markdown.Link]bool // links that stand where a role is wanted; made when first needed
	findings findings
}

// resolve gives every link of p a target, and reports the links that have none or a doubtful one.
func (l *linker) resolve(p *Page) {
	r := resolver{linker: l, page: p}
	p.targets = make([]Target, len(p.Doc.Text.Links))
	for i, link := range p.Doc.Text.Links {
		p.targets[i] = r.target(link)
	}
	l.Diags.Add(r.findings.list()...)
}

func (r *resolver) target(l *markdown.Link) Target {
	switch l.Kind {
	case markdown.Wiki:
		return r.wiki(l)
	case markdown.Undefined:
		r.report(l, diag.UndefinedReference, "reference %q is not defined", l.Dest)
		return Target{Broken: "no such reference"}
	}
	s := r.inside(strings.TrimSpace(l.Dest))
	switch natureOf(s) {
	case empty:
		if !isSummary(r.page.Doc) { // where it is a chapter that is still to be written
			r.report(l, diag.EmptyLink, "link or image %q leads nowhere", l.Text)
		}
		return Target{Broken: "leads nowhere"}
	case template:
		return Target{Broken: "an address that is not filled in"} // what prints literally is reported by itself
	case elsewhere:
		return Target{External: s}
	case forbidden:
		if isImage(l) && isPicture(s) {
			return Target{External: s}
		}
		return Target{Unlinked: true}
	}
	if l.Kind == markdown.Auto && strings.Contains(s, "@") {
		return Target{External: "mailto:" + s}
	}
	return r.internal(l, s)
}

// inside makes an address of this very site, as base-url says where it is, one that counts from its root.
func (r *resolver) inside(s string) string {
	base := r.Config.BaseURL
	if base == "" || len(s) < len(base)-1 || !strings.EqualFold(s[:len(base)-1], base[:len(base)-1]) {
		return s
	}
	switch rest := s[len(base)-1:]; {
	case rest == "":
		return "/"
	case strings.ContainsRune("/#?", rune(rest[0])):
		return "/" + strings.TrimLeft(rest, "/")
	}
	return s
}

// internal resolves a destination that names a place in this site.
func (r *resolver) internal(l *markdown.Link, s string) Target {
	d := parseDest(s)
	if d.path == "" {
		return r.onPage(l, d, r.page)
	}
	found, ok := r.search(d)
	switch {
	case !ok:
		return r.unknown(l, d)
	case found.cut:
		r.report(l, diag.UnknownPage, "%s: the page is a draft or restricted, and not in this site", shown(l))
		return Target{Broken: "no such page"}
	case found.redirect != nil:
		return r.moved(l, d, found.redirect)
	case found.folded:
		r.report(l, diag.CaseMismatch, "%s differs in case only from %q", shown(l), found.source()).
			WithHint("write %s", r.spell(d, found.spot, d.fragment)).
			mend(r, l, r.write(d, found.spot, d.fragment))
	}
	switch {
	case found.asset != "":
		return r.file(d, found.asset)
	case found.section != nil:
		return r.onList(l, d, found.section)
	}
	return r.onPage(l, d, found.page)
}

// hit is where a search ended.
type hit struct {
	spot
	redirect *oldAddress
	folded   bool // found only by ignoring case
}

// search finds what a destination names.
func (r *resolver) search(d dest) (hit, bool) {
	if k, ok := r.literal(d); ok {
		if s, ok := r.atlas.find(k); ok {
			return hit{spot: s}, true
		}
		if old := r.old[oldKey(k)]; old != nil {
			return hit{redirect: old}, true
		}
	}
	keys := r.keys(d)
	for _, k := range keys {
		if s, ok := r.atlas.find(k); ok {
			return hit{spot: s}, true
		}
	}
	for _, k := range keys {
		if s, ok := r.atlas.findFolded(k); ok {
			return hit{spot: s, folded: true}, true
		}
	}
	return hit{}, false
}

// literal is the path that a destination means as it is written; false if that leads out of the source folder.
func (r *resolver) literal(d dest) (string, bool) {
	if d.absolute {
		return within("", strings.TrimLeft(d.path, "/"))
	}
	return within(r.page.Doc.Folder, d.path)
}

// keys are the paths that a destination may mean, likeliest first.
//
// A relative one counts from the folder of its file, as on a forge; failing that, and unless it names a file of
// Markdown, from the address of its page, as in a browser. An absolute one counts from the root of the content;
// failing that, from a folder above its file: many a repository keeps its content in docs or content, and writes
// links as if that were the root.
func (r *resolver) keys(d dest) []string {
	var keys []string
	add := func(folder, relative string) {
		if k, ok := within(folder, strings.TrimLeft(relative, "/")); ok && !slices.Contains(keys, k) {
			keys = append(keys, k)
		}
	}
	folder := r.page.Doc.Folder
	if d.absolute {
		add("", d.path)
		for i, c := range folder + "/" {
			if c == '/' && i > 0 {
				add(folder[:i], d.path)
			}
		}
		add("", d.raw)
		return keys
	}
	add(folder, d.path)
	add(folder, d.raw) // the percent sign is in the name
	if path.Ext(d.path) != ".md" {
		add(strings.Trim(r.page.Address, "/"), d.path)
	}
	return keys
}

// moved resolves a link to an old address. The link's own fragment goes before the redirect's.
func (r *resolver) moved(l *markdown.Link, d dest, to *oldAddress) Target {
	if to.silent {
		return r.onPage(l, d, to.To)
	}
	report := r.report(l, diag.OldAddress, "%s: this address has moved", shown(l))
	if to.To == nil {
		report.WithHint("write %q", to.Address).mend(r, l, to.Address)
		return r.redirected(to)
	}
	if d.fragment == "" {
		d.fragment = to.Fragment
	}
	report.WithHint("write %s", r.spell(d, spot{page: to.To}, d.fragment)).
		mend(r, l, r.write(d, spot{page: to.To}, d.fragment))
	return r.onPage(l, d, to.To)
}

// redirected is the target of a link to an old address that leads to no page.
func (r *resolver) redirected(to *oldAddress) Target {
	switch s, ok := r.atlas.find(to.Address); {
	case natureOf(to.Address) == elsewhere || !ok:
		return Target{External: to.Address}
	case s.section != nil:
		return Target{Section: s.section}
	}
	return Target{Asset: to.Address}
}

// file resolves a link to a file that is no page.
func (r *resolver) file(d dest, p string) Target {
	r.linked[p] = true
	if r.displaced[p] != "" {
		return Target{Broken: "the file is left out"} // which is reported where it stands
	}
	return Target{Asset: fileAddress(p), Fragment: d.fragment}
}

// onList resolves a link to a folder without a page: there is a list of what is in it, without headings.
func (r *resolver) onList(l *markdown.Link, d dest, s *Section) Target {
	if d.fragment != "" && !isTop(d.fragment) {
		r.report(l, diag.UnknownHeading, "%s: folder %q has no page, and so no headings", shown(l), s.Folder)
	}
	return Target{Section: s}
}

func isImage(l *markdown.Link) bool { return l.Kind == markdown.Image || l.Kind == markdown.HTMLImage }

// shown is what a message calls a link.
func shown(l *markdown.Link) string {
	switch {
	case l.Kind == markdown.Wiki:
		return "link to [[" + l.Dest + "]]"
	case isImage(l):
		return "image " + strconv.Quote(l.Dest)
	}
	return "link to " + strconv.Quote(l.Dest)
}

// findings gathers what is wrong with the links of one document. What is said twice of one file is one finding
// that counts.
type findings struct {
	all   []*finding
	index map[string]*finding
}

type finding struct {
	diag.Diagnostic
	times int
}

// WithHint gives the finding a hint.
func (f *finding) WithHint(format string, args ...any) *finding {
	f.Diagnostic = f.Diagnostic.WithHint(format, args...)
	return f
}

// mend gives the finding its remedy: another destination of the link. It is that of the link that was found first.
func (f *finding) mend(r *resolver, l *markdown.Link, dest string) {
	if f.times == 1 {
		f.Fix = r.page.Doc.Text.Mend(f.Pos, l.Dest, dest)
	}
}

// report notes a finding about a link.
func (r *resolver) report(l *markdown.Link, code diag.Code, format string, args ...any) *finding {
	pos := r.page.Doc.Text.Pos(l.Offset, l.End)
	d := diag.New(code, pos, format, args...)
	key := string(code) + d.Message
	if known := r.findings.index[key]; known != nil {
		known.times++
		if len(known.Related) < maxRelated {
			known.Related = append(known.Related, pos)
		}
		return known
	}
	if r.findings.index == nil {
		r.findings.index = map[string]*finding{}
	}
	f := &finding{Diagnostic: d, times: 1}
	r.findings.index[key] = f
	r.findings.all = append(r.findings.all, f)
	return f
}

// maxRelated is how many other places a finding names.
const maxRelated = 9

func (f *findings) list() diag.List {
	var out diag.List
	for _, one := range f.all {
		if one.times > 1 {
			one.Message += fmt.Sprintf(" (%d times)", one.times)
		}
		out.Add(one.Diagnostic)
	}
	return out
}
