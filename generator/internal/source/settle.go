package source

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"baton/generator/internal/diag"
)

// How long a file must stay as it is before it is taken for what it seems not to be: whole. Most saves look whole
// at once and wait for nothing.
const (
	pause    = 150 * time.Millisecond // the end looks cut off, or nothing can be said
	long     = 250 * time.Millisecond // it is empty, or somebody still has it open
	absence  = 200 * time.Millisecond // it is gone: many editors move a file away before they write it anew
	patience = 3 * time.Second        // a text that never stays as it is
)

// doubt is held about a path whose file came, went or changed, until it has settled.
type doubt struct {
	name  string    // on disk
	id    fileID    // of the file that the snapshot has
	since time.Time // when the doubt arose
	last  time.Time // when it changed last
}

// suspect notes that a file has come, gone or changed.
func (s *scan) suspect(e *entry) {
	o := s.doubts[e.file.Path]
	if o == nil {
		o = &doubt{since: s.now}
		if e.read {
			o.id = e.stamp.id
		}
		s.doubts[e.file.Path] = o
	}
	o.name, o.last = e.name, s.now
}

// settle makes the snapshot of what has settled.
func (s *scan) settle() (Scan, error) {
	for p, o := range s.doubts {
		if e := s.owner(p); e != nil && e.failed != nil && s.now.Sub(o.since) > long {
			return Scan{}, fmt.Errorf("read %s: %w", e.name, e.failed)
		}
	}
	var out Scan
	next := map[string]*File{} // nil: gone
	for _, p := range sorted(s.doubts) {
		var shown *File
		if s.snap != nil {
			shown = s.snap.File(p)
		}
		e, o := s.owner(p), s.doubts[p]
		if s.snap != nil && s.now.Sub(o.last) < s.wait(e, o, shown) && !s.given(e, o) {
			out.Unsettled = append(out.Unsettled, p)
			continue
		}
		delete(s.doubts, p)
		if e != nil && e.writer && (shown == nil || shown.Sum != e.file.Sum) {
			s.misled++
		}
		switch {
		case e == nil && shown == nil, e != nil && shown != nil && e.file.Sum == shown.Sum:
		case e == nil:
			next[p] = nil
			out.Changed = append(out.Changed, p)
		default:
			next[p] = &e.file
			out.Changed = append(out.Changed, p)
		}
	}
	s.snap = s.merge(out.Changed, next)
	out.Snapshot, out.Moved = s.snap, s.moved
	return out, nil
}

// wait says how long a file has to stay as it is before it counts as settled.
func (s *scan) wait(e *entry, o *doubt, shown *File) time.Duration {
	switch {
	case e == nil && (shown == nil || s.born[o.id] && o.id != fileID{}):
		return 0 // it was never shown, or it has another name now
	case e == nil:
		return absence
	case e.failed != nil, e.torn:
		return patience
	case shown != nil && shown.Sum == e.file.Sum:
		return 0
	case len(e.file.Data) == 0, e.writer:
		return long
	case e.stamp.ctime > e.stamp.mtime:
		return 0 // renamed, or given its times, after the last write: whoever does that has done writing
	case bytes.IndexByte(e.file.Data, 0) >= 0, looksCut(e.file.Data, shown):
		return pause
	}
	return 0
}

// looksCut reports whether a text may be the beginning of what is being written: it does not end a line although
// it used to, or it is shorter and ends otherwise than it did.
func looksCut(now []byte, shown *File) bool {
	const tail = 16
	if shown == nil {
		return !bytes.HasSuffix(now, []byte("\n"))
	}
	old := shown.Data
	if bytes.HasSuffix(old, []byte("\n")) && !bytes.HasSuffix(now, []byte("\n")) {
		return true
	}
	return len(now) < len(old) && !bytes.HasSuffix(now, old[len(old)-min(tail, len(old)):])
}

// given reports whether a text is taken although it never stays as it is: else one that is written without end
// would never be seen.
func (s *scan) given(e *entry, o *doubt) bool {
	return e != nil && e.failed == nil && !e.torn && len(e.file.Data) > 0 &&
		bytes.IndexByte(e.file.Data, 0) < 0 && s.now.Sub(o.since) > patience
}

// merge is the last snapshot with what changed; the very same if nothing did.
func (s *scan) merge(changed []string, next map[string]*File) *Snapshot {
	diags := s.diags()
	old := s.snap
	if old == nil {
		old = &Snapshot{}
	} else if len(changed) == 0 && sameDiags(old.Diags, diags) {
		return old
	}
	snap := &Snapshot{Files: make([]File, 0, len(old.Files)+len(changed)), Diags: diags}
	rest := old.Files
	for _, p := range changed {
		i, found := slices.BinarySearchFunc(rest, p, func(f File, p string) int { return strings.Compare(f.Path, p) })
		snap.Files = append(snap.Files, rest[:i]...)
		if rest = rest[i:]; found {
			rest = rest[1:]
		}
		if f := next[p]; f != nil {
			snap.Files = append(snap.Files, *f)
		}
	}
	snap.Files = append(snap.Files, rest...)
	return snap
}

// diags says which files are left out, and why.
func (s *scan) diags() diag.List {
	var out diag.List
	for _, d := range s.folders {
		out.Add(d.diags...)
	}
	for _, e := range s.links {
		if e.bad != "" {
			out.Add(diag.New(diag.OutsideSource, diag.Pos{File: e.name}, "link %s; it is left out", e.bad).
				WithHint("put a copy of the file here, or link to it by its address"))
		}
	}
	for p := range s.odd {
		for i, e := range s.claims(p) {
			if i > 0 {
				out.Add(diag.New(diag.TwoSources, diag.Pos{File: p},
					"two files have this name, once composed and once decomposed; the second, %q, is left out", e.name))
			}
		}
	}
	out.Sort()
	return out
}
