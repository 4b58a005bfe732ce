package live

import (
	"bytes"
	"os"
	"path/filepath"
)

// Memory is where a session keeps, for the next one, what it has parsed: a large handbook is on the screen in a
// fraction of the time then. It is a convenience and nothing more: whatever is wrong with the file, or with writing
// it, costs the time that it would have saved.
type Memory struct {
	File    string // "" for none
	Version string // of the program
}

// manyParsed is how many documents must have been parsed for their memory to be worth writing.
const manyParsed = 64

// recall loads what an earlier session has kept.
func (s *Session) recall() {
	if data, err := os.ReadFile(s.cfg.Memory.File); err == nil {
		_ = s.engine.Load(data, s.cfg.Memory.Version)
	}
}

// memorize keeps what has been parsed, beside the session, if that is much since it was kept last.
func (s *Session) memorize() {
	if s.cfg.Memory.File == "" || s.parsed < manyParsed {
		return
	}
	s.parsed = 0
	s.writing.Wait()
	m := s.engine.Memory()
	s.writing.Go(func() {
		var b bytes.Buffer
		if m.Write(&b, s.cfg.Memory.Version) == nil {
			_ = replace(s.cfg.Memory.File, b.Bytes())
		}
	})
}

// replace writes a file so that it is whole at every moment.
func replace(name string, data []byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
