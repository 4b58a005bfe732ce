package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"

	"baton/generator/internal/diag"
)

// tag is a tag of raw HTML that is allowed.
type tag struct {
	name   string // as written, in lower case
	as     string // as written out
	block  bool
	void   bool
	closes bool // an end tag
	id     string
	anchor bool // its id is rendered
	attrs  []attr
	srcset []candidate // img
}

// attr is an attribute that stays.
type attr struct{ name, value string }

// candidate is an image of a srcset, with its width or density.
type candidate struct {
	link       *Link
	descriptor string
}

// plain returns what a tag means for text without markup.
func (t *tag) plain() string {
	if t.block || t.name == "br" {
		return " "
	}
	return ""
}

// visible reports whether a tag shows something by itself.
func (t *tag) visible() bool { return t.name == "hr" }

// token is a piece of raw HTML as it stands in the text.
type token struct {
	html.Token
	raw  string
	span span
}

// name returns the name of a tag as it is written.
func (t *token) name() string {
	raw := strings.TrimPrefix(strings.TrimPrefix(t.raw, "<"), "/")
	if len(raw) >= len(t.Data) && strings.EqualFold(raw[:len(t.Data)], t.Data) {
		return raw[:len(t.Data)]
	}
	return t.Data
}

// htmlBlock converts a block of raw HTML. Comments vanish; what they say is left in r.id and r.was.
func (r *reader) htmlBlock(n *ast.HTMLBlock) []piece {
	r.id, r.was = "", nil
	var s span
	for i := range n.Lines().Len() {
		l := n.Lines().At(i)
		s = append(s, stretch{l.Start, l.Stop})
	}
	if n.HasClosure() {
		s = append(s, stretch{n.ClosureLine.Start, n.ClosureLine.Stop})
	}
	pieces := r.markup(r.tokens(s.join()))
	r.nameAnchors(pieces)
	return pieces
}

// tokens cuts raw HTML into tags, texts and comments.
func (r *reader) tokens(s span) []token {
	text := s.bytes(r.src)
	if isInstruction(text) {
		t := token{raw: string(text), span: s}
		t.Data = string(bytes.TrimSpace(text[:min(len(text), 2)]))
		r.drop(&t, "%s … is not allowed here and was left out")
		return nil
	}
	if t, ok := bareTag(text); ok {
		return []token{{Token: t, raw: string(text), span: s}}
	}
	z := html.NewTokenizer(bytes.NewReader(text))
	var tokens []token
	for {
		kind := z.Next()
		raw := z.Raw()
		if kind == html.ErrorToken && len(raw) == 0 {
			return tokens
		}
		t := token{raw: string(raw), span: s.take(len(raw))}
		if kind == html.ErrorToken {
			t.Token = html.Token{Type: html.TextToken}
		} else {
			t.Token = z.Token()
		}
		tokens = append(tokens, t)
	}
}

// bareTag reads a tag without attributes, such as <br> or </b>: most tags in text are.
func bareTag(text []byte) (html.Token, bool) {
	if len(text) < 3 || text[0] != '<' || text[len(text)-1] != '>' {
		return html.Token{}, false
	}
	t := html.Token{Type: html.StartTagToken}
	name := text[1 : len(text)-1]
	if name[0] == '/' {
		t.Type = html.EndTagToken
		name = name[1:]
	}
	if len(name) == 0 {
		return html.Token{}, false
	}
	for _, c := range name {
		if !isAlphaNumeric(c) {
			return html.Token{}, false
		}
	}
	t.Data = strings.ToLower(string(name))
	return t, name[0] > '9'
}

// isInstruction reports whether raw HTML is <?php … ?>, <!DOCTYPE …> or <![CDATA[ … ]]>.
func isInstruction(text []byte) bool {
	text = bytes.TrimLeft(text, " ")
	return bytes.HasPrefix(text, []byte("<?")) || bytes.HasPrefix(text, []byte("<!")) && !bytes.HasPrefix(text, []byte("<!--"))
}

// markup converts tokens into pieces: what the policy allows as tags, the rest as its text.
func (r *reader) markup(tokens []token) []piece {
	var pieces []piece
	closed := ends(tokens)
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		switch t.Type {
		case html.TextToken:
			for _, part := range t.span {
				pieces = r.text(pieces, part.start, part.end, entities)
			}
			r.countTemplates(t.raw, t.span)
		case html.CommentToken:
			r.comment(t)
		case html.StartTagToken, html.SelfClosingTagToken:
			if end, ok := closed[i]; ok {
				i = end
			}
			pieces = r.startTag(pieces, t)
		case html.EndTagToken:
			pieces = r.endTag(pieces, t)
		}
	}
	return pieces
}

// ends returns, for each start tag whose element vanishes, the index of the end tag that belongs to it.
func ends(tokens []token) map[int]int {
	var all map[int]int
	open := map[string][]int{}
	for i := range tokens {
		name := tokens[i].Data
		if !swallowed[name] && !embedded[name] {
			continue
		}
		switch tokens[i].Type {
		case html.StartTagToken:
			open[name] = append(open[name], i)
		case html.EndTagToken:
			if n := len(open[name]); n > 0 {
				if all == nil {
					all = map[int]int{}
				}
				all[open[name][n-1]] = i
				open[name] = open[name][:n-1]
			}
		}
	}
	return all
}

