package search

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// expected is what pages say of each term, found out slowly.
type expected map[string]map[int]*readPosting

func expect(pages []*Page) expected {
	all := expected{}
	for n, p := range pages {
		at := func(term string) *readPosting {
			if all[term] == nil {
				all[term] = map[int]*readPosting{}
			}
			if all[term][n] == nil {
				all[term][n] = &readPosting{page: n}
			}
			return all[term][n]
		}
		each := func(text string, f func(term string)) (words int) {
			for _, x := range Tokens(text, false) {
				f(x.Term)
				if x.Exact != "" {
					f(x.Term + "\x01" + x.Exact)
				}
				if !x.Joined {
					words++
				}
			}
			return words
		}
		tf := map[string]float64{}
		for i, name := range append([]string{p.Title}, p.Aliases...) {
			weight, words := 6., each(name, func(string) {})
			if i > 0 {
				weight = 4.8
			}
			each(name, func(term string) {
				x := at(term)
				if !x.title || words < x.alone {
					x.alone = words
				}
				x.title = true
				tf[term] += weight
			})
		}
		segments := strings.Split(strings.Trim(p.Address, "/"), "/")
		path := map[string]bool{}
		each(strings.Join(segments[max(0, len(segments)-2):], " "), func(term string) {
			if !path[term] {
				path[term] = true
				tf[term] += 2
			}
			at(term)
		})
		body, headings, words := map[string]float64{}, map[string]float64{}, 0
		for i, s := range p.Sections {
			heads, texts, length := map[string]float64{}, map[string]float64{}, 0
			length += each(s.Heading, func(term string) { heads[term]++ })
			length += each(s.Text, func(term string) { texts[term]++ })
			length += each(s.Role, func(term string) { texts[term]++ })
			if s.Limit != nil {
				texts["#"]++
			}
			words += length
			both := maps.Clone(texts)
			for term, n := range heads {
				both[term] += 0
				at(term).heading = true
				headings[term] += 3 * n
			}
			for term := range both {
				body[term] += texts[term]
				f := 3*heads[term] + texts[term]/(0.4+0.6*float64(length)/110)
				x := at(term)
				x.sections = append(x.sections, readSection{i, int(math.Floor(8*f/(f+1.2) + 1e-9))})
			}
		}
		for term, of := range all {
			if x := of[n]; x != nil {
				f := tf[term] + headings[term]/max(1, 0.7+0.3*float64(words)/600) + body[term]/(0.4+0.6*float64(words)/600)
				x.impact = int(math.Floor(32*f/(f+2.4) + 1e-9))
			}
		}
	}
	return all
}

// Every word of every page is found in the shard that the table names, with its pages and sections and with the impacts
// that the documentation promises; and nothing else is.
func TestEveryWordIsFound(t *testing.T) {
	pages := append(newCorpus(5).pages(40), goldenPages()...)
	pages = append(pages, &Page{Address: "/é/Größe/", Title: strings.Repeat("long title ", 200), Kind: "note", Aliases: []string{"title", "", "a b"}})
	slices.SortFunc(pages, func(a, b *Page) int { return strings.Compare(a.Address, b.Address) })
	x := smallIndexer(Options{Language: "en"})
	r := open(t, x.Index(contributions(pages), finder(pages)))
	got := r.terms()
	want := expect(pages)
	for term, of := range want {
		x := got[term]
		if x.df != len(of) {
			t.Errorf("%q is in %d pages, want %d", term, x.df, len(of))
			continue
		}
		if !slices.ContainsFunc(r.shard(r.shardOf(term)), func(x readTerm) bool { return x.term == term }) {
			t.Errorf("%q is not in the shard that the table says", term)
		}
		for _, p := range x.postings {
			w := of[p.page]
			if w == nil {
				t.Errorf("%q is said to be in page %d", term, p.page)
				continue
			}
			if w.alone = min(w.alone, 255); !reflect.DeepEqual(p, *w) {
				t.Errorf("%q:\n got %+v\nwant %+v", term, p, *w)
			}
		}
	}
	for term, x := range got {
		if want[term] == nil && len(x.synonyms) == 0 {
			t.Errorf("no page has %q", term)
		}
	}
	for i, p := range pages {
		if got := r.page(i); !reflect.DeepEqual(got, *p) && !(len(got.Aliases) == 0 && len(p.Aliases) == 0) {
			t.Errorf("page %d is %+v", i, got)
		}
		if got := r.kinds[r.kindOf[i]]; got != p.Kind {
			t.Errorf("%s is a %s", p.Address, got)
		}
	}
	if want := []string{"decision", "playbook", "checklist", "role", "essay", "note"}; !slices.Equal(r.kinds, want) {
		t.Errorf("kinds are %v", r.kinds)
	}
	if len(r.shards) < 20 {
		t.Errorf("only %d shards", len(r.shards))
	}
}

