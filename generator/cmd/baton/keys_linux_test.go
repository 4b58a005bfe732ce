package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// window is a terminal of the system with baton in front of it.
type window struct {
	t      *testing.T
	dir    string
	master *os.File
	slave  *os.File
	screen *tty
	cmd    *exec.Cmd
	done   chan struct{}
	before unix.Termios
}

// openWindow starts a command in a window, in a folder with a small handbook.
func openWindow(t *testing.T, args ...string) *window {
	t.Helper()
	w := &window{t: t, dir: t.TempDir(), screen: newTTY(120, 40), done: make(chan struct{})}
	w.write("content/README.md", "# Home\n\nText.\n")
	w.master, w.slave = openPTY(t)
	size := unix.Winsize{Row: 40, Col: 120}
	if err := unix.IoctlSetWinsize(int(w.master.Fd()), unix.TIOCSWINSZ, &size); err != nil {
		t.Fatal(err)
	}
	w.before = w.termios()
	bin := filepath.Join(w.dir, "bin")
	for _, name := range []string{"xdg-open", "code"} {
		w.write("bin/"+name, "#!/bin/sh\nprintf '%s ' \"$@\" > \""+w.dir+"/"+name+".new\" && mv \""+w.dir+"/"+name+".new\" \""+w.dir+"/"+name+".args\"\n")
		if err := os.Chmod(filepath.Join(bin, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	w.cmd = exec.Command(args[0], args[1:]...)
	w.cmd.Dir = w.dir
	w.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "CI=", "NO_COLOR=", "PS1=shell> ", "VISUAL=", "EDITOR=", "BATON_EDITOR=code",
		"PATH="+bin+":"+os.Getenv("PATH"))
	w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = w.slave, w.slave, w.slave
	w.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(w.done)
		w.cmd.Wait()
	}()
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := w.master.Read(buf)
			if err != nil {
				return
			}
			w.screen.Write(buf[:n])
		}
	}()
	t.Cleanup(func() {
		w.cmd.Process.Kill()
		<-w.done
		w.master.Close()
		w.slave.Close()
	})
	return w
}

// openPTY returns both ends of a terminal that belongs to nobody yet.
func openPTY(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("SKIPPED: no terminal can be made here: %v", err)
	}
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("SKIPPED: no terminal can be made here: %v", err)
	}
	return master, slave
}

func (w *window) write(name, text string) {
	w.t.Helper()
	p := filepath.Join(w.dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

// press presses keys in one go.
func (w *window) press(keys string) {
	w.t.Helper()
	if _, err := w.master.WriteString(keys); err != nil {
		w.t.Fatal(err)
	}
}

// insist presses a key until the window shows what it shall: many keys that come in one piece count as pasted.
func (w *window) insist(key string, ok func(screen string) bool) {
	w.t.Helper()
	w.again(func() { w.press(key) }, ok)
}

// again does something, and does it again after a while, until the window shows what it shall.
func (w *window) again(do func(), ok func(screen string) bool) {
	w.t.Helper()
	last := time.Time{}
	w.until("an effect", func(s string) bool {
		if ok(s) {
			return true
		}
		if time.Since(last) > time.Second {
			do()
			last = time.Now()
		}
		return false
	})
}

// until waits for what the window shall show.
func (w *window) until(what string, ok func(screen string) bool) {
	w.t.Helper()
	for limit := time.Now().Add(patience); !ok(w.screen.String()); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(limit) {
			w.t.Fatalf("waited in vain for %s; the window shows:\n%s", what, w.screen.String())
		}
	}
}

func (w *window) shows(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		w.until(text, func(s string) bool { return strings.Contains(s, text) })
	}
}

func (w *window) hides(text string) {
	w.t.Helper()
	w.until("the end of "+text, func(s string) bool { return !strings.Contains(s, text) })
}

