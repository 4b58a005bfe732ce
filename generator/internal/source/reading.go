package source

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Times after which a stamp tells two versions of a file apart. Clocks of file systems tick every two seconds at
// worst, and need not be ours: so what counts is how long ago we met the stamp, unless it is very old.
const (
	tick    = 2 * time.Second
	longAgo = time.Hour
)

// gullible is how many files in a row may seem to be open for writing and are not written any more. After that the
// system is not asked: some network shares say so of every file.
const gullible = 3

// handle is an open folder, closed when its last user has released it.
type handle struct {
	*os.Root
	users atomic.Int32
}

func newHandle(root *os.Root) *handle {
	h := &handle{Root: root}
	h.users.Add(1)
	return h
}

func (h *handle) release() {
	if h.users.Add(-1) == 0 {
		h.Close()
	}
}

// pool reads files side by side while the scan goes on.
type pool struct {
	ask   bool // whether somebody has a file open for writing
	work  chan *reading
	all   []*reading
	group sync.WaitGroup
}

// reading is the reading of one file.
type reading struct {
	entry  *entry
	in     *handle
	name   string // in that folder
	file   File
	stamp  stamp // as listed, if it was listed; in the end that of the bytes read
	torn   bool
	writer bool
	err    error
}

func newPool(ask bool) *pool { return &pool{ask: ask, work: make(chan *reading, 64)} }

// read has a file read. listed is what its folder says of it, zero if that was not asked.
func (p *pool) read(e *entry, in *handle, name string, listed stamp) {
	if workers := 2 * runtime.GOMAXPROCS(0); len(p.all) < workers {
		p.group.Go(func() {
			for r := range p.work {
				r.run(p.ask)
			}
		})
	}
	in.users.Add(1)
	r := &reading{entry: e, in: in, name: name, stamp: listed}
	p.all = append(p.all, r)
	p.work <- r
}

// wait waits until all has been read.
func (p *pool) wait() []*reading {
	close(p.work)
	p.group.Wait()
	return p.all
}

func (r *reading) run(ask bool) {
	defer r.in.release()
	f, err := r.in.Open(r.name)
	if err != nil {
		r.err = err
		return
	}
	defer f.Close()
	// One that is torn is read once more at once: that a write ends just now is likelier than that another begins.
	for range 2 {
		if r.once(f, ask); r.err != nil || !r.torn {
			return
		}
		if _, r.err = f.Seek(0, io.SeekStart); r.err != nil {
			return
		}
		r.stamp = stamp{}
	}
}

func (r *reading) once(f *os.File, ask bool) {
	if r.stamp == (stamp{}) {
		info, err := f.Stat()
		if err != nil {
			r.err = err
			return
		}
		r.stamp = stampOf(info)
	}
	data, err := readAll(f, r.stamp.size)
	if err != nil {
		r.err = err
		return
	}
	r.writer = ask && openForWriting(f)
	info, err := f.Stat()
	if err != nil {
		r.err = err
		return
	}
	r.torn = stampOf(info) != r.stamp || int64(len(data)) != r.stamp.size
	if old := r.entry; old.read && bytes.Equal(old.file.Data, data) {
		r.file = old.file
	} else {
		r.file = NewFile(old.file.Path, data)
	}
}

// readAll reads a file that should have the size given.
func readAll(f *os.File, size int64) ([]byte, error) {
	if size > 1<<32 {
		return nil, fmt.Errorf("it has %d bytes", size)
	}
	data := make([]byte, size)
	n, err := io.ReadFull(f, data)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return data[:n], err
}

// take notes what has been read.
func (s *scan) take(list []*reading) error {
	now := time.Now()
	var failed error
	for _, r := range list {
		e := r.entry
		switch {
		case s.entry(e.name) != e:
			// It was lost while it was being read.
		case vanished(r.err):
			s.lose(e)
		case r.err != nil && s.snap == nil:
			failed = fmt.Errorf("read %s: %w", e.name, r.err)
		case r.err != nil:
			e.failed = r.err
			s.suspect(e)
		default:
			s.note(e, r, now)
		}
	}
	return failed
}

func (s *scan) note(e *entry, r *reading, now time.Time) {
	if !e.read || e.stamp != r.stamp || r.torn || e.file.Sum != r.file.Sum {
		s.suspect(e)
	}
	switch {
	case !e.read || e.stamp != r.stamp:
		e.seen = now
		e.aged = now.UnixNano()-max(r.stamp.mtime, r.stamp.ctime) > int64(longAgo)
	case s.now.Sub(e.seen) > tick:
		e.aged = true
	}
	if e.writer && !r.writer {
		s.misled = 0
	}
	e.file, e.stamp, e.torn, e.writer, e.read, e.failed = r.file, r.stamp, r.torn, r.writer, true, nil
}
