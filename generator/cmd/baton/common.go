package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"baton/generator/internal/build"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/source"
	"baton/layouts"
)

// input is what every command that reads a handbook takes.
type input struct {
	Source   string `short:"s" placeholder:"DIR" default:"content" help:"Folder with the handbook (${default})."`
	Layouts  string `placeholder:"DIR" help:"Folder laid over the built-in layouts, file by file."`
	BaseURL  string `name:"base-url" placeholder:"URL" help:"Address that the site will have; only the 404 page, feed and sitemap need it."`
	Audience string `placeholder:"NAME" help:"Whom the site is for; pages for narrower audiences are left out."`
	Drafts   bool   `short:"D" help:"Keep drafts."`
	Jobs     int    `placeholder:"N" help:"How many pages to work on at a time (as many as there are cores)."`
}

// report is how findings are shown and counted.
type report struct {
	Strict   bool   `help:"Warnings count as errors do: they make the exit status 1."`
	Format   string `enum:"text,json" default:"text" help:"How findings are written: text or json (${default})."`
	Color    string `enum:"auto,always,never" default:"auto" help:"Colour and code frames: auto, always or never."`
	Severity string `enum:"note,warning,error" default:"note" help:"Leave out findings below this: note, warning or error."`
	Quiet    bool   `short:"q" help:"Print findings of severity error only, and no summary."`
	Verbose  bool   `short:"v" help:"Print every finding, also where there are many of one kind."`
}

// built is a built handbook with the snapshot it was built from.
type built struct {
	build.Result
	snap *source.Snapshot
}

func (in *input) build() (*built, error) {
	options, inputs, err := in.read()
	if err != nil {
		return nil, err
	}
	b := build.Builder{Layouts: inputs.Layouts, Options: options}
	r, err := b.Build(inputs.Content)
	if err != nil {
		return nil, &failure{status: exitUsage, err: err}
	}
	return &built{r, inputs.Content}, nil
}

// read returns all that the site is made of.
func (in *input) read() (build.Options, build.Inputs, error) {
	options, err := in.options()
	if err != nil {
		return options, build.Inputs{}, err
	}
	over, err := in.layouts()
	if err != nil {
		return options, build.Inputs{}, err
	}
	snap, err := source.Read(in.Source)
	if err != nil {
		return options, build.Inputs{}, cannotRead(in.Source, err)
	}
	if len(snap.Files) == 0 {
		return options, build.Inputs{}, emptyFolder(in.Source)
	}
	return options, build.Inputs{Content: snap, Layouts: over}, nil
}

// options are the flags that the site is made of. What is wrong with them whatever the handbook holds is an error.
func (in *input) options() (build.Options, error) {
	if in.Jobs < 0 {
		return build.Options{}, usage("--jobs %d: a number of pages at a time, from 1", in.Jobs)
	}
	if in.BaseURL != "" {
		if _, err := content.ParseBaseURL(in.BaseURL); err != nil {
			return build.Options{}, usage("--base-url: %w", err)
		}
	}
	return build.Options{BaseURL: in.BaseURL, Audience: in.Audience, Drafts: in.Drafts, Jobs: in.Jobs}, nil
}

func cannotRead(dir string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &failure{status: exitDisk, err: fmt.Errorf("there is no folder %q", dir),
			hint: "run baton where the handbook is, or name its folder with --source"}
	}
	return &failure{status: exitDisk, err: fmt.Errorf("read %s: %w", dir, err)}
}

func emptyFolder(dir string) *failure {
	return &failure{status: exitDisk, err: fmt.Errorf("the folder %q is empty", dir),
		hint: "put a Markdown file in it, or name another folder with --source"}
}

// layouts are the built-in ones with the folder of --layouts laid over them.
func (in *input) layouts() (fs.FS, error) {
	if in.Layouts == "" {
		return layouts.FS, nil
	}
	root, err := os.OpenRoot(in.Layouts)
	if err != nil {
		return nil, &failure{status: exitDisk, err: fmt.Errorf("--layouts: %w", err)}
	}
	return layouts.Over(root.FS()), nil
}

// verdict is nil, or the silent failure that findings of this weight are.
func (r *report) verdict(list diag.List) error {
	if list.Count(r.least()) > 0 || list.Unsafe() {
		return &failure{status: exitFindings}
	}
	return nil
}

// least is the severity from which on a finding has to be mended.
func (r *report) least() diag.Severity {
	if r.Strict {
		return diag.Warning
	}
	return diag.Error
}