func (w *window) termios() unix.Termios {
	w.t.Helper()
	state, err := unix.IoctlGetTermios(int(w.slave.Fd()), unix.TCGETS)
	if err != nil {
		w.t.Fatal(err)
	}
	return *state
}

// raw waits until the terminal hands over single keys, or does not.
func (w *window) raw(want bool) {
	w.t.Helper()
	w.until(fmt.Sprintf("raw = %v", want), func(string) bool { return w.termios().Lflag&unix.ICANON == 0 == want })
}

// ends waits for the end, and checks that the terminal is as it was.
func (w *window) ends(status int) {
	w.t.Helper()
	select {
	case <-w.done:
	case <-time.After(patience):
		w.t.Fatal("it does not end")
	}
	if got := w.cmd.ProcessState.ExitCode(); got != status {
		w.t.Errorf("exit status %d, want %d", got, status)
	}
	if w.termios() != w.before {
		w.t.Error("the terminal is not as it was")
	}
	if len(w.screen.strange) > 0 {
		w.t.Errorf("the terminal was sent %q", w.screen.strange)
	}
}

func TestServeInATerminal(t *testing.T) {
	w := openWindow(t, "baton", "serve", "--port", "0")
	w.shows("baton ", "ready in", "➜ http://localhost:", "1 page, drafts left out", "q quit")
	w.raw(true)

	w.write("content/README.md", "# Home\n\nOther text.\n")
	w.shows("content/README.md ", "→ ")
	saves := 0
	w.again(func() { // a save while the first pages are still being made tells of all
		saves++
		w.write("content/README.md", fmt.Sprintf("# Home\n\nOther text, %d.\n", saves))
	}, func(s string) bool { return strings.Contains(s, "×2") })
	w.write("content/README.md", "# Home\n\nSee [x](nowhere.md).\n")
	w.shows("✗ 1 error", "error[B201]", "3 | See [x](nowhere.md).", "^^^^")
	w.press("e")
	if got, want := await(t, filepath.Join(w.dir, "code.args")), "-g "+filepath.Join(w.dir, "content/README.md")+":3:9 "; got != want {
		t.Errorf("the editor was given %q, want %q", got, want)
	}
	w.write("content/README.md", "# Home\n\nText.\n")
	w.shows("✓ all mended")
	w.hides("error[B201]")

	w.press("e")
	w.shows("there is no error that has a place")
	w.press("o")
	if got := await(t, filepath.Join(w.dir, "xdg-open.args")); !strings.HasPrefix(got, "http://localhost:") {
		t.Errorf("the browser was given %q", got)
	}
	help := func(s string) bool { return strings.Contains(s, "q  quit; Ctrl-C does, too") }
	w.insist("?", help)
	w.press("\r")
	w.press("\x1b[A") // an arrow
	w.press("quit")   // pasted
	w.insist("c", func(s string) bool { return !strings.Contains(s, "all mended") && strings.Contains(s, "q quit") })
	w.shows("http://localhost:")

	w.press("\x1a") // nobody is there who could wake us: we go on
	w.insist("?", help)
	w.raw(true)
	w.press("q")
	w.ends(0)
}

func TestTheTerminalIsGivenBack(t *testing.T) {
	for name, end := range map[string]func(w *window){
		"Ctrl-C": func(w *window) { w.press("\x03") },
		"TERM":   func(w *window) { w.cmd.Process.Signal(syscall.SIGTERM) },
		"INT":    func(w *window) { w.cmd.Process.Signal(os.Interrupt) },
	} {
		t.Run(name, func(t *testing.T) {
			w := openWindow(t, "baton", "build", "--watch")
			w.shows("files written", "q quit")
			w.raw(true)
			end(w)
			w.ends(exitInterrupted)
		})
	}
}

