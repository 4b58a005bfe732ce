package site

import (
	"testing"
)

func TestParseDest(t *testing.T) {
	for s, want := range map[string]dest{
		"a.md":                     {path: "a.md", raw: "a.md"},
		"../a/b.md#c":              {path: "../a/b.md", raw: "../a/b.md", fragment: "c"},
		"/a/?x=1#c%20d":            {path: "/a/", raw: "/a/", fragment: "c d", absolute: true},
		"?plain=1":                 {},
		"#c":                       {fragment: "c"},
		"a#b#c":                    {path: "a", raw: "a", fragment: "b#c"},
		"a#b:~:text=d":             {path: "a", raw: "a", fragment: "b"},
		"My%20Page.md":             {path: "My Page.md", raw: "My%20Page.md"},
		"100%.md":                  {path: "100%.md", raw: "100%.md"},
		"a%2520b":                  {path: "a%20b", raw: "a%2520b"}, // once, not twice
		"u\u0308.md":               {path: "ü.md", raw: "u\u0308.md"},
		"%75%CC%88.md":             {path: "ü.md", raw: "%75%CC%88.md"},
		`..\roles\lead.md`:         {path: "../roles/lead.md", raw: "../roles/lead.md"},
		"%FF":                      {path: "\uFFFD", raw: "%FF"},
		"a/b.md?raw=true#top#more": {path: "a/b.md", raw: "a/b.md", fragment: "top#more"},
	} {
		if got := parseDest(s); got != want {
			t.Errorf("parseDest(%q) = %+v, want %+v", s, got, want)
		}
	}
}

func TestNatureOf(t *testing.T) {
	for s, want := range map[string]nature{
		"":                                 empty,
		"a.md":                             internal,
		"#a":                               internal,
		"/a:b":                             internal,
		"a/b:c":                            internal,
		"?a:b":                             internal,
		`C:\handbook\a.md`:                 internal,
		"https://service.example":          elsewhere,
		"HTTP://service.example":           elsewhere,
		"mailto:desk@service.example":      elsewhere,
		"tel:+15550100":                    elsewhere,
		"//service.example/x":              elsewhere,
		`\\share\x`:                        elsewhere,
		"localhost:4800":                   forbidden,
		"data:text/html,x":                 forbidden,
		"javascript:alert(1)":              forbidden,
		" \x01java\tscript\n:alert(1)":     forbidden,
		"JaVaScRiPt:alert(1)":              forbidden,
		"vbscript:x":                       forbidden,
		"{{ site.baseurl }}/a":             template,
		"{% link a.md %}":                  template,
		"https://service.example/<%= a %>": template,
	} {
		if got := natureOf(s); got != want {
			t.Errorf("natureOf(%q) = %d, want %d", s, got, want)
		}
	}
}

func TestIsPicture(t *testing.T) {
	for s, want := range map[string]bool{
		"data:image/png;base64,AAAA":      true,
		"DATA:image/JPEG;base64,AAAA":     true,
		"data:image/svg+xml,<svg/>":       false,
		"data:image/pngx,":                false,
		"data:text/html,data:image/png,x": false,
	} {
		if got := isPicture(s); got != want {
			t.Errorf("isPicture(%q) = %v", s, got)
		}
	}
}

func TestRelativePath(t *testing.T) {
	for _, tt := range []struct{ folder, path, want string }{
		{"", "a/b.md", "a/b.md"},
		{"a", "a/b.md", "b.md"},
		{"a", "b/c.md", "../b/c.md"},
		{"a/b", "a/c.md", "../c.md"},
		{"a/b", "c.md", "../../c.md"},
		{"a", "a/", ""},
		{"a/b", "a/", "../"},
		{"a", "b/", "../b/"},
	} {
		if got := relativePath(tt.folder, tt.path); got != tt.want {
			t.Errorf("relativePath(%q, %q) = %q, want %q", tt.folder, tt.path, got, tt.want)
		}
	}
}
