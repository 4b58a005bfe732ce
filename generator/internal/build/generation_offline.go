package build

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"sync"

	"baton/generator/internal/asset"
	"baton/generator/internal/publish"
)

// offlinePath is the list of what browsers keep for when there is no network: see layouts/worker/refresh.ts. It says how
// the bytes of many files begin their sums, so it is made only when it is asked for, and Rest knows nothing of it.
const offlinePath = "offline.json"

// offlineRoom is how many bytes a browser is asked to keep. What has no room any more is left out.
const offlineRoom = 25 << 20

// offline makes the list once.
type offline struct {
	once sync.Once
	data []byte
	err  error
}

func (g *Generation) keepsOffline() bool { return !g.Site.Config.NoOffline }

// offlineFile makes the list, and every file in it.
func (g *Generation) offlineFile() (publish.File, error) {
	g.offline.once.Do(func() { g.offline.data, g.offline.err = g.offlineList() })
	return publish.File{Path: offlinePath, Data: g.offline.data}, g.offline.err
}

// offlineList names bundled files, which pages need, then pages and pictures, the most needed first.
func (g *Generation) offlineList() ([]byte, error) {
	var paths []string
	for _, f := range g.table.look.assets.Files {
		if f.Path != asset.Worker {
			paths = append(paths, f.Path)
		}
	}
	for _, address := range g.renderer().Offline() {
		paths = append(paths, publishedAt(address))
	}
	room := offlineRoom
	list := struct {
		Format string      `json:"format"`
		Files  [][2]string `json:"files"` // address relative to the first page; what the sum of the bytes begins with
	}{Format: "baton-offline/1"}
	for _, p := range paths {
		m, err := g.make(g.files[g.table.byPath[p]], false)
		if err != nil {
			return nil, err
		}
		if m.size > room {
			continue
		}
		room -= m.size
		list.Files = append(list.Files, [2]string{addressOf(p), hex.EncodeToString(m.sum[:8])})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(list)
	return b.Bytes(), err
}

// publishedAt is the path of the file that an address of the site stands for.
func publishedAt(address string) string {
	p := strings.TrimPrefix(address, "/")
	if p == "" || strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return p
}

// addressOf is the address of a file, relative to the first page, as browsers write it.
func addressOf(p string) string {
	if p == "index.html" || strings.HasSuffix(p, "/index.html") {
		p = strings.TrimSuffix(p, "index.html")
	}
	return (&url.URL{Path: p}).EscapedPath()
}
