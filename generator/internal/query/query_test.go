package query

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"testing"
)

// engine is a script whose engine has this body of "search".
func engine(body string) []byte {
	return fmt.Appendf(nil, `globalThis.batonSearch = { open: (read) => ({ search: async (query, options) => { %s } }) };`, body)
}

const empty = `{ query, total: 0, kinds: {}, kind: [], results: [], more: false }`

func noFiles(string) ([]byte, error) { return nil, fs.ErrNotExist }

func start(t *testing.T, script []byte, read func(string) ([]byte, error)) *Engine {
	t.Helper()
	e, err := New([][]byte{script}, read)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func packed(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func TestAnswer(t *testing.T) {
	e := start(t, engine(`
		await null;
		return {
			query: query.toUpperCase(), corrected: "refund", total: 3, kinds: { role: 1, essay: 0, "a \"kind\" <&>": 2 },
			kind: options.kinds, role: options.role, more: true,
			results: [{
				address: "/decisions/refund/", title: [["Refund", true], [" a café", false]], kind: "decision", place: "Decisions",
				updated: "2026-10-01", mine: options.own.includes("x"), excerpt: [["<b>", false]],
				sections: [{ id: "400", as: "row", heading: [], excerpt: [], role: "Team lead", level: "within", lit: true, text: "up to" }],
			}],
		}`), noFiles)
	got, err := e.Search("ação 😀", Options{Kinds: []string{"decision", "role"}, Role: "team-lead", Own: []string{"x"}})
	if err != nil {
		t.Fatal(err)
	}
	want := &Answer{
		Query: "AÇÃO 😀", Corrected: "refund", Total: 3, Kinds: Kinds{{"role", 1}, {"essay", 0}, {`a "kind" <&>`, 2}},
		Kind: []string{"decision", "role"}, Role: "team-lead", More: true,
		Results: []Result{{
			Address: "/decisions/refund/", Title: Marked{{"Refund", true}, {" a café", false}}, Kind: "decision", Place: "Decisions",
			Updated: "2026-10-01", Mine: true, Excerpt: Marked{{"<b>", false}},
			Sections: []Hit{{ID: "400", As: "row", Heading: Marked{}, Excerpt: Marked{}, Role: "Team lead", Level: "within", Lit: true, Text: "up to"}},
		}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if text := got.Results[0].Title.Text(); text != "Refund a café" {
		t.Errorf("text of the title: %q", text)
	}
}

// What is marshalled again is what the engine said, so that the command's JSON is the engine's.
func TestAnswerAsJSON(t *testing.T) {
	e := start(t, engine(`return {
		query, total: 1, kinds: { role: 1, "<essay>": 0 }, kind: [],
		results: [{ address: "/a/", title: [["A & b", true]], kind: "role", place: "", mine: false, excerpt: [], sections: [] }], more: false }`), noFiles)
	got, err := e.Search("q", Options{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := plainJSON(got)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"query":"q","total":1,"kinds":{"role":1,"<essay>":0},"kind":[],` +
		`"results":[{"address":"/a/","title":[["A & b",true]],"kind":"role","place":"","mine":false,"excerpt":[],"sections":[]}],"more":false}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestFiles(t *testing.T) {
	all := make([]byte, 64<<10)
	for i := range all {
		all[i] = byte(i * 7)
	}
	files := map[string][]byte{"manifest.json": []byte(`{"format":1}`), "s/0123.bin": packed(all), "s/empty.bin": packed(nil)}
	read := func(path string) ([]byte, error) {
		if data, ok := files[path]; ok {
			return data, nil
		}
		return nil, fs.ErrNotExist
	}
	e := start(t, []byte(`globalThis.batonSearch = { open: (read) => ({ search: async (path) => {
		const data = await read(path);
		if (!(data instanceof Uint8Array)) throw new TypeError("no bytes");
		let sum = 0;
		for (const b of data) sum = (sum * 31 + b) % 65521;
		return { query: path + " " + sum, total: data.length, kinds: {}, kind: [], results: [], more: false };
	} }) };`), read)
	sum := func(data []byte) (n int) {
		for _, b := range data {
			n = (n*31 + int(b)) % 65521
		}
		return n
	}
	for path, data := range map[string][]byte{"manifest.json": files["manifest.json"], "s/0123.bin": all, "s/empty.bin": nil} {
		got, err := e.Search(path, Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if want := fmt.Sprint(path, " ", sum(data)); got.Query != want || got.Total != len(data) {
			t.Errorf("got %q, %d bytes, want %q, %d bytes", got.Query, got.Total, want, len(data))
		}
	}
	if _, err := e.Search("s/none.bin", Options{}); err == nil || !strings.Contains(err.Error(), "read s/none.bin: file does not exist") {
		t.Errorf("a file that is not there: %v", err)
	}
	files["s/torn.bin"] = packed(all)[:400]
	if _, err := e.Search("s/torn.bin", Options{}); err == nil || !strings.Contains(err.Error(), "open s/torn.bin") {
		t.Errorf("a file that is torn: %v", err)
	}
	if _, err := e.Search("manifest.json", Options{}); err != nil {
		t.Errorf("after an error the engine does not answer any more: %v", err)
	}
}

// An engine may read a file again that it could not read, as it does when the site was published anew.
func TestReadingAgain(t *testing.T) {
	times := 0
	e := start(t, []byte(`globalThis.batonSearch = { open: (read) => ({ search: async (query) => {
		await read("manifest.json").catch(() => read("manifest.json"));
		return `+empty+`;
	} }) };`), func(string) ([]byte, error) {
		if times++; times == 1 {
			return nil, errors.New("gone")
		}
		return []byte("{}"), nil
	})
	if _, err := e.Search("q", Options{}); err != nil || times != 2 {
		t.Errorf("read %d times: %v", times, err)
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"thrown", `throw new TypeError("no such thing");`, "TypeError: no such thing"},
		{"rejected with text", `return Promise.reject("too late");`, "too late"},
		{"rejected with nothing", `return Promise.reject("");`, "an error without a message"},
		{"never settled", `return new Promise(() => {});`, "never answers"},
		{"no answer", `return undefined;`, "read the answer"},
		{"of another shape", `return { query: 5 };`, "read the answer"},
		{"a piece of three", `return { results: [{ title: [["a", true, 1]] }] };`, "two members"},
		{"too deep", `const f = (n) => f(n + 1) + 1; return f(0);`, "stack overflow"},
		{"too large", `const all = []; for (;;) all.push(new Uint8Array(1 << 24));`, "out of memory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := start(t, engine(`if (query === "fine") return `+empty+`; `+test.body), noFiles)
			if _, err := e.Search("q", Options{}); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if _, err := e.Search("fine", Options{}); err != nil {
				t.Errorf("the next query: %v", err)
			}
		})
	}
}

func TestScriptsThatDoNotStart(t *testing.T) {
	for _, test := range []struct{ script, want string }{
		{`let x = ;`, "SyntaxError"},
		{`throw new Error("broken layouts")`, "broken layouts"},
		{``, "defines no batonSearch"},
		{`globalThis.batonSearch = { open() { throw new Error("not yet"); } };`, "not yet"},
	} {
		e, err := New([][]byte{[]byte(test.script)}, noFiles)
		if err == nil {
			e.Close()
		}
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "start the search engine: ") {
			t.Errorf("%s: got %v, want %s", test.script, err, test.want)
		}
	}
}

// A shard of the largest size has to pass in little time: it is the unit of what a query reads.
func BenchmarkRead(b *testing.B) {
	data := packed(make([]byte, 64<<10))
	script := []byte(`globalThis.batonSearch = { open: (read) => ({ search: async (query) => { await read("s/a.bin"); return ` + empty + `; } }) };`)
	e, err := New([][]byte{script},
		func(string) ([]byte, error) { return data, nil })
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	for b.Loop() {
		if _, err := e.Search("q", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
