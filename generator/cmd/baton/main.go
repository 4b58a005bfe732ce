// Baton turns a folder of Markdown into a leadership handbook.
//
// The command prints and exits; everything else is done by the packages below internal. Results go to
// standard output, everything that is said about them to standard error.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// The exit statuses.
const (
	exitClean    = 0 // nothing to mend
	exitFindings = 1 // errors; with --strict warnings too
	exitUsage    = 2 // the command line is wrong
	exitDisk     = 3 // something cannot be read or written
)

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// streams are where a command reads and writes.
type streams struct {
	in  io.Reader
	out io.Writer
	err io.Writer
}

type cli struct {
	Build   buildCmd   `cmd:"" help:"Make the site."`
	Serve   serveCmd   `cmd:"" help:"Show the handbook in a browser."`
	Check   checkCmd   `cmd:"" help:"Say what is broken or missing; no site is written."`
	Search  searchCmd  `cmd:"" help:"Search the handbook, or try queries with the pages that they must find."`
	New     newCmd     `cmd:"" help:"Begin a page with an example that is filled in and correct."`
	Rename  renameCmd  `cmd:"" help:"Move a page or a heading with everything that leads to it."`
	Schema  schemaCmd  `cmd:"" help:"Print a JSON Schema for editors."`
	Explain explainCmd `cmd:"" help:"Explain a code, with a wrong and a right example."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// run runs the command and returns its exit status.
func run(args []string, std streams) (status int) {
	stopped := -1
	var c cli
	parser, err := kong.New(&c,
		kong.Name("baton"),
		kong.Description("Baton makes a handbook answer: may I decide this? what do I do now? whom do I ask? what is my part?"),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.DefaultEnvars("BATON"),
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { stopped = code; panic(stop{}) }),
		kong.Bind(std),
	)
	if err != nil {
		fmt.Fprintln(std.err, "baton:", err)
		return exitUsage
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(stop); !ok {
				panic(r)
			}
			status = stopped // --help has printed
		}
	}()
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(std.err, "baton: %s\nTry: baton %s\n", err, strings.TrimSpace(commandOf(err)+" --help"))
		return exitUsage
	}
	err = ctx.Run()
	var failed *failure
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &failed):
		if failed.err != nil {
			fmt.Fprintf(std.err, "baton: %s\n", printable(failed.Error()))
		}
		return failed.status
	}
	fmt.Fprintf(std.err, "baton: %s\n", printable(err.Error()))
	return exitDisk
}

// stop ends run from inside kong, which otherwise would end the process.
type stop struct{}

// commandOf is the command whose arguments could not be read, "" if none was recognised.
func commandOf(err error) string {
	var bad *kong.ParseError
	if errors.As(err, &bad) && bad.Context != nil {
		return strings.TrimSpace(bad.Context.Command())
	}
	return ""
}

// failure is an error with its exit status. Without err it is silent: everything has been said.
type failure struct {
	status int
	err    error
	hint   string
}

func (f *failure) Error() string {
	if f.hint == "" {
		return f.err.Error()
	}
	return f.err.Error() + "\nhint: " + f.hint
}

func (f *failure) Unwrap() error { return f.err }

func usage(format string, args ...any) error {
	return &failure{status: exitUsage, err: fmt.Errorf(format, args...)}
}
