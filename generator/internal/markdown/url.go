package markdown

import "strings"

// schemes are what a link may begin with. Anything else that looks like a scheme is not linked.
var schemes = setOf("http https mailto tel sms ftp")

// linkable reports whether a browser that follows dest stays among pages, mails and calls.
func linkable(dest string) bool {
	scheme, ok := schemeOf(dest)
	return !ok || schemes[scheme]
}

// showable reports whether a browser may load dest as an image.
func showable(dest string) bool {
	scheme, ok := schemeOf(dest)
	if !ok || scheme == "http" || scheme == "https" {
		return true
	}
	if scheme != "data" {
		return false
	}
	rest := strings.ToLower(plainURL(dest)[len("data:"):])
	for _, kind := range []string{"png", "jpeg", "gif", "webp"} {
		if after, ok := strings.CutPrefix(rest, "image/"+kind); ok && strings.IndexAny(after, ";,") == 0 {
			return true
		}
	}
	return false
}

// external reports whether dest leads to another site.
func external(dest string) bool {
	scheme, ok := schemeOf(dest)
	return ok && (scheme == "http" || scheme == "https" || scheme == "ftp") || strings.HasPrefix(plainURL(dest), "//")
}

// schemeOf returns the scheme of an address in lower case, as a browser would find it.
func schemeOf(dest string) (string, bool) {
	dest = plainURL(dest)
	for i, c := range []byte(dest) {
		switch {
		case c == ':':
			return strings.ToLower(dest[:i]), i > 0
		case isAlphaNumeric(c) && (i > 0 || c > '9'):
		case i > 0 && (c == '+' || c == '-' || c == '.'):
		default:
			return "", false
		}
	}
	return "", false
}

// plainURL takes out what browsers skip: blanks and control characters around an address, and tabs and line
// ends everywhere in it.
func plainURL(dest string) string {
	dest = strings.TrimFunc(dest, func(r rune) bool { return r <= ' ' })
	if !strings.ContainsAny(dest, "\t\n\r") {
		return dest
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(dest)
}
