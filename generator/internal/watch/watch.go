// Package watch says where something may have changed. What it says are hints: the truth is a scan. It watches
// folders and never files, and alone knows fsnotify.
package watch

// A Hint says where to look.
type Hint struct {
	Folders []string // paths relative to the watched folder, "" for itself; sorted
	All     bool     // something was missed: look everywhere
}
