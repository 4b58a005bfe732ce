package serve

import (
	"bytes"
	"cmp"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/live"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// findings is the message that says what is wrong: errors and warnings. Notes are for the terminal.
type findings struct {
	Type     string    `json:"type"`
	Number   int       `json:"number"`
	Page     string    `json:"page"`
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`
	Stale    bool      `json:"stale"` // what the reader looks at is the last that could be made
	List     []finding `json:"list"`  // those of the page first, errors first
}

// most is how many findings are sent; the rest is in the numbers.
const most = 50

type finding struct {
	Code     string      `json:"code"`
	Name     string      `json:"name"`
	Severity string      `json:"severity"`
	Message  string      `json:"message"`
	Hint     string      `json:"hint"`
	File     string      `json:"file"` // of layouts if it begins with "layouts/"
	Line     int         `json:"line"`
	Col      int         `json:"col"`
	EndCol   int         `json:"endCol"`
	Frame    []frameLine `json:"frame"`
	Fix      bool        `json:"fix"`
	ID       string      `json:"id"`
	Here     bool        `json:"here"` // it stands in the source of the page
}

// frameLine is a line of the source around a finding.
type frameLine struct {
	N    int    `json:"n"`
	Text string `json:"text"`
}

// same reports whether a client that knows f needs g. All that is mended is so whatever the number.
func (f findings) same(g findings) bool {
	return len(f.List) == 0 && len(g.List) == 0 || reflect.DeepEqual(f, g)
}

// findingsOf says what is wrong in a state, for a reader of the page that a is the answer for; kept says that the
// reader still has an older one.
func findingsOf(state *live.State, a answer, kept bool) findings {
	f := findings{Type: "findings", Number: state.Number, Page: a.name, Stale: kept, List: []finding{}}
	if state.Err != nil {
		// What the newest generation says is of sources that are no more.
		f.Errors, f.List = 1, append(f.List, failure(state.Err, nil))
		return f
	}
	list := state.Generation.Diags
	f.Errors = list.Count(diag.Error)
	f.Warnings = list.Count(diag.Warning) - f.Errors
	if a.err != nil {
		f.Errors++
		f.List = append(f.List, failure(a.err, state.Generation.Inputs.Layouts))
	}
	file := ""
	if p := pageOf(state.Generation.Site, a.name); p != nil {
		file = p.Doc.Path
	}
	var order []int
	for i, d := range list {
		if d.Severity >= diag.Warning {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := list[i], list[j]
		switch here := a.Pos.File == file; {
		case here == (b.Pos.File == file):
			return cmp.Compare(b.Severity, a.Severity)
		case here:
			return -1
		}
		return 1
	})
	for _, i := range order[:min(len(order), most-len(f.List))] {
		f.List = append(f.List, findingOf(list[i], i, state.Content, file))
	}
	return f
}

// findingOf returns the finding d, the one with the number i, for a reader of the page that is written in the file here.
func findingOf(d diag.Diagnostic, i int, content *source.Snapshot, here string) finding {
	f := finding{
		Code: string(d.Code), Name: d.Code.Rule().Name, Severity: d.Severity.String(), Message: d.Message, Hint: d.Hint,
		File: d.Pos.File, Line: d.Pos.Line, Col: d.Pos.Col, EndCol: d.Pos.EndCol,
		Frame: []frameLine{}, Fix: d.Fix != nil, ID: findingID(i), Here: d.Pos.File == here,
	}
	if file := content.File(d.Pos.File); file != nil {
		f.Frame = frame(file.Data, d.Pos.Line)
	}
	return f
}

// findingID names a finding by its place in the list of its state.
func findingID(i int) string { return "f" + strconv.Itoa(i) }

// byID returns the finding of a generation that an id names.
func byID(list diag.List, id string) (diag.Diagnostic, bool) {
	i, err := strconv.Atoi(strings.TrimPrefix(id, "f"))
	if err != nil || i < 0 || i >= len(list) || findingID(i) != id {
		return diag.Diagnostic{}, false
	}
	return list[i], true
}

// place is a file of layouts, with a position in it if there is one, as messages about templates, styles and
// scripts name them. Addresses of pages begin with a slash.
var place = regexp.MustCompile(`(?:^|[^\w./-])(\w[\w./-]*\.(?:html|css|ts|js)):(?:([0-9]+)(?::([0-9]+))?)?`)

// failure is what an error is to a reader. layouts are those that the error is about, nil if they are not known.
func failure(err error, layouts fs.FS) finding {
	f := finding{Severity: diag.Error.String(), Message: err.Error(), Frame: []frameLine{}, Here: true}
	m := place.FindStringSubmatch(f.Message)
	if m == nil || !fs.ValidPath(m[1]) {
		return f
	}
	f.File = layoutsFolder + m[1]
	f.Line, _ = strconv.Atoi(m[2])
	f.Col, _ = strconv.Atoi(m[3])
	if layouts == nil {
		return f
	}
	if data, err := fs.ReadFile(layouts, m[1]); err == nil {
		f.Frame = frame(data, f.Line)
	}
	return f
}

// layoutsFolder is before the name of a file of layouts, wherever they really are.
const layoutsFolder = "layouts/"

// The lines that a frame shows before and after its own, and the characters that it shows of each.
const (
	around = 2
	widest = 500
)

// frame returns the lines around the line n of a file, none if there is no such line.
func frame(data []byte, n int) []frameLine {
	out := []frameLine{}
	if n < 1 {
		return out
	}
	i := 0
	for line := range lines(data) {
		if i++; i > n+around {
			break
		}
		if i >= n-around {
			text := []rune(strings.ToValidUTF8(string(line), "\uFFFD"))
			out = append(out, frameLine{N: i, Text: string(text[:min(len(text), widest)])})
		}
	}
	if i < n {
		return []frameLine{}
	}
	return out
}

// lines yields the lines of a file as positions count them: without its byte order mark, whatever ends them.
func lines(data []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		data := bytes.TrimPrefix(data, []byte("\uFEFF"))
		for {
			end := bytes.IndexAny(data, "\r\n")
			if end < 0 {
				yield(data)
				return
			}
			if !yield(data[:end]) {
				return
			}
			if bytes.HasPrefix(data[end:], []byte("\r\n")) {
				end++
			}
			data = data[end+1:]
		}
	}
}

// pageOf returns the document whose page a file is, nil if it is none's.
func pageOf(s *site.Site, name string) *site.Page {
	folder, ok := strings.CutSuffix("/"+name, "index.html")
	if !ok {
		return nil
	}
	for _, p := range s.Pages {
		if p.Address == folder {
			return p
		}
	}
	return nil
}
