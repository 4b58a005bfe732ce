package markdown

import "strings"

// Sizes above which code is shown without colours. They bound what matching takes, on any machine: a clock
// would make the bytes of a page depend on how busy it was.
const (
	longestCode     = 32 << 10 // bytes of a block
	longestCodeLine = 1000     // bytes of a line
)

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
	if !w.highlight(lang, text) {
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

// highlight writes code in spans with the classes of chroma, if the language is one of those that are known and
// the code is of ordinary size.
func (w *writer) highlight(lang, text string) bool {
	if len(text) > longestCode || hasLongLine(text) {
		return false
	}
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

func hasLongLine(text string) bool {
	for len(text) > longestCodeLine {
		i := strings.LastIndexByte(text[:longestCodeLine+1], '\n')
		if i < 0 {
			return true
		}
		text = text[i+1:]
	}
	return false
}
