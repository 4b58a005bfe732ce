package render

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"

	"github.com/rogpeppe/go-internal/txtar"

	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/generator/internal/publish"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
	"baton/layouts"
)

// wholeSite renders a handbook with its assets, as a build would publish it.
func wholeSite(t testing.TB, a *txtar.Archive) []publish.File {
	t.Helper()
	return renderSite(t, linked(t, a), a)
}

// bundled are the shipped assets.
var bundled = sync.OnceValues(func() (*asset.Assets, error) {
	return asset.Bundle(layouts.FS, &content.Config{})
})

// linked is the site of a handbook, mistakes included.
func linked(t testing.TB, a *txtar.Archive) *site.Site {
	t.Helper()
	var in site.Input
	var config *source.File
	for _, f := range a.Files {
		if f.Name == "handbook.yaml" {
			config = &source.File{Path: f.Name, Data: f.Data}
		}
	}
	cfg, _ := content.ReadConfig(config)
	in.Config = cfg
	for _, f := range a.Files {
		if strings.HasSuffix(f.Name, ".md") {
			in.Docs = append(in.Docs, content.Parse(source.File{Path: f.Name, Data: f.Data}, cfg))
		} else if f.Name != "handbook.yaml" {
			in.Files = append(in.Files, f.Name)
		}
	}
	slices.SortFunc(in.Docs, func(a, b *content.Document) int { return cmp.Compare(a.Path, b.Path) })
	return site.Link(in)
}

// shippedRenderer renders a site as it is shipped.
func shippedRenderer(t testing.TB, s *site.Site) *Renderer {
	t.Helper()
	assets, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	return renderer(t, layouts.FS, s, assets)
}

// renderSite renders a linked site, with the bytes of its other files.
func renderSite(t testing.TB, s *site.Site, others *txtar.Archive) []publish.File {
	t.Helper()
	r := shippedRenderer(t, s)
	files, err := r.All(2)
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, r.assets.Files...)
	for _, a := range s.Assets {
		f := publish.File{Path: strings.TrimPrefix(a.Address, "/")}
		for _, o := range others.Files {
			if o.Name == a.Path {
				f.Data = o.Data
			}
		}
		files = append(files, f)
	}
	return files
}

