package source

import (
	"io/fs"
	"os"
	"syscall"
)

func stampOf(info fs.FileInfo) stamp {
	s := stamp{size: info.Size(), mtime: info.ModTime().UnixNano()}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		s.ctime = st.Ctimespec.Nano()
		s.id = fileID{uint64(st.Dev), st.Ino}
	}
	return s
}

// openForWriting is not to be had here.
func openForWriting(*os.File) bool { return false }
