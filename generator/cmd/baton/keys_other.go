//go:build !unix

package main

import "os"

func foreground(int) bool { return true }

func attend() (awake <-chan os.Signal, stop func()) { return nil, func() {} }

func suspend() {}
