package serve

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"baton/generator/internal/diag"
)

// post asks the server for something, as its own pages do unless a header says otherwise.
func (h *house) post(path, body string, header ...string) (status int, why string) {
	h.t.Helper()
	r, err := http.NewRequest("POST", h.url+path, strings.NewReader(body))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Origin", h.url)
	r.Header.Set("X-Baton-Token", h.token)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := h.client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, _ := io.ReadAll(resp.Body)
	if resp.StatusCode >= 400 && !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/plain") {
		h.t.Errorf("%s %s: refused with %q", path, body, resp.Header.Get("Content-Type"))
	}
	return resp.StatusCode, strings.TrimSpace(string(data))
}

func TestOpensPlacesOfTheHandbook(t *testing.T) {
	var opened string
	f := newFake(t, handbook())
	f.write(map[string]string{"essays/words.md": "---\nsummary: Short\n---\n# Words\n\nA word.\n\n## More\n\nOf them.\n\n### And [more](../README.md) {#still}\n"})
	// The text of a page that is newer than the site that it was linked into.
	f.write(map[string]string{"essays/words.md": "---\nsummary: Short\n---\n# Words\n\nA word.\n\nAnother.\n\n## More\n\nOf them.\n\n### And [more](../README.md) {#still}\n"})
	h := open(t, f, Options{Open: func(file string, line, col int) error {
		opened = fmt.Sprintf("%s:%d:%d", file, line, col)
		return nil
	}})
	for _, c := range []struct {
		body   string
		status int
		opened string
	}{
		{`{"file":"essays/words.md","line":5,"col":3}`, 204, "essays/words.md:5:3"},
		{`{"file":"essays/words.md"}`, 204, "essays/words.md:1:1"},
		{`{"file":"img/plan.svg","line":1,"col":1}`, 204, "img/plan.svg:1:1"},
		{`{"file":"handbook.yaml","line":2}`, 204, "handbook.yaml:2:1"},
		{`{"file":"layouts/base.html","line":3}`, 204, "layouts/base.html:3:1"},
		{`{"page":"essays/words/index.html","heading":"more"}`, 204, "essays/words.md:10:1"},
		{`{"page":"essays/words/index.html","heading":"still"}`, 204, "essays/words.md:14:1"},
		{`{"page":"essays/words/index.html","heading":"words"}`, 204, "essays/words.md:4:1"},
		{`{"page":"essays/words/index.html","heading":"no-such"}`, 204, "essays/words.md:1:1"},
		{`{"page":"index.html","heading":""}`, 204, "README.md:1:1"},

		{`{"page":"roles/index.html","heading":""}`, 404, ""}, // a list that is made
		{`{"page":"handbook.json","heading":""}`, 404, ""},
		{`{"page":"nothing/index.html"}`, 404, ""},
		{`{"file":"essays/words.md","line":17}`, 400, ""},
		{`{"file":"essays/words.md","line":-1}`, 400, ""},
		{`{"file":"essays/words.md","line":1,"col":-1}`, 400, ""},
		{`{"file":"essays/words.md","line":1,"col":99999999}`, 400, ""},
		{`{"file":"essays/words.md","line":99999999999999999999}`, 400, ""},
		{`{"file":"layouts/base.html","line":9999}`, 400, ""},
		{`{"file":""}`, 404, ""}, {`{}`, 404, ""},
		{`{"file":"essays"}`, 404, ""}, {`{"file":"layouts/"}`, 404, ""}, {`{"file":"layouts/pages"}`, 404, ""},
		{`{"file":"/etc/passwd","line":1}`, 404, ""}, {`{"file":"../secret.md"}`, 404, ""},
		{`{"file":"essays/../essays/words.md"}`, 404, ""}, {`{"file":"layouts/../layouts/base.html"}`, 404, ""},
		{`{"file":"layouts/../../etc/passwd"}`, 404, ""}, {`{"file":"-x"}`, 404, ""}, {`{"file":"essays\\words.md"}`, 404, ""},
		{`{"file":"essays/words.md\u0000"}`, 404, ""}, {`{"file":".git/config"}`, 404, ""},
		{`{"file":5}`, 400, ""}, {`[]`, 400, ""}, {``, 400, ""}, {`{"file":"essays/words.md"} {}`, 400, ""},
		{`{"file":"` + strings.Repeat("x", longest) + `"}`, 413, ""},
	} {
		opened = ""
		if status, why := h.post("/_baton/open", c.body); status != c.status || opened != c.opened || status > 204 && why == "" {
			t.Errorf("%.80s: %d %q, opened %q; want %d, %q", c.body, status, why, opened, c.status, c.opened)
		}
	}
}

