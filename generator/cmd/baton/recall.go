package main

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"baton/generator/internal/live"
)

// memory is where sessions with the source folder keep what they have parsed: in the user's folder for what may be
// deleted at any time. Its version is the sum of this very program. Without such a folder nothing is kept.
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
	name := sha256.Sum256([]byte(folder))
	return live.Memory{File: filepath.Join(dir, "baton", hex.EncodeToString(name[:12])+".memory"), Version: version}
}

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
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
