package enginetest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/search"
)

// office is a small handbook with every kind.
func office(t testing.TB) site {
	limit := func(max float64, unit string) *search.Limit {
		return &search.Limit{Max: max, Unit: unit, Open: max == 0}
	}
	row := func(id, text string, l *search.Limit) search.Section {
		return search.Section{ID: id, As: search.AsRow, Text: text, Role: "Team lead", Level: "within", Limit: l}
	}
	return handbook(t, search.Options{Synonyms: map[string][]string{"money back": {"refund"}, "vacation": {"holiday"}}},
		search.Page{Address: "/decisions/refund/", Title: "Refund a customer", Kind: "decision", Place: "Decisions", Roles: []string{"front-line"},
			Updated: "2026-03-01", Sections: []search.Section{
				{Text: "Who may give money to a customer."},
				row("r1", "Front line decides up to 200 USD", limit(200, "USD")), row("r2", "Team lead decides up to 2,000 USD", limit(2000, "USD")),
				row("r3", "Head of support decides more", limit(0, "USD")),
				{ID: "waiting", Heading: "Waiting", Text: "How long a refund may wait."},
				row("d1", "Up to 5 days: nobody is asked", limit(5, "day")), row("d2", "Up to 20 days: the team lead", limit(20, "day")),
			}},
		search.Page{Address: "/decisions/hire/", Title: "Hire a person", Kind: "decision", Place: "Decisions", Roles: []string{"team-lead"},
			Updated: "2026-05-01", Sections: []search.Section{row("p1", "Up to 3 people", limit(3, "person"))}},
		search.Page{Address: "/roles/incident-lead/", Title: "Incident lead", Kind: "role", Place: "Roles", Aliases: []string{"IC"}, Roles: []string{"incident-lead"},
			Updated: "2026-04-01", Sections: []search.Section{
				{Text: "Holds the group together while something is broken."},
				{ID: "picture", As: search.AsResponsibility, Heading: "Keep one picture of what is true", Text: "Everybody works from the same facts."},
				{ID: "declare", As: search.AsRight, Text: "Declare an incident, and end it", Level: "call"},
			}},
		search.Page{Address: "/roles/front-line/", Title: "Front line", Kind: "role", Place: "Roles", Roles: []string{"front-line"}, Sections: []search.Section{{Text: "Talks with customers."}}},
		search.Page{Address: "/roles/team-lead/", Title: "Team lead", Kind: "role", Place: "Roles", Roles: []string{"team-lead"}, Sections: []search.Section{{Text: "Leads a team."}}},
		search.Page{Address: "/checklists/monday/", Title: "Monday round", Kind: "checklist", Roles: []string{"team-lead"}, Updated: "2026-06-01",
			Sections: []search.Section{{ID: "drop", As: search.AsItem, Text: "Move one meeting that has no purpose"}, {ID: "hol", Text: "Look who is on holiday"}}},
		page("/essays/onboarding/", "Onboarding", "How new people begin here."),
		page("/essays/whistleblowing/", "Speaking up", "Our rules for whistleblowing. Nobody is punished for telling."),
		page("/essays/signing/", "Paper", "Contracts wait for the signature of the head. A contract is signed by two. A serious incident is told."),
		page("/essays/constructor/", "Names", "The constructor of an object, its __proto__ and toString, hasOwnProperty too."),
	)
}

func TestTitles(t *testing.T) {
	s := office(t)
	for query, want := range map[string]string{
		"incident lead": "/roles/incident-lead/", "team lead": "/roles/team-lead/", "Front Line": "/roles/front-line/", "IC": "/roles/incident-lead/",
		"onboarding": "/essays/onboarding/", "onb": "/essays/onboarding/", "refund": "/decisions/refund/", "who signs contracts": "/essays/signing/",
	} {
		s.first(query, want)
	}
}

