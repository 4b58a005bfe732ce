package site

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAddresses(t *testing.T) {
	for _, tt := range []struct{ folder, name, want string }{
		{"", "start", "/start/"},
		{"roles", "incident-lead", "/roles/incident-lead/"},
		{"team/roles", "Lead", "/team/roles/Lead/"},
		{"essays", "My first shift", "/essays/My first shift/"},
		{"essays", "überblick", "/essays/überblick/"},
		{"v1.2", "what's new?", "/v1.2/what's new-/"},
		{"a:b", "c", "/a-b/c/"},
	} {
		if got := pageAddress(tt.folder, tt.name); got != tt.want {
			t.Errorf("pageAddress(%q, %q) = %q, want %q", tt.folder, tt.name, got, tt.want)
		}
	}
	if got := folderAddress(""); got != "/" {
		t.Errorf("the root is at %q", got)
	}
}

func TestSlugAddress(t *testing.T) {
	for _, tt := range []struct{ folder, slug, want string }{
		{"essays", "locks", "/essays/locks/"},
		{"essays", "locks/", "/essays/locks/"},
		{"essays", "a/b", "/essays/a/b/"},
		{"essays", "../b", "/b/"},
		{"essays", "/b", "/b/"},
		{"essays", "/", "/"},
		{"essays", "a:b", "/essays/a-b/"},
		{"essays", "../../b", ""},
		{"", "..", ""},
	} {
		got, ok := slugAddress(tt.folder, tt.slug)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("slugAddress(%q, %q) = %q, %v, want %q", tt.folder, tt.slug, got, ok, tt.want)
		}
	}
}

// TestB049_UnusableNames is about names that some system cannot store.
func TestB049_UnusableNames(t *testing.T) {
	for name, want := range map[string]string{
		"plain name (2)": "",
		"ü.v1":           "",
		"C++":            "",
		"CON":            "CON-",
		"con.notes":      "con-.notes",
		"Lpt1":           "Lpt1-",
		"console":        "",
		"a.":             "a",
		"a. .":           "a",
		"a:b":            "a-b",
		`a\b`:            "a-b",
		"what?":          "what-",
		"tab\there":      "tab-here",
		"nul\x00":        "nul-",
		"turn\u202Eback": "turn-back",
		"...":            "-",
		"":               "-",
	} {
		fixed, why := portable(name)
		if want == "" && name != "" {
			if fixed != name || why != "" {
				t.Errorf("portable(%q) = %q, %q, want no complaint", name, fixed, why)
			}
			continue
		}
		if fixed != want || why == "" && name != "" {
			t.Errorf("portable(%q) = %q, %q, want %q with a reason", name, fixed, why, want)
		}
	}
}

// A fixed name needs no more fixing, and every address made of names stays inside the site.
func TestPortableProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		fixed, _ := portable(name)
		if again, why := portable(fixed); again != fixed || why != "" {
			t.Fatalf("portable(%q) = %q, and that becomes %q: %s", name, fixed, again, why)
		}
		folder := rapid.StringMatching(`[a-z.:\\]{0,4}(/[a-z.:\\]{1,4}){0,2}`).Draw(t, "folder")
		address := pageAddress(strings.Trim(folder, "/"), name)
		if !strings.HasPrefix(address, "/") || !strings.HasSuffix(address, "/") || strings.ContainsAny(address, "\\:") {
			t.Fatalf("address %q", address)
		}
		for _, segment := range strings.Split(strings.Trim(address, "/"), "/") {
			if segment == "" || strings.Trim(segment, ".") == "" {
				t.Fatalf("address %q has the segment %q", address, segment)
			}
		}
	})
}

func TestOutputs(t *testing.T) {
	o := newOutputs()
	take := func(by string, paths ...string) string {
		owner, ok := o.claim(by, paths...)
		if ok {
			return "taken"
		}
		return owner
	}
	for _, tt := range []struct {
		by    string
		paths []string
		want  string
	}{
		{"a", []string{"x/index.html", "x/index.md"}, "taken"},
		{"b", []string{"x/index.html"}, "a"},
		{"c", []string{"X/INDEX.html"}, "a"}, // one file on many disks
		{"d", []string{"x"}, "a"},            // a folder already
		{"e", []string{"x/index.md/more"}, "a"},
		{"f", []string{"y/z/w"}, "taken"},
		{"g", []string{"y/z/v", "y/z"}, "f"},
		{"h", []string{"y/z/v"}, "taken"}, // g has taken nothing
	} {
		if got := take(tt.by, tt.paths...); got != tt.want {
			t.Errorf("claim(%q, %q): %q, want %q", tt.by, tt.paths, got, tt.want)
		}
	}
}
