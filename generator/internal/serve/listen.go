package serve

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"sync"
	"syscall"
)

// Listen opens a port of host. Without an explicit port the next free one up to ten further is taken.
//
// "localhost" is both addresses of the loopback interface, for a browser may try either: the port is ours only if
// nobody else has it at one of them.
func Listen(host string, port int, explicit bool) (net.Listener, error) {
	last := port
	if !explicit {
		last = min(port+10, 65535)
	}
	for p := port; ; p++ {
		l, err := listen(host, p)
		switch {
		case err == nil:
			return l, nil
		case !taken(err):
			return nil, err
		case p < last:
		case explicit:
			return nil, fmt.Errorf("port %d is taken: %w", port, err)
		default:
			return nil, fmt.Errorf("the ports %d to %d are all taken: %w", port, last, err)
		}
	}
}

// listen opens one port, at both addresses if host is "localhost".
func listen(host string, port int) (net.Listener, error) {
	if bare(host) != "localhost" {
		return net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
	}
	four, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil && taken(err) {
		return nil, err
	}
	free := port == 0
	if four != nil {
		port = four.Addr().(*net.TCPAddr).Port
	}
	six, err6 := net.Listen("tcp6", net.JoinHostPort("::1", strconv.Itoa(port)))
	switch {
	case four == nil && six == nil:
		return nil, err
	case four == nil:
		return six, nil
	case six != nil:
		return join(four, six), nil
	case taken(err6):
		four.Close()
		if free {
			return listen(host, 0) // any port will do, as long as both addresses have it
		}
		return nil, err6
	}
	return four, nil // there is no IPv6 here
}

// taken reports whether an error says that somebody else listens there.
func taken(err error) bool {
	const onWindows = syscall.Errno(10048) // WSAEADDRINUSE, which package syscall calls by another name
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, onWindows)
}

// both accepts from two listeners; its address is that of the first.
type both struct {
	net.Listener
	other net.Listener
	conns chan accepted
	done  chan struct{}
	once  sync.Once
}

type accepted struct {
	conn net.Conn
	err  error
}

func join(first, second net.Listener) net.Listener {
	b := &both{Listener: first, other: second, conns: make(chan accepted), done: make(chan struct{})}
	go b.pass(first)
	go b.pass(second)
	return b
}

// pass hands on what one of the listeners accepts, until that is closed.
func (b *both) pass(l net.Listener) {
	for {
		conn, err := l.Accept()
		select {
		case b.conns <- accepted{conn, err}:
		case <-b.done:
			if conn != nil {
				conn.Close()
			}
			return
		}
		if errors.Is(err, net.ErrClosed) {
			return
		}
	}
}

func (b *both) Accept() (net.Conn, error) {
	select {
	case a := <-b.conns:
		return a.conn, a.err
	case <-b.done:
		return nil, net.ErrClosed
	}
}

func (b *both) Close() error {
	b.once.Do(func() { close(b.done) })
	return errors.Join(b.Listener.Close(), b.other.Close())
}
