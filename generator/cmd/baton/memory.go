package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// headroom is what the heap may grow by between two collections, however little of it is in use.
const headroom = 256 << 20

// leastGrowth is by how many per cent the heap may grow in any case. It is less than Go's own 100: of what a build
// makes, most stays, and collecting a little more often costs a hundredth of its time.
const leastGrowth = 60

// roomy lets the garbage collector rest while the heap is small: building is mostly allocating what will be kept,
// and a collection in the middle finds little. Where much is in use, the heap may grow by leastGrowth, so that what a
// large handbook takes is in proportion to its size. GOGC has the last word.
func roomy() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(growth(0))
	adapt(0)
}

// adapt sets the growth after each collection: the object that it leaves behind is gone with the next one.
func adapt(int) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if live[0].Value.Kind() == metrics.KindUint64 {
		debug.SetGCPercent(growth(live[0].Value.Uint64()))
	}
	runtime.AddCleanup(&struct{ _ [32]byte }{}, adapt, 0)
}

// growth is by how many per cent the heap may grow if so many bytes are in use.
func growth(live uint64) int {
	const least = 4 << 20 // Go begins to count there
	return max(leastGrowth, int(headroom/max(live, least)*100))
}
