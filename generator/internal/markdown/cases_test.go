package markdown

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"baton/generator/internal/diag"
	"baton/generator/internal/vectors"
)

// The numbers are those of faults that neighbouring tools had.

func TestB040_DestinationsAreEncodedOnce(t *testing.T) {
	for in, want := range map[string]string{
		"[x](My%20Page.md)":        `<a href="My%20Page.md">x</a>`,
		"[x](<My Page.md>)":        `<a href="My%20Page.md">x</a>`,
		"[x](f(1).md)":             `<a href="f(1).md">x</a>`,
		"[x](<f(1.md>)":            `<a href="f(1.md">x</a>`,
		"[x](ü.md)":                `<a href="%C3%BC.md">x</a>`,
		"[x](u\u0308.md)":          `<a href="u%CC%88.md">x</a>`,
		"[x](100%.md)":             `<a href="100%25.md">x</a>`,
		`<a href="My Page.md">x`:   `<a href="My%20Page.md">x</a>`,
		`![x](<a b.png>)`:          `<img src="a%20b.png" alt="x" loading="lazy">`,
		`<img src="ü.png" alt="">`: `<img src="%C3%BC.png" alt="" loading="lazy">`,
	} {
		if got := InlineOf(in); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}

// InlineOf returns the HTML of a text that is one paragraph.
func InlineOf(in string) string {
	d := Parse("page.md", []byte(in), Options{})
	return d.InlineHTML(d.Blocks[0].Text, nil)
}

func TestB042_HeadingIDs(t *testing.T) {
	for in, want := range map[string]string{
		"CI / Build":        "ci--build",
		"Überblick & Ziele": "überblick--ziele",
		"日本語":               "日本語",
		"Écran été":         "écran-été",
		"E\u0301cran":       "écran", // composed
		"`foo_bar.Baz()`":   "foo_barbaz",
		"foo_bar.Baz()":     "foo_barbaz",
		"a--b":              "a--b",
		"[a *b*](c.md) d":   "a-b-d",
		"Ελλάδα Привет":     "ελλάδα-привет",
	} {
		if got := ids("# " + in); !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func ids(in string) []string {
	var all []string
	for _, h := range Parse("page.md", []byte(in), Options{}).Headings {
		all = append(all, h.ID)
	}
	return all
}

func TestB043_RepeatedHeadings(t *testing.T) {
	for in, want := range map[string][]string{
		"Step Step Step-1 Step": {"step", "step-1", "step-1-1", "step-2"},
		"Step-1 Step Step Step": {"step-1", "step", "step-2", "step-3"},
		"Step Step-1 Step Step": {"step", "step-1", "step-2", "step-3"},
		"Step Step Step Step-1": {"step", "step-1", "step-2", "step-1-1"},
	} {
		var text strings.Builder
		for _, name := range strings.Fields(in) {
			text.WriteString("# " + strings.ReplaceAll(name, "-", " ") + "\n\n")
		}
		d := Parse("page.md", []byte(text.String()), Options{})
		got := ids(text.String())
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
		html := d.HTML(d.Blocks, nil)
		for i, id := range got {
			if d.Anchors[i].ID != id || strings.Count(html, ` id="`+id+`"`) != 1 {
				t.Errorf("%s: the contents and the page do not agree on %q", in, id)
			}
		}
	}
}

func TestVectorsOfHeadings(t *testing.T) {
	var file struct {
		Headings []struct {
			ID, Markdown string
			IDs          []string
		}
	}
	vectors.Load(t, "references.json", &file)
	for _, v := range file.Headings {
		t.Run(v.ID, func(t *testing.T) {
			if got := ids(v.Markdown); !slices.Equal(got, v.IDs) {
				t.Errorf("got %q, want %q", got, v.IDs)
			}
		})
	}
}

func TestVectorsOfFrontMatter(t *testing.T) {
	var file struct {
		Cases []struct {
			ID, Source  string
			FrontMatter bool `json:"front_matter"`
			Body        *string
		}
	}
	vectors.Load(t, "frontmatter.json", &file)
	for _, v := range file.Cases {
		t.Run(v.ID, func(t *testing.T) {
			d := Parse("page.md", []byte(v.Source), Options{})
			if (d.Front != nil) != v.FrontMatter {
				t.Fatalf("front matter: %v", d.Front)
			}
			body := string(d.Source)
			if d.Front != nil {
				body = body[d.Front.End:]
			}
			if v.Body != nil && body != *v.Body {
				t.Errorf("body %q, want %q", body, *v.Body)
			}
		})
	}
}

// Short inputs that goldmark, or the readers it took after, have failed on.
var odd = []string{
	"", "\n", " ", "\t", "\x00", "#", "# ", "-", "- ", "-\n\n\n-", ">", "> ", ">\n>", "`", "```", "~~~", "[", "]", "[]", "[]()", "[](", "![", "!",
	"*", "**", "***", "_", "<", "<a", "<!--", "<?", "&", "&#", "&#x", "&#0;", "&#x110000;", "\\", "|", "|\n|", "|-|", "|a|\n|-", "a\n-:\n-", "0\n-:\n-",
	"*\n   \n#\t", "- \n  - \n    -", "1)\n\n\n2)", "[^1]", "[^1]:", "[^]: a", "[^1]: [^1]", "a[^1]\n\n[^1]:\n    - a", ":", ": a", "a\n:", "a\n\n: b", "a\n: \n",
	"* a\n\t* b\n\t\t```\n", "> - > - > ", "- > - > -", "1. 1. 1. 1.", "\t- a", "-\ta", "-\t\ta", "> \ta", ">\t\ta", "```\n```\n```", "- ```\n", "> ```\n", "<div>\n<",
	"[a]: b\n[a]: c", "[a]: <", "[a]: b 'c", "[a]:\n", "[a]\n: b", "# {#}", "# {#a", "# a {: }", "{:}", "{: }\n===", "{:}\n{:}", "!!!", "!!! a", "!!! \"", "??? a\n    b", ":::", ":::a", "::: \n:::",
	"> [!", "> [!]", "> [!A]", "> [!A]\n===", "[[", "[[]]", "[[|]]", "[[a|", "[[a]", "![[a]]", "[a][[b]]", "{{", "{{}}", "{%%}", "<%%>", "a\x00b\xffc", "\r", "\r\r\n", "\xef\xbb\xbf", "\xef\xbb\xbf---\n---",
	"---", "---\n", "---\n---", "---\na:", "---\na: b\n...", "<details>", "</details>", "<details><summary>", "<table><tr><td>", "<li>", "<br>", "</br>", "<img>", "<a href>", "<a id>", "<hr",
	"<script>", "</script>", "<svg><script></svg></script>", "a <svg> b </svg", "<!-->", "<!--->", "<!-- id: -->", "<!-- id: a b -->", "- <!-- id: a -->", "-\n  <!-- id: a -->", "|a|\n|-|\n|<!-- id: x -->|",
	"**a**", "**a:**", "**:**", "**[a](b)**", "[**a**](b)", "[](b): c", "[[a]]:", "**` `**", "***", "- **", "- ****", "- **a** -", "- **a** - ", "- **a** -b", "https://", "http://a", "www.", "a@", "@a.b", "mailto:a@b.c",
}

func TestB051_OddButShort(t *testing.T) {
	for _, in := range odd {
		for _, around := range []string{"%s", "> %s", "- %s", "a\n%s\nb", "| a |\n|---|\n| %s |", ":::note\n%s\n:::", "# %s", "---\nt: x\n---\n%s"} {
			check(t, fmt.Sprintf(around, in))
		}
	}
}

// One page that cannot be read is shown as it stands, with its name; nothing else happens.
func TestB051_AFailureIsAFinding(t *testing.T) {
	d := Parse("pages/odd.md", []byte("---\ntitle: x\n---\n# a <b> & c\n\ntext\n"), Options{})
	d.Diags = nil
	d.showAsWritten()
	if got, want := d.HTML(d.Blocks, nil), "<pre><code># a &lt;b&gt; &amp; c\n\ntext\n</code></pre>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(d.Diags) != 1 || d.Diags[0].Code != diag.TooComplex || d.Diags[0].Pos.String() != "pages/odd.md:4:1" {
		t.Errorf("findings %v", d.Diags)
	}
	if len(d.Headings)+len(d.Links)+len(d.Anchors) > 0 {
		t.Error("a page that could not be read has headings")
	}
}

func TestB052_SizesDecideAboutColours(t *testing.T) {
	fence := func(lang, code string) string { return "```" + lang + "\n" + code + "\n```\n" }
	for _, c := range []struct {
		name, in string
		coloured bool
	}{
		{"ordinary", fence("c++", "int a = 1;"), true},
		{"digits", fence("c++", "int a = "+strings.Repeat("1", 200_000)+";"), false},
		{"long string", fence("js", `let a = "`+strings.Repeat("x", 40_000)+`"`), false},
		{"longest line", fence("go", "// "+strings.Repeat("x", longestCodeLine-4)), true},
		{"a line too long", fence("go", "// "+strings.Repeat("x", longestCodeLine-3)), false},
		{"longest block", fence("go", strings.Repeat("// x\n", longestCode/5-1)+"// x"), true},
		{"a block too long", fence("go", strings.Repeat("// x\n", longestCode/5)+"// x"), false},
		{"longest blank", fence("go", "a"+strings.Repeat("\n", longestCodeBlank)+"return"), true},
		{"a blank too long", fence("go", "a"+strings.Repeat("\n", longestCodeBlank+1)+"return"), false},
		{"unknown language", fence("klingon", "a = 1"), false},
		{"no language", fence("", "a = 1"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			first := render(c.in)
			if got := strings.Contains(first, "<span"); got != c.coloured {
				t.Errorf("coloured: %v, want %v", got, c.coloured)
			}
			var busy sync.WaitGroup
			for range 4 {
				busy.Go(func() {
					if render(c.in) != first {
						t.Error("a busy machine colours otherwise")
					}
				})
			}
			busy.Wait()
		})
	}
}

// What comes after the most that a page may colour is plain, whichever parts of the page are rendered, and together
// or apart.
func TestB052_APageColoursSoMuch(t *testing.T) {
	fence := "```go\n" + strings.Repeat("return 1\n", 400) + "```\n\n"
	d := Parse("page.md", []byte(strings.Repeat(fence, 6)), Options{})
	var coloured []bool
	var apart strings.Builder
	for _, b := range d.Blocks {
		html := d.HTML([]*Block{b}, nil)
		apart.WriteString(html)
		coloured = append(coloured, strings.Contains(html, "<span"))
	}
	if want := []bool{true, true, true, true, false, false}; !slices.Equal(coloured, want) {
		t.Errorf("coloured %v, want %v", coloured, want)
	}
	if apart.String() != d.HTML(d.Blocks, nil) {
		t.Error("together the blocks differ")
	}
}

func TestB052_NoClocks(t *testing.T) {
	if len(highlighters().Lexers) < 30 {
		t.Errorf("only %d languages", len(highlighters().Lexers))
	}
	for _, l := range highlighters().Lexers {
		if _, err := l.Tokenise(nil, "a"); err != nil {
			t.Errorf("%s: %v", l.Config().Name, err)
		}
	}
}

func TestB053_BoldNextToWideSigns(t *testing.T) {
	for in, want := range map[string]string{
		"**注意：**正文":   "**注意：**正文", // GitHub shows the asterisks, too
		"**注意：** 正文":  "<strong>注意：</strong> 正文",
		"**注意**：正文":   "<strong>注意</strong>：正文",
		"这是**重点**内容。": "这是<strong>重点</strong>内容。",
	} {
		if got := InlineOf(in); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
}

func TestB054_CodeIsNotTouched(t *testing.T) {
	const code = `a...b --flag "c" 'd' (tm) :tada: https://x.example <b> \* &amp; {{ e }} [[f]] **g**`
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(code)
	for in, want := range map[string]string{
		"`" + code + "`":                "<p><code>" + escaped + "</code></p>\n",
		"[`" + code + "`](x.md)":        `<p><a href="x.md"><code>` + escaped + "</code></a></p>\n",
		"```\n" + code + "\n```":        "<pre><code>" + escaped + "\n</code></pre>\n",
		"    " + code:                   "<pre><code>" + escaped + "\n</code></pre>\n",
		"```klingon\n" + code + "\n```": "<pre data-lang=\"klingon\"><code>" + escaped + "\n</code></pre>\n",
		"<kbd>a...b --c</kbd>":          "<p><kbd>a...b --c</kbd></p>\n",
		"a...b -- 'c' \"d\" (tm)":       "<p>a...b -- 'c' &quot;d&quot; (tm)</p>\n",
	} {
		if got := render(in); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", in, got, want)
		}
	}
	for _, lang := range strings.Fields(languages) {
		d := Parse("page.md", []byte("~~~"+lang+"\n"+code+"\n~~~\n"), Options{})
		if got := textOf(t, d.HTML(d.Blocks, nil)); got != code+"\n\n" {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

// dangerous are addresses that run something, in the spellings that filters have missed.
var dangerous = func() []string {
	all := []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "JAVASCRIPT:alert(1)", "vbscript:x", "data:text/html,x", "data:text/html;base64,PHM+",
		"data:image/svg+xml,x", "data:application/xhtml+xml,x", "data:,x", "data:image/svg+xml;base64,PHM+", "file:///etc/passwd", "blob:x", "filesystem:x",
		"about:blank", "view-source:x", "ms-msdt:x", "livescript:x", "mocha:x", "jar:x", "feed:javascript:x", "intent:x", "chrome:x",
		"java&#115;cript:x", "&#106;avascript:x", "&#x6A;avascript:x", "&#x6a;&#x61;&#x76;&#x61;script:x", "javascript&colon;x", "javascript&#58;x",
		"javascript&#x3A;x", "&#0000106;avascript:x", "jav&Tab;ascript:x", "jav&#9;ascript:x", "jav&#10;ascript:x", "jav&#13;ascript:x", "jav&NewLine;ascript:x",
		"&#1;javascript:x", "&#x1F;javascript:x", "&#32;javascript:x", "&#9;javascript:x", "&#10;javascript:x", "&NewLine;javascript:x", "javascript\\:x",
		"\\javascript:x", "java\\script:x", "javascript:&#47;&#47;x", "javascript://%0aalert(1)", "javascript:x//https://a.example",
	}
	for _, c := range []string{"\t", "\x01", "\x0b", "\x1f", "\u00a0", "\u200b", "\ufeff", "\u2028", "\u00ad"} {
		all = append(all, c+"javascript:x", "java"+c+"script:x", "javascript"+c+":x")
	}
	return all
}()

func TestB055_NoDangerousAddress(t *testing.T) {
	if len(dangerous) < 60 {
		t.Fatalf("only %d spellings", len(dangerous))
	}
	for _, address := range dangerous {
		for _, around := range []string{
			"[a](%s)", "[a](<%s>)", "![a](%s)", "![a](<%s>)", "<%s>", "[a]\n\n[a]: %s", "[a]\n\n[a]: <%s>", "[a][b]\n\n[b]: %s", "[[%s]]", "[[%s|a]]",
			`<a href="%s">a</a>`, `<a href='%s'>a</a>`, "<a href=%s>a</a>", `<img src="%s" alt="a">`, `<img src="a.png" srcset="%s 2x">`, `<iframe src="%s"></iframe>`,
			`<video src="%s"></video>`, "<div>\n<a href=\"%s\">a</a>\n</div>", `<blockquote cite="%s">a</blockquote>`, "[![a](%s)](%[1]s)", "# [a](%s)", "| [a](%s) |\n|---|",
			"---\nlink: %s\n---\n[a](%[1]s)",
		} {
			check(t, fmt.Sprintf(around, address))
		}
	}
}

// What a site makes of a link is held to the same rule.
func TestB055_NoDangerousTarget(t *testing.T) {
	d := Parse("page.md", []byte(`[a](b) ![a](b) <a href="b">c</a> <img src="b" alt="d" srcset="b 2x">`), Options{})
	for _, address := range []string{"javascript:x", " JAVASCRIPT:x", "java\nscript:x", "data:text/html,x", "vbscript:x"} {
		html := d.HTML(d.Blocks, &Env{Resolve: func(*Link) Target { return Target{Href: address} }})
		checkHTML(t, address, html)
	}
}
