package render

import (
	"html/template"
	"slices"
	"strings"
	"unicode"

	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// Reach is how to get hold of a role.
type Reach struct {
	Role   Link
	Ways   []Way
	Within template.HTML // when they answer
	Title  string        // the words of the handbook for both
	Label  string
}

// Any reports whether there is a way, or a time to answer.
func (r Reach) Any() bool { return len(r.Ways) > 0 || r.Within != "" }

// A Way is one way to reach somebody: a link that can be followed, or words such as the name of a channel.
type Way struct {
	Href   template.URL
	Text   string
	Number string // a telephone number or an address that the text does not tell, for paper and for other telephones
}

// reach returns how to get hold of a role: the links of its Reach line, and the words between them.
func (w *writer) reach(r *site.Role) Reach {
	out := Reach{Role: w.link(r.Page), Title: w.word("Reach"), Label: w.word("Answers within")}
	if l := r.Doc.AnswersWithin; l != nil {
		out.Within = w.inline(r.Page, l.Text)
	}
	if r.Doc.Reach == nil {
		return out
	}
	for _, span := range r.Doc.Reach.Text.Spans() {
		if span.Link == nil {
			if text := strings.TrimFunc(span.Text, isJoint); text != "" {
				out.Ways = append(out.Ways, Way{Text: text})
			}
			continue
		}
		way := Way{Text: span.Text, Href: w.href(r.Page, span.Link)}
		if way.Text == "" {
			way.Text = span.Link.Dest
		}
		if scheme, number, ok := strings.Cut(span.Link.Dest, ":"); ok && (scheme == "tel" || scheme == "mailto") {
			if !tells(way.Text, number) {
				way.Number = number
			}
		}
		out.Ways = append(out.Ways, way)
	}
	return out
}

// href is where a link leads from this page, "" if nowhere.
func (w *writer) href(p *site.Page, l *markdown.Link) template.URL {
	t := w.target(p, l)
	if t.Broken || t.Href == "" {
		return ""
	}
	if t.External {
		return outside(t.Href)
	}
	return template.URL(t.Href)
}

// isJoint reports whether r only joins the ways of a Reach line.
func isJoint(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;.·", r) }

// tells reports whether a text already holds a number or an address. Blanks and signs may stand in a number, and
// what everybody dials before it may be missing.
func tells(text, number string) bool {
	text, number = slug.Bare(text), slug.Bare(number)
	return strings.Contains(text, number) || len(text) > 3 && strings.HasSuffix(number, text)
}

// asked returns whom to ask and how to reach them.
func (w *writer) asked(a *site.Ask) Asked {
	v := Asked{Outside: a.Outside, Together: a.Together, Named: a.Item != nil}
	for _, r := range a.Whom {
		v.Whom = append(v.Whom, w.link(r.Page))
		v.Named = v.Named && slices.ContainsFunc(a.Item.Block.Links(), func(l *markdown.Link) bool {
			return a.Page.Target(l).Page == r.Page
		})
	}
	if a.Reach != nil {
		v.Reach = w.reach(a.Reach)
	}
	if v.Reach.Within == "" {
		v.Reach.Within = template.HTML(template.HTMLEscapeString(a.Within))
	}
	return v
}

// anchor is a link in running text.
func anchor(href template.URL, text string) template.HTML {
	return template.HTML(`<a href="` + template.HTMLEscapeString(string(href)) + `">` + template.HTMLEscapeString(text) + `</a>`)
}

// linkList is links with commas between them.
func linkList(links []Link) template.HTML {
	var out template.HTML
	for i, l := range links {
		if i > 0 {
			out += ", "
		}
		out += anchor(l.Href, l.Text)
	}
	return out
}

// Any reports whether there is anything to add to the words of the author.
func (a Asked) Any() bool { return !a.Named && len(a.Whom) > 0 || a.Reach.Any() }
