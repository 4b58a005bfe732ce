package render

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/rogpeppe/go-internal/txtar"
)

func parsed(t *testing.T, data []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// The book says what the pages say, each page once, and has nothing that works only on a screen. That its ids are its own
// and its links lead somewhere is looked at with all other pages: TestPagesAreSound.
func TestPrintedBookHoldsEveryPage(t *testing.T) {
	s := linked(t, wholeHandbook(t))
	r := shippedRenderer(t, s)
	f, err := r.Page(printAddress)
	if err != nil {
		t.Fatal(err)
	}
	leaves := map[string]string{}
	level := 0
	for n := range parsed(t, f.Data).Descendants() {
		switch {
		case n.Data == "article" && attr(n, "class") != "":
			id := attr(n, "id")
			if _, twice := leaves[id]; twice {
				t.Errorf("%s is bound twice", id)
			}
			leaves[id] = text(n)
			for d := range n.Descendants() {
				if slices.Contains(offPaper, d.Data) || d.Data == "details" && !hasAttr(d, "open") || strings.HasPrefix(attr(d, "href"), "#page:") {
					t.Errorf("%s has <%s %v>", id, d.Data, d.Attr)
				}
			}
		case strings.HasPrefix(attr(n, "aria-level"), "") && hasAttr(n, "aria-level"):
			l := int(attr(n, "aria-level")[0] - '0')
			if l > max(level, 1)+1 {
				t.Errorf("a heading of level %d follows one of level %d: %s", l, level, text(n))
			}
			level = l
		}
	}
	for _, p := range s.Pages {
		words, ok := leaves[p.Address]
		if !ok {
			t.Errorf("%s is not in the book", p.Address)
			continue
		}
		if p.Section != nil && p.Section.Page == p {
			continue // on the site it lists the pages that follow it in the book
		}
		page, err := r.Page(p.Address)
		if err != nil {
			t.Fatal(err)
		}
		for n := range parsed(t, page.Data).Descendants() {
			if n.Data != "p" && n.Data != "td" || find(n, "button") != nil || !onPaper(n) {
				continue
			}
			if said := strings.TrimSpace(text(n)); !strings.Contains(words, said) {
				t.Errorf("%s: the book does not say %q", p.Address, said)
			}
		}
	}
}

// onPaper reports whether n stands in the middle of a page, in what goes on paper.
func onPaper(n *html.Node) bool {
	in := false
	for ; n != nil; n = n.Parent {
		classes := strings.Fields(attr(n, "class"))
		if n.Data == "nav" || n.Data == "form" || slices.Contains(classes, "vh") || slices.ContainsFunc(classes, func(c string) bool { return slices.Contains(offPaperClasses, c) }) {
			return false
		}
		in = in || slices.Contains(classes, "body")
	}
	return in
}

// A large handbook has several volumes: every page stands in one of them, and a link to a page in another leads to the
// site. An author's page may have the address of a volume.
func TestPrintedVolumes(t *testing.T) {
	a := &txtar.Archive{}
	add := func(name, text string) {
		a.Files = append(a.Files, txtar.File{Name: name, Data: []byte(text)})
	}
	for i := range 2*volume + 50 {
		add(fmt.Sprintf("essays/e%03d.md", i), fmt.Sprintf("# Essay %03d\n\nSee [the first](e000.md) and [the last](e649.md#end).\n\n## End\n", i))
	}
	add("print/1.md", "# Mine\n")
	add("guides/how.md", "# How\n")
	files := wholeSite(t, a)
	newCrawler(files, "/").crawl(t, false)
	volumes, leaves := 0, map[string]int{}
	for _, f := range files {
		if !strings.HasPrefix(f.Path, "print/") || !strings.HasSuffix(f.Path, ".html") || f.Path == "print/1/index.html" {
			continue
		}
		n := 0
		for d := range parsed(t, f.Data).Descendants() {
			if d.Data == "article" {
				leaves[attr(d, "id")]++
				n++
			}
		}
		if n > volume {
			t.Errorf("%s has %d leaves", f.Path, n)
		}
		if n > 0 {
			volumes++
		} else if !bytes.Contains(f.Data, []byte("printed in 3 volumes")) {
			t.Errorf("%s does not lead to the volumes", f.Path)
		}
	}
	if volumes != 3 || len(leaves) != 2*volume+50+2+3 {
		t.Errorf("%d volumes with %d leaves", volumes, len(leaves))
	}
	for id, n := range leaves {
		if n != 1 {
			t.Errorf("%s is bound %d times", id, n)
		}
	}
}

// A volume ends before a chapter if that leaves it at least half full.
func TestBound(t *testing.T) {
	for levels, want := range map[string]string{
		"":            "",
		"2333":        "2333",
		"23332333":    "2333 2333",
		"233233323":   "233 2333 23",
		"2333333333":  "2333 3333 33",
		"2222222":     "2222 222",
		"23323333333": "233 2333 3333",
	} {
		var leaves []leaf
		for _, l := range levels {
			leaves = append(leaves, leaf{level: int(l - '0')})
		}
		var got []string
		for _, v := range bound(leaves, 4) {
			var b strings.Builder
			for _, l := range v {
				b.WriteString(itoa(l.level))
			}
			got = append(got, b.String())
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s is bound as %s, want %s", levels, s, want)
		}
	}
}
