package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"baton/generator/internal/diag"
)

func TestLineEndsAndMarksOfOrder(t *testing.T) {
	const page = "---\ntitle: Ü\n---\n# Ü [a](b.md)\n\n- **L:** x\n\ntext  \nmore\n\n```\ncode\n```\n"
	want := Parse("page.md", []byte(page), Options{})
	for name, text := range map[string]string{
		"BOM":           "\ufeff" + page,
		"CRLF":          strings.ReplaceAll(page, "\n", "\r\n"),
		"CR":            strings.ReplaceAll(page, "\n", "\r"),
		"BOM and CRLF":  "\ufeff" + strings.ReplaceAll(page, "\n", "\r\n"),
		"mixed":         strings.Replace(strings.Replace(page, "\n", "\r\n", 3), "\n\n", "\r\r", 1),
		"CRLF twice":    strings.ReplaceAll(page, "\n\n", "\r\n\r\n"),
		"no last break": strings.TrimSuffix(page, "\n"),
	} {
		t.Run(name, func(t *testing.T) {
			got := Parse("page.md", []byte(text), Options{})
			if a, b := got.HTML(got.Blocks, nil), want.HTML(want.Blocks, nil); a != b {
				t.Errorf("got  %q\nwant %q", a, b)
			}
			if a, b := got.Pos(got.Links[0].Offset, got.Links[0].End), want.Pos(want.Links[0].Offset, want.Links[0].End); a != b {
				t.Errorf("the link is at %v, want %v", a, b)
			}
			if *got.Front != *want.Front {
				t.Errorf("front matter %v, want %v", got.Front, want.Front)
			}
		})
	}
}

func TestBytesThatAreNoText(t *testing.T) {
	for _, c := range []struct {
		in, source, message string
		line, col           int
	}{
		{"a\n\xffb", "a\n\ufffdb", "1 byte that is not UTF-8 text, the first one here", 2, 1},
		{"ü\xc3 \xe2\x82 \x00", "ü\ufffd \ufffd\ufffd \ufffd", "4 bytes that are not UTF-8 text, the first one here", 1, 2},
		{"a\x00", "a\ufffd", "1 byte that is not UTF-8 text, the first one here", 1, 2},
	} {
		d := Parse("page.md", []byte(c.in), Options{})
		if string(d.Source) != c.source {
			t.Errorf("%q became %q", c.in, d.Source)
		}
		if len(d.Diags) != 1 || d.Diags[0].Code != diag.InvalidUTF8 || d.Diags[0].Message != c.message || d.Diags[0].Pos.Line != c.line || d.Diags[0].Pos.Col != c.col {
			t.Errorf("%q: %v", c.in, d.Diags)
		}
	}
	if d := Parse("page.md", []byte("\ufffd \U0010ffff \u200b\u2028"), Options{}); len(d.Diags) > 0 {
		t.Errorf("rare letters are text: %v", d.Diags)
	}
}

func TestTheInputIsNotTouched(t *testing.T) {
	in := []byte("---\ntitle: x\n---\n# T\n")
	before := bytes.Clone(in)
	Parse("page.md", in, Options{})
	if !bytes.Equal(in, before) {
		t.Errorf("became %q", in)
	}
}

func TestPos(t *testing.T) {
	d := Parse("a/b.md", []byte("ab\nüöä x\n\nend"), Options{})
	for _, c := range []struct {
		offset, end          int
		line, col, endColumn int
	}{
		{0, 2, 1, 1, 2},
		{0, 0, 1, 1, 1},
		{3, 9, 2, 1, 3},
		{5, 7, 2, 2, 2},
		{10, 11, 2, 5, 5},
		{1, 20, 1, 2, 2}, // goes on in the next lines
		{12, 12, 3, 1, 1},
		{13, 16, 4, 1, 3},
		{16, 16, 4, 4, 4},
		{999, 999, 4, 4, 4},
		{-1, 0, 1, 1, 1},
	} {
		want := diag.Pos{File: "a/b.md", Line: c.line, Col: c.col, EndCol: c.endColumn}
		if got := d.Pos(c.offset, c.end); got != want {
			t.Errorf("Pos(%d, %d) = %+v, want %+v", c.offset, c.end, got, want)
		}
	}
}

// Columns are counted from marks, which must not depend on what front matter was before it was blanked.
func TestColumnsBehindWideFrontMatter(t *testing.T) {
	for size := range 40 {
		text := "---\ntitle: " + strings.Repeat("ü", 230+size) + "\n---\n" + strings.Repeat("é", 200) + " [a](b.md)"
		d := Parse("page.md", []byte(text), Options{})
		if got := d.Pos(d.Links[0].Offset, d.Links[0].End); got.Line != 4 || got.Col != 206 || got.EndCol != 209 {
			t.Fatalf("with %d: %+v", size, got)
		}
	}
}