func TestFormsWithAccentsStandInOneShard(t *testing.T) {
	p := &Page{Address: "/a/", Title: "A", Kind: "essay"}
	for _, c := range "àáâãäåèéêëìíîïòóôõöùúûü" {
		for _, d := range "àáâãäåèéêëìíîïòóôõöùúûü" {
			p.Sections = append(p.Sections, Section{Text: string(c) + string(d)}, Section{Text: "abc" + string(c) + string(d)})
		}
	}
	x := smallIndexer(Options{Language: "fr"})
	r := open(t, x.Index([]*Contribution{Contribute(p)}, nil))
	for i := range r.shards {
		term := r.shard(i)[0].term
		if base, _, found := strings.Cut(term, "\x01"); found {
			t.Errorf("%q begins a shard, %q is in another", term, base)
		}
	}
	if len(r.shards) < 10 {
		t.Errorf("only %d shards", len(r.shards))
	}
}

func TestTheBestPagesOfACommonTermStandInItsShard(t *testing.T) {
	var pages []*Page
	for i := range 3000 {
		p := &Page{Address: fmt.Sprintf("/p/%04d/", i), Kind: "essay", Title: "page"}
		p.Sections = []Section{{Text: strings.Repeat("common ", 1+i*7%5) + strings.Repeat("other ", i%90)}}
		pages = append(pages, p)
	}
	r := open(t, indexOf(pages, Options{}))
	x := r.terms()["common"]
	if x.df != 3000 || len(x.postings) != Cut || len(x.rest) != 3000-Cut {
		t.Fatalf("%d pages, %d and %d", x.df, len(x.postings), len(x.rest))
	}
	all := slices.Concat(x.postings, x.rest)
	slices.SortStableFunc(all, func(a, b readPosting) int { return a.page - b.page })
	slices.SortStableFunc(all, func(a, b readPosting) int { return b.impact - a.impact })
	best := all[:Cut:Cut]
	slices.SortFunc(best, func(a, b readPosting) int { return a.page - b.page })
	if !reflect.DeepEqual(x.postings, best) {
		t.Error("a page stands in the overflow though it is better than one in the shard")
	}
	if all[0].impact == all[len(all)-1].impact {
		t.Error("all pages are alike, so the test says nothing")
	}
	if len(r.fragments) != 3000 {
		t.Errorf("%d fragments", len(r.fragments))
	}
}

func TestWordsOfTheVocabulary(t *testing.T) {
	var pages []*Page
	for i := range 40 {
		p := &Page{Address: fmt.Sprintf("/%d/", i), Kind: "essay", Title: "père ab 日本語 400 x1 abc1"}
		var b strings.Builder
		for j := range 1000 {
			n := i*1000 + j
			fmt.Fprintf(&b, "w%sx ", letters(n)) // in one page
		}
		fmt.Fprintf(&b, "two%sx", letters(i/2)) // in two
		p.Sections = []Section{{Text: b.String()}}
		pages = append(pages, p)
	}
	words := open(t, indexOf(pages, Options{Language: "en"})).words()
	got := map[string]int{}
	for _, w := range words {
		got[w.term] = w.class
	}
	if len(words) != 30_000 {
		t.Errorf("%d words", len(words))
	}
	for term, class := range map[string]int{"pere": 5, "abc1": 5, "two" + letters(3) + "x": 1, "w" + letters(0) + "x": 0} {
		if c, ok := got[term]; !ok || c != class {
			t.Errorf("%q has class %d, %v", term, c, ok)
		}
	}
	for _, term := range []string{"ab", "日本", "400", "x1", "pere\x01père", "w" + letters(39_999) + "x"} {
		if _, ok := got[term]; ok {
			t.Errorf("%q is in the vocabulary", term)
		}
	}
}

// letters writes a number with letters that sort as numbers do.
func letters(n int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'a' }, fmt.Sprintf("%06d", n))
}

