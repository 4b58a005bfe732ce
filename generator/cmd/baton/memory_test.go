package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestTheHeapMayGrow(t *testing.T) {
	for live, want := range map[uint64]int{0: 6400, 1 << 20: 6400, 64 << 20: 400, 256 << 20: 100, 8 << 30: 60} {
		if got := growth(live); got != want {
			t.Errorf("%d MB in use: by %d %%, want %d", live>>20, got, want)
		}
	}
}

// percent returns what is set now.
func percent() int {
	p := debug.SetGCPercent(100)
	debug.SetGCPercent(p)
	return p
}

func TestTheHeapIsRoomyUnlessGOGCIsSet(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(70))
	t.Setenv("GOGC", "70")
	roomy()
	if got := percent(); got != 70 {
		t.Errorf("GOGC=70: %d", got)
	}
	t.Setenv("GOGC", "")
	roomy()
	if got := percent(); got <= 100 {
		t.Errorf("at the start: %d, want more than usual", got)
	}
	kept := make([]byte, 300<<20)
	for limit := time.Now().Add(patience); percent() >= 100; runtime.GC() {
		if time.Now().After(limit) {
			t.Fatalf("with 300 MB in use: %d, want less than Go's own", percent())
		}
	}
	runtime.KeepAlive(kept)
}