// comment reads <!-- id: x --> and <!-- was: x -->.
func (r *reader) comment(t *token) {
	if strings.HasPrefix(t.raw, "<!--") && !strings.HasSuffix(strings.TrimSpace(t.raw), "-->") {
		at := t.span.offset(0)
		r.doc.Diags.Add(diag.New(diag.HTMLDropped, r.doc.Pos(at, at+len("<!--")),
			"a comment that is never closed hides the rest of the text").WithHint(`end it with "-->"`))
	}
	key, value, ok := strings.Cut(t.Data, ":")
	value = strings.TrimSpace(value)
	if !ok || value == "" || strings.ContainsAny(value, " \t\n") {
		return
	}
	switch strings.TrimSpace(key) {
	case "id":
		r.id = value
	case "was":
		r.was = append(r.was, value)
	}
}

func (r *reader) startTag(pieces []piece, t *token) []piece {
	name := t.Data
	e, ok := r.opts.Policy.find(name)
	switch {
	case name == "img":
		return r.rawImage(pieces, t)
	case ok:
	case wrappers[name]:
		return pieces
	case embedded[name]:
		r.drop(t, "<%s> is not allowed here and became a link")
		return r.rawEmbed(pieces, t)
	case swallowed[name]:
		r.drop(t, "<%s> is not allowed here and was left out with its content")
		return pieces
	case dropped[name]:
		r.drop(t, "<%s> is not allowed here and was left out; its text stays")
		return pieces
	default:
		r.drop(t, "<%s> is no HTML element and prints as it stands")
		return r.literal(pieces, t)
	}
	g := &tag{name: name, as: name, block: e.block, void: e.void}
	if e.as != "" {
		g.as = e.as
	}
	var classes []string
	if e.as == "div" {
		classes = append(classes, name)
	}
	start := t.span.offset(0)
	p := piece{kind: tagPiece, start: start, end: t.span.offset(len(t.raw)), tag: g}
	for _, a := range t.Attr {
		switch key := a.Key; key {
		case "id", "name":
			if (key == "id" || name == "a") && g.id == "" && isID(a.Val) {
				g.id = a.Val
				r.holders = append(r.holders, holder{tag: g, explicit: g.id})
			}
		case "align":
			if v := strings.ToLower(a.Val); v == "left" || v == "center" || v == "right" {
				classes = append(classes, "align-"+v)
			}
		case "href":
			if name == "a" && !r.isTemplate(a.Val, t.span) {
				p.link = r.rawLink(HTMLLink, a.Val, t)
			}
		default:
			if v, ok := attribute(name, key, a.Val); ok {
				g.attrs = append(g.attrs, attr{key, v})
			}
		}
	}
	if len(classes) > 0 {
		g.attrs = append(g.attrs, attr{"class", strings.Join(classes, " ")})
	}
	return append(pieces, p)
}

func (r *reader) endTag(pieces []piece, t *token) []piece {
	name := t.Data
	e, ok := r.opts.Policy.find(name)
	if !ok || e.void {
		if !ok && !swallowed[name] && !embedded[name] && !dropped[name] && !wrappers[name] {
			return r.literal(pieces, t)
		}
		return pieces
	}
	g := &tag{name: name, as: name, block: e.block, closes: true}
	if e.as != "" {
		g.as = e.as
	}
	return append(pieces, piece{kind: tagPiece, start: t.span.offset(0), end: t.span.offset(len(t.raw)), tag: g})
}

// literal lets a tag print as it is written.
func (r *reader) literal(pieces []piece, t *token) []piece {
	for _, part := range t.span {
		pieces = r.text(pieces, part.start, part.end, verbatim)
	}
	return pieces
}

// isID reports whether an id can be linked to.
func isID(id string) bool { return id != "" && !strings.ContainsAny(id, " \t\n\f\r") }

// rawLink records a link of raw HTML. Its text follows, and is not known here.
func (r *reader) rawLink(kind LinkKind, dest string, t *token) *Link {
	l := r.addLink(&Link{Kind: kind, Dest: strings.TrimSpace(dest)})
	l.Offset, l.End = t.span.offset(0), t.span.offset(len(t.raw))
	if i := strings.LastIndex(t.raw, l.Dest); i >= 0 && l.Dest != "" {
		l.Offset, l.End = t.span.offset(i), t.span.offset(i+len(l.Dest))
	}
	return l
}

// drop counts a tag that the policy does not let through. Each element is reported once.
func (r *reader) drop(t *token, format string) {
	name := t.name()
	for i := range r.drops {
		if r.drops[i].name == name {
			r.drops[i].count++
			return
		}
	}
	if len(r.drops) < mostDrops {
		at := t.span.offset(0)
		r.drops = append(r.drops, dropCount{name: name, format: format, at: at, end: t.span.offset(len(t.raw)), count: 1})
	}
}

// mostDrops is how many elements of one file are reported: with more, the file is no handbook page.
const mostDrops = 20

// dropCount is an element that was dropped, and how often.
type dropCount struct {
	name, format   string
	at, end, count int
}