func TestTypingErrors(t *testing.T) {
	s := office(t)
	for query, want := range map[string][2]string{
		"refudn": {"/decisions/refund/", "refund"}, "onbaording": {"/essays/onboarding/", "onboarding"}, "on bording": {"/essays/onboarding/", "onboarding"},
		"incidnet lead": {"/roles/incident-lead/", "incident lead"}, "whistel blowing": {"/essays/whistleblowing/", "whistleblowing"},
		"mondayround": {"/checklists/monday/", "monday round"}, "Kontracts": {"/essays/signing/", "contracts"},
	} {
		a := s.search(query, options{})
		if a.Corrected != want[1] || len(a.Results) == 0 || a.Results[0].Address != want[0] {
			t.Errorf("%q: %q, %v; want %q, %s", query, a.Corrected, a.addresses(), want[1], want[0])
		}
		if a := s.search(query, options{Exact: true}); a.Corrected != "" || slices.Contains(a.addresses(), want[0]) && !strings.Contains(query, " ") {
			t.Errorf("%q exactly: %q, %v", query, a.Corrected, a.addresses())
		}
	}
	// What is known is left alone, however little is found; and three letters may mean anything.
	for _, query := range []string{"refund", "whistle blowing", "signature", "constructor", "xyz", "zq"} {
		if a := s.search(query, options{}); a.Corrected != "" {
			t.Errorf("%q is taken for %q", query, a.Corrected)
		}
	}
	s.first("whistle blowing", "/essays/whistleblowing/")
}

func TestPhrases(t *testing.T) {
	s := handbook(t, search.Options{},
		page("/a/", "A", "The on-call engineer answers first."),
		page("/b/", "B", "An engineer who has a call on Monday answers, and calls the on-call line."),
		page("/c/", "Engineer on call", "Nothing."),
		search.Page{Address: "/d/", Title: "D", Sections: []search.Section{{Text: "Call"}, {Text: "engineer"}}},
	)
	for query, want := range map[string][]string{
		`"call engineer"`: {"/a/"}, `"on-call engineer"`: {"/a/"}, `“on call”`: {"/c/", "/a/", "/b/"}, `"engineer on call"`: {"/c/"},
		`"on call" monday`: {"/b/"}, `monday "ON CALL"`: {"/b/"}, `"on call" "answers first"`: {"/a/"}, `"engineer call"`: {}, `"calls engineer"`: {},
		`"call`: {"/c/", "/b/", "/a/", "/d/"}, `""`: {}, `"nosuchword"`: {},
	} {
		a := s.search(query, options{})
		got := a.addresses()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || a.Total != len(want) {
			t.Errorf("%s finds %v of %d, want %v", query, got, a.Total, want)
		}
	}
}

func TestFilters(t *testing.T) {
	s := office(t)
	for _, c := range []struct {
		query string
		o     options
		want  []string
	}{
		{"kind:decision", options{}, []string{"/decisions/hire/", "/decisions/refund/"}},
		{"", options{Kinds: []string{"role"}}, []string{"/roles/incident-lead/", "/roles/front-line/", "/roles/team-lead/"}},
		{"role:team-lead", options{}, []string{"/checklists/monday/", "/decisions/hire/", "/roles/team-lead/"}},
		{"role:team-lead kind:decisions", options{}, []string{"/decisions/hire/"}},
		{"kind:decision kind:checklist", options{Role: "team-lead"}, []string{"/checklists/monday/", "/decisions/hire/"}},
		{"lead KIND:role", options{}, []string{"/roles/team-lead/", "/roles/incident-lead/"}},
		{"role:nobody", options{}, []string{}},
		{"", options{}, []string{}},
		{"lead", options{Role: "incident-lead"}, []string{"/roles/incident-lead/"}},
	} {
		a := s.search(c.query, c.o)
		if got := a.addresses(); !slices.Equal(got, c.want) || a.Total != len(c.want) {
			t.Errorf("%q %+v finds %v of %d, want %v", c.query, c.o, got, a.Total, c.want)
		}
	}
	a := s.search("lead kind:role", options{})
	want := map[string]int{"checklist": 0, "decision": 2, "essay": 0, "role": 2}
	if a.Query != "lead" || !slices.Equal(a.Kind, []string{"role"}) || !reflect.DeepEqual(a.Kinds, want) {
		t.Errorf("%q, filter %v, kinds %v, want %v", a.Query, a.Kind, a.Kinds, want)
	}
	if a := s.search("kind:nothing refund", options{}); len(a.Kind) > 0 || a.Query != "kind:nothing refund" {
		t.Errorf("a kind that is none is a filter: %+v", a)
	}
	var roles []struct {
		Stem, Title string
		Pages       int
	}
	unmarshal(t, ask(t, map[string]any{"site": s.dir, "roles": true}), &roles)
	if len(roles) != 3 || roles[2].Stem != "team-lead" || roles[2].Title != "Team lead" || roles[2].Pages != 3 {
		t.Errorf("roles are %+v", roles)
	}
}

