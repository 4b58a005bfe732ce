package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"baton/generator/internal/edit"
	"baton/generator/internal/source"
)

type renameCmd struct {
	Source string `short:"s" placeholder:"DIR" default:"content" help:"Folder with the handbook (${default})."`
	Old    string `arg:"" help:"Path of a page; for a heading, with # and its id."`
	New    string `arg:"" help:"Its new path, or a folder that ends with /; for a heading, its new text, or # and its new id."`
	DryRun bool   `help:"Show what would change, line by line, and write nothing."`
}

func (c *renameCmd) Help() string {
	return `Examples:
  baton rename roles/shift-lead.md roles/duty-lead.md
  baton rename roles/duty-lead teams/night/ --dry-run
  baton rename roles/duty-lead.md#keep-it-calm "Keep everybody calm"
  baton rename roles/duty-lead.md#keep-it-calm '#calm'

Every link and every name that led there still does, however it is written, and so does the old address: of a
page as redirect_from, of a heading as <!-- was: … -->. Images beside a page stay where they are. What cannot be
kept so is refused, and nothing is written.`
}

func (c *renameCmd) Run(std streams) error {
	snap, err := source.Read(c.Source)
	if err != nil {
		return cannotRead(c.Source, err)
	}
	r, err := edit.Rename(snap, c.inside(c.Old), c.renamed())
	if err != nil {
		return refused(std, c.Source, err)
	}
	if !c.DryRun {
		if err := apply(c.Source, r.Changes); err != nil {
			return err
		}
	}
	c.say(std.out, r)
	if c.DryRun {
		for _, change := range r.Changes {
			showChange(std.out, c.Source, snap, change)
		}
	}
	return nil
}

// renamed is the new path or text. Only a path may begin with the name of the source folder.
func (c *renameCmd) renamed() string {
	if strings.Contains(c.Old, "#") {
		return c.New
	}
	return c.inside(c.New)
}

// inside is a path relative to the source folder, for an author who named the folder, too, as a shell completes it.
func (c *renameCmd) inside(name string) string {
	name = filepath.ToSlash(name)
	dir := path.Clean(filepath.ToSlash(c.Source)) + "/"
	rest, ok := strings.CutPrefix(strings.TrimPrefix(name, "./"), strings.TrimPrefix(dir, "./"))
	if !ok || rest == "" {
		return name
	}
	if _, err := os.Lstat(filepath.Join(c.Source, dir)); err == nil {
		return name // there is a folder of that name in it
	}
	return rest
}

// say tells what moved, what keeps leading there, and where links were rewritten.
func (c *renameCmd) say(w io.Writer, r *edit.Renamed) {
	verb := "is now"
	if c.DryRun {
		verb = "would be"
	}
	at := func(p string) string { return printable(filepath.ToSlash(filepath.Join(c.Source, p))) }
	fmt.Fprintf(w, "%s %s %s\n", at(r.Old), verb, at(r.New))
	for _, file := range slices.Sorted(maps.Keys(r.Links)) {
		fmt.Fprintf(w, "  %s: %s\n", at(file), count(r.Links[file], "reference"))
	}
	if r.Kept != "" {
		fmt.Fprintf(w, "  %s leads there\n", printable(r.Kept))
	}
	if r.Alias != "" {
		fmt.Fprintf(w, "  %q is an alias of it\n", printable(r.Alias))
	}
}
