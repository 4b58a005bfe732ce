package browser

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"baton/generator/internal/asset"
	"baton/generator/internal/diag"
	"baton/generator/internal/live"
	"baton/generator/internal/serve"
	"baton/layouts"
)

// A desk is where an author works: a small handbook on the disk, which a session keeps current and serve shows.
type desk struct {
	t       *testing.T
	content string // folder
	over    string // folder laid over the layouts
	url     string

	mu     sync.Mutex
	opened []string // places that the editor was asked for
	refuse string   // why nothing is mended, "" if it is
	stop   func()
}

// words are the files of the desk's handbook. The essay is long, and has all that a reader can change.
func words() map[string]string {
	var essay strings.Builder
	essay.WriteString("# Long\n\nIt begins here.\n")
	for i := 1; i <= 30; i++ {
		fmt.Fprintf(&essay, "\n## Part %d\n\n%s\n", i, strings.Repeat(fmt.Sprintf("Sentence of part %d. ", i), 25))
		switch i {
		case 18:
			essay.WriteString("\n<details>\n<summary>More of it</summary>\n\nHidden words.\n\n</details>\n")
		case 19:
			essay.WriteString("\n```\n" + strings.Repeat("a very long line of code that has to be scrolled sideways ", 10) + "\n```\n")
		}
	}
	return map[string]string{
		"handbook.yaml":       "title: House\n",
		"README.md":           "# House\n\nWelcome to the house.\n",
		"essays/long.md":      essay.String(),
		"essays/short.md":     "---\nreviewed: 2020-01-01\nreview: 1 month\n---\n# Short\n\nA word about words. [Long](long.md)\n",
		"checklists/round.md": "# Round\n\n## First\n\n- [ ] Open the door\n- [ ] Light the lamp\n- [ ] Put the kettle on\n\n## Then\n\n- [ ] Close the door\n",
		"roles/lead.md":       "# Lead\n\nHolds the group together.\n",
	}
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, content: t.TempDir(), over: t.TempDir()}
	for name, text := range words() {
		d.write(name, text)
	}
	d.serve("127.0.0.1:0")
	t.Cleanup(func() { d.stop() })
	return d
}

// serve starts a session, and a server for it at an address.
func (d *desk) serve(address string) {
	d.t.Helper()
	var server *serve.Server
	session, err := live.Start(live.Config{
		Source: d.content, Layouts: d.over,
		Lay: func(over fs.FS) fs.FS {
			if over == nil {
				return layouts.FS
			}
			return layouts.Over(over)
		},
		Open: func() []string {
			if server == nil {
				return nil
			}
			return server.Open()
		},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	server = serve.New(session, serve.Options{
		Live: func() (js, css []byte, err error) {
			b := bundled()
			return b.js, b.css, b.err
		},
		Open: func(file string, line, col int) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.opened = append(d.opened, fmt.Sprintf("%s:%d:%d", file, line, col))
			return nil
		},
		Fix: d.mend,
	})
	l, err := net.Listen("tcp", address)
	if err != nil {
		d.t.Fatal(err)
	}
	d.url = "http://" + l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() { session.Run(ctx) })
	httpServer := &http.Server{Handler: server}
	group.Go(func() { httpServer.Serve(l) })
	d.stop = func() {
		cancel()
		server.Close()
		httpServer.Close()
		group.Wait()
		d.stop = func() {}
	}
}

// bundled is live editing, made once for all desks.
var bundled = sync.OnceValue(func() (b struct {
	js, css []byte
	err     error
}) {
	b.js, b.css, b.err = asset.Live(layouts.FS)
	return b
})

// mend makes a change that a finding proposes.
func (d *desk) mend(f diag.Fix) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse != "" {
		return errors.New(d.refuse)
	}
	path := filepath.Join(d.content, filepath.FromSlash(f.File))
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.Equal(data[f.Start:f.End], []byte(f.Old)) {
		return fmt.Errorf("%s has changed", f.File)
	}
	return os.WriteFile(path, []byte(string(data[:f.Start])+f.New+string(data[f.End:])), 0o666)
}

// write saves a file of the handbook, or of the layouts if its name begins with "layouts/". "" removes it.
func (d *desk) write(name, text string) {
	d.t.Helper()
	path := filepath.Join(d.content, filepath.FromSlash(name))
	if file, ok := strings.CutPrefix(name, "layouts/"); ok {
		path = filepath.Join(d.over, filepath.FromSlash(file))
	}
	if text == "" {
		if err := os.Remove(path); err != nil {
			d.t.Fatal(err)
		}
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		d.t.Fatal(err)
	}
}

// replace edits a file as an author would.
func (d *desk) replace(name, old, new string) {
	d.t.Helper()
	data, err := os.ReadFile(filepath.Join(d.content, filepath.FromSlash(name)))
	if err != nil {
		d.t.Fatal(err)
	}
	if !bytes.Contains(data, []byte(old)) {
		d.t.Fatalf("%s has no %q", name, old)
	}
	d.write(name, strings.Replace(string(data), old, new, 1))
}

func (d *desk) places() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.opened, " ")
}

// visit opens a page, waits until live editing has its style, and marks the page, so that one that was loaded anew
// is known.
func (d *desk) visit(ctx context.Context, address string) {
	d.t.Helper()
	visit(d.t, ctx, chromedp.Navigate(d.url+address))
	d.ready(ctx)
}

func (d *desk) ready(ctx context.Context) {
	d.t.Helper()
	eventually(d.t, ctx, `!!document.querySelector("baton-live:not([hidden])")`)
	eval[bool](d.t, ctx, `window.marked = true`)
}

// stays fails if the page was loaded anew.
func stays(t *testing.T, ctx context.Context) {
	t.Helper()
	if !eval[bool](t, ctx, `window.marked === true`) {
		t.Error("the page was loaded anew")
	}
}

// sees waits until the page's own text has some words.
func sees(t *testing.T, ctx context.Context, text string) {
	t.Helper()
	eventually(t, ctx, fmt.Sprintf(`document.body.innerText.includes(%q)`, text))
}

// until waits for a condition outside of the browser.
func until(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for range 1000 {
		if condition() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never: %s", what)
}
