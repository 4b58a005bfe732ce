// Package asset bundles styles, scripts and fonts into files whose names carry a hash of their bytes, so that
// a browser may keep them for ever. It alone knows esbuild.
package asset

import "baton/generator/internal/publish"

// Assets are the bundled files and the addresses that pages need.
type Assets struct {
	Files    []publish.File // sorted by path
	Style    string         // "/_a/site.HASH.css"
	Before   string         // the script that runs before paint
	Script   string         // the deferred script
	Redirect string         // the script of a page that has moved
	Font     string         // the face that every page needs at once
}
