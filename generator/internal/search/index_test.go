package search

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// smallIndexer gives a handful of pages many shards.
func smallIndexer(o Options) *Indexer {
	x := NewIndexer(o)
	x.least, x.most = 40, 100
	return x
}

// drawPage draws a page of few and short texts, so that pages share words and edits are small.
func drawPage(t *rapid.T, address string) *Page {
	word := rapid.SampledFrom(strings.Fields(`the the the to to and refund refunds refunded refunding customer
		customers team lead leads on-call call calls incident père pere pères peres résumé resume driver’s équipé equipe équipés equipes setTimeout 1:1 400 日本語 日本 ไทย
		decide decides decided deciding decision die dying l'équipe équipes try tries trying`))
	text := func(name string, most int) string {
		return strings.Join(rapid.SliceOfN(word, 0, most).Draw(t, name), " ")
	}
	p := &Page{
		Address: address, Title: text("title", 3), Kind: rapid.SampledFrom([]string{"role", "essay", "decision"}).Draw(t, "kind"),
		Updated: rapid.SampledFrom([]string{"", "2026-10-01", "soon"}).Draw(t, "updated"),
		Roles:   rapid.SampledFrom([][]string{nil, {"lead"}, {"lead", "scribe"}}).Draw(t, "roles"),
	}
	for range rapid.IntRange(0, 2).Draw(t, "aliases") {
		p.Aliases = append(p.Aliases, text("alias", 2))
	}
	for range rapid.IntRange(0, 4).Draw(t, "sections") {
		s := Section{Heading: text("heading", 2), Text: text("text", 12), Role: text("role", 1)}
		if rapid.IntRange(0, 4).Draw(t, "limited") == 0 {
			s.Limit = &Limit{Max: 400, Unit: "USD"}
		}
		p.Sections = append(p.Sections, s)
	}
	return p
}

func drawOptions(t *rapid.T) Options {
	return Options{
		Language: rapid.SampledFrom([]string{"en", "fr", "xx"}).Draw(t, "language"),
		Synonyms: map[string][]string{"refund": {"money back"}, "team lead": {"decide", "call"}},
	}
}

// The files of an index are those of a new indexer, whatever was edited before and in whatever order contributions
// come; a name never stands for other bytes.
func TestIndexAfterEditsIsThatOfACleanBuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := drawOptions(t)
		f := follower{x: smallIndexer(o), o: o, seen: map[string][]byte{}}
		pages := map[string]*Page{}
		address := rapid.Custom(func(t *rapid.T) string {
			return fmt.Sprintf("/%s/%s/", rapid.SampledFrom([]string{"a", "b", "lead"}).Draw(t, "folder"), rapid.SampledFrom([]string{"a", "b", "refund", "lead", "x"}).Draw(t, "name"))
		})
		contributed := map[string]*Contribution{}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			for range rapid.IntRange(1, 3).Draw(t, "edits") {
				a := address.Draw(t, "address")
				if rapid.IntRange(0, 3).Draw(t, "gone") == 0 {
					delete(pages, a)
					delete(contributed, a)
					continue
				}
				pages[a] = drawPage(t, a)
				contributed[a] = Contribute(pages[a])
			}
			f.next(t, slices.Collect(maps.Values(contributed)), slices.Collect(maps.Values(pages))) // in any order
		}
	})
}

// follower sees what an indexer makes of one state after another.
type follower struct {
	x    *Indexer
	o    Options
	seen map[string][]byte // by path
}

func (f *follower) next(t fataler, all []*Contribution, pages []*Page) {
	t.Helper()
	find := finder(pages)
	got := f.x.Index(all, find)
	sameFiles(t, got, smallIndexer(f.o).Index(all, find))
	for path, data := range filesIn(t, got) {
		if old, ok := f.seen[path]; ok && path != "search/manifest.json" && !bytes.Equal(old, data) {
			t.Fatalf("%s has other bytes than before", path)
		}
		f.seen[path] = data
	}
}

