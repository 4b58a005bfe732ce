package live

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// A pattern is a way in which programs save a file: p is its path, in is where its steps may pause.
type pattern struct {
	name string
	save func(p, text string, step func()) error
}

var patterns = []pattern{
	{"plain write", func(p, text string, step func()) error {
		return os.WriteFile(p, []byte(text), 0o644)
	}},
	{"truncate and write in pieces", func(p, text string, step func()) error {
		f, err := os.OpenFile(p, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o644)
		if err != nil {
			return err
		}
		defer f.Close()
		step()
		if _, err := f.WriteString(text[:len(text)/2]); err != nil {
			return err
		}
		step()
		_, err = f.WriteString(text[len(text)/2:])
		return err
	}},
	{"truncate, then append opening anew each time", func(p, text string, step func()) error {
		half := len(text)/2 + 1
		return steps(step,
			func() error { return os.WriteFile(p, nil, 0o644) },
			func() error { return add(p, text[:half]) },
			func() error { return add(p, text[half:]) },
		)
	}},
	{"temporary file renamed over", func(p, text string, step func()) error {
		tmp := filepath.Join(filepath.Dir(p), "."+filepath.Base(p)+".new")
		return steps(step,
			func() error { return os.WriteFile(tmp, []byte(text), 0o644) },
			func() error { return os.Rename(tmp, p) },
		)
	}},
	{"temporary file in another folder renamed over", func(p, text string, step func()) error {
		dir, err := os.MkdirTemp("", "other")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		tmp := filepath.Join(dir, "x")
		return steps(step,
			func() error { return os.WriteFile(tmp, []byte(text), 0o644) },
			func() error { return os.Rename(tmp, p) },
		)
	}},
	{"vim, the old file becomes the backup", func(p, text string, step func()) error {
		try := filepath.Join(filepath.Dir(p), "4913")
		return steps(step,
			func() error { return os.WriteFile(try, nil, 0o644) },
			func() error { os.Remove(try); return ignoreMissing(os.Rename(p, p+"~")) },
			func() error { return written(p, text) },
			func() error { return ignoreMissing(os.Remove(p + "~")) },
		)
	}},
	{"vim, the backup is a copy", func(p, text string, step func()) error {
		return steps(step,
			func() error {
				old, err := os.ReadFile(p)
				if err != nil {
					return ignoreMissing(err)
				}
				return os.WriteFile(p+"~", old, 0o644)
			},
			func() error { return written(p, text) },
			func() error { return ignoreMissing(os.Remove(p + "~")) },
		)
	}},
	{"Helix", func(p, text string, step func()) error {
		return steps(step,
			func() error { return ignoreMissing(os.Rename(p, p+"9x.bck")) },
			func() error { return os.WriteFile(p, []byte(text), 0o644) },
			func() error { return ignoreMissing(os.Remove(p + "9x.bck")) },
		)
	}},
	{"JetBrains", func(p, text string, step func()) error {
		return steps(step,
			func() error { return os.WriteFile(p+"___jb_tmp___", []byte(text), 0o644) },
			func() error { return ignoreMissing(os.Rename(p, p+"___jb_old___")) },
			func() error { return os.Rename(p+"___jb_tmp___", p) },
			func() error { return ignoreMissing(os.Remove(p + "___jb_old___")) },
		)
	}},
	{"Emacs", func(p, text string, step func()) error {
		dir, base := filepath.Split(p)
		lock, auto := dir+".#"+base, dir+"#"+base+"#"
		return steps(step,
			func() error { os.Remove(lock); return os.Symlink("author@host.1:2", lock) },
			func() error { return os.WriteFile(auto, []byte(text), 0o644) },
			func() error { return ignoreMissing(os.Rename(p, p+"~")) },
			func() error { return written(p, text) },
			func() error { os.Remove(auto); return os.Remove(lock) },
		)
	}},
	{"hard link in the place of the old file", func(p, text string, step func()) error {
		tmp := p + ".tmp"
		return steps(step,
			func() error { return os.WriteFile(tmp, []byte(text), 0o644) },
			func() error { return ignoreMissing(os.Remove(p)) },
			func() error { return os.Link(tmp, p) },
			func() error { return os.Remove(tmp) },
		)
	}},
	{"delete and create", func(p, text string, step func()) error {
		return steps(step,
			func() error { return ignoreMissing(os.Remove(p)) },
			func() error { return os.WriteFile(p, []byte(text), 0o644) },
		)
	}},
	{"written in place with its old time", func(p, text string, step func()) error {
		info, err := os.Stat(p)
		if err != nil {
			return os.WriteFile(p, []byte(text), 0o644)
		}
		// The same size, and the time of change set back: only the inode's own time tells.
		text = fit(text, int(info.Size()))
		f, err := os.OpenFile(p, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := f.WriteAt([]byte(text), 0); err != nil {
			return err
		}
		if err := f.Truncate(int64(len(text))); err != nil {
			return err
		}
		return os.Chtimes(p, time.Time{}, info.ModTime())
	}},
	{"twice in one tick", func(p, text string, step func()) error {
		if err := os.WriteFile(p, []byte(strings.ToUpper(text)), 0o644); err != nil {
			return err
		}
		f, err := os.OpenFile(p, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = f.WriteAt([]byte(text), 0)
		return err
	}},
	{"appended to", func(p, text string, step func()) error { return add(p, text) }},
	{"a new folder in its place", func(p, text string, step func()) error {
		dir := filepath.Dir(p)
		next, old := filepath.Join(filepath.Dir(dir), ".next"), filepath.Join(filepath.Dir(dir), ".old")
		return steps(step,
			func() error { return os.Mkdir(next, 0o755) },
			func() error { return os.WriteFile(filepath.Join(next, filepath.Base(p)), []byte(text), 0o644) },
			func() error { return ignoreMissing(os.Rename(dir, old)) },
			func() error { return os.Rename(next, dir) },
			func() error { return os.RemoveAll(old) },
		)
	}},
	{"mkdir -p of all folders above it", func(p, text string, step func()) error {
		if err := os.RemoveAll(filepath.Dir(filepath.Dir(p))); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		return os.WriteFile(p, []byte(text), 0o644)
	}},
	{"cp -r of a folder", func(p, text string, step func()) error {
		dir, err := os.MkdirTemp("", "copied")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(p)), []byte(text), 0o644); err != nil {
			return err
		}
		if err := os.RemoveAll(filepath.Dir(p)); err != nil {
			return err
		}
		return os.CopyFS(filepath.Dir(p), os.DirFS(dir))
	}},
}

// steps does one thing after another, with a pause between them.
func steps(step func(), all ...func() error) error {
	for i, f := range all {
		if i > 0 {
			step()
		}
		if err := f(); err != nil {
			return err
		}
	}
	return nil
}

// written writes as vim and Emacs do: into the file of that name, to the disk, and its mode last.
func written(p, text string) error {
	f, err := os.OpenFile(p, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return f.Chmod(0o644)
}

func add(p, text string) error {
	f, err := os.OpenFile(p, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteString(text)
	return err
}

// fit makes a text as long as it should be, if it is shorter, and keeps its end.
func fit(text string, size int) string {
	body, end, _ := strings.Cut(text, "END")
	return body + strings.Repeat(".", max(0, size-len(text))) + "END" + end
}

func ignoreMissing(err error) error {
	if os.IsNotExist(err) {
		return nil
	}
	return err
}
