package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what the golden files want")

// Each file of testdata is a list of cases: a text, NAME.md, and what is made of it: NAME.html, and NAME.tree with
// blocks, links, anchors and findings.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	result := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".md")
		if !ok {
			continue
		}
		d := Parse(f.Name, f.Data, Options{})
		result.Files = append(result.Files, f)
		for _, got := range []txtar.File{
			{Name: name + ".html", Data: []byte(endLine(d.HTML(d.Blocks, nil)))},
			{Name: name + ".tree", Data: []byte(dump(d))},
		} {
			result.Files = append(result.Files, got)
			if want[got.Name] != string(got.Data) && !*update {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", got.Name, got.Data, want[got.Name])
			}
		}
	}
	if data := txtar.Format(result); *update && !bytes.Equal(data, txtar.Format(archive)) {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func endLine(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		return s + "\n"
	}
	return s
}

// dump writes down everything about a Doc that its HTML does not show.
func dump(d *Doc) string {
	var b strings.Builder
	if d.Front != nil {
		fmt.Fprintf(&b, "front line %d closed %v %q\n", d.Front.Line, d.Front.Closed, d.Front.Text)
	}
	dumpBlocks(&b, d, d.Blocks, "")
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link %s %q", linkKinds[l.Kind], l.Dest)
		if l.Text != l.Dest {
			fmt.Fprintf(&b, " text %q", l.Text)
		}
		if l.Title != "" {
			fmt.Fprintf(&b, " title %q", l.Title)
		}
		fmt.Fprintf(&b, " at %s %q\n", at(d, l.Offset, l.End), d.Source[l.Offset:l.End])
	}
	for _, a := range d.Anchors {
		fmt.Fprintf(&b, "anchor %s %q", a.ID, a.Text)
		if a.Heading {
			b.WriteString(" heading")
		}
		if len(a.Was) > 0 {
			fmt.Fprintf(&b, " was %s", strings.Join(a.Was, " "))
		}
		b.WriteByte('\n')
	}
	for _, x := range d.Diags {
		fmt.Fprintf(&b, "%s %s at %d:%d-%d %s", x.Severity, x.Code, x.Pos.Line, x.Pos.Col, x.Pos.EndCol, x.Message)
		if x.Hint != "" {
			fmt.Fprintf(&b, " (%s)", x.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func at(d *Doc, offset, end int) string {
	p := d.Pos(offset, end)
	return fmt.Sprintf("%d:%d-%d", p.Line, p.Col, p.EndCol)
}

var linkKinds = map[LinkKind]string{
	Normal: "normal", Image: "image", Auto: "auto", Wiki: "wiki", HTMLLink: "html", HTMLImage: "html-image", Undefined: "undefined",
}

var blockKinds = map[BlockKind]string{
	Paragraph: "paragraph", Heading: "heading", List: "list", Item: "item", Table: "table", Code: "code", Quote: "quote",
	Callout: "callout", Details: "details", RawHTML: "html", Rule: "rule", Footnotes: "footnotes", Footnote: "footnote",
	Definitions: "definitions", Term: "term", Description: "description",
}

func dumpBlocks(b *strings.Builder, d *Doc, blocks []*Block, indent string) {
	for _, block := range blocks {
		p, q := d.Pos(block.Offset, block.Offset), d.Pos(block.End, block.End)
		fmt.Fprintf(b, "%s%s %d:%d to %d:%d", indent, blockKinds[block.Kind], p.Line, p.Col, q.Line, q.Col)
		switch block.Kind {
		case Heading:
			fmt.Fprintf(b, " level %d id %s", block.Level, block.ID)
		case Item:
			b.WriteString([]string{"", " [ ]", " [x]"}[block.Task])
			if block.ID != "" {
				fmt.Fprintf(b, " id %s", block.ID)
			}
		case List:
			if block.Ordered {
				b.WriteString(" ordered")
			}
		case Callout:
			fmt.Fprintf(b, " %s %q", block.Note, block.Title)
		case Code:
			fmt.Fprintf(b, " lang %q %q", block.Lang, block.code())
		}
		if len(block.Was) > 0 {
			fmt.Fprintf(b, " was %s", strings.Join(block.Was, " "))
		}
		if block.Text.doc != nil {
			fmt.Fprintf(b, " %q", block.Text.Plain())
			if l := block.Text.Lead(); l != nil {
				fmt.Fprintf(b, " lead %q at %s", l.Text, at(d, l.Offset, l.End))
				if !l.Bold {
					b.WriteString(" plain")
				}
				if l.Link != nil {
					fmt.Fprintf(b, " link %q", l.Link.Dest)
				}
				fmt.Fprintf(b, " %s %q", []string{"without", "colon", "dash", "alone"}[l.Separator], l.Rest.Plain())
			}
		}
		b.WriteByte('\n')
		for _, row := range block.Rows {
			fmt.Fprintf(b, "%s  row at %s", indent, at(d, row.Offset, row.End))
			if row.ID != "" {
				fmt.Fprintf(b, " id %s", row.ID)
			}
			for _, cell := range row.Cells {
				fmt.Fprintf(b, " %q", cell.Plain())
			}
			b.WriteByte('\n')
		}
		dumpBlocks(b, d, block.Children, indent+"  ")
	}
}

// goldenTexts returns the texts of all golden cases.
func goldenTexts(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".md") {
				texts = append(texts, string(f.Data))
			}
		}
	}
	return texts
}

// Every golden case keeps what is promised of any text.
func TestGoldenCasesKeepThePromises(t *testing.T) {
	for _, text := range goldenTexts(t) {
		check(t, text)
	}
}
