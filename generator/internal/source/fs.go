package source

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Sum is the sum of all files of the snapshot, their paths included.
func (s *Snapshot) Sum() Sum {
	h := sha256.New()
	for _, f := range s.Files {
		io.WriteString(h, f.Path)
		h.Write([]byte{0})
		h.Write(f.Sum[:])
	}
	return Sum(h.Sum(nil))
}

// FS returns the files of the snapshot as a file system that never changes.
func (s *Snapshot) FS() fs.FS { return snapshotFS{s} }

type snapshotFS struct{ *Snapshot }

// Open implements fs.FS.
func (s snapshotFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if f := s.File(name); f != nil {
		return &openFile{fileInfo{name: path.Base(name), size: int64(len(f.Data))}, bytes.NewReader(f.Data)}, nil
	}
	if entries := s.entries(name); entries != nil || name == "." {
		return &openFolder{fileInfo{name: path.Base(name), dir: true}, entries}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// entries lists the folder name, nil if there is none.
func (s snapshotFS) entries(name string) []fs.DirEntry {
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	var out []fs.DirEntry
	for _, f := range s.Files {
		rest, ok := strings.CutPrefix(f.Path, prefix)
		if !ok {
			continue
		}
		info := fileInfo{name: rest, size: int64(len(f.Data))}
		if first, _, deeper := strings.Cut(rest, "/"); deeper {
			info = fileInfo{name: first, dir: true}
		}
		if !slices.ContainsFunc(out, func(e fs.DirEntry) bool { return e.Name() == info.name }) {
			out = append(out, fs.FileInfoToDirEntry(info))
		}
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return out
}

type fileInfo struct {
	name string
	size int64
	dir  bool
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return i.dir }
func (i fileInfo) Sys() any           { return nil }
func (i fileInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type openFile struct {
	info fileInfo
	*bytes.Reader
}

func (f *openFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFile) Close() error               { return nil }

type openFolder struct {
	info fileInfo
	rest []fs.DirEntry
}

func (f *openFolder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openFolder) Close() error               { return nil }
func (f *openFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (f *openFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.rest)
	} else if len(f.rest) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.rest))
	out := f.rest[:n:n]
	f.rest = f.rest[n:]
	return out, nil
}
