package build

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"baton/generator/internal/source"
)

// large makes a handbook of n essays: flat in one folder, or deep with ten to a folder.
func large(n int, deep bool) *source.Snapshot {
	s := &source.Snapshot{}
	name := func(i int) string {
		i = (i%n + n) % n
		if !deep {
			return fmt.Sprintf("essays/page-%05d.md", i)
		}
		return fmt.Sprintf("essays/%s/page-%05d.md", strings.Join(strings.Split(fmt.Sprintf("%04d", i/10), ""), "/"), i)
	}
	words := strings.Repeat("Somebody decides, and says so to the next pair of hands. ", 40)
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "---\nowner: lead\ntags: [t%d]\n---\n# Page %d\n\n%s\n\n", i%20, i, words)
		for _, d := range []int{1, 7, 31, -5} {
			fmt.Fprintf(&b, "## To %d\n\nSee [that page](/%s).\n\n", d, name(i+d))
		}
		s.Files = append(s.Files, source.NewFile(name(i), []byte(b.String())))
	}
	s.Files = append(s.Files, source.NewFile("roles/lead.md", []byte("# Lead\n")))
	return s
}

func long() bool { return os.Getenv("BATON_LONG") != "" }

// B071: what every page carries does not grow with the number of pages.
func TestB071_BytesPerPageDoNotGrow(t *testing.T) {
	small, big := 250, 2000
	if long() {
		small, big = 1000, 16000
	}
	for _, deep := range []bool{false, true} {
		per := func(n int) float64 {
			total := 0
			for _, f := range mustBuild(t, large(n, deep), Options{}).Files {
				if strings.HasSuffix(f.Path, ".html") {
					total += len(f.Data)
				}
			}
			return float64(total) / float64(n)
		}
		if a, b := per(small), per(big); b > 1.3*a {
			t.Errorf("deep %v: %.0f bytes a page at %d pages, %.0f at %d", deep, a, small, b, big)
		}
	}
}

// B072: a large handbook under a memory limit is built, and what is held is in proportion to its pages.
func TestB072_MemoryIsInProportion(t *testing.T) {
	n := 1500
	if long() {
		n = 16000
	}
	const perPage = 150 << 10 // bytes: the text, its tree, the page, its twin
	limit := int64(n) * perPage * 2
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(limit))
	snap := large(n, true)
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := mustBuild(t, snap, Options{})
	runtime.GC()
	runtime.ReadMemStats(&after)
	if held := int64(after.HeapAlloc) - int64(before.HeapAlloc); held > int64(n)*perPage {
		t.Errorf("%d pages hold %d MiB, %d KiB a page", n, held>>20, held>>10/int64(n))
	}
	runtime.KeepAlive(r)
}
