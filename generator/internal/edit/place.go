package edit

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"baton/generator/internal/content"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// folder is where the handbook keeps pages of the kind: the folder with most of them, else the one that
// handbook.yaml gives that kind, else the one whose name says so.
func (w *writer) folder() string {
	times, best := map[string]int{}, ""
	for _, p := range w.h.site.Pages {
		if p.Doc.Declared == w.kind && !p.Doc.IsIndex {
			times[p.Doc.Folder]++
		}
	}
	for f, n := range times {
		if n > times[best] || n == times[best] && (len(f) < len(best) || len(f) == len(best) && f < best) {
			best = f
		}
	}
	if times[best] > 0 || w.kind == content.Page {
		return best
	}
	for _, rule := range w.h.site.Config.Kinds {
		folder, rest, ok := strings.Cut(strings.Trim(rule.Glob, "/"), "/*")
		if rule.Kind == w.kind && ok && strings.Trim(rest, "/*") == "" && !strings.ContainsAny(folder, "*?[") {
			return folder
		}
	}
	usual := string(w.kind) + "s"
	for _, f := range w.h.snap.Files { // a disk may take "Roles" for "roles"
		if top, _, deeper := strings.Cut(f.Path, "/"); deeper && strings.EqualFold(top, usual) {
			return top
		}
	}
	return usual
}

// longestName is the number of letters that a file name is cut to.
const longestName = 60

// special are the names of files that mean something to Baton or to a system.
var special = regexp.MustCompile(`^(?i:index|_?index|readme|summary|part|search|gaps|me|responsibilities|404|con|prn|aux|nul|com\d|lpt\d)$`)

// name is the name of the file, without its extension: what the title says, as an address says it. A title of
// signs alone says nothing.
func (w *writer) name() string {
	words := strings.FieldsFunc(slug.Make(w.title), func(r rune) bool { return r == '-' })
	name := strings.Trim(strings.Join(words, "-"), "_")
	for utf8.RuneCountInString(name) > longestName {
		cut := strings.LastIndexByte(name, '-')
		if cut < 0 {
			name = string([]rune(name)[:longestName])
			break
		}
		name = name[:cut]
	}
	switch {
	case name == "":
		return string(w.kind)
	case special.MatchString(name):
		return strings.Trim(name, "_") + "-" + string(w.kind)
	}
	return name
}

// taken is the path of what stands where a file is wanted, as a disk sees it that takes capital and small letters
// for equal; "" if nothing does.
func (h *handbook) taken(file string) string {
	file = strings.ToLower(file)
	for _, f := range h.snap.Files {
		p := strings.ToLower(f.Path)
		if p == file || strings.HasPrefix(p, file+"/") || strings.HasPrefix(file, p+"/") {
			return f.Path
		}
	}
	return ""
}

func (w *writer) taken(file string) string { return w.h.taken(file) }

// links are the ways in which readers may come to a new page: nil if they need none, else a change of a page that
// lists its neighbours. The table of contents goes first, then the page of its folder and those above, then any.
func (w *writer) links(file string) []*Change {
	all := []*Change{nil}
	listed := func(from string) {
		if f := w.h.snap.File(from); f != nil {
			d := content.Parse(*f, w.h.site.Config)
			c := change(*f, withLink(f.Data, d, file, escaped(w.title)))
			all = append(all, &c)
		}
	}
	folder := path.Dir(file)
	for f := folder; ; f = path.Dir(f) {
		listed(path.Join(f, "SUMMARY.md"))
		if f == "." {
			break
		}
	}
	for section := w.h.site.Root; section != nil; {
		if section.Page != nil {
			listed(section.Page.Doc.Path)
		}
		i := slices.IndexFunc(section.Sections, func(s *site.Section) bool {
			return s.Folder == folder || strings.HasPrefix(folder, s.Folder+"/")
		})
		if i < 0 {
			break
		}
		section = section.Sections[i]
	}
	slices.Reverse(all[1:]) // from the folder upwards
	if len(w.h.site.Pages) > 0 {
		listed(w.h.site.Pages[0].Doc.Path)
	}
	return all
}

var itemForm = regexp.MustCompile(`^(\s*)([-*+]|\d+[.)])(\s+)`)

// withLink adds a link to a file to the text of a page: to the list in which others of that folder stand, else at
// its end.
func withLink(data []byte, d *content.Document, file, text string) []byte {
	lines := splitLines(data)
	end := lineEnd(lines)
	link := "[" + text + "](" + destination(relative(folderOf(d.Path), file)) + ")"
	for _, l := range slices.Backward(d.Text.Links) {
		to, ok := content.RelativePath(d.Folder, l.Dest)
		if !ok || path.Dir(to) != path.Dir(file) {
			continue
		}
		n := d.Text.Pos(l.Offset, l.End).Line // the line below it
		m := itemForm.FindStringSubmatch(lines[n-1])
		if m == nil {
			continue
		}
		for n < len(lines) && strings.TrimSpace(lines[n]) != "" && itemForm.FindString(lines[n]) == "" {
			n++ // the item goes on
		}
		if i, err := strconv.Atoi(strings.TrimRight(m[2], ".)")); err == nil {
			m[2] = strconv.Itoa(i+1) + m[2][len(m[2])-1:]
		}
		if !strings.HasSuffix(lines[n-1], end) {
			lines[n-1] += end
		}
		return []byte(strings.Join(slices.Insert(lines, n, m[1]+m[2]+m[3]+link+end), ""))
	}
	whole := strings.TrimRight(string(data), "\r\n")
	return []byte(whole + end + end + "- " + link + end)
}
