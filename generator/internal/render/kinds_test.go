package render

import (
	"html"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/txtar"

	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
	"baton/layouts"
)

// rendererOf returns the renderer of a handbook: paths with their texts.
func rendererOf(t testing.TB, files map[string]string) *Renderer {
	t.Helper()
	var config *source.File
	if text, ok := files["handbook.yaml"]; ok {
		config = &source.File{Path: "handbook.yaml", Data: []byte(text)}
	}
	cfg, diags := content.ReadConfig(config)
	if len(diags) > 0 {
		t.Fatalf("handbook.yaml: %v", diags)
	}
	in := site.Input{Config: cfg}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(name, ".md") {
			in.Docs = append(in.Docs, content.Parse(source.File{Path: name, Data: []byte(files[name])}, cfg))
		}
	}
	return renderer(t, layouts.FS, site.Link(in), &asset.Assets{Style: "/_a/site.css", Before: "/_a/head.js", Script: "/_a/main.js"})
}

// bodyOf returns what a page shows between its crumbs and its foot.
func bodyOf(t testing.TB, r *Renderer, address string) string {
	t.Helper()
	f, err := r.Page(address)
	if err != nil {
		t.Fatal(err)
	}
	page := string(f.Data)
	from, to := strings.Index(page, `<div class="body">`), strings.LastIndex(page, "</main>")
	if from < 0 || to < 0 {
		t.Fatalf("%s has no body", address)
	}
	return page[from:to]
}

// Each archive of testdata/kinds is a handbook; the files below want/ are bodies of its pages, by address.
func TestKinds(t *testing.T) {
	archives, err := filepath.Glob("testdata/kinds/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no handbooks: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			r := rendererOf(t, filesOf(a))
			for i, f := range a.Files {
				address, ok := strings.CutPrefix(f.Name, "want")
				if !ok {
					continue
				}
				got := bodyOf(t, r, address)
				if *update {
					a.Files[i].Data = []byte(got)
				} else if got != string(f.Data) {
					t.Errorf("%s: got\n%s\nwant\n%s", address, got, f.Data)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// filesOf returns the files of an archive that are the handbook's.
func filesOf(a *txtar.Archive) map[string]string {
	files := map[string]string{}
	for _, f := range a.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			files[f.Name] = string(f.Data)
		}
	}
	return files
}

// What a page says more than once, on purpose: a score as a table, a ladder as a sentence and row by row, what
// others decide, and the frame.
var repeated = []*regexp.Regexp{
	regexp.MustCompile(`(?s)<details class="as-table">.*?</details>`),
	regexp.MustCompile(`(?s)<div class="vh"><p>In words:.*?</div>`),
	regexp.MustCompile(`(?s)<div class="names".*?</div>`),
	regexp.MustCompile(`(?s)<aside.*</aside>`),
	regexp.MustCompile(`(?s)<nav.*?</nav>`),
}

var (
	marks = regexp.MustCompile(`§+`)
	tag   = regexp.MustCompile(`<[^>]*>`)
	token = regexp.MustCompile(`\bq\d+q\b`)
)

// Every word of a document is on its page exactly once: each "§" of an archive of testdata/words becomes a word of
// its own, which its page must show. "§§" stands for a word that its page says twice on purpose, and so on.
func TestNothingIsLost(t *testing.T) {
	a, err := txtar.ParseFile("testdata/words.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := filesOf(a)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text, wants := number(files[name])
		marked := maps.Clone(files)
		for other, t := range marked {
			marked[other] = strings.ReplaceAll(t, "§", "")
		}
		marked[name] = text
		r := rendererOf(t, marked)
		for _, p := range r.site.Pages {
			if p.Doc.Path != name {
				continue
			}
			body := bodyOf(t, r, p.Address)
			for _, re := range repeated {
				body = re.ReplaceAllString(body, "")
			}
			counts := map[string]int{}
			for _, word := range token.FindAllString(tag.ReplaceAllString(body, " "), -1) {
				counts[word]++
			}
			for _, word := range slices.Sorted(maps.Keys(wants)) {
				if counts[word] != wants[word] {
					t.Errorf("%s: %q stands %d times on its page, not %d: %s", name, word, counts[word], wants[word], lineWith(text, word))
				}
			}
			checkAnchors(t, p, body)
		}
	}
}

// number replaces each mark of a text by a word of its own, and tells how often each must be seen.
func number(text string) (numbered string, wants map[string]int) {
	wants = map[string]int{}
	numbered = marks.ReplaceAllStringFunc(text, func(m string) string {
		word := "q" + itoa(len(wants)+1) + "q"
		wants[word] = strings.Count(m, "§")
		return word
	})
	return numbered, wants
}

func lineWith(text, word string) string {
	for l := range strings.Lines(text) {
		if strings.Contains(l, word) {
			return strings.TrimSpace(l)
		}
	}
	return ""
}

// checkAnchors checks that every id that can be linked to is on the page, once.
func checkAnchors(t *testing.T, p *site.Page, body string) {
	t.Helper()
	for _, a := range p.Doc.Text.Anchors {
		for _, id := range append([]string{a.ID}, a.Was...) {
			if n := strings.Count(body, `id="`+html.EscapeString(id)+`"`); n != 1 {
				t.Errorf("%s: the id %q stands %d times on its page", p.Doc.Path, id, n)
			}
		}
	}
}

// Every word of our own handbook is on the page of its document.
func TestNothingOfOurHandbookIsLost(t *testing.T) {
	files := map[string]string{}
	root := os.DirFS("../../../content")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") && name != "handbook.yaml" {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = string(data)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Fatalf("our handbook has %d files: %v", len(files), err)
	}
	r := rendererOf(t, files)
	for _, p := range r.site.Pages {
		body := html.UnescapeString(tag.ReplaceAllString(bodyOf(t, r, p.Address), " "))
		seen := map[string]bool{}
		for _, word := range strings.FieldsFunc(body, notOfWord) {
			seen[word] = true
		}
		for _, b := range p.Doc.Text.Blocks {
			for _, word := range strings.FieldsFunc(b.Plain(), notOfWord) {
				if !seen[word] && word != "Decisions" { // says "You may decide"
					t.Errorf("%s: the word %q is not on its page", p.Doc.Path, word)
				}
			}
		}
	}
}

func notOfWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