// Edits that reach what no changed term is in: the stem of a word, a group's terms in other shards, synonyms, the end
// of the last shard.
func TestEditsThatReachFar(t *testing.T) {
	long := strings.Join(strings.Fields("all big cat dog end far gap hat ink jam key low map net old pen red sea tap use van win yes"), " ")
	text := func(s string) func(*Page) { return func(p *Page) { p.Sections = []Section{{Text: long + " " + s}} } }
	for name, c := range map[string]struct {
		language string
		states   []func(*Page)
	}{
		"a group has terms in other shards": {"en", []func(*Page){text("die"), text("die dying"), text("die dies dying"), text("dying")}},
		"accents say the stem":              {"ru", []func(*Page){text("новыи новая"), text("новыи новый новая"), text("новый новая"), text("новыи")}},
		"a role has another title":          {"en", []func(*Page){text("x"), func(p *Page) { p.Title = "Scribe" }, func(p *Page) { p.Title = "Lead" }, func(p *Page) { p.Aliases = nil }}},
		"terms come behind all others":      {"en", []func(*Page){text("zap"), text("zap zebra"), text("zap zebra zoo zoom zz"), text(""), text("zoo")}},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Language: c.language}
			f := follower{x: smallIndexer(o), o: o, seen: map[string][]byte{}}
			p := &Page{Address: "/roles/lead/", Title: "Incident lead", Kind: "role", Roles: []string{"lead"}, Aliases: []string{"IC", "notes taker"}}
			pages := []*Page{nil, {Address: "/x/", Title: "X", Kind: "essay", Sections: []Section{{Text: long + " ic"}}}}
			for i := range 8 {
				pages = append(pages, &Page{Address: fmt.Sprintf("/y/%d/", i), Kind: "essay"})
			}
			for _, edit := range c.states {
				next := *p
				p, pages[0] = &next, &next
				edit(p)
				f.next(t, contributions(pages), pages)
			}
		})
	}
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// filesIn returns all files of an index.
func filesIn(t fataler, ix *Index) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, path := range ix.Paths() {
		data, err := ix.File(path)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all[path] = data
	}
	return all
}

func sameFiles(t fataler, got, want *Index) {
	t.Helper()
	a, b := filesIn(t, got), filesIn(t, want)
	for path, data := range a {
		if !bytes.Equal(data, b[path]) {
			t.Fatalf("%s differs, or is in one only", path)
		}
	}
	if len(a) != len(b) {
		t.Fatalf("%d files, want %d", len(a), len(b))
	}
}

// A handbook that is large enough for overflows and files p stays equal too, through edits of a few pages.
func TestIndexOfManyPagesAfterEdits(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	pages := map[string]*Page{}
	write := func(i int) {
		p := &Page{Address: fmt.Sprintf("/p/%d/", i), Title: fmt.Sprint("page ", rng.IntN(40)), Kind: "essay"}
		p.Sections = []Section{{Text: strings.Repeat("common ", 1+rng.IntN(9)) + fmt.Sprint("word", rng.IntN(100))}}
		pages[p.Address] = p
	}
	for i := range 1300 {
		write(i)
	}
	x := NewIndexer(Options{Language: "en"})
	for step := range 6 {
		all := contributions(slices.Collect(maps.Values(pages)))
		find := finder(slices.Collect(maps.Values(pages)))
		got := x.Index(all, find)
		want := NewIndexer(Options{Language: "en"}).Index(all, find)
		for _, path := range want.Paths() {
			if strings.HasPrefix(path, "search/f/") {
				continue
			}
			a, errA := got.File(path)
			b, errB := want.File(path)
			if errA != nil || errB != nil || !bytes.Equal(a, b) {
				t.Fatalf("step %d: %s: %v %v, equal: %v", step, path, errA, errB, bytes.Equal(a, b))
			}
		}
		if a, b := got.Paths(), want.Paths(); !slices.Equal(a, b) {
			t.Fatalf("step %d: %d files, want %d", step, len(a), len(b))
		}
		for range 30 {
			if i := rng.IntN(1400); i%7 == 0 {
				delete(pages, fmt.Sprintf("/p/%d/", i))
			} else {
				write(i)
			}
		}
	}
}

// What was there before leaves no trace in a contribution, though what counts is used again.
func TestContributionIsOfThePageAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPage(t, "/a/a/"), drawPage(t, "/b/lead/")
		Contribute(a)
		if got, want := Contribute(b).terms, newTally().page(b); !bytes.Equal(got, want) {
			t.Fatalf("got % x\nwant % x", got, want)
		}
	})
}

