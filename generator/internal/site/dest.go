package site

import (
	"net/url"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// dest is the destination of a link that may lead to a place in this site, taken apart.
type dest struct {
	path     string // decoded once, composed, with forward slashes; "" is the page itself
	raw      string // path as it is written
	fragment string // decoded once, composed
	absolute bool   // counts from the root of the content
	wiki     bool   // path is a name
}

// parseDest takes a destination apart. What follows a "?" is for servers, and there is none.
func parseDest(s string) dest {
	s, fragment, _ := strings.Cut(s, "#")
	s, _, _ = strings.Cut(s, "?")
	fragment, _, _ = strings.Cut(fragment, ":~:") // a text to look for: the browser's business
	raw := strings.ReplaceAll(s, `\`, "/")
	return dest{
		path:     norm.NFC.String(decoded(raw)),
		raw:      raw,
		fragment: norm.NFC.String(decoded(fragment)),
		absolute: strings.HasPrefix(raw, "/"),
	}
}

// decoded resolves percent signs, once. Text that is not encoded well is what it says.
func decoded(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	if d, err := url.PathUnescape(s); err == nil {
		return strings.ToValidUTF8(d, "\uFFFD")
	}
	return s
}

// forMarkdown writes what a destination cannot hold.
var forMarkdown = strings.NewReplacer(" ", "%20", "<", "%3C", ">", "%3E")

// nature tells what kind of thing a destination names.
type nature uint8

const (
	internal  nature = iota // perhaps a place in this site
	empty                   // nothing
	elsewhere               // another site, a mail address, a telephone
	forbidden               // a scheme that may run code, or that nobody knows
	template                // it is still to be filled in by another tool
)

// natureOf tells what kind of thing a destination names.
func natureOf(s string) nature {
	switch {
	case s == "":
		return empty
	case strings.Contains(s, "{{"), strings.Contains(s, "{%"), strings.Contains(s, "<%"):
		return template
	case strings.HasPrefix(s, "//"), strings.HasPrefix(s, `\\`):
		return elsewhere
	}
	switch scheme := schemeOf(s); {
	case scheme == "":
		return internal
	case schemes[scheme]:
		return elsewhere
	default:
		return forbidden
	}
}

// schemeOf returns the scheme of an address in small letters, as a browser reads it: it skips blanks and
// control characters. A single letter is a drive.
func schemeOf(s string) string {
	var scheme []byte
	for i := range len(s) {
		switch c := s[i]; {
		case c <= ' ' || c == 0x7f:
		case 'a' <= c && c <= 'z', len(scheme) > 0 && ('0' <= c && c <= '9' || c == '+' || c == '.' || c == '-'):
			scheme = append(scheme, c)
		case 'A' <= c && c <= 'Z':
			scheme = append(scheme, c+'a'-'A')
		case c == ':' && len(scheme) > 1:
			return string(scheme)
		default:
			return ""
		}
	}
	return ""
}

// schemes are those that a handbook may link to. None of them can run anything in the page.
var schemes = map[string]bool{
	"http": true, "https": true, "mailto": true, "tel": true, "sms": true,
	"callto": true, "facetime": true, "feed": true, "ftp": true, "ftps": true, "geo": true, "git": true,
	"irc": true, "ircs": true, "matrix": true, "msteams": true, "news": true, "sftp": true, "sip": true,
	"sips": true, "skype": true, "slack": true, "ssh": true, "webcal": true, "xmpp": true, "zoommtg": true,
}

// isPicture reports whether a data: address holds a picture that cannot carry script.
func isPicture(s string) bool {
	s = strings.ToLower(s)
	for _, kind := range []string{"png", "jpeg", "jpg", "gif", "webp", "avif"} {
		if rest, ok := strings.CutPrefix(s, "data:image/"+kind); ok && (rest == "" || rest[0] == ';' || rest[0] == ',') {
			return true
		}
	}
	return false
}