func TestSynonyms(t *testing.T) {
	role := &Page{Address: "/roles/incident-lead/", Title: "Incident lead", Kind: "role", Roles: []string{"incident-lead"}, Aliases: []string{"IC", "incident commander", "Incident  Lead"}}
	essay := &Page{Address: "/essays/ic/", Title: "Essay", Kind: "essay", Aliases: []string{"text"}, Sections: []Section{{Text: "the ic"}}}
	x := NewIndexer(Options{Language: "xx", Synonyms: map[string][]string{"PTO": {"holiday", "time off"}, "!": {"nothing"}}})
	find := func(pages ...*Page) map[string][]string {
		got := map[string][]string{}
		for term, x := range open(t, x.Index(contributions(pages), finder(pages))).terms() {
			if len(x.synonyms) > 0 {
				got[term] = x.synonyms
			} else if x.df == 0 {
				t.Errorf("%q is in no page, and no synonym", term)
			}
		}
		return got
	}
	words := map[string][]string{"pto": {"holiday", "time off"}, "holiday": {"pto"}, "timeoff": {"pto"}}
	want := maps.Clone(words)
	want["ic"] = []string{"incident lead"}
	want["incidentcommander"] = []string{"incident lead"}
	want["incidentlead"] = []string{"ic", "incident commander"}
	if got := find(role, essay); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got := find(essay); !reflect.DeepEqual(got, words) {
		t.Errorf("without the role: %q\nwant %q", got, words)
	}
	renamed := *role
	renamed.Title = "Scribe"
	if got := find(&renamed, essay); !slices.Equal(got["ic"], []string{"scribe"}) || got["incidentcommander"][0] != "scribe" {
		t.Errorf("with another title: %q", got)
	}
}

func TestGroups(t *testing.T) {
	for _, c := range []struct{ language, text, term, want string }{
		{"en", "refund refunds refunded refunding fund", "refund", "refunded refunding refunds"},
		{"en-GB", "decide decides deciding decision", "decides", "decide deciding"},
		{"en", "résumé resume resumes", "resume", "resumes"},
		{"en", "try tries trying", "tries", "try trying"},
		{"fr", "équipé équipés équipée", "equipe", "equipee equipes"},
		{"ru", "новый новая", "новыи", "новая"},
		{"xx", "refund refunds", "refund", ""},
		{"", "refund refunds", "refund", ""},
		{"en", "123s 123 日本 ab abs", "123", ""},
	} {
		p := &Page{Address: "/a/", Kind: "essay", Sections: []Section{{Text: c.text}}}
		x := smallIndexer(Options{Language: c.language})
		terms := open(t, x.Index([]*Contribution{Contribute(p)}, nil)).terms()
		if got := strings.Join(terms[c.term].group, " "); got != c.want {
			t.Errorf("%s: %q stands with %q, want %q", c.language, c.term, got, c.want)
		}
		for term, x := range terms {
			for _, other := range x.group {
				if !slices.Contains(terms[other].group, term) {
					t.Errorf("%q stands with %q, but not the other way", term, other)
				}
			}
		}
	}
}

func TestFacets(t *testing.T) {
	pages := goldenPages()
	roles, days := open(t, indexOf(pages, Options{})).facets()
	want := []readRole{{"front-line", "Front line", []int{0, 1}}, {"team-lead", "Team lead", []int{0, 2}}}
	if !reflect.DeepEqual(roles, want) {
		t.Errorf("roles %v, want %v", roles, want)
	}
	if want := []int{20727, 1, 0}; !slices.Equal(days, want) {
		t.Errorf("days %v, want %v", days, want)
	}
}

// B068: the same input gives the same bytes.
func TestB068_SameIndexSameBytes(t *testing.T) {
	pages := newCorpus(3).pages(80)
	o := Options{Language: "en", Synonyms: map[string][]string{"refund": {"money", "back", "credit"}, "lead": {"head", "chief"}}}
	want := filesIn(t, indexOf(pages, o))
	for range 3 {
		for path, data := range filesIn(t, indexOf(pages, o)) {
			if !bytes.Equal(want[path], data) {
				t.Fatalf("%s differs", path)
			}
		}
	}
}

// norm's decompositions, which letters.go takes sign by sign, are those of whole texts.
func TestDecompositionOfEachSign(t *testing.T) {
	for r := range rune(0x30000) {
		s := string(r)
		d := norm.NFKD.PropertiesString(s).Decomposition()
		if d != nil && string(d) != norm.NFKD.String(s) {
			t.Fatalf("%U: %q, want %q", r, d, norm.NFKD.String(s))
		}
		if d == nil && norm.NFC.String(norm.NFKD.String(s)) != s {
			t.Fatalf("%U is decomposed", r)
		}
	}
}
