package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
)

// essay is an ordinary page of 5 KB.
var essay = []byte("---\ntitle: Who decides\nowner: head-of-support\n---\n# Who decides\n" + strings.Repeat(`
## The first hour

A team that waits for a signature learns to wait. What it waits for is rarely the *decision*; it is the
permission to have made it. See [the lead's page](../roles/lead.md#decisions) and `+"`limits.md`"+`, or ask
in the channel. **Nobody** is asked twice.

- **Must:** say what you decided, the same day
- **Your call:** how many people to wake ([how](../checklists/first-notice.md))
  - two are enough, as a rule
- **Ask first:** [Head of support](../roles/head-of-support.md) before naming another company

> [!NOTE]
> A limit that is in the way is a limit to talk about.

| Up to | Who decides | Then |
| ---: | --- | --- |
| 200 USD | [Front line](../roles/front-line.md) | tell the lead |
| more | [Lead](../roles/lead.md) | answers within two hours |

It worked because a mistake cost a conversation, not a name.[^1] What we say to a customer meanwhile is
written down, too: "we know, and it is decided today".

1. Read what was written
2. Ask the one who knows
3. Decide, and say so
`, 4) + "\n[^1]: Which is what [the review](../playbooks/look-back.md) is for.\n")

// BenchmarkEssay reads and renders the page. Its measure is BenchmarkGoldmark, which does the same work without
// positions, tables that scroll, checks and the rest.
func BenchmarkEssay(b *testing.B) {
	b.SetBytes(int64(len(essay)))
	b.ReportAllocs()
	for b.Loop() {
		d := Parse("essay.md", essay, Options{})
		d.HTML(d.Blocks, nil)
	}
}

func BenchmarkGoldmark(b *testing.B) {
	m := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithAttribute()),
	)
	b.SetBytes(int64(len(essay)))
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := m.Convert(essay, &out); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIntricate shows what the worst texts of 256 KB cost: none may take more than two seconds.
func BenchmarkIntricate(b *testing.B) {
	for _, c := range intricate(256 << 10) {
		b.Run(strings.ReplaceAll(c.name, "/", "∕"), func(b *testing.B) {
			for b.Loop() {
				d := Parse("page.md", []byte(c.text), Options{})
				d.HTML(d.Blocks, nil)
			}
		})
	}
}
