// Package enginetest runs the search engine of browsers under Node, over indexes that package search makes.
package enginetest

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/generator/internal/search"
	"baton/layouts"
)

// The types of layouts/scripts/search/types.ts, as far as tests look at them.
type (
	answer struct {
		Query     string
		Corrected string
		Total     int
		Kinds     map[string]int
		Kind      []string
		Role      string
		Results   []result
		Rough     bool
		More      bool
	}
	result struct {
		Address  string
		Title    marked
		Kind     string
		Mine     bool
		Excerpt  marked
		Sections []hit
	}
	hit struct {
		ID      string
		As      string
		Heading marked
		Excerpt marked
		Role    string
		Level   string
		Lit     bool
		Text    string
	}
	marked [][2]any
)

// String has square brackets around what is marked.
func (m marked) String() string {
	var b strings.Builder
	for _, p := range m {
		if p[1] == true {
			fmt.Fprintf(&b, "[%s]", p[0])
		} else {
			fmt.Fprint(&b, p[0])
		}
	}
	return b.String()
}

type options struct {
	Limit int      `json:"limit,omitempty"`
	Kinds []string `json:"kinds,omitempty"`
	Role  string   `json:"role,omitempty"`
	Own   []string `json:"own,omitempty"`
	Exact bool     `json:"exact,omitempty"`
}

// node is the one process that all tests ask.
var node struct {
	in  io.Writer
	out *bufio.Reader
}

func TestMain(m *testing.M) {
	stop, err := start()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

func start() (stop func(), err error) {
	dir, err := os.MkdirTemp("", "engine")
	if err != nil {
		return nil, err
	}
	a, err := asset.Bundle(layouts.FS, &content.Config{})
	if err != nil {
		return nil, err
	}
	var engine, more []byte
	for _, f := range a.Files {
		switch "/" + f.Path {
		case a.Engine:
			engine = f.Data
		case a.More:
			more = f.Data
		}
	}
	whole, err := build("more.ts", "", "const slack = 1;", "const slack = Infinity;")
	if err != nil {
		return nil, err
	}
	tokens, err := build("tokens.ts", "batonTokens", "", "")
	if err != nil {
		return nil, err
	}
	var files []string
	for i, data := range [][]byte{engine, more, whole, tokens} {
		files = append(files, filepath.Join(dir, fmt.Sprint(i, ".js")))
		if err := os.WriteFile(files[i], data, 0o644); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command("node", append([]string{"testdata/driver.mjs"}, files...)...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("node is needed here, and ./generator/test installs it: %w", err)
	}
	node.in, node.out = in, bufio.NewReaderSize(out, 1<<20)
	return func() {
		in.Close()
		cmd.Wait()
		os.RemoveAll(dir)
	}, nil
}

// build bundles a script of the engine with something replaced, which must be there.
func build(entry, global, old, with string) ([]byte, error) {
	replaced := old == ""
	edit := api.Plugin{Name: "edit", Setup: func(b api.PluginBuild) {
		b.OnLoad(api.OnLoadOptions{Filter: `\.ts$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := os.ReadFile(args.Path)
			text := string(data)
			if old != "" && strings.Contains(text, old) {
				replaced, text = true, strings.Replace(text, old, with, 1)
			}
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS}, err
		})
	}}
	r := api.Build(api.BuildOptions{
		EntryPoints: []string{"../../../../layouts/scripts/search/" + entry}, Bundle: true, Format: api.FormatIIFE, GlobalName: global,
		Charset: api.CharsetUTF8, TsconfigRaw: "{}", Plugins: []api.Plugin{edit},
	})
	switch {
	case len(r.Errors) > 0:
		return nil, errors.New(r.Errors[0].Text)
	case !replaced:
		return nil, fmt.Errorf("no script of the engine has %q", old)
	}
	return r.OutputFiles[0].Contents, nil
}

// reply is what the driver says.
type reply struct {
	Value json.RawMessage
	Reads []string
	MS    float64
	Error string
}

// ask sends one line to the driver.
func ask(t testing.TB, question map[string]any) reply {
	t.Helper()
	line, err := json.Marshal(question)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := node.in.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
	text, err := node.out.ReadBytes('\n')
	if err != nil {
		t.Fatalf("node is gone: %v", err)
	}
	var r reply
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return r
}

// site is the index of a small handbook, in a folder.
type site struct {
	testing.TB
	dir string
}

// handbook makes an index of pages. What a page does not say is filled in.
func handbook(t testing.TB, o search.Options, pages ...search.Page) site {
	t.Helper()
	s := site{t, t.TempDir()}
	s.publish(o, pages...)
	return s
}

func (s site) publish(o search.Options, pages ...search.Page) {
	s.Helper()
	o.Language = cmp.Or(o.Language, "en")
	byAddress := map[string]*search.Page{}
	var all []*search.Contribution
	for i := range pages {
		p := pages[i]
		p.Kind = cmp.Or(p.Kind, "essay")
		byAddress[p.Address] = &p
		all = append(all, search.Contribute(&p))
	}
	ix := search.NewIndexer(o).Index(all, func(address string) (*search.Page, error) { return byAddress[address], nil })
	for _, path := range ix.Paths() {
		data, err := ix.File(path)
		if err != nil {
			s.Fatal(err)
		}
		file := filepath.Join(s.dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			s.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			s.Fatal(err)
		}
	}
}

// search answers a query, and fails if the engine does.
func (s site) search(query string, o options) answer {
	s.Helper()
	r := ask(s, map[string]any{"site": s.dir, "query": query, "options": o})
	if r.Error != "" {
		s.Fatalf("%q: %s", query, r.Error)
	}
	var a answer
	if err := json.Unmarshal(r.Value, &a); err != nil {
		s.Fatal(err)
	}
	return a
}

// find returns the addresses of the results of a query.
func (s site) find(query string) []string {
	s.Helper()
	return s.search(query, options{}).addresses()
}

func (a answer) addresses() []string {
	list := []string{}
	for _, r := range a.Results {
		list = append(list, r.Address)
	}
	return list
}

// first checks which page comes first.
func (s site) first(query, want string) {
	s.Helper()
	if got := s.find(query); len(got) == 0 || got[0] != want {
		s.Errorf("%q finds %v, want %s first", query, got, want)
	}
}

// page is a page with a title and one section of text.
func page(address, title, text string) search.Page {
	return search.Page{Address: address, Title: title, Sections: []search.Section{{Text: text}}}
}

func unmarshal(t testing.TB, r reply, v any) {
	t.Helper()
	if r.Error != "" {
		t.Fatal(r.Error)
	}
	if err := json.Unmarshal(r.Value, v); err != nil {
		t.Fatal(err)
	}
}

func unzip(t testing.TB, data []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
