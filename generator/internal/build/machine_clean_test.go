package build_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"baton/generator/internal/build"
	"baton/generator/internal/diag"
	"baton/generator/internal/publish"
	"baton/generator/internal/source"
	"baton/layouts"
)

// A cleaner makes clean builds: each by a builder that has never built anything before.
type cleaner struct {
	base    string // name of the layouts under the author's
	options build.Options
	made    map[inputKey]*site // what was asked before: authors go back to earlier states
}

type inputKey struct{ content, layouts source.Sum }

func newCleaner(t *rapid.T) *cleaner {
	c := &cleaner{
		base: pick(t, "layouts", "views", "views", "views", "views", "views", "pages", "views", "views", "views", "views", "shipped", "views"),
		options: build.Options{
			Audience: pick(t, "--audience", "", "", "", audiences[0], audiences[1]),
			BaseURL:  pick(t, "--base-url", "", "", "", "https://pages.example/book/"),
			Drafts:   oneIn(t, 5, "--drafts"),
			Jobs:     1, // sequences run side by side, so most need no more
		},
		made: map[inputKey]*site{},
	}
	if oneIn(t, 5, "--jobs") {
		c.options.Jobs = 4
	}
	return c
}

// inputs are what the engine is given. Nothing of it is shared with what it was given before.
func (c *cleaner) inputs(b book) build.Inputs {
	over := b.layouts.snapshot()
	content := b.content.snapshot()
	for _, name := range b.leftOut {
		content.Diags.Add(diag.New(diag.OutsideSource, diag.Pos{File: name}, "link leads out of the folder; it is left out"))
	}
	return build.Inputs{Content: content, Layouts: layouts.Overlay(over.FS(), bases[c.base]), LayoutsSum: over.Sum()}
}

// A site is what a clean build answers.
type site struct {
	files map[string][]byte // path → bytes
	diags string            // all findings as text
	err   error             // why there is no site
	words map[string]string // secret words of pages that are withheld → the page; nil if findings forbid publishing
}

func (c *cleaner) site(in build.Inputs) *site {
	key := inputKey{in.Content.Sum(), in.LayoutsSum}
	if s := c.made[key]; s != nil && len(in.Content.Diags) == 0 {
		return s
	}
	b := build.Builder{Layouts: in.Layouts, Options: c.options}
	r, err := b.Build(in.Content)
	s := &site{files: map[string][]byte{}, diags: tell(r.Diags), err: err}
	for _, f := range r.Files {
		s.files[f.Path] = f.Data
	}
	if !r.Diags.Unsafe() {
		s.words = secrets(in.Content, c.options)
	}
	if len(in.Content.Diags) == 0 {
		c.made[key] = s
	}
	return s
}

func (s *site) paths() []string { return slices.Sorted(maps.Keys(s.files)) }

// differs says how an answer for one path is none of this site, "" if it is.
func (s *site) differs(p string, f publish.File, err error) string {
	want, ok := s.files[p]
	switch {
	case s.err != nil:
		return "" // there is no site to compare with: whether that is said is looked at elsewhere
	case !ok && !errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("%s: %d bytes, error %v; a clean build has no such file", p, len(f.Data), err)
	case ok && err != nil:
		return fmt.Sprintf("%s: %v; a clean build has it", p, err)
	case ok && !bytes.Equal(f.Data, want):
		return fmt.Sprintf("%s differs from a clean build\n%s", p, lineDiff(string(f.Data), string(want)))
	}
	return ""
}

// differ says how files are not those of this site.
func (s *site) differ(files []publish.File) string {
	seen := map[string]bool{}
	for _, f := range files {
		if seen[f.Path] {
			return fmt.Sprintf("%s stands twice", f.Path)
		}
		seen[f.Path] = true
		if _, ok := s.files[f.Path]; !ok {
			return fmt.Sprintf("%s is there; a clean build has no such file", f.Path)
		}
		if fault := s.differs(f.Path, f, nil); fault != "" {
			return fault
		}
	}
	for _, p := range s.paths() {
		if !seen[p] {
			return fmt.Sprintf("%s is not there; a clean build has it", p)
		}
	}
	return ""
}

