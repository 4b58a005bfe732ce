package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"

	"github.com/alecthomas/kong"
)

// openBrowser opens an address that we serve in the browser of the author's choice.
func openBrowser(address string) error {
	command := []string{"xdg-open"}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open"}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler"}
	}
	if err := launch(append(command, address)); err != nil {
		return fmt.Errorf("cannot open a browser: %w", err)
	}
	return nil
}

// launch starts a program that lives on beside us; nothing of it reaches our terminal.
func launch(argv []string) error {
	cmd := exec.Command(argv[0], argv[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait() // so that it leaves no zombie
	return nil
}

// named reports whether the user gave the flag, on the command line or in the environment.
func named(ctx *kong.Context, flag string) bool {
	for _, f := range ctx.Flags() {
		if f.Name != flag {
			continue
		}
		for _, p := range ctx.Path {
			if p.Flag == f {
				return true
			}
		}
		for _, env := range f.Envs {
			if _, ok := os.LookupEnv(env); ok {
				return true
			}
		}
	}
	return false
}
