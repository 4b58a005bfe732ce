package source

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"syscall"
	"time"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/diag"
)

// A Folder is read again and again: what has not changed on disk since the last scan is not read again. It is
// not safe for concurrent use.
type Folder struct {
	dir     string
	folders map[string]*folder           // by name on disk, relative to dir; "" is dir itself
	links   map[string]*entry            // the symbolic links among all entries, by name on disk
	odd     map[string]map[string]*entry // entries whose name on disk is not their path, by path and by name
	doubts  map[string]*doubt            // by path: what may not be in the snapshot as it is on disk
	snap    *Snapshot                    // as of the last scan
	broken  bool                         // the last scan ended early: the next looks at everything
	misled  int                          // how many files in a row stayed open for writing and did not change any more
}

// NewFolder returns a folder that has not been read yet.
func NewFolder(dir string) *Folder {
	return &Folder{
		dir:     dir,
		folders: map[string]*folder{"": newFolder("")},
		links:   map[string]*entry{},
		odd:     map[string]map[string]*entry{},
		doubts:  map[string]*doubt{},
	}
}

// folder is what is known of one folder on disk.
type folder struct {
	path    string // composed form of its name
	id      fileID
	subs    map[string]fileID // its sub-folders
	entries map[string]*entry
	diags   diag.List // names that cannot be used
	mark    *scan     // the scan that saw it last
}

// entry is what is known of one file on disk.
type entry struct {
	name   string // on disk, relative to the top
	link   bool   // a symbolic link; the rest is said of the file that it leads to
	bad    string // why the link is not followed
	file   File   // as last read
	read   bool   // it was read
	stamp  stamp  // at that time
	seen   time.Time
	aged   bool // no write since seen can have left the stamp as it is
	torn   bool // it changed while it was being read
	writer bool // somebody had it open for writing
	failed error
	mark   *scan // the scan that saw it last
}

// stamp is what tells one version of a file from another without reading it. ctime and id are zero where the
// system has no such thing.
type stamp struct {
	size, mtime, ctime int64
	id                 fileID
}

type fileID struct{ device, inode uint64 }

// Scan is what a scan of a folder found.
type Scan struct {
	Snapshot  *Snapshot // the very one of the scan before if nothing has changed
	Changed   []string  // paths whose bytes are others than at the scan before, files that came and went included; sorted
	Unsettled []string  // paths of files that look as if somebody were still writing them; the snapshot has them as they were. Sorted
	Moved     bool      // folders came or went
}

// Scan looks at the named folders, or at everything if all is true, and returns the whole folder as it is now.
// A folder that was not known is looked at with all that is in it; any other without its sub-folders.
//
// What size, time of change and inode say is the same as at the scan before is not read again, unless the
// change was so recent that a further one could have left all of them as they are. Files that were unsettled
// are looked at in every scan, and settle when they look whole, or have not changed for a while.
func (f *Folder) Scan(folders []string, all bool) (Scan, error) {
	s := &scan{Folder: f, now: time.Now(), born: map[fileID]bool{}}
	out, err := s.run(folders, all)
	f.broken = err != nil
	return out, err
}