func TestOwnRoleRanksHigher(t *testing.T) {
	mine := search.Page{Address: "/z/", Title: "Rota", Roles: []string{"scribe"}, Sections: []search.Section{{Text: "Who is next."}}}
	s := handbook(t, search.Options{}, page("/a/", "Rota", "Who is next."), mine,
		search.Page{Address: "/roles/scribe/", Title: "Scribe", Kind: "role", Roles: []string{"scribe"}, Sections: []search.Section{{Text: "Writes."}}})
	if got := s.find("rota"); !slices.Equal(got, []string{"/a/", "/z/"}) {
		t.Errorf("without a role: %v", got)
	}
	a := s.search("rota", options{Own: []string{"scribe", "nobody"}})
	if got := a.addresses(); !slices.Equal(got, []string{"/z/", "/a/"}) || !a.Results[0].Mine || a.Results[1].Mine {
		t.Errorf("with a role: %+v", a.Results)
	}
}

func TestAmountsLightTheirRow(t *testing.T) {
	s := office(t)
	for query, want := range map[string]string{
		"refund 400": "r2", "refund 200": "r1", "refund €400": "", "refund $400": "r2", "refund 400 USD": "r2", "refund 1,500 usd": "r2",
		"refund 1.500 $": "r2", "refund 2k": "r2", "refund 2.5k": "r3", "refund 1 500": "r2", "refund 10 days": "d2", "refund 2 weeks": "d2",
		"refund 30 days": "", "hire 2 persons": "p1", "hire 4": "", "refund": "", "refund USD 250": "r2", "400 usd": "r2", "10 days": "d2",
		"hire 2": "p1",
	} {
		a := s.search(query, options{})
		var lit []string
		for _, r := range a.Results {
			for _, h := range r.Sections {
				if h.Lit {
					lit = append(lit, h.ID)
				}
			}
		}
		if strings.Join(lit, " ") != want {
			t.Errorf("%q lights %v, want %q", query, lit, want)
		}
	}
	a := s.search("refund 400", options{})
	if r := a.Results[0]; r.Address != "/decisions/refund/" || len(r.Sections) == 0 || r.Sections[0].ID != "r2" || r.Sections[0].Role != "Team lead" || r.Sections[0].As != "row" {
		t.Errorf("refund 400: %+v", a.Results)
	}
	// An amount that nobody's ladder holds changes nothing.
	with, without := s.search("hire 4", options{}), s.search("hire", options{})
	if len(with.Results) == 0 || with.Results[0].Address != without.Results[0].Address || len(with.Results[0].Sections) != len(without.Results[0].Sections) {
		t.Errorf("hire 4: %+v, hire: %+v", with.Results, without.Results)
	}
}

func TestSynonyms(t *testing.T) {
	s := office(t)
	for query, want := range map[string]string{
		"money back": "/decisions/refund/", "vacation": "/checklists/monday/", "vacations": "/checklists/monday/", "IC": "/roles/incident-lead/",
	} {
		s.first(query, want)
	}
}

func TestShortWords(t *testing.T) {
	s := handbook(t, search.Options{}, page("/it/", "IT", "Computers."), page("/items/", "Items", "Things of it."), page("/hr/", "HR", "People."), page("/b/", "Plan B", "Plan."))
	s.first("it", "/it/")
	s.first("hr", "/hr/")
	s.first("h", "/hr/")
	s.first("plan b", "/b/")
	if got := s.find("i"); !slices.Contains(got, "/items/") {
		t.Errorf("one letter finds %v", got)
	}
}

