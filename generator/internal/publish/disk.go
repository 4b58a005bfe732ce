package publish

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	gosync "sync"
	"syscall"
)

// disk is everything that publishing does to the output folder: the seam at which tests let calls fail.
// Paths are relative to the folder, with forward slashes.
type disk interface {
	ReadFile(p string) ([]byte, error)
	ReadDir(p string) ([]string, error)
	WriteFile(p string, data []byte) error
	MkdirAll(p string) error
	Rename(from, to string) error
	Remove(p string) error
	RemoveAll(p string) error
	Close() error
}

// rooted is a disk inside one folder that nothing leaves.
type rooted struct{ *os.Root }

func open(dir string) (disk, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return rooted{root}, nil
}

func (r rooted) ReadDir(p string) ([]string, error) {
	entries, err := fs.ReadDir(r.FS(), p)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names, err
}

func (r rooted) WriteFile(p string, data []byte) error { return r.Root.WriteFile(p, data, 0o666) }
func (r rooted) MkdirAll(p string) error               { return r.Root.MkdirAll(p, 0o777) }

// wrongShape reports whether err says that a folder stands where a file should, or the other way round.
func wrongShape(err error) bool {
	return errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.EISDIR) || errors.Is(err, syscall.ENOTEMPTY)
}

// parallel calls do for 0 to n-1 side by side and returns the error of the lowest number.
func parallel(n int, do func(i int) error) error {
	errs := make([]error, n)
	work := make(chan int)
	var wg gosync.WaitGroup
	for range min(n, 2*runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range work {
				errs[i] = do(i)
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
