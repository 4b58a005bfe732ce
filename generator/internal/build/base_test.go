package build

import (
	"path"
	"regexp"
	"strings"
	"testing"
)

var reference = regexp.MustCompile(`(?:href|src)="([^"]*)"`)

// B048: the page for what does not exist is shown at any depth, so what it needs is named from the site's root,
// base path included; a page far down names everything relatively, and it is there.
func TestB048_AssetsAreFoundFromEverywhere(t *testing.T) {
	const archive = "-- README.md --\n# Home\n\n[deep](a/b/c/d.md)\n-- a/b/c/d.md --\n# Deep\n"
	for base, root := range map[string]string{"": "/", "https://handbook.example/": "/", "https://pages.example/team/book/": "/team/book/"} {
		r := mustBuild(t, handbook(t, archive), Options{BaseURL: base})
		exists := map[string]bool{}
		for _, f := range r.Files {
			exists[f.Path] = true
		}
		found := 0
		for _, m := range reference.FindAllStringSubmatch(fileOf(r, "404.html"), -1) {
			ref := m[1]
			if strings.HasPrefix(ref, "#") || strings.HasPrefix(ref, "data:") {
				continue
			}
			rest, ok := strings.CutPrefix(strings.TrimPrefix(ref, strings.TrimSuffix(base, root)), root)
			if !ok {
				t.Errorf("base %q: the 404 page has %q", base, ref)
				continue
			}
			if rest == "" || strings.HasSuffix(rest, "/") {
				rest += "index.html"
			}
			if !exists[rest] && rest != "404.html" {
				t.Errorf("base %q: the 404 page needs %q, which is not there", base, ref)
			}
			found++
		}
		if found < 4 {
			t.Errorf("base %q: only %d references on the 404 page", base, found)
		}
		const deep = "a/b/c/d/index.html"
		for _, m := range reference.FindAllStringSubmatch(fileOf(r, deep), -1) {
			ref, _, _ := strings.Cut(m[1], "#")
			switch {
			case ref == "" || strings.HasPrefix(ref, "data:") || base != "" && strings.HasPrefix(ref, base): // the canonical address
			case strings.HasPrefix(ref, "/") || strings.Contains(ref, ":"):
				t.Errorf("base %q: %s has %q, which is not relative", base, deep, ref)
			default:
				p := path.Join(path.Dir(deep), ref)
				if strings.HasSuffix(ref, "/") || strings.HasSuffix(ref, ".") || p == "." {
					p = path.Join(p, "index.html")
				}
				if !exists[p] {
					t.Errorf("base %q: %s needs %q, which is not there", base, deep, ref)
				}
			}
		}
	}
}
