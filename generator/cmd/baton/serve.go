package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"baton/generator/internal/serve"
)

type serveCmd struct {
	input
	report
	Port int    `default:"4800" help:"Port; if it is not named and taken, the next free one (${default})."`
	Host string `default:"localhost" help:"Name or address to listen on; anything but this machine's own opens the handbook to others."`
	Open bool   `help:"Open the handbook in a browser."`
}

func (c *serveCmd) Help() string {
	return `Examples:
  baton serve
  baton serve --open -D
  baton serve --port 5000

The site is built and shown from memory; the output folder is left alone.`
}

func (c *serveCmd) Run(std streams, ctx *kong.Context) error {
	b, err := c.build()
	if err != nil {
		return err
	}
	c.print(std, std.err, c.Source, b.Diags, b.snap)
	l, err := serve.Listen(c.Host, c.Port, named(ctx, "port"))
	if err != nil {
		return &failure{status: exitDisk, err: err, hint: "choose another port with --port"}
	}
	address := "http://" + net.JoinHostPort(c.Host, fmt.Sprint(l.Addr().(*net.TCPAddr).Port)) + "/"
	fmt.Fprintf(std.out, "%s  (Ctrl-C ends)\n", address)
	if c.Open {
		if err := openBrowser(address); err != nil {
			fmt.Fprintf(std.err, "baton: cannot open a browser: %s\n", err)
		}
	}
	return serveUntilInterrupt(l, serve.Handler(b.Files, c.Host))
}

func serveUntilInterrupt(l net.Listener, h http.Handler) error {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: time.Minute}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	quick, stop := context.WithTimeout(context.Background(), 2*time.Second)
	defer stop()
	if err := srv.Shutdown(quick); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
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

func openBrowser(address string) error {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", address).Start()
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", address).Start()
	}
	return exec.Command("xdg-open", address).Start()
}
