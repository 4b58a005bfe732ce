package content

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	yaml "github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/source"
)

// readers read a text of YAML as each schema's file is read.
var readers = map[string]func(text string) diag.List{
	"front-matter": func(text string) diag.List {
		_, diags := readMeta(markdown.Parse("x.md", []byte("---\n"+text+"\n---\n"), markdown.Options{}), &Config{}, func(k Kind) Kind { return k })
		return slices.DeleteFunc(diags, func(d diag.Diagnostic) bool { return d.Code == diag.AudienceNotConfigured })
	},
	"handbook": func(text string) diag.List {
		f := source.NewFile("handbook.yaml", []byte(text))
		_, diags := ReadConfig(&f)
		return diags
	},
	"felt": func(text string) diag.List {
		_, diags := ReadFelt(source.NewFile("felt.yaml", []byte(text)))
		return diags
	},
}

func compiled(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schemas[name]()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft7)
	if err := c.AddResource(name+".json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(name + ".json")
	if err != nil {
		t.Fatalf("%s is no schema: %v", name, err)
	}
	return s
}

// valid reports what an editor says of a text, which reads YAML by its own rules.
func valid(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

// What the reader takes is right to an editor, and what it reports is wrong to an editor.
func TestSchemaAndReaderAgree(t *testing.T) {
	right := map[string][]string{
		"front-matter": {
			"kind: role", "kind: page", "title: 1.10", "title: yes", "summary: a", "owner: 123", "for: a", "for: [a, 1, true]", "dris: [a, b]", "reviewed: 2026-10-01", "reviewed: 2026-10-01T10:00:00Z",
			"review: 6 months", "review: 1 day", "review_in: 12 WEEKS", "aliases: [/a/, b]", "redirect_from: /x/", "slug: x", "tags: [1, two]", "audience: staff", "draft: true", "draft: false", "date: 2024-02-29",
			"order: 10", "weight: -1", "external: true", "conductor: a", "cadence: weekly", "mode: read-do", "mode: do-confirm", "takes: 10 minutes", "due: 2026-12-31", "title:", "whatever: {a: [b]}", "kind: role\ntitle: x\nowner: y",
		},
		"handbook": {
			"title: 1984", "description: x", "logo: img/l.svg", `accent: "#1f6f8b"`, "language: de", "currency: EUR", "currency: usd", "base-url: https://x.example/", "edit-url: https://x.example/{path}", "feedback-url: mailto:a@example.com",
			"feedback-url: https://x.example", "audiences: [all, staff]", "kinds: {\"a/**\": playbook}", "sections: [a, b]", "sections: {a: A}", "sections: [a, {b: B}]", "sections: a", "redirects: {/old/: /new/}", "labels: {Must: Pflicht}",
			"limits: ask", "ignore: [a]", "ignore: a", "markup: [meter]", "search: {synonyms: {a: [b], c: d}}", "indexing: true", "offline: false", "checks: {orphan-page: note, B201: warning}", "title:",
		},
		"felt": {"rounds:", "rounds: []", "rounds: [{date: 2026-01-01, statements: [{text: t, managers: {agree: 1, of: 2}, others: {agree: 0, of: 5}}]}]"},
	}
	wrong := map[string][]string{
		"front-matter": {
			"kind: roles", "kind: Role", "kind: [role]", "title: [a]", "title: {a: b}", "for: {a: b}", "reviewed: yesterday", "reviewed: 2026-13-01", "reviewed: 01.02.2026", "review: soon", "review: 0 months", "review: 6", "draft: maybe", `draft: "true"`,
			"draft: 1", "order: first", "order: 1.5", "external: no idea", "mode: do", "due: 2026-1-1", "date: [2026-01-01]", "owner: [a]",
		},
		"handbook": {
			"titel: x", "title: [x]", "accent: red", `accent: "#12"`, "currency: Euro", "base-url: x.example", "edit-url: /x", "feedback-url: a@example.com", "kinds: {\"a/**\": runbook}", "kinds: role", "redirects: [a]", "labels: {Mussst: x}", "labels: x",
			"search: {synonym: {}}", "search: {synonyms: a}", "indexing: perhaps", "offline: never", "checks: {orphan-page: loud}", "checks: {no-such-check: note}", "audiences: {a: b}", "sections: [[a]]",
		},
		"felt": {"round: []", "rounds: x", "rounds: [{date: 2026-01-01}]", "rounds: [{date: soon, statements: []}]", "rounds: [{date: 2026-01-01, statements: [{text: t}]}]", "rounds: [{date: 2026-01-01, statements: [{text: t, managers: {agree: x, of: 2}, others: {agree: 0, of: 5}}]}]"},
	}
	for name, read := range readers {
		s := compiled(t, name)
		for _, text := range right[name] {
			if diags := read(text); len(diags) > 0 {
				t.Errorf("%s: the reader reports %q: %v", name, text, diags)
			}
			if err := valid(t, s, text); err != nil {
				t.Errorf("%s: the schema refuses %q: %v", name, text, err)
			}
		}
		for _, text := range wrong[name] {
			if diags := read(text); len(diags) == 0 {
				t.Errorf("%s: the reader takes %q", name, text)
			}
			if err := valid(t, s, text); err == nil {
				t.Errorf("%s: the schema takes %q", name, text)
			}
		}
	}
}

// The reader knows every key of a schema, and knows no other; it takes every word of an enumeration.
func TestSchemaHasEveryKey(t *testing.T) {
	tables := map[string][]string{}
	for _, k := range metaKeys {
		tables["front-matter"] = append(tables["front-matter"], k.name)
	}
	for _, k := range configKeys {
		tables["handbook"] = append(tables["handbook"], k.name)
	}
	for name, keys := range tables {
		var doc struct {
			Properties map[string]struct {
				Description string
				Enum        []any
			}
		}
		if err := json.Unmarshal(Schemas[name](), &doc); err != nil {
			t.Fatal(err)
		}
		if len(doc.Properties) != len(keys) {
			t.Errorf("%s: %d keys, want %d", name, len(doc.Properties), len(keys))
		}
		for _, key := range keys {
			p, ok := doc.Properties[key]
			if !ok || !strings.HasSuffix(p.Description, ".") {
				t.Errorf("%s: %q has the description %q", name, key, p.Description)
			}
			for _, word := range p.Enum {
				if text := fmt.Sprintf("%s: %v", key, word); word != nil && len(readers[name](text)) > 0 {
					t.Errorf("%s: the reader reports %q", name, text)
				}
			}
		}
		for _, d := range readers[name]("kindd: x\nno-such: y") {
			if d.Code != diag.KeyNearMiss && d.Code != diag.UnknownConfigKey {
				t.Errorf("%s: %v", name, d)
			}
		}
	}
}

// The shipped handbook is right to an editor, too.
func TestShippedFilesFitTheirSchemas(t *testing.T) {
	snap, err := source.Read("../../../content")
	if err != nil {
		t.Fatal(err)
	}
	front := compiled(t, "front-matter")
	for _, f := range snap.Files {
		var err error
		switch {
		case f.Path == "handbook.yaml":
			err = valid(t, compiled(t, "handbook"), string(f.Data))
		case f.Path == "felt.yaml":
			err = valid(t, compiled(t, "felt"), string(f.Data))
		case strings.HasSuffix(f.Path, ".md"):
			if d := markdown.Parse(f.Path, f.Data, markdown.Options{}); d.Front != nil {
				err = valid(t, front, d.Front.Text)
			}
		}
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
	}
}
