package serve

import (
	"crypto/subtle"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"

	"baton/generator/internal/render"
)

// A guard decides which requests are answered at all.
type guard struct{ hosts map[string]bool }

func newGuard(hosts []string) guard {
	g := guard{hosts: map[string]bool{}}
	for _, host := range hosts {
		g.hosts[bare(host)] = true
	}
	return g
}

// admit sets what every answer carries, and refuses requests for names that are not ours and requests that pages
// of other origins make.
func (g guard) admit(w http.ResponseWriter, r *http.Request) bool {
	head := w.Header()
	head.Set("Content-Security-Policy", render.Policy+"; frame-ancestors 'self'")
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	head.Set("Cache-Control", "no-cache")
	switch {
	case !g.knows(r.Host):
		http.Error(w, "this server answers only to names of this machine; start it with --host to allow another", http.StatusForbidden)
		return false
	case r.Header.Get("Origin") != "" && !ownOrigin(r):
		http.Error(w, "this server answers no other origin", http.StatusForbidden)
		return false
	}
	return true
}

// knows reports whether the Host header names this machine, so that a name which an attacker points here
// (DNS rebinding) is not answered.
func (g guard) knows(host string) bool {
	if n, _, err := net.SplitHostPort(host); err == nil {
		host = n
	}
	name := bare(host)
	if name == "localhost" || strings.HasSuffix(name, ".localhost") || name != "" && g.hosts[name] {
		return true
	}
	// Who listens on all addresses is reached by any of them; an address cannot be pointed elsewhere.
	ip := net.ParseIP(name)
	return ip != nil && (ip.IsLoopback() || g.hosts["0.0.0.0"] || g.hosts["::"])
}

// bare is a name or an address without brackets, the dot at its end, and case.
func bare(host string) string {
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

// ownOrigin reports whether the request says that a page of this very server made it. Browsers always say so when
// they open a socket or post. The scheme is not compared: behind a proxy it is another one.
func ownOrigin(r *http.Request) bool {
	if len(r.Header.Values("Origin")) != 1 {
		return false
	}
	u, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

// mayAct refuses a request to do something unless a page of this server makes it, on purpose: another site's form
// can send neither the token nor JSON.
func mayAct(r *http.Request, token string) error {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method != http.MethodPost:
		return refusal{http.StatusMethodNotAllowed, "only POST"}
	case !ownOrigin(r):
		return refusal{http.StatusForbidden, "only a page of this server may ask for this"}
	case subtle.ConstantTimeCompare([]byte(r.Header.Get("X-Baton-Token")), []byte(token)) != 1:
		return refusal{http.StatusForbidden, "the token is not that of this session; reload the page"}
	case kind != "application/json":
		return refusal{http.StatusUnsupportedMediaType, "only application/json"}
	}
	return nil
}
