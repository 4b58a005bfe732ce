package main

import (
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptCommands are what scripts can say besides what every testscript can; most are about programs that go on until
// they are told otherwise.
var scriptCommands = map[string]func(*testscript.TestScript, bool, []string){
	"status":  status,
	"start":   start,
	"end":     end,
	"until":   until,
	"address": address,
	"get":     get,
	"hold":    hold,
	"within":  within,
}

// patience is how long a script waits for what must happen.
const patience = 30 * time.Second

// programs are those that a script has started, by name.
type programs map[string]*program

type program struct {
	cmd  *exec.Cmd
	done chan struct{}
}

// start NAME COMMAND…: begins a command; its output goes to the files NAME.out and NAME.err.
func start(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: start NAME COMMAND…")
	}
	name := args[0]
	bin, err := lookPath(ts.Getenv("PATH"), args[1])
	ts.Check(err)
	cmd := exec.Command(bin, args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, env := range []string{"PATH", "HOME", "WORK", "TMPDIR", "NO_COLOR", "BATON_EDITOR", "VISUAL", "EDITOR"} {
		cmd.Env = append(cmd.Env, env+"="+ts.Getenv(env))
	}
	out, err := os.Create(ts.MkAbs(name + ".out"))
	ts.Check(err)
	defer out.Close()
	errs, err := os.Create(ts.MkAbs(name + ".err"))
	ts.Check(err)
	defer errs.Close()
	cmd.Stdout, cmd.Stderr = out, errs
	ts.Check(cmd.Start())
	p := &program{cmd: cmd, done: make(chan struct{})}
	go func() {
		defer close(p.done)
		cmd.Wait()
	}()
	ts.Defer(func() {
		cmd.Process.Kill()
		<-p.done
	})
	ts.Value("programs").(programs)[name] = p
}

// end NAME SIGNAL STATUS: sends the signal, and the program ends within three seconds with the exit status.
func end(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: end NAME INT|TERM STATUS")
	}
	p := ts.Value("programs").(programs)[args[0]]
	signal := map[string]os.Signal{"INT": os.Interrupt, "TERM": syscall.SIGTERM}[args[1]]
	ts.Check(p.cmd.Process.Signal(signal))
	select {
	case <-p.done:
	case <-time.After(3 * time.Second):
		ts.Fatalf("%s goes on after %s", args[0], args[1])
	}
	if got := p.cmd.ProcessState.ExitCode(); strconv.Itoa(got) != args[2] {
		ts.Fatalf("%s ended with the status %d, want %s", args[0], got, args[2])
	}
}

// until REGEXP FILE: waits until the file holds it; with "!", until it does not.
func until(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] until REGEXP FILE")
	}
	re := regexp.MustCompile(`(?m)` + args[0])
	var data []byte
	eventually(ts, func() bool {
		data, _ = os.ReadFile(ts.MkAbs(args[1]))
		return re.Match(data) != neg
	}, func() { ts.Fatalf("%s: waited for %q in vain; it holds:\n%s", args[1], args[0], data) })
}

// address VARIABLE FILE: waits until the file names an address, and sets the variable to it, without its last slash.
func address(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: address VARIABLE FILE")
	}
	var data []byte
	eventually(ts, func() bool {
		data, _ = os.ReadFile(ts.MkAbs(args[1]))
		m := regexp.MustCompile(`(http://\S+)/\s`).FindSubmatch(data)
		if m != nil {
			ts.Setenv(args[0], string(m[1]))
		}
		return m != nil
	}, func() { ts.Fatalf("%s names no address:\n%s", args[1], data) })
}

// get URL REGEXP: waits until what the address answers holds it; with "!", until it does not.
func get(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] get URL REGEXP")
	}
	re := regexp.MustCompile(`(?m)` + args[1])
	var body []byte
	eventually(ts, func() bool {
		r, err := http.Get(args[0])
		if err != nil {
			return false
		}
		defer r.Body.Close()
		body, err = io.ReadAll(r.Body)
		return err == nil && re.Match(body) != neg
	}, func() { ts.Fatalf("%s: waited for %q in vain; it answers:\n%s", args[0], args[1], body) })
}

// hold VARIABLE [PORT]: takes a port of this machine and sets the variable to its number. A port that somebody else
// has is as good.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: hold VARIABLE [PORT]")
	}
	port := strings.Join(append(args[1:], "0")[:1], "")
	if l, err := net.Listen("tcp", "127.0.0.1:"+port); err == nil {
		ts.Defer(func() { l.Close() })
		port = strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	} else if port == "0" {
		ts.Fatalf("%v", err)
	}
	ts.Setenv(args[0], port)
}

// within SECONDS STATUS COMMAND…: the command ends with the status in less than so many seconds. A busy machine has
// three tries.
func within(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: within SECONDS STATUS COMMAND…")
	}
	limit, err := strconv.ParseFloat(args[0], 64)
	ts.Check(err)
	for range 3 {
		began := time.Now()
		status(ts, false, args[1:])
		if time.Since(began).Seconds() < limit {
			return
		}
	}
	ts.Fatalf("it takes longer than %s s", args[0])
}

// eventually waits for a condition.
func eventually(ts *testscript.TestScript, ok func() bool, failed func()) {
	for limit := time.Now().Add(patience); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(limit) {
			failed()
		}
	}
}

// lookPath finds a program on the path of the script.
func lookPath(path, name string) (string, error) {
	for _, dir := range strings.Split(path, string(os.PathListSeparator)) {
		if p, err := exec.LookPath(dir + string(os.PathSeparator) + name); err == nil {
			return p, nil
		}
	}
	return "", &exec.Error{Name: name, Err: exec.ErrNotFound}
}
