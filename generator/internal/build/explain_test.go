package build

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/source"
	"baton/layouts"
)

// What baton explain shows is true: the wrong example of a code yields it and nothing else, the right one nothing.
func TestExplanations(t *testing.T) {
	for _, rule := range diag.Rules() {
		t.Run(string(rule.Code), func(t *testing.T) {
			t.Parallel()
			e, err := diag.Explain(rule.Code)
			if err != nil {
				t.Fatal(err)
			}
			wrong := example(t, e, "wrong", e.Wrong)
			if len(wrong) == 0 {
				t.Errorf("the wrong example yields nothing")
			}
			for _, d := range wrong {
				if d.Code != rule.Code {
					t.Errorf("the wrong example yields %s %s: %s: %s", d.Pos, d.Code, d.Code.Rule().Name, d.Message)
				}
			}
			for _, d := range example(t, e, "right", e.Right) {
				t.Errorf("the right example yields %s %s: %s: %s", d.Pos, d.Code, d.Code.Rule().Name, d.Message)
			}
		})
	}
}

// example builds one side of an explanation, set up as it says, and returns the findings.
func example(t *testing.T, e diag.Explanation, side string, files []diag.ExampleFile) diag.List {
	t.Helper()
	dir := filepath.Join(t.TempDir(), side)
	for _, f := range files {
		write(t, filepath.Join(dir, f.Path), []byte(f.Data))
	}
	var due content.Date
	for _, line := range e.Setup {
		words := strings.Fields(line)
		target, here := strings.CutPrefix(words[1], side+"/")
		target = filepath.Join(dir, target)
		switch {
		case words[0] == "due" && len(words) == 2:
			due = content.Date(words[1])
		case words[0] == "symlink" && len(words) == 3:
			if here {
				link(t, words[2], target)
			}
		case words[0] == "byte" && len(words) == 3:
			if here {
				replaceByte(t, target, words[2])
			}
		default:
			t.Fatalf("setup %q is none of those in diag.Explanation", line)
		}
	}

	snap, err := source.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	b := Builder{Layouts: layouts.FS}
	r, err := b.Build(snap)
	if err != nil {
		t.Fatal(err)
	}
	diags := slices.Clone(r.Diags)
	if due != "" {
		diags = append(diags, r.Site.Overdue(due)...)
	}
	if f := snap.File(LockFile); f != nil {
		// An example remembers ids in its lock file; they are compared as baton check compares a baseline.
		lost, err := r.Site.LostIDs(f.Data)
		if err != nil {
			t.Fatal(err)
		}
		diags = append(diags, lost...)
	}
	return diags
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// link makes a symbolic link, and what it leads to if that is not there.
func link(t *testing.T, to, name string) {
	t.Helper()
	outside := filepath.Join(filepath.Dir(name), to)
	if _, err := os.Stat(outside); os.IsNotExist(err) {
		write(t, outside, []byte("# Outside\n"))
	}
	if err := os.Symlink(to, name); err != nil {
		t.Fatal(err)
	}
}

// replaceByte writes one byte, given in hexadecimal, wherever a file has the sign for what cannot be read.
func replaceByte(t *testing.T, name, text string) {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, bytes.ReplaceAll(data, []byte("\uFFFD"), b))
}
