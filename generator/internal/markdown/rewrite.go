package markdown

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// An Element is the start of an element, as Rewrite shows it.
type Element struct {
	Name  string // in lower case
	attrs []html.Attribute
}

// Attr returns the value of an attribute, "" if there is none.
func (e *Element) Attr(name string) string {
	for _, a := range e.attrs {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// Set gives an attribute a value.
func (e *Element) Set(name, value string) {
	for i, a := range e.attrs {
		if a.Key == name {
			e.attrs[i].Val = value
			return
		}
	}
	e.attrs = append(e.attrs, html.Attribute{Key: name, Val: value})
}

// Edit calls f with every attribute; what it returns is the new value, and no attribute if keep is false.
func (e *Element) Edit(f func(name, value string) (edited string, keep bool)) {
	kept := e.attrs[:0]
	for _, a := range e.attrs {
		if v, ok := f(a.Key, a.Val); ok {
			a.Val = v
			kept = append(kept, a)
		}
	}
	e.attrs = kept
}

// A Fate is what becomes of an element.
type Fate uint8

const (
	Keep Fate = iota // as visit left it
	Bare             // its content stays without it
	Drop             // it goes with its content
)

// Rewrite copies HTML that this program has made, where every element is closed or void, and lets visit change each
// element or take it away. Texts stay as they are.
func Rewrite(text string, visit func(e *Element) Fate) string {
	var b strings.Builder
	b.Grow(len(text))
	var open []string // the names of open elements as they are written, "" for one that is not
	dropped := 0      // how many open elements are inside one that is dropped, itself included
	for z := html.NewTokenizer(strings.NewReader(text)); ; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			t := z.Token()
			void := kind == html.SelfClosingTagToken || endless[t.Data]
			if dropped > 0 {
				if !void {
					dropped++
				}
				continue
			}
			e := &Element{Name: t.Data, attrs: slices.Clone(t.Attr)}
			fate := visit(e)
			if fate == Drop {
				if !void {
					dropped = 1
				}
				continue
			}
			switch {
			case fate == Bare:
				e.Name = ""
			case e.Name == t.Data && slices.Equal(e.attrs, t.Attr):
				b.WriteString(raw)
			default:
				t.Data, t.Attr = e.Name, e.attrs
				b.WriteString(t.String())
			}
			if !void {
				open = append(open, e.Name)
			}
		case html.EndTagToken:
			switch {
			case dropped > 0:
				dropped--
			case len(open) > 0:
				last := len(open) - 1
				if open[last] != "" {
					b.WriteString("</" + open[last] + ">")
				}
				open = open[:last]
			}
		default:
			if dropped == 0 {
				b.Write(z.Raw())
			}
		}
	}
}

// endless are the elements that have no end.
var endless = setOf("area base br col embed hr img input link meta source track wbr")
