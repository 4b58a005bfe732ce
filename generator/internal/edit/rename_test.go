package edit

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"baton/generator/internal/build"
	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

// Each case is a handbook before and after: the comment of the archive says what is renamed, files below "after/"
// are those that are others then.
func TestRename(t *testing.T) {
	cases, err := filepath.Glob("testdata/rename/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var files []string
			for _, f := range ar.Files {
				if !strings.HasPrefix(f.Name, "after/") {
					files = append(files, f.Name, string(f.Data))
				}
			}
			snap := snapshot(files...)
			command, _, _ := strings.Cut(string(ar.Comment), "\n")
			old, new, ok := strings.Cut(command, " → ")
			if !ok {
				t.Fatalf("no command in %q", command)
			}
			r, err := Rename(snap, old, new)
			if err != nil {
				t.Fatal(explained(err))
			}
			var after []txtar.File
			for _, c := range r.Changes {
				after = append(after, txtar.File{Name: "after/" + c.Path, Data: c.Data})
			}
			slices.SortFunc(after, func(a, b txtar.File) int { return strings.Compare(a.Name, b.Name) })
			got := &txtar.Archive{Comment: ar.Comment}
			for _, f := range ar.Files {
				if !strings.HasPrefix(f.Name, "after/") {
					got.Files = append(got.Files, f)
				}
			}
			got.Files = append(got.Files, after...)
			if *update {
				if err := os.WriteFile(name, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if want := txtar.Format(ar); string(txtar.Format(got)) != string(want) {
				t.Errorf("got\n%s\nwant\n%s", txtar.Format(got), want)
			}
			sound(t, snap, r)
		})
	}
}

// sound checks that a renaming brings no finding, by counting them.
func sound(t interface{ Errorf(string, ...any) }, snap *source.Snapshot, r *Renamed) {
	_, before, err := new(build.Engine).Linked(snap)
	if err != nil {
		t.Errorf("%v", err)
	}
	_, after, err := new(build.Engine).Linked(apply(snap, r.Changes))
	if err != nil {
		t.Errorf("%v", err)
	}
	was := count(before)
	for code, n := range count(after) {
		if n > was[code] && code != diag.PageWithoutOwner { // which is said once for each folder
			t.Errorf("renaming %s to %s brings %s: %v", r.Old, r.New, code, after)
		}
	}
}

func TestRenameRefuses(t *testing.T) {
	snap := snapshot("a.md", "# A\n\n## One\n\n## One\n\n[b](roles/b.md)\n", "roles/b.md", "# B\n\nText.\n\n## What we do\n", "img/x.png", "", "handbook.yaml", "ignore: [old]\n")
	for _, tt := range []struct{ old, new, want string }{
		{"c.md", "d.md", `there is no page "c.md"`},
		{"role/b.md", "d.md", `did you mean "roles/b.md"?`},
		{"roles", "teams", `"roles" is a folder`},
		{"img/x.png", "y.png", `"img/x.png" is no page`},
		{"a.md", "roles/b.md", `"roles/b.md" is there already`},
		{"a.md", "Roles/B", `"roles/b.md" is there already`},
		{"a.md", "img/x.png/a", `"img/x.png" is there already`},
		{"a.md", "./a.md", `"a.md" is called that already`},
		{"a.md", "../x.md", `"../x.md" leads out of the handbook`},
		{"a.md", ".hidden/x.md", `would be no page`},
		{"a.md", "old/x.md", `on the ignore list`},
		{"a.md#two", "Three", `"a.md" has no heading with the id "two"`},
		{"a.md#one", "Two", `ids would change places`},
		{"roles/b.md#what-we-do", "#What We", `is no id of a heading`},
		{"roles/b.md#what-we-do", "  ", `cannot be the text of a heading`},
	} {
		_, err := Rename(snap, tt.old, tt.new)
		var r *Refusal
		if !errors.As(err, &r) || !strings.Contains(r.Fact+"\n"+r.Hint, tt.want) {
			t.Errorf("Rename(%q, %q): %v, want %s", tt.old, tt.new, err, tt.want)
		}
	}
}
