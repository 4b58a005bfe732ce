package edit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"baton/generator/internal/build"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// mostRounds is how often links are rewritten and judged: once for each way to spell a destination, and some more.
const mostRounds = 12

// follow rewrites links and names until they all lead where they led.
func (m *moving) follow() error {
	if err := m.relink(); err != nil {
		return err
	}
	m.followNames()
	m.followConfig()
	for range mostRounds {
		if err := m.relink(); err != nil {
			return err
		}
		if done, err := m.followLinks(); done || err != nil {
			return err
		}
	}
	return nil // what is left is for the verdict
}

// followLinks rewrites each link that does not lead where it led, or does so with a finding.
func (m *moving) followLinks() (done bool, err error) {
	now := map[string]*site.Page{}
	for _, p := range m.next.pages() {
		now[p.Doc.Path] = p
	}
	bad := findingsAt(m.next.diags)
	wasBad := findingsAt(m.h.diags)
	done = true
	for _, p := range m.h.pages() {
		file, _ := m.forward(p.Doc.Path, "")
		q := now[file]
		if q == nil || len(q.Doc.Text.Links) != len(p.Doc.Text.Links) {
			return true, nil // the verdict says what is wrong
		}
		var fixes []*diag.Fix
		for i, l := range q.Doc.Text.Links {
			was := p.Doc.Text.Links[i]
			same := where(q.Target(l), m.back) == where(p.Target(was), address)
			worse := !within(bad[q.Doc.Text.Pos(l.Offset, l.End)], wasBad[p.Doc.Text.Pos(was.Offset, was.End)])
			if same && !worse || where(p.Target(was), address) == "" {
				continue
			}
			key := fmt.Sprint(file, "\x00", i)
			spellings := m.spellings(p, was, q)
			n := m.tried[key]
			if n >= len(spellings) {
				continue
			}
			m.tried[key]++
			done = false
			if fix := q.Doc.Text.Mend(q.Doc.Text.Pos(l.Offset, l.End), l.Dest, spellings[n]); fix != nil {
				fixes = append(fixes, fix)
				m.note(file, i)
			}
		}
		m.mend(file, fixes)
	}
	return done, nil
}

// note remembers that a link or name of a file has been rewritten.
func (m *moving) note(file string, place int) {
	if m.links[file] == nil {
		m.links[file] = map[int]bool{}
	}
	m.links[file][place] = true
}

// mend makes fixes of one file. A definition that several links share is written once.
func (m *moving) mend(file string, fixes []*diag.Fix) {
	slices.SortFunc(fixes, func(a, b *diag.Fix) int { return cmp.Compare(b.Start, a.Start) })
	fixes = slices.CompactFunc(fixes, func(a, b *diag.Fix) bool { return a.Start == b.Start })
	data := m.data(file)
	for _, f := range fixes {
		if string(data[f.Start:f.End]) == f.Old {
			data = slices.Concat(data[:f.Start], []byte(f.New), data[f.End:])
		}
	}
	if len(fixes) > 0 {
		m.set(file, data)
	}
}

// findingsAt are the findings about links, by place.
func findingsAt(list diag.List) map[diag.Pos][]diag.Code {
	at := map[diag.Pos][]diag.Code{}
	for _, d := range list {
		if strings.HasPrefix(string(d.Code), "B2") {
			at[d.Pos] = append(at[d.Pos], d.Code)
			for _, r := range d.Related {
				at[r] = append(at[r], d.Code)
			}
		}
	}
	return at
}

// within reports whether every code of some is one of all.
func within(some, all []diag.Code) bool {
	return !slices.ContainsFunc(some, func(c diag.Code) bool { return !slices.Contains(all, c) })
}

// followNames rewrites the names of a role that its file has given it: those in front matter, and those that stand
// in a text without a link.
func (m *moving) followNames() {
	now := m.next.page(m.to)
	if m.old.Role == nil || now == nil || slug.Make(now.Doc.Stem) == slug.Make(m.old.Doc.Stem) {
		return
	}
	stem := slug.Make(m.old.Doc.Stem)
	if slug.Make(m.old.Title) == stem || slices.ContainsFunc(m.old.Doc.Meta.Aliases, func(a string) bool { return slug.Make(a) == stem }) {
		stem = "" // it is still called so; only paths change
	}
	isOld := func(name string) (string, bool) { // and how it has to be written
		bare := strings.TrimSuffix(strings.TrimPrefix(name, "[["), "]]")
		folder, last := "", bare
		if i := strings.LastIndexByte(bare, '/'); i >= 0 {
			folder, last = bare[:i+1], bare[i+1:]
		}
		if slug.Make(strings.TrimSuffix(last, ".md")) != slug.Make(m.old.Doc.Stem) || folder == "" && stem == "" {
			return "", false
		}
		if folder != "" {
			folder = now.Doc.Folder + "/"
		}
		return strings.Replace(name, bare, strings.TrimPrefix(folder, "/")+now.Doc.Stem, 1), true
	}
	for _, p := range m.h.pages() {
		file, _ := m.forward(p.Doc.Path, "")
		place := -1
		for key, names := range namesInFront(p) {
			for _, n := range names {
				if to, ok := isOld(n.text); ok && n.role == m.old.Role {
					if data, done := frontReplace(m.data(file), key, n.text, to); done {
						m.set(file, data)
						m.note(file, place)
						place--
					}
				}
			}
		}
		// So far the file has changed in its front matter alone, and the text stands that much further down.
		by := len(m.data(file)) - len(m.h.snap.File(p.Doc.Path).Data)
		var fixes []*diag.Fix
		for _, ref := range bareRefs(p.Doc) {
			to, ok := isOld(ref.Text)
			if !ok {
				continue
			}
			if fix := p.Doc.Text.Mend(ref.Pos, ref.Text, to); fix != nil {
				fix.Start, fix.End = fix.Start+by, fix.End+by
				fixes = append(fixes, fix)
				m.note(file, place)
				place--
			}
		}
		m.mend(file, fixes)
	}
}

