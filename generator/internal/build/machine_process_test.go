package build_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/asset"
	"baton/generator/internal/build"
	"baton/generator/internal/live"
	"baton/generator/internal/publish"
	"baton/generator/internal/serve"
	"baton/generator/internal/source"
	"baton/layouts"
)

// order is what TestBuildInAnotherProcess is told, in the environment, as JSON.
type order struct {
	Content, Layouts, Out string // folders
	Base                  string
	Options               build.Options
}

const orderVariable = "BATON_TEST_BUILD"

// compareProcess compares a generation with what another process, which has never built anything, makes of the same
// files on a disk, and publishes.
func (c *cleaner) compareProcess(t *rapid.T, g *build.Generation, b book) {
	if len(b.leftOut) > 0 {
		return // there is no such link on the disk
	}
	dir, err := os.MkdirTemp("", "baton-machine-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	o := order{filepath.Join(dir, "content"), filepath.Join(dir, "layouts"), filepath.Join(dir, "public"), c.base, c.options}
	for folder, files := range map[string]tree{o.Content: b.content, o.Layouts: b.layouts} {
		if err := files.write(folder); err != nil {
			if runtime.GOOS == "linux" { // whose disks hold every name that the machine makes
				t.Fatal(err)
			}
			t.Skipf("SKIPPED: this disk does not hold these names: %v", err)
		}
	}
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestBuildInAnotherProcess$")
	cmd.Env = append(os.Environ(), orderVariable+"="+string(text))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("another process: %v\n%s", err, out)
	}
	files, err := g.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(o.Out, filepath.FromSlash(f.Path)))
		if err != nil || !bytes.Equal(data, f.Data) {
			t.Fatalf("%s differs from what another process publishes: %v\n%s", f.Path, err, lineDiff(string(f.Data), string(data)))
		}
	}
	// Nothing is published that the generation does not have, and its own files published are the same.
	changes, err := publish.Sync(o.Out, nil, files)
	if err != nil || changes.Written+changes.Removed > 0 {
		t.Fatalf("publishing over what another process published: %+v, %v", changes, err)
	}
}

func (tr tree) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for p, text := range tr {
		p = filepath.Join(dir, filepath.FromSlash(p))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// TestBuildInAnotherProcess is the other process; it tests nothing.
func TestBuildInAnotherProcess(t *testing.T) {
	text := os.Getenv(orderVariable)
	if text == "" {
		return
	}
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		t.Fatal(err)
	}
	content, err := source.Read(o.Content)
	if err != nil {
		t.Fatal(err)
	}
	over, err := source.Read(o.Layouts)
	if err != nil {
		t.Fatal(err)
	}
	b := build.Builder{Layouts: layouts.Overlay(over.FS(), bases[o.Base]), Options: o.Options}
	r, err := b.Build(content)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Sync(o.Out, nil, r.Files); err != nil {
		t.Fatal(err)
	}
}

// compareServed compares what is answered over HTTP, without the script that serve adds to pages.
func (c *cleaner) compareServed(t *rapid.T, g *build.Generation) {
	files, err := g.Files()
	if err != nil {
		t.Fatal(err)
	}
	shown := serve.New(still{&live.State{Number: 1, Generation: g, Content: g.Inputs.Content}}, serve.Options{})
	defer shown.Close()
	server := httptest.NewServer(shown)
	defer server.Close()
	for _, f := range files {
		u := server.URL + (&url.URL{Path: "/" + strings.TrimSuffix(f.Path, "index.html")}).EscapedPath()
		got, err := get(u)
		if f.Path == asset.Worker {
			f.Data = []byte(asset.RemoveWorker) // the one file that serve has its own idea of
		}
		if bare := addedScript.ReplaceAll(got, nil); err != nil || !bytes.Equal(bare, f.Data) {
			t.Fatalf("GET %s: %v\n%s", u, err, lineDiff(string(bare), string(f.Data)))
		}
	}
}

var addedScript = regexp.MustCompile(`<script type="module" src="/_baton/live.js" [^>]*></script>`)

// still is a session in which nothing happens.
type still struct{ state *live.State }

func (s still) State() (*live.State, <-chan struct{}) { return s.state, nil }

func get(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("status %s", resp.Status)
	}
	return io.ReadAll(resp.Body)
}
