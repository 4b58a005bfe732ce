package markdown

import "strconv"

// callout writes a note. The five types of GitHub and the names that other tools use for the same give it one of
// five looks; every other name gives it the look of a note.
func (w *writer) callout(b *Block) {
	look := looks[b.Note]
	if look == "" {
		look = "note"
	}
	if b.folds {
		w.WriteString("<details")
		w.attribute("class", "callout "+look)
		if b.open {
			w.WriteString(" open")
		}
		w.WriteString(">\n<summary class=\"callout-title\">")
		w.title(b)
		w.WriteString("</summary>\n")
		w.inside(b.Children)
		w.WriteString("</details>\n")
		return
	}
	w.WriteString("<div")
	w.attribute("class", "callout "+look)
	w.WriteString(" role=\"note\">\n")
	if b.Title != "" {
		w.WriteString("<p class=\"callout-title\">")
		w.title(b)
		w.WriteString("</p>\n")
	}
	w.inside(b.Children)
	w.WriteString("</div>\n")
}

// title writes what a callout is called. One that folds always has to be called something.
func (w *writer) title(b *Block) {
	switch {
	case b.Text.doc != nil:
		w.phrasing(b.Text)
	case b.Title != "":
		w.text(b.Title)
	default:
		w.text(titleOf(b.Note))
	}
}

var looks = map[string]string{
	"note": "note", "info": "note", "abstract": "note", "summary": "note", "seealso": "note", "quote": "note",
	"tip": "tip", "hint": "tip", "success": "tip", "check": "tip", "example": "tip",
	"important": "important", "question": "important", "faq": "important", "attention": "important",
	"warning": "warning", "caution": "caution", "danger": "caution", "error": "caution", "failure": "caution", "bug": "caution",
}

func (w *writer) details(b *Block) {
	w.WriteString("<details")
	w.identify(b.rare.tag.id, b.rare.tag.anchor)
	for _, a := range b.rare.tag.attrs {
		w.flag(a)
	}
	w.WriteString(">\n")
	m := w.enter(true)
	w.push(opened{name: "details", end: "</details>\n", block: true})
	w.floor = len(w.open)
	w.blocks(b.Children)
	w.leave(m)
}

func (w *writer) footnote(b *Block) {
	number := strconv.Itoa(b.start)
	w.WriteString("<li")
	w.identify("fn:"+number, true)
	w.WriteString(">\n")
	last := len(b.Children) - 1
	m := w.enter(true)
	for i, c := range b.Children {
		if i == last && c.Kind == Paragraph {
			w.beforeBlock()
			w.WriteString("<p>")
			w.phrasing(c.Text)
			w.backlinks(b)
			w.WriteString("</p>\n")
			break
		}
		w.block(c)
	}
	w.leave(m)
	if last < 0 || b.Children[last].Kind != Paragraph {
		w.WriteString("<p>")
		w.backlinks(b)
		w.WriteString("</p>\n")
	}
	w.WriteString("</li>\n")
}

// mostBacklinks is how many ways back a footnote shows. Nobody chooses among more.
const mostBacklinks = 20

// backlinks writes the ways back from a footnote to the places that refer to it.
func (w *writer) backlinks(b *Block) {
	if w.env.NoIDs || w.linked {
		return
	}
	for i := range min(w.doc.refs[b.start], mostBacklinks) {
		w.WriteString(` <a`)
		w.attribute("href", "#"+refID(strconv.Itoa(b.start), i))
		w.WriteString(` class="footnote-back" role="doc-backlink" aria-label="Back to the text`)
		if i > 0 {
			w.WriteString(", place ")
			w.WriteString(strconv.Itoa(i + 1))
		}
		w.WriteString("\">↩︎</a>")
	}
}

// refID returns the id of the n-th place that refers to a footnote. Slugs have no colon, so none is the same.
func refID(number string, n int) string {
	id := "fnref:" + number
	if n > 0 {
		id += ":" + strconv.Itoa(n+1)
	}
	return id
}
