package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"baton/generator/internal/diag"
)

// say prints lines that stay.
func (b *board) say(text string) {
	text = printable(text)
	switch {
	case b.canvas != nil:
		b.canvas.add(strings.Split("  "+strings.ReplaceAll(text, "\n", "\n  "), "\n")...)
	case !b.report.Quiet:
		fmt.Fprintln(b.lines(), text)
	}
	b.last = line{}
}

// lines is where lines go: what is asked for stands alone on standard output.
func (b *board) lines() io.Writer {
	if b.report.Format == "json" {
		return b.std.err
	}
	return b.std.out
}

func (b *board) sayHeading() {
	if b.canvas == nil {
		if !b.report.Quiet {
			fmt.Fprintln(b.lines(), b.heading.title)
		}
		for _, row := range b.heading.rows {
			fmt.Fprintln(b.lines(), printable(row))
		}
		return
	}
	p := b.printer(nil)
	b.canvas.add("", "  "+p.bold(b.heading.title), "")
	for _, row := range b.heading.rows {
		b.canvas.add("  " + p.dim("➜") + " " + printable(row))
	}
	b.canvas.add("")
}

// sayLine says the last line; a line that has just been said is counted instead.
func (b *board) sayLine(took time.Duration) {
	text := b.format(b.last, took)
	switch {
	case b.canvas == nil && !b.report.Quiet:
		fmt.Fprintln(b.lines(), text)
	case b.canvas != nil && b.times > 1:
		b.canvas.amend(text)
	case b.canvas != nil:
		b.canvas.add(text)
	}
}

// What changed gets wide cells, so that results stand below each other; in a narrow window fewer, so that results
// are seen.
const wide, narrow, result = 36, 10, 44

// format is a line in words: time, what changed, what became of it, how long it took.
func (b *board) format(l line, took time.Duration) string {
	p := b.printer(nil)
	what := printable(l.what)
	parts := []string{time.Now().Format(time.TimeOnly), what}
	width := 0
	if b.canvas != nil {
		width, _ = b.canvas.size()
		room := min(max(width-result, narrow), wide)
		what = shorten(what, room)
		parts = []string{" ", p.dim(time.Now().Format(time.TimeOnly)), what + strings.Repeat(" ", room-columns([]rune(what)))}
	}
	if l.done != "" {
		parts = append(parts, printable(l.done))
	}
	if l.wrong != "" {
		parts = append(parts, p.colour(diag.Error, "✗ "+l.wrong))
	}
	if l.mended {
		parts = append(parts, p.good("✓ all mended"))
	}
	if took > 0 {
		parts = append(parts, p.dim(duration(took)))
	}
	if b.times > 1 && b.canvas != nil {
		parts = append(parts, p.dim(fmt.Sprintf("×%d", b.times)))
	}
	text := strings.TrimPrefix(strings.Join(parts, "  "), " ")
	if b.canvas == nil {
		return text
	}
	return fit(text, width-1)
}

// repaint paints what stands below the lines: the line about a rebuild that is not finished, what is wrong, and
// which keys there are.
func (b *board) repaint() {
	if b.canvas == nil {
		return
	}
	if b.behind {
		b.canvas.below(nil)
		return
	}
	var rows []string
	if b.state != nil && !b.said {
		rows = append(rows, b.format(b.now, 0))
	}
	p := b.printer(nil)
	if b.failed != "" {
		rows = append(rows, "", "  "+p.colour(diag.Error, "error:")+" "+printable(b.failed))
	}
	width, height := b.canvas.size()
	room := height - len(rows) - 7 // for how many more there are, how many there are, the keys, and the cursor
	shown := b.shown()
	for i, d := range shown {
		var text bytes.Buffer
		b.printer(&text).finding(d)
		block := strings.Split(strings.TrimRight(text.String(), "\n"), "\n")
		if room -= len(block) + 1; room < 0 && i > 0 {
			rows = append(rows, "", p.dim(fmt.Sprintf("  … and %s", count(len(shown)-i, "more finding"))))
			break
		}
		rows = append(rows, "")
		for _, row := range block {
			rows = append(rows, "  "+row)
		}
	}
	if len(b.list) > 0 {
		rows = append(rows, "", "  "+p.dim(b.sum()))
	}
	if b.keys != "" {
		rows = append(rows, "", "  "+p.dim(b.keys))
	}
	if b.canvas.last == "" && len(rows) > 0 && rows[0] == "" {
		rows = rows[1:]
	}
	for i := range rows {
		rows[i] = fit(rows[i], width-1)
	}
	b.canvas.below(rows)
}

// shown are the findings that are worth the room: what has to be mended, that of the newest change first, and
// what else is new; with -v all.
func (b *board) shown() diag.List {
	least, _ := diag.ParseSeverity(b.report.Severity)
	var errs, rest diag.List
	for _, d := range b.list {
		if d.Severity >= b.report.least() {
			errs.Add(d)
		}
	}
	others := b.fresh
	if b.report.Verbose {
		others = b.list
	}
	for _, d := range others {
		if d.Severity < b.report.least() && d.Severity >= least {
			rest.Add(d)
		}
	}
	slices.SortStableFunc(errs, func(x, y diag.Diagnostic) int {
		return b.newest(y) - b.newest(x)
	})
	return append(errs, rest...)
}

func (b *board) newest(d diag.Diagnostic) int {
	if slices.Contains(b.state.Changed, d.Pos.File) {
		return 1
	}
	return 0
}

// sum counts what is wrong, and says where all of it can be read.
func (b *board) sum() string {
	errs, warnings := b.list.Count(diag.Error), b.list.Count(diag.Warning)
	return fmt.Sprintf("%s, %s, %s; baton check prints all", count(errs, "error"), count(warnings-errs, "warning"),
		count(len(b.list)-warnings, "note"))
}

// printer writes findings of the state to w.
func (b *board) printer(w io.Writer) printer {
	p := printer{w: w, dir: b.dir, pretty: b.report.pretty(b.std.out)}
	if b.state != nil {
		p.snap = b.state.Content
	}
	return p
}
