package content

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"baton/generator/internal/diag"
)

// A yamlValue is a value of a YAML document, as typed: no word becomes a number, a date or a boolean.
type yamlValue struct {
	kind    yamlKind
	text    string // yamlText: without quotes, without blanks around it
	quoted  bool   // yamlText: in quotes, or a block of lines
	written bool   // yamlUnset: "null" or "~" stands there
	items   []*yamlValue
	entries []*yamlEntry // no key twice
	byKey   map[string]*yamlEntry
	pos     diag.Pos
}

// yamlKind tells what a yamlValue is.
type yamlKind uint8

const (
	yamlUnset yamlKind = iota // nothing follows the key
	yamlText
	yamlList
	yamlMapping
)

// yamlEntry is a key with its value.
type yamlEntry struct {
	key   string
	pos   diag.Pos // of the key
	value *yamlValue
}

// get returns the value of a key of a mapping, nil if it has none.
func (v *yamlValue) get(key string) *yamlValue {
	if e := v.byKey[key]; e != nil {
		return e.value
	}
	return nil
}

// plain returns v as maps, slices and strings; nil for what is unset.
func (v *yamlValue) plain() any {
	switch v.kind {
	case yamlText:
		return v.text
	case yamlList:
		list := make([]any, len(v.items))
		for i, item := range v.items {
			list[i] = item.plain()
		}
		return list
	case yamlMapping:
		m := make(map[string]any, len(v.entries))
		for _, e := range v.entries {
			m[e.key] = e.value.plain()
		}
		return m
	}
	return nil
}

// Aliases may unfold a short text into one without end, so what a document may hold is bounded.
const (
	mostYAMLValues = 100_000
	mostYAMLDepth  = 100
)

// A yamlBuilder turns the library's nodes into yamlValues.
type yamlBuilder struct {
	*yamlReader
	anchors map[string]ast.Node
	left    int // values that may still be made
	depth   int
	full    bool // it has been reported that there are too many
}

func (b *yamlBuilder) value(n ast.Node) *yamlValue {
	if b.left--; b.left < 0 || b.depth >= mostYAMLDepth {
		if !b.full {
			b.full = true
			b.fail(b.pos(n.GetToken()), "aliases unfold into more than a person can have meant", "write the values out")
		}
		return &yamlValue{}
	}
	b.depth++
	defer func() { b.depth-- }()

	switch n := n.(type) {
	case nil:
		return &yamlValue{}
	case *ast.NullNode:
		return &yamlValue{written: n.Token.Type != token.ImplicitNullType, pos: b.pos(n.Token)}
	case *ast.AnchorNode:
		b.anchors[n.Name.GetToken().Value] = n.Value
		return b.value(n.Value)
	case *ast.AliasNode:
		target, ok := b.anchors[n.Value.GetToken().Value]
		if !ok {
			b.fail(b.pos(n.Start), `"*`+n.Value.GetToken().Value+`" stands for nothing`, b.quoteHint(n.Start))
			return &yamlValue{pos: b.pos(n.Start)}
		}
		v := *b.value(target)
		v.pos = b.pos(n.Start)
		return &v
	case *ast.TagNode:
		if !strings.HasPrefix(n.Start.Value, "!!") {
			b.fail(b.pos(n.Start), `a value begins with "!", which means something to YAML`, b.quoteHint(n.Start))
		}
		return b.value(n.Value)
	case *ast.LiteralNode:
		return &yamlValue{kind: yamlText, text: strings.TrimSpace(n.Value.Value), quoted: true, pos: b.pos(n.Start)}
	case *ast.StringNode:
		t := n.Token.Type
		quoted := t == token.SingleQuoteType || t == token.DoubleQuoteType
		return &yamlValue{kind: yamlText, text: strings.TrimSpace(n.Value), quoted: quoted, pos: b.pos(n.Token)}
	case *ast.SequenceNode:
		v := &yamlValue{kind: yamlList, pos: b.span(n.Start, n.End)}
		for _, item := range n.Values {
			v.items = append(v.items, b.value(item))
		}
		return v
	case *ast.MappingNode:
		v := &yamlValue{kind: yamlMapping, pos: b.span(n.Start, n.End)}
		for _, e := range n.Values {
			b.entry(v, e)
		}
		return v
	case *ast.MappingValueNode:
		v := &yamlValue{kind: yamlMapping, pos: b.pos(n.Key.GetToken())}
		b.entry(v, n)
		return v
	}
	tok := n.GetToken() // numbers, booleans: as typed
	return &yamlValue{kind: yamlText, text: strings.TrimSpace(tok.Value), pos: b.pos(tok)}
}

// entry adds an entry to a mapping. Of equal keys the first counts.
func (b *yamlBuilder) entry(m *yamlValue, n *ast.MappingValueNode) {
	var key ast.Node = n.Key
	for {
		if k, ok := key.(*ast.MappingKeyNode); ok && k.Value != nil {
			key = k.Value
		} else if k, ok := key.(*ast.AnchorNode); ok && k.Value != nil {
			key = k.Value
		} else {
			break
		}
	}
	tok := key.GetToken()
	e := &yamlEntry{key: tok.Value, pos: b.pos(tok)}
	if _, merge := key.(*ast.MergeKeyNode); merge {
		b.fail(e.pos, `"<<" is not read`, "write the keys out")
	}
	e.value = b.value(n.Value)
	b.add(m, e)
}

// add adds an entry unless its key is there already, which is reported.
func (r *yamlReader) add(m *yamlValue, e *yamlEntry) {
	if first := m.byKey[e.key]; first != nil {
		d := diag.New(diag.DuplicateKey, e.pos, "key %q stands twice, first in line %d", e.key, first.pos.Line).
			WithHint("keep one of them")
		d.Related = []diag.Pos{first.pos}
		d.Unsafe = hidesPages(e.key + ":")
		r.diags.Add(d)
		return
	}
	if m.byKey == nil {
		m.byKey = map[string]*yamlEntry{}
	}
	m.byKey[e.key] = e
	m.entries = append(m.entries, e)
}
