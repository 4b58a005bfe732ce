package render

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// The menu is a row while it fits into one.
func TestMenuFitsIntoARow(t *testing.T) {
	places := func(titles ...string) []place {
		var out []place
		for _, title := range titles {
			out = append(out, place{title: title})
		}
		return out
	}
	for _, c := range []struct {
		places []place
		want   bool
	}{
		{nil, true},
		{places("Playbooks", "Decisions", "Roles", "Checklists", "Lessons", "Essays", "Responsibilities", "Gaps"), true},
		{places(strings.Split(strings.Repeat("Engineering,", 12), ",")...), false},
		{places("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十"), false},
	} {
		if got := inARow("How we play it", c.places); got != c.want {
			t.Errorf("%v in a row is %v", c.places, got)
		}
	}
}

// A page that would be empty is neither made nor linked.
func TestEmptyPagesAreNotMade(t *testing.T) {
	files := wholeSite(t, &txtar.Archive{Files: []txtar.File{{Name: "guide/a.md", Data: []byte("# A\n\nText.\n")}}})
	for _, f := range files {
		for _, none := range []string{"roles/", "decisions/", "lessons/", "responsibilities/", "gaps/", "tags/", "me/", "feed.xml", "sitemap.xml"} {
			if strings.HasPrefix(f.Path, none) {
				t.Errorf("%s is made", f.Path)
			}
			if strings.HasSuffix(f.Path, ".html") && strings.Contains(string(f.Data), `href="`+none) {
				t.Errorf("%s links to %s", f.Path, none)
			}
		}
	}
	newCrawler(files, "/").crawl(t, true)
}

// Documents of a kind that stand in no folder of their kind are listed all the same.
func TestListsOfScatteredKinds(t *testing.T) {
	files := wholeSite(t, &txtar.Archive{Files: []txtar.File{
		{Name: "sales/lead.md", Data: []byte("---\nkind: role\n---\n# Lead\n\n- **Reach:** here\n\n## Decisions\n\n- **Your call:** all\n")},
		{Name: "sales/a.md", Data: []byte("# A\n")},
		{Name: "sales/b.md", Data: []byte("# B\n")},
	}})
	for _, f := range files {
		if f.Path == "roles/index.html" {
			if !strings.Contains(string(f.Data), `href="../sales/lead/"`) {
				t.Error("the list lacks its role")
			}
			return
		}
	}
	t.Error("there is no list of roles")
}

// A handbook that lies in one folder has that folder's folders in its menu, and in its list of places.
func TestMenuOfALoneFolder(t *testing.T) {
	files := wholeSite(t, handbook("docs/pages/one/a.md", "# A\n", "docs/pages/two/b.md", "# B\n"))
	home := fileOf(t, files, "index.html")
	has(t, home, `<a href="docs/pages/one/">One</a>`, `<a href="docs/pages/two/">Two</a>`)
	hasNot(t, home, `href="docs/pages/"`, `href="docs/"`)
	has(t, fileOf(t, files, "docs/pages/one/a/index.html"), `<a href="../" aria-current="true">One</a>`)
	has(t, page(t, handbook("docs/c.md", "# C\n", "docs/one/a.md", "# A\n"), "index.html"), `<a href="docs/">Docs</a>`, `<a href="docs/one/">One</a>`)
}

// A menu is that of its page, whichever page is made first.
func TestMenusOfOneDepthDiffer(t *testing.T) {
	files := wholeSite(t, handbook("about.md", "# About\n", "docs/one/a.md", "# A\n", "docs/two/b.md", "# B\n"))
	has(t, fileOf(t, files, "about/index.html"), `<a href="../docs/one/">One</a>`)
	hasNot(t, fileOf(t, files, "docs/index.html"), `<a href="../docs/one/">One</a>`)
}
