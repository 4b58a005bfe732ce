package live

import (
	"fmt"
	"slices"
	"testing"
)

// A session that finds the memory of an earlier one parses what has changed since, and no more. Memory that is
// damaged costs time, and is written anew.
func TestSessionsRemember(t *testing.T) {
	t.Parallel()
	var kept []byte
	memory := Memory{
		Load: func() ([]byte, error) { return kept, nil },
		Save: func(data []byte) error { kept = data; return nil },
	}
	book := map[string]string{}
	for i := range manyParsed + 6 {
		book[fmt.Sprintf("essays/p%d.md", i)] = fmt.Sprintf("# Page %d\n\nWords.\n", i)
	}
	start := func(version string) (parsed int, page string) {
		memory.Version = version
		a := write(t, book, func(c *Config) { c.Memory = memory })
		now, _ := a.State()
		page = a.page("essays/p7/index.html")
		a.stop()
		return len(now.Generation.Log().Parsed), page
	}
	count := len(book)
	if n, _ := start("v1"); n != count {
		t.Fatalf("%d parsed at first, want all %d", n, count)
	}
	n, page := start("v1")
	if n != 0 {
		t.Errorf("%d parsed the second time, want none", n)
	}
	book["essays/p1.md"] = "# Page 1\n\nOther words.\n"
	if n, _ := start("v1"); n != 1 {
		t.Errorf("%d parsed after an edit, want 1", n)
	}
	if n, _ := start("v2"); n != count {
		t.Errorf("%d parsed by another version, want all %d", n, count)
	}
	kept = slices.Clone(kept)
	kept[len(kept)/2] ^= 1
	if n, again := start("v2"); n != count || again != page {
		t.Errorf("%d parsed after damage, want all %d, and the same page", n, count)
	}
	if n, _ := start("v2"); n != 0 {
		t.Errorf("%d parsed after that, want none", n)
	}
}
