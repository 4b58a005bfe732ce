package live

import "bytes"

// Memory is what a session keeps, for the next one, of what it has parsed: a large handbook is on the screen sooner
// then. It is a convenience and nothing more: whatever is wrong with it, or with writing it, costs the time that it
// would have saved. The zero Memory keeps nothing.
type Memory struct {
	Load    func() ([]byte, error)
	Save    func([]byte) error
	Version string // of the program
}

// manyParsed is how many documents must have been parsed for their memory to be worth writing.
const manyParsed = 64

// recall loads what an earlier session has kept.
func (s *Session) recall() {
	if s.cfg.Memory.Load == nil {
		return
	}
	if data, err := s.cfg.Memory.Load(); err == nil {
		_ = s.engine.Load(data, s.cfg.Memory.Version)
	}
}

// memorize keeps what has been parsed, beside the session, if that is much since it was kept last.
func (s *Session) memorize() {
	if s.cfg.Memory.Save == nil || s.parsed < manyParsed {
		return
	}
	s.parsed = 0
	s.writing.Wait()
	m := s.engine.Memory()
	s.writing.Go(func() {
		var b bytes.Buffer
		if m.Write(&b, s.cfg.Memory.Version) == nil {
			_ = s.cfg.Memory.Save(b.Bytes())
		}
	})
}
