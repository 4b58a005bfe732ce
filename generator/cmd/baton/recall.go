package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"baton/generator/internal/live"
)

// memory is where sessions with the source folder keep what they have parsed: in the user's folder for what may be
// deleted at any time. Its version is the size and the sum of this very program. Without such a folder nothing is kept.
func (in *input) memory() live.Memory {
	dir, err := os.UserCacheDir()
	if err != nil {
		return live.Memory{}
	}
	folder, err := filepath.Abs(in.Source)
	if err != nil {
		return live.Memory{}
	}
	version, err := sumOfProgram()
	if err != nil {
		return live.Memory{}
	}
	sum := sha256.Sum256([]byte(folder))
	return memoryIn(filepath.Join(dir, "baton"), hex.EncodeToString(sum[:12])+".memory", version)
}

// memoryIn is memory in a file of a folder that only its owner may read: there is text of the handbook in it.
func memoryIn(dir, name, version string) live.Memory {
	return live.Memory{
		Version: version,
		Load:    func() ([]byte, error) { return os.ReadFile(filepath.Join(dir, name)) },
		Save: func(data []byte) error {
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return err
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				return err
			}
			defer root.Close()
			return writeWhole(root, name, data)
		},
	}
}

// sumOfProgram tells this build from another. It is not safe against somebody who would deceive their own cache, and
// takes a tenth of the time of a sum that is.
func sumOfProgram() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, make([]byte, 1<<20))
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d-%08x", n, h.Sum32()), nil
}
