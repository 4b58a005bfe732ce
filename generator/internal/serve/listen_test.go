package serve

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hold takes a port at an address, any if port is 0.
func hold(t *testing.T, address string, port int) (taken int) {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().(*net.TCPAddr).Port
}

func portOf(l net.Listener) int { return l.Addr().(*net.TCPAddr).Port }

func hasIPv6() bool {
	l, err := net.Listen("tcp6", "[::1]:0")
	if err == nil {
		l.Close()
	}
	return err == nil
}

// B017: a port that somebody else has at any address that a browser may try is passed over, or refused if it was
// asked for by number.
func TestB017_ATakenPort(t *testing.T) {
	for _, c := range []struct{ held, host string }{
		{"127.0.0.1", "127.0.0.1"}, {"127.0.0.1", "localhost"}, {"::1", "localhost"}, {"0.0.0.0", "localhost"}, {"::", "localhost"},
		{"::1", "::1"}, {"0.0.0.0", "0.0.0.0"}, {"127.0.0.1", "0.0.0.0"},
	} {
		t.Run(c.host+" while "+c.held+" is taken", func(t *testing.T) {
			if strings.Contains(c.held, ":") && !hasIPv6() {
				t.Skip("SKIPPED: this machine has no IPv6")
			}
			port := hold(t, c.held, 0)
			l, err := Listen(c.host, port, true)
			if err == nil {
				l.Close()
				t.Fatal("it was opened")
			}
			if !containsAll(err.Error(), "port "+strconv.Itoa(port)+" is taken") {
				t.Errorf("the error is %q", err)
			}
			if l, err = Listen(c.host, port, false); err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if got := portOf(l); got <= port || got > port+10 {
				t.Errorf("port %d, want one of the ten after %d", got, port)
			}
		})
	}
}

func TestB017_AllPortsTaken(t *testing.T) {
	// The last ports there are: none of them is free, and there is none beyond.
	for port := 65534; port <= 65535; port++ {
		if l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			defer l.Close()
		}
	}
	l, err := Listen("localhost", 65534, false)
	if err == nil {
		l.Close()
		t.Fatal("it was opened")
	}
	if !containsAll(err.Error(), "65534 to 65535") {
		t.Errorf("the error is %q", err)
	}
}

// What cannot be opened for another reason is not tried again at other ports.
func TestB017_AnAddressOfAnotherMachine(t *testing.T) {
	l, err := Listen("192.0.2.1", 4800, false)
	if err == nil {
		l.Close()
		t.Fatal("it was opened")
	}
	if strings.Contains(err.Error(), "taken") {
		t.Errorf("the error is %q", err)
	}
}

// Whatever address of "localhost" a browser tries, the handbook answers.
func TestLocalhostIsBothAddresses(t *testing.T) {
	l, err := Listen("localhost", 0, true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- New(newFake(t, handbook()), Options{}).Serve(ctx, l) }()
	addresses := []string{"127.0.0.1"}
	if hasIPv6() {
		addresses = append(addresses, "::1")
	}
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: soon}
	for _, a := range addresses {
		r, err := client.Get("http://" + net.JoinHostPort(a, strconv.Itoa(portOf(l))) + "/")
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, r.Body)
		r.Body.Close()
		if r.StatusCode != 200 {
			t.Errorf("%s: %d", a, r.StatusCode)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	for _, a := range addresses {
		if c, err := net.Dial("tcp", net.JoinHostPort(a, strconv.Itoa(portOf(l)))); err == nil {
			c.Close()
			t.Errorf("%s still answers", a)
		}
	}
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a closed listener accepts: %v", err)
	}
}

// A client that sends its request slowly is let go; a socket stays for as long as it likes.
func TestSlowClientsAreLetGoAndSocketsStay(t *testing.T) {
	l, err := Listen("127.0.0.1", 0, true)
	if err != nil {
		t.Fatal(err)
	}
	s := New(newFake(t, handbook()), Options{})
	s.pace.answer = time.Second
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	h := &house{Server: s, t: t, client: http.DefaultClient, url: "http://" + l.Addr().String()}
	tab := h.dial()
	tab.hello("index.html", "old")
	tab.want("page", "findings")

	for _, request := range []string{"GET / HTTP/1.1\r\nHost: loc", "POST /_baton/open HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nX-Baton-Token: " +
		s.token + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"} {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, request)
		c.SetDeadline(time.Now().Add(soon))
		if _, err := io.Copy(io.Discard, c); err != nil {
			t.Errorf("%.20q: it was not let go: %v", request, err)
		}
	}
	tab.hello("index.html", "older") // long after every deadline
	tab.want("page", "findings")
	stop()
	tab.wantGone()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