// The file that broke the layouts can be opened although no generation has it.
func TestOpensTheBrokenLayouts(t *testing.T) {
	opened := ""
	f := newFake(t, handbook())
	f.write(map[string]string{"layouts/components/new/new.html": "\n{{"})
	h := open(t, f, Options{Open: func(file string, line, col int) error { opened = fmt.Sprint(file, line); return nil }})
	if status, why := h.post("/_baton/open", `{"file":"layouts/components/new/new.html","line":2}`); status != 204 || opened != "layouts/components/new/new.html2" {
		t.Errorf("%d %q, opened %q", status, why, opened)
	}
	if status, _ := h.post("/_baton/open", `{"file":"layouts/components/new/other.html","line":2}`); status != 404 {
		t.Errorf("another: %d", status)
	}
}

func TestAnEditorThatFailsSaysWhy(t *testing.T) {
	h := open(t, newFake(t, handbook()), Options{Open: func(string, int, int) error { return errors.New("no editor is set") }})
	if status, why := h.post("/_baton/open", `{"file":"README.md"}`); status != 409 || why != "no editor is set" {
		t.Errorf("%d %q", status, why)
	}
	h = open(t, newFake(t, handbook()), Options{})
	if status, _ := h.post("/_baton/open", `{"file":"README.md"}`); status != 404 {
		t.Errorf("without an editor: %d", status)
	}
}

func TestMendsOnlyWhatIsNowFound(t *testing.T) {
	f := newFake(t, handbook())
	f.write(map[string]string{"essays/words.md": "# Words\n\n[x](nothing.md)\n\n[y](nowhere.md)\n"})
	remedy := &diag.Fix{File: "essays/words.md", Start: 9, End: 12, Old: "[x]", New: "x"}
	list := f.state.Generation.Diags
	which := -1
	for i, d := range list {
		if d.Pos.Line == 3 {
			list[i].Fix, which = remedy, i
		} else if d.Pos.Line == 5 {
			list[i].Fix = nil
		}
	}
	var mended []diag.Fix
	h := open(t, f, Options{Fix: func(fix diag.Fix) error { mended = append(mended, fix); return nil }})
	tab, _ := h.visit("/essays/words/")
	m := tab.want("findings")
	d := m.List[0]
	if !d.Fix || d.ID != findingID(which) || m.List[1].Fix {
		t.Fatalf("told %+v", m.List)
	}
	ask := func(number int, id string) string { return fmt.Sprintf(`{"number":%d,"id":%q}`, number, id) }
	for body, want := range map[string]int{
		ask(m.Number, m.List[1].ID): 404, ask(m.Number, "f99"): 404, ask(m.Number, "f-1"): 404, ask(m.Number, "0"): 404,
		ask(m.Number, "f+0"): 404, ask(m.Number, ""): 404, ask(m.Number-1, d.ID): 409, ask(m.Number+1, d.ID): 409,
		`{}`: 409, `x`: 400,
	} {
		if status, why := h.post("/_baton/fix", body); status != want || why == "" {
			t.Errorf("%s: %d %q, want %d", body, status, why, want)
		}
	}
	if len(mended) != 0 {
		t.Fatalf("mended %+v", mended)
	}
	if status, why := h.post("/_baton/fix", ask(m.Number, d.ID)); status != 204 || len(mended) != 1 || mended[0] != *remedy {
		t.Errorf("%d %q, mended %+v", status, why, mended)
	}
	f.write(map[string]string{"layouts/base.html": "{{"})
	if status, _ := h.post("/_baton/fix", ask(m.Number+1, d.ID)); status != 409 {
		t.Errorf("while the build fails: %d", status)
	}
}
