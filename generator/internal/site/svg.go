package site

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
)

// ScriptInSVG reports whether an SVG picture can run something, or fetch something from elsewhere, when it is
// opened by its own address: script, event handlers, foreign HTML, addresses that are script, and entities
// from outside. What cannot be read as XML is searched for the words.
func ScriptInSVG(data []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = asLatin
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return false
		}
		if err != nil {
			return suspicious.Match(data) || bytes.IndexByte(data, 0) >= 0 // perhaps two bytes a character
		}
		switch t := token.(type) {
		case xml.StartElement:
			if scriptedElement(t) {
				return true
			}
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return true
			}
		case xml.ProcInst:
			if t.Target == "xml-stylesheet" {
				return true
			}
		}
	}
}

func scriptedElement(e xml.StartElement) bool {
	switch strings.ToLower(e.Name.Local) {
	case "script", "foreignobject", "iframe", "object", "embed", "handler":
		return true
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		if strings.HasPrefix(name, "on") {
			return true
		}
		switch schemeOf(a.Value) {
		case "javascript", "vbscript":
			return true
		case "data":
			if !isPicture(a.Value) {
				return true
			}
		}
	}
	return false
}

// suspicious finds in text that is no XML what a more lenient reader might run.
var suspicious = regexp.MustCompile(`(?i)<\s*(script|foreignobject|iframe|!entity)|\son[a-z]+\s*=|javascript:`)

// asLatin reads each byte as one character. That is right for names of elements and attributes in every
// encoding that a picture is likely to have.
func asLatin(charset string, r io.Reader) (io.Reader, error) {
	if strings.HasPrefix(strings.ToLower(charset), "utf-16") {
		return nil, errors.New("two bytes a character")
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	for _, b := range data {
		out.WriteRune(rune(b))
	}
	return &out, nil
}
