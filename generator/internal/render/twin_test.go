package render

import (
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"baton/generator/internal/markdown"
)

// A twin is the source with its links led to other twins, without front matter and without comments.
func TestTwin(t *testing.T) {
	const other = "# Other\n\n## A part\n"
	for _, c := range []struct{ name, source, want string }{
		{"front matter goes, a title comes", "---\ntitle: From above\n---\n\nText.\n", "# From above\n\nText.\n"},
		{"a title stays", "# Mine\n\nText.", "# Mine\n\nText.\n"},
		{"inline link", "# A\n\n[x](../b/other.md#a-part \"title\")\n", "# A\n\n[x](../../b/other/index.md#a-part \"title\")\n"},
		{"link without text between", "# A\n\n[**b** `c`](<../b/other.md>)\n", "# A\n\n[**b** `c`](<../../b/other/index.md>)\n"},
		{"reference", "# A\n\n[x *y*][o] and [o]\n\n[o]: ../b/other.md\n", "# A\n\n[x *y*][o] and [o]\n\n[o]: ../../b/other/index.md\n"},
		{"wiki", "# A\n\n[[other]], [[other#a-part]], [[other|that one]]\n", "# A\n\n[Other](../../b/other/index.md), [Other](../../b/other/index.md#a-part), [that one](../../b/other/index.md)\n"},
		{"image and link", "# A\n\n[![p](../b/p.png)](../b/other.md)\n", "# A\n\n[![p](../../b/p.png)](../../b/other/index.md)\n"},
		{"outside and broken", "# A\n\n[x](https://example.test/) [y](none.md)\n", "# A\n\n[x](https://example.test/) [y](none.md)\n"},
		{"folder without a page", "# A\n\n[x](../b/)\n", "# A\n\n[x](../../b/)\n"},
		{"comments go", "# A <!-- was: b -->\n\n<!-- alone -->\n- x <!-- id: x -->\n", "# A\n\n- x\n"},
		{"comments in code stay", "# A\n\n`<!-- a -->` and ``` `<!-- b -->` ```\n\n```\n<!-- c -->\n```\n", "# A\n\n`<!-- a -->` and ``` `<!-- b -->` ```\n\n```\n<!-- c -->\n```\n"},
		{"no end of a comment", "# A\n\n\\<!-- a\n", "# A\n\n\\<!-- a\n"},
		{"no end of a code span", "# A\n\n``x` <!-- gone -->\n", "# A\n\n``x`\n"},
		{"carriage returns", "# A\r\n\r\nText.\r\n", "# A\n\nText.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &txtar.Archive{Files: []txtar.File{
				{Name: "a/it.md", Data: []byte(c.source)},
				{Name: "b/other.md", Data: []byte(other)},
				{Name: "b/p.png"},
			}}
			for _, f := range wholeSite(t, a) {
				if f.Path == "a/it/index.md" {
					if got := string(f.Data); got != c.want {
						t.Errorf("got\n%s\nwant\n%s", got, c.want)
					}
					return
				}
			}
			t.Fatal("there is no twin")
		})
	}
}

// A page of code spans in one paragraph is read once: this would take minutes if it were read for each of them.
func TestTwinOfAPageOfBackticks(t *testing.T) {
	text := "# A\n\n" + strings.Repeat("`a` ", 1<<17) + strings.Repeat("``` ", 1<<16) + "<!-- x -->\n"
	doc := markdown.Parse("a.md", []byte(text), markdown.Options{})
	if got := commentEdits(doc, 0); len(got) != 1 {
		t.Errorf("%d comments, not 1", len(got))
	}
}

// Every link of a twin that leads into the site leads to a file of it.
func TestTwinsLeadToTwins(t *testing.T) {
	files := wholeSite(t, wholeHandbook(t))
	c := newCrawler(files, "/")
	seen := 0
	for p, data := range c.files {
		if !strings.HasSuffix(p, "/index.md") {
			continue
		}
		for _, part := range strings.Split(string(data), "](")[1:] {
			ref, _, _ := strings.Cut(part, ")")
			if strings.Contains(ref, "nowhere") {
				continue
			}
			seen++
			if fault := c.follow(p, ref); fault != "" {
				t.Errorf("%s: %q %s", p, ref, fault)
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d links were seen", seen)
	}
}
