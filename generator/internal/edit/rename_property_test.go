package edit

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/build"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// Whatever links a handbook has and whatever moves in it: every link still leads to the same page and heading, no
// finding has come, the old address still leads there; and back again, the same holds.
func TestRenameKeepsMeaning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		snap := drawTree(t)
		before := linked(t, snap)
		p := rapid.SampledFrom(before.Pages).Draw(t, "page")
		old, new := p.Doc.Path, drawPath(t)
		if hs := p.Doc.Text.Headings; len(hs) > 0 && rapid.Bool().Draw(t, "heading") {
			old += "#" + rapid.SampledFrom(hs).Draw(t, "which").ID
			new = rapid.SampledFrom([]string{"New words", "Ganz *neu*", "Über & unter", "#new-id", "a [link] <b>"}).Draw(t, "words")
		}
		there := renamed(t, snap, before, old, new)
		if there == nil {
			return
		}
		next := apply(snap, there.Changes)
		file, id, isHeading := strings.Cut(there.New, "#")
		back := strings.SplitN(there.Old, "#", 2)[0]
		if isHeading {
			back = "#" + strings.SplitN(there.Old, "#", 2)[1]
			file += "#" + id
			if there.Kept == "" {
				return
			}
		}
		renamed(t, next, linked(t, next), file, back)
	})
}

// renamed renames and judges what came of it; nil if it was refused for a good reason.
func renamed(t *rapid.T, snap *source.Snapshot, before *site.Site, old, new string) *Renamed {
	r, err := Rename(snap, old, new)
	if err != nil {
		var why *Refusal
		if errors.As(err, &why) {
			// The last one: another role of the same name makes a name mean two.
			for _, good := range []string{"is there already", "called that already", "ids would change places", ": owner"} {
				if strings.Contains(why.Fact, good) {
					return nil
				}
			}
			// The page of the root has no name of its own, and its title may be that of another page, too.
			if path.Base(new) == "README.md" && strings.Contains(why.Fact, "the link to") {
				return nil
			}
			// A folder's page is on the menu; elsewhere somebody has to link to it. And a name that two pages had
			// leads somewhere once one of them has another: that may wake the check of all other pages.
			isOther := func(d diag.Diagnostic) bool { return d.Code != diag.OrphanPage }
			if (strings.Contains(old+new, "README") || hasBroken(before)) && why.Findings != nil && !slices.ContainsFunc(why.Findings, isOther) {
				return nil
			}
		}
		t.Fatalf("%s → %s: %s\n%s", old, new, explained(err), shownTree(snap))
	}
	next := apply(snap, r.Changes)
	sound(t, snap, r)
	after := linked(t, next)
	from, id, _ := strings.Cut(r.Old, "#")
	to, newID, _ := strings.Cut(r.New, "#")
	name := func(target site.Target, moved bool) string {
		switch {
		case target.Page == nil:
			return fmt.Sprint(target.Section != nil, target.Asset, target.External, target.Broken)
		case moved && target.Page.Doc.Path == from:
			if id != "" && target.Fragment == id {
				target.Fragment = newID
			}
			return to + "#" + target.Fragment
		}
		return target.Page.Doc.Path + "#" + target.Fragment
	}
	now := map[string]*site.Page{}
	for _, p := range after.Pages {
		now[p.Doc.Path] = p
	}
	for _, p := range before.Pages {
		file := p.Doc.Path
		if file == from {
			file = to
		}
		q := now[file]
		if q == nil || len(q.Doc.Text.Links) != len(p.Doc.Text.Links) {
			t.Fatalf("%s → %s: %s is gone or has other links\n%s", old, new, file, shownTree(next))
		}
		for i, l := range p.Doc.Text.Links {
			was, is := name(p.Target(l), true), name(q.Target(q.Doc.Text.Links[i]), false)
			if was != is && p.Target(l).Broken == "" {
				t.Fatalf("%s → %s: link %q of %s leads to %s, not to %s\n%s", old, new, l.Dest, file, is, was, shownTree(next))
			}
			if kind := q.Doc.Text.Links[i].Kind; kind != l.Kind && (kind == markdown.Wiki || l.Kind == markdown.Wiki) {
				t.Errorf("link %q of %s is of another kind", l.Dest, file)
			}
		}
	}
	return r
}

// hasBroken reports whether a link of a site leads nowhere.
func hasBroken(s *site.Site) bool {
	return slices.ContainsFunc(s.Pages, func(p *site.Page) bool {
		return slices.ContainsFunc(p.Doc.Text.Links, func(l *markdown.Link) bool { return p.Target(l).Broken != "" })
	})
}

