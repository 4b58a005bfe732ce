package markdown

import (
	"fmt"
	"strings"
	"testing"

	"baton/generator/internal/diag"
)

// Texts that readers of Markdown are slow at, or that grow under their hands, are pages like any other. What each costs is shown by
// BenchmarkIntricate.
func TestP11_IntricateTexts(t *testing.T) {
	for _, c := range intricate(16 << 10) {
		d := Parse("page.md", []byte(c.text), Options{})
		html := d.HTML(d.Blocks, nil)
		if most := 200 * (len(c.text) + 1000); len(html) > most {
			t.Errorf("%s: %d bytes became %d", c.name, len(c.text), len(html))
		}
		for _, x := range d.Diags {
			if x.Code == diag.TooComplex && strings.Contains(x.Message, "cannot be read") {
				t.Errorf("%s: %s", c.name, x.Message)
			}
		}
		if len(d.Diags) > 2+mostDrops && !strings.HasPrefix(c.text, "- **") {
			t.Errorf("%s: %d findings", c.name, len(d.Diags))
		}
	}
}

// Where a limit is met, the text is there as it is written, and that is said once.
func TestP11_LimitsAreSaid(t *testing.T) {
	for _, c := range []struct{ name, text, shown, message string }{
		{"quotes", strings.Repeat("> ", 300) + "deep", "&gt; &gt; deep", "too deep"},
		{"lists", strings.Repeat("- ", 300) + "deep", "- - deep", "too deep"},
		{"links", strings.Repeat("[a](", 50_000) + "end", "[a](end", "too intricate"},
		{"emphasis", strings.Repeat("*a_ ", 50_000) + "end", "*a_ end", "too intricate"},
		{"table", strings.Repeat("a|", 5000) + "\n" + strings.Repeat("-|", 5000) + "\n" + strings.Repeat("a\n", 5000), "a|a|", "too many columns"},
		{"references", strings.Repeat("[a]: b\n", 5000), "[a]: b", "too many reference definitions"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Parse("page.md", []byte(c.text), Options{})
			if html := d.HTML(d.Blocks, nil); !strings.Contains(html, c.shown) {
				t.Errorf("%q is not shown", c.shown)
			}
			if len(d.Diags) != 1 || d.Diags[0].Code != diag.TooComplex || !strings.Contains(d.Diags[0].Message, c.message) {
				t.Errorf("findings %v", d.Diags)
			}
		})
	}
}

// A large page is not an intricate one.
func TestP11_LargePagesAreOrdinary(t *testing.T) {
	for name, text := range map[string]string{
		"page of 1.3 MiB":   strings.Repeat(string(essay[60:]), 260),
		"line of 157,595":   strings.Repeat("Some [name](a.md), *two* and **three** `words`. ", 157_595/48),
		"5,000 list items":  strings.Repeat("- **Owner:** [a](b.md) and *c*\n", 5000),
		"5,000 bold lines":  strings.Repeat("**Name** and *more* of it\n", 5000),
		"4,000 rows":        "| a | b | c |\n|---|---|---|\n" + strings.Repeat("| **x** | [y](z.md) | `w` |\n", 4000),
		"27 columns":        strings.Repeat("|a", 27) + "|\n" + strings.Repeat("|-", 27) + "|\n" + strings.Repeat(strings.Repeat("|b", 20)+"|\n", 200),
		"3,000 definitions": strings.Repeat("[a]: b.md\n", 3000) + "\n[a]",
		"500 footnotes":     strings.Repeat("a[^1] b[^2]\n\n", 250) + "[^1]: x\n[^2]: y\n",
		"embedded image":    "![a](data:image/png;base64," + strings.Repeat("QUJD", 60_000) + ")",
		"twenty lists nested": func() string {
			var b strings.Builder
			for i := range 20 {
				b.WriteString(strings.Repeat("  ", i) + "- a\n")
			}
			return b.String()
		}(),
	} {
		t.Run(name, func(t *testing.T) {
			for _, x := range Parse("page.md", []byte(text), Options{}).Diags {
				if x.Code == diag.TooComplex {
					t.Error(x.Message)
				}
			}
		})
	}
}

