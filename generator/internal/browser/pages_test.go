package browser

import (
	"io/fs"
	"path"
	"strings"
	"testing"

	"baton/layouts"
)

// A kindOfPage is a page of the shipped handbook that stands for all of its kind.
type kindOfPage struct {
	template string // of layouts/pages
	address  string
	do       bool // people act on it, standing, with a thumb
}

var kindsOfPages = []kindOfPage{
	{template: "home", address: "/"},
	{template: "section", address: "/playbooks/"},
	{template: "section", address: "/checklists/"},
	{template: "roles", address: "/roles/"},
	{template: "role", address: "/roles/desk-lead/", do: true},
	{template: "part", address: "/roles/desk-lead/part/"},
	{template: "playbook", address: "/playbooks/putting-it-right/", do: true},
	{template: "cues", address: "/playbooks/putting-it-right/cues/"},
	{template: "checklist", address: "/checklists/weekly-round/", do: true},
	{template: "decisions", address: "/decisions/", do: true},
	{template: "decision", address: "/decisions/refund-a-customer/", do: true},
	{template: "lessons", address: "/lessons/"},
	{template: "lesson", address: "/lessons/the-roof-in-the-wind/"},
	{template: "essay", address: "/essays/an-ensemble/"},
	{template: "responsibilities", address: "/responsibilities/"},
	{template: "gaps", address: "/gaps/"},
	{template: "me", address: "/me/"},
	{template: "search", address: "/search/"},
	{template: "print", address: "/print/"},
	{template: "missing", address: "/nothing/here/"},
}

// Whoever adds a kind of page adds one of it to the list, so that it is looked at.
func TestEveryKindOfPageIsLookedAt(t *testing.T) {
	looked := map[string]bool{}
	for _, p := range kindsOfPages {
		looked[p.template] = true
	}
	templates, err := fs.Glob(layouts.FS, "pages/*.html")
	if err != nil || len(templates) == 0 {
		t.Fatalf("there are %d templates: %v", len(templates), err)
	}
	for _, file := range templates {
		if name := strings.TrimSuffix(path.Base(file), ".html"); !looked[name] {
			t.Errorf("no page of the kind %q is looked at: add one to kindsOfPages", name)
		}
	}
}
