package edit

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/build"
	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

// slips are handbooks with all kinds of slips that have an exact remedy.
func slips(t *testing.T) map[string]*source.Snapshot {
	all := map[string]*source.Snapshot{
		"links": snapshot("roles/lead.md", "---\naliases: [boss]\nredirect_from: [/chief/]\n---\n# Lead\n\n[Leads](../a.md).\n\n## Decisions\n\n- **Your call:** all\n\n## Über uns <!-- was: about -->\n\nText.\n",
			"img/plan.svg", "<svg/>", "my page.md", "# My page\n\nText.\n",
			"a.md", "# A\n\n[1](roles/laed.md) [2](Roles/Lead.md#über-uns \"t\") [3](/chief/) [4](roles/lead.md#about) [5](roles/lead.md#Über-Uns)\n\n"+
				"[6](roles/lead.md#decision) ![7](img/plam.svg) [[laed]] [[lead#decision|x]] [8](<my pgae.md>) [9][r] <a href=\"roles/laed.md\">h</a>\n\n"+
				"| a |\n| --- |\n| [x](roles/laed.md) [[laed\\|y]] |\n\n[r]: roles/lead.md#Decisions 'title'\n"),
		"front": snapshot("roles/lead.md", "# Lead\n\nLeads.\n", "roles/scribe.md", "# Scribe\n\nWrites.\n", "essays/a.md", "---\ntitel: Ü\nowner: laed\n---\n# A\n\nText.\n",
			"essays/b.md", "---\nowner: lead\nkind: esay\n---\n# B\n\nText.\n", "x.md", "---\nkind: playbook\nconductor: lead\n---\n# X\n\n## Players\n\n- **Scribe:** [Scribe](roles/scribe.md)\n\n## Score\n\n### Go\n\n- **Scribbe**\n  - write\n- **Scribe**\n  - **Pausee:** be quick\n"),
	}
	for name, snap := range maps.Clone(all) {
		windows := &source.Snapshot{}
		for _, f := range snap.Files {
			data := append([]byte("\xef\xbb\xbf"), bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))...)
			windows.Files = append(windows.Files, source.NewFile(f.Path, data))
		}
		all[name+" with BOM and CRLF"] = windows
	}
	maps.Copy(all, wrongExamples(t))
	data, err := os.ReadFile("../../testdata/vectors/references.json")
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Files map[string]string
		Links []struct{ ID, From, Source string }
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for _, l := range v.Links {
		var files []string
		for p, text := range v.Files {
			if p == l.From {
				text += "\n\n" + l.Source + "\n"
			}
			files = append(files, p, text)
		}
		all["vector "+l.ID] = snapshot(files...)
	}
	return all
}

// What is offered as a remedy is one: the finding is gone then, and nothing else has come.
func TestFixMends(t *testing.T) {
	mended := map[string]map[diag.Code]int{}
	for name, snap := range slips(t) {
		mended[name] = map[diag.Code]int{}
		_, diags, err := new(build.Engine).Linked(snap)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range diags {
			if d.Fix == nil {
				continue
			}
			c, err := Fix(snap, d.Fix)
			if err != nil {
				t.Errorf("%s: %s %s: %v", name, d.Pos, d.Message, err)
				continue
			}
			before := count(diags)
			_, now, err := new(build.Engine).Linked(apply(snap, []Change{c}))
			if err != nil {
				t.Fatal(err)
			}
			after := count(now)
			if after[d.Code] != before[d.Code]-1 {
				t.Errorf("%s: %s %s (%s): %d → %d after %q → %q", name, d.Pos, d.Message, d.Hint, before[d.Code], after[d.Code], d.Fix.Old, d.Fix.New)
			}
			for code, n := range after {
				if n > before[code] {
					t.Errorf("%s: %s %s: mending it brings %s", name, d.Pos, d.Message, code)
				}
			}
			mended[name][d.Code]++
		}
	}
	for name, want := range map[string]map[diag.Code]int{
		"links": {diag.UnknownPage: 3, diag.CaseMismatch: 1, diag.OldAddress: 2, diag.FragmentFallback: 2, diag.UnknownHeading: 2, diag.UnknownFile: 1},
		"front": {diag.KeyNearMiss: 1, diag.UnknownRole: 1, diag.BadValue: 1, diag.PartNotPlayer: 1, diag.LabelNearMiss: 1},
	} {
		for _, name := range []string{name, name + " with BOM and CRLF"} {
			if got := mended[name]; !maps.Equal(got, want) {
				t.Errorf("%s: remedies %v, want %v", name, got, want)
			}
		}
	}
}

// count counts findings by code: what is said of several places counts as often, as its words say.
func count(list diag.List) map[diag.Code]int {
	n := map[diag.Code]int{}
	for _, d := range list {
		n[d.Code] += 1 + len(d.Related)
	}
	return n
}

func TestFixRefusesWhatHasChanged(t *testing.T) {
	snap := snapshot("a.md", "abc")
	fix := diag.Fix{File: "a.md", Start: 1, End: 2, Old: "b", New: "xyz"}
	c, err := Fix(snap, &fix)
	if err != nil || string(c.Data) != "axyzc" || *c.Was != snap.Files[0].Sum {
		t.Errorf("Fix = %q, %v", c.Data, err)
	}
	for _, bad := range []diag.Fix{{File: "b.md"}, {File: "a.md", Start: 1, End: 2, Old: "x"}, {File: "a.md", Start: -1, End: 2}, {File: "a.md", Start: 2, End: 9}, {File: "a.md", Start: 2, End: 1}} {
		if _, err := Fix(snap, &bad); err == nil || !strings.Contains(err.Error(), bad.File) {
			t.Errorf("Fix(%+v): %v", bad, err)
		}
	}
	if !slices.Equal(snap.Files[0].Data, []byte("abc")) {
		t.Error("the snapshot has changed")
	}
}
