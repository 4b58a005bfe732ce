package edit

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
	"baton/generator/internal/source"
	"baton/generator/internal/typo"
)

// renameHeading gives the heading of a page another text, or another id. Its old id leads to it from then on.
func (h *handbook) renameHeading(p *site.Page, id, new string) (*Renamed, error) {
	n := slices.IndexFunc(p.Doc.Text.Headings, func(b *markdown.Block) bool { return b.ID == id })
	if n < 0 {
		return nil, noHeading(p, id)
	}
	block := p.Doc.Text.Headings[n]
	line, err := headingLineOf(p.Doc.Text, block)
	if err != nil {
		return nil, err
	}
	if newID, ok := strings.CutPrefix(new, "#"); ok {
		if newID == "" || slug.Make(newID) != newID {
			return nil, refuse("%q is no id of a heading", new).hint("write it in small letters with dashes, such as #%s", slug.Make(new))
		}
		line.id = newID
		line.was = id
	} else {
		if len(block.Text.Links()) > 0 {
			return nil, refuse("the heading %q has a link in it, which a new text would lose", strings.TrimSpace(block.Text.Plain())).
				hint("change it by hand, and write <!-- was: %s --> behind it", id)
		}
		if line.text = h.headingText(new); line.text == "" {
			return nil, refuse("%q cannot be the text of a heading", new)
		}
		if line.id == "" {
			line.was = id
		}
	}
	changed, now := h.withHeading(p, n, line)
	if now == nil {
		return nil, refuse("%q cannot be the text of a heading", new)
	}
	newID := now.Headings[n].ID
	if newID == id && line.was != "" {
		line.was = "" // only its text is another one
		changed, now = h.withHeading(p, n, line)
	}
	if slices.Contains(block.Was, newID) {
		changed = withoutWas(changed, newID)
	}
	for i, b := range p.Doc.Text.Headings {
		if i != n && now.Headings[i].ID != b.ID || i != n && b.ID == newID {
			return nil, refuse("%q: another heading of the page has this text, and ids would change places", new).hint("choose another text, or give the heading an id: baton rename %s#%s '#%s'", p.Doc.Path, id, "another-id")
		}
	}
	m := h.newMoving(p, p.Doc.Path)
	m.set(p.Doc.Path, changed)
	r := &Renamed{Old: address(p.Doc.Path, id), New: address(p.Doc.Path, newID)}
	if newID != id {
		m.id, m.newID, r.Kept = id, newID, "#"+id
	}
	return m.finish(r)
}

func noHeading(p *site.Page, id string) error {
	var ids []string
	for _, b := range p.Doc.Text.Headings {
		ids = append(ids, b.ID)
		if slices.Contains(b.Was, id) {
			return refuse("%q has no heading %q any more", p.Doc.Path, id).hint("it is %q now", address(p.Doc.Path, b.ID))
		}
	}
	r := refuse("%q has no heading with the id %q", p.Doc.Path, id)
	if near := typo.Closest(slug.Make(id), ids, 1); len(near) > 0 {
		return r.hint("did you mean %q?", address(p.Doc.Path, near[0]))
	}
	return r.hint("its headings are #%s", strings.Join(ids, ", #"))
}

// headingLine is the line of a heading, taken apart.
type headingLine struct {
	start, end   int    // in the file
	before, text string // the signs that make it a heading; its text as Markdown
	rest         string // comments behind the text
	id           string // {#id}, "" if the text makes it
	was          string // old id to add
}

func (l headingLine) String() string {
	s := l.before + l.text
	if l.was != "" {
		s += " <!-- was: " + l.was + " -->"
	}
	if l.rest != "" {
		s += " " + l.rest
	}
	if l.id != "" {
		s += " {#" + l.id + "}"
	}
	return s
}

var (
	idForm      = regexp.MustCompile(`\s*\{:?\s*#([^\s{}]+)\s*\}\s*$`)
	closingForm = regexp.MustCompile(`\s+#+\s*$`)
)

// headingLineOf takes the line of a heading apart.
func headingLineOf(doc *markdown.Doc, b *markdown.Block) (headingLine, error) {
	stop := refuse("the heading %q is written in a way that is not renamed by itself", strings.TrimSpace(b.Text.Plain())).hint("change it by hand, and write <!-- was: %s --> behind it", b.ID)
	pos := doc.Pos(b.Text.Offset, b.Text.End)
	text := string(doc.Source[b.Text.Offset:b.Text.End])
	fix := doc.Mend(pos, strings.TrimSpace(text), "\u2060") // to know the place in the file
	if fix == nil || strings.Contains(text, "\n") {
		return headingLine{}, stop
	}
	start := b.Text.Offset
	for start > 0 && doc.Source[start-1] != '\n' {
		start--
	}
	end := b.Text.End
	for end < len(doc.Source) && doc.Source[end] != '\n' {
		end++
	}
	l := headingLine{
		start: fix.Start - (b.Text.Offset - start), end: fix.End + (end - b.Text.End),
		before: string(doc.Source[start:b.Text.Offset]), text: text,
	}
	rest := string(doc.Source[b.Text.End:end])
	if strings.ContainsAny(l.before, "<>|") || strings.ContainsRune(string(doc.Source[start:end]), '\ufffd') {
		return headingLine{}, stop
	}
	if m := idForm.FindStringSubmatch(rest); m != nil {
		l.id = m[1]
		rest = rest[:len(rest)-len(m[0])]
	}
	l.rest = strings.TrimSpace(closingForm.ReplaceAllString(" "+rest, ""))
	if l.rest != "" && (!strings.HasPrefix(l.rest, "<!--") || !strings.HasSuffix(l.rest, "-->")) {
		return headingLine{}, stop
	}
	return l, nil
}

// withHeading is the file of a page with another line for its n-th heading, and how it reads; nil if it does not.
func (h *handbook) withHeading(p *site.Page, n int, line headingLine) ([]byte, *markdown.Doc) {
	was := h.snap.File(p.Doc.Path).Data
	data := slices.Concat(was[:line.start], []byte(line.String()), was[line.end:])
	now := content.Parse(source.NewFile(p.Doc.Path, data), h.site.Config).Text
	if len(now.Headings) != len(p.Doc.Text.Headings) || now.Headings[n].Level != p.Doc.Text.Headings[n].Level {
		return nil, nil
	}
	return data, now
}

// headingText is a text as it has to be written in a heading, "" if it cannot be.
func (h *handbook) headingText(text string) string {
	text = oneLine(text)
	for _, written := range []string{text, escaped(text)} {
		d := markdown.Parse("x.md", []byte("# A\n\n## "+written+"\n"), markdown.Options{})
		if len(d.Headings) == 2 && d.Headings[1].Text.Plain() == text && len(d.Links) == 0 && len(d.Diags) == 0 && !idForm.MatchString(written) {
			return written
		}
	}
	return ""
}

// withoutWas takes the comment out that says that an id, which a heading has again, is an old one.
func withoutWas(data []byte, id string) []byte {
	form := regexp.MustCompile(fmt.Sprintf(`[ \t]*(?:\r?\n)?<!--\s*was:\s*%s\s*-->`, regexp.QuoteMeta(id)))
	return form.ReplaceAll(data, nil)
}