func wholeHandbook(t testing.TB) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile("testdata/whole.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Every page of a handbook that has everything is sound, and every link in it leads somewhere, whatever path
// the site is published under.
func TestPagesAreSound(t *testing.T) {
	files := wholeSite(t, wholeHandbook(t))
	for _, base := range []string{"/", "/team/book/"} {
		newCrawler(files, base).crawl(t, base == "/team/book/")
	}
}

// The same holds of the handbook that we ship.
func TestShippedPagesAreSound(t *testing.T) {
	newCrawler(wholeSite(t, shippedHandbook(t)), "/").crawl(t, false)
}

func shippedHandbook(t testing.TB) *txtar.Archive {
	t.Helper()
	const folder = "../../../content"
	if _, err := os.Stat(folder); err != nil {
		t.Fatalf("the shipped handbook is not there: %v", err)
	}
	a := &txtar.Archive{}
	err := walkFiles(folder, func(name string, data []byte) {
		if name != "felt.yaml" {
			a.Files = append(a.Files, txtar.File{Name: name, Data: data})
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A crawler walks the published files as a browser would. It shares no code with the renderer.
type crawler struct {
	base  string
	files map[string][]byte          // by URL path
	ids   map[string]map[string]bool // of each page
	nodes map[string]*html.Node
}

func newCrawler(files []publish.File, base string) *crawler {
	c := &crawler{base: base, files: map[string][]byte{}, ids: map[string]map[string]bool{}, nodes: map[string]*html.Node{}}
	for _, f := range files {
		c.files[base+f.Path] = f.Data
	}
	return c
}

// crawl checks every page; missing says whether base is the one that the page for missing addresses was built for.
func (c *crawler) crawl(t *testing.T, missing bool) {
	t.Helper()
	for p, data := range c.files {
		if !strings.HasSuffix(p, ".html") {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		c.nodes[p], c.ids[p] = doc, map[string]bool{}
		for n := range doc.Descendants() {
			if id := attr(n, "id"); id != "" {
				if c.ids[p][id] {
					t.Errorf("%s: id %q stands twice", p, id)
				}
				c.ids[p][id] = true
			}
		}
	}
	for p, doc := range c.nodes {
		for _, fault := range soundness(c.files[p], doc) {
			t.Errorf("%s: %s", p, fault)
		}
		if strings.HasSuffix(p, "/404.html") && !missing || strings.HasSuffix(p, "/offline.html") && c.base != "/" {
			continue // its links are absolute
		}
		for n := range doc.Descendants() {
			for _, name := range []string{"href", "src", "data-to"} {
				if ref := attr(n, name); ref != "" && attr(n, "rel") != "canonical" {
					if fault := c.follow(p, ref); fault != "" {
						t.Errorf("%s: %s=%q %s", p, name, ref, fault)
					}
				}
			}
		}
	}
}

// follow goes from a page to a reference and says what is wrong with it.
func (c *crawler) follow(from, ref string) string {
	at, err := url.Parse("http://host" + (&url.URL{Path: from}).EscapedPath())
	if err != nil {
		return err.Error()
	}
	to, err := at.Parse(ref)
	if err != nil {
		return err.Error()
	}
	if to.Host != "host" || to.Scheme != "http" {
		return ""
	}
	if strings.HasPrefix(ref, "/") && !strings.HasSuffix(from, "/404.html") && !strings.HasSuffix(from, "/offline.html") {
		return "is not relative"
	}
	p := to.Path
	if !strings.HasPrefix(p, c.base) {
		return "leaves the site"
	}
	if strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	if _, ok := c.files[p]; !ok {
		return "leads to no file"
	}
	if to.Fragment != "" && strings.HasSuffix(p, ".html") && !c.ids[p][to.Fragment] {
		return "leads to no id"
	}
	return ""
}

// soundness says what is wrong with a page by itself.
func soundness(data []byte, doc *html.Node) []string {
	var faults []string
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	h1, level := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "style":
				add("<%s> has a style attribute", n.Data)
			case strings.HasPrefix(a.Key, "on"):
				add("<%s> has the handler %s", n.Data, a.Key)
			case slices.Contains([]string{"href", "src", "action"}, a.Key) && strings.Contains(strings.ToLower(a.Val), "script:"):
				add("<%s> leads to %q", n.Data, a.Val)
			case strings.Contains(a.Val, "ZgotmplZ"):
				add("<%s %s> was not safe to print", n.Data, a.Key)
			}
		}
		switch n.Data {
		case "style":
			add("there is a style element")
		case "script":
			if attr(n, "src") == "" || n.FirstChild != nil {
				add("there is a script that is not a file")
			}
		case "img":
			if !hasAttr(n, "alt") {
				add("an image has no alt attribute")
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			l := int(n.Data[1] - '0')
			if l > level+1 {
				add("an h%d follows an h%d: %s", l, level, text(n))
			}
			level = l
			if l == 1 {
				h1++
			}
			if strings.TrimSpace(text(n)) == "" {
				add("a heading is empty")
			}
		case "a":
			if hasAttr(n, "href") && strings.TrimSpace(text(n)) == "" && find(n, "img") == nil {
				add("a link to %q has no text", attr(n, "href"))
			}
		}
	}
	if h1 != 1 {
		add("there are %d h1", h1)
	}
	if find(doc, "main") != nil {
		for _, name := range []string{"header", "main", "footer"} {
			if find(doc, name) == nil {
				add("there is no <%s>", name)
			}
		}
	}
	if diff := unlike(data, doc); diff != "" {
		add("a browser reads it otherwise than it is written: %s", diff)
	}
	return faults
}

// unlike returns the first place where the tags of a page are not those that its tree is written with: where
// something was not closed, or stood where it may not stand.
func unlike(data []byte, doc *html.Node) string {
	var b bytes.Buffer
	if err := html.Render(&b, doc); err != nil {
		return err.Error()
	}
	written, read := tags(data), tags(b.Bytes())
	for i := range max(len(written), len(read)) {
		if i >= len(written) || i >= len(read) || written[i] != read[i] {
			return fmt.Sprintf("after %v: written %v, read %v", written[max(0, i-3):min(i, len(written))],
				written[min(i, len(written)):min(i+3, len(written))], read[min(i, len(read)):min(i+3, len(read))])
		}
	}
	return ""
}

func tags(data []byte) []string {
	var out []string
	for z := html.NewTokenizer(bytes.NewReader(data)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			out = append(out, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			if n := string(name); n != "path" && n != "circle" { // written as empty, read with an end
				out = append(out, "/"+n)
			}
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func find(n *html.Node, name string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			return d
		}
	}
	return nil
}

// walkFiles calls f with every file below a folder.
func walkFiles(folder string, f func(name string, data []byte)) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if e.IsDir() {
			if err := walkFiles(name, func(inner string, data []byte) { f(path.Join(e.Name(), inner), data) }); err != nil {
				return err
			}
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f(e.Name(), data)
	}
	return nil
}
