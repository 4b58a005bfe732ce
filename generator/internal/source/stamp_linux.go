package source

import (
	"io/fs"
	"os"
	"syscall"
)

func stampOf(info fs.FileInfo) stamp {
	s := stamp{size: info.Size(), mtime: info.ModTime().UnixNano()}
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		s.ctime = st.Ctim.Nano()
		s.id = fileID{uint64(st.Dev), st.Ino}
	}
	return s
}

// openForWriting reports whether somebody holds the file open for writing, as far as the system tells. The
// system refuses a read lease on such a file. A lease that it grants is given back at once, since a writer who
// comes meanwhile has to wait for that.
func openForWriting(f *os.File) bool {
	conn, err := f.SyscallConn()
	if err != nil {
		return false
	}
	written := false
	conn.Control(func(fd uintptr) {
		_, _, e := syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_SETLEASE, syscall.F_RDLCK)
		if e == 0 {
			syscall.Syscall(syscall.SYS_FCNTL, fd, syscall.F_SETLEASE, syscall.F_UNLCK)
		}
		written = e == syscall.EAGAIN
	})
	return written
}