type intricateCase struct{ name, text string }

// intricate returns texts of about n bytes, each a pattern that readers of Markdown are known to be slow at.
func intricate(n int) []intricateCase {
	rep := func(s string, n int) string { return strings.Repeat(s, n/len(s)+1)[:n] }
	grow := func(f func(i int) string) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			b.WriteString(f(i))
		}
		return b.String()
	}
	var cases []intricateCase
	for _, s := range []string{
		"[a](", "[", "]", "[a ", "![a ", "[a](<b", "[a](b \"", "[a][", "[a][b]", "[]", "[a](b)", "[[a]]", "[[a", "[^a", "[^a]",
		"*a_ ", "*a ", "a**b", "**a _b", "*", "*a **a ", "_a __a ", "~a ~~b ", "[*a](b)", "*[a](b)", "**a*b", "*a_b~c ",
		"<", "<a ", "<a x=\"", "</a ", "<!-- ", "a<!-- ", "<? ", "a<? ", "<!A ", "a<!A ", "a<![CDATA[ ", "<http:", "<a:aaaa", "<a@b",
		"a@b ", "a.a_", "(a@a.", "http://a.b ", "(http://a.b/", "(www.a", "(http://a", "*http://a", "a@", "_a@a.a",
		"`a", "``a` ", "`` a\n", "```\n", "~~~\na\n", "> ", ">", "> a\n", "- ", "-\t", "1. ", "* ", "- a\n", "-\n\n", "- a\n\n", "a ", "a", "a\n", "\n", " ",
		"a   ", "\\", "&", "&amp;", "&#1;", "[a]: b\n", "[a]: <b\n", "[a]: b \"\n", "[a]: b\n\n", "# a\n", "a\n=\n", "a\n: b\n", ": a\n", "<div>\n", "<div>\n\n",
		"<div>", "</div>", "<b>", "<b>\n\n", "<table>", "<td>", "<table><tr><td>", "<a href=x>", "<details>\n\n", "<details>", "</details>\n\n", "<li>", "<p>", "<!-- a -->\n", "<x>", "<x y>\n\n",
		"<script>", "<script>\n\n", "a <script>", "<svg>", "<img src=a>", "<a b='c'>\n\n", "<div ", "\n<x a=b ", "\t", "{{ ", "{{a}}", "{% ", "<% ", "{:a}\n", "a{:", "{{", "!!! a\n", "!!! a\n    b\n",
		":::a\n", ":::a\n:::\n", "::: ", ":::", "> [!NOTE]\n", "> [!NOTE]\n> a\n\n", "a|b\n-|-\n", "-|-\n", "|", "|a|\n", "\x00", "\xff", "\r", "\r\n", "é", "日本", "**注意：**正文", "**", "- **a:**b\n",
		"- [ ] a\n", "- [ ] a <!-- id: b -->\n", "# a <!-- was: b -->\n", "# a {#b}\n", "# a {\n", "{", "<a id=b>", "  ", "a  \n", "a\\\n", "[a]\n\n[b]: c\n\n", "---\n", "--- ", "a: b\n",
		"<script></script>", "<svg></svg>", "a<svg>b</svg>", "<iframe></iframe>", "<iframe>", "<p><b>", "<li>a", "[^1]: a\n\n", "a[^1]\n\n[^1]: b\n\n",
		"![", "![[a]]", "][", "[x][y", "[x](y){: .z}", "<kbd>", "<sub><sup>", "<img srcset='a,a,a,a'>", "*a\n", "`\n", "\\`",
	} {
		cases = append(cases, intricateCase{fmt.Sprintf("%q", s), rep(s, n)})
		cases = append(cases, intricateCase{fmt.Sprintf("a %q", s), "a " + rep(strings.ReplaceAll(s, "\n", " "), n)})
	}
	return append(cases,
		intricateCase{"nested links", rep("[a ", n/2) + rep("](b) ", n/2)},
		intricateCase{"nested images", rep("![a ", n/2) + rep("](b) ", n/2)},
		intricateCase{"nested wiki", rep("[", n/2) + rep("]", n/2)},
		intricateCase{"asterisks", rep("a*", n/2) + rep("*a", n/2)},
		intricateCase{"attributes", "<a " + rep("b='' ", n) + ">"},
		intricateCase{"srcset", "<img src=a srcset='" + rep("a, ", n) + "'>"},
		intricateCase{"code spans", grow(func(i int) string { return rep("`", i+1) + " " })},
		intricateCase{"deep list", grow(func(i int) string { return strings.Repeat("  ", i) + "- a\n" })},
		intricateCase{"deep quote", grow(func(i int) string { return strings.Repeat("> ", i+1) + "a\n" })},
		intricateCase{"quotes 90", rep(rep("> ", 180)+"a\n", n)},
		intricateCase{"colons", grow(func(i int) string { return strings.Repeat(":", i+3) + "a\n" })},
		intricateCase{"wide table", rep("a|", n/3) + "\n" + rep("-|", n/3) + "\n" + rep("a\n", n/3)},
		intricateCase{"table head", rep("a|", n/2) + "\n" + rep("-|", n/2) + "\n"},
		intricateCase{"long table", "a|b\n-|-\n" + rep("a|b\n", n)},
		intricateCase{"table rows short", rep("a|", 500) + "\n" + rep("-|", 500) + "\n" + rep("a\n", n)},
		intricateCase{"table bars", "a|b\n-|-\n" + rep("`\\|`|b\n", n)},
		intricateCase{"table bars in a cell", "a|b\n-|-\n" + rep("`\\|`", n)},
		intricateCase{"references", grow(func(i int) string { return fmt.Sprintf("[%d]: b\n", i) }) + "\n" + grow(func(i int) string { return fmt.Sprintf("[%d] ", i) })},
		intricateCase{"footnotes", grow(func(i int) string { return fmt.Sprintf("[^%d]: b\n\n", i) }) + grow(func(i int) string { return fmt.Sprintf("[^%d] ", n-i) })},
		intricateCase{"footnotes backwards", func() string {
			var b strings.Builder
			for i := range n / 20 {
				fmt.Fprintf(&b, "[^%d]: b\n\n", i)
			}
			for i := range n / 20 {
				fmt.Fprintf(&b, "[^%d] ", n/20-i)
			}
			return b.String()
		}()},
		intricateCase{"one footnote", "[^1]: b\n\n" + rep("[^1] ", n)},
		intricateCase{"heading", "# " + rep("{a ", n)},
		intricateCase{"heading words", "# " + rep("a* ", n)},
		intricateCase{"setext", rep("a\n", n) + "---\n"},
		intricateCase{"definition", "a\n" + rep(": ", n)},
		intricateCase{"front matter", "---\n" + rep("a: b\n", n)},
		intricateCase{"front matter 2", "---\na: b\n" + rep("\n", n)},
		intricateCase{"same headings", rep("# a\n\n", n)},
		intricateCase{"numbered headings", grow(func(i int) string { return fmt.Sprintf("# a\n\n# a-%d\n\n", i) })},
		intricateCase{"same ids", rep("# a {#b}\n", n)},
		intricateCase{"bold items", rep("- **a:** b\n", n)},
		intricateCase{"go", "```go\n" + rep("func a() { return \"b\" }\n", n) + "```\n"},
		intricateCase{"words as java", rep("```java\n"+rep(rep("a b ", 390)+"\n", 4000)+"\n```\n\n", n)},
		intricateCase{"comments as go", rep("```go\n"+rep("/*\n", 4000)+"\n```\n\n", n)},
		intricateCase{"comments as terraform", rep("```terraform\n"+rep("/*\n", 4000)+"\n```\n\n", n)},
		intricateCase{"lines as c", rep("```c\n"+rep(rep("\n", 90)+"a", 4000)+"\n```\n\n", n)},
		intricateCase{"many go", rep("```go\nfunc a() { return 1 }\n```\n\n", n)},
		intricateCase{"go blocks", rep("```go\n"+rep("func a() { return 1 }\n", 30000)+"```\n\n", n)},
	)
}
