package browser

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"baton/generator/internal/asset"
	"baton/generator/internal/content"
	"baton/layouts"
)

// runScript is what runs are made of, as one script for the tests: the modules are those of the islands.
var runScript = sync.OnceValues(func() (string, error) {
	entry, err := os.ReadFile("testdata/runs/runs.ts")
	if err != nil {
		return "", err
	}
	over := layouts.Over(fstest.MapFS{"islands/runs/runs.ts": {Data: entry}})
	a, err := asset.Bundle(over, &content.Config{})
	if err != nil {
		return "", err
	}
	for _, f := range a.Files {
		if "/"+f.Path == a.Islands["runs"].Script {
			return string(f.Data), nil
		}
	}
	return "", os.ErrNotExist
})

// bench is an empty page that has what runs are made of, as the global "runs", and the functions of files in testdata.
func bench(t *testing.T, files ...string) context.Context {
	t.Helper()
	script, err := runScript()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile("testdata/runs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		script += "\n" + string(data)
	}
	ctx := chromium(t)
	eval[bool](t, ctx, script+"\n;true")
	return ctx
}

// Two tabs, in a thousand orders of ticks, events, locks, refusals, clocks and closed tabs: no tick is lost, and both show
// what is stored.
func TestTwoTabsLoseNoTick(t *testing.T) {
	t.Parallel()
	ctx := bench(t, "model.js")
	n := "1000"
	if os.Getenv("BATON_LONG") != "" {
		n = "20000"
	}
	if faults := eval[[]string](t, ctx, "playAll(1, "+n+")"); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}
