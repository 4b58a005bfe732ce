package render

import (
	"html/template"
	"strings"
	"unicode"

	"baton/generator/internal/markdown"
	"baton/generator/internal/site"
)

// Reach is how to get hold of a role.
type Reach struct {
	Role   Link
	Ways   []Way
	Within template.HTML // when they answer
	Label  string        // the word of the handbook for that
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
	out := Reach{Role: w.link(r.Page), Label: w.word("Answers within")}
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

// tells reports whether a text already holds a number or an address; blanks and signs may stand in a number.
func tells(text, number string) bool {
	return bare(number) != "" && strings.Contains(bare(text), bare(number))
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// asked returns whom to ask and how to reach them.
func (w *writer) asked(a *site.Ask) Asked {
	v := Asked{Outside: a.Outside, Together: a.Together, Within: a.Within}
	for _, r := range a.Whom {
		v.Whom = append(v.Whom, w.link(r.Page))
	}
	if a.Reach != nil {
		v.Reach = w.reach(a.Reach)
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

// Any reports whether there is anybody.
func (a Asked) Any() bool { return len(a.Whom) > 0 || a.Outside != "" }
