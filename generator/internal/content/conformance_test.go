package content

import (
	"reflect"
	"strings"
	"testing"

	"baton/generator/internal/source"
	"baton/generator/internal/vectors"
)

func parse(path, text string) *Document {
	cfg, _ := ReadConfig(nil)
	return Parse(source.NewFile(path, []byte(text)), cfg)
}

func TestFrontMatterVectors(t *testing.T) {
	var file struct {
		Families []string
		Cases    []struct {
			ID, Path, Source string
			FrontMatter      *bool `json:"front_matter"`
			Values           map[string]any
			Kept             map[string]any
			Body             *string
			Diagnostics      []vectors.Diagnostic
		}
	}
	vectors.Load(t, "frontmatter.json", &file)
	for _, c := range file.Cases {
		t.Run(c.ID, func(t *testing.T) {
			doc := parse(c.Path, c.Source)
			vectors.Compare(t, file.Families, c.Diagnostics, doc.Diags)
			if c.FrontMatter != nil && doc.Meta.Has != *c.FrontMatter {
				t.Errorf("front matter: %v", doc.Meta.Has)
			}
			if c.Values != nil {
				if got := values(doc.Meta); !reflect.DeepEqual(got, c.Values) {
					t.Errorf("values %v, want %v", got, c.Values)
				}
			}
			for key, want := range c.Kept {
				if !reflect.DeepEqual(doc.Meta.Kept[key], want) {
					t.Errorf("kept %q: %v, want %v", key, doc.Meta.Kept[key], want)
				}
			}
			if c.Body != nil {
				body := doc.Text.Source
				if doc.Text.Front != nil {
					body = body[doc.Text.Front.End:]
				}
				if string(body) != *c.Body {
					t.Errorf("body %q, want %q", body, *c.Body)
				}
			}
		})
	}
}

// values are the keys that are set, as the vectors write them.
func values(m Meta) map[string]any {
	all := map[string]any{
		"kind": string(m.Kind), "title": m.Title, "summary": m.Summary, "owner": m.Owner, "for": anys(m.For),
		"reviewed": string(m.Reviewed), "aliases": anys(m.Aliases), "old_addresses": anys(m.OldAddresses), "slug": m.Slug,
		"tags": anys(m.Tags), "audience": m.Audience, "date": string(m.Date), "due": string(m.Due),
		"conductor": m.Conductor, "deputy": m.Deputy, "cadence": m.Cadence, "mode": m.Mode, "takes": m.Takes,
	}
	for key, v := range all {
		if v == "" || reflect.DeepEqual(v, []any(nil)) {
			delete(all, key)
		}
	}
	if m.Review.N > 0 {
		all["review"] = map[string]any{"n": float64(m.Review.N), "unit": m.Review.Unit}
	}
	if m.Order != nil {
		all["order"] = float64(*m.Order)
	}
	for _, key := range []string{"draft", "external"} {
		set := map[string]bool{"draft": m.Draft, "external": m.External}[key]
		if _, written := m.Pos[key]; written {
			all[key] = set
		}
	}
	return all
}

func anys(list []string) []any {
	var out []any
	for _, s := range list {
		out = append(out, s)
	}
	return out
}

func TestChecklistVectors(t *testing.T) {
	type item struct {
		ID, Text string
		Link     *string
		Details  *int
	}
	var file struct {
		Families []string
		Cases    []struct {
			ID, Markdown string
			Groups       []struct {
				Title string
				Items []item
			}
			AskFirst []struct {
				Text string
				Ask  *string
			} `json:"ask_first"`
			HandsTo     []struct{ To, What string } `json:"hands_to"`
			Diagnostics []vectors.Diagnostic
		}
	}
	vectors.Load(t, "checklists.json", &file)
	for _, c := range file.Cases {
		t.Run(c.ID, func(t *testing.T) {
			doc := parse("checklists/case.md", c.Markdown)
			vectors.Compare(t, file.Families, c.Diagnostics, doc.Diags)
			list := doc.Checklist
			if list == nil {
				list = &Checklist{}
			}
			if c.Groups != nil && len(list.Groups) != len(c.Groups) {
				t.Fatalf("%d groups, want %d", len(list.Groups), len(c.Groups))
			}
			for n, want := range c.Groups {
				g := list.Groups[n]
				if g.Title != want.Title || len(g.Items) != len(want.Items) {
					t.Fatalf("group %q with %d items, want %q with %d", g.Title, len(g.Items), want.Title, len(want.Items))
				}
				for m, want := range want.Items {
					got := g.Items[m]
					if got.ID != want.ID || got.Text != want.Text {
						t.Errorf("item %q %q, want %q %q", got.ID, got.Text, want.ID, want.Text)
					}
					if want.Link != nil && (got.Link == nil || got.Link.Dest != *want.Link) {
						t.Errorf("item %q: link %v, want %q", got.ID, got.Link, *want.Link)
					}
					if want.Details != nil && len(got.Item.Items) != *want.Details {
						t.Errorf("item %q: %d details, want %d", got.ID, len(got.Item.Items), *want.Details)
					}
				}
			}
			if c.AskFirst != nil && len(list.AskFirst) != len(c.AskFirst) {
				t.Fatalf("%d asks, want %d", len(list.AskFirst), len(c.AskFirst))
			}
			for n, want := range c.AskFirst {
				got := list.AskFirst[n]
				if got.Text != want.Text || want.Ask != nil && (got.Link == nil || got.Link.Dest != *want.Ask) {
					t.Errorf("ask %q %v, want %q %v", got.Text, got.Link, want.Text, want.Ask)
				}
			}
			if c.HandsTo != nil && len(list.HandsTo) != len(c.HandsTo) {
				t.Fatalf("%d receivers, want %d", len(list.HandsTo), len(c.HandsTo))
			}
			for n, want := range c.HandsTo {
				got := list.HandsTo[n]
				to := got.To.Text
				if got.To.Link != nil && strings.Contains(want.To, "/") {
					to = got.To.Link.Dest
				}
				if to != want.To || got.What != want.What {
					t.Errorf("hands to %q %q, want %q %q", to, got.What, want.To, want.What)
				}
			}
		})
	}
}
