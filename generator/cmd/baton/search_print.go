package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"baton/generator/internal/query"
)

func (c *searchCmd) printer(w io.Writer) printer {
	look := report{Color: c.Color}
	return printer{w: w, pretty: look.pretty(w)}
}

// print writes results for eyes: each with its best section, its address and its place in the sources.
func (s *searcher) print(std streams, p printer, a *query.Answer) {
	switch {
	case len(a.Results) == 0:
		fmt.Fprintf(std.err, "nothing found for %s\n", printable(quoted(a.Query)))
		return
	case a.Corrected != "":
		fmt.Fprintf(std.err, "results for %s; --exact searches for %s\n", printable(quoted(a.Corrected)), printable(quoted(a.Query)))
	}
	for _, r := range a.Results {
		s.result(p, r)
	}
	if a.Total > len(a.Results) {
		atLeast := map[bool]string{true: "at least "}[a.More]
		fmt.Fprintf(std.err, "%d of %s%s; -n shows more\n", len(a.Results), atLeast, count(a.Total, "page"))
	}
}

func (s *searcher) result(p printer, r query.Result) {
	what := r.Kind
	if r.Place != "" {
		what += ", " + r.Place
	}
	fmt.Fprintf(p.w, "%s  %s\n", p.marked(r.Title, "1;36", "1"), p.dim("("+printable(what)+")"))
	address, excerpt, id := r.Address, p.marked(r.Excerpt, "1", ""), ""
	if len(r.Sections) > 0 {
		hit := r.Sections[0]
		excerpt, id = p.hit(hit), hit.ID
	}
	if excerpt != "" {
		fmt.Fprintf(p.w, "  %s\n", excerpt)
	}
	if id != "" {
		address += "#" + id
	}
	fmt.Fprintf(p.w, "  %s\n\n", p.dim(printable(address+"  "+s.where(r.Address, id))))
}

// hit is a section on one line: its heading, and what it says.
func (p printer) hit(h query.Hit) string {
	heading, excerpt := p.marked(h.Heading, "1", ""), p.marked(h.Excerpt, "1", "")
	if h.Lit {
		excerpt = p.style("32", "→") + " " + excerpt
	}
	switch {
	case heading == "":
		return excerpt
	case excerpt == "":
		return heading
	}
	return heading + ": " + excerpt
}

// marked is a text with its marked pieces in one style and the others in another.
func (p printer) marked(m query.Marked, style, other string) string {
	var b strings.Builder
	for _, piece := range m {
		text := printable(strings.ReplaceAll(piece.Text, "\n", " "))
		switch {
		case piece.Marked:
			text = p.style(style, text)
		case other != "":
			text = p.style(other, text)
		}
		b.WriteString(text)
	}
	return b.String()
}

// where is a place in the sources, as in "content/roles/desk-lead.md:12".
func (s *searcher) where(address, id string) string {
	file, line, err := s.place(address, id)
	if err != nil {
		return err.Error()
	}
	file = filepath.ToSlash(filepath.Join(s.dir, file))
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}

func quoted(text string) string { return `"` + text + `"` }

// resultJSON is a result for machines, with its place in the sources. The format is stable.
type resultJSON struct {
	query.Result
	File string `json:"file"`           // relative to the source folder
	Line int    `json:"line,omitempty"` // of the best section
}

func (s *searcher) printJSON(w io.Writer, a *query.Answer) error {
	out := struct {
		Format string `json:"format"`
		*query.Answer
		Results []resultJSON `json:"results"`
	}{Format: "baton-search/1", Answer: a, Results: []resultJSON{}}
	for _, r := range a.Results {
		id := ""
		if len(r.Sections) > 0 {
			id = r.Sections[0].ID
		}
		file, line, err := s.place(r.Address, id)
		if err != nil {
			return err
		}
		out.Results = append(out.Results, resultJSON{r, file, line})
	}
	enc := json.NewEncoder(w) // on one line: it is long, and made of small pieces
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
