package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/build"
	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/query"
	"baton/generator/internal/search"
	"baton/generator/internal/site"
	"baton/generator/internal/typo"
)

type searchCmd struct {
	input
	Query  []string `arg:"" optional:"" help:"What to look for; filters may stand in it: kind:decision, role:desk-lead."`
	Kind   []string `placeholder:"KIND" help:"Only pages of this kind; may be given again."`
	Role   string   `placeholder:"ROLE" help:"Only pages for this role, by the name of its file."`
	As     []string `placeholder:"ROLE" help:"Rank what is for this role higher, as its holders see it; may be given again."`
	Exact  bool     `help:"Correct no typing."`
	Limit  int      `short:"n" placeholder:"N" default:"10" help:"How many results (${default})."`
	Audit  string   `placeholder:"FILE" help:"Try the queries in this file, each with the pages that it must find."`
	Format string   `enum:"text,json" default:"text" help:"How results are written: text or json (${default})."`
	Color  string   `enum:"auto,always,never" default:"auto" help:"Colour: auto, always or never."`
}

func (c *searchCmd) Help() string {
	return `Examples:
  baton search refund 400
  baton search --kind decision --as desk-agent overtime
  baton search --audit queries.txt

The handbook is searched as its readers search it: by the script that their browsers run. The exit status is 1
if nothing is found.

--audit reads a query a line, with the page that it must find among the first three results:
  money back 400     -> decisions/refund-a-customer.md
  who takes the baton -> /essays/when-the-baton-goes-up/, roles/duty-lead.md @ 1
  refund kind:lesson -> lessons/the-credit-that-took-nine-days.md#what-we-changed @ 5
A page is a path in the source folder or an address; of several, one is enough. With a heading, that section must be
shown. "@ N" sets another number of results. A line that begins with # is a comment. The exit status is 1 if a
query misses.`
}

func (c *searchCmd) Run(std streams) error {
	words := strings.TrimSpace(strings.Join(c.Query, " "))
	switch {
	case c.Limit < 1:
		return usage("--limit %d: a number of results, from 1", c.Limit)
	case c.Audit == "" && words == "" && len(c.Kind) == 0 && c.Role == "":
		return usage("nothing to look for: write some words, or name a file of queries with --audit")
	case c.Audit != "" && words != "":
		return usage("--audit has its queries from %s: leave out %q", c.Audit, words)
	}
	var queries []byte
	if c.Audit != "" {
		data, err := os.ReadFile(c.Audit)
		if err != nil {
			return &failure{status: exitDisk, err: fmt.Errorf("--audit: %w", err)}
		}
		queries = data
	}
	s, err := c.searcher()
	if err != nil {
		return err
	}
	defer s.engine.Close()
	if c.Audit != "" {
		return c.audit(std, s, queries)
	}
	options := s.options
	options.Limit = c.Limit
	a, err := s.engine.Search(words, options)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		err = s.printJSON(std.out, a)
	} else {
		s.print(std, c.printer(std.out), a)
	}
	if err == nil && len(a.Results) == 0 {
		err = &failure{status: exitFindings}
	}
	return err
}

// searcher is a handbook with the engine that searches it.
type searcher struct {
	dir     string
	gen     *build.Generation
	engine  *query.Engine
	options query.Options // of the flags, for every query
	pages   map[string]*site.Page
}

// searcher builds what searching needs and no page.
func (c *searchCmd) searcher() (*searcher, error) {
	options, inputs, err := c.read()
	if err != nil {
		return nil, err
	}
	builder := build.Engine{Options: options}
	gen, err := builder.Build(inputs)
	if err != nil {
		return nil, &failure{status: exitUsage, err: err}
	}
	s := &searcher{dir: c.Source, gen: gen, options: query.Options{Kinds: c.Kind, Own: c.As, Role: c.Role, Exact: c.Exact}, pages: map[string]*site.Page{}}
	for _, p := range gen.Site.Pages {
		s.pages[p.Address] = p
	}
	if err := s.checkFilters(); err != nil {
		return nil, err
	}
	var scripts [][]byte
	for _, name := range gen.SearchScripts() {
		f, err := gen.File(name)
		if err != nil {
			return nil, err
		}
		scripts = append(scripts, f.Data)
	}
	s.engine, err = query.New(scripts, func(name string) ([]byte, error) {
		f, err := gen.File(path.Join(search.Folder, name))
		return f.Data, err
	})
	return s, err
}

// checkFilters reports a kind or a role that no page can have.
func (s *searcher) checkFilters() error {
	kinds := []string{string(content.Page)}
	for _, k := range content.Kinds {
		kinds = append(kinds, string(k))
	}
	var roles []string
	for _, r := range s.gen.Site.Roles {
		roles = append(roles, r.Stem)
	}
	for _, k := range s.options.Kinds {
		if !slices.Contains(kinds, k) {
			return unknownName("--kind", "kind", k, kinds)
		}
	}
	if r := s.options.Role; r != "" && !slices.Contains(roles, r) {
		return unknownName("--role", "role", r, roles)
	}
	for _, r := range s.options.Own {
		if !slices.Contains(roles, r) {
			return unknownName("--as", "role", r, roles)
		}
	}
	return nil
}

func unknownName(flag, what, name string, known []string) error {
	f := &failure{status: exitUsage, err: fmt.Errorf("%s: there is no %s %q", flag, what, name)}
	switch near := typo.Closest(name, known, 1); {
	case len(near) > 0:
		f.hint = fmt.Sprintf("did you mean %s?", near[0])
	case len(known) > 0 && len(known) <= 20:
		f.hint = "there are " + strings.Join(known, ", ")
	}
	return f
}

// place is the file and the line that a result was made from; line 0 if it is not known.
func (s *searcher) place(address, id string) (file string, line int, err error) {
	p := s.pages[address]
	if p == nil {
		return "", 0, errors.New("the index knows a page that the handbook has not: " + address)
	}
	doc := s.gen.Document(p)
	if id == "" {
		return doc.Path, 0, nil
	}
	if at, ok := offsetOf(doc.Text.Blocks, id); ok {
		line = doc.Text.Pos(at, at).Line
	}
	return doc.Path, line, nil
}

// offsetOf finds the heading, the item or the row with an id.
func offsetOf(blocks []*markdown.Block, id string) (int, bool) {
	for _, b := range blocks {
		if b.ID == id {
			return b.Offset, true
		}
		for _, r := range b.Rows {
			if r.ID == id {
				return r.Offset, true
			}
		}
		if at, ok := offsetOf(b.Children, id); ok {
			return at, true
		}
	}
	return 0, false
}
