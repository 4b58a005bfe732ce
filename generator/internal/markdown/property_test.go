package markdown

import (
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"baton/generator/internal/diag"
)

// check reads a text and fails unless everything that is promised of any Doc holds of this one.
func check(t testing.TB, text string) {
	t.Helper()
	d := Parse("page.md", []byte(text), Options{})
	checkPlaces(t, text, d)
	checkHTML(t, text, d.HTML(d.Blocks, nil))
	checkHTML(t, text, d.HTML(d.Blocks, &Env{NoLinks: true, NoIDs: true, Shift: 2, Resolve: func(l *Link) Target {
		return [...]Target{{}, {Href: "x/"}, {Broken: true, Reason: "gone"}, {Href: "https://a.example", External: true}}[l.Index%4]
	}}))
	walk(d.Blocks, func(b *Block) {
		checkHTML(t, text, within(b, d.HTML([]*Block{b}, nil))) // each block is complete in itself
		checkHTML(t, text, d.InlineHTML(b.Text, nil))
		if l := b.Text.Lead(); l != nil {
			checkHTML(t, text, d.InlineHTML(l.Rest, nil))
			if l.Offset > l.End || l.End > len(d.Source) {
				t.Fatalf("%q: lead at %d to %d", text, l.Offset, l.End)
			}
		}
		b.Text.Spans()
		b.Text.Empty()
	})
	again := Parse("page.md", []byte(text), Options{})
	if d.HTML(d.Blocks, nil) != again.HTML(again.Blocks, nil) {
		t.Fatalf("%q: two readings differ", text)
	}
}

// within puts the HTML of a block into what it has to stand in.
func within(b *Block, out string) string {
	switch b.Kind {
	case Item, Footnote:
		return "<ul>" + out + "</ul>"
	case Term, Description:
		return "<dl>" + out + "</dl>"
	}
	return out
}

func walk(blocks []*Block, f func(*Block)) {
	for _, b := range blocks {
		f(b)
		walk(b.Children, f)
	}
}

// checkPlaces fails unless every place lies within the text and is found again by its line and column.
func checkPlaces(t testing.TB, text string, d *Doc) {
	t.Helper()
	if !utf8.Valid(d.Source) {
		t.Fatalf("%q: not UTF-8", text)
	}
	place := func(what string, offset, end int) {
		t.Helper()
		if offset < 0 || offset > end || end > len(d.Source) {
			t.Fatalf("%q: %s at %d to %d of %d", text, what, offset, end, len(d.Source))
		}
		if got := offsetOf(d, d.Pos(offset, end)); got != offset {
			t.Fatalf("%q: %s at %d is found at %d", text, what, offset, got)
		}
	}
	for i, l := range d.Links {
		if l.Index != i {
			t.Fatalf("%q: link %d has the number %d", text, i, l.Index)
		}
		place("link "+l.Dest, l.Offset, l.End)
	}
	var inside []*Link
	for _, b := range d.Blocks {
		inside = append(inside, b.Links()...)
	}
	for _, l := range inside {
		if d.Links[l.Index] != l {
			t.Fatalf("%q: link %d is not the one of the page", text, l.Index)
		}
	}
	walk(d.Blocks, func(b *Block) {
		place("block", b.Offset, b.End)
		if b.Text.doc != nil {
			place("text", b.Text.Offset, b.Text.End)
		}
		for _, c := range b.Children {
			if c.Offset < b.Offset || c.End > b.End {
				t.Fatalf("%q: block %d at %d to %d holds block %d at %d to %d", text, b.Kind, b.Offset, b.End, c.Kind, c.Offset, c.End)
			}
		}
		for _, row := range b.Rows {
			place("row", row.Offset, row.End)
			for _, cell := range row.Cells {
				place("cell", cell.Offset, cell.End)
			}
		}
		for _, s := range b.Text.Spans() {
			place("span", s.Offset, s.End)
		}
	})
	for _, x := range d.Diags {
		if x.Pos.Line < 1 || x.Pos.Col < 1 || x.Pos.File != d.Path {
			t.Fatalf("%q: finding at %v", text, x.Pos)
		}
		if x.Code == diag.TooComplex && strings.Contains(x.Message, "cannot be read") {
			t.Fatalf("%q: %s", text, x.Message)
		}
	}
}

