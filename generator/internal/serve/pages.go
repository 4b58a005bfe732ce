package serve

import (
	"fmt"
	"html"
	"io/fs"
	"mime"
	"path"
	"strings"

	"baton/generator/internal/live"
	"baton/generator/internal/publish"
)

// pages are the files of a site: those of a generation, or a fixed list.
type pages interface {
	Has(path string) bool
	File(path string) (publish.File, error)
}

// pagesOf returns the newest files of a session.
func pagesOf(state *live.State) pages {
	if state.Generation == nil {
		return unbuilt{state.Err}
	}
	return state.Generation
}

// read returns the bytes of a file. A panic is an error of that file alone: the author's other pages stay.
func read(site pages, name string) (data []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%s: a fault of Baton itself: %v", name, fault)
		}
	}()
	f, err := site.File(name)
	return f.Data, err
}

// unbuilt is a site that could never be made: every file of it is the reason.
type unbuilt struct{ err error }

func (unbuilt) Has(string) bool                     { return true }
func (u unbuilt) File(string) (publish.File, error) { return publish.File{}, u.err }

// fixed is a site that never changes, by path.
type fixed map[string]publish.File

func (f fixed) Has(path string) bool { _, ok := f[path]; return ok }

func (f fixed) File(path string) (publish.File, error) {
	file, ok := f[path]
	if !ok {
		return publish.File{}, fs.ErrNotExist
	}
	return file, nil
}

// plainPage is a page that owes nothing to the layouts, which may be what is broken.
func plainPage(title, text string) []byte {
	return []byte(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>` + html.EscapeString(title) + `</title>
</head>
<body>
<main>
<h1>` + html.EscapeString(title) + `</h1>
<pre>` + html.EscapeString(text) + `</pre>
</main>
</body>
</html>
`)
}

const htmlType = "text/html; charset=utf-8"

// contentType knows the types of a site without asking the machine, whose tables differ.
func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t, ok := types[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

var types = map[string]string{
	".html": htmlType, ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".xml": "application/xml", ".txt": "text/plain; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg",
	".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".pdf": "application/pdf", ".webmanifest": "application/manifest+json",
}
