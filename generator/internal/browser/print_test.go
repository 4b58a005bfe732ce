package browser

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const smallScore = `
-- playbooks/fire.md --
---
conductor: lead
---
# Fire

Play this when it smells of smoke.

## Score

### 1. Out

- **Customer:** stands in the street
- **Conductor**
  - Say where we meet
  - **Cue:** Desk: "Count." Answer: "All here."
- **Desk**
  - Count, and [say it](../checklists/round.md)

### 2. Back

- **Desk**
  - Open the door again. [Refund](../decisions/refund.md)
`

// The book, saved as PDF as readers do it: it has an outline that goes down from chapters, every link inside leads to
// a place that exists, and no sheet is empty.
func TestBookIsPrinted(t *testing.T) {
	t.Parallel()
	srv := newHost(t, "/", firstEdition+smallScore)
	ctx := chromium(t)
	said := listen(t, ctx)
	visit(t, ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(srv.URL+"/print/"))
	leaves := eval[int](t, ctx, `document.querySelectorAll("article.leaf").length`)
	links := eval[int](t, ctx, `document.querySelectorAll("main a[href^='#']").length`)
	if axe := axeSource(t); axe != "" {
		for _, v := range violations(t, ctx, axe) {
			t.Error(v)
		}
	}
	said.nothing(t)
	out, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{GenerateTaggedPDF: new(true), GenerateDocumentOutline: new(true), PaperWidth: 8.27, PaperHeight: 11.69})
	if err != nil {
		t.Fatal(err)
	}
	if p := os.Getenv("BATON_PDF"); p != "" { // to look at it
		if err := os.WriteFile(p, out.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pdf := string(out.Data)
	outline := []string{}
	for _, m := range regexp.MustCompile(`/Title (\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]+>)`).FindAllStringSubmatch(pdf, -1) {
		outline = append(outline, pdfText(t, m[1]))
	}
	for _, title := range []string{"Contents", "Playbooks", "Fire", "Score", "Out", "Decisions", "Refund a customer", "The ladder", "Checklists", "Morning round"} {
		if !slices.ContainsFunc(outline, func(s string) bool { return strings.TrimLeft(s, "12 ") == title }) {
			t.Errorf("%q is not in the outline: %q", title, outline)
		}
	}
	places := map[string]bool{}
	for _, m := range regexp.MustCompile(`(/#2F\S*) \[`).FindAllStringSubmatch(pdf, -1) {
		places[m[1]] = true
	}
	used := regexp.MustCompile(`/Dest (/#2F\S*)`).FindAllStringSubmatch(pdf, -1)
	for _, m := range used {
		if !places[m[1]] {
			t.Errorf("a link leads to %s, which is no place in the PDF", m[1])
		}
	}
	if len(used) < links || links < 2*leaves {
		t.Errorf("%d links of the PDF lead inside it, %d of the page", len(used), links)
	}
	sheets := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAllString(pdf, -1))
	if sheets < leaves+2 || sheets > 4*leaves {
		t.Errorf("%d leaves are printed on %d sheets", leaves, sheets)
	}
	if !strings.Contains(pdf, "/StructTreeRoot") || !strings.Contains(pdf, "/Lang (en") {
		t.Error("the PDF is not tagged")
	}
	for i, m := range regexp.MustCompile(`/Contents (\d+) 0 R`).FindAllStringSubmatch(pdf, -1) {
		_, object, _ := strings.Cut(pdf, "\n"+m[1]+" 0 obj\n")
		_, stream, _ := strings.Cut(object, "stream\n")
		z, err := zlib.NewReader(strings.NewReader(stream))
		if err != nil {
			t.Fatal(err)
		}
		drawn, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(drawn, []byte("Tj")) + bytes.Count(drawn, []byte("TJ")); n < 2 {
			t.Errorf("sheet %d has %d lines", i+1, n)
		}
	}
}

// pdfText is a string of a PDF.
func pdfText(t *testing.T, s string) string {
	t.Helper()
	if inner, ok := strings.CutPrefix(s, "("); ok {
		return regexp.MustCompile(`\\(.)`).ReplaceAllString(strings.TrimSuffix(inner, ")"), "$1")
	}
	raw, err := hex.DecodeString(strings.Trim(s, "<>"))
	if err != nil {
		t.Fatal(err)
	}
	var units []uint16
	for i := 2; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
