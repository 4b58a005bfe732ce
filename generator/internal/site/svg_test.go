package site

import "testing"

// TestB062_ScriptInSVG is about pictures that run something when they are opened by their own address.
func TestB062_ScriptInSVG(t *testing.T) {
	const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">`
	for name, tt := range map[string]struct {
		data string
		want bool
	}{
		"plain":                 {head + `<title>based on a plan</title><path d="M0 0"/></svg>`, false},
		"style":                 {head + `<path style="fill:red"/><style>path{fill:red}</style></svg>`, false},
		"reference inside":      {head + `<use href="#a"/><path fill="url(#b)"/></svg>`, false},
		"link":                  {head + `<a href="https://service.example"><path/></a></svg>`, false},
		"picture inside":        {head + `<image href="data:image/png;base64,AAAA"/></svg>`, false},
		"doctype":               {`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">` + head + `</svg>`, false},
		"other encoding":        {`<?xml version="1.0" encoding="iso-8859-1"?>` + head + "<title>caf\xe9, on = off</title></svg>", false},
		"script":                {head + `<script>alert(1)</script></svg>`, true},
		"script, prefixed":      {`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:SCRIPT/></s:svg>`, true},
		"onload":                {`<svg onload="alert(1)"></svg>`, true},
		"handler inside":        {head + `<g><path ONCLICK='x'/></g></svg>`, true},
		"foreign object":        {head + `<foreignObject><p>x</p></foreignObject></svg>`, true},
		"script address":        {head + `<a xlink:href=" java&#115;cript:alert(1)"><path/></a></svg>`, true},
		"animated address":      {head + `<set attributeName="href" to="javascript:alert(1)"/></svg>`, true},
		"picture with script":   {head + `<image href="data:image/svg+xml,x"/></svg>`, true},
		"external entity":       {`<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///x">]>` + head + `&x;</svg>`, true},
		"style sheet":           {`<?xml-stylesheet href="https://service.example/x.css"?>` + head + `</svg>`, true},
		"two bytes a character": {"\xff\xfe<\x00s\x00v\x00g\x00>\x00", true},
		"broken, with handler":  {"<svg \x01 onload=x", true},
		"broken, without":       {"<svg \x01 on load", false},
		"empty":                 {"", false},
	} {
		if got := ScriptInSVG([]byte(tt.data)); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

func FuzzScriptInSVG(f *testing.F) {
	f.Add([]byte(`<svg><script/></svg>`))
	f.Add([]byte(`<!DOCTYPE svg [<!ENTITY x SYSTEM "y">]><svg>&x;</svg>`))
	f.Add([]byte("\xff\xfe<\x00"))
	f.Fuzz(func(t *testing.T, data []byte) { ScriptInSVG(data) }) // no panic is all that can be said
}
