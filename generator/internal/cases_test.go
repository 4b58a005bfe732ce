package internal_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"testing"
)

// cases are the faults of neighbouring tools that a build alone can show. Each is a named test, TestB042_…,
// somewhere in the project; this list may only grow.
var cases = [][2]int{
	{30, 33},           // the output folder
	{34, 39},           // front matter and encodings
	{40, 50},           // links and addresses
	{51, 54},           // Markdown and code
	{55, 57}, {59, 62}, // security, as far as rendering, files and plain serving go
	{68, 70}, // same input, same bytes
	{71, 72}, // size
}

func TestEveryCaseHasANamedTest(t *testing.T) {
	out, err := exec.Command("git", "grep", "-hoE", `^func TestB0[0-9]{2}_`, "--", "../../*_test.go").Output()
	if err != nil {
		if _, e := os.Stat("../../.git"); e != nil {
			t.Skip("SKIPPED: not in a git checkout, so the tests cannot be listed")
		}
		t.Fatalf("git grep: %v", err)
	}
	named := regexp.MustCompile(`B0[0-9]{2}`).FindAllString(string(out), -1)
	for _, r := range cases {
		for n := r[0]; n <= r[1]; n++ {
			if name := fmt.Sprintf("B%03d", n); !slices.Contains(named, name) {
				t.Errorf("case %s has no named test", name)
			}
		}
	}
}
