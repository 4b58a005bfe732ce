package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/typo"
)

type schemaCmd struct {
	Of string `arg:"" optional:"" default:"front-matter" help:"front-matter, handbook or felt (${default})."`
}

func (c *schemaCmd) Help() string {
	return `Examples:
  baton schema front-matter > front-matter.schema.json
  baton schema handbook > handbook.schema.json

A JSON Schema (draft 7) of front matter, of handbook.yaml or of felt.yaml, with which editors complete keys and
mark mistakes while you type.`
}

func (c *schemaCmd) Run(std streams) error {
	schema, ok := content.Schemas[strings.TrimSuffix(c.Of, ".yaml")]
	if !ok {
		names := slices.Sorted(maps.Keys(content.Schemas))
		f := &failure{status: exitUsage, err: fmt.Errorf("there is no schema %q", c.Of), hint: "there are " + strings.Join(names, ", ")}
		if near := typo.Closest(c.Of, names, 1); len(near) > 0 {
			f.hint = fmt.Sprintf("did you mean %s?", near[0])
		}
		return f
	}
	_, err := std.out.Write(schema())
	return err
}
