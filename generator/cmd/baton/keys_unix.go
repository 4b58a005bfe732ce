//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// foreground reports whether the terminal is ours: the shell has not put us behind itself.
func foreground(fd int) bool {
	group, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
	return err == nil && group == unix.Getpgrp()
}

// attend tells when we are woken. Meanwhile a read from a terminal that is not ours fails, and does not put us
// to sleep: the site is served on.
func attend() (awake <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGCONT)
	signal.Ignore(syscall.SIGTTIN)
	return c, func() {
		signal.Stop(c)
		signal.Reset(syscall.SIGTTIN)
	}
}

// suspend puts us to sleep, and who was started with us, as Ctrl-Z does.
func suspend() { unix.Kill(0, unix.SIGTSTP) }
