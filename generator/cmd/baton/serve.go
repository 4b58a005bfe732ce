package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/alecthomas/kong"

	"baton/generator/internal/asset"
	"baton/generator/internal/live"
	"baton/generator/internal/serve"
)

type serveCmd struct {
	input
	report
	Port int    `default:"4800" help:"Port; if it is not named and taken, the next free one (${default})."`
	Host string `default:"localhost" help:"Name or address to listen on; anything but this machine's own opens the handbook to others."`
	Open bool   `help:"Open the handbook in a browser."`
	Poll bool   `help:"Look for changes again and again instead of waiting for the system to report them."`
}

func (c *serveCmd) Help() string {
	return `Examples:
  baton serve
  baton serve --open -D
  baton serve --port 5000

What you save is on the screen of every reader at once, and so is every mistake. The site is built and shown
from memory; the output folder is left alone. Keys: o opens a browser, e the last error in your editor
(BATON_EDITOR, VISUAL or EDITOR), ? lists the rest.`
}

func (c *serveCmd) Run(std streams, ctx *kong.Context) error {
	began := time.Now()
	roomy()
	if c.Host == "" {
		return usage("--host: a name or an address to listen on")
	}
	l, err := serve.Listen(c.Host, c.Port, named(ctx, "port"))
	if err != nil {
		return &failure{status: exitDisk, err: err, hint: "choose another port with --port"}
	}
	defer l.Close()
	board := newBoard(&c.report, c.Source, std)
	var server *serve.Server
	session, err := c.session(live.Config{
		Poll: c.Poll,
		Open: func() []string {
			if server == nil { // it shows the session, which begins first
				return nil
			}
			return server.Open()
		},
		Report: func(e live.Event) { board.event(e, outcome{done: pages(e)}) },
	})
	if err != nil {
		return err
	}
	server = serve.New(session, serve.Options{
		Hosts: namesOf(c.Host), Open: editor{c.input}.open, Fix: applyFix(c.Source), Live: liveFiles(session),
	})
	addresses := addressesOf(c.Host, l.Addr().(*net.TCPAddr).Port)
	state, _ := session.State()
	board.begin(c.heading(state, addresses, time.Since(began)))
	browse := func() error { return board.try(openBrowser(addresses[0])) }
	if c.Open {
		browse()
	}
	keyboard := newKeyboard(std)
	return together(keyboard.restore,
		session.Run,
		func(ctx context.Context) error { return server.Serve(ctx, l) },
		func(ctx context.Context) error {
			return board.listen(ctx, keyboard, []key{
				{'o', "open", "open the handbook in a browser", browse},
				board.editKey(c.input),
			})
		},
	)
}

// pages is what became of a change: how many pages are other ones now.
func pages(e live.Event) string {
	switch {
	case !e.Settled, e.Pages < 0:
		return ""
	case e.Pages == 0:
		return "→ no page"
	}
	return "→ " + count(e.Pages, "page")
}

// heading is what serve says when it is ready.
func (c *serveCmd) heading(state *live.State, addresses []string, took time.Duration) heading {
	pages := "not built yet"
	if g := state.Generation; g != nil {
		pages = count(len(g.Site.Pages), "page")
	}
	drafts := "drafts left out (-D shows them)"
	if c.Drafts {
		drafts = "drafts shown"
	}
	h := heading{title: fmt.Sprintf("baton %s  ready in %s", version(), duration(took)), first: true}
	for i, a := range addresses {
		if i == 0 {
			a += "  " + pages + ", " + drafts
		}
		h.rows = append(h.rows, a)
	}
	if loopback(c.Host) {
		h.rows = append(h.rows, "network: off (--host opens it)")
	}
	return h
}

// addressesOf are the addresses under which readers reach the port, this machine's own first.
func addressesOf(host string, port int) []string {
	url := func(host string) string { return "http://" + net.JoinHostPort(host, strconv.Itoa(port)) + "/" }
	if ip := net.ParseIP(host); ip == nil || !ip.IsUnspecified() {
		return []string{url(host)}
	}
	out := []string{url("localhost")}
	nets, _ := net.InterfaceAddrs()
	for _, a := range nets {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			out = append(out, url(n.IP.String()))
		}
	}
	return out
}

// namesOf are the names under which readers may reach a host to listen on: where that is every address of this
// machine, its own name is one.
func namesOf(host string) []string {
	names := []string{host}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		if name, err := os.Hostname(); err == nil {
			names = append(names, name)
		}
	}
	return names
}

// loopback reports whether a host to listen on is this machine alone.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// liveFiles returns what makes the script that serve adds to pages, from the newest layouts that work.
func liveFiles(session *live.Session) func() (js, css []byte, err error) {
	return func() ([]byte, []byte, error) {
		from := lay(nil)
		if state, _ := session.State(); state.Generation != nil {
			from = state.Generation.Inputs.Layouts
		}
		return asset.Live(from)
	}
}