// offsetOf counts lines and characters, as an editor would.
func offsetOf(d *Doc, p diag.Pos) int {
	offset := 0
	for range p.Line - 1 {
		offset += strings.IndexByte(string(d.Source[offset:]), '\n') + 1
	}
	for range p.Col - 1 {
		_, size := utf8.DecodeRune(d.Source[offset:])
		offset += size
	}
	return offset
}

var voidElements = setOf("br hr img input col wbr")

// checkHTML fails unless every element is closed where it was opened, ids are there once, and nothing runs.
func checkHTML(t testing.TB, text, out string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(out))
	var open []string
	ids := map[string]bool{}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Fatalf("%q\n%s\n%v", text, out, z.Err())
			}
			if len(open) > 0 {
				t.Fatalf("%q\n%s\nnever closed: %q", text, out, open)
			}
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			name := token.Data
			checkTag(t, text, out, token, open)
			for _, a := range token.Attr {
				if a.Key == "id" {
					if ids[a.Val] {
						t.Fatalf("%q\n%s\nid %q stands twice", text, out, a.Val)
					}
					ids[a.Val] = true
				}
			}
			if !voidElements[name] {
				open = append(open, name)
			}
		case html.EndTagToken:
			name := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != name {
				t.Fatalf("%q\n%s\n</%s> while %q are open", text, out, name, open)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken:
			t.Fatalf("%q\n%s\na comment came through", text, out)
		}
	}
}

func checkTag(t testing.TB, text, out string, token html.Token, open []string) {
	t.Helper()
	name := token.Data
	if _, ok := elements[name]; !ok && name != "input" && name != "section" {
		t.Fatalf("%q\n%s\n<%s> came through", text, out, name)
	}
	parent := ""
	if len(open) > 0 {
		parent = open[len(open)-1]
	}
	switch {
	case name == "a" && slices.Contains(open, "a"):
		t.Fatalf("%q\n%s\na link in a link", text, out)
	case elements[name].block && slices.Contains(open, "p"):
		if i := slices.Index(open, "p"); !slices.ContainsFunc(open[i:], func(n string) bool { return barrier[n] }) {
			t.Fatalf("%q\n%s\n<%s> in a paragraph", text, out, name)
		}
	case (name == "td" || name == "th") && parent != "tr", name == "tr" && !slices.Contains([]string{"table", "thead", "tbody", "tfoot"}, parent),
		name == "li" && parent != "ul" && parent != "ol", (name == "dt" || name == "dd") && parent != "dl":
		t.Fatalf("%q\n%s\n<%s> in <%s>", text, out, name, parent)
	case tableOnly[parent] && !tableParts[name]:
		t.Fatalf("%q\n%s\n<%s> between the cells of a table", text, out, name)
	}
	for _, a := range token.Attr {
		switch {
		case a.Key == "style", strings.HasPrefix(a.Key, "on"), a.Key == "srcdoc", a.Key == "formaction", a.Key == "action", a.Key == "xlink:href":
			t.Fatalf("%q\n%s\nattribute %s", text, out, a.Key)
		case a.Key == "href" || a.Key == "cite":
			if s, ok := browserScheme(a.Val); ok && !schemes[s] {
				t.Fatalf("%q\n%s\nlink to %q", text, out, a.Val)
			}
		case a.Key == "src" || a.Key == "srcset":
			if s, ok := browserScheme(a.Val); ok && s != "http" && s != "https" && !harmlessData(a.Val) {
				t.Fatalf("%q\n%s\nimage from %q", text, out, a.Val)
			}
		}
	}
}

// browserScheme finds the scheme of an address like the URL standard does, written apart from the filter it tests.
func browserScheme(address string) (string, bool) {
	address = strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return -1
		}
		return r
	}, address)
	address = strings.TrimLeft(address, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ")
	scheme, _, ok := strings.Cut(address, ":")
	if !ok || scheme == "" || !('a' <= scheme[0]|0x20 && scheme[0]|0x20 <= 'z') {
		return "", false
	}
	for _, c := range []byte(scheme) {
		if !isAlphaNumeric(c) && c != '+' && c != '-' && c != '.' {
			return "", false
		}
	}
	return strings.ToLower(scheme), true
}

func harmlessData(address string) bool {
	address = strings.ToLower(address)
	for _, kind := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(address, "data:image/"+kind+";") || strings.HasPrefix(address, "data:image/"+kind+",") {
			return true
		}
	}
	return false
}

// textOf returns what a reader sees of HTML.
func textOf(t testing.TB, out string) string {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(out))
	var b strings.Builder
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

