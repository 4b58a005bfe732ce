// Package source reads the bytes of a handbook: one snapshot of a folder, through os.Root, so that nothing
// outside the folder is ever read.
package source

import (
	"crypto/sha256"
	"path"
	"slices"
	"strings"

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
	scan, err := NewFolder(dir).Scan(nil, true)
	return scan.Snapshot, err
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
