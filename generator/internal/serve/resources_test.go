package serve

import (
	"os"
	"runtime"
)

// used is what a process may leak.
type used struct {
	goroutines int
	files      int // open descriptors; 0 where the system does not tell
	heap       uint64
}

func resources() used {
	runtime.GC()
	runtime.GC() // what finalizers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	open, _ := os.ReadDir("/proc/self/fd")
	return used{runtime.NumGoroutine(), len(open), m.HeapAlloc}
}
