package main

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/edit"
	"baton/generator/internal/source"
	"baton/generator/internal/typo"
)

type newCmd struct {
	Source string   `short:"s" placeholder:"DIR" default:"content" help:"Folder with the handbook (${default})."`
	Kind   string   `arg:"" help:"essay, playbook, checklist, role, decision, lesson or page."`
	Title  []string `arg:"" help:"What the page is called."`
	DryRun bool     `help:"Print the page and write nothing."`
	Open   bool     `help:"Open the page: with BATON_EDITOR, VISUAL or EDITOR, else with code."`
}

func (c *newCmd) Help() string {
	return `Examples:
  baton new role "Shift lead"
  baton new decision "Give money back" --open
  baton new playbook Overbooked --dry-run

The page is a short example that is filled in and correct: bend it until it says what is true. It stands in the
folder where the handbook keeps that kind, names roles that the handbook has, and brings no finding. Where every
page is linked to, it is added to the page that lists its neighbours. Nothing is ever overwritten.`
}

func (c *newCmd) Run(std streams) error {
	kind, err := kindNamed(c.Kind)
	if err != nil {
		return err
	}
	snap, err := source.Read(c.Source)
	if err != nil {
		return cannotRead(c.Source, err)
	}
	day, err := today()
	if err != nil {
		return &failure{status: exitUsage, err: err}
	}
	created, err := edit.New(snap, kind, strings.Join(c.Title, " "), day)
	if err != nil {
		return refused(std, c.Source, err)
	}
	page := created.Changes[0]
	name := filepath.Join(c.Source, page.Path)
	if c.DryRun {
		fmt.Fprintf(std.err, "%s would be:\n", printable(name))
		if created.Linked != "" {
			defer showChange(std.err, c.Source, snap, created.Changes[1])
		}
		_, err := std.out.Write(page.Data)
		return err
	}
	if err := apply(c.Source, created.Changes); err != nil {
		return err
	}
	fmt.Fprintln(std.out, printable(name))
	if created.Linked != "" {
		fmt.Fprintf(std.err, "linked from %s\n", printable(filepath.Join(c.Source, created.Linked)))
	}
	if c.Open {
		return openInEditor(std, name)
	}
	return nil
}

// openInEditor opens a file; an editor that takes the terminal has it until it ends.
func openInEditor(std streams, file string) error {
	argv, own, err := editorCommand(file, 1, 1)
	switch {
	case err != nil:
		return &failure{status: exitUsage, err: err}
	case !own:
		return launch(argv)
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = std.in, std.out, std.err
	return cmd.Run()
}

// kindNamed is the kind that a word means, plural or capital too.
func kindNamed(word string) (content.Kind, error) {
	names := []string{string(content.Page)}
	for _, k := range content.Kinds {
		names = append(names, string(k))
	}
	for _, n := range names {
		if w := strings.ToLower(word); w == n || w == n+"s" {
			return content.Kind(n), nil
		}
	}
	f := &failure{status: exitUsage, err: fmt.Errorf("there is no kind %q", word), hint: "use essay, playbook, checklist, role, decision, lesson or page"}
	if near := typo.Closest(strings.ToLower(word), names, 1); len(near) > 0 {
		f.hint = fmt.Sprintf("did you mean %s?", near[0])
	}
	return "", f
}

// refused is the failure that a refusal to change the handbook is, after the findings that are its reason.
func refused(std streams, dir string, err error) error {
	var r *edit.Refusal
	if !errors.As(err, &r) {
		return err
	}
	p := printer{w: std.err, dir: dir}
	for _, d := range r.Findings {
		p.finding(d)
	}
	return &failure{status: exitFindings, err: r, hint: r.Hint}
}

// showChange prints the lines of a file that a change touches.
func showChange(w io.Writer, dir string, snap *source.Snapshot, c edit.Change) {
	was := snap.File(c.Path)
	if c.From != "" {
		was = snap.File(c.From)
	}
	fmt.Fprintf(w, "%s:\n%s", printable(filepath.Join(dir, c.Path)), printable(edit.Diff(was.Data, c)))
}
