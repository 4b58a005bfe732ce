package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// randomTree draws a handbook whose names are so few that they meet all the time.
func randomTree(t *rapid.T) map[string]string {
	folder := rapid.SampledFrom([]string{"", "a/", "A/", "b/", "a/b/", "a/x/", "_c/", "search/", "roles/"})
	name := rapid.SampledFrom([]string{"index", "_index", "README", "x", "X", "x-2", "x y", "ü", "CON", "a:b", "b", "me", "100%"})
	address := rapid.SampledFrom([]string{"/x", "/a/x/", "x", "/", "../x", "/old/", "/a/b/", "/gaps/", "a:b", "/old/y.html"})
	dest := rapid.Custom(func(t *rapid.T) string {
		d := rapid.SampledFrom([]string{"", "/", "../", "./", "a/", "/a/", "../../"}).Draw(t, "start") +
			name.Draw(t, "name") + rapid.SampledFrom([]string{"", "/", ".md", ".html", ".png"}).Draw(t, "end")
		return strings.NewReplacer(" ", "%20", "ü", "u\u0308").Replace(d) + rapid.SampledFrom([]string{"", "#here", "#Here", "#there", "?q#here"}).Draw(t, "fragment")
	})
	files := map[string]string{}
	for range rapid.IntRange(1, 8).Draw(t, "files") {
		p := folder.Draw(t, "folder") + name.Draw(t, "name")
		if rapid.IntRange(0, 4).Draw(t, "is a file") == 0 {
			files[p+rapid.SampledFrom([]string{"", ".png", ".html"}).Draw(t, "extension")] = ""
			continue
		}
		var text strings.Builder
		text.WriteString("---\ntitle: T\n")
		for _, key := range []string{"slug", "redirect_from", "permalink"} {
			if rapid.IntRange(0, 3).Draw(t, "has "+key) == 0 {
				fmt.Fprintf(&text, "%s: %q\n", key, address.Draw(t, key))
			}
		}
		text.WriteString("---\n# T\n\n## Here\n")
		for range rapid.IntRange(0, 4).Draw(t, "links") {
			form := rapid.SampledFrom([]string{"\n[x](%s)\n", "\n![x](%s)\n", "\n[[%s]]\n"}).Draw(t, "form")
			fmt.Fprintf(&text, form, dest.Draw(t, "dest"))
		}
		files[p+".md"] = text.String()
	}
	if rapid.Bool().Draw(t, "configured") {
		files["handbook.yaml"] = fmt.Sprintf("redirects:\n  /r/: %q\n  /s/: %q\n",
			rapid.SampledFrom([]string{"/s/", "/x/", "/old", "/"}).Draw(t, "r"), rapid.SampledFrom([]string{"/r/", "a/x.md#here"}).Draw(t, "s"))
	}
	return files
}

// Whatever the tree is: every document has a page, all files have places of their own inside the site, every
// link has one target, and nothing depends on the order of the documents.
func TestTreeProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		in := inputOf(t, randomTree(rt))
		s := Link(in)
		checkSite(rt, in, s)

		in.Docs = rapid.Permutation(in.Docs).Draw(rt, "order of documents")
		in.Files = rapid.Permutation(in.Files).Draw(rt, "order of files")
		if before, after := tellTree(s), tellTree(Link(in)); before != after {
			rt.Fatalf("another order of documents makes another site:\n%s\n%s", before, after)
		}
	})
}

// tellTree is all that a site's references have become, as text.
func tellTree(s *Site) string {
	var b strings.Builder
	for _, p := range s.Pages {
		fmt.Fprintln(&b, p.Address, p.Doc.Path, p.Prev != nil, p.Next != nil)
		for _, to := range p.targets {
			fmt.Fprintln(&b, " ", tellTarget(to))
		}
		for _, l := range p.Backlinks {
			fmt.Fprintln(&b, " ", l.Relation, l.From.Address, l.Fragment, l.To)
		}
	}
	for _, r := range s.Redirects {
		fmt.Fprintln(&b, r.From, r.To != nil, r.Address, r.Fragment)
	}
	list := slices.Clone(s.Diags)
	list.Sort()
	fmt.Fprintln(&b, s.Assets, list)
	return b.String()
}

