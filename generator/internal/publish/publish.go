// Package publish brings an output folder up to date with the files of a site. It alone writes. It replaces
// and removes only what its own manifest lists, and every file is whole at every moment.
//
// How: all changed files are first written beside the site (in .baton/tmp), so that a full disk leaves the
// site as it was. Then each is renamed into its place: what pages need first, pages next, indexes last.
// Then files that no longer belong to the site are removed. The manifest names the union of old and new
// files before the first rename, and the new ones at the end, so that a killed run is completed by the next.
package publish

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// File is one file of the site.
type File struct {
	Path string // relative to the output folder, forward slashes: "roles/incident-lead/index.html"
	Data []byte
}

// Changes says what Sync did.
type Changes struct {
	Written int
	Kept    int // had the right bytes already
	Removed int
}

// Sync makes the folder out hold exactly files, apart from what others keep there. It creates out if need be.
//
// It refuses, before anything is written, an out that would put other people's files at risk: see Refuse.
// protected are the folders that are read: the source and the layouts.
func Sync(out string, protected []string, files []File) (Changes, error) {
	if err := Refuse(out, protected); err != nil {
		return Changes{}, err
	}
	disk, err := open(out)
	if err != nil {
		return Changes{}, fmt.Errorf("open the output folder: %w", err)
	}
	defer disk.Close()
	return sync(disk, files)
}

const (
	stateDir     = ".baton"
	tmpDir       = stateDir + "/tmp"
	manifestPath = stateDir + "/manifest.json"
)

func sync(disk disk, files []File) (Changes, error) {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int {
		return cmp.Or(cmp.Compare(rank(a.Path), rank(b.Path)), strings.Compare(a.Path, b.Path))
	})
	if err := validate(files); err != nil {
		return Changes{}, err
	}
	old, err := readManifest(disk)
	if err != nil {
		return Changes{}, err
	}
	if old == nil {
		if err := refuseForeign(disk); err != nil {
			return Changes{}, err
		}
	}
	if err := cleanUp(disk); err != nil {
		return Changes{}, err
	}

	changed, err := differing(disk, old, files)
	if err != nil {
		return Changes{}, err
	}
	stale := staleFiles(old, files)
	result := Changes{Written: len(changed), Kept: len(files) - len(changed), Removed: len(stale)}
	next := newManifest(files)
	if len(changed) == 0 && len(stale) == 0 && next.equal(old) {
		return result, nil
	}

	staged, err := stage(disk, changed)
	if err != nil {
		return Changes{}, errors.Join(err, cleanUp(disk))
	}
	if err := writeManifest(disk, next.union(old)); err != nil {
		return Changes{}, err
	}
	blocking, stale := split(stale, changed)
	if err := remove(disk, blocking); err != nil {
		return Changes{}, err
	}
	for i, f := range changed {
		if err := place(disk, staged[i], f.Path); err != nil {
			return Changes{}, fmt.Errorf("write %s: %w", f.Path, err)
		}
	}
	if err := remove(disk, stale); err != nil {
		return Changes{}, err
	}
	if err := writeManifest(disk, next); err != nil {
		return Changes{}, err
	}
	return result, cleanUp(disk)
}

// cleanUp removes temporary files, those of a killed run too.
func cleanUp(disk disk) error {
	if err := disk.RemoveAll(tmpDir); err != nil {
		return fmt.Errorf("clean up %s: %w", tmpDir, err)
	}
	return nil
}

// rank orders files so that nobody who reads meanwhile meets a page before what it needs.
func rank(p string) int {
	switch {
	case path.Base(p) == "index.html" || path.Base(p) == "index.md":
		return 1
	case strings.Contains(p, "/"):
		return 0 // assets, images, whatever lies beside pages
	}
	return 2 // sitemap, feed, handbook.json, 404
}

