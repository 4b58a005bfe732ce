// Package publish brings an output folder up to date with the files of a site. It alone writes. It replaces
// and removes only what its own manifest lists, and writes each file whole.
package publish

// File is one file of the site.
type File struct {
	Path string // relative to the output folder, forward slashes: "roles/incident-lead/index.html"
	Data []byte
}
