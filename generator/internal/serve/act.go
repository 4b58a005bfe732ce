package serve

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/live"
)

// act has something done that a page asks for. Whatever goes wrong is answered in plain words.
func (s *Server) act(w http.ResponseWriter, r *http.Request, state *live.State, do func(*live.State, []byte) error) {
	err := mayAct(r, s.token)
	if err == nil {
		var body []byte
		if body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, longest)); err == nil {
			err = do(state, body)
		}
	}
	var no refusal
	var long *http.MaxBytesError
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.As(err, &no):
		if no.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", "POST")
		}
		http.Error(w, no.why, no.status)
	case errors.As(err, &long):
		http.Error(w, "that is too long", http.StatusRequestEntityTooLarge)
	default:
		http.Error(w, err.Error(), http.StatusConflict)
	}
}

// refusal is an error that is the asker's.
type refusal struct {
	status int
	why    string
}

func (r refusal) Error() string { return r.why }

// open opens a place in a source file: one that is named, or the one where a heading of a page is written.
func (s *Server) open(state *live.State, body []byte) error {
	var ask struct {
		File      string
		Line, Col int
		Page      string
		Heading   string
	}
	if err := json.Unmarshal(body, &ask); err != nil {
		return refusal{http.StatusBadRequest, "not the JSON that this address takes"}
	}
	at := diag.Pos{File: ask.File, Line: ask.Line, Col: ask.Col}
	if ask.Page != "" {
		var ok bool
		if at, ok = headingOf(state, ask.Page, ask.Heading); !ok {
			return refusal{http.StatusNotFound, "no source file is behind this page"}
		}
	}
	length, ok := lengthOf(state, at.File)
	if !ok {
		return refusal{http.StatusNotFound, fmt.Sprintf("no file of the handbook is called %q", at.File)}
	}
	if at.Line < 0 || at.Line > length || at.Col < 0 || at.Col > farthest {
		return refusal{http.StatusBadRequest, fmt.Sprintf("%s has no such place", at.File)}
	}
	if s.options.Open == nil {
		return refusal{http.StatusNotFound, "no editor is known here"}
	}
	return s.options.Open(at.File, max(at.Line, 1), max(at.Col, 1))
}

// farthest is a column that no line reaches.
const farthest = 1 << 20

// headingOf finds where a heading of a page is written: the file's beginning if the page has none with that id.
func headingOf(state *live.State, name, heading string) (diag.Pos, bool) {
	if state.Generation == nil {
		return diag.Pos{}, false
	}
	p := pageOf(state.Generation.Site, name)
	if p == nil {
		return diag.Pos{}, false
	}
	doc := state.Generation.Document(p)
	for _, h := range doc.Text.Headings {
		if h.ID == heading {
			return doc.Text.Pos(h.Offset, h.End), true
		}
	}
	return diag.Pos{File: doc.Path}, true
}

// lengthOf returns how many lines a file of the handbook or of the layouts has. Nothing but those may be opened.
func lengthOf(state *live.State, file string) (n int, ok bool) {
	var data []byte
	if f := state.Content.File(file); f != nil {
		data = f.Data
	} else if name, in := strings.CutPrefix(file, layoutsFolder); !in {
		return 0, false
	} else if state.Err != nil && failure(state.Err, nil).File == file {
		return farthest, true // the broken layouts themselves are not here
	} else if state.Generation == nil {
		return 0, false
	} else if data, _ = fs.ReadFile(state.Generation.Inputs.Layouts, name); data == nil {
		return 0, false
	}
	for range lines(data) {
		n++
	}
	return n, true
}

// fix mends a finding of the newest state.
func (s *Server) fix(state *live.State, body []byte) error {
	var ask struct {
		Number int
		ID     string
	}
	if err := json.Unmarshal(body, &ask); err != nil {
		return refusal{http.StatusBadRequest, "not the JSON that this address takes"}
	}
	if ask.Number != state.Number || state.Err != nil {
		return refusal{http.StatusConflict, "the handbook has changed since; look at the findings again"}
	}
	d, ok := byID(state.Generation.Diags, ask.ID)
	if !ok || d.Fix == nil || s.options.Fix == nil {
		return refusal{http.StatusNotFound, "no finding that can be mended here has this id"}
	}
	s.acting.Lock()
	defer s.acting.Unlock()
	return s.options.Fix(*d.Fix)
}