// A shell that stops us and wakes us has used the terminal meanwhile: we take it again, and paint anew.
func TestTheTerminalIsTakenAgain(t *testing.T) {
	w := openWindow(t, "baton", "serve", "--port", "0")
	w.shows("q quit")
	w.raw(true)
	w.cmd.Process.Signal(syscall.SIGSTOP)
	if err := unix.IoctlSetTermios(int(w.slave.Fd()), unix.TCSETS, &w.before); err != nil {
		t.Fatal(err)
	}
	w.cmd.Process.Signal(syscall.SIGCONT)
	w.raw(true)
	w.press("q")
	w.ends(0)
}

// Behind a shell serve goes on, leaves the shell's lines alone and the keys to it; back in front it has both again.
func TestServeBehindAShell(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("SKIPPED: no bash with jobs")
	}
	w := openWindow(t, shell, "--norc", "--noprofile", "-i")
	w.press("baton serve --port 0\r")
	w.shows("q quit")
	w.raw(true)
	w.press("\x1a")
	w.shows("Stopped")
	w.press("bg\r")
	w.shows("serve --port 0 &")
	w.press("echo he\"\"llo\r")
	w.shows("hello")
	w.write("content/README.md", "# Home\n\nOther text.\n")
	w.shows("content/README.md ", "→ ", "hello")
	w.press("fg\r")
	w.insist("?", func(s string) bool { return strings.Contains(s, "q  quit; Ctrl-C does, too") })
	w.shows("hello", "content/README.md ")
	w.press("q")
	w.until("the shell", func(s string) bool { return strings.HasSuffix(strings.TrimSpace(s), "shell>") })
	w.press("echo status $?.\r")
	w.shows("status 0.")

	w.press("baton serve --port 0 &\r")
	w.until("the second address", func(s string) bool { return strings.Count(s, "➜ http://") == 2 })
	w.press("echo wo\"\"rld\r")
	w.shows("world")
	w.press("kill %1\r")
	w.insist("\r", func(s string) bool { return strings.Contains(s, "Exit 130") }) // bash says it with the next prompt
}

// Not every terminal can be painted over, and then no key is taken.
func TestADumbTerminalGetsPlainLines(t *testing.T) {
	for _, env := range []string{"TERM=dumb", "CI=true"} {
		w := openWindow(t, "/usr/bin/env", env, "baton", "serve", "--port", "0", "--color", "never")
		w.shows("network: off")
		w.write("content/README.md", "# Home\n\nOther text.\n")
		w.shows("content/README.md  → ")
		if s := w.screen.String(); strings.Contains(s, "q quit") || strings.Contains(s, "➜") {
			t.Errorf("%s: the window shows:\n%s", env, s)
		}
		w.raw(false)
		w.press("\x03") // the terminal makes a signal of it
		w.ends(exitInterrupted)
	}
}

func TestTheTerminalIsGivenBackAfterACrash(t *testing.T) {
	w := openWindow(t, "crash")
	w.shows("panic: crash")
	w.ends(2)
}

// When serve has ended, nothing of it goes on.
func TestServeEndsAltogether(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte("# Home\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	out, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	done := make(chan int)
	go func() {
		defer in.Close()
		done <- run([]string{"serve", "-s", dir, "--port", "0"}, streams{strings.NewReader(""), in, in})
	}()
	var said []byte
	for buf := make([]byte, 512); !strings.Contains(string(said), "network: off"); {
		n, err := out.Read(buf)
		if err != nil {
			t.Fatalf("%v after %q", err, said)
		}
		said = append(said, buf[:n]...)
	}
	address := regexp.MustCompile(`http://\S+`).Find(said)
	r, err := http.Get(string(address))
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := <-done; status != exitInterrupted {
		t.Errorf("exit status %d, want %d", status, exitInterrupted)
	}
	var left []string
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(5 * time.Millisecond) {
		left = nil
		stacks := make([]byte, 1<<20)
		for _, g := range strings.Split(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
			if strings.Contains(g, "baton/generator/internal/") || strings.Contains(g, "net/http") {
				left = append(left, g)
			}
		}
		if len(left) == 0 {
			return
		}
	}
	t.Errorf("still running:\n%s", strings.Join(left, "\n\n"))
}
