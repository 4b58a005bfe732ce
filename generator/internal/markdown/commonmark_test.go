package markdown

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// differences are the examples of CommonMark that we show otherwise on purpose, by reason. Whatever else differs is
// a fault, and so is an example here that differs no longer.
var differences = []struct {
	reason   string
	examples []int
}{
	{"a first line of dashes above another one is empty front matter", []int{98}},
	{"a table scrolls by itself", []int{149, 160, 190}},
	{"raw HTML is balanced: what is left open is closed, what was never opened is left out", []int{
		148, 150, 151, 155, 165, 174, 175, 184, 187, 191, 476, 477, 494}},
	{"attributes outside the allow-list are left out", []int{153, 154, 164, 169}},
	{"tags are written in small letters", []int{152}},
	{"scripts and styles are left out with their content, form fields without it, instructions altogether", []int{
		170, 171, 172, 173, 176, 178, 180, 181, 182, 627, 628, 629}},
	{"a name that is none of HTML's prints as it stands", []int{163, 614, 615, 617, 623}},
	{"an <a> without an address is a piece of text", []int{613, 616}},
	{"a tag that is not finished prints as it stands", []int{156, 157, 158}},
	{"comments vanish", []int{177, 179, 183, 308, 309, 625, 626}},
	{"an image has an alternative text, if only an empty one", []int{475}},
	{"addresses in raw HTML are encoded like all others", []int{21, 31, 344, 630, 631, 642, 643}},
	{"a link without text shows where it leads", []int{484}},
	{"[[name]] is a link", []int{548, 590}},
	{"an address whose scheme is not allowed is no link", []int{596, 598, 599, 601}},
	{"bare addresses are links, as on GitHub", []int{608, 611, 612}},
	// cmark's results hold these signs as they are; browsers show the same.
	{"signs of HTML are escaped in text of unfinished tags", []int{201, 491, 524, 536}},
}

// What we add to every page is taken out before comparing: ids of headings, the language of code in an attribute of
// its own, colours, and what links and images say to browsers.
var additions = []struct {
	pattern     *regexp.Regexp
	replacement string
}{
	{regexp.MustCompile(`(<h[1-6]) id="[^"]*"`), "$1"},
	{regexp.MustCompile(`<pre data-lang="([^"]*)"><code>`), `<pre><code class="language-$1">`},
	{regexp.MustCompile(`<span class="[a-z]+">([^<]*)</span>`), "$1"},
	{regexp.MustCompile(` rel="noreferrer"| loading="lazy"`), ""},
}

func TestCommonMark(t *testing.T) {
	type example struct {
		Markdown, HTML, Section string
		Example                 int
	}
	var examples []example
	if err := json.Unmarshal(commonMark(t), &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) < 600 {
		t.Fatalf("only %d examples", len(examples))
	}
	meant := map[int]string{}
	for _, d := range differences {
		for _, e := range d.examples {
			meant[e] = d.reason
		}
	}
	html5 := strings.NewReplacer(" />", ">")
	for _, e := range examples {
		d := Parse("example.md", []byte(e.Markdown), Options{})
		got := d.HTML(d.Blocks, nil)
		for _, a := range additions {
			got = a.pattern.ReplaceAllString(got, a.replacement)
		}
		want := html5.Replace(e.HTML)
		reason, differs := meant[e.Example]
		switch {
		case got != want && !differs:
			t.Errorf("example %d (%s)\n%s\ngot  %q\nwant %q", e.Example, e.Section, e.Markdown, got, want)
		case got == want && differs:
			t.Errorf("example %d (%s) no longer differs, since %s", e.Example, e.Section, reason)
		}
	}
}

// commonMark reads the examples from goldmark's module.
func commonMark(t *testing.T) []byte {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("where goldmark's module is: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDifferencesStandOnce(t *testing.T) {
	var all []int
	for _, d := range differences {
		all = append(all, d.examples...)
	}
	slices.Sort(all)
	if n := len(all); len(slices.Compact(all)) != n {
		t.Error("an example differs for two reasons")
	}
}

// The constructs that GitHub adds to CommonMark, and their edges.
func TestGitHubFlavour(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"strikethrough", "~~a~~ ~b~ ~~~c~~~", "<p><del>a</del> <del>b</del> ~~~c~~~</p>\n"},
		{"strikethrough over words", "a~~b c~~d", "<p>a<del>b c</del>d</p>\n"},
		{"strikethrough not over paragraphs", "~~a\n\nb~~", "<p>~~a</p>\n<p>b~~</p>\n"},
		{"table needs as many columns", "| a | b |\n| - |\n| c |\n", "<p>| a | b |\n| - |\n| c |</p>\n"},
		{"table ends at a blank line", "|a|\n|-|\n|b|\n\nc", table("a", "b") + "<p>c</p>\n"},
		{"table ends at another block", "|a|\n|-|\n|b|\n> c", table("a", "b") + "<blockquote>\n<p>c</p>\n</blockquote>\n"},
		{"table with a bar in code", "|a|\n|-|\n|`b\\|c`|\n", table("a", "<code>b|c</code>")},
		{"row with too many cells", "|a|\n|-|\n|b|c|\n", table("a", "b")},
		{"box needs a blank", "- [x]a\n- [ ]\tb", "<ul class=\"tasks\">\n<li>[x]a</li>\n" +
			"<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"To do\"> b</li>\n</ul>\n"},
		{"box not in a paragraph", "[x] a", "<p>[x] a</p>\n"},
		{"box not in the second paragraph", "- a\n\n  [x] b", "<ul>\n<li>\n<p>a</p>\n<p>[x] b</p>\n</li>\n</ul>\n"},
		{"bare address ends before a full stop", "https://a.example/b.", "<p>" + auto("https://a.example/b") + ".</p>\n"},
		{"bare address in brackets", "(https://a.example/b(c))", "<p>(" + auto("https://a.example/b(c)") + ")</p>\n"},
		{"bare address before an entity", "https://a.example/b&copy;", "<p>" + auto("https://a.example/b") + "©</p>\n"},
		{"bare address without scheme", "www.a.example", `<p><a href="http://www.a.example" rel="noreferrer">www.a.example</a></p>` + "\n"},
		{"no address in a link", "[https://a.example](b.md)", `<p><a href="b.md">https://a.example</a></p>` + "\n"},
		{"no address in code", "`https://a.example`", "<p><code>https://a.example</code></p>\n"},
		{"mail address", "a.b-c_d@a.example", `<p><a href="mailto:a.b-c_d@a.example">a.b-c_d@a.example</a></p>` + "\n"},
		{"no mail address", "a@b a@b. @b", "<p>a@b a@b. @b</p>\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := render(c.in); got != c.want {
				t.Errorf("%q\ngot  %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func render(in string) string {
	d := Parse("page.md", []byte(in), Options{})
	return d.HTML(d.Blocks, nil)
}

func auto(address string) string {
	return `<a href="` + address + `" rel="noreferrer">` + address + "</a>"
}

func table(head, cell string) string {
	return scrollStart + "\n<table>\n<thead>\n<tr>\n<th scope=\"col\">" + head + "</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td data-label=\"" +
		head + "\">" + cell + "</td>\n</tr>\n</tbody>\n</table>\n</div>\n"
}
