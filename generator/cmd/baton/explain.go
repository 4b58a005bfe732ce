package main

import (
	"fmt"
	"io"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/typo"
)

type explainCmd struct {
	Code string `arg:"" optional:"" help:"Code or name, such as B201 or unknown-page; without it, all codes are listed."`
}

func (c *explainCmd) Run(std streams) error {
	if c.Code == "" {
		for _, r := range diag.Rules() {
			fmt.Fprintf(std.out, "%s  %-7s  %-33s  %s\n", r.Code, r.Severity, r.Name, r.Title)
		}
		return nil
	}
	rule, ok := diag.Find(strings.ToUpper(c.Code))
	if !ok {
		rule, ok = diag.Find(strings.ToLower(c.Code))
	}
	if !ok {
		return unknownCode(c.Code)
	}
	e, err := diag.Explain(rule.Code)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s %s (%s): %s\n\n%s\n", rule.Code, rule.Name, rule.Severity, rule.Title, e.Text)
	for _, line := range e.Setup {
		fmt.Fprintf(std.out, "\n(here: %s)\n", line)
	}
	example(std.out, "Wrong", e.Wrong)
	example(std.out, "Right", e.Right)
	return nil
}

func unknownCode(code string) error {
	var names []string
	for _, r := range diag.Rules() {
		names = append(names, string(r.Code), r.Name)
	}
	f := &failure{status: exitUsage, err: fmt.Errorf("no code is called %q", code), hint: "baton explain lists all codes"}
	if near := typo.Closest(code, names, 1); len(near) > 0 {
		f.hint = fmt.Sprintf("did you mean %s?", near[0])
	}
	return f
}

// example prints the files of a small handbook, indented, with their names where there are several.
func example(w io.Writer, title string, files []diag.ExampleFile) {
	for _, f := range files {
		fmt.Fprintf(w, "\n%s, %s:\n\n", title, f.Path)
		for line := range strings.Lines(f.Data) {
			fmt.Fprint(w, strings.TrimRight("    "+line, " \n")+"\n")
		}
	}
}
