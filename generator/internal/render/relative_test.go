package render

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRelative(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"/", "/", "./"},
		{"/", "/roles/", "roles/"},
		{"/", "/_a/site.css", "_a/site.css"},
		{"/roles/", "/", "../"},
		{"/roles/", "/roles/", "./"},
		{"/roles/lead/", "/roles/", "../"},
		{"/roles/lead/", "/roles/cook/", "../cook/"},
		{"/roles/lead/", "/roles/cook/#know", "../cook/#know"},
		{"/roles/lead/", "/roles/lead/#know", "#know"},
		{"/roles/lead/", "/roles/lead/index.md", "index.md"},
		{"/roles/lead/", "/roles/lead/part/", "part/"},
		{"/a/b/c/", "/x/y/", "../../../x/y/"},
		{"/a/b/c/", "/a/x/", "../../x/"},
		{"/old.html", "/a/", "a/"},
		{"/", "/My Page/", "My%20Page/"},
		{"/", "/ü/#Ö b", "%C3%BC/#%C3%96%20b"},
		{"/", "/50%/a?b/", "50%25/a%3Fb/"},
		{"/", "/a:b/", "./a:b/"},
		{"/a:b/", "/a:b/c:d/", "./c:d/"},
	} {
		if got := string(relative(c.from, c.to)); got != c.want {
			t.Errorf("from %s to %s is %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

// B045 and B048, as far as a build decides: whatever the base path, a relative URL leads to its target, and
// never above the base.
func TestB045_RelativeUnderAnyBase(t *testing.T) {
	address := rapid.Custom(func(t *rapid.T) string {
		segments := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c d", "ü", "x:y", "50%", "q?r", "a#b"}), 0, 4).Draw(t, "segments")
		return "/" + strings.Join(append(segments, ""), "/")
	})
	rapid.Check(t, func(t *rapid.T) {
		from := address.Draw(t, "from")
		to := strings.ReplaceAll(address.Draw(t, "to"), "#", "")
		base := rapid.SampledFrom([]string{"/", "/team/", "/team/book/"}).Draw(t, "base")
		page, err := url.Parse("http://host" + string(absolute(base, strings.ReplaceAll(from, "#", ""))))
		if err != nil {
			t.Fatal(err)
		}
		got, err := page.Parse(string(relative(strings.ReplaceAll(from, "#", ""), to)))
		if err != nil {
			t.Fatal(err)
		}
		if want := base + strings.TrimPrefix(to, "/"); got.Path != want {
			t.Fatalf("from %s to %s under %s leads to %s", from, to, base, got.Path)
		}
	})
}
