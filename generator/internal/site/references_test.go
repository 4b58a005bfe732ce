package site

import (
	"maps"
	"strings"
	"testing"

	"baton/generator/internal/diag"
	"baton/generator/internal/vectors"
)

// referenceVectors is references.json, without the ids of headings, which are package markdown's.
type referenceVectors struct {
	Families        []string
	Files           map[string]string
	Addresses       []struct{ File, Address string }
	TreeDiagnostics []vectors.Diagnostic `json:"tree_diagnostics"`
	Links           []struct {
		ID, From, Source string
		Expect           struct {
			To, Address, Fragment, Asset, Section string
			External                              bool
		}
		Diagnostics []vectors.Diagnostic
	}
	Clashes []struct {
		ID            string
		Files         map[string]string
		Address       string
		Diagnostics   []vectors.Diagnostic
		WritesNothing bool `json:"writes_nothing"`
	}
}

func TestReferenceVectors(t *testing.T) {
	var v referenceVectors
	vectors.Load(t, "references.json", &v)

	t.Run("tree", func(t *testing.T) {
		s := linkFiles(t, v.Files)
		for _, a := range v.Addresses {
			if got := s.byPath[a.File].Address; got != a.Address {
				t.Errorf("%s: address %q, want %q", a.File, got, a.Address)
			}
		}
		vectors.Compare(t, v.Families, v.TreeDiagnostics, s.Diags)
	})

	for _, link := range v.Links {
		t.Run(link.ID, func(t *testing.T) {
			files := maps.Clone(v.Files)
			before := strings.TrimRight(files[link.From], "\n") + "\n\n"
			files[link.From] = before + link.Source + "\n"
			s := linkFiles(t, files)

			p := s.byPath[link.From]
			target := lastTarget(p, len(before))
			want := link.Expect
			switch {
			case want.To != "":
				if target.Page != s.byPath[want.To] || target.Fragment != want.Fragment {
					t.Errorf("leads to %s, want %s#%s", tellTarget(target), want.To, want.Fragment)
				} else if got := placeOf(target.Page, target.Fragment); want.Address != "" && got != want.Address {
					t.Errorf("leads to %q, want %q", got, want.Address)
				}
			case want.Asset != "":
				if target.Asset != "/"+want.Asset {
					t.Errorf("leads to %s, want the file %s", tellTarget(target), want.Asset)
				}
			case want.Section != "":
				if target.Section == nil || target.Section.Folder != want.Section {
					t.Errorf("leads to %s, want the list of %s", tellTarget(target), want.Section)
				}
			case want.External:
				if target.External == "" {
					t.Errorf("leads to %s, want another site", tellTarget(target))
				}
			default:
				if target.Broken == "" {
					t.Errorf("leads to %s, want nowhere", tellTarget(target))
				}
			}
			var got diag.List
			for _, d := range s.Diags {
				if d.Pos.File == link.From && d.Pos.Line > strings.Count(before, "\n") {
					got.Add(d)
				}
			}
			vectors.Compare(t, v.Families, link.Diagnostics, got)
		})
	}

	for _, clash := range v.Clashes {
		t.Run(clash.ID, func(t *testing.T) {
			s := linkFiles(t, clash.Files)
			at := 0
			for _, p := range s.Pages {
				if p.Address == clash.Address {
					at++
				}
			}
			if at != 1 || len(s.Pages) != len(clash.Files) {
				t.Errorf("%d pages, %d of them at %q", len(s.Pages), at, clash.Address)
			}
			if s.Diags.Unsafe() != clash.WritesNothing {
				t.Errorf("unsafe: %v, want %v", s.Diags.Unsafe(), clash.WritesNothing)
			}
			vectors.Compare(t, v.Families, clash.Diagnostics, s.Diags)
		})
	}
}

// lastTarget is the target of the first link behind an offset.
func lastTarget(p *Page, offset int) Target {
	for _, l := range p.Doc.Text.Links {
		if l.Offset >= offset {
			return p.Target(l)
		}
	}
	return Target{Broken: "there is no link"}
}
