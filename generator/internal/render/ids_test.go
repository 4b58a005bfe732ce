package render

import (
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// A heading may be called what a page calls its own parts.
func TestHeadingsMayBeCalledLikePartsOfThePage(t *testing.T) {
	text := "# Main\n\nText.\n\n## Menu\n\n## Toc\n\n## For\n\n## Main\n\n## In deeper\n\n## Page main\n"
	files := wholeSite(t, &txtar.Archive{Files: []txtar.File{
		{Name: "README.md", Data: []byte(text)},
		{Name: "essays/README.md", Data: []byte(text)},
		{Name: "essays/a.md", Data: []byte("---\nfor: [r]\n---\n" + text)},
		{Name: "essays/deeper/b.md", Data: []byte(text)},
		{Name: "roles/r.md", Data: []byte("# R\n\n- **Reach:** here\n\n## Decisions\n\n- **Your call:** all\n")},
	}})
	newCrawler(files, "/").crawl(t, true)
}