func TestWhatIsShown(t *testing.T) {
	long := strings.Repeat("Something that has nothing to do with it stands here. ", 20)
	s := handbook(t, search.Options{},
		search.Page{Address: "/a/", Title: "The résumé", Place: "Essays", Updated: "2026-01-02", Sections: []search.Section{
			{Text: long},
			{ID: "x", Heading: "What a résumé says", Text: long + "A good resume is short.\nIt names what you did, with <b>figures</b> & dates. " + long},
		}})
	a := s.search("resume", options{})
	if len(a.Results) != 1 {
		t.Fatalf("%+v", a)
	}
	r := a.Results[0]
	if r.Title.String() != "The [résumé]" || len(r.Sections) != 1 || r.Sections[0].Heading.String() != "What a [résumé] says" {
		t.Errorf("%+v", r)
	}
	got := r.Sections[0].Excerpt.String()
	if !strings.HasPrefix(got, "… A good [resume] is short. It names what you did, with <b>figures</b> & dates.") || !strings.HasSuffix(got, " …") || len(got) > 260 {
		t.Errorf("excerpt is %q", got)
	}
	if r.Sections[0].Text != "resume is short" {
		t.Errorf("text fragment is %q", r.Sections[0].Text)
	}
}

// Words such as "constructor" are words, not properties of objects; and no text of a query is anything but text.
func TestWordsThatObjectsHave(t *testing.T) {
	s := office(t)
	for _, query := range []string{"constructor", "__proto__", "tostring", "hasOwnProperty", "proto"} {
		s.first(query, "/essays/constructor/")
	}
	for _, query := range []string{"valueOf", "prototype", "kind:constructor", "role:__proto__", "kind:__proto__ role:constructor"} {
		s.search(query, options{})
	}
	for _, payload := range []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `${7*7}`, `{{7*7}}`, "\x00\x01#", `'; drop table`, `%00`, "\ud7ff\U0010ffff",
		strings.Repeat("a", 5000), strings.Repeat("a b ", 3000), strings.Repeat("\"", 999), `\u0000`, "#", `##`, "👩‍👩‍👧", "…", "\u200b", strings.Repeat("1,", 2000),
		"kind:", "role:", ":", "kind::decision", strings.Repeat("(", 500) + "x", strings.Repeat("é-", 800),
	} {
		a := s.search(payload, options{})
		for _, r := range a.Results {
			if strings.Contains(r.Excerpt.String(), "alert") {
				t.Errorf("%q is in %v", payload, r)
			}
		}
	}
}

// Each word of each page finds its page.
func TestEveryWordIsFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	letters := []rune("abcdeghiknorstuéüßøжпλ")
	word := func() string {
		w := make([]rune, 3+random.IntN(7))
		for i := range w {
			w[i] = letters[random.IntN(len(letters))]
		}
		return string(w)
	}
	var pages []search.Page
	words := map[string]string{}
	for i := range 60 {
		p := search.Page{Address: fmt.Sprintf("/p%02d/", i), Title: word()}
		for j := range 4 {
			var text []string
			for range 20 {
				text = append(text, word())
			}
			p.Sections = append(p.Sections, search.Section{ID: fmt.Sprint(j), Heading: text[0], Text: strings.Join(text[1:], " ")})
			for _, w := range text {
				words[w] = p.Address
			}
		}
		pages = append(pages, p)
	}
	s := handbook(t, search.Options{}, pages...)
	n := 0
	for w, address := range words {
		if n++; n > 600 {
			break
		}
		if got := s.search(w, options{Limit: 60}).addresses(); !slices.Contains(got, address) {
			t.Errorf("%q finds %v, not %s", w, got, address)
		}
	}
}

func TestAnswersAreTheSameEachTime(t *testing.T) {
	a, b := office(t), office(t)
	for _, query := range []string{"lead", "contract sign", "the incident", "on bording", "a", "money back 400"} {
		x, y := a.search(query, options{}), b.search(query, options{})
		if z := a.search(query, options{}); !reflect.DeepEqual(x, y) || !reflect.DeepEqual(x, z) {
			t.Errorf("%q: %+v, %+v, %+v", query, x, y, z)
		}
	}
}

