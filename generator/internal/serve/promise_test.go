package serve

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"baton/generator/internal/live"
	"baton/layouts"
)

// long says that the full figures of the promises are wanted.
func long() bool { return os.Getenv("BATON_LONG") != "" }

// P4: no answer is ever empty, torn or missing, and none is older than what a reader was told of before asking.
// Readers fetch in the same moment as an author saves.
func TestNoHalfPageIsEverSeen(t *testing.T) {
	f := newFake(t, handbook())
	watchEdits(t, f, 100, 20, func(text string) { f.write(words("", text)) })
}

// P4 with files on a disk, which are saved in the ways of editors.
func TestNoHalfPageIsEverSeenOfADisk(t *testing.T) {
	edits, fetches := 12, 20
	if long() {
		edits, fetches = 2000, 50
	}
	dir := t.TempDir()
	for name, text := range handbook() {
		save(t, filepath.Join(dir, name), text, 0)
	}
	session, err := live.Start(live.Config{Source: dir, Lay: lay})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- session.Run(ctx) }()
	n := 0
	watchEdits(t, session, edits, fetches, func(text string) {
		n++
		save(t, filepath.Join(dir, "essays/words.md"), text, n)
	})
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// save writes a file as one editor or another does.
func save(t testing.TB, file, text string, n int) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(filepath.Dir(file), 0o755))
	switch n % 3 {
	case 0: // over what is there
		must(os.WriteFile(file, []byte(text), 0o644))
	case 1: // beside it, and then in its place
		must(os.WriteFile(file+".tmp", []byte(text), 0o644))
		must(os.Rename(file+".tmp", file))
	case 2: // in two pieces
		f, err := os.Create(file)
		must(err)
		_, err = f.WriteString(text[:len(text)/2])
		must(err)
		_, err = f.WriteString(text[len(text)/2:])
		must(err)
		must(f.Close())
	}
}

// marks is how often a version says which one it is, from its first line to its last.
const marks = 100

// versioned is the text of a version of the page.
func versioned(n int) string {
	return "# Words\n\n" + strings.Repeat(fmt.Sprintf("A word of version v%dv, and some more, so that it takes its time.\n\n", n), marks)
}

var mark = regexp.MustCompile(`v([0-9]+)v`)

// version fetches the page and returns which version it is, or why it is no whole page.
func (h *house) version() (n int, why string) {
	r, err := h.client.Get(h.url + "/essays/words/")
	if err != nil {
		return 0, err.Error()
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return 0, err.Error()
	}
	tag := liveTag.FindSubmatchIndex(data)
	if r.StatusCode != 200 || tag == nil || !bytes.HasSuffix(data, []byte("</html>\n")) {
		return 0, fmt.Sprintf("%d, %d bytes", r.StatusCode, len(data))
	}
	sum := string(data[tag[4]:tag[5]])
	page := answer{status: 200, data: slices.Concat(data[:tag[0]], data[tag[1]:])}
	if page.sum() != sum {
		return 0, "the sum is that of another page"
	}
	all := mark.FindAllSubmatch(data, -1)
	for _, m := range all {
		if string(m[1]) != string(all[0][1]) {
			return 0, fmt.Sprintf("version %s and version %s in one page", all[0][1], m[1])
		}
	}
	if len(all) < marks {
		return 0, fmt.Sprintf("only %d of %d marks", len(all), marks)
	}
	n, err = strconv.Atoi(string(all[0][1]))
	if err != nil {
		return 0, err.Error()
	}
	return n, ""
}

// watchEdits saves versions of a page, each when the one before has been told, while others fetch it all the time.
func watchEdits(t *testing.T, session Session, edits, fetches int, save func(text string)) {
	h := open(t, session, Options{})
	h.client.Transport.(*http.Transport).MaxIdleConnsPerHost = 8
	save(versioned(0))
	eventually(t, func() bool { n, why := h.version(); return n == 0 && why == "" })
	reader, _ := h.visit("/essays/words/")
	reader.want("findings")

	var told, asked, bad atomic.Int64 // told is the version of which the reader knows
	ask := func() {
		least := told.Load()
		n, why := h.version()
		if asked.Add(1); why == "" && int64(n) < least {
			why = fmt.Sprintf("version %d after version %d was told", n, least)
		}
		if why != "" && bad.Add(1) < 10 {
			t.Error(why)
		}
	}
	work := make(chan int, 4)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for n := range work {
				for range n {
					ask()
				}
			}
		})
	}
	for i := 1; i <= edits; i++ {
		for range 4 {
			work <- fetches / 5
		}
		save(versioned(i))
		for m := reader.next(); m.Type != "page"; m = reader.next() {
			if m.Type == "gone" || len(m.List) > 0 {
				t.Fatalf("told %+v", m)
			}
		}
		told.Store(int64(i))
		for range fetches / 5 {
			ask()
		}
	}
	close(work)
	group.Wait()
	t.Logf("%d edits, %d fetches, %d bad answers", edits, asked.Load(), bad.Load())
}