func TestPagesInManyGoroutinesGiveTheSame(t *testing.T) {
	pages := newCorpus(2).pages(60)
	want := filesIn(t, indexOf(pages, Options{Language: "en"}))
	for _, jobs := range []int{2, 16} {
		all := make([]*Contribution, len(pages))
		var wg sync.WaitGroup
		for j := range jobs {
			wg.Go(func() {
				for i := j; i < len(pages); i += jobs {
					all[i] = Contribute(pages[i])
				}
			})
		}
		wg.Wait()
		x := NewIndexer(Options{Language: "en"})
		ix := x.Index(all, finder(pages))
		for j := range jobs {
			wg.Go(func() {
				if j == 0 { // another index is made meanwhile
					other := *pages[7]
					other.Title = "another title"
					next := slices.Clone(all)
					next[7] = Contribute(&other)
					x.Index(next, finder(pages)).Paths()
				}
				if paths := ix.Paths(); len(paths) != len(want) {
					t.Errorf("%d files, want %d", len(paths), len(want))
				}
				for path, data := range want {
					if got, err := ix.File(path); err != nil || !bytes.Equal(got, data) {
						t.Errorf("%d jobs: %s: %v", jobs, path, err)
					}
				}
			})
		}
		wg.Wait()
	}
}

func TestFilesThatAreNotThere(t *testing.T) {
	p := &Page{Address: "/a/", Title: "A", Kind: "essay"}
	c := Contribute(p)
	ix := NewIndexer(Options{}).Index([]*Contribution{c}, func(string) (*Page, error) { return &Page{Address: "/a/", Title: "B"}, nil })
	for _, path := range []string{"", "manifest.json", "search/", "search/s/000000000000.bin", "search/f/00/zz.bin", "search/../search/manifest.json"} {
		if _, err := ix.File(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", path, err)
		}
	}
	if _, err := ix.File("search/" + fragmentPath(c.fragment)); err == nil {
		t.Error("a fragment is made of a page that is not the one that was indexed")
	}
	if empty := NewIndexer(Options{}).Index(nil, nil); len(empty.Paths()) != 2 {
		t.Errorf("a handbook without pages has %v", empty.Paths())
	} else if r := open(t, empty); r.pages != 0 || len(r.shards) != 0 {
		t.Errorf("a handbook without pages has %d pages, %d shards", r.pages, len(r.shards))
	}
}

func TestGolden(t *testing.T) {
	pages := goldenPages()
	x := smallIndexer(Options{Language: "xx", Synonyms: map[string][]string{"goodwill": {"refund", "money back"}}})
	got := open(t, x.Index(contributions(pages), finder(pages))).dump()
	const file = "testdata/small.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what is read from the index:\n%s", file, got)
	}
}

func goldenPages() []*Page {
	return []*Page{
		{
			Address: "/decisions/refund-a-customer/", Title: "Refund a customer", Kind: "decision", Place: "Decisions",
			Aliases: []string{"money back"}, Roles: []string{"front-line", "team-lead"}, Updated: "2026-10-01",
			Sections: []Section{
				{Text: "Who may refund, and how much?"},
				{As: AsRow, Text: "200 USD: tell the team lead", Role: "Front line", Level: "within", Limit: &Limit{Max: 200, Unit: "USD"}},
				{As: AsRow, Text: "more", Role: "Team lead", Level: "call", Limit: &Limit{Unit: "USD", Open: true}},
				{ID: "cases", Heading: "Cases", Text: "Charged twice: refunded at once. Refunding a refund is no case."},
			},
		},
		{
			Address: "/roles/team-lead/", Title: "Team lead", Kind: "role", Aliases: []string{"TL", "squad lead"}, Roles: []string{"team-lead"},
			Sections: []Section{{Text: "Leads a team."}, {ID: "père", Heading: "Père Noël", Text: "日本語"}},
		},
		{Address: "/roles/front-line/", Title: "Front line", Kind: "role", Roles: []string{"front-line"}, Updated: "1970-01-02"},
	}
}
