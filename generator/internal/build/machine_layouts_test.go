package build_test

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"pgregory.net/rapid"

	"baton/layouts"
)

// bases are the layouts that lie under an author's own. The built-in ones are costly to bundle and to parse, so most
// sequences run over others, which are sharper, too: "views" prints whatever a page's view holds, shown or not.
var bases = map[string]fs.FS{
	"shipped": layouts.FS,
	"pages":   plainAssets(),
	"views": files(map[string]string{
		"base.html": `<!doctype html>
<html lang="{{.Lang}}">
<head><title>{{.Head.Title}}</title></head>
<body>
<h1>{{.Title}}</h1>
<script>{{.}}</script>
{{block "main" .}}{{end}}
{{template "foot" .Base}}
</body>
</html>
`,
		"components/foot/foot.html":   `{{define "foot"}}<footer>{{.SiteTitle}} {{.Menu}}</footer>{{end}}`,
		"components/foot/foot.css":    "footer { color: red }\n",
		"components/foot/foot.ts":     "document.title += \"!\";\n",
		"components/menu/menu.html":   `{{define "menu"}}<nav data-all="{{.}}">{{range .Links}}<a href="{{.Href}}">{{.Text}}</a>{{end}}</nav>{{end}}`,
		"components/moved/moved.html": `{{define "moved"}}<h1>{{.Title}}</h1><script>{{.}}</script>{{end}}`,
		"styles/site.css":             "@import \"components.css\";\n@import \"accent.css\";\nbody { color: blue }\n",
		"scripts/head.ts":             "document.documentElement.dataset.theme = \"dark\";\n",
		"scripts/main.ts":             "import \"./components.ts\";\n",
		"scripts/redirect.ts":         "location.replace(\"/\");\n",
		"scripts/search/engine.ts":    "",
		"scripts/search/more.ts":      "",
		"worker/worker.ts":            "",
	}, `{{define "main"}}<p>A page.</p>{{end}}`),
}

// files makes layouts of texts; pages that are not among them have the text page.
func files(texts map[string]string, page string) fs.FS {
	m := fstest.MapFS{}
	eachFile(layouts.FS, func(p, text string) {
		switch path.Dir(p) {
		case "pages":
			m[p] = &fstest.MapFile{Data: []byte(page)}
		case "images", "vendor/public-sans", "vendor/source-serif-4":
			m[p] = &fstest.MapFile{Data: []byte("what stands in " + p)}
		}
	})
	for p, text := range texts {
		m[p] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// plainAssets are the built-in templates with next to no styles and scripts.
func plainAssets() fs.FS {
	m := fstest.MapFS{}
	eachFile(layouts.FS, func(p, text string) {
		switch {
		case p == "styles/site.css":
			text = "@import \"components.css\";\n@import \"accent.css\";\n"
		case path.Ext(p) == ".css" || path.Ext(p) == ".ts" && p != "scripts/main.ts":
			if strings.HasPrefix(p, "components/") && !strings.HasPrefix(p, "components/foot/") {
				return
			}
			text = ""
		}
		m[p] = &fstest.MapFile{Data: []byte(text)}
	})
	return m
}

func eachFile(fsys fs.FS, f func(p, text string)) {
	fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(p) != ".go" {
			data, _ := fs.ReadFile(fsys, p)
			f(p, string(data))
		}
		return nil
	})
}

// The author of layouts lays files over those that are there.

// LayTemplate edits a template: in a way that pages show, or in one that breaks all of them, or only some.
func (a *author) LayTemplate(t *rapid.T) {
	p := pick(t, "template", a.layoutFiles(".html")...)
	text := a.layoutText(p)
	edits := []string{"<p>Edited.</p>", "<p>Edited again.</p>", "<b>{{len .Menu}}</b>", "<i>{{.SiteTitle}}</i>", `{{template "extra"}}`,
		"{{.Nobody}}", "{{if}}", "<i>{{(index .Tags 0).Text}}</i>", "<a href=\"{{if .Wide}}\"{{end}}>"}
	if p == "pages/print.html" {
		edits = edits[:7] // the book is made when somebody asks, so what breaks only then is nothing that Rest can say
	}
	more := pick(t, "what", edits...)
	at := strings.LastIndex(text, "</body>")
	if at < 0 {
		at = strings.LastIndex(text, "{{end")
	}
	if at < 0 {
		at = len(text)
	}
	a.layouts[p] = text[:at] + more + text[at:]
}

// LayAsset edits a style, a script or an image.
func (a *author) LayAsset(t *rapid.T) {
	p := pick(t, "asset", append(a.layoutFiles(".css", ".ts", ".svg"), "components/extra/extra.css", "components/extra/extra.ts")...)
	text := a.layoutText(p)
	n := rapid.IntRange(0, 3).Draw(t, "variant")
	switch path.Ext(p) {
	case ".css":
		text += fmt.Sprintf(".x { order: %d }\n", n)
		if oneIn(t, 8, "break it") {
			text = "@import \"gone.css\";\n"
		}
	case ".ts":
		text += fmt.Sprintf("console.log(%d);\n", n)
		if oneIn(t, 8, "break it") {
			text = "let = ;\n"
		}
	default:
		text = fmt.Sprintf("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M%d\"/></svg>", n)
	}
	a.layouts[p] = text
}

// LayExtra adds or takes away a component that templates may call.
func (a *author) LayExtra(t *rapid.T) {
	const p = "components/extra/extra.html"
	if _, ok := a.layouts[p]; ok && rapid.Bool().Draw(t, "take it away") {
		delete(a.layouts, p)
		return
	}
	a.layouts[p] = fmt.Sprintf("{{define \"extra\"}}<hr data-n=%q>{{end}}", pick(t, "n", "1", "2"))
}

// LayNoMore takes files of the author's own away: one, or all.
func (a *author) LayNoMore(t *rapid.T) {
	if len(a.layouts) == 0 || oneIn(t, 3, "all") {
		a.layouts = tree{}
		return
	}
	delete(a.layouts, pick(t, "file", a.layouts.paths()...))
}

// layoutFiles are the paths that an author may edit.
func (a *author) layoutFiles(ext ...string) []string {
	var out []string
	eachFile(bases[a.base], func(p, _ string) {
		if slices.Contains(ext, path.Ext(p)) {
			out = append(out, p)
		}
	})
	return out
}

func (a *author) layoutText(p string) string {
	if text, ok := a.layouts[p]; ok {
		return text
	}
	data, _ := fs.ReadFile(bases[a.base], p)
	return string(data)
}
