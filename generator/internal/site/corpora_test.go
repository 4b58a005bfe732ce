package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/content"
	"baton/generator/internal/source"
)

// corpora is where handbooks that strangers wrote may lie: beside the repository.
const corpora = "../../../../shared/corpora"

// TestCorpora links handbooks that strangers wrote, and counts what is found in their references. Whoever changes
// a count has to have read the findings: go test -run Corpora -v shows them.
func TestCorpora(t *testing.T) {
	folders, err := os.ReadDir(corpora)
	if err != nil {
		t.Skipf("SKIPPED: no handbooks to read in %s beside the repository", filepath.Base(corpora))
	}
	var counts bytes.Buffer
	for _, folder := range folders {
		s := linkFolder(t, filepath.Join(corpora, folder.Name()))
		byName := map[string]int{}
		for _, d := range s.Diags {
			if strings.HasPrefix(string(d.Code), "B2") {
				byName[d.Code.Rule().Name]++
				t.Logf("%s/%s: %s: %s; %s", folder.Name(), d.Pos, d.Code, d.Message, d.Hint)
			}
		}
		fmt.Fprintf(&counts, "%s: %d pages", folder.Name(), len(s.Pages))
		for _, name := range slices.Sorted(maps.Keys(byName)) {
			fmt.Fprintf(&counts, ", %d %s", byName[name], name)
		}
		fmt.Fprintln(&counts)
	}
	const golden = "testdata/corpora.txt"
	if *update {
		if err := os.WriteFile(golden, counts.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(counts.Bytes(), want) {
		t.Errorf("got:\n%swant:\n%s", &counts, want)
	}
}

// linkFolder links a folder on disk and checks what holds for every handbook.
func linkFolder(t *testing.T, dir string) *Site {
	t.Helper()
	snap, err := source.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	cfg, _ := content.ReadConfig(snap.File("handbook.yaml"))
	in := Input{Config: cfg}
	for _, f := range snap.Files {
		switch strings.ToLower(path.Ext(f.Path)) {
		case ".md", ".markdown":
			in.Docs = append(in.Docs, content.Parse(f, cfg))
		default:
			in.Files = append(in.Files, f.Path)
		}
	}
	s := Link(in)
	checkSite(t, in, s)
	return s
}

// failer is a test, or a case of one.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkSite fails unless every document has a page, every output a place of its own inside the site, and every
// link one target that is there.
func checkSite(t failer, in Input, s *Site) {
	t.Helper()
	files := map[string]bool{}
	take := func(file string) {
		low := strings.ToLower(file)
		if !fs.ValidPath(file) || files[low] {
			t.Errorf("file %q leaves the site, or stands twice", file)
		}
		files[low] = true
	}
	for _, p := range s.Pages {
		for _, f := range pageFiles(p.Address) {
			take(f)
		}
	}
	var lists func(*Section)
	lists = func(section *Section) {
		if section.Page == nil {
			take(strings.TrimPrefix(section.Address, "/") + "index.html")
		}
		for _, sub := range section.Sections {
			lists(sub)
		}
	}
	lists(s.Root)
	for _, a := range s.Assets {
		take(strings.TrimPrefix(a.Address, "/"))
	}
	for _, r := range s.Redirects {
		file := strings.TrimPrefix(r.From, "/")
		if strings.HasSuffix(r.From, "/") {
			file += "index.html"
		}
		take(file)
	}
	for _, d := range in.Docs {
		if p := s.byPath[d.Path]; p == nil && !isSummary(d) {
			t.Errorf("%s has no page", d.Path)
		}
	}
	for _, p := range s.Pages {
		for _, l := range p.Doc.Text.Links {
			checkTarget(t, s, p, l.Dest, p.Target(l), files)
		}
	}
}

func checkTarget(t failer, s *Site, p *Page, dest string, to Target, files map[string]bool) {
	t.Helper()
	n := 0
	for _, set := range []bool{to.Page != nil, to.Section != nil, to.Asset != "", to.External != "", to.Broken != "", to.Unlinked} {
		if set {
			n++
		}
	}
	switch {
	case n != 1:
		t.Errorf("%s: link to %q has %d targets", p.Doc.Path, dest, n)
	case to.Asset != "" && !files[strings.ToLower(strings.TrimPrefix(to.Asset, "/"))]:
		t.Errorf("%s: link to %q leads to the file %q, which is not there", p.Doc.Path, dest, to.Asset)
	case to.Page != nil && s.byPath[to.Page.Doc.Path] != to.Page:
		t.Errorf("%s: link to %q leads to a page that is not in the site", p.Doc.Path, dest)
	case to.Page != nil && to.Fragment != "":
		for _, a := range to.Page.Doc.Text.Anchors {
			if a.ID == to.Fragment {
				return
			}
		}
		t.Errorf("%s: link to %q leads to #%s, which is not on %s", p.Doc.Path, dest, to.Fragment, to.Page.Address)
	case natureOf(to.External) == forbidden && !isPicture(to.External):
		t.Errorf("%s: link to %q leads to %q", p.Doc.Path, dest, to.External)
	}
}
