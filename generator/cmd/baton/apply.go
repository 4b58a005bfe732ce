package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/edit"
	"baton/generator/internal/source"
)

// apply writes changes into the folder of a handbook. Every file is whole at every moment, and whatever moves is
// at its new place before anything that leads there is written, and at its old place until all of that is: so a
// handbook whose author is interrupted still resolves. Nothing is written if a file is not as it was when the
// changes were worked out.
func apply(dir string, changes []edit.Change) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return &failure{status: exitDisk, err: err}
	}
	defer root.Close()
	for _, c := range changes {
		if err := untouched(root, c); err != nil {
			return err
		}
	}
	for _, c := range changes {
		if err := write(root, c); err != nil {
			return &failure{status: exitDisk, err: fmt.Errorf("write %s: %w", filepath.Join(dir, c.Path), err)}
		}
	}
	for _, c := range changes {
		if c.From == "" || strings.EqualFold(c.From, c.Path) {
			continue
		}
		if err := root.Remove(c.From); err != nil {
			return &failure{status: exitDisk, err: fmt.Errorf("remove %s: %w", filepath.Join(dir, c.From), err)}
		}
	}
	return nil
}

// applyFix returns a function that mends one finding in the folder of a handbook, if its place still reads as it
// did when the finding was made.
func applyFix(dir string) func(diag.Fix) error {
	return func(fix diag.Fix) error {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return err
		}
		defer root.Close()
		snap := &source.Snapshot{}
		if data, err := root.ReadFile(fix.File); err == nil {
			snap.Files = []source.File{source.NewFile(fix.File, data)}
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		c, err := edit.Fix(snap, &fix)
		if err != nil {
			return err
		}
		return apply(dir, []edit.Change{c})
	}
}

// untouched checks that a file is what a change was worked out for: there with the same bytes, or not there.
func untouched(root *os.Root, c edit.Change) error {
	name := c.Path
	if c.From != "" {
		name = c.From
	}
	stop := func(format string, args ...any) error {
		return &failure{status: exitFindings, err: fmt.Errorf(format, args...), hint: "nothing was written; try again"}
	}
	info, err := root.Lstat(name)
	switch {
	case c.Was == nil && err == nil:
		return stop("%q is there already", name)
	case c.Was == nil && errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return &failure{status: exitDisk, err: err}
	case info.Mode()&fs.ModeSymlink != 0:
		return &failure{status: exitFindings, err: fmt.Errorf("%q is a symbolic link", name), hint: "change the file that it leads to"}
	}
	data, err := root.ReadFile(name)
	if err != nil {
		return &failure{status: exitDisk, err: err}
	}
	if source.NewFile(name, data).Sum != *c.Was {
		return stop("%q has changed meanwhile", name)
	}
	if c.From == "" || strings.EqualFold(c.From, c.Path) {
		return nil
	}
	if _, err := root.Lstat(c.Path); !errors.Is(err, fs.ErrNotExist) {
		return stop("%q is there already", c.Path)
	}
	return nil
}

// write makes one file as a change wants it. What is new is linked into its place, which fails if somebody else
// has put something there meanwhile.
func write(root *os.Root, c edit.Change) error {
	if err := root.MkdirAll(path.Dir(c.Path), 0o777); err != nil {
		return err
	}
	if c.From != "" && strings.EqualFold(c.From, c.Path) { // one file on some disks
		if err := root.Rename(c.From, c.Path); err != nil {
			return err
		}
		c.From = ""
	}
	tmp := c.Path + ".tmp" // on the ignore list
	if err := root.WriteFile(tmp, c.Data, 0o666); err != nil {
		return errors.Join(err, ignoreMissing(root.Remove(tmp)))
	}
	var err error
	if c.Was == nil || c.From != "" {
		err = root.Link(tmp, c.Path)
		if err != nil && !errors.Is(err, fs.ErrExist) { // a disk without links
			return root.Rename(tmp, c.Path)
		}
		return errors.Join(err, root.Remove(tmp))
	}
	if info, statErr := root.Stat(c.Path); statErr == nil {
		err = root.Chmod(tmp, info.Mode().Perm())
	}
	if err == nil {
		err = root.Rename(tmp, c.Path)
	}
	if err != nil {
		return errors.Join(err, ignoreMissing(root.Remove(tmp)))
	}
	return nil
}
