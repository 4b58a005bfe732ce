package build

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"baton/generator/internal/diag"
	"baton/generator/internal/publish"
	"baton/generator/internal/source"
	"baton/layouts"
)

// handbook parses a txtar archive into a snapshot.
func handbook(t testing.TB, archive string) *source.Snapshot {
	t.Helper()
	a := txtar.Parse([]byte(archive))
	s := &source.Snapshot{}
	for _, f := range a.Files {
		s.Files = append(s.Files, source.NewFile(f.Name, f.Data))
	}
	slices.SortFunc(s.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	return s
}

func mustBuild(t testing.TB, snap *source.Snapshot, o Options) Result {
	t.Helper()
	b := Builder{Layouts: layouts.FS, Options: o}
	r, err := b.Build(snap)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fileOf(r Result, path string) string {
	for _, f := range r.Files {
		if f.Path == path {
			return string(f.Data)
		}
	}
	return ""
}

func codesOf(l diag.List) []string {
	var out []string
	for _, d := range l {
		out = append(out, fmt.Sprintf("%s %s", d.Pos, d.Code))
	}
	return out
}

// hash is one figure for all the bytes of a site and all its findings.
func hash(r Result) string {
	h := sha256.New()
	for _, f := range r.Files {
		fmt.Fprintf(h, "%s %d\n", f.Path, len(f.Data))
		h.Write(f.Data)
	}
	for _, d := range r.Diags {
		fmt.Fprintf(h, "%v\n", d)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// shipped is the handbook of this repository, as the richest input that is always here.
const shipped = "../../../content"

// P2, B068: the same input gives the same bytes, whatever the folder, file times, order of writing, zone, locale,
// umask-free modes, number of goroutines and cores.
func TestB068_SameInputSameBytes(t *testing.T) {
	files := readTree(t, shipped)
	want := ""
	zone := time.Local
	defer func() { time.Local = zone }()
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range 20 {
		dir := filepath.Join(t.TempDir(), fmt.Sprintf("somewhere-%d", i), "content")
		writeTree(t, dir, files, rng)
		tz := []string{"UTC", "Pacific/Kiritimati", "America/Los_Angeles"}[i%3]
		if loc, err := time.LoadLocation(tz); err == nil {
			time.Local = loc
		}
		t.Setenv("TZ", tz)
		t.Setenv("LANG", []string{"C", "de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.UTF-8"}[i%4])
		t.Setenv("LC_ALL", os.Getenv("LANG"))
		old := runtime.GOMAXPROCS(1 + i%4)
		snap, err := source.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		got := hash(mustBuild(t, snap, Options{Jobs: []int{1, 2, 16}[i%3]}))
		runtime.GOMAXPROCS(old)
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatalf("build %d differs from the first", i)
		}
	}
}

func readTree(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		data, err := os.ReadFile(p)
		out[rel] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// writeTree writes files in random order and gives them random times.
func writeTree(t testing.TB, dir string, files map[string][]byte, rng *rand.Rand) {
	t.Helper()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	rng.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, files[name], 0o600|fs.FileMode(rng.IntN(2)*0o044)); err != nil {
			t.Fatal(err)
		}
		when := time.Unix(rng.Int64N(2_000_000_000), 0)
		if err := os.Chtimes(p, when, when); err != nil {
			t.Fatal(err)
		}
	}
}

// The handbook that we ship has no finding at all.
func TestTheShippedHandbookIsClean(t *testing.T) {
	snap, err := source.Read(shipped)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range mustBuild(t, snap, Options{}).Diags {
		t.Errorf("%s: %s[%s]: %s (%s)", d.Pos, d.Severity, d.Code, d.Message, d.Hint)
	}
}

// P13, B061: a draft, and a page for a narrower audience, is in no byte of the site: not as page, twin, list entry,
// backlink, feed, index, role, right, image or old address.
func TestB061_WithheldPagesLeaveNoTrace(t *testing.T) {
	const archive = `
-- handbook.yaml --
audiences: [staff, leads]
base-url: https://handbook.example/
-- README.md --
# Home

See [open](essays/open.md).
-- essays/open.md --
# Open

Text. ![seen](seen.png)
-- essays/canary-file.md --
---
%s
title: canary-title
summary: canary-summary
tags: [canary-tag, shared]
aliases: [canary-alias, /canary-old/]
for: [lead]
owner: lead
---
# canary-title

## canary-heading

canary-body of [the lead](../roles/lead.md#keep) ![canary-alt](canary.png) [[open]]
-- essays/seen.png --
-- essays/canary.png --
canary-bytes
-- roles/lead.md --
# Lead

## Responsibilities

### Keep

- **Your call:** all of it
-- roles/canary-role.md --
---
%s
---
# canary-role

- **Answers to:** [Lead](lead.md)

## Decisions

- **Your call:** canary-right
-- playbooks/canary-play.md --
---
%s
---
# canary-play

## Score

### canary-movement

- **Lead**
  - canary-step [x](../roles/lead.md#keep)
-- lessons/canary-lesson.md --
---
%s
date: 2026-01-01
---
# canary-lesson

## What we changed

[open](../essays/open.md)
`
	for name, c := range map[string]struct {
		key    string
		opts   Options
		hidden bool
	}{
		"draft":                   {"draft: true", Options{}, true},
		"draft kept":              {"draft: true", Options{Drafts: true}, false},
		"narrow":                  {"audience: leads", Options{}, true},
		"narrow for the wide":     {"audience: leads", Options{Audience: "staff"}, true},
		"narrow for the narrow":   {"audience: leads", Options{Audience: "leads"}, false},
		"wide without audience":   {"audience: staff", Options{}, true},
		"wide for the narrow":     {"audience: staff", Options{Audience: "leads"}, false},
		"draft for the narrowest": {"audience: leads\ndraft: true", Options{Audience: "leads"}, true},
		"misspelled audience":     {"audience: laeds", Options{Audience: "leads"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			r := mustBuild(t, handbook(t, strings.ReplaceAll(archive, "%s", c.key)), c.opts)
			found := 0
			for _, f := range r.Files {
				if bytes.Contains(bytes.ToLower(f.Data), []byte("canary")) || strings.Contains(f.Path, "canary") {
					found++
					if c.hidden {
						t.Errorf("%s holds a canary", f.Path)
					}
				}
			}
			if c.hidden {
				// What is packed in the search index can't be seen so: it is that of a handbook without these pages.
				without := handbook(t, strings.ReplaceAll(archive, "%s", c.key))
				without.Files = slices.DeleteFunc(without.Files, func(f source.File) bool {
					return strings.Contains(f.Path, "canary") && strings.HasSuffix(f.Path, ".md")
				})
				if got, want := indexOf(r.Files), indexOf(mustBuild(t, without, c.opts).Files); len(want) < 4 || !slices.Equal(got, want) {
					t.Errorf("the search index is\n%q\nwithout the withheld pages it is\n%q", got, want)
				}
			}
			if !c.hidden && found < 10 {
				t.Errorf("only %d files hold a canary: the test does not see them", found)
			}
			for _, d := range r.Diags {
				if c.hidden && strings.Contains(d.Message+d.Hint+d.Pos.File, "canary") && !d.Unsafe {
					t.Errorf("a finding tells of a withheld page: %s %s", d.Pos, d.Message)
				}
			}
		})
	}
}

// indexOf lists the files of the search index; their names say what is in them, but for the manifest, which says which
// are there.
func indexOf(files []publish.File) []string {
	var out []string
	for _, f := range files {
		if strings.HasPrefix(f.Path, "search/") && !strings.HasSuffix(f.Path, ".html") {
			out = append(out, f.Path)
		}
	}
	return out
}

func TestUnsafeFindings(t *testing.T) {
	for name, archive := range map[string]string{
		"draft that is no boolean": "-- a.md --\n---\ndraft: yes\n---\n# A\n",
		"misspelled draft":         "-- a.md --\n---\ndarft: true\n---\n# A\n",
		"unknown audience":         "-- handbook.yaml --\naudiences: [staff]\n-- a.md --\n---\naudience: boss\n---\n# A\n",
		"two explicit addresses":   "-- x/a.md --\n---\nslug: z\n---\n# A\n-- x/b.md --\n---\nslug: z\n---\n# B\n",
	} {
		if r := mustBuild(t, handbook(t, archive), Options{}); !r.Diags.Unsafe() {
			t.Errorf("%s: findings %q do not forbid publishing", name, codesOf(r.Diags))
		}
	}
}

func TestChecksGiveSeverities(t *testing.T) {
	const page = "-- README.md --\n# A\n\n[x](nowhere.md) ![](p.png)\n-- p.png --\n"
	for _, c := range []struct {
		config string
		want   []string
	}{
		{"", []string{"README.md:3:5 B201", "README.md:3:17 B902"}},
		{"-- handbook.yaml --\nchecks: {unknown-page: off}\n", []string{"README.md:3:17 B902"}},
		{"-- handbook.yaml --\nchecks: {B902: error, B201: note}\n", []string{"README.md:3:5 B201", "README.md:3:17 B902"}},
	} {
		r := mustBuild(t, handbook(t, page+c.config), Options{})
		got := codesOf(r.Diags)
		for i := range got {
			got[i] = strings.TrimSpace(got[i])
		}
		if fmt.Sprint(codesOnly(r.Diags)) != fmt.Sprint(codesOnlyText(c.want)) {
			t.Errorf("%s: %q, want %q", c.config, got, c.want)
		}
	}
	r := mustBuild(t, handbook(t, "-- handbook.yaml --\nchecks: {bad-value: off}\n-- a.md --\n---\ndraft: yes\n---\n# A\n"), Options{})
	if !r.Diags.Unsafe() {
		t.Error("what is unsafe was turned off")
	}
}

func codesOnly(l diag.List) (out []string) {
	for _, d := range l {
		out = append(out, string(d.Code))
	}
	return out
}

func codesOnlyText(l []string) (out []string) {
	for _, s := range l {
		out = append(out, s[strings.LastIndexByte(s, ' ')+1:])
	}
	return out
}

// B015 (build part): whatever an author gets wrong, the site is made.
func TestAMistakeNeverStopsTheSite(t *testing.T) {
	r := mustBuild(t, handbook(t, "-- README.md --\n---\ntitle: a: b\n---\n# A\n\n[x](nowhere.md) [[nobody]] <blink>hi</blink> {{ x }}\n\n```\nopen\n-- roles/x.md --\n---\nowner\n"), Options{})
	if !strings.Contains(fileOf(r, "index.html"), "nobody") || fileOf(r, "roles/x/index.html") == "" {
		t.Error("pages are missing")
	}
	if r.Diags.Count(diag.Error) < 3 {
		t.Errorf("findings: %q", codesOf(r.Diags))
	}
}

// B069: of several rules that fit, the first one counts, and front matter counts more.
func TestB069_KindsHaveAWrittenPrecedence(t *testing.T) {
	const files = "-- a/b/x.md --\n# X\n\n- [ ] one\n-- a/b/y.md --\n---\nkind: lesson\n---\n# Y\n\n## What we changed\n\nIt.\n"
	for range 50 {
		r := mustBuild(t, handbook(t, "-- handbook.yaml --\nkinds:\n  a/**: checklist\n  a/b/**: role\n  \"**/x.md\": decision\n"+files), Options{})
		for _, p := range r.Site.Pages {
			want := map[string]string{"a/b/x.md": "checklist", "a/b/y.md": "lesson"}[p.Doc.Path]
			if string(p.Kind) != want {
				t.Fatalf("%s is a %s, want %s", p.Doc.Path, p.Kind, want)
			}
		}
	}
}

// B070: Baton knows no dates but those that authors write: none from git, none from file times.
func TestB070_NoDateThatNobodyWrote(t *testing.T) {
	r := mustBuild(t, handbook(t, "-- README.md --\n# A\n\nText.\n-- essays/b.md --\n# B\n"), Options{})
	for _, f := range r.Files {
		if strings.HasSuffix(f.Path, ".html") && bytes.Contains(f.Data, []byte("<time")) {
			t.Errorf("%s has a date", f.Path)
		}
	}
}

func TestFilesAreWholeAndSorted(t *testing.T) {
	r := mustBuild(t, handbook(t, "-- README.md --\n# A\n\n![p](p.png)\n-- p.png --\npixels\n-- handbook.yaml --\n-- felt.yaml --\n-- checklists.lock.json --\n{}\n"), Options{})
	if fileOf(r, "p.png") != "pixels\n" {
		t.Error("a linked file is not copied")
	}
	if !slices.IsSortedFunc(r.Files, func(a, b publish.File) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("files are not sorted")
	}
	for _, f := range r.Files {
		if strings.HasSuffix(f.Path, ".yaml") || strings.HasSuffix(f.Path, ".lock.json") {
			t.Errorf("%s is published", f.Path)
		}
	}
}
