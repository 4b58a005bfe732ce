// Package asset bundles styles, scripts and fonts into files whose names carry a hash of their bytes, so that
// a browser may keep them for ever. It alone knows esbuild.
package asset

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/publish"
)

// Assets are the bundled files and the addresses that pages need.
type Assets struct {
	Files    []publish.File    // sorted by path
	Style    string            // "/_a/site.HASH.css"
	Before   string            // the script that runs before paint
	Script   string            // the deferred script
	Redirect string            // the script of a page that has moved
	Engine   string            // the search engine: see layouts/scripts/search/types.ts
	More     string            // what the engine asks for when a query needs it: see there
	Islands  map[string]Island // by name
	Font     string            // the face that every page needs at once
	Serif    string            // that of its heading
	Icon     string            // the sign in the browser's tab, as a data URL
	Diags    diag.List         // what is wrong with the accent
}

// An Island is what a part of some pages needs besides what every page has. A page names it with the part, and the
// script of every page fetches it.
type Island struct {
	Script string // "" if there is none
	Style  string // "" if there is none
}

// folder holds all bundled files.
const folder = "_a"

// The files that pages name themselves: the faces that they preload, and the sign in the browser's tab.
const (
	font  = "vendor/public-sans/public-sans-latin-wght-normal.woff2"
	serif = "vendor/source-serif-4/source-serif-4-latin-600-normal.woff2"
	icon  = "images/icon.svg"
)

// The entry points of the search engine. They stand alone, so that the command can run the very scripts that browsers
// run.
const (
	engine = "scripts/search/engine.ts"
	more   = "scripts/search/more.ts"
)

// Bundle bundles the assets of layouts for a handbook with the given configuration. Equal input gives equal
// bytes and equal names; no path of this machine is in either.
func Bundle(layouts fs.FS, cfg *content.Config) (*Assets, error) {
	a := &Assets{}
	accent, diags := accentSheet(cfg.Accent)
	a.Diags = diags
	b := &bundler{layouts: layouts, out: map[string][]byte{}}
	if err := b.generate(accent, !cfg.NoOffline); err != nil {
		return nil, err
	}
	if err := b.worker(!cfg.NoOffline); err != nil {
		return nil, err
	}
	for _, entry := range []struct {
		file    string
		address *string
	}{
		{"styles/site.css", &a.Style},
		{"scripts/head.ts", &a.Before},
		{"scripts/main.ts", &a.Script},
		{"scripts/redirect.ts", &a.Redirect},
		{engine, &a.Engine},
		{more, &a.More},
	} {
		data, err := b.bundle(entry.file)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(entry.file, path.Ext(entry.file))
		ext := path.Ext(entry.file)
		if ext == ".ts" {
			ext = ".js"
		}
		*entry.address = "/" + b.add(name+ext, data)
	}
	if err := a.islands(b); err != nil {
		return nil, err
	}
	for file, address := range map[string]*string{font: &a.Font, serif: &a.Serif} {
		name, err := b.file(file)
		if err != nil {
			return nil, err
		}
		*address = "/" + path.Join(folder, name)
	}
	sign, err := dataURL(layouts, icon)
	if err != nil {
		return nil, err
	}
	a.Icon = sign
	for p, data := range b.out {
		a.Files = append(a.Files, publish.File{Path: p, Data: data})
	}
	slices.SortFunc(a.Files, func(x, y publish.File) int { return cmp.Compare(x.Path, y.Path) })
	return a, nil
}

// islands bundles islands/NAME/NAME.ts and islands/NAME/NAME.css for every NAME.
func (a *Assets) islands(b *bundler) error {
	entries, err := fs.Glob(b.layouts, "islands/*/*")
	if err != nil {
		return err
	}
	a.Islands = map[string]Island{}
	for _, entry := range entries {
		name, ext := path.Base(path.Dir(entry)), path.Ext(entry)
		if path.Base(entry) != name+ext || ext != ".ts" && ext != ".css" {
			continue // a part of one
		}
		if ext == ".css" {
			bare := entry
			entry = strings.TrimSuffix(entry, ext) + ".layer" + ext
			b.made[entry] = `@import "./` + path.Base(bare) + `" layer(components);`
		}
		data, err := b.bundle(entry)
		if err != nil {
			return err
		}
		island := a.Islands[name]
		if ext == ".ts" {
			island.Script = "/" + b.add(name+".js", data)
		} else {
			island.Style = "/" + b.add(name+".css", data)
		}
		a.Islands[name] = island
	}
	return nil
}

// dataURL is an image of layouts as an address that holds it. What stands on every page and is smaller than a request
// costs none.
func dataURL(layouts fs.FS, name string) (string, error) {
	data, err := fs.ReadFile(layouts, name)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	out.WriteString("data:image/svg+xml,")
	for _, c := range bytes.TrimSpace(data) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~:/=,;", c) >= 0:
			out.WriteByte(c)
		default:
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String(), nil
}

// add keeps data under a name that carries its hash, and returns the path.
func (b *bundler) add(name string, data []byte) string {
	sum := sha256.Sum256(data)
	base := path.Base(name)
	ext := path.Ext(base)
	p := path.Join(folder, strings.TrimSuffix(base, ext)+"."+hex.EncodeToString(sum[:5])+ext)
	b.out[p] = data
	return p
}

// file keeps a file of layouts as it is, and returns its name within the folder.
func (b *bundler) file(name string) (string, error) {
	data, err := fs.ReadFile(b.layouts, name)
	if err != nil {
		return "", err
	}
	return path.Base(b.add(name, data)), nil
}
