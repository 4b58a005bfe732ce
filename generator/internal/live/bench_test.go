package live

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkSettle10000 is the time from the end of a save until a build begins, in a handbook of 10,000 files, for
// a plain write and for a file that is renamed over.
func BenchmarkSettle10000(b *testing.B) {
	dir := b.TempDir()
	text := strings.Repeat("A line of a picture, as text.\n", 50)
	for i := range 10_000 { // text files that are no pages: the builds are quick, the scans are as they would be
		p := filepath.Join(dir, fmt.Sprintf("f%d/n%d.txt", i/100, i))
		if i%100 == 0 {
			p = filepath.Join(dir, fmt.Sprintf("f%d/p.md", i/100))
		}
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("# Text\n\n"+text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	var builds = make(chan time.Time, 100)
	cfg := Config{Source: dir, Lay: func(over fs.FS) fs.FS {
		builds <- time.Now()
		return lay(over)
	}}
	s, err := Start(cfg)
	if err != nil {
		b.Fatal(err)
	}
	go s.Run(b.Context())
	<-builds
	time.Sleep(4 * time.Second) // the first look at everything is over: no file is young any more
	for name, pat := range map[string]pattern{"write": patterns[0], "rename": patterns[3]} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				_, wake := s.State()
				p := filepath.Join(dir, fmt.Sprintf("f%d/p.md", i%100))
				if err := pat.save(p, fmt.Sprintf("# %s %d\n\n%s", name, i, text), func() {}); err != nil {
					b.Fatal(err)
				}
				saved := time.Now()
				took = append(took, (<-builds).Sub(saved))
				<-wake
				time.Sleep(5 * time.Millisecond)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}
