package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// An editor opens the files of a handbook in the program that its author prefers.
type editor struct{ input input }

// open opens a file at a place. It starts a program of the author's choice and gives it a path that is surely
// inside the project; no shell reads the names.
func (e editor) open(file string, line, col int) error {
	p, err := e.find(file)
	if err != nil {
		return err
	}
	argv, own, err := editorCommand(p, line, col)
	switch {
	case err != nil:
		return err
	case own:
		return fmt.Errorf("%s needs a terminal of its own: %s:%d:%d", name(argv[0]), p, max(line, 1), max(col, 1))
	}
	if err := launch(argv); err != nil {
		return fmt.Errorf("cannot open the editor: %w", err)
	}
	return nil
}

// find returns the absolute path of a file of the handbook or of the layouts that are laid over ours.
func (e editor) find(file string) (string, error) {
	if p, ok := fileIn(e.input.Source, file); ok {
		return p, nil
	}
	if name, ok := strings.CutPrefix(file, layoutsPrefix); ok && e.input.Layouts != "" {
		if p, ok := fileIn(e.input.Layouts, name); ok {
			return p, nil
		}
	}
	return "", fmt.Errorf("%q is no file of this handbook", file)
}

// fileIn returns the absolute path of a regular file in a folder. What leads out of the folder is none.
func fileIn(dir, name string) (string, bool) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", false
	}
	defer root.Close()
	info, err := root.Stat(filepath.FromSlash(name))
	if err != nil || !info.Mode().IsRegular() {
		return "", false
	}
	p, err := filepath.Abs(filepath.Join(dir, filepath.FromSlash(name)))
	return p, err == nil
}

// errNoEditor says what to do about it.
var errNoEditor = errors.New("no editor is named: set BATON_EDITOR, VISUAL or EDITOR, for example to \"code\"")

// editorCommand is the command line that opens a file at a place, and whether the program takes over the
// terminal that it is started from. Line and column count from 1; 0 is unknown.
func editorCommand(path string, line, col int) (argv []string, terminal bool, err error) {
	for _, env := range []string{"BATON_EDITOR", "VISUAL", "EDITOR"} {
		if argv = words(os.Getenv(env)); len(argv) > 0 {
			break
		}
	}
	if len(argv) == 0 {
		if _, err := exec.LookPath("code"); err != nil {
			return nil, false, errNoEditor
		}
		argv = []string{"code"}
	}
	place := placements[name(argv[0])]
	if place == nil || line == 0 {
		place = func(path string, _, _ int) []string { return []string{path} }
	}
	return append(argv, place(path, line, max(col, 1))...), needsTerminal(argv), nil
}

// words splits a command line at blanks. A path with blanks in it may be quoted, or stand alone.
func words(command string) []string {
	if _, err := exec.LookPath(command); err == nil {
		return []string{command}
	}
	var out []string
	for i, part := range strings.Split(command, `"`) {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}

// name is what a program is called, however it is written.
func name(program string) string {
	return strings.ToLower(strings.TrimSuffix(filepath.Base(filepath.ToSlash(program)), ".exe"))
}

// placements say how editors are told of a line and a column.
var placements = func() map[string]func(path string, line, col int) []string {
	table := map[string]func(string, int, int) []string{}
	add := func(f func(string, int, int) []string, names ...string) {
		for _, n := range names {
			table[n] = f
		}
	}
	add(func(p string, l, c int) []string { return []string{"-g", fmt.Sprintf("%s:%d:%d", p, l, c)} },
		"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf")
	add(func(p string, l, c int) []string { return []string{fmt.Sprintf("%s:%d:%d", p, l, c)} },
		"subl", "sublime_text", "zed", "zeditor", "hx", "helix")
	add(func(p string, l, c int) []string { return []string{fmt.Sprintf("+%d", l), p} },
		"vi", "vim", "nvim", "gvim", "mvim", "neovide", "gedit", "ed")
	add(func(p string, l, c int) []string { return []string{fmt.Sprintf("+%d,%d", l, c), p} },
		"nano", "pico")
	add(func(p string, l, c int) []string { return []string{fmt.Sprintf("+%d:%d", l, c), p} },
		"emacs", "emacsclient", "micro", "kak")
	add(func(p string, l, c int) []string {
		return []string{"--line", fmt.Sprint(l), "--column", fmt.Sprint(c), p}
	}, "idea", "idea64", "goland", "webstorm", "pycharm", "phpstorm", "rubymine", "clion", "rider", "kate")
	return table
}()

// needsTerminal reports whether an editor draws in the terminal that it is started from.
func needsTerminal(argv []string) bool {
	switch name(argv[0]) {
	case "vi", "vim", "nvim", "nano", "pico", "hx", "helix", "micro", "kak", "ed", "joe", "ne", "mg":
		return true
	case "emacs", "emacsclient":
		windows := os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "" || runtime.GOOS == "darwin" || runtime.GOOS == "windows"
		return !windows || slices.ContainsFunc(argv[1:], func(a string) bool { return a == "-nw" || a == "-t" || a == "-tty" })
	}
	return false
}
