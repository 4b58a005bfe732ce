package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"baton/generator/internal/build"
	"baton/generator/internal/query"
	"baton/generator/internal/search"
	"baton/generator/internal/source"
	"baton/layouts"
)

// question is a query with the options for it.
type question struct {
	query   string
	options query.Options
}

// MarshalJSON writes the arguments of the engine's search.
func (q question) MarshalJSON() ([]byte, error) { return json.Marshal([]any{q.query, q.options}) }

// The command, Node and Chromium run one script, and get one answer to every judged query.
func TestThreeEnginesOneAnswer(t *testing.T) {
	ctx := chromium(t)
	gen := generation(t, "../../../content")
	var questions []question
	for i, text := range judged(t) {
		q := question{query: text}
		if i%3 == 1 {
			q.options.Own = []string{"desk-agent"}
		}
		if i%5 == 1 {
			q.options = query.Options{Limit: 30, Exact: true}
		}
		questions = append(questions, q)
	}

	command := askCommand(t, gen, questions)
	for name, answers := range map[string][]json.RawMessage{
		"Node":     askNode(t, gen, questions),
		"Chromium": askChromium(t, ctx, gen, questions),
	} {
		if len(answers) != len(questions) {
			t.Errorf("%s answers %d of %d questions", name, len(answers), len(questions))
			continue
		}
		for i, answer := range answers {
			var a query.Answer
			dec := json.NewDecoder(bytes.NewReader(answer))
			dec.DisallowUnknownFields() // so that nothing is left out of the comparison
			if err := dec.Decode(&a); err != nil {
				t.Fatalf("%s, %q: %v\n%s", name, questions[i].query, err, answer)
			}
			if got, want := asText(t, &a), asText(t, command[i]); got != want {
				t.Errorf("%s and the command answer %q differently:\n%s\n%s", name, questions[i].query, got, want)
			}
		}
	}
}

// judged are the queries that the command's own test judges.
func judged(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../../cmd/baton/testdata/handbook-queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(data)) {
		if text, _, ok := strings.Cut(line, "->"); ok && !strings.HasPrefix(line, "#") {
			list = append(list, strings.TrimSpace(text))
		}
	}
	if len(list) < 40 {
		t.Fatalf("only %d queries", len(list))
	}
	return list
}

// generation builds a handbook with its index, so that nobody waits for either.
func generation(t *testing.T, dir string) *build.Generation {
	t.Helper()
	snap, err := source.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	var e build.Engine
	g, err := e.Build(build.Inputs{Content: snap, Layouts: layouts.FS})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Search(t.Context()); err != nil {
		t.Fatal(err)
	}
	return g
}

func askCommand(t *testing.T, gen *build.Generation, questions []question) []*query.Answer {
	t.Helper()
	var scripts [][]byte
	for _, name := range gen.SearchScripts() {
		f, err := gen.File(name)
		if err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, f.Data)
	}
	e, err := query.New(scripts, func(name string) ([]byte, error) {
		f, err := gen.File(path.Join(search.Folder, name))
		return f.Data, err
	})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var answers []*query.Answer
	for _, q := range questions {
		a, err := e.Search(q.query, q.options)
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	return answers
}

func askNode(t *testing.T, gen *build.Generation, questions []question) []json.RawMessage {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("Node is missing; ./generator/test installs it: %v", err)
	}
	dir := t.TempDir()
	for _, name := range searchFiles(t, gen) {
		f, err := gen.File(name)
		if err != nil {
			t.Fatal(err)
		}
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var in, out, errs bytes.Buffer
	enc := json.NewEncoder(&in)
	for _, q := range questions {
		if err := enc.Encode(q); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(node, append([]string{"testdata/ask.mjs", dir}, gen.SearchScripts()...)...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("node: %v\n%s", err, errs.String())
	}
	var answers []json.RawMessage
	for line := range bytes.Lines(out.Bytes()) {
		answers = append(answers, bytes.TrimSpace(line))
	}
	return answers
}

// searchFiles are the paths of all that searching reads.
func searchFiles(t *testing.T, gen *build.Generation) []string {
	t.Helper()
	ix, err := gen.Search(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return append(ix.Paths(), gen.SearchScripts()...)
}

func askChromium(t *testing.T, ctx context.Context, gen *build.Generation, questions []question) []json.RawMessage {
	t.Helper()
	srv := httptest.NewServer(static(gen))
	t.Cleanup(srv.Close)
	said := listen(t, ctx)
	visit(t, ctx, chromedp.Navigate(srv.URL+"/"))
	eval[bool](t, ctx, fmt.Sprintf(`(globalThis.load = (src) => new Promise((done, fail) => {
		const script = document.createElement("script");
		script.src = "/" + src;
		script.onload = () => done(true);
		script.onerror = () => fail(new Error("the script does not load"));
		document.head.append(script);
	}))(%q)`, gen.SearchScripts()[0]))
	asked, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	out := eval[string](t, ctx, fmt.Sprintf(`(async () => {
		const engine = batonSearch.open(async (path) => {
			const response = await fetch("/search/" + path);
			if (!response.ok) throw new Error(path);
			const bytes = path.endsWith(".bin") ? response.body.pipeThrough(new DecompressionStream("gzip")) : response.body;
			return new Uint8Array(await new Response(bytes).arrayBuffer());
		}, () => load(%q));
		const answers = [];
		for (const question of %s) answers.push(await engine.search(...question));
		return JSON.stringify(answers);
	})()`, gen.SearchScripts()[1], asked))
	said.nothing(t)
	var answers []json.RawMessage
	if err := json.Unmarshal([]byte(out), &answers); err != nil {
		t.Fatal(err)
	}
	return answers
}

func asText(t *testing.T, a *query.Answer) string {
	t.Helper()
	data, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
