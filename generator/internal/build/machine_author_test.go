package build_test

import (
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"baton/generator/internal/source"
)

// An author has a handbook on a disk, and edits it. Whatever an author does is one of the exported methods.
type author struct {
	book
	base   string   // name of the layouts under the author's own
	past   []book   // all states so far
	tidy   bool     // mostly essays, and little that findings would speak of: what an engine may remember most of
	trash  []string // texts that were deleted
	secret int      // counts secret words
}

// A book is all that a site is made of, apart from what is built in.
type book struct {
	content, layouts tree
	leftOut          []string // names that the reading of the folder reports and leaves out
}

// A tree is what lies in a folder: path → text.
type tree map[string]string

func (tr tree) paths() []string { return slices.Sorted(maps.Keys(tr)) }

func (tr tree) snapshot() *source.Snapshot {
	s := &source.Snapshot{}
	for _, p := range tr.paths() {
		s.Files = append(s.Files, source.NewFile(p, []byte(tr[p])))
	}
	return s
}

func (b book) clone() book {
	return book{maps.Clone(b.content), maps.Clone(b.layouts), slices.Clone(b.leftOut)}
}

func (b book) equal(other book) bool {
	return maps.Equal(b.content, other.content) && maps.Equal(b.layouts, other.layouts) && slices.Equal(b.leftOut, other.leftOut)
}

// newAuthor begins with a handbook in which most names that texts use mean something.
func newAuthor(t *rapid.T, base string) *author {
	a := &author{base: base, book: book{content: tree{}, layouts: tree{}}, tidy: rapid.Bool().Draw(t, "tidy")}
	for range rapid.IntRange(3, 12).Draw(t, "files") {
		a.Create(t)
	}
	for _, p := range []string{"plan.svg", "roles/plan.png"} {
		a.content[p] = picture(t)
	}
	if os.Getenv("BATON_LONG") != "" && oneIn(t, 200, "large") {
		for i := range 1000 {
			a.content[fmt.Sprintf("essays/page-%03d.md", i)] = fmt.Sprintf("# Page %d\n\nIt says %d.\n\nSee [another](page-%03d.md).\n\nIt ends.\n", i, i, i*7%1000)
		}
	}
	if rapid.Bool().Draw(t, "configured") {
		a.content["handbook.yaml"] = "# The handbook.\naudiences: [staff, leads]\n"
	}
	a.keep()
	return a
}

// keep remembers the state, so that the author can go back to it.
func (a *author) keep() { a.past = append(a.past, a.book.clone()) }

// Touch changes nothing.
func (a *author) Touch(t *rapid.T) {}

// Create writes a file, perhaps over one that is there.
func (a *author) Create(t *rapid.T) {
	p := a.newPath(t)
	a.content[p] = a.newText(t, p)
}

// Delete removes a file.
func (a *author) Delete(t *rapid.T) {
	if p := a.any(t); p != "" {
		a.trash = append(a.trash, a.content[p])
		delete(a.content, p)
	}
}

// Recreate writes the bytes of a file that was deleted, at the same place or another.
func (a *author) Recreate(t *rapid.T) {
	if len(a.trash) > 0 {
		a.content[a.newPath(t)] = rapid.SampledFrom(a.trash).Draw(t, "deleted")
	}
}

// Move gives a file another path, perhaps that of another file.
func (a *author) Move(t *rapid.T) {
	if p := a.any(t); p != "" {
		text := a.content[p]
		delete(a.content, p)
		a.content[a.newPath(t)] = text
	}
}

// Rename changes a file's name: to another, or to the same in other letters.
func (a *author) Rename(t *rapid.T) {
	p := a.any(t)
	if p == "" {
		return
	}
	folder, name := path.Split(p)
	stem, ext := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
	switch pick(t, "how", "another", "title case", "upper case", "lower case", "extension") {
	case "another":
		stem = pick(t, "stem", stems...)
	case "title case":
		stem = capital(stem)
	case "upper case":
		stem = strings.ToUpper(stem)
	case "lower case":
		stem = strings.ToLower(stem)
	case "extension":
		ext = map[string]string{".md": ".markdown", ".markdown": ".md", ".png": ".svg", ".svg": ".png"}[ext]
	}
	text := a.content[p]
	delete(a.content, p)
	a.content[folder+stem+ext] = text
}

