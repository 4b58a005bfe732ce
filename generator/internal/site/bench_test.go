package site

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkLink links large handbooks with eight links a page: right ones, and ones that lead nowhere.
func BenchmarkLink(b *testing.B) {
	const pages = 10_000
	for name, form := range map[string]string{
		"right":  "[x](../f%d/page-%d.md#part)\n",
		"broken": "[x](../f%d/paeg-%d.md#part)\n",
		"wiki":   "[[f%d/page-%d]]\n",
	} {
		b.Run(name, func(b *testing.B) {
			files := map[string]string{}
			for i := range pages {
				var text strings.Builder
				fmt.Fprintf(&text, "# Page %d\n\n## Part\n\n", i)
				for k := range 8 {
					to := (i*7 + k*k*131) % pages
					fmt.Fprintf(&text, form, to%50, to)
				}
				files[fmt.Sprintf("f%d/page-%d.md", i%50, i)] = text.String()
			}
			in := inputOf(b, files)
			for b.Loop() {
				Link(in)
			}
		})
	}
}
