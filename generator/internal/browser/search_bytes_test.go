package browser

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"baton/generator/internal/build"
)

// What a reader pays for the first result, from the moment the palette is opened, with nothing in the cache.
const (
	forOneWord  = 70 << 10
	forTwoWords = 100 << 10
)

func TestBytesToTheFirstResult(t *testing.T) {
	handbooks := map[string]*build.Generation{"our own": generation(t, "../../../content"), "100 pages": generated(t, 100)}
	queries := map[string]int{"manager": forOneWord, "trust feedback": forTwoWords}
	if os.Getenv("BATON_LONG") != "" {
		queries["escalation"], queries["decision report"] = forOneWord, forTwoWords
		handbooks["1,000 pages"] = generated(t, 1000)
		handbooks["10,000 pages"] = generated(t, 10000)
	}
	if n, err := strconv.Atoi(os.Getenv("BATON_PAGES")); err == nil { // by hand: 50,000 take some minutes
		handbooks[fmt.Sprint(n, " pages")] = generated(t, n)
	}
	for name, gen := range handbooks {
		srv := httptest.NewServer(static(gen))
		t.Cleanup(srv.Close)
		for query, budget := range queries {
			t.Run(name+"/"+query, func(t *testing.T) {
				ctx := chromium(t)
				got := firstResult(t, ctx, srv.URL, query)
				t.Logf("%d bytes: %s", got.total(), got)
				if got.total() > budget {
					t.Errorf("%d bytes, more than %d", got.total(), budget)
				}
			})
		}
	}
}

// TestKeystrokeToResults says how long a reader waits for what changes with a letter once the index has been read, at
// 10,000 pages. The figure depends on the machine, so nothing is asked of it but that results come.
func TestKeystrokeToResults(t *testing.T) {
	if os.Getenv("BATON_LONG") == "" {
		t.Skip("SKIPPED: only with BATON_LONG: it builds 10,000 pages")
	}
	srv := httptest.NewServer(static(generated(t, 10000)))
	t.Cleanup(srv.Close)
	ctx := chromium(t)
	firstResult(t, ctx, srv.URL, "manager")
	times := eval[[]float64](t, ctx, `(async () => {
		const input = document.activeElement, list = document.getElementById("page:hits");
		const type = (text) => new Promise((done) => {
			const start = performance.now();
			new MutationObserver((_, seen) => (seen.disconnect(), done(performance.now() - start))).observe(list, { childList: true });
			input.value = text;
			input.dispatchEvent(new Event("input", { bubbles: true }));
		});
		const texts = ["trust feed", "trust feedb", "trust feedback", "decis", "decisi", "decision rep", "decision repo", "decision report"];
		for (const text of texts) await type(text);
		const times = [];
		for (let i = 0; i < 5; i++) for (const text of texts) times.push(await type(text));
		return times.sort((a, b) => a - b);
	})()`)
	t.Logf("milliseconds from a letter to its results: median %.1f, 95 %% within %.1f, longest %.1f", times[len(times)/2], times[len(times)*95/100], times[len(times)-1])
}

// generated is a handbook of so many pages of made-up words.
func generated(t *testing.T, pages int) *build.Generation {
	t.Helper()
	const generator = "../../../../shared/bench/corpus"
	if _, err := os.Stat(generator); err != nil {
		t.Skipf("SKIPPED: no corpus generator beside the project: %v", err)
	}
	dir := t.TempDir()
	cmd := exec.Command("go", "run", ".", "-n", fmt.Sprint(pages), "-flavor", "plain", "-out", dir)
	cmd.Dir = generator
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("generate: %v\n%s", err, out)
	}
	return generation(t, filepath.Join(dir, "content"))
}

