package markdown

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestRewrite(t *testing.T) {
	visit := func(e *Element) Fate {
		switch {
		case e.Name == "nav" || e.Name == "input":
			return Drop
		case e.Name == "label":
			return Bare
		case e.Name == "h1":
			e.Name = "h2"
			e.Set("aria-level", "3")
		}
		if id := e.Attr("id"); id != "" {
			e.Set("id", "p:"+id)
		}
		e.Edit(func(name, value string) (string, bool) { return value, name != "data-x" })
		return Keep
	}
	for text, want := range map[string]string{
		`<h1 id="a" data-x="1">A &amp; <b>b</b></h1>`:             `<h2 id="p:a" aria-level="3">A &amp; <b>b</b></h2>`,
		`<nav><ul><li>x<br></li></ul><nav>y</nav></nav>z`:         `z`,
		`<label><input type="checkbox"><span>t</span></label>.`:   `<span>t</span>.`,
		`<a title="&quot;&lt;&#39;">&lt;b&gt;</a><!-- c -->`:      `<a title="&quot;&lt;&#39;">&lt;b&gt;</a><!-- c -->`,
		`<a data-x title="&quot;&lt;&#39;">&lt;b&gt;</a>`:         `<a title="&#34;&lt;&#39;">&lt;b&gt;</a>`,
		`<svg viewBox="0 0 1 1"><path d="M1 1h10"/><g></g></svg>`: `<svg viewBox="0 0 1 1"><path d="M1 1h10"/><g></g></svg>`,
		`<h1>a<label>b<nav>c</nav>d</label>e</h1>f`:               `<h2 aria-level="3">abde</h2>f`,
	} {
		if got := Rewrite(text, visit); got != want {
			t.Errorf("%s\n got: %s\nwant: %s", text, got, want)
		}
	}
}

// What nothing is changed of says what it said, whatever stands in it.
func FuzzRewrite(f *testing.F) {
	f.Add("# A\n\n<a id=x>y</a> `<b>` & \"c\"\n\n| a | b |\n|---|:-:|\n| 1 | <br> |\n\n- [ ] x\n\n<details><summary>s</summary>\n\nt\n\n</details>\n")
	f.Add("![x](y.png \"z\") <span title='&lt;\"'>&amp;amp;</span>\n\n```html\n<p>\n```\n")
	f.Fuzz(func(t *testing.T, text string) {
		d := Parse("page.md", []byte(text), Options{})
		made := d.HTML(d.Blocks, nil)
		tree := func(text string) string {
			nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, n := range nodes {
				html.Render(&b, n)
			}
			return b.String()
		}
		if got := Rewrite(made, func(*Element) Fate { return Keep }); tree(got) != tree(made) {
			t.Errorf("%q\nbecame %q", made, got)
		}
	})
}
