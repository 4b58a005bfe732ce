package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/alecthomas/kong"

	"baton/generator/internal/build"
	"baton/generator/internal/content"
	"baton/generator/internal/diag"
)

type checkCmd struct {
	input
	report
	baseline
	Due    due    `placeholder:"DATE" help:"Judge review dates too: --due as of SOURCE_DATE_EPOCH, else today; --due=2026-10-01 as of that day."`
	Since  string `placeholder:"FILE" help:"Report items that lost their id since this handbook.json."`
	Accept bool   `help:"Write the ids of all items to checklists.lock.json in the source folder, so that a later loss is reported."`
}

func (c *checkCmd) Help() string {
	return `Examples:
  baton check
  baton check --strict --due
  baton check --baseline known.json --write-baseline
  baton check --baseline known.json

Findings go to standard output. A check sleeps until the handbook uses the convention that it is about.`
}

func (c *checkCmd) Run(std streams) error {
	b, err := c.build()
	if err != nil {
		return err
	}
	list := b.Diags
	if c.Accept {
		list = c.accepted(std, list)
	}
	if c.Since != "" {
		data, err := os.ReadFile(c.Since)
		if err != nil {
			return &failure{status: exitDisk, err: fmt.Errorf("--since: %w", err)}
		}
		lost, err := b.Site.LostIDs(data)
		if err != nil {
			return &failure{status: exitDisk, err: fmt.Errorf("--since %s: %w", c.Since, err)}
		}
		list.Add(build.Weigh(lost, b.Site.Config.Checks)...)
	}
	if c.Due.set {
		list.Add(build.Weigh(b.Site.Overdue(c.Due.date), b.Site.Config.Checks)...)
	}
	list.Sort()
	if list, err = c.known(list); err != nil {
		return err
	}
	c.print(std, std.out, c.Source, list, b.snap)
	if c.Accept {
		if err := c.accept(b); err != nil {
			return err
		}
	}
	return c.verdict(list)
}

// accepted returns a list without the losses that are accepted, and says what they are.
func (c *checkCmd) accepted(std streams, list diag.List) diag.List {
	var rest diag.List
	for _, d := range list {
		if d.Code != diag.ItemIDLost {
			rest.Add(d)
		} else if !c.Quiet {
			fmt.Fprintf(std.err, "accepted: %s: %s\n", d.Pos.File, d.Message)
		}
	}
	return rest
}

// accept writes the lock file. It is one of the few commands that write into the source folder, and this is
// the one file that it writes.
func (c *checkCmd) accept(b *built) error {
	root, err := os.OpenRoot(c.Source)
	if err != nil {
		return &failure{status: exitDisk, err: err}
	}
	defer root.Close()
	if err := writeWhole(root, build.LockFile, b.Site.Lock()); err != nil {
		return &failure{status: exitDisk, err: fmt.Errorf("write %s: %w", filepath.Join(c.Source, build.LockFile), err)}
	}
	return nil
}

// writeWhole replaces a file so that it is whole at every moment.
func writeWhole(root *os.Root, name string, data []byte) error {
	tmp := name + ".tmp" // on the ignore list
	err := root.WriteFile(tmp, data, 0o666)
	if err == nil {
		err = root.Rename(tmp, name)
	}
	if err != nil {
		return errors.Join(err, ignoreMissing(root.Remove(tmp)))
	}
	return nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// due is the flag --due[=DATE].
type due struct {
	set  bool
	date content.Date
}

// IsBool makes the value optional.
func (d *due) IsBool() bool { return true }

// Decode reads the date after "=", if there is one.
func (d *due) Decode(ctx *kong.DecodeContext) error {
	d.set = true
	if token := ctx.Scan.Peek(); token.Type == kong.FlagValueToken {
		ctx.Scan.Pop()
		text := fmt.Sprint(token.Value)
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return fmt.Errorf("%q is no date; write it as 2026-10-01", text)
		}
		d.date = content.Date(day.Format(time.DateOnly))
		return nil
	}
	day, err := today()
	d.date = day
	return err
}

// today is the date of SOURCE_DATE_EPOCH, else of the clock.
func today() (content.Date, error) {
	now := time.Now()
	if text := os.Getenv("SOURCE_DATE_EPOCH"); text != "" {
		seconds, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "", fmt.Errorf("SOURCE_DATE_EPOCH=%q is no number of seconds", text)
		}
		now = time.Unix(seconds, 0).UTC()
	}
	return content.Date(now.Format(time.DateOnly)), nil
}