func TestEmptyFile(t *testing.T) {
	for _, in := range []string{"", "\ufeff", "\n\n", "<!-- nothing -->"} {
		d := Parse("page.md", []byte(in), Options{})
		if len(d.Blocks)+len(d.Diags) > 0 || d.HTML(d.Blocks, nil) != "" {
			t.Errorf("%q: %v %v", in, d.Blocks, d.Diags)
		}
	}
}

func TestSpans(t *testing.T) {
	d := Parse("page.md", []byte("[A](a.md), **[[b]] and** `c` &amp; ![d](e.png)\nf<br>g[^1]\n\n[^1]: n"), Options{})
	var got []string
	for _, s := range d.Blocks[0].Text.Spans() {
		link := ""
		if s.Link != nil {
			link = "→" + s.Link.Dest
		}
		got = append(got, s.Text+link)
	}
	want := []string{"A→a.md", ", ", "b→b", " and c & ", "d→e.png", " f g"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if (Inline{}).Spans() != nil || (Inline{}).Plain() != "" || !(Inline{}).Empty() || (Inline{}).Lead() != nil || (Inline{}).Links() != nil {
		t.Error("the zero Inline is not empty")
	}
}

func TestPlainOfABlock(t *testing.T) {
	d := Parse("page.md", []byte("- **a** [b](c)\n  - d\n\n    `e`\n\n  | f | g |\n  |---|---|\n  | h | |\n\n  > [!TIP] i *j*\n  > k\n\n  ```\n  l\n  m\n  ```\n"), Options{})
	if got, want := d.Blocks[0].Plain(), "a b\nd\ne\nf g\nh\ni j\nk\nl\nm"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinksOfABlock(t *testing.T) {
	d := Parse("page.md", []byte("- [a](1) [![b](2)](3)\n  - [c](4)\n\n  | [d](5) |\n  |---|\n  | [e](6) |\n\n  <a href=7>f</a>\n"), Options{})
	var got []string
	for _, l := range d.Blocks[0].Links() {
		got = append(got, l.Dest)
	}
	if want := "1 3 2 4 5 6 7"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEmpty(t *testing.T) {
	for in, want := range map[string]bool{
		"<b></b>": true, "<!-- a --> b": false, "<a id=x></a>": true, "![](a.png)": false, "`a`": false, "&nbsp;": true, "[](a)": false, "<br>": true, "a": false,
	} {
		d := Parse("page.md", []byte(in), Options{})
		if got := d.Blocks[0].Text.Empty(); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// A site that knows a page, a picture and another site, and nothing else.
func resolve(l *Link) Target {
	switch l.Dest {
	case "page.md", "page":
		return Target{Href: "../page/", Text: "The page"}
	case "a.png":
		return Target{Href: "../a b.png"}
	case "https://a.example":
		return Target{Href: "https://a.example", External: true}
	case "as-written":
		return Target{}
	}
	return Target{Broken: true, Reason: "no such page"}
}

func TestEnv(t *testing.T) {
	const broken = `<span class="broken">%s<span class="vh"> (leads nowhere)</span></span>`
	for _, c := range []struct {
		in   string
		env  Env
		want string
	}{
		{"[x](page.md)", Env{Resolve: resolve}, `<a href="../page/">x</a>`},
		{"[x](as-written)", Env{Resolve: resolve}, `<a href="as-written">x</a>`},
		{"[*x*](gone.md)", Env{Resolve: resolve}, fmt.Sprintf(broken, "<em>x</em>")},
		{"![x](gone.png)", Env{Resolve: resolve}, fmt.Sprintf(broken, "x")},
		{"![x](a.png)", Env{Resolve: resolve}, `<img src="../a%20b.png" alt="x" loading="lazy">`},
		{"[x](https://a.example)", Env{Resolve: resolve}, `<a href="https://a.example" rel="noreferrer">x</a>`},
		{"![x](https://a.example)", Env{Resolve: resolve}, `<a href="https://a.example" rel="noreferrer">x</a>`},
		{"![](https://a.example)", Env{Resolve: resolve}, `<a href="https://a.example" rel="noreferrer">https://a.example</a>`},
		{"[![x](https://a.example)](page.md)", Env{Resolve: resolve}, `<a href="../page/">x</a>`},
		{"[[page]]", Env{Resolve: resolve}, `<a href="../page/">The page</a>`},
		{"[[page|x]]", Env{Resolve: resolve}, `<a href="../page/">x</a>`},
		{"[[gone]]", Env{Resolve: resolve}, fmt.Sprintf(broken, "gone")},
		{"[x][gone]", Env{Resolve: resolve}, fmt.Sprintf(broken, "x")},
		{"[x][gone]", Env{}, "[x][gone]"},
		{`<a href="page.md">x</a>`, Env{Resolve: resolve}, `<a href="../page/">x</a>`},
		{`<a href="gone.md">x</a>`, Env{Resolve: resolve}, fmt.Sprintf(broken, "x")},
		{`<img src="a.png" alt="x" srcset="a.png 2x, gone.png 3x">`, Env{Resolve: resolve}, `<img src="../a%20b.png" alt="x" srcset="../a%20b.png 2x" loading="lazy">`},
		{"[x](page.md) <https://a.example> [[page]] <a href='page.md'>y</a>", Env{Resolve: resolve, NoLinks: true}, "x https://a.example The page <span>y</span>"},
		{"[x](gone.md)", Env{Resolve: resolve, NoLinks: true}, fmt.Sprintf(broken, "x")},
		{"<b id=x>y</b><a id=z></a>[^1]\n\n[^1]: n", Env{}, `<b id="x">y</b><span id="z"></span><sup id="fnref:1"><a href="#fn:1" class="footnote" role="doc-noteref" aria-label="Footnote 1">1</a></sup>`},
		{"<b id=x>y</b><a id=z></a>[^1]\n\n[^1]: n", Env{NoIDs: true}, `<b>y</b><span></span>`},
		{"x[^1]\n\n[^1]: n", Env{NoLinks: true}, `x<sup id="fnref:1">1</sup>`},
	} {
		d := Parse("page.md", []byte(c.in), Options{})
		if got := d.InlineHTML(d.Blocks[0].Text, &c.env); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestEnvOfBlocks(t *testing.T) {
	d := Parse("page.md", []byte("# A\n\n##### B\n\n- c <!-- id: d -->\n"), Options{})
	if got, want := d.HTML(d.Blocks, &Env{Shift: 1}), "<h2 id=\"a\">A</h2>\n<h6 id=\"b\">B</h6>\n<ul>\n<li id=\"d\">c</li>\n</ul>\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got, want := d.HTML(d.Blocks, &Env{Shift: 3, NoIDs: true}), "<h4>A</h4>\n<h6>B</h6>\n<ul>\n<li>c</li>\n</ul>\n"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestPolicy(t *testing.T) {
	const in = `<nav>a</nav> <font color="red">b</font> <x-tag>c</x-tag> <script>d</script> <textarea>e</textarea> <track> f`
	for extra, want := range map[string]string{
		"":                               "a b &lt;x-tag&gt;c&lt;/x-tag&gt;  e  f",
		"nav x-tag":                      "<nav>a</nav> b <x-tag>c</x-tag>  e  f",
		"font script textarea track":     "a <font>b</font> &lt;x-tag&gt;c&lt;/x-tag&gt;  e <track> f",
		"plaintext style svg iframe xmp": "a b &lt;x-tag&gt;c&lt;/x-tag&gt;  e  f",
	} {
		d := Parse("page.md", []byte(in), Options{Policy: Policy{Extra: extra}})
		if got := d.InlineHTML(d.Blocks[0].Text, nil); got != want {
			t.Errorf("%q\ngot  %s\nwant %s", extra, got, want)
		}
	}
	for _, name := range []string{"script", "style", "svg", "iframe", "plaintext", "xmp", "textarea", "template", "base", "form", "object"} {
		if _, ok := (Policy{Extra: name}).find(name); ok {
			t.Errorf("<%s> can be let through", name)
		}
	}
}

func TestUnclosedFrontMatterThatHidesIsUnsafe(t *testing.T) {
	for in, want := range map[string]bool{
		"---\ntitle: x\n\ntext\n":               false,
		"---\ntitle: x\ndraft: true\n\ntext\n":  false, // it is read
		"---\ntitle: x\n\ndraft: true\n":        true,
		"---\ntitle: x\n\n# A\n\naudience: b\n": true,
		"---\ntitle: x\n\nno draft: true\n":     false,
	} {
		d := Parse("page.md", []byte(in), Options{})
		if len(d.Diags) != 1 || d.Diags[0].Code != diag.FrontMatterUnclosed || d.Diags[0].Unsafe != want {
			t.Errorf("%q: %v", in, d.Diags)
		}
	}
}

func TestStyleSheet(t *testing.T) {
	css := StyleSheet()
	shown := render("```go\n// c\nfunc a() { return \"s\" + 1 }\n```\n\n```html\n<p class=x>\n```\n\n```diff\n-a\n+b\n```\n")
	for _, class := range []string{"c", "k", "s", "m", "nf", "nt", "na", "gi", "gd"} {
		if !strings.Contains(shown, `<span class="`+class+`">`) {
			t.Errorf("no code has the class %q", class)
		}
		if !strings.Contains(css, "."+class+")") && !strings.Contains(css, "."+class+",") {
			t.Errorf("the class %q has no colour", class)
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") || !strings.Contains(css, "var(--") {
		t.Errorf("%s", css)
	}
}

func TestConcurrentRendering(t *testing.T) {
	var text strings.Builder
	for _, s := range goldenTexts(t) {
		text.WriteString(s + "\n\n")
	}
	d := Parse("page.md", []byte(text.String()), Options{})
	want := d.HTML(d.Blocks, nil)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if d.HTML(d.Blocks, &Env{Resolve: func(*Link) Target { return Target{} }}) != want {
				t.Error("rendering at once differs")
			}
			if e := Parse("page.md", []byte(text.String()), Options{}); e.HTML(e.Blocks, nil) != want {
				t.Error("reading at once differs")
			}
		})
	}
	all.Wait()
}
