package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"baton/generator/internal/diag"
)

// baseline is a file of findings that are known and do not count, so that a handbook with old mistakes can
// hold the line against new ones.
type baseline struct {
	Baseline      string `placeholder:"FILE" help:"Findings listed in this file do not count and are not shown."`
	WriteBaseline bool   `help:"Write today's findings to the file of --baseline."`
}

// baselineFile is its format. A finding is known by what it says, not by its line, which every edit moves.
type baselineFile struct {
	Format   string         `json:"format"`
	Findings []knownFinding `json:"findings"`
}

type knownFinding struct {
	Code    diag.Code `json:"code"`
	File    string    `json:"file"`
	Message string    `json:"message"`
	Count   int       `json:"count"`
}

func known(d diag.Diagnostic) knownFinding {
	return knownFinding{Code: d.Code, File: d.Pos.File, Message: d.Message}
}

const baselineFormat = "baton-baseline/1"

// known returns the findings that the baseline does not list. What is unsafe to publish is never known.
func (b *baseline) known(list diag.List) (diag.List, error) {
	switch {
	case b.WriteBaseline && b.Baseline == "":
		return nil, usage("--write-baseline needs --baseline FILE")
	case b.Baseline == "":
		return list, nil
	case b.WriteBaseline:
		if err := b.write(list); err != nil {
			return nil, &failure{status: exitDisk, err: err}
		}
	}
	old, err := b.read()
	if err != nil {
		return nil, &failure{status: exitDisk, err: fmt.Errorf("--baseline: %w", err)}
	}
	var fresh diag.List
	for _, d := range list {
		k := known(d)
		if old[k] > 0 && !d.Unsafe {
			old[k]--
			continue
		}
		fresh.Add(d)
	}
	return fresh, nil
}

func (b *baseline) read() (map[knownFinding]int, error) {
	data, err := os.ReadFile(b.Baseline)
	if err != nil {
		return nil, err
	}
	var f baselineFile
	if err := json.Unmarshal(data, &f); err != nil {
		return nil, fmt.Errorf("%s: %w", b.Baseline, err)
	}
	if f.Format != baselineFormat {
		return nil, fmt.Errorf("%s: format %q, want %q", b.Baseline, f.Format, baselineFormat)
	}
	old := map[knownFinding]int{}
	for _, k := range f.Findings {
		n := k.Count
		k.Count = 0
		old[k] += n
	}
	return old, nil
}

func (b *baseline) write(list diag.List) error {
	counts := map[knownFinding]int{}
	for _, d := range list {
		counts[known(d)]++
	}
	f := baselineFile{Format: baselineFormat, Findings: []knownFinding{}}
	for k, n := range counts {
		k.Count = n
		f.Findings = append(f.Findings, k)
	}
	slices.SortFunc(f.Findings, func(a, b knownFinding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	data, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(filepath.Dir(b.Baseline))
	if err != nil {
		return err
	}
	defer root.Close()
	return writeWhole(root, filepath.Base(b.Baseline), append(data, '\n'))
}