// P16, B022: what a session of edits and fetches leaves behind does not grow with their number.
func TestB022_NothingStaysOfEditsAndFetches(t *testing.T) {
	files, edits := handbook(), 200
	if long() {
		edits = 1000
		for i := range 1000 {
			files[fmt.Sprintf("essays/e%d.md", i)] = fmt.Sprintf("# Essay %d\n\n[The next](e%d.md), and [words](words.md).\n", i, (i+1)%1000)
		}
	}
	f := newFake(t, files)
	h := open(t, f, Options{})
	readers := []*tab{}
	for _, page := range []string{"/essays/words/", "/", "/nothing/"} {
		reader, _ := h.visit(page)
		reader.want("findings")
		readers = append(readers, reader)
	}
	i := 0
	edit := func(n int) {
		for range n {
			i++
			text := versioned(i%100 + 100)
			if i%5 == 0 {
				text += "\n[x](nothing.md)\n" // a finding comes and goes
			}
			f.write(map[string]string{"essays/words.md": text})
			for {
				m := readers[0].next()
				if m.Type == "page" {
					break
				}
			}
			for _, path := range []string{"/essays/words/", "/", "/roles/lead/", "/nothing/", "/handbook.json"} {
				h.get(path)
			}
			if i%50 == 0 {
				f.write(map[string]string{"layouts/base.html": "{{"})
				f.write(map[string]string{"layouts/base.html": ""})
			}
		}
		h.client.CloseIdleConnections()
	}
	for _, r := range readers[1:] { // they hear of findings, which nobody here reads
		go func() {
			for {
				if _, err := r.read(); err != nil {
					return
				}
			}
		}()
	}
	edit(100)
	before := resources()
	edit(edits)
	var after used
	for end := time.Now().Add(soon); ; time.Sleep(10 * time.Millisecond) {
		after = resources()
		if after.goroutines <= before.goroutines && after.files <= before.files && after.heap <= before.heap*11/10 {
			t.Logf("%d edits: %+v before, %+v after", edits, before, after)
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d edits: %+v before, %+v after", edits, before, after)
		}
	}
}

