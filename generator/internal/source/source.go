// Package source reads the bytes of a handbook: one snapshot of a folder, through os.Root, so that nothing
// outside the folder is ever read.
package source

import "crypto/sha256"

// Sum is the SHA-256 of a file's bytes.
type Sum [sha256.Size]byte

// File is one file of the snapshot.
type File struct {
	Path string // relative, forward slashes, composed form (NFC)
	Data []byte
	Sum  Sum
}

// Snapshot is a folder at one moment: files sorted by path.
type Snapshot struct {
	Files []File
}
