//go:build !linux && !darwin

package source

import (
	"io/fs"
	"os"
)

func stampOf(info fs.FileInfo) stamp {
	return stamp{size: info.Size(), mtime: info.ModTime().UnixNano()}
}

// openForWriting is not to be had here.
func openForWriting(*os.File) bool { return false }
