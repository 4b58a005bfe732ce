package enginetest

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"testing"
	"unicode/utf16"

	"baton/generator/internal/search"
)

// The words of a text are the same in the browser as in the index.
func TestTokensAreThoseOfTheVectors(t *testing.T) {
	data, err := os.ReadFile("../testdata/tokens.json")
	if err != nil {
		t.Fatal(err)
	}
	type token struct {
		Term     string
		Exact    string
		Of       string
		Position int
		Joined   bool
	}
	var vectors []struct {
		Text   string
		Query  bool
		Tokens []token
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) < 100 {
		t.Fatalf("only %d vectors", len(vectors))
	}
	for _, v := range vectors {
		r := ask(t, map[string]any{"text": v.Text, "asQuery": v.Query})
		var list []struct {
			token
			Start, End int
		}
		if err := json.Unmarshal(r.Value, &list); err != nil {
			t.Fatalf("%q: %v %s", v.Text, err, r.Error)
		}
		units, got := utf16.Encode([]rune(v.Text)), []token{}
		for _, x := range list {
			if x.Of = string(utf16.Decode(units[x.Start:x.End])); x.Of == x.Term {
				x.Of = ""
			}
			got = append(got, x.token)
		}
		if !reflect.DeepEqual(got, v.Tokens) {
			t.Errorf("%q (query: %v):\n got %+v\nwant %+v", v.Text, v.Query, got, v.Tokens)
		}
	}
}

func TestB063_HyphensAreBlanks(t *testing.T) {
	for _, written := range []string{"one-on-one", "one on one", "one–on–one", "one‑on‑one", "one\u00ad-on\u00ad-one"} {
		s := handbook(t, search.Options{},
			page("/a/", "One thing after another", "On one day, one of us is on call for one hour. One at a time."),
			page("/guide/", "Talks", "Every week, have a "+written+" with each person."),
			page("/z/", "Meetings", "Meet one person, or on some days everyone."),
		)
		for _, typed := range []string{"one-on-one", "one on one", "one–on–one", "one‑on‑one", "one\u00a0on\u00a0one", "ONE-ON-ONE", "one-\u00adon-\u00adone"} {
			if got := s.find(typed); len(got) == 0 {
				t.Errorf("%q finds nothing where %q is written", typed, written)
			}
		}
		title := handbook(t, search.Options{},
			page("/a/", "One thing after another", "On one day, one of us is on call for one hour. One at a time."),
			page("/guide/", "The "+written, "Every week, have a "+written+" with each person."),
		)
		for _, typed := range []string{"one-on-one", "one on one", "one–on–one", "one‑on‑one", "one\u00a0on\u00a0one"} {
			title.first(typed, "/guide/")
		}
	}
}

func TestB064_Apostrophes(t *testing.T) {
	s := handbook(t, search.Options{},
		page("/curly/", "The driver’s seat", "Who sits in it."),
		page("/straight/", "The driver's seat", "Who sits in it."),
		page("/plural/", "All drivers", "Who they are."),
		page("/other/", "Passengers", "Who they are."),
	)
	for _, typed := range []string{"Driver’s", "Driver's", "drivers", "driver", "driver‘s"} {
		got := s.find(typed)
		slices.Sort(got)
		if want := []string{"/curly/", "/plural/", "/straight/"}; !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", typed, got, want)
		}
	}
}

func TestB065_PartsOfIdentifiers(t *testing.T) {
	s := handbook(t, search.Options{},
		page("/app/", "Timers", "Call app:setTimeout and wait."),
		page("/foo/", "Settings", "The key foo.bar is read first."),
		page("/eth/", "Calls", "Then eth_sendRaw is sent."),
		page("/words/", "Words", "The app will set a timeout. A foo in a bar. Send eth raw."),
	)
	for query, want := range map[string]string{
		"app:setTimeout": "/app/", "setTimeout": "/app/", "settimeout": "/app/", "appsettimeout": "/app/",
		"foo.bar": "/foo/", "foobar": "/foo/", "eth_sendRaw": "/eth/", "ethsendraw": "/eth/", "sendRaw": "/eth/",
	} {
		s.first(query, want)
	}
	for query, want := range map[string]string{
		"timeout": "/app/", "app": "/app/", "set timeout": "/app/", "foo": "/foo/", "bar": "/foo/", "foo bar": "/foo/", "raw": "/eth/", "eth": "/eth/",
	} {
		if got := s.find(query); !slices.Contains(got, want) {
			t.Errorf("%q finds %v, not %s", query, got, want)
		}
	}
}

func TestB066_OtherScripts(t *testing.T) {
	s := handbook(t, search.Options{},
		page("/ru/", "Руководство", "Каждый сотрудник принимает решения сам."),
		page("/el/", "Οδηγός", "Κάθε υπάλληλος αποφασίζει μόνος του."),
		page("/zh/", "手册", "每个员工都可以自己决定退款。"),
		page("/ja/", "ハンドブック", "返金は担当者が自分で決める。データを確認する。"),
		page("/ko/", "안내서", "환불은 담당자가 직접 결정한다."),
		page("/th/", "คู่มือ", "พนักงานตัดสินใจคืนเงินได้เอง"),
	)
	for query, want := range map[string]string{
		"решения": "/ru/", "СОТРУДНИК": "/ru/", "руковод": "/ru/", "αποφασίζει": "/el/", "αποφασιζει": "/el/", "οδηγος": "/el/",
		"退款": "/zh/", "员工": "/zh/", "手册": "/zh/", "返金": "/ja/", "担当": "/ja/", "ータ": "/ja/", "ハンドブック": "/ja/",
		"환불": "/ko/", "결정": "/ko/", "안내": "/ko/", "คืนเงิน": "/th/", "คู่มือ": "/th/", "册": "/zh/",
	} {
		s.first(query, want)
	}
}

func TestB067_Accents(t *testing.T) {
	s := handbook(t, search.Options{Language: "fr"},
		page("/avec/", "Famille", "Le père arrive."),
		page("/sans/", "Noms", "Le pere arrive."),
		page("/ort/", "Adresse", "Die Straße ist lang, das Brot ist smørrebrød."),
		page("/platz/", "Adresse", "Die Strasse ist lang, das Brot ist smorrebrod."),
	)
	for query, want := range map[string][]string{
		"père": {"/avec/", "/sans/"}, "pe\u0300re": {"/avec/", "/sans/"}, "pere": {"/sans/", "/avec/"},
		"straße": {"/ort/", "/platz/"}, "strasse": {"/platz/", "/ort/"}, "smørrebrød": {"/ort/", "/platz/"}, "SMORREBROD": {"/platz/", "/ort/"},
	} {
		if got := s.find(query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
	if got := s.search("pere", options{}).Results[1].Excerpt.String(); got != "Le [père] arrive." {
		t.Errorf("marked is %q", got)
	}
}