// Folders are the names of all folders that are read, as they are on disk, "" for the folder itself; sorted.
func (f *Folder) Folders() []string {
	out := make([]string, 0, len(f.folders))
	for name := range f.folders {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// scan is one look at a folder.
type scan struct {
	*Folder
	now   time.Time
	top   *handle
	pool  *pool
	born  map[fileID]bool // files that this scan met for the first time
	moved bool            // folders came or went
}

func (s *scan) run(folders []string, all bool) (Scan, error) {
	root, err := os.OpenRoot(s.dir)
	if err != nil {
		return Scan{}, err
	}
	s.top = newHandle(root)
	defer s.top.release()
	s.pool = newPool(s.snap != nil && s.misled < gullible)
	err = s.look(folders, all || s.broken || s.snap == nil)
	if e := s.take(s.pool.wait()); err == nil {
		err = e
	}
	if err != nil {
		return Scan{}, err
	}
	return s.settle()
}

// look visits folders, and has read what has to be.
func (s *scan) look(folders []string, all bool) error {
	if all {
		return s.enter("", s.top, true)
	}
	for _, name := range folders {
		if err := s.visit(name); err != nil {
			return err
		}
	}
	for _, p := range sorted(s.doubts) {
		if err := s.again(p, s.doubts[p]); err != nil {
			return err
		}
	}
	for _, e := range s.links {
		if e.mark != s {
			s.meetLink(e)
		}
	}
	return nil
}

// visit looks at a folder by name. If it is no longer the folder that it was, the one that it is in is looked
// at instead: that knows what became of it.
func (s *scan) visit(name string) error {
	d := s.folders[name]
	if d != nil && d.mark == s {
		return nil
	}
	if name == "" {
		return s.enter("", s.top, s.folders[""].id == fileID{})
	}
	if d != nil {
		if sub, err := s.top.OpenRoot(name); err == nil {
			h := newHandle(sub)
			defer h.release()
			if info, err := sub.Stat("."); err == nil && d.id != (fileID{}) && stampOf(info).id == d.id {
				return s.enter(name, h, false)
			}
		}
	}
	return s.visit(parent(name))
}

// again looks at a file that was not settled at the scan before.
func (s *scan) again(p string, o *doubt) error {
	if e := s.owner(p); e != nil {
		if e.mark != s && !e.link {
			e.mark = s
			s.pool.read(e, s.top, e.name, stamp{})
		}
		return nil
	}
	if _, err := s.top.Lstat(o.name); err == nil {
		return s.visit(parent(o.name))
	}
	return nil
}

// enter looks at the folder name, which h is. Its sub-folders are entered if they are others than before, or if
// deep is true.
func (s *scan) enter(name string, h *handle, deep bool) error {
	d := s.folders[name]
	d.mark = s
	info, err := h.Stat(".")
	if err != nil {
		return err
	}
	if id := stampOf(info).id; id != d.id {
		d.id, s.moved, deep = id, true, true
	}
	items, err := list(h.Root)
	if err != nil {
		return err
	}
	d.diags = nil
	subs := make(map[string]fileID, len(d.subs))
	for _, item := range items {
		base := item.Name()
		switch {
		case Ignored(base, item.IsDir()):
		case item.IsDir():
			subs[base] = stampOf(item).id
		default:
			s.meet(d, h, path.Join(name, base), item)
		}
	}
	for _, e := range d.entries {
		if e.mark != s {
			s.lose(e)
		}
	}
	for base := range d.subs {
		if _, ok := subs[base]; !ok {
			s.leave(path.Join(name, base))
		}
	}
	d.subs = subs
	for _, base := range sorted(subs) {
		if err := s.descend(name, base, h, deep); err != nil {
			return err
		}
	}
	return nil
}

// descend enters the sub-folder base of the folder name, if there is a reason.
func (s *scan) descend(name, base string, h *handle, deep bool) error {
	full := path.Join(name, base)
	if known := s.folders[full]; known != nil && !deep && known.id == s.folders[name].subs[base] {
		return nil
	}
	root, err := h.OpenRoot(base)
	if vanished(err) {
		s.leave(full)
		delete(s.folders[name].subs, base)
		return nil
	}
	if err != nil {
		return err
	}
	sub := newHandle(root)
	defer sub.release()
	if s.folders[full] == nil {
		s.folders[full] = newFolder(path.Join(s.folders[name].path, norm.NFC.String(base)))
		s.moved = true
	}
	return s.enter(full, sub, true)
}

// leave forgets a folder that is gone, and all in it.
func (s *scan) leave(name string) {
	d := s.folders[name]
	if d == nil {
		return
	}
	for _, e := range d.entries {
		s.lose(e)
	}
	for base := range d.subs {
		s.leave(path.Join(name, base))
	}
	delete(s.folders, name)
	s.moved = true
}

func newFolder(p string) *folder { return &folder{path: p, entries: map[string]*entry{}} }

// list lists a folder, each name with what the file system knows of it.
func list(root *os.Root) ([]fs.FileInfo, error) {
	d, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer d.Close()
	return d.Readdir(-1)
}

// vanished reports whether an error says that what was just listed is there no more, or is something else now.
func vanished(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.ELOOP)
}

func parent(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir
	}
	return ""
}

func sorted[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
