package render

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"baton/generator/internal/markdown"
	"baton/generator/internal/search"
)

// What search sees of each page of a handbook that has everything is as it was reviewed.
func TestSearchPages(t *testing.T) {
	const golden = "testdata/search.golden.txtar"
	s := linked(t, wholeHandbook(t))
	r := shippedRenderer(t, s)
	got := &txtar.Archive{}
	for _, p := range s.Pages {
		got.Files = append(got.Files, txtar.File{Name: p.Address, Data: []byte(inWords(r.SearchPage(p)))})
	}
	if *update {
		writeFile(t, golden, txtar.Format(got))
	}
	want, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := txtar.Format(want), txtar.Format(got); string(a) != string(b) {
		t.Errorf("%s differs; if that is right, run go test -update\n%s", golden, firstDifference(a, b))
	}
}

// inWords writes a page for people who review it.
func inWords(p *search.Page) string {
	var b strings.Builder
	line := func(parts ...string) {
		var said []string
		for _, s := range parts {
			if s != "" {
				said = append(said, s)
			}
		}
		fmt.Fprintln(&b, strings.Join(said, " | "))
	}
	line(p.Title, p.Kind, p.Place, p.Updated, strings.Join(p.Aliases, ", "), "for "+strings.Join(p.Roles, " "))
	for _, s := range p.Sections {
		limit := ""
		if s.Limit != nil {
			limit = fmt.Sprintf("%+v", *s.Limit)
		}
		line("#"+s.ID, string(s.As), s.Level, s.Role, limit, s.Heading)
		for text := range strings.SplitSeq(s.Text, "\n") {
			if text != "" {
				fmt.Fprintln(&b, "    "+text)
			}
		}
	}
	return b.String()
}

// Search sees every word of every page, and each of its sections has an address on the page.
func TestSearchPagesAreSound(t *testing.T) {
	for name, handbook := range map[string]*txtar.Archive{"whole": wholeHandbook(t), "shipped": shippedHandbook(t)} {
		s := linked(t, handbook)
		r := shippedRenderer(t, s)
		files, err := r.All(2)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]map[string]bool{}
		for _, f := range files {
			ids[f.Path] = idsOf(t, f.Data)
		}
		for _, p := range s.Pages {
			page := r.SearchPage(p)
			var all strings.Builder
			fmt.Fprintln(&all, page.Title)
			for _, section := range page.Sections {
				fmt.Fprintln(&all, section.Heading, section.Text)
				if section.ID != "" && !ids[outputPath(p.Address)][section.ID] {
					t.Errorf("%s: a result leads to %s#%s, which is not there: %q", name, p.Address, section.ID, section.Text)
				}
			}
			seen := map[string]bool{}
			for _, w := range wordsOf(all.String()) {
				seen[w] = true
			}
			for _, b := range p.Doc.Text.Blocks {
				for _, w := range wordsOf(visible(b)) {
					if !seen[w] {
						t.Errorf("%s: search does not see %q of %s", name, w, p.Address)
					}
				}
			}
		}
	}
}

// visible is a block's text but for the names in wiki links, which pages show as titles.
func visible(b *markdown.Block) string {
	text := b.Plain()
	for _, l := range b.Links() {
		if isBareWiki(l) {
			text = strings.ReplaceAll(text, l.Dest, "")
		}
	}
	return text
}

func wordsOf(s string) []string { return strings.FieldsFunc(strings.ToLower(s), notInWord) }

func idsOf(t *testing.T, data []byte) map[string]bool {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			ids[id] = true
		}
	}
	return ids
}
