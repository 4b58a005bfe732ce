package publish

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	gosync "sync"
	"syscall"
	"testing"
)

var errKilled = errors.New("killed")

// faulty lets call number at fail with err. If err is errKilled, every later call fails as well and changes
// nothing, as if the process were dead; a write that is killed leaves half of its bytes.
type faulty struct {
	disk
	mu    gosync.Mutex
	calls int
	at    int
	err   error
	op    string // the call that failed
	name  string // its path
}

func (f *faulty) fail(op, p string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	if f.calls == f.at || f.err == errKilled && f.calls > f.at {
		if f.calls == f.at {
			f.op, f.name = op, p
		}
		return f.err
	}
	return nil
}

func (f *faulty) WriteFile(p string, data []byte) error {
	if err := f.fail("WriteFile", p); err != nil {
		f.mu.Lock()
		first := f.name == p
		f.mu.Unlock()
		if first {
			f.disk.WriteFile(p, data[:len(data)/2])
		}
		return err
	}
	return f.disk.WriteFile(p, data)
}

func (f *faulty) MkdirAll(p string) error {
	if err := f.fail("MkdirAll", p); err != nil {
		return err
	}
	return f.disk.MkdirAll(p)
}

func (f *faulty) Rename(from, to string) error {
	if err := f.fail("Rename", to); err != nil {
		return err
	}
	return f.disk.Rename(from, to)
}

func (f *faulty) Remove(p string) error {
	if err := f.fail("Remove", p); err != nil {
		return err
	}
	return f.disk.Remove(p)
}

func (f *faulty) RemoveAll(p string) error {
	if err := f.fail("RemoveAll", p); err != nil {
		return err
	}
	return f.disk.RemoveAll(p)
}

func (f *faulty) ReadFile(p string) ([]byte, error) {
	data, err := f.disk.ReadFile(p)
	if err == nil {
		if e := f.fail("ReadFile", p); e != nil {
			return nil, e
		}
	}
	return data, err
}

// siteOf is a site of n pages whose bytes differ by version; every third page exists in one version only.
func siteOf(version, n int) []File {
	var out []File
	for i := range n {
		if i%3 == 2 && i%2 != version%2 {
			continue
		}
		out = append(out, File{fmt.Sprintf("p%d/index.html", i), fmt.Appendf(nil, "page %d, version %d", i, version)})
	}
	return append(out, files("_a/site.css", fmt.Sprint("css ", version), "sitemap.xml", fmt.Sprint("map ", version))...)
}

// runs syncs from version 1 to version 2 with a fault at call number at, and reports whether it was reached.
func runs(t *testing.T, n, at int, fault error) (dir string, f *faulty, err error) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	mustSync(t, dir, siteOf(1, n))
	d, e := open(dir)
	if e != nil {
		t.Fatal(e)
	}
	defer d.Close()
	f = &faulty{disk: d, at: at, err: fault}
	_, err = sync(f, siteOf(2, n))
	return dir, f, err
}

// wholeFiles fails if a page is neither of the two versions.
func wholeFiles(t *testing.T, dir string, n int) {
	t.Helper()
	allowed := map[string]bool{}
	for _, v := range []int{1, 2} {
		for _, f := range siteOf(v, n) {
			allowed[f.Path+"\n"+string(f.Data)] = true
		}
	}
	for p, data := range read(t, dir) {
		if !allowed[p+"\n"+data] {
			t.Errorf("%s is half written: %q", p, data)
		}
	}
}

// B032: a build that is killed at any of its calls leaves whole files, and the next build completes it.
func TestB032_KilledAtEveryCall(t *testing.T) {
	const n = 30
	for at := 1; ; at++ {
		dir, f, err := runs(t, n, at, errKilled)
		wholeFiles(t, dir, n)
		if f.calls < at {
			if err != nil {
				t.Fatal(err)
			}
			if at < 60 {
				t.Fatalf("only %d calls were killed", at)
			}
			return
		}
		mustSync(t, dir, siteOf(2, n))
		wantSite(t, dir, siteOf(2, n))
	}
}

func TestB032_KilledAtRandomTwice(t *testing.T) {
	const n = 30
	rng := rand.New(rand.NewPCG(1, 2))
	for range 30 {
		dir, _, _ := runs(t, n, 1+rng.IntN(90), errKilled)
		d, err := open(dir)
		if err != nil {
			t.Fatal(err)
		}
		sync(&faulty{disk: d, at: 1 + rng.IntN(90), err: errKilled}, siteOf(1, n))
		d.Close()
		wholeFiles(t, dir, n)
		mustSync(t, dir, siteOf(2, n))
		wantSite(t, dir, siteOf(2, n))
	}
}

// B033: a call that fails is an error with path and cause; a full disk leaves the site as it was; the next
// build heals.
func TestB033_EveryCallFailsOnce(t *testing.T) {
	const n = 4
	for _, fault := range []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EMFILE} {
		t.Run(fault.Error(), func(t *testing.T) {
			for at := 1; ; at++ {
				dir, f, err := runs(t, n, at, fault)
				wholeFiles(t, dir, n)
				if f.calls < at {
					break
				}
				switch {
				case err == nil && !harmless(f.op, f.name):
					t.Fatalf("call %d on %s failed and nobody said so", at, f.op+" "+f.name)
				case err != nil && (!errors.Is(err, fault) || !strings.Contains(err.Error(), ": ")):
					t.Fatalf("call %d on %s: error %q does not name the cause", at, f.name, err)
				}
				if err != nil && fault == syscall.ENOSPC && strings.HasPrefix(f.name, tmpDir+"/") && f.name != tmpDir+"/manifest" {
					wantVersion(t, dir, 1, n)
				}
				mustSync(t, dir, siteOf(2, n))
				wantSite(t, dir, siteOf(2, n))
			}
		})
	}
}

// harmless calls may fail without an error: removing a folder that may not be empty, and reading an old file
// that is then written anew.
func harmless(op, p string) bool {
	return op == "ReadFile" && p != manifestPath || op == "Remove" && filepath.Ext(p) == ""
}

func wantVersion(t *testing.T, dir string, v, n int) {
	t.Helper()
	got := read(t, dir)
	for _, f := range siteOf(v, n) {
		if got[f.Path] != string(f.Data) {
			t.Fatalf("%s = %q, want version %d", f.Path, got[f.Path], v)
		}
	}
}
