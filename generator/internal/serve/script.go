package serve

import (
	"bytes"
	"html"
	"net/http"
	"regexp"
	"sync"

	"baton/generator/internal/live"
	"baton/generator/internal/source"
)

// tagged is a page with the script that keeps it current, right before the end of its head. Nothing else of it is
// changed; the sum in the tag is that of the page without it.
func (s *Server) tagged(a answer) []byte {
	tag := `<script type="module" src="/_baton/live.js" data-page="` + html.EscapeString(a.name) +
		`" data-sum="` + a.sum() + `" data-token="` + s.token + `"></script>`
	at := endOfHead(a.data)
	out := make([]byte, 0, len(a.data)+len(tag))
	out = append(out, a.data[:at]...)
	out = append(out, tag...)
	return append(out, a.data[at:]...)
}

// endOfHead is where the tag goes: at the end of a page that has no head of its own, which is as good for a browser.
func endOfHead(page []byte) int {
	if i := bytes.Index(page, []byte("</head>")); i >= 0 {
		return i
	}
	if at := anyHead.FindIndex(page); at != nil {
		return at[0]
	}
	return len(page)
}

// anyHead is how others may write it.
var anyHead = regexp.MustCompile(`(?i)</head>`)

// script is what the tag asks for, made once for each set of layouts.
type script struct {
	load func() (js, css []byte, err error)

	mu      sync.Mutex
	made    bool
	from    source.Sum // of the layouts
	js, css []byte
}

func (s *script) get(from source.Sum) (js, css []byte, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.load != nil && (!s.made || s.from != from) {
		js, css, err := s.load()
		if err != nil {
			return nil, nil, err
		}
		s.made, s.from, s.js, s.css = true, from, js, css
	}
	return s.js, s.css, nil
}

func (s *Server) sendScript(w http.ResponseWriter, r *http.Request, name string, state *live.State) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	var layouts source.Sum
	if state.Generation != nil {
		layouts = state.Generation.Inputs.LayoutsSum
	}
	js, css, err := s.script.get(layouts)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	a := answer{name: name, status: http.StatusOK, kind: contentType(name), data: js}
	if name == "live.css" {
		a.data = css
	}
	a.send(w, r)
}