// nameInFront is a name in front matter, with the role that it means.
type nameInFront struct {
	text string
	role *site.Role
}

func namesInFront(p *site.Page) map[string][]nameInFront {
	meta := p.Doc.Meta
	names := map[string][]nameInFront{"owner": {{meta.Owner, p.Owner}}}
	for _, n := range meta.For {
		for _, r := range p.For {
			names["for"] = append(names["for"], nameInFront{n, r})
		}
	}
	if p.Playbook != nil {
		names["conductor"] = []nameInFront{{meta.Conductor, p.Playbook.Conductor}}
		names["deputy"] = []nameInFront{{meta.Deputy, p.Playbook.Deputy}}
	}
	return names
}

// bareRefs are the names of roles that a document writes without a link.
func bareRefs(d *content.Document) []content.Ref {
	var refs []content.Ref
	switch {
	case d.Role != nil:
		refs = slices.Concat(d.Role.StandIn, d.Role.AnswersTo)
		for _, r := range d.Role.Responsibilities {
			refs = slices.Concat(refs, r.Does, r.Asked, r.Told)
		}
	case d.Playbook != nil:
		for _, p := range d.Playbook.Players {
			refs = append(refs, p.Roles.Refs...)
		}
	case d.Checklist != nil:
		for _, item := range d.Checklist.HandsTo {
			if item.To != nil {
				refs = append(refs, *item.To)
			}
		}
	case d.Decision != nil:
		for _, l := range d.Decision.Ladders {
			for _, rung := range l.Rows {
				refs = append(refs, rung.Who.Refs...)
			}
		}
	case d.Lesson != nil:
		refs = d.Lesson.ToldBy
	}
	return slices.DeleteFunc(slices.Clone(refs), func(r content.Ref) bool { return r.Link != nil })
}

// followConfig rewrites what handbook.yaml says of the page: where old addresses lead, and the links of its limits.
func (m *moving) followConfig() {
	if m.h.snap.File(build.ConfigFile) == nil {
		return
	}
	lines := splitLines(m.data(build.ConfigFile))
	changed := false
	put := func(line int, old, to string) {
		if line >= 1 && line <= len(lines) && old != to && strings.Contains(lines[line-1], old) {
			i := strings.LastIndex(lines[line-1], old)
			lines[line-1] = lines[line-1][:i] + to + lines[line-1][i+len(old):]
			changed = true
			m.note(build.ConfigFile, line)
		}
	}
	root := &site.Page{Doc: &content.Document{Path: "handbook.yaml"}}
	leads := func(h *handbook, name func(string, string) string) map[string]string {
		to := map[string]string{}
		for _, r := range h.site.Redirects {
			if r.To != nil {
				to[strings.Trim(r.From, "/")] = name(r.To.Doc.Path, r.Fragment)
			}
		}
		return to
	}
	was, now := leads(m.h, address), leads(m.next, m.back)
	for _, rule := range m.h.site.Config.Redirects {
		key := strings.Trim(rule.From, "/")
		if to := was[key]; to != "" && m.names(rule.To) && (to != now[key] || strings.HasSuffix(rule.To, ".md")) {
			l := &markdown.Link{Dest: rule.To}
			file, fragment, _ := strings.Cut(to, "#")
			put(rule.Pos.Line, rule.To, m.spell(root, l, root, file, fragment)[0])
		}
	}
	limits := markdown.Parse("handbook.yaml", []byte(m.h.site.Config.Limits), markdown.Options{})
	for _, l := range limits.Links {
		if !m.names(l.Dest) {
			continue
		}
		_, fragment, _ := strings.Cut(l.Dest, "#")
		to := m.spell(root, l, root, m.from, fragment)[0]
		for i := range lines {
			put(i+1, "]("+l.Dest, "]("+to)
		}
	}
	if changed {
		m.set(build.ConfigFile, []byte(strings.Join(lines, "")))
	}
}

// names reports whether a destination that counts from the root names the page that moves.
func (m *moving) names(dest string) bool {
	p, ok := content.RelativePath("", dest)
	p = strings.Trim(p, "/")
	_, fragment, _ := strings.Cut(dest, "#")
	return ok && (m.id == "" || m.id == fragment) &&
		(p == m.from || p == strings.TrimSuffix(m.from, ".md") || p == strings.Trim(m.old.Address, "/"))
}
