package build_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Edits of documents. A text is taken apart into the lines of its front matter and its blocks, one of them is
// changed, and the rest stays as it was, byte for byte.

type parts struct{ front, blocks []string }

func takeApart(text string) parts {
	var p parts
	if rest, ok := strings.CutPrefix(text, "---\n"); ok {
		if front, body, ok := strings.Cut(rest, "\n---\n"); ok {
			p.front, text = strings.Split(front, "\n"), body
		}
	}
	for block := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		if block != "" {
			p.blocks = append(p.blocks, block)
		}
	}
	return p
}

func (p parts) text() string {
	out := ""
	if len(p.front) > 0 {
		out = "---\n" + strings.Join(p.front, "\n") + "\n---\n"
	}
	return out + strings.Join(p.blocks, "\n\n") + "\n"
}

// set gives a key of front matter a value, "" for none.
func (p *parts) set(key, value string) {
	p.front = slices.DeleteFunc(p.front, func(line string) bool { return strings.HasPrefix(line, key+":") })
	if value != "" {
		p.front = append(p.front, key+": "+value)
	}
}

// edit takes a document apart, and puts it together after f.
func (a *author) edit(t *rapid.T, f func(*parts)) {
	path := a.anyDocument(t)
	p := takeApart(a.content[path])
	f(&p)
	a.content[path] = p.text()
}

// blocksWhere are the places of the blocks that begin in a way.
func (p *parts) blocksWhere(is func(string) bool) []int {
	var out []int
	for i, b := range p.blocks {
		if is(b) {
			out = append(out, i)
		}
	}
	return out
}

func isHeading(b string) bool   { return strings.HasPrefix(b, "#") }
func isParagraph(b string) bool { return b[0] >= 'A' && b[0] <= 'Z' }

// habit is how many of an author's edits are of prose, for each other kind of edit.
func (a *author) habit() int {
	if a.tidy {
		return 15
	}
	return 3
}

// EditProse changes a paragraph that no other page shows, and nothing but it.
func (a *author) EditProse(t *rapid.T) {
	a.edit(t, func(p *parts) {
		at := p.blocksWhere(isParagraph)
		if len(at) < 2 {
			p.blocks = append(p.blocks, a.paragraph(t))
			return
		}
		p.blocks[rapid.SampledFrom(at[1:]).Draw(t, "paragraph")] = a.paragraph(t) + pick(t, "and", "", " It ends so.", "\nIt ends on another line.")
	})
}

// EditSummary changes the first paragraph, which other pages show.
func (a *author) EditSummary(t *rapid.T) {
	a.edit(t, func(p *parts) {
		if at := p.blocksWhere(isParagraph); len(at) > 0 {
			p.blocks[at[0]] = a.paragraph(t)
		}
	})
}

// EditTitle changes the heading of a page, or what front matter says instead.
func (a *author) EditTitle(t *rapid.T) {
	a.edit(t, func(p *parts) {
		title := pick(t, "title", titles...)
		if oneIn(t, 4, "in front matter") {
			p.set("title", title)
			return
		}
		p.blocks = slices.DeleteFunc(p.blocks, func(b string) bool { return strings.HasPrefix(b, "# ") })
		p.blocks = slices.Insert(p.blocks, 0, "# "+title)
	})
}

// EditHeading changes a heading below the title: its text, its id, what it was called before.
func (a *author) EditHeading(t *rapid.T) {
	a.edit(t, func(p *parts) {
		at := p.blocksWhere(isHeading)
		if len(at) == 0 {
			return
		}
		b := &p.blocks[rapid.SampledFrom(at).Draw(t, "heading")]
		signs, text, _ := strings.Cut(*b, " ")
		switch pick(t, "how", "text", "id", "was", "depth", "label") {
		case "text":
			*b = signs + " " + pick(t, "heading", headings...)
		case "id":
			*b += " {#" + pick(t, "id", fragments...) + "}"
		case "was":
			*b += " <!-- was: " + pick(t, "was", fragments...) + " -->"
		case "depth":
			*b = pick(t, "depth", "##", "###") + " " + text
		case "label":
			*b = "(" + pick(t, "label", fragments...) + ")=\n" + *b
		}
	})
}