func linked(t *rapid.T, snap *source.Snapshot) *site.Site {
	s, _, err := new(build.Engine).Linked(snap)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func shownTree(snap *source.Snapshot) string {
	var b strings.Builder
	for _, f := range snap.Files {
		fmt.Fprintf(&b, "-- %s --\n%s", f.Path, f.Data)
	}
	return b.String()
}

func drawPath(t *rapid.T) string {
	folder := rapid.SampledFrom([]string{"", "a", "b c", "roles", "ü", "a/roles"}).Draw(t, "folder")
	return path.Join(folder, rapid.SampledFrom([]string{"x", "y", "README", "z z", "x(1)", "ö", "100%", "X"}).Draw(t, "name")+".md")
}

// drawTree draws a small handbook in which most links lead somewhere, written in all forms.
func drawTree(t *rapid.T) *source.Snapshot {
	files := map[string]string{"img.png": "", "a/img.png": ""}
	var paths []string
	for range rapid.IntRange(2, 5).Draw(t, "pages") {
		p := drawPath(t)
		if _, taken := files[p]; !taken {
			files[p] = ""
			paths = append(paths, p)
		}
	}
	roles := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { // whose names mean one role
		twin := func(q string) bool { return p != q && strings.EqualFold(path.Base(p), path.Base(q)) }
		return !strings.Contains(p, "roles/") || path.Base(p) == "README.md" || slices.ContainsFunc(paths, twin)
	})
	ends := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "ends")
	for _, p := range paths {
		var front, body, below []string
		if n := rapid.IntRange(0, 3).Draw(t, "front"); n > 0 {
			front = []string{"---", "tags: [one]"}
			if n > 1 && len(roles) > 0 {
				owner := rapid.SampledFrom(roles).Draw(t, "owner")
				front = append(front, "owner: "+quoted(strings.TrimSuffix(path.Base(owner), ".md")))
			}
			if n > 2 {
				front = append(front, "redirect_from:", "  - /old/"+fmt.Sprint(slices.Index(paths, p))+"/")
			}
			front = append(front, "---")
		}
		body = append(body, "# "+rapid.SampledFrom([]string{"Title", "Another", "X", "Ö y"}).Draw(t, "title"), "")
		for i := range rapid.IntRange(0, 5).Draw(t, "links") {
			text, def := drawLink(t, p, rapid.SampledFrom(paths).Draw(t, "to"), i)
			body = append(body, text, "")
			if def != "" {
				below = append(below, def)
			}
		}
		body = append(body, "## One", "", "Text.", "", "## Two words {#two}", "")
		files[p] = strings.Join(append(append(front, body...), below...), ends) + ends
	}
	var all []string
	for p, text := range files {
		all = append(all, p, text)
	}
	return snapshot(all...)
}

func drawLink(t *rapid.T, from, to string, n int) (text, definition string) {
	way := relative(folderOf(from), to)
	short := strings.TrimSuffix(way, ".md")
	address := "/" + strings.TrimSuffix(to, ".md")
	fragment := rapid.SampledFrom([]string{"", "", "#one", "#two"}).Draw(t, "fragment")
	bare := strings.NewReplacer("(", `\(`, ")", `\)`).Replace(strings.ReplaceAll(strings.ReplaceAll(way, "%", "%25"), " ", "%20"))
	dest := rapid.SampledFrom([]string{
		destination(way), bare, encoded(way, "%"), "./" + destination(way), destination(short), destination(short) + "/", destination(short) + ".html",
		destination("/" + to), destination(address) + "/", destination(address), fragment, "<" + strings.ReplaceAll(way, "%", "%25") + ">", destination(relative(folderOf(from), "img.png")), "https://example.com/" + destination(to),
	}).Draw(t, "dest")
	if strings.HasPrefix(dest, "<") {
		dest = strings.TrimSuffix(dest, ">") + fragment + ">"
	} else if !strings.HasPrefix(dest, "#") && !strings.Contains(dest, "img") {
		dest += fragment
	}
	stem := strings.TrimSuffix(path.Base(to), ".md")
	switch rapid.IntRange(0, 7).Draw(t, "form") {
	case 0:
		return fmt.Sprintf("[text][r%d] and [r%d]", n, n), fmt.Sprintf("[r%d]: %s 'title'", n, dest)
	case 1:
		return "[[" + stem + fragment + "]]", ""
	case 2:
		return "[[" + strings.TrimSuffix(to, ".md") + fragment + "|text]]", ""
	case 3:
		return `<a href="` + strings.Trim(dest, "<>") + `">text</a>`, ""
	case 4:
		return "![text](" + dest + ")", ""
	case 5:
		return "| a |\n| --- |\n| [text](" + dest + ") |", ""
	}
	return "Some [text *x*](" + dest + ` "title").`, ""
}
