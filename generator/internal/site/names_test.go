package site

import (
	"strings"
	"testing"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
)

func TestNames(t *testing.T) {
	s := linkFiles(t, map[string]string{
		"README.md":             "# Home\n",
		"roles/index.md":        "# Everybody\n",
		"roles/README.md":       "# How to write roles\n",
		"roles/desk-lead.md":    "---\naliases: [boss, DL]\n---\n# Desk lead: the role\n",
		"roles/c-sharp.md":      "# C# | developer\n",
		"team/roles/lead.md":    "# Team lead\n",
		"house/roles/lead.md":   "---\naliases: [Desk lead: the role]\n---\n# House lead\n",
		"essays/lead.md":        "---\naliases: [boss]\n---\n# On leading\n",
		"essays/house-lead.md":  "# An essay\n",
		"essays/ci-/-build.md":  "# CI / Build\n",
		"essays/überblick 2.md": "# Über\n",
	})
	for _, tt := range []struct {
		name string
		want string // paths of the page, or of all candidates
		role string // the same among roles
	}{
		{"desk-lead", "roles/desk-lead.md", "roles/desk-lead.md"},
		{"Desk Lead", "roles/desk-lead.md", "roles/desk-lead.md"},
		{"[[desk-lead]]", "roles/desk-lead.md", "roles/desk-lead.md"},
		{"[[ desk-lead#x | the lead ]]", "roles/desk-lead.md", "roles/desk-lead.md"},
		{"desk-lead.md", "roles/desk-lead.md", "roles/desk-lead.md"},
		{"Desk lead: the role", "roles/desk-lead.md", "roles/desk-lead.md"}, // a title goes before an alias
		{"house-lead", "essays/house-lead.md", "house/roles/lead.md"},       // and a stem before a title
		{"boss", "essays/lead.md roles/desk-lead.md", "roles/desk-lead.md"},
		{"dl", "roles/desk-lead.md", "roles/desk-lead.md"},
		{"lead", "essays/lead.md house/roles/lead.md team/roles/lead.md", "house/roles/lead.md team/roles/lead.md"},
		{"roles/lead", "house/roles/lead.md team/roles/lead.md", "house/roles/lead.md team/roles/lead.md"},
		{"team/roles/lead", "team/roles/lead.md", "team/roles/lead.md"},
		{"Team/Roles/Lead", "team/roles/lead.md", "team/roles/lead.md"},
		{"essays/lead", "essays/lead.md", ""},
		{"roles", "roles/index.md", ""}, // the other one of its folder is called by its file
		{"readme", "roles/README.md", ""},
		{"C# | developer", "roles/c-sharp.md", "roles/c-sharp.md"},
		{"CI / Build", "essays/ci-/-build.md", ""},
		{"Überblick 2", "essays/überblick 2.md", ""},
		{"U\u0308berblick 2", "essays/überblick 2.md", ""},
		{"nobody", "", ""},
		{"", "", ""},
		{"!?", "", ""},
		{"/", "", ""},
	} {
		if got := foundBy(s.pageNames, tt.name); got != tt.want {
			t.Errorf("page %q: %q, want %q", tt.name, got, tt.want)
		}
		if got := foundBy(s.roleNames, tt.name); got != tt.role {
			t.Errorf("role %q: %q, want %q", tt.name, got, tt.role)
		}
	}
	if got := s.closestRoles("Desk laed"); len(got) != 1 || got[0] != "desk-lead" {
		t.Errorf("closest to a misspelled role: %q", got)
	}
	if got := s.byPath["team/roles/lead.md"].shortName(); got != "team/roles/lead" {
		t.Errorf("short name %q", got)
	}
}

func foundBy(n *names, name string) string {
	page, several := n.find(name)
	if page != nil {
		several = append(several, page)
	}
	var paths []string
	for _, p := range several {
		paths = append(paths, p.Doc.Path)
	}
	return strings.Join(paths, " ")
}

func TestRoleOf(t *testing.T) {
	s := linkFiles(t, map[string]string{
		"roles/lead.md":  "# Lead\n",
		"roles/desk.md":  "# Desk\n\n[a](lead.md), [[lead]], [b](../essays/lead.md), [c](nobody.md)\n",
		"essays/lead.md": "# On leading\n",
	})
	p := s.byPath["roles/desk.md"]
	want := []string{"lead", "lead", "", ""}
	for i, l := range p.Doc.Text.Links {
		got := ""
		if role, _ := s.roleOf(p, content.Ref{Text: l.Text, Link: l}); role != nil {
			got = role.Stem
		}
		if got != want[i] {
			t.Errorf("role of %q: %q, want %q", l.Dest, got, want[i])
		}
		if l.Kind != markdown.Wiki && l.Kind != markdown.Normal {
			t.Errorf("link %q is of kind %d", l.Dest, l.Kind)
		}
	}
	if role, _ := s.roleOf(p, content.Ref{Text: "Lead"}); role == nil || role.Stem != "lead" {
		t.Errorf("role of a bare name: %v", role)
	}
}