// B016: nobody looks at any page, and what is wrong with one is told at once all the same; the site is that of before.
func TestB016_AnErrorThatNobodyLooksAt(t *testing.T) {
	dir, over := t.TempDir(), t.TempDir()
	for name, text := range handbook() {
		save(t, filepath.Join(dir, name), text, 0)
	}
	events := make(chan live.Event, 100)
	session, err := live.Start(live.Config{Source: dir, Layouts: over, Lay: lay, Report: func(e live.Event) { events <- e }})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- session.Run(ctx) }()
	h := open(t, session, Options{})
	wait := func(holds func(live.Event) bool) live.Event {
		t.Helper()
		late := time.After(soon)
		for {
			select {
			case e := <-events:
				if holds(e) {
					return e
				}
			case <-late:
				t.Fatal("it was never told")
			}
		}
	}
	wait(func(e live.Event) bool { return e.Settled })
	home := filepath.Join(over, "pages/home.html")
	save(t, home, `{{define "main"}}{{if .Title}}<p title="{{end}}{{end}}`, 1)
	e := wait(func(e live.Event) bool { return e.State != nil && e.State.Err != nil })
	if f := failure(e.State.Err, nil); f.File != "layouts/pages/home.html" {
		t.Errorf("told %+v", f)
	}
	if status, body := h.get("/"); status != 200 || !strings.Contains(body, "Welcome") {
		t.Errorf("the home page: %d", status)
	}
	if err := os.Remove(home); err != nil {
		t.Fatal(err)
	}
	wait(func(e live.Event) bool { return e.Settled && e.State.Err == nil })
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// P14: a hundred spellings of a path, as they are, and none leads out of the site.
func TestB060_NoSpellingLeadsOutOfTheSite(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	const canary = "zebra-canary"
	for name, text := range handbook() {
		save(t, filepath.Join(content, name), text, 0)
	}
	for _, name := range []string{"secret.txt", "secret.md", "etc/passwd", "content2/x.md", "content/.env", "content/.git/config", "content/.baton/manifest.json",
		"content/essays/.secret.md", "content/draft~", "content/node_modules/x/index.html", "content/essays/hidden.md"} {
		text := canary
		if strings.HasSuffix(name, "hidden.md") {
			text = "---\ndraft: true\n---\n# Hidden\n\n" + canary + "\n"
		}
		save(t, filepath.Join(dir, name), text, 0)
	}
	for link, to := range map[string]string{
		"link.txt": "../secret.txt", "link.md": "../secret.md", "essays/link.txt": filepath.Join(dir, "secret.txt"), "out": "..", "essays/etc": filepath.Join(dir, "etc"),
		"twice": "out",
	} {
		if err := os.Symlink(to, filepath.Join(content, link)); err != nil {
			t.Skipf("SKIPPED: no links on this system: %v", err)
		}
	}
	save(t, filepath.Join(content, "essays/words.md"), "# Words\n\n[a](../link.txt) [b](link.txt) [c](../out/secret.txt) [d](etc/passwd) [e](../../secret.txt) [f](../.env)\n", 0)
	session, err := live.Start(live.Config{Source: content, Lay: lay})
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, session, Options{})
	address := h.srv.Listener.Addr().String()
	asked := 0
	for _, p := range spellings(dir) {
		r, body := raw(t, address, "GET "+p+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		asked++
		if strings.Contains(body, canary) || strings.Contains(body, "root:") {
			t.Errorf("%s: was answered with what is outside", p)
		}
		if r.StatusCode != 404 && r.StatusCode != 400 && r.StatusCode != 301 {
			t.Errorf("%s: %d", p, r.StatusCode)
		}
		if to := r.Header.Get("Location"); to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.Contains(to, "..")) {
			t.Errorf("%s: leads to %q", p, to)
		}
	}
	if asked < 100 {
		t.Errorf("only %d spellings", asked)
	}
	// All files that there are, as the proof that what they hold could have been found.
	state, _ := session.State()
	files, err := state.Generation.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if bytes.Contains(f.Data, []byte(canary)) {
			t.Errorf("%s holds what is outside", f.Path)
		}
	}
}

// spellings are paths to files outside of the site, above it, beside it, and within it but not of it.
func spellings(dir string) []string {
	var out []string
	ups := []string{"../", "..%2f", "%2e%2e/", "%2e%2e%2f", ".%2e/", "..\\", "..%5c", "%2e%2e%5c", "..%252f", "%252e%252e/", "..;/", "....//", "..%c0%af", "..%ef%bc%8f",
		"%c0%ae%c0%ae/", "..%u2215", "..%00/", "./../", "/../", "..//"}
	for _, up := range ups {
		for _, start := range []string{"/", "/essays/", "/essays/words/", "/_baton/", "/img/plan.svg/"} {
			out = append(out, start+strings.Repeat(up, 2)+"secret.txt")
		}
		out = append(out, "/"+strings.Repeat(up, 12)+"etc/passwd")
	}
	for _, p := range []string{"link.txt", "link.md", "link/", "essays/link.txt", "out/secret.txt", "out/", "essays/etc/passwd", "twice/secret.txt",
		".env", "%2eenv", ".git/config", ".baton/manifest.json", "essays/.secret.md", "essays/.secret/", "draft~", "node_modules/x/", "node_modules/x/index.html",
		"essays/hidden/", "essays/hidden.md", "essays/hidden/index.md", "essays/words.md", "handbook.yaml", "README.md", "roles/lead.md",
		"_baton/../secret.txt", "_baton/live.js/../../secret.txt", "_baton/%2e%2e/secret.txt", "_baton/open/secret.txt",
		"index.html/", "index.html%00.txt", "essays//words/", "essays/./words/", "essays/words/.", "essays/words/..", "essays/words/index.html/x",
		"ESSAYS/WORDS/", "%", "%zz", "%00", "file:///" + dir + "/secret.txt", "C:/secret.txt", "~/secret.txt", "secret.txt::$DATA", "con"} {
		out = append(out, "/"+p)
	}
	return append(out, "/"+dir+"/secret.txt", "//"+dir+"/secret.txt", dir+"/secret.txt", "http://localhost/../secret.txt", "http://localhost/"+dir+"/secret.txt", "*")
}

// lay is what the command lays layouts with.
func lay(over fs.FS) fs.FS {
	if over == nil {
		return layouts.FS
	}
	return layouts.Over(over)
}