// firstResult opens the palette on a page that has come to rest, asks, and adds up what came over the wire of all that
// was asked for until the first results were painted.
func firstResult(t *testing.T, ctx context.Context, site, query string) weights {
	t.Helper()
	wire := watch(t, ctx)
	visit(t, ctx, chromedp.Navigate(site+"/"))
	eventually(t, ctx, `document.readyState === "complete" && document.querySelector("a.find[aria-keyshortcuts]")`)
	wire.rest(t)
	wire.clear()
	eval[bool](t, ctx, `(() => {
		performance.clearResourceTimings();
		new MutationObserver((_, seen) => {
			if (!document.querySelector("[role=option][data-page]")) return;
			seen.disconnect();
			requestAnimationFrame(() => (globalThis.painted = performance.now())); // the frame that shows them
		}).observe(document.documentElement, { childList: true, subtree: true });
		document.querySelector("a.find").click();
		return true;
	})()`)
	eventually(t, ctx, `document.activeElement?.getAttribute("role") === "combobox"`)
	if _, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: query}); err != nil {
		t.Fatal(err)
	}
	eventually(t, ctx, `globalThis.painted`)
	wire.rest(t)
	late := eval[[]string](t, ctx, `performance.getEntriesByType("resource").filter((e) => e.startTime > painted).map((e) => e.name)`)
	return wire.weights(late)
}

// weights are bytes by what they were for.
type weights map[string]int

func (w weights) total() int {
	n := 0
	for _, bytes := range w {
		n += bytes
	}
	return n
}

func (w weights) String() string {
	var parts []string
	for what, bytes := range w {
		parts = append(parts, fmt.Sprintf("%s %d", what, bytes))
	}
	slices.Sort(parts)
	return strings.Join(parts, ", ")
}

// wire notes what a tab asks for and how many bytes come, headers included.
type wire struct {
	mu    sync.Mutex
	cond  *sync.Cond
	open  map[network.RequestID]string // address of what is still coming
	came  map[string]int               // bytes by address
	wrong []string
}

func watch(t *testing.T, ctx context.Context) *wire {
	t.Helper()
	w := &wire{open: map[network.RequestID]string{}, came: map[string]int{}}
	w.cond = sync.NewCond(&w.mu)
	err := chromedp.Listen(ctx, func(ev any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		defer w.cond.Broadcast()
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			w.open[ev.RequestID] = ev.Request.URL
		case *network.EventLoadingFinished:
			if address, ok := w.open[ev.RequestID]; ok {
				w.came[address] += int(ev.EncodedDataLength)
				delete(w.open, ev.RequestID)
			}
		case *network.EventLoadingFailed:
			w.wrong = append(w.wrong, w.open[ev.RequestID]+": "+ev.ErrorText)
			delete(w.open, ev.RequestID)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return w
}

// rest waits until nothing is coming any more.
func (w *wire) rest(t *testing.T) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.open) > 0 {
		w.cond.Wait()
	}
	for _, s := range w.wrong {
		t.Errorf("not loaded: %s", s)
	}
}

func (w *wire) clear() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.came)
}

// weights adds up what came, but for some addresses.
func (w *wire) weights(without []string) weights {
	w.mu.Lock()
	defer w.mu.Unlock()
	sum := weights{}
	for address, bytes := range w.came {
		if !slices.Contains(without, address) {
			sum[purpose(address)] += bytes
		}
	}
	return sum
}

// purpose names a file of the index by its folder, and a bundled one by its name.
func purpose(address string) string {
	dir, file := path.Split(address)
	switch _, below, ok := strings.Cut(dir, "/search/"); {
	case strings.HasSuffix(dir, "/_a/"):
		name, _, _ := strings.Cut(file, ".")
		return name
	case ok && below != "":
		return below[:1]
	}
	return file
}

// static serves a generation as static hosts do: each file as it is, texts compressed on the way.
func static(gen *build.Generation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		f, err := gen.File(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		ext := path.Ext(name)
		kind := mime.TypeByExtension(ext)
		if kind == "" {
			kind = "application/octet-stream"
		}
		w.Header().Set("Content-Type", kind)
		if slices.Contains([]string{".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md"}, ext) {
			w.Header().Set("Content-Encoding", "gzip")
			f.Data = compressed(f.Data)
		}
		w.Write(f.Data)
	})
}

func compressed(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}
