package publish

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// B012, B030: whatever the spelling, an output folder that would swallow other people's files is refused
// before anything is written.
func TestB030_DangerousOutputFoldersAreRefused(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	project := filepath.Join(home, "work", "project")
	content := filepath.Join(project, "content")
	if err := os.MkdirAll(content, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(content, "a.md"), []byte("# A"), 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(home, "link")
	if err := os.Symlink(project, link); err != nil {
		t.Fatal(err)
	}
	t.Chdir(project)
	before := read(t, project)
	for _, out := range []string{
		".", "./", "..", "../", "../..", "../../..", "", " ", string(filepath.Separator),
		home, home + "/", filepath.Join(home, "work"), project, link, link + "/", filepath.Join(link, "."),
		"content", "content/public", "content/", "./content/../content", filepath.Join(link, "content"), filepath.Join(link, "content", "x"),
		"content/a.md",
	} {
		if _, err := Sync(out, []string{content}, siteA); !errors.Is(err, ErrRefused) {
			t.Errorf("%q: error %v, want a refusal", out, err)
		}
	}
	if after := read(t, project); len(after) != len(before) {
		t.Errorf("files changed: %v, then %v", before, after)
	}
	for _, out := range []string{"public", filepath.Join(link, "public2"), "content-public", filepath.Join(home, "site")} {
		if _, err := Sync(out, []string{content}, siteA); err != nil {
			t.Errorf("%q: %v", out, err)
		}
	}
	if _, err := Sync(link+"3/../../"+filepath.Base(home)+"/site", []string{content}, siteA); err != nil {
		t.Errorf("a roundabout path: %v", err)
	}
}

func TestB030_OtherCaseOfTheSameFolder(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	if err := os.Mkdir(content, 0o755); err != nil {
		t.Fatal(err)
	}
	upper := filepath.Join(dir, "CONTENT")
	if _, err := os.Stat(upper); err != nil {
		// The same rule for folders that are the same under another name: a bind mount or a link.
		if err := os.Symlink(content, upper); err != nil {
			t.Fatal(err)
		}
	}
	if err := Refuse(upper, []string{content}); !errors.Is(err, ErrRefused) {
		t.Errorf("%s on %s: %v", upper, runtime.GOOS, err)
	}
}