// A link as a finding tells the author to write it leads where the old one led, and is not reported again.
func TestHintsHoldProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		files := randomTree(rt)
		s := Link(inputOf(t, files))
		for _, d := range s.Diags {
			written, ok := strings.CutPrefix(d.Hint, "write \"")
			p := s.byPath[d.Pos.File]
			if !ok || p == nil || d.Unsafe {
				continue
			}
			old := slices.IndexFunc(p.Doc.Text.Links, func(l *markdown.Link) bool {
				return p.Doc.Text.Pos(l.Offset, l.End) == d.Pos
			})
			mended := maps.Clone(files)
			const mark = "\n\n[mended](<"
			mended[d.Pos.File] += mark + strings.TrimSuffix(written, "\"") + ">)\n"
			again := Link(inputOf(t, mended))
			last := again.byPath[d.Pos.File].targets
			if got, want := tellTarget(last[len(last)-1]), tellTarget(p.targets[old]); got != want && d.Code != diag.CaseMismatch {
				rt.Errorf("%s: %s: %s, but that leads to %s instead of %s", d.Pos, d.Message, d.Hint, got, want)
			}
			line := strings.Count(files[d.Pos.File], "\n") + 2
			for _, more := range again.Diags {
				if more.Pos.File == d.Pos.File && more.Pos.Line > line && more.Code == d.Code {
					rt.Errorf("%s: %s: %s, and then: %s: %s", d.Pos, d.Message, d.Hint, more.Message, more.Hint)
				}
			}
		}
	})
}

// FuzzResolve puts anything into a link. Its target is in the site or of a scheme that is allowed, and the
// target's own address leads to the same place without a finding.
func FuzzResolve(f *testing.F) {
	for _, s := range []string{
		"", "#", "#here", "x", "../x.md#Here", "/docs/x/?a#b", "//h/x", "..\\x", "%2e%2e/%2e%2e/etc", "a%00b", "%", "%zz", "?", "#%",
		"javascript:alert(1)", "java\nscript:alert(1)", "data:image/png;base64,A", "C:\\x", "https://handbook.example/x", "x#:~:text=a",
		"../../../../x", "/../x", "x/../../y", "\u202e", "\xff", strings.Repeat("../", 50), strings.Repeat("a", 300), "x|y#z", "[[x]]",
	} {
		for kind := range uint8(markdown.Undefined) + 1 {
			f.Add(s, kind)
		}
	}
	files := map[string]string{
		"handbook.yaml":  "base-url: https://handbook.example/\nredirects:\n  /old/: /docs/x/\n",
		"index.md":       "# Home\n",
		"docs/x.md":      "# X\n\n## Here\n",
		"docs/x y/é.md":  "# É\n",
		"docs/page.md":   "# Page\n\n[link](x.md)\n",
		"docs/plan.svg":  "",
		"list/only.md":   "# Only\n",
		"roles/leads.md": "# Leads\n",
	}
	f.Fuzz(func(t *testing.T, dest string, kind uint8) {
		if len(dest) > 1000 || kind > uint8(markdown.Undefined) {
			t.Skip("SKIPPED: not a link that a document can have")
		}
		to, in, s := resolveOne(t, files, dest, markdown.LinkKind(kind))
		checkSite(t, in, s)
		canonical := ""
		switch {
		case to.Page != nil:
			canonical = placeOf(to.Page, to.Fragment)
		case to.Section != nil:
			canonical = to.Section.Address
		case to.Asset != "":
			canonical = to.Asset
		default:
			return
		}
		if !path.IsAbs(canonical) || strings.Contains(canonical, "..") {
			t.Fatalf("%q leads to %q", dest, canonical)
		}
		again, _, s := resolveOne(t, files, canonical, markdown.Normal)
		again.Fragment, to.Fragment = "", "" // a file may have any
		if tellTarget(again) != tellTarget(to) || len(s.Diags) > 0 {
			t.Fatalf("%q leads to %s, but %q to %s: %v", dest, tellTarget(to), canonical, tellTarget(again), s.Diags)
		}
	})
}

// resolveOne links a handbook in which the one link of docs/page.md has the given destination.
func resolveOne(t testing.TB, files map[string]string, dest string, kind markdown.LinkKind) (Target, Input, *Site) {
	in := inputOf(t, files)
	i := slices.IndexFunc(in.Docs, func(d *content.Document) bool { return d.Path == "docs/page.md" })
	link := in.Docs[i].Text.Links[0]
	link.Dest, link.Kind = dest, kind
	s := Link(in)
	return s.byPath["docs/page.md"].Target(link), in, s
}