// changes are the paths whose bytes another site has differently, or not, or alone; sorted. The files of the search index
// and those that are made of many pages are not among them: Rest says nothing of those.
func (s *site) changes(other *site) []string {
	var out []string
	for p, data := range other.files {
		if was, ok := s.files[p]; !ok || !bytes.Equal(was, data) {
			out = append(out, p)
		}
	}
	for p := range s.files {
		if _, ok := other.files[p]; !ok {
			out = append(out, p)
		}
	}
	out = slices.DeleteFunc(out, func(p string) bool { return ofIndex(p) || ofAll(p) })
	slices.Sort(out)
	return out
}

// ofAll reports whether a path is that of a file that is made of many pages.
func ofAll(p string) bool { return p == "offline.json" || strings.HasPrefix(p, "print/") }

// ofIndex reports whether a path is that of a file of the search index.
func ofIndex(p string) bool {
	return strings.HasPrefix(p, "search/") && (path.Ext(p) == ".bin" || p == "search/manifest.json")
}

// inside is what a reader of a file has before him: of the search index, what is compressed in it.
func inside(p string, data []byte) []byte {
	if !ofIndex(p) || path.Ext(p) != ".bin" {
		return data
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		panic(fmt.Sprintf("%s: %v", p, err))
	}
	data, err = io.ReadAll(r)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", p, err))
	}
	return data
}

// leak says where a word of a page that is withheld stands. (P13)
func (s *site) leak() string {
	for word, page := range s.words {
		for p, data := range s.files {
			if bytes.Contains(bytes.ToLower(inside(p, data)), []byte(word)) || strings.Contains(strings.ToLower(p), word) {
				return fmt.Sprintf("%s holds %q, which stands on %s alone, and that is withheld", p, word, page)
			}
		}
	}
	return ""
}

// secrets finds the words that stand on withheld pages alone, by a rule of its own: whether such a page is withheld
// is what is to be shown, so the code that decides it is no judge.
func secrets(snap *source.Snapshot, o build.Options) map[string]string {
	hidden, open := map[string]string{}, map[string]bool{}
	configured := false
	if f := snap.File(build.ConfigFile); f != nil {
		configured = bytes.Contains(f.Data, []byte("\naudiences: ["))
	}
	for _, f := range snap.Files {
		front, _, _ := strings.Cut(strings.TrimPrefix(string(f.Data), "---\n"), "\n---\n")
		withheld := strings.Contains(front, "draft: true\n") && !o.Drafts
		for i, a := range audiences {
			reach := slices.Index(audiences, o.Audience)
			withheld = withheld || configured && i > reach && strings.Contains(front, "audience: "+a+"\n")
		}
		for _, word := range secretWord.FindAllString(strings.ToLower(f.Path+"\n"+string(f.Data)), -1) {
			if withheld && strings.HasSuffix(f.Path, ".md") {
				hidden[word] = f.Path
			} else {
				open[word] = true
			}
		}
	}
	maps.DeleteFunc(hidden, func(word, _ string) bool { return open[word] })
	return hidden
}

// tell is everything that findings say.
func tell(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fix := diag.Fix{}
		if d.Fix != nil {
			fix, d.Fix = *d.Fix, nil
		}
		fmt.Fprintf(&b, "%+v %+v\n", d, fix)
	}
	return b.String()
}

// lineDiff shows where two texts begin to differ.
func lineDiff(got, want string) string {
	n := 0
	for n < len(got) && n < len(want) && got[n] == want[n] {
		n++
	}
	show := func(text string) string { return text[max(0, n-120):min(len(text), n+240)] }
	return fmt.Sprintf("from byte %d on, line %d\n got: …%s…\nwant: …%s…", n, strings.Count(got[:n], "\n")+1, show(got), show(want))
}
