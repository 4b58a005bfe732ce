package watch

import (
	"slices"
	"sync"
)

// A Hint says where to look.
type Hint struct {
	Folders []string // paths relative to the watched folder, "" for itself; sorted
	All     bool     // something was missed: look everywhere
}

// Empty reports whether the hint says nothing.
func (h Hint) Empty() bool { return !h.All && len(h.Folders) == 0 }

// Box gathers hints until somebody takes them. Who puts never waits, so that no queue of events runs over.
type Box struct {
	mu      sync.Mutex
	folders map[string]bool
	all     bool
	wake    chan struct{}
}

// NewBox returns an empty box.
func NewBox() *Box { return &Box{folders: map[string]bool{}, wake: make(chan struct{}, 1)} }

// Wake says that a hint was put into the box.
func (b *Box) Wake() <-chan struct{} { return b.wake }

// Put adds a hint.
func (b *Box) Put(h Hint) {
	if h.Empty() {
		return
	}
	b.mu.Lock()
	b.all = b.all || h.All
	for _, name := range h.Folders {
		b.folders[name] = true
	}
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Take empties the box.
func (b *Box) Take() Hint {
	b.mu.Lock()
	defer b.mu.Unlock()
	h := Hint{All: b.all}
	for name := range b.folders {
		h.Folders = append(h.Folders, name)
	}
	slices.Sort(h.Folders)
	b.folders, b.all = map[string]bool{}, false
	return h
}
