package markdown

// code writes a block of code.
func (w *writer) code(b *Block) {
	w.WriteString("<pre><code>")
	w.text(b.code())
	w.WriteString("</code></pre>\n")
}
