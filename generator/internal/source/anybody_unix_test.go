//go:build unix

package source

import (
	"os"
	"syscall"
	"testing"
)

// asAnybody calls f as a user who may not read everything: as nobody, if the test runs as root. No other test runs
// beside one that calls it.
func asAnybody(t *testing.T, f func()) {
	t.Helper()
	if os.Geteuid() == 0 {
		const nobody = 65534
		if err := syscall.Seteuid(nobody); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := syscall.Seteuid(0); err != nil {
				t.Fatal(err)
			}
		}()
	}
	f()
}
