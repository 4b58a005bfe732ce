package markdown

import (
	"strings"
	"unicode"
)

// Sizes above which code is shown without colours. The patterns of many languages look ahead from each place to the
// end, or to the end of a run of blanks: what they cost grows with the square of these sizes. Measured on the worst
// texts, a block of the longest size takes half a second; ordinary code takes a thousandth of that. A clock would
// make the bytes of a page depend on how busy the machine was.
const (
	longestCode      = 4 << 10  // bytes of a block
	longestCodeLine  = 400      // bytes of a line
	longestCodeBlank = 100      // blanks and line ends in a row
	mostColour       = 16 << 10 // bytes of all coloured blocks of a page
)

// mayColour reports whether a block of code is one that gets colours, and counts it if so.
func (r *reader) mayColour(b *Block) bool {
	size := 0
	for _, l := range b.rare.lines {
		size += l.blanks + l.end - l.start
		if l.blanks+l.end-l.start > longestCodeLine {
			return false
		}
	}
	if size > longestCode || r.coloured+size > mostColour || lexerOf(language(b.Lang)) == nil || hasLongBlank(b.code()) {
		return false
	}
	r.coloured += size
	return true
}

func hasLongBlank(text string) bool {
	run := 0
	for _, c := range text {
		if !unicode.IsSpace(c) {
			run = 0
		} else if run++; run > longestCodeBlank {
			return true
		}
	}
	return false
}

// code writes a block of code, with colours if its language is known.
func (w *writer) code(b *Block) {
	lang := language(b.Lang)
	if lang == "mermaid" {
		w.diagram(b)
		return
	}
	w.WriteString("<pre")
	if lang != "" {
		w.attribute("data-lang", lang)
	}
	w.WriteString("><code>")
	text := b.code()
	if !b.rare.colour || !w.highlight(lang, text) {
		w.text(text)
	}
	w.WriteString("</code></pre>\n")
}

// diagram writes the source of a Mermaid diagram, named as what it is: a wall of arrows needs a title.
func (w *writer) diagram(b *Block) {
	w.WriteString("<figure class=\"diagram\">\n<figcaption>Diagram (Mermaid source)</figcaption>\n<pre data-lang=\"mermaid\"><code>")
	w.text(b.code())
	w.WriteString("</code></pre>\n</figure>\n")
}

// language returns the name of a language without the signs that other tools write around it, as in {.go} or
// ```{mermaid}.
func language(info string) string {
	info = strings.ToLower(strings.Trim(info, "{}."))
	if i := strings.IndexAny(info, "{,: "); i >= 0 {
		info = info[:i]
	}
	return info
}

// highlight writes code in spans with the classes of chroma, unless its lexer fails.
func (w *writer) highlight(lang, text string) bool {
	tokens := tokenise(lang, text)
	if tokens == nil {
		return false
	}
	for i := 0; i < len(tokens); {
		class := classOf(tokens[i].Type)
		var run strings.Builder
		for ; i < len(tokens) && classOf(tokens[i].Type) == class; i++ {
			run.WriteString(tokens[i].Value)
		}
		if class == "" {
			w.text(run.String())
			continue
		}
		w.WriteString(`<span class="`)
		w.WriteString(class)
		w.WriteString(`">`)
		w.text(run.String())
		w.WriteString("</span>")
	}
	return true
}
