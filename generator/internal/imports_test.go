package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// below is the architecture: a package may import only packages that stand in lines above its own.
const below = `
	diag slug typo publish search query
	source
	watch
	markdown
	content
	amount score
	ladder
	site
	asset
	render
	build
	edit
	live
	serve
`

// owners are the packages that may import a module from outside; nobody else knows it. Test files are free.
var owners = map[string][]string{
	"github.com/yuin/goldmark":              {"markdown"},
	"github.com/alecthomas/chroma":          {"markdown"},
	"golang.org/x/net":                      {"markdown"},
	"github.com/goccy/go-yaml":              {"content"},
	"github.com/evanw/esbuild":              {"asset"},
	"golang.org/x/tools":                    {"diag"},
	"golang.org/x/text":                     {"slug", "source", "markdown", "content", "amount", "score", "site", "search", "cmd"},
	"github.com/blevesearch/snowballstem":   {"search"},
	"github.com/klauspost/compress":         {"search"},
	"modernc.org/quickjs":                   {"query"},
	"github.com/alecthomas/kong":            {"cmd"},
	"golang.org/x/sys":                      {"cmd"},
	"golang.org/x/term":                     {"cmd"},
	"github.com/fsnotify/fsnotify":          {"watch"},
	"github.com/coder/websocket":            {"serve"},
	"pgregory.net/rapid":                    {},
	"github.com/chromedp":                   {},
	"github.com/rogpeppe/go-internal":       {},
	"github.com/santhosh-tekuri/jsonschema": {},
}

const (
	internal = "baton/generator/internal/"
	command  = "baton/generator/cmd/baton"
)

type pkg struct {
	ImportPath string
	Imports    []string
	GoFiles    []string
	Dir        string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles,Dir", "baton/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// Packages of tests, which anything in a test may import and nothing else.
var support = []string{"vectors"}

func TestImportsRunOneWay(t *testing.T) {
	level := map[string]int{}
	for i, line := range strings.Split(strings.TrimSpace(below), "\n") {
		for name := range strings.FieldsSeq(line) {
			level[name] = i
		}
	}
	for _, p := range packages(t) {
		name, ok := strings.CutPrefix(p.ImportPath, internal)
		if !ok || len(p.GoFiles) == 0 || slices.Contains(support, name) {
			continue
		}
		own, ok := level[name]
		if !ok {
			t.Errorf("package %s has no place in the architecture: give it one in imports_test.go", name)
			continue
		}
		for _, imp := range p.Imports {
			if imp == "baton/layouts" || strings.HasPrefix(imp, command) {
				t.Errorf("%s imports %s: only the command does", name, imp)
			}
			other, ok := strings.CutPrefix(imp, internal)
			if ok && level[other] >= own {
				t.Errorf("%s imports %s, which is not below it", name, other)
			}
		}
	}
}

func TestModulesHaveOneOwner(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, internal)
		if p.ImportPath == command {
			name = "cmd"
		}
		if slices.Contains(support, name) {
			continue
		}
		for _, imp := range p.Imports {
			if first, _, _ := strings.Cut(imp, "/"); !strings.Contains(first, ".") {
				continue // the standard library, or ours
			}
			found := false
			for module, who := range owners {
				if imp == module || strings.HasPrefix(imp, module+"/") {
					found = true
					if !slices.Contains(who, name) {
						t.Errorf("%s imports %s, which belongs to %s", name, imp, strings.Join(who, ", "))
					}
				}
			}
			if !found {
				t.Errorf("%s imports %s, which has no owner: give it one in imports_test.go", name, imp)
			}
		}
	}
}

// Only publish and the command write; only the command prints and ends the process; rendering reads no disk.
func TestWhoTouchesTheWorld(t *testing.T) {
	may := map[string][]string{
		"os":        {"cmd", "source", "publish", "watch"},
		"os/exec":   {"cmd"},
		"log":       {},
		"net":       {"cmd", "serve"},
		"net/http":  {"cmd", "serve"},
		"time":      {"cmd", "source", "watch", "live", "serve", "content", "site", "render", "search"}, // dates in content, site, render and search, never the clock: see below
		"math/rand": {}, "math/rand/v2": {},
	}
	for _, p := range packages(t) {
		name, ok := strings.CutPrefix(p.ImportPath, internal)
		if p.ImportPath == command {
			name, ok = "cmd", true
		}
		if !ok || slices.Contains(support, name) {
			continue
		}
		for _, imp := range p.Imports {
			if who, listed := may[imp]; listed && !slices.Contains(who, name) {
				t.Errorf("%s imports %s; only %s may", name, imp, strings.Join(who, ", "))
			}
		}
	}
	out, err := exec.Command("git", "grep", "-nE", `time\.Now|fmt\.Print|os\.Exit|println\(`, "--", "*.go", ":!*_test.go", ":!../cmd", ":!vectors", ":!watch", ":!live", ":!serve", ":!source").CombinedOutput()
	var status *exec.ExitError
	switch {
	case errors.As(err, &status) && status.ExitCode() == 1:
	case err == nil:
		t.Errorf("a clock, a print or an exit outside the command:\n%s", out)
	default:
		t.Fatalf("git grep: %v\n%s", err, out)
	}
}
