package layouts

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"
	"testing"
)

// Files of others stay as they came: each has a licence, a version, and the checksum that is written beside it.
func TestVendorIsUnmodified(t *testing.T) {
	folders, err := fs.ReadDir(FS, "vendor")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no vendored files: %v", err)
	}
	for _, folder := range folders {
		dir := path.Join("vendor", folder.Name())
		if text, err := fs.ReadFile(FS, path.Join(dir, "VERSION")); err != nil || len(text) == 0 {
			t.Errorf("%s has no VERSION: %v", dir, err)
		}
		sums := map[string]string{}
		text, err := fs.ReadFile(FS, path.Join(dir, "SHA256SUMS"))
		if err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		for line := range strings.Lines(string(text)) {
			sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
			sums[name] = sum
		}
		if sums["OFL.txt"] == "" && sums["LICENSE"] == "" {
			t.Errorf("%s has no licence under its checksums", dir)
		}
		files, err := fs.ReadDir(FS, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if f.Name() == "VERSION" || f.Name() == "SHA256SUMS" {
				continue
			}
			data, err := fs.ReadFile(FS, path.Join(dir, f.Name()))
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(data)
			if hex.EncodeToString(sum[:]) != sums[f.Name()] {
				t.Errorf("%s/%s is not the file whose checksum stands in SHA256SUMS", dir, f.Name())
			}
		}
	}
}