// EditFront changes one key of front matter.
func (a *author) EditFront(t *rapid.T) {
	a.edit(t, func(p *parts) {
		keys := slices.Sorted(maps.Keys(frontMatter))
		if a.tidy {
			keys = []string{"tags", "date", "summary", "title", "review", "reviewed", "owner"}
		}
		key := pick(t, "key", keys...)
		if oneIn(t, 4, "take it away") {
			p.set(key, "")
			return
		}
		p.set(key, pick(t, "value", frontMatter[key]...))
	})
}

// EditOrder changes where a page stands.
func (a *author) EditOrder(t *rapid.T) {
	a.edit(t, func(p *parts) { p.set(pick(t, "key", "order", "weight"), pick(t, "place", "", "1", "2", "3")) })
}

// EditBlocks adds, removes, replaces or swaps blocks.
func (a *author) EditBlocks(t *rapid.T) {
	path := a.anyDocument(t)
	p := takeApart(a.content[path])
	i := rapid.IntRange(0, len(p.blocks)).Draw(t, "place")
	switch how := pick(t, "how", "add", "replace", "remove", "swap"); {
	case how == "add" || len(p.blocks) == 0:
		p.blocks = slices.Insert(p.blocks, i, a.block(t, path))
	case i == len(p.blocks):
		p.blocks[i-1] += "\n" + a.line(t, path)
	case how == "replace":
		p.blocks[i] = a.block(t, path)
	case how == "remove":
		p.blocks = slices.Delete(p.blocks, i, i+1)
	case how == "swap":
		j := rapid.IntRange(0, len(p.blocks)-1).Draw(t, "other place")
		p.blocks[i], p.blocks[j] = p.blocks[j], p.blocks[i]
	}
	a.content[path] = p.text()
}

var written = regexp.MustCompile(`\]\([^)]*\)|\[\[[^\]]*\]\]`)

// EditLink makes a link lead elsewhere, in another form, or nowhere.
func (a *author) EditLink(t *rapid.T) {
	path := a.anyDocument(t)
	text := a.content[path]
	at := written.FindAllStringIndex(text, -1)
	if len(at) == 0 {
		a.content[path] = text + "\n" + a.link(t, path) + "\n"
		return
	}
	l := rapid.SampledFrom(at).Draw(t, "link")
	to := ""
	switch {
	case strings.HasPrefix(text[l[0]:], "[["):
		to = "[[" + pick(t, "name", names...) + "]]"
	default:
		to = "](" + a.dest(t, path) + ")"
	}
	a.content[path] = text[:l[0]] + to + text[l[1]:]
}

// Withhold makes a page a draft, or one for few, with words on it that stand nowhere else, or shows it again.
func (a *author) Withhold(t *rapid.T) {
	a.edit(t, func(p *parts) {
		if slices.ContainsFunc(p.front, func(l string) bool { return l == "draft: true" || strings.HasPrefix(l, "audience: ") }) {
			p.set("draft", "")
			p.set("audience", "")
			return
		}
		a.secret++
		word := fmt.Sprintf("Canary%dx", a.secret)
		switch pick(t, "how", "draft", "audience", "draft") {
		case "draft":
			p.set("draft", "true")
		case "audience":
			p.set("audience", pick(t, "audience", audiences...))
		}
		switch pick(t, "where", "title", "heading", "text", "front", "tags", "item") {
		case "title":
			p.blocks = slices.Insert(p.blocks, 0, "# "+word)
		case "heading":
			p.blocks = append(p.blocks, "## "+word+" {#"+strings.ToLower(word)+"}")
		case "text":
			p.blocks = append(p.blocks, "A word: "+word+". See ["+word+"](/roles/lead.md).")
		case "front":
			p.set("aliases", "["+word+", /"+strings.ToLower(word)+"/]")
		case "tags":
			p.set("tags", "["+word+"]")
		case "item":
			p.blocks = append(p.blocks, "- **Your call:** "+word+"\n- [ ] "+word)
		}
	})
}