// Copy makes a second file with the same bytes.
func (a *author) Copy(t *rapid.T) {
	if p := a.any(t); p != "" {
		a.content[a.newPath(t)] = a.content[p]
	}
}

// MoveFolder moves all that lies in a folder.
func (a *author) MoveFolder(t *rapid.T) {
	from, to := pick(t, "from", folders[1:]...), pick(t, "to", folders[1:]...)
	moved := tree{}
	for p, text := range a.content {
		if rest, ok := strings.CutPrefix(p, from); ok {
			moved[to+rest] = text
			delete(a.content, p)
		}
	}
	maps.Copy(a.content, moved)
}

// Undo goes back to a whole earlier state.
func (a *author) Undo(t *rapid.T) {
	a.book = rapid.SampledFrom(a.past).Draw(t, "state").clone()
}

// Checkout changes many files at once: some become what they were in an earlier state, some are new.
func (a *author) Checkout(t *rapid.T) {
	other := rapid.SampledFrom(a.past).Draw(t, "state")
	all := maps.Clone(a.content)
	maps.Copy(all, other.content)
	paths := rapid.Permutation(all.paths()).Draw(t, "files")
	for i := range rapid.IntRange(min(2, len(paths)), len(paths)).Draw(t, "how many") {
		if text, ok := other.content[paths[i]]; ok {
			a.content[paths[i]] = text
		} else {
			delete(a.content, paths[i])
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "new ones") {
		a.Create(t)
	}
}

// LeaveOut makes the reading of the folder report a name that it leaves out, or no longer.
func (a *author) LeaveOut(t *rapid.T) {
	if len(a.leftOut) > 0 {
		a.leftOut = nil
		return
	}
	a.leftOut = []string{pick(t, "name", "link.md", "roles/link.md")}
}

// mend is what an author does about a handbook that cannot be built: its layouts and configuration become what they
// were in a state that could be.
func (a *author) mend(good book) {
	a.layouts = maps.Clone(good.layouts)
	delete(a.content, "handbook.yaml")
	if text, ok := good.content["handbook.yaml"]; ok {
		a.content["handbook.yaml"] = text
	}
}

// any is the path of some file, "" if there is none. Files of which a handbook has few are picked more often than
// their number would have it.
func (a *author) any(t *rapid.T) string {
	paths := a.content.paths()
	switch pick(t, "which", "any", "any", "picture", "withheld") {
	case "picture":
		paths = or(slices.DeleteFunc(slices.Clone(paths), isDocument), paths)
	case "withheld":
		paths = or(a.withheld(), paths)
	}
	if len(paths) == 0 {
		return ""
	}
	return pick(t, "file", paths...)
}

// anyDocument is the path of some document; without any, the author writes one.
func (a *author) anyDocument(t *rapid.T) string {
	paths := a.documents()
	if oneIn(t, 4, "a withheld one") {
		paths = or(a.withheld(), paths)
	}
	if len(paths) == 0 {
		a.content["README.md"] = "# Home\n"
		return "README.md"
	}
	return pick(t, "document", paths...)
}

func or(some, others []string) []string {
	if len(some) > 0 {
		return some
	}
	return others
}

func isDocument(p string) bool { return strings.HasSuffix(p, ".md") }

func (a *author) documents() []string {
	return slices.DeleteFunc(a.content.paths(), func(p string) bool { return !isDocument(p) })
}

func (a *author) withheld() []string {
	return slices.DeleteFunc(a.documents(), func(p string) bool {
		front := strings.Join(takeApart(a.content[p]).front, "\n")
		return !strings.Contains(front, "draft: true") && !strings.Contains(front, "audience: ")
	})
}
