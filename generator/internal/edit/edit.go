// Package edit works out changes to the source files of a handbook, for an author who asked for them: a new page,
// a page or a heading that moves, a finding that has an exact remedy. It writes nothing.
//
// The linker is the judge: a change is made to a snapshot, the snapshot is linked, and what comes out is compared
// with what was there. A change that would bring a finding is not handed out.
package edit

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

// Change is what happens to one file. Was is the file's sum when the change was worked out; whoever applies it
// must leave the file alone if it has another sum by then.
type Change struct {
	Path string      // relative to the source folder
	From string      // old path if the file moves, else ""
	Was  *source.Sum // nil: the file is new, and nothing may stand there
	Data []byte      // the whole file as it shall be
}

// Refusal is why there is no change, in the author's words.
type Refusal struct {
	Fact, Hint string
	Findings   diag.List // what the change would have brought, if that is why
}

func (r *Refusal) Error() string { return r.Fact }

func refuse(format string, args ...any) *Refusal { return &Refusal{Fact: fmt.Sprintf(format, args...)} }

func (r *Refusal) hint(format string, args ...any) *Refusal {
	r.Hint = fmt.Sprintf(format, args...)
	return r
}

// Fix returns the change that mends a finding. An error means that the file is not as it was when the finding was
// made.
func Fix(snap *source.Snapshot, fix *diag.Fix) (Change, error) {
	f := snap.File(fix.File)
	switch {
	case f == nil:
		return Change{}, refuse("there is no file %q any more", fix.File)
	case fix.Start < 0 || fix.End < fix.Start || fix.End > len(f.Data) || string(f.Data[fix.Start:fix.End]) != fix.Old:
		return Change{}, refuse("%q has changed since it was checked", fix.File).hint("look at it again")
	}
	data := slices.Concat(f.Data[:fix.Start], []byte(fix.New), f.Data[fix.End:])
	return change(*f, data), nil
}

// change replaces the bytes of a file.
func change(f source.File, data []byte) Change { return Change{Path: f.Path, Was: &f.Sum, Data: data} }

// apply returns the snapshot as it would be after changes.
func apply(snap *source.Snapshot, changes []Change) *source.Snapshot {
	next := &source.Snapshot{Diags: snap.Diags, Files: slices.Clone(snap.Files)}
	for _, c := range changes {
		next.Files = slices.DeleteFunc(next.Files, func(f source.File) bool { return f.Path == c.Path || f.Path == c.From })
		next.Files = append(next.Files, source.File{Path: c.Path, Data: c.Data, Sum: sha256.Sum256(c.Data)})
	}
	slices.SortFunc(next.Files, func(a, b source.File) int { return strings.Compare(a.Path, b.Path) })
	return next
}

// Diff shows what a change does to the lines of a file: those that go with "-", those that come with "+", each with
// the number that it has or had. Was is the file's old content.
func Diff(was []byte, c Change) string {
	old, now := bytes.SplitAfter(was, []byte("\n")), bytes.SplitAfter(c.Data, []byte("\n"))
	var b strings.Builder
	show := func(sign byte, n int, line []byte) {
		if len(line) > 0 {
			fmt.Fprintf(&b, "%c %4d  %s\n", sign, n+1, bytes.TrimRight(line, "\r\n"))
		}
	}
	i, j := 0, 0
	for i < len(old) || j < len(now) {
		if i < len(old) && j < len(now) && bytes.Equal(old[i], now[j]) {
			i, j = i+1, j+1
			continue
		}
		di, dj := resume(old[i:], now[j:])
		for range di {
			show('-', i, old[i])
			i++
		}
		for range dj {
			show('+', j, now[j])
			j++
		}
	}
	return b.String()
}

// resume finds the nearest lines that are equal again.
func resume(old, now [][]byte) (int, int) {
	const far = 40 // an edit adds a few lines; what is farther apart is shown as replaced
	for d := 1; d <= far; d++ {
		for i := 0; i <= d; i++ {
			if j := d - i; i < len(old) && j < len(now) && bytes.Equal(old[i], now[j]) {
				return i, j
			}
		}
	}
	return min(1, len(old)), min(1, len(now))
}
