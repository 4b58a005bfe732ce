package main

import (
	"errors"
	"fmt"

	"baton/generator/internal/publish"
)

type buildCmd struct {
	input
	report
	baseline
	Out   string `short:"o" placeholder:"DIR" default:"public" help:"Folder for the site (${default})."`
	Watch bool   `help:"Go on, and keep the site current with the sources."`
	Poll  bool   `help:"With --watch: look for changes again and again instead of waiting for the system to report them."`
}

func (c *buildCmd) Help() string {
	return `Examples:
  baton build
  baton build -s handbook -o site --base-url https://handbook.example/
  baton build --strict --format json
  baton build --watch

The site is made even when pages have mistakes, so that you can look at them; the exit status is 1 then, so
that CI stops before it publishes. Only what would be unsafe to publish writes nothing.`
}

func (c *buildCmd) Run(std streams) error {
	roomy()
	if err := publish.Refuse(c.Out, c.protected()); err != nil {
		return cannotWrite(err)
	}
	if c.Watch {
		return c.watch(std)
	}
	b, err := c.build()
	if err != nil {
		return err
	}
	list, err := c.known(b.Diags)
	if err != nil {
		return err
	}
	c.print(std, std.err, c.Source, list, b.snap)
	if b.Diags.Unsafe() {
		return &failure{status: exitFindings, err: errUnsafe}
	}
	changes, err := publish.Sync(c.Out, c.protected(), b.Files)
	if err != nil {
		return cannotWrite(err)
	}
	if !c.Quiet && c.Format == "text" {
		fmt.Fprintf(std.out, "%s: %s; %s written, %d unchanged, %d removed\n", c.Out,
			count(len(b.Site.Pages), "document"), count(changes.Written, "file"), changes.Kept, changes.Removed)
	}
	return c.verdict(list)
}

var errUnsafe = errors.New("nothing was written: publishing this would be unsafe")

// protected are the folders that are read, and that nothing is written into.
func (c *buildCmd) protected() []string { return []string{c.Source, c.Layouts} }

func cannotWrite(err error) *failure {
	f := &failure{status: exitDisk, err: err}
	if errors.Is(err, publish.ErrRefused) {
		f.hint = "name a folder of its own with --out; Baton replaces and removes only what it wrote itself"
	}
	return f
}

// count is "1 page", "2 pages".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
