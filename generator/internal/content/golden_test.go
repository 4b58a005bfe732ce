package content

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"baton/generator/internal/source"
)

var update = flag.Bool("update", false, "rewrite what the golden files want")

// TestGolden reads the documents of each archive and compares what they mean. An archive may have a handbook.yaml
// and a felt.yaml.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var want []byte
			files := archive.Files
			if n := len(files) - 1; files[n].Name == "want" {
				want, files = files[n].Data, files[:n]
			}
			got := dumpAll(files)
			if *update {
				archive.Files = append(files, txtar.File{Name: "want", Data: got})
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if !bytes.Equal(got, want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func dumpAll(files []txtar.File) []byte {
	d := &dumper{}
	cfg, _ := ReadConfig(nil)
	for _, f := range files {
		src := source.NewFile(f.Name, f.Data)
		switch f.Name {
		case "handbook.yaml":
			c, diags := ReadConfig(&src)
			cfg = c
			d.config(c)
			d.diags(diags)
		case "felt.yaml":
			felt, diags := ReadFelt(src)
			d.felt(felt)
			d.diags(diags)
		default:
			doc := Parse(src, cfg)
			d.document(doc)
			d.diags(doc.Diags)
		}
		d.line("")
	}
	return d.b.Bytes()
}
