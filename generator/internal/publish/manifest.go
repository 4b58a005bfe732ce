package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// manifest lists the files in the output folder that are Baton's.
type manifest struct {
	Format string   `json:"format"`
	Files  []string `json:"files"` // sorted
	Sum    string   `json:"sum"`   // over Files, so that damage shows
}

const manifestFormat = "baton-manifest/1"

func newManifest(files []File) *manifest {
	m := &manifest{Format: manifestFormat}
	for _, f := range files {
		m.Files = append(m.Files, f.Path)
	}
	return m.seal()
}

func (m *manifest) seal() *manifest {
	slices.Sort(m.Files)
	m.Files = slices.Compact(m.Files)
	m.Sum = m.sum()
	return m
}

func (m *manifest) sum() string {
	h := sha256.Sum256([]byte(m.Format + "\n" + strings.Join(m.Files, "\n")))
	return hex.EncodeToString(h[:])
}

func (m *manifest) union(other *manifest) *manifest {
	u := &manifest{Format: manifestFormat, Files: slices.Clone(m.Files)}
	if other != nil {
		u.Files = append(u.Files, other.Files...)
	}
	return u.seal()
}

func (m *manifest) equal(other *manifest) bool {
	return other != nil && m.Sum == other.Sum
}

func (m *manifest) has(p string) bool {
	if m == nil {
		return false
	}
	_, ok := slices.BinarySearch(m.Files, p)
	return ok
}

// readManifest returns nil if there is none. A damaged one is an error: without it nobody knows what may go.
func readManifest(disk disk) (*manifest, error) {
	data, err := disk.ReadFile(manifestPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", manifestPath, err)
	}
	m := &manifest{}
	if json.Unmarshal(data, m) != nil || m.Format != manifestFormat || m.Sum != m.sum() || !slices.IsSorted(m.Files) {
		return nil, fmt.Errorf("%w: %s is damaged or from another version; delete the output folder and build again", ErrRefused, manifestPath)
	}
	return m, nil
}

func writeManifest(disk disk, m *manifest) error {
	data, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	tmp := tmpDir + "/manifest"
	if err := disk.MkdirAll(tmpDir); err != nil {
		return fmt.Errorf("create %s: %w", tmpDir, err)
	}
	if err := disk.WriteFile(tmp, append(data, '\n')); err != nil {
		return fmt.Errorf("write %s: %w", manifestPath, err)
	}
	if err := disk.Rename(tmp, manifestPath); err != nil {
		return fmt.Errorf("write %s: %w", manifestPath, err)
	}
	return nil
}
