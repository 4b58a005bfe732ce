package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// noEditor takes away what the machine says of editors.
func noEditor(t *testing.T) {
	t.Helper()
	for _, env := range []string{"BATON_EDITOR", "VISUAL", "EDITOR", "DISPLAY", "WAYLAND_DISPLAY"} {
		t.Setenv(env, "")
	}
	t.Setenv("PATH", t.TempDir())
}

func TestEditorsAreToldOfLineAndColumn(t *testing.T) {
	for editor, want := range map[string]string{
		"code":                     "code -g /p/a.md:3:9",
		"code --wait":              "code --wait -g /p/a.md:3:9",
		"/opt/bin/cursor":          "/opt/bin/cursor -g /p/a.md:3:9",
		"windsurf":                 "windsurf -g /p/a.md:3:9",
		"subl":                     "subl /p/a.md:3:9",
		"zed":                      "zed /p/a.md:3:9",
		"gvim":                     "gvim +3 /p/a.md",
		"idea":                     "idea --line 3 --column 9 /p/a.md",
		"unknown -x":               "unknown -x /p/a.md",
		`"/opt/my editor/code" -n`: "/opt/my editor/code -n -g /p/a.md:3:9",
		"Code.exe":                 "Code.exe -g /p/a.md:3:9",
		"vim":                      "vim +3 /p/a.md (terminal)",
		"nvim -p":                  "nvim -p +3 /p/a.md (terminal)",
		"vi":                       "vi +3 /p/a.md (terminal)",
		"nano":                     "nano +3,9 /p/a.md (terminal)",
		"hx":                       "hx /p/a.md:3:9 (terminal)",
		"emacs -nw":                "emacs -nw +3:9 /p/a.md (terminal)",
		"emacsclient -t":           "emacsclient -t +3:9 /p/a.md (terminal)",
	} {
		noEditor(t)
		t.Setenv("EDITOR", editor)
		argv, terminal, err := editorCommand("/p/a.md", 3, 9)
		got := strings.Join(argv, " ")
		if terminal {
			got += " (terminal)"
		}
		if err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", editor, got, err, want)
		}
	}
	t.Setenv("DISPLAY", ":0")
	t.Setenv("EDITOR", "emacs")
	if _, terminal, _ := editorCommand("/p/a.md", 3, 9); terminal {
		t.Error("emacs has windows, and is taken for a program of the terminal")
	}
}

func TestWhichEditor(t *testing.T) {
	noEditor(t)
	if _, _, err := editorCommand("/p/a.md", 0, 0); err == nil || !strings.Contains(err.Error(), "BATON_EDITOR") {
		t.Errorf("no editor: %v", err)
	}
	script(t, "code", "exit 0")
	t.Setenv("PATH", os.Getenv("BIN"))
	for _, step := range []struct{ env, editor, want string }{
		{"", "", "code"}, {"EDITOR", "three", "three"}, {"VISUAL", "two", "two"}, {"BATON_EDITOR", "one", "one"},
	} {
		if step.env != "" {
			t.Setenv(step.env, step.editor)
		}
		if argv, _, err := editorCommand("/p/a.md", 0, 0); err != nil || !slices.Equal(argv, []string{step.want, "/p/a.md"}) {
			t.Errorf("with %s: %q, %v, want %s", step.env, argv, err, step.want)
		}
	}
}

// script puts a program with the name on a path of its own, BIN.
func script(t *testing.T, name, text string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("SKIPPED: the stand-in is a shell script")
	}
	dir := t.TempDir()
	t.Setenv("BIN", dir)
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+text+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
}

// What pages and keys ask to open is a file of the handbook or of the layouts, whatever it is called, and no shell
// reads its name.
func TestTheEditorOpensFilesOfTheProjectOnly(t *testing.T) {
	noEditor(t)
	dir := t.TempDir()
	write := func(name string) string {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("# Text\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		return p
	}
	page, dash := write("book/roles/lead.md"), write("book/-g.md")
	odd := write("book/$(touch owned);a b.md")
	own, template := write("book/layouts/both.html"), write("mine/base.html")
	write("mine/both.html")
	secret := write("secret.md")
	if err := os.Symlink(secret, filepath.Join(dir, "book/link.md")); err != nil {
		t.Fatal(err)
	}
	script(t, "fake", `printf '%s\n' "$#" "$@" > "`+dir+`/new" && mv "`+dir+`/new" "`+dir+`/args"`)
	t.Setenv("BATON_EDITOR", filepath.Join(os.Getenv("BIN"), "fake")+" -w")
	t.Setenv("PATH", "/bin:/usr/bin")
	e := editor{input{Source: filepath.Join(dir, "book"), Layouts: filepath.Join(dir, "mine")}}
	for name, want := range map[string]string{
		"roles/lead.md": page, "-g.md": dash, "$(touch owned);a b.md": odd,
		"layouts/base.html": template, "layouts/both.html": own,
	} {
		if err := e.open(name, 3, 9); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		args := await(t, filepath.Join(dir, "args"))
		if args != "2\n-w\n"+want+"\n" {
			t.Errorf("%s: the editor was given %q, want %q", name, args, want)
		}
	}
	for _, name := range []string{"../secret.md", "roles/../../secret.md", secret, "link.md", "roles", "", ".", "nowhere.md",
		"layouts/../../secret.md", "layouts/nowhere.html", "roles/lead.md\x00"} {
		if err := e.open(name, 1, 1); err == nil {
			t.Errorf("%q was opened", name)
		}
	}
	if _, err := os.Stat("owned"); err == nil {
		t.Error("a shell has read the name")
	}
	t.Setenv("BATON_EDITOR", "vim")
	if err := e.open("roles/lead.md", 3, 9); err == nil || !strings.Contains(err.Error(), page+":3:9") {
		t.Errorf("an editor of the terminal: %v", err)
	}
	t.Setenv("BATON_EDITOR", "$(touch owned)")
	if err := e.open("roles/lead.md", 3, 9); err == nil {
		t.Error("a program that is not there was started")
	}
}

// await returns what a file holds as soon as it is there, and removes it.
func await(t *testing.T, name string) string {
	t.Helper()
	for limit := time.Now().Add(patience); ; time.Sleep(2 * time.Millisecond) {
		data, err := os.ReadFile(name)
		if err == nil {
			os.Remove(name)
			return string(data)
		}
		if time.Now().After(limit) {
			t.Fatalf("waited in vain for %s", name)
		}
	}
}