// scraps are what texts are made of in the property below: markup of every kind, whole and in pieces.
var scraps = []string{
	"a", " ", "\n", "\n\n", "  \n", "\t", "word ", "ü", "日本", "\u200b", "*", "**", "_", "~~", "`", "``", "```\n", "~~~js\n", "[", "]", "(", ")", "![", "](", "](b.md)", "[a](b.md)",
	"[a][b]", "\n\n[b]: c.md\n\n", "[[a]]", "[[a|b]]", "<", ">", "<b>", "</b>", "<div>", "</div>", "<p>", "</p>", "<br>", "<hr>", "<ul>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>",
	"</tr>", "</table>", "<a href=\"x\">", "</a>", "<a id=i>", "<img src=x>", "<details>", "<summary>", "</summary>", "</details>", "<script>", "</script>", "<svg>", "</svg>",
	"<iframe src=x></iframe>", "<x-y>", "<!--", "-->", "<!-- id: i -->", "<!-- was: w -->", "<dl><dt>", "<dd>", "</dl>", "<pre>", "</pre>", "<h2>", "</h2>", "<figure>", "<figcaption>",
	"\n\n# H\n\n", "\n## ", " {#i}\n", "\n===\n", "\n- ", "\n  - ", "\n1. ", "\n- [ ] ", "\n- [x] ", "\n> ", "\n> > ", "\n    ", "\n| a | b |\n|---|:-:|\n| ", " | ", " |\n", "\\", "\\|", "&amp;", "&#106;",
	"\n:::note\n", "\n::::{tip} T\n", "\n:::\n", "\n!!! note \"T\"\n    ", "\n??? a\n    ", "\n> [!NOTE]\n> ", "[^1]", "\n\n[^1]: n\n\n", "\nT\n: D\n", "{{ x }}", "{% y %}", "<% z %>", "{: .c}", "\n{: .c}\n",
	"https://a.example ", "javascript:x", "<javascript:x>", "a@b.example ", "---\n", "\n---\n", "---\nt: x\n---\n", "\r\n", "\r", "\x00", "\xff", "\ufeff", "**L:** ", "**L** – ", "- **L:**x\n",
}

func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 40).Draw(t, "text"), "")
		check(rapidTB{t: t}, text)
	})
}

// rapidTB lets the checks, which know testing.TB, run under rapid.
type rapidTB struct {
	testing.TB
	t *rapid.T
}

func (r rapidTB) Helper()                           { r.t.Helper() }
func (r rapidTB) Fatalf(format string, args ...any) { r.t.Fatalf(format, args...) }

func FuzzParse(f *testing.F) {
	for _, s := range odd {
		f.Add(s)
	}
	for _, s := range dangerous {
		f.Add("[a](" + s + ")")
	}
	for _, s := range goldenTexts(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, text) })
}

// Whatever a text says, none of its words gets lost between the text and the page.
func TestNothingIsLost(t *testing.T) {
	word := rapid.SampledFrom([]string{"alpha", "beta", "gamma", "delta"})
	mark := rapid.SampledFrom([]string{
		"%s", "*%s*", "**%s:** x", "[%s](a.md)", "`%s`", "<b>%s", "<div>%s", "<form>%s</form>", "<x>%s</x>", "<p>%s</span>", "\n# %s\n", "\n- %s\n", "\n> %s\n", "\n:::note\n%s\n", "\n| %s |\n|---|\n",
		"\n```\n%s\n", "\n    %s\n", "[[%s]]", "![%s](a.png)", "[%s][nowhere]", "{{ %s }}", "\n<details>\n\n%s\n", "\n<table>%s\n\n", "\n!!! note\n    %s\n", "\n[^%s]: n\n", "\nT\n: %s\n", "<a href='{{x}}'>%s</a>",
	})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		var words []string
		for range rapid.IntRange(1, 6).Draw(t, "pieces") {
			w := word.Draw(t, "word") + string(rune('a'+len(words)))
			words = append(words, w)
			text.WriteString(strings.ReplaceAll(mark.Draw(t, "mark"), "%s", w))
			text.WriteString(rapid.SampledFrom([]string{" ", "\n", "\n\n"}).Draw(t, "gap"))
		}
		d := Parse("page.md", []byte(text.String()), Options{})
		out := d.HTML(d.Blocks, nil)
		for _, w := range words {
			if !strings.Contains(out, w) && !strings.Contains(text.String(), "[^"+w+"]: n") {
				t.Fatalf("%q lost %q:\n%s", text.String(), w, out)
			}
		}
	})
}
