package main

import (
	"os"
	"slices"
	"testing"
)

// B019: where serve listens on every address of the machine, it answers to the machine's own name; else it does not.
func TestB019_TheMachinesOwnName(t *testing.T) {
	name, err := os.Hostname()
	if err != nil {
		t.Skipf("SKIPPED: this machine has no name: %v", err)
	}
	for host, want := range map[string]bool{"0.0.0.0": true, "::": true, "localhost": false, "127.0.0.1": false, "book.example": false} {
		if got := slices.Contains(namesOf(host), name); got != want {
			t.Errorf("--host %s: answers to %q: %v, want %v", host, name, got, want)
		}
	}
}
