package watch

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// B008: the real limits, lowered in a user namespace of its own so that nobody else notices.
func TestB008_RealLimits(t *testing.T) {
	if os.Getenv("BATON_TEST_LIMITS") == "" {
		self, err := os.Executable()
		must(t, err)
		cmd := exec.Command(self, "-test.run=^TestB008_RealLimits$", "-test.v")
		cmd.Env = append(os.Environ(), "BATON_TEST_LIMITS=1")
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		}
		out, err := cmd.CombinedOutput()
		switch {
		case errors.Is(err, syscall.EPERM) || strings.Contains(string(out), "--- SKIP"):
			t.Skipf("SKIPPED: no user namespaces here: %v %s", err, out)
		case err != nil || !strings.Contains(string(out), "--- PASS"):
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	set := func(name, value string) {
		if err := os.WriteFile("/proc/sys/user/"+name, []byte(value), 0); err != nil {
			t.Skipf("SKIPPED: %v", err)
		}
	}
	set("max_inotify_watches", "3")
	dir := t.TempDir()
	folders := []string{"", "a", "b", "c", "d"}
	for _, name := range folders {
		must(t, os.MkdirAll(filepath.Join(dir, name), 0o755))
	}
	w, err := New(dir)
	must(t, err)
	if err := w.Watch(folders); err == nil || !strings.Contains(err.Error(), "max_user_watches") {
		t.Errorf("watching: %v", err)
	}
	if h := w.Take(); len(h.Folders) != 3 {
		t.Errorf("hint %+v, want the three folders that are watched", h)
	}
	set("max_inotify_instances", "1")
	if _, err := New(dir); err == nil || !strings.Contains(err.Error(), "max_user_instances") {
		t.Errorf("a second watcher: %v", err)
	}
	w.Close()
}
