package build_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/build"
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
			t.Skipf("no disk holds these names: %v", err)
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

// compareServed compares what is answered over HTTP.
func (c *cleaner) compareServed(t *rapid.T, g *build.Generation) {
	files, err := g.Files()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(serve.Handler(files))
	defer server.Close()
	for _, f := range files {
		u := server.URL + (&url.URL{Path: "/" + strings.TrimSuffix(f.Path, "index.html")}).EscapedPath()
		if got, err := get(u); err != nil || !bytes.Equal(got, f.Data) {
			t.Fatalf("GET %s: %v\n%s", u, err, lineDiff(string(got), string(f.Data)))
		}
	}
}

func get(u string) ([]byte, error) {
	resp, err := http.Get(u)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(resp.Body); err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return b.Bytes(), fmt.Errorf("status %s", resp.Status)
	}
	return b.Bytes(), nil
}
