package build

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/generator/internal/source"
	"baton/layouts"
)

const prose = `
-- handbook.yaml --
title: Book
-- README.md --
# Home

[[lead]] and [one](essays/one.md#second).
-- roles/lead.md --
# Lead

**Reach:** the blue phone

## Responsibilities

### Calm rooms
-- essays/one.md --
---
order: 0
owner: lead
tags: [calm]
mood: [good, 3]
---
# *One* & only

A first paragraph with [a link](two.md).

## Second <!-- was: old -->

Text, and ![a picture](plan.svg "Plan") and <a href="two.md#there">raw</a>.
-- essays/two.md --
Setext
======

(there)=
## There

See [one](one.md#old) and [nobody](nobody.md).
-- essays/plan.svg --
<svg xmlns="http://www.w3.org/2000/svg"></svg>
`

// saved is what an engine that has built a snapshot remembers of it.
func saved(t testing.TB, snap *source.Snapshot) []byte {
	t.Helper()
	e := Engine{}
	if _, err := e.Build(Inputs{Content: snap, Layouts: layouts.FS}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := e.Memory().Write(&b, "v1"); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What an engine has loaded saves parsing, and changes nothing else.
func TestMemoryChangesNoAnswer(t *testing.T) {
	snap := handbook(t, prose)
	e := Engine{}
	if err := e.Load(saved(t, snap), "v1"); err != nil {
		t.Fatal(err)
	}
	g, err := e.Build(Inputs{Content: snap, Layouts: layouts.FS})
	if err != nil {
		t.Fatal(err)
	}
	if got := g.Log().Parsed; !slices.Equal(got, []string{"roles/lead.md"}) {
		t.Errorf("parsed %q, want only the role: the others are known", got)
	}
	want := mustBuild(t, snap, Options{})
	files, err := g.Files()
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(want.Files) {
		t.Fatalf("%d files, want %d", len(files), len(want.Files))
	}
	for i, f := range files {
		if f.Path != want.Files[i].Path || !bytes.Equal(f.Data, want.Files[i].Data) {
			t.Errorf("%s differs from a clean build", f.Path)
		}
	}
	if len(g.Diags) != len(want.Diags) || len(g.Diags) == 0 {
		t.Fatalf("%d findings, want %d, and some", len(g.Diags), len(want.Diags))
	}
	for i, d := range g.Diags {
		if w := want.Diags[i]; d.Pos != w.Pos || d.Message != w.Message || d.Hint != w.Hint {
			t.Errorf("finding %s %s, want %s %s", d.Pos, d.Message, w.Pos, w.Message)
		}
	}
}

// Documents that have changed, another configuration and another version are parsed as ever.
func TestMemoryKnowsWhatItIsFor(t *testing.T) {
	memory := saved(t, handbook(t, prose))
	for name, c := range map[string]struct {
		archive, version string
		parsed           int
	}{
		"the same":              {prose, "v1", 1},
		"a document changed":    {strings.Replace(prose, "A first", "The first", 1), "v1", 2},
		"another configuration": {strings.Replace(prose, "title: Book", "title: Books", 1), "v1", 4},
		"another version":       {prose, "v2", 4},
	} {
		e := Engine{}
		if err := e.Load(memory, c.version); (err != nil) != (c.version != "v1") {
			t.Errorf("%s: %v", name, err)
		}
		g, err := e.Build(Inputs{Content: handbook(t, c.archive), Layouts: layouts.FS})
		if err != nil {
			t.Fatal(err)
		}
		if got := g.Log().Parsed; len(got) != c.parsed {
			t.Errorf("%s: parsed %q, want %d documents", name, got, c.parsed)
		}
	}
}

// P9: memory that is damaged, cut off or foreign is an error, and the engine is as good as new.
func TestDamagedMemoryIsHarmless(t *testing.T) {
	memory := saved(t, handbook(t, prose))
	checks := 2000
	if testing.Short() {
		checks = 200
	}
	rapid.Check(t, func(t *rapid.T) {
		for range checks / 100 {
			damaged := bytes.Clone(memory)
			at := rapid.IntRange(0, len(damaged)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "how") {
			case 0:
				damaged[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
			case 1:
				damaged = damaged[:at]
			case 2:
				damaged = append(damaged, damaged[at:]...)
			}
			e := Engine{}
			if err := e.Load(damaged, "v1"); err == nil {
				t.Fatalf("memory that is damaged at %d was taken", at)
			}
			if e.known.docs != nil {
				t.Fatalf("something of memory that is damaged at %d was taken", at)
			}
		}
	})
}

// A whole handbook answers the same from memory.
func TestMemoryOfTheShippedHandbook(t *testing.T) {
	snap, err := source.Read("../../../content")
	if err != nil {
		t.Fatal(err)
	}
	e := Engine{}
	if err := e.Load(saved(t, snap), "v1"); err != nil {
		t.Fatal(err)
	}
	g, err := e.Build(Inputs{Content: snap, Layouts: layouts.FS})
	if err != nil {
		t.Fatal(err)
	}
	files, err := g.Files()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range mustBuild(t, snap, Options{}).Files {
		if !bytes.Equal(files[i].Data, want.Data) {
			t.Errorf("%s differs from a clean build", want.Path)
		}
	}
}
