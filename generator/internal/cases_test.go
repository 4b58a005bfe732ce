package internal_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"testing"
)

// cases are the faults of neighbouring tools that concern what Baton does. Each is a named test, TestB042_…,
// or a script of the command that names it, # B042: …; this list may only grow.
var cases = [][2]int{
	{1, 14},  // watching
	{15, 22}, // serving and reloading
	{23, 29}, // builds that remember
	{30, 33}, // the output folder
	{34, 39}, // front matter and encodings
	{40, 50}, // links and addresses
	{51, 54}, // Markdown and code
	{55, 62}, // security
	{63, 67}, // search
	{68, 70}, // same input, same bytes
	{71, 72}, // size
}

func TestEveryCaseHasANamedTest(t *testing.T) {
	out, err := exec.Command("git", "grep", "-hoE", `^(func Test|# )B0[0-9]{2}[_:]`, "--", "../../*_test.go", "../../*.txtar").Output()
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
