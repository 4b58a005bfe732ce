package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// scriptsKey is set once a tag stands in text whose element vanishes with its content.
var scriptsKey = parser.NewContextKey()

// rawParser is goldmark's parser of tags in text, which notes whether one of them belongs to a script or the like.
type rawParser struct{ ended }

func (p rawParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := p.ended.Parse(parent, block, pc)
	if raw, ok := n.(*ast.RawHTML); ok {
		if name, _ := tagName(raw, block.Source()); swallowed[name] {
			pc.Set(scriptsKey, true)
		}
	}
	return n
}

// tagName returns the name of a tag, and whether it is an end tag.
func tagName(n *ast.RawHTML, src []byte) (name string, closes bool) {
	first := n.Segments.At(0)
	raw := src[first.Start+1 : first.Stop]
	if len(raw) > 0 && raw[0] == '/' {
		raw, closes = raw[1:], true
	}
	end := 0
	for end < len(raw) && isAlphaNumeric(raw[end]) {
		end++
	}
	return strings.ToLower(string(raw[:end])), closes
}

// vanishing returns what stands in the content of a block between <script> and </script> and the like, in order.
// A tag that nothing closes, as in a sentence about the <script> tag, takes nothing with it.
func (r *reader) vanishing(block ast.Node) span {
	if !r.scripts {
		return nil
	}
	var gone span
	open := map[string]int{} // by name, the end of the first tag that is open
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		raw, ok := n.(*ast.RawHTML)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		name, closes := tagName(raw, r.src)
		if !swallowed[name] {
			return ast.WalkContinue, nil
		}
		at, isOpen := open[name]
		switch {
		case !closes && !isOpen:
			open[name] = r.ends[n]
		case closes && isOpen:
			delete(open, name)
			// What holds another one has begun before it.
			for len(gone) > 0 && gone[len(gone)-1].start >= at {
				gone = gone[:len(gone)-1]
			}
			gone = append(gone, stretch{at, n.Pos()})
		}
		return ast.WalkContinue, nil
	})
	return gone
}
