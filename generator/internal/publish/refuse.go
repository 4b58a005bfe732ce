package publish

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// ErrRefused is in every error that says that an output folder is not ours to write.
var ErrRefused = errors.New("refused")

// Refuse says why out may not be an output folder, nil if it may. It looks at where the path really leads,
// through links and whatever the case of its letters, and writes nothing.
//
// Refused are the root of the disk, the home folder, the working folder and every folder above it, and any
// folder that holds, is, or lies in one of the protected folders. A folder with other people's files is
// refused by Sync.
func Refuse(out string, protected []string) error {
	if strings.TrimSpace(out) == "" {
		return fmt.Errorf("%w: no output folder is named", ErrRefused)
	}
	real, err := realPath(out)
	if err != nil {
		return fmt.Errorf("output folder %s: %w", out, err)
	}
	if filepath.Dir(real) == real {
		return fmt.Errorf("%w: output folder %s is the root of the disk", ErrRefused, out)
	}
	if home, err := os.UserHomeDir(); err == nil && within(home, real) {
		return fmt.Errorf("%w: output folder %s is the home folder or above it", ErrRefused, out)
	}
	if cwd, err := os.Getwd(); err == nil && within(cwd, real) {
		return fmt.Errorf("%w: output folder %s is the working folder or above it", ErrRefused, out)
	}
	for _, dir := range protected {
		switch {
		case dir == "":
		case within(dir, real):
			return fmt.Errorf("%w: output folder %s holds %s, which is read", ErrRefused, out, dir)
		case within(real, dir):
			return fmt.Errorf("%w: output folder %s lies in %s, which is read", ErrRefused, out, dir)
		}
	}
	if info, err := os.Stat(real); err == nil && !info.IsDir() {
		return fmt.Errorf("%w: output folder %s is a file", ErrRefused, out)
	}
	return nil
}

// within reports whether inner is outer or lies in it.
func within(inner, outer string) bool {
	inner, err := realPath(inner)
	if err != nil {
		return false
	}
	want, err := os.Stat(outer)
	for {
		if inner == outer {
			return true
		}
		if err == nil {
			if have, e := os.Stat(inner); e == nil && os.SameFile(have, want) {
				return true // another spelling of the same folder
			}
		}
		up := filepath.Dir(inner)
		if up == inner {
			return false
		}
		inner = up
	}
}

// realPath is the absolute path with links resolved as far as it exists.
func realPath(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", err
	}
	rest := ""
	for dir := abs; ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest), nil
		}
		if filepath.Dir(dir) == dir {
			return abs, nil
		}
		rest = filepath.Join(filepath.Base(dir), rest)
	}
}

// refuseForeign refuses a folder that holds anything but what counts as empty.
func refuseForeign(disk disk) error {
	names, err := disk.ReadDir(".")
	if err != nil {
		return err
	}
	for _, name := range names {
		switch name {
		case ".gitignore", ".gitkeep", stateDir:
		default:
			return fmt.Errorf("%w: the output folder holds %q, which is not Baton's; choose an empty folder, or empty this one", ErrRefused, name)
		}
	}
	return nil
}
