// Package source reads the bytes of a handbook: one snapshot of a folder, through os.Root, so that nothing
// outside the folder is ever read.
package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/diag"
)

// Sum is the SHA-256 of a file's bytes.
type Sum [sha256.Size]byte

// File is one file of the snapshot.
type File struct {
	Path string // relative, forward slashes, composed form (NFC)
	Data []byte
	Sum  Sum
}

// NewFile returns a file with its sum.
func NewFile(path string, data []byte) File {
	return File{Path: path, Data: data, Sum: sha256.Sum256(data)}
}

// Snapshot is a folder at one moment: files sorted by path.
type Snapshot struct {
	Files []File
	Diags diag.List // files that were not read, and why
}

// File returns the file with the given path, nil if there is none.
func (s *Snapshot) File(path string) *File {
	i, ok := slices.BinarySearchFunc(s.Files, path, func(f File, p string) int { return strings.Compare(f.Path, p) })
	if !ok {
		return nil
	}
	return &s.Files[i]
}

// Read takes a snapshot of the folder dir. Names on the ignore list are passed over. A link is followed if it
// leads to a file inside the folder; any other link is left out with a diagnostic. An error means that the
// folder could not be read.
func Read(dir string) (*Snapshot, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()

	s := &Snapshot{}
	names, err := s.list(root)
	if err != nil {
		return nil, err
	}
	if err := s.readAll(root, names); err != nil {
		return nil, err
	}
	return s, nil
}

// entry is a file found by list: its name on disk and its path in the snapshot.
type entry struct{ name, path string }

func (s *Snapshot) list(root *os.Root) ([]entry, error) {
	var found []entry
	seen := map[string]string{}
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && errors.Is(err, fs.ErrNotExist) && name != ".":
			return nil // it vanished while we looked; the next scan sees it or not
		case err != nil:
			return err
		case name == ".":
			return nil
		case Ignored(d.Name(), d.IsDir()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case !utf8.ValidString(name):
			s.Diags.Add(diag.New(diag.UnusableName, diag.Pos{File: strings.ToValidUTF8(name, "\uFFFD")},
				"file name is not UTF-8; the file is left out"))
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			if why := badLink(root, name); why != "" {
				s.Diags.Add(diag.New(diag.OutsideSource, diag.Pos{File: name}, "link %s; it is left out", why).
					WithHint("put a copy of the file here, or link to it by its address"))
				return nil
			}
		} else if !d.Type().IsRegular() {
			return nil // a socket, a pipe or a device is no part of a handbook
		}
		p := norm.NFC.String(name)
		if first, ok := seen[p]; ok {
			s.Diags.Add(diag.New(diag.TwoSources, diag.Pos{File: p},
				"two files have this name, once composed and once decomposed; the second, %q, is left out", first))
			return nil
		}
		seen[p] = name
		found = append(found, entry{name: name, path: p})
		return nil
	})
	slices.SortFunc(found, func(a, b entry) int { return strings.Compare(a.path, b.path) })
	return found, err
}

// badLink says why a symbolic link is not followed, "" if it may be.
func badLink(root *os.Root, name string) string {
	info, err := root.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "leads to nothing"
	case err != nil:
		return "leads out of the folder"
	case info.IsDir():
		return "leads to a folder"
	case !info.Mode().IsRegular():
		return "leads to something that is no file"
	}
	return ""
}

// readAll reads the files side by side; the order of the snapshot is the order of found.
func (s *Snapshot) readAll(root *os.Root, found []entry) error {
	files := make([]File, len(found))
	errs := make([]error, len(found))
	work := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0)*2, max(len(found), 1)) {
		wg.Go(func() {
			for i := range work {
				data, err := root.ReadFile(found[i].name)
				if err != nil {
					errs[i] = err
					continue
				}
				files[i] = NewFile(found[i].path, data)
			}
		})
	}
	for i := range found {
		work <- i
	}
	close(work)
	wg.Wait()

	for i, err := range errs {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			// It vanished between the list and the read.
		case err != nil:
			return fmt.Errorf("read %s: %w", found[i].name, err)
		default:
			s.Files = append(s.Files, files[i])
		}
	}
	return nil
}

// Ignored reports whether a name is never part of a handbook: dot files, what editors and systems leave
// while they work, and folders of other tools. Building and watching share this one list.
func Ignored(name string, isDir bool) bool {
	switch {
	case strings.HasPrefix(name, "."),
		strings.HasSuffix(name, "~"),
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"),
		strings.HasSuffix(name, "___jb_tmp___"),
		strings.HasSuffix(name, "___jb_old___"):
		return true
	}
	if isDir {
		return name == "node_modules"
	}
	switch name {
	case "4913", "Thumbs.db", "desktop.ini", "Icon\r":
		return true
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".swp", ".swo", ".swx", ".bak", ".bck", ".tmp", ".orig", ".rej", ".part", ".crdownload":
		return true
	}
	return false
}
