package source

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/diag"
)

// meet looks at what the folder d has under a name and is no folder.
func (s *scan) meet(d *folder, h *handle, name string, item fs.FileInfo) {
	base := item.Name()
	link := item.Mode()&fs.ModeSymlink != 0
	switch {
	case !utf8.ValidString(name):
		d.diags.Add(diag.New(diag.UnusableName, diag.Pos{File: strings.ToValidUTF8(name, "\uFFFD")},
			"file name is not UTF-8; the file is left out"))
		return
	case !link && !item.Mode().IsRegular():
		return // a socket, a pipe or a device is no part of a handbook
	}
	e := d.entries[base]
	if e != nil && e.link != link {
		s.lose(e)
		e = nil
	}
	if e == nil {
		e = &entry{name: name, link: link, file: File{Path: path.Join(d.path, norm.NFC.String(base))}}
		d.entries[base] = e
		if e.file.Path != name {
			if s.odd[e.file.Path] == nil {
				s.odd[e.file.Path] = map[string]*entry{}
			}
			s.odd[e.file.Path][name] = e
		}
		if link {
			s.links[name] = e
		}
	}
	if link {
		s.meetLink(e)
		return
	}
	s.judge(e, stampOf(item), h, base)
}

// meetLink looks at where a link leads now. That may change with no change to the link.
func (s *scan) meetLink(e *entry) {
	e.mark = s
	bad := badLink(s.top.Root, e.name)
	if bad != e.bad {
		s.suspect(e)
	}
	if e.bad = bad; bad != "" {
		e.read = false
		return
	}
	if info, err := s.top.Stat(e.name); err == nil {
		s.judge(e, stampOf(info), s.top, e.name)
	}
}

// judge has a file read if it is not certain that it is as it was.
func (s *scan) judge(e *entry, now stamp, h *handle, name string) {
	e.mark = s
	if !e.read {
		s.born[now.id] = true
	}
	if e.read && e.stamp == now && e.aged && s.doubts[e.file.Path] == nil {
		return
	}
	s.pool.read(e, h, name, now)
}

// lose forgets a file that is gone.
func (s *scan) lose(e *entry) {
	s.suspect(e)
	delete(s.folders[parent(e.name)].entries, path.Base(e.name))
	delete(s.links, e.name)
	if twins := s.odd[e.file.Path]; twins != nil {
		if delete(twins, e.name); len(twins) == 0 {
			delete(s.odd, e.file.Path)
		}
	}
}

// owner is the entry that a path of the snapshot means, nil if there is none. Two names on disk can have one
// composed form; the first in the order of a walk has it.
func (f *Folder) owner(p string) *entry {
	all := f.claims(p)
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// entry is the file with a name on disk, nil if there is none.
func (f *Folder) entry(name string) *entry {
	if d := f.folders[parent(name)]; d != nil {
		return d.entries[path.Base(name)]
	}
	return nil
}

func (f *Folder) claims(p string) []*entry {
	var all []*entry
	if e := f.entry(p); e != nil && e.bad == "" {
		all = append(all, e)
	}
	for _, e := range f.odd[p] {
		if e.bad == "" {
			all = append(all, e)
		}
	}
	slices.SortFunc(all, func(a, b *entry) int {
		return slices.Compare(strings.Split(a.name, "/"), strings.Split(b.name, "/"))
	})
	return all
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