// Files that are no index, as a login page or half a file, are an error that names the file.
func TestBrokenFiles(t *testing.T) {
	whole := office(t)
	var files []string
	filepath.WalkDir(filepath.Join(whole.dir, "search"), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && (filepath.Base(filepath.Dir(filepath.Dir(path))) != "f" || len(files) == 0) {
			files = append(files, strings.TrimPrefix(path, whole.dir+"/"))
		}
		return err
	})
	unpacked := func(data []byte) []byte { return unzip(t, data) }
	n := 0
	for _, file := range files {
		data, err := os.ReadFile(filepath.Join(whole.dir, file))
		if err != nil {
			t.Fatal(err)
		}
		plain := data
		if strings.HasSuffix(file, ".bin") {
			plain = unpacked(data)
		}
		for name, broken := range map[string][]byte{
			"login": []byte("<!doctype html><html><title>Sign in</title>" + strings.Repeat("<p>x</p>", 300)), "empty": {}, "half": plain[:len(plain)/2],
			"zeros": make([]byte, 400), "ones": []byte(strings.Repeat("\xff", 400)), "missing": nil, "more": append(slices.Clone(plain), 1),
		} {
			s := site{t, t.TempDir()}
			if err := os.CopyFS(s.dir, os.DirFS(whole.dir)); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(s.dir, file)
			if broken == nil {
				err = os.Remove(path)
			} else {
				err = os.WriteFile(path, broken, 0o644)
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, query := range []string{"incident leda", "kind:role"} {
				r := ask(t, map[string]any{"site": s.dir, "query": query, "options": options{Own: []string{"team-lead"}}})
				if slices.Contains(r.Reads, strings.TrimPrefix(file, "search/")) || r.Error != "" {
					n++
					if r.Error == "" || !strings.Contains(r.Error, "search/") {
						t.Errorf("%s, %s, %q: error %q", file, name, query, r.Error)
					}
				}
			}
		}
	}
	if n < 50 {
		t.Errorf("only %d broken files were read", n)
	}
}

// When a site is published anew, its old files may be gone.
func TestPublishedAnew(t *testing.T) {
	s := handbook(t, search.Options{}, page("/a/", "Apples", "Red."), page("/b/", "Pears", "Green."))
	s.first("apples", "/a/")
	if err := os.RemoveAll(filepath.Join(s.dir, "search")); err != nil {
		t.Fatal(err)
	}
	s.publish(search.Options{}, page("/a/", "Apples", "Red."), page("/c/", "Plums", "Blue."))
	s.first("plums", "/c/")
	s.publish(search.Options{}, page("/d/", "Figs", "Violet."))
	var changed bool
	unmarshal(t, ask(t, map[string]any{"site": s.dir, "refresh": true}), &changed)
	if !changed {
		t.Error("another index is not seen")
	}
	s.first("figs", "/d/")
	unmarshal(t, ask(t, map[string]any{"site": s.dir, "refresh": true}), &changed)
	if changed {
		t.Error("the same index is taken for another")
	}
	if r := ask(t, map[string]any{"site": s.dir, "query": "figs", "aborted": true}); r.Error == "" {
		t.Error("an answer that is not wanted is given")
	}
}

// What was read is not read again, and only what is needed is read.
func TestReads(t *testing.T) {
	s := office(t)
	first := ask(t, map[string]any{"site": s.dir, "query": "refund"})
	for _, path := range first.Reads {
		if strings.HasPrefix(path, "v/") || strings.HasPrefix(path, "r/") {
			t.Errorf("a word that is known reads %s", path)
		}
	}
	if again := ask(t, map[string]any{"site": s.dir, "query": "refund"}); len(first.Reads) == 0 || len(again.Reads) > 0 {
		t.Errorf("first %v, then %v", first.Reads, again.Reads)
	}
}

// Should the second script not come, the engine answers without it, and asks for it again with the next query.
func TestWithoutTheSecondScript(t *testing.T) {
	s := office(t)
	for query, want := range map[string]string{"refnd": "", "refund 400": "/decisions/refund/", `"incident lead"`: "/roles/incident-lead/"} {
		var a answer
		r := ask(t, map[string]any{"site": s.dir, "query": query, "lost": true})
		unmarshal(t, r, &a)
		if !slices.Contains(r.Reads, "more") {
			t.Errorf("%q does not ask for it: %v", query, r.Reads)
		}
		if got := strings.Join(a.addresses()[:min(1, len(a.Results))], " "); got != want || a.Corrected != "" {
			t.Errorf("%q: %q, corrected %q; want %q", query, got, a.Corrected, want)
		}
	}
	if a := s.search("refnd", options{}); a.Corrected != "refund" {
		t.Errorf("it is not asked for again: %+v", a)
	}
	if r := ask(t, map[string]any{"site": handbook(t, search.Options{}, page("/a/", "Refund", "A refund.")).dir, "query": "refund"}); slices.Contains(r.Reads, "more") {
		t.Errorf("a plain word asks for it: %v", r.Reads)
	}
}