// validate refuses paths that leave the folder, that are ours, or that stand twice.
func validate(files []File) error {
	seen := make(map[string]bool, len(files))
	for _, f := range files {
		switch {
		case !fs.ValidPath(f.Path) || f.Path == "." || strings.ContainsAny(f.Path, "\\\x00"):
			return fmt.Errorf("path %q would leave the output folder", f.Path)
		case f.Path == stateDir || strings.HasPrefix(f.Path, stateDir+"/"):
			return fmt.Errorf("path %q is Baton's own", f.Path)
		case seen[f.Path]:
			return fmt.Errorf("path %q stands twice", f.Path)
		}
		seen[f.Path] = true
	}
	return nil
}

// differing returns the files whose bytes are not in their place yet. A file that stands in the way without
// being in the manifest is somebody else's: an error, unless it has the very bytes.
func differing(disk disk, old *manifest, files []File) ([]File, error) {
	equal := make([]bool, len(files))
	err := parallel(len(files), func(i int) error {
		have, err := disk.ReadFile(files[i].Path)
		switch {
		case err == nil && bytes.Equal(have, files[i].Data):
			equal[i] = true
		case err == nil && !old.has(files[i].Path):
			return fmt.Errorf("%s is not Baton's and will not be replaced; move it away or choose another output folder", files[i].Path)
		case err != nil && !errors.Is(err, fs.ErrNotExist) && !wrongShape(err) && !old.has(files[i].Path):
			return fmt.Errorf("read %s: %w", files[i].Path, err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []File
	for i, f := range files {
		if !equal[i] {
			out = append(out, f)
		}
	}
	return out, nil
}

// staleFiles are those that an earlier run wrote and that the site has no more.
func staleFiles(old *manifest, files []File) []string {
	if old == nil {
		return nil
	}
	keep := make(map[string]bool, len(files))
	for _, f := range files {
		keep[f.Path] = true
	}
	var out []string
	for _, p := range old.Files {
		if !keep[p] {
			out = append(out, p)
		}
	}
	return out
}

// split parts the stale files that stand where a changed file needs a folder, or the other way round, from
// those that can wait until all pages are in place.
func split(stale []string, changed []File) (blocking, rest []string) {
	folders, files := map[string]bool{}, map[string]bool{}
	for _, f := range changed {
		files[f.Path] = true
		for d := path.Dir(f.Path); d != "."; d = path.Dir(d) {
			folders[d] = true
		}
	}
	for _, p := range stale {
		blocks := folders[p]
		for d := path.Dir(p); d != "."; d = path.Dir(d) {
			blocks = blocks || files[d]
		}
		if blocks {
			blocking = append(blocking, p)
		} else {
			rest = append(rest, p)
		}
	}
	return blocking, rest
}

// stage writes the bytes beside the site and returns their names.
func stage(disk disk, files []File) ([]string, error) {
	if err := disk.MkdirAll(tmpDir); err != nil {
		return nil, fmt.Errorf("create %s: %w", tmpDir, err)
	}
	names := make([]string, len(files))
	err := parallel(len(files), func(i int) error {
		names[i] = fmt.Sprintf("%s/%d", tmpDir, i)
		if err := disk.WriteFile(names[i], files[i].Data); err != nil {
			return fmt.Errorf("write %s: %w", files[i].Path, err)
		}
		return nil
	})
	return names, err
}

// place renames a staged file into its place.
func place(disk disk, staged, p string) error {
	if dir := path.Dir(p); dir != "." {
		if err := disk.MkdirAll(dir); err != nil {
			return err
		}
	}
	return disk.Rename(staged, p)
}

func remove(disk disk, stale []string) error {
	for _, p := range stale {
		err := disk.Remove(p)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !wrongShape(err) {
			return fmt.Errorf("remove %s: %w", p, err)
		}
		for d := path.Dir(p); d != "."; d = path.Dir(d) {
			if disk.Remove(d) != nil {
				break // not empty, or gone: either is fine
			}
		}
	}
	return nil
}
