package render

import (
	"cmp"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
	"baton/generator/internal/score"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// Reach is how to get hold of a role.
type Reach struct {
	Role    Link
	Stem    string
	Ways    []Way
	Within  template.HTML // when they answer
	Title   string        // the words of the handbook for both
	Label   string
	Missing bool   // nobody wrote down how, in a handbook where others did
	Instead *Reach // who stands in, or else is next, and can be reached; nil if nobody
}

// Any reports whether there is anything to say.
func (r Reach) Any() bool { return len(r.Ways) > 0 || r.Within != "" || r.Missing }

// A Way is one way to reach somebody: a link that can be followed, or words such as the name of a channel.
type Way struct {
	Href   template.URL
	Text   string
	Number string // a telephone number or an address that the text does not tell, for paper and for other telephones
	First  bool   // the first that can be followed: the one black button of a page
}

// reach returns how to get hold of a role: the links of its Reach line, and the words between them.
func (w *writer) reach(r *site.Role) Reach {
	out := Reach{Role: w.link(r.Page), Stem: key(r), Title: w.word("Reach"), Label: w.word("Answers within")}
	if l := r.Doc.AnswersWithin; l != nil {
		out.Within = w.inline(r.Page, l.Text)
	}
	if r.Doc.Reach == nil {
		out.Missing = w.found().reach
		if next := instead(r); next != nil {
			to := w.reach(next)
			out.Instead = &to
		}
		return out
	}
	for _, span := range r.Doc.Reach.Text.Spans() {
		if span.Link == nil {
			out.Ways = append(out.Ways, waysIn(span.Text)...)
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
	if i := slices.IndexFunc(out.Ways, func(way Way) bool { return way.Href != "" }); i >= 0 {
		out.Ways[i].First = true
	}
	return out
}

// contact is a reach among others, so none of its buttons is the black one, with who stands in for the role, if they
// can be reached.
func (w *writer) contact(r *site.Role) Reach {
	out := w.reach(r)
	for i := range out.Ways {
		out.Ways[i].First = false
	}
	if s := r.StandIn; s != nil && s.Doc.Reach != nil && !out.Missing {
		to := w.reach(s)
		out.Instead = &to
	}
	return out
}

// instead returns who can be reached where a role cannot: who stands in for it, who stands in for them, and so on;
// else whom it answers to.
func instead(r *site.Role) *site.Role {
	for _, next := range []func(*site.Role) *site.Role{
		func(r *site.Role) *site.Role { return r.StandIn },
		func(r *site.Role) *site.Role { return r.AnswersTo },
	} {
		seen := map[*site.Role]bool{}
		for to := next(r); to != nil && !seen[to]; to = next(to) {
			if to.Doc.Reach != nil {
				return to
			}
			seen[to] = true
		}
	}
	return nil
}

var (
	// contactIn is a mail address or an international telephone number in running text.
	contactIn = regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}|\+\d[\d ()/.-]{5,}\d`)
	// bareNumber is a telephone number if nothing stands beside it. Dates and hours have other signs, or fewer digits.
	bareNumber = regexp.MustCompile(`^\(?\d[\d ()]*\d$`)
)

// waysIn returns the ways that words tell: a number or an address that cannot be mistaken is a link.
func waysIn(text string) []Way {
	var out []Way
	at := 0
	for _, m := range contactIn.FindAllStringIndex(text, -1) {
		found := text[m[0]:m[1]]
		href := "mailto:" + found
		if found[0] == '+' {
			href = "tel:+" + digits(found)
		}
		if outside(href) == "" {
			continue
		}
		out = append(append(out, numbersIn(text[at:m[0]])...), Way{Text: found, Href: template.URL(href)})
		at = m[1]
	}
	return append(out, numbersIn(text[at:])...)
}

// numbersIn returns words, and the telephone numbers that stand alone between commas among them.
func numbersIn(text string) []Way {
	var out []Way
	said := 0 // up to where the text has been said
	for at := 0; at <= len(text); {
		end := at + strings.IndexAny(text[at:]+",", ",;")
		piece := strings.TrimFunc(text[at:end], isJoint)
		if n := digits(piece); bareNumber.MatchString(piece) && len(n) >= 7 && len(n) <= 15 {
			out = append(append(out, wordsIn(text[said:at])...), Way{Text: piece, Href: template.URL("tel:" + n)})
			said = min(end+1, len(text))
		}
		at = end + 1
	}
	return append(out, wordsIn(text[said:])...)
}

func wordsIn(text string) []Way {
	if text = strings.TrimFunc(text, isJoint); text == "" {
		return nil
	}
	return []Way{{Text: text}}
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || '9' < r {
			return -1
		}
		return r
	}, text)
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

// Asked is whom to ask, and how to reach them.
type Asked struct {
	Whom      []Link
	Together  bool
	Named     bool   // the words of the author name all of Whom, with links
	Outside   string // only if there is no Whom
	Reach     Reach
	Meanwhile *Term // what to tell whoever waits for the answer; nil if the handbook does not say
}

// Any reports whether there is anything to add to the words of the author.
func (a Asked) Any() bool {
	return !a.Named && (len(a.Whom) > 0 || a.Outside != "") || a.Reach.Any() || a.Meanwhile != nil
}

// asked returns whom to ask and how to reach them.
func (w *writer) asked(a *site.Ask) Asked {
	v := Asked{Outside: a.Outside, Together: a.Together, Named: a.Item != nil, Meanwhile: w.meanwhile(a)}
	for _, r := range a.Whom {
		v.Whom = append(v.Whom, w.link(r.Page))
		v.Named = v.Named && slices.ContainsFunc(a.Item.Block.Links(), func(l *markdown.Link) bool {
			return a.Page.Target(l).Page == r.Page
		})
	}
	if a.Reach != nil {
		v.Reach = w.reach(a.Reach)
	} else if len(a.Whom) > 0 && !a.Whom[0].External {
		v.Reach = w.reach(a.Whom[0])
	}
	if v.Reach.Within == "" {
		v.Reach.Within = template.HTML(template.HTMLEscapeString(a.Within))
	}
	return v
}

// meanwhile is what to tell whoever waits: what the decision says that an ask is about, or what is said in the movement
// that it stands in. A page that says it already does not say it again.
func (w *writer) meanwhile(a *site.Ask) *Term {
	page, line := a.Page, (*content.Line)(nil)
	switch {
	case page.Playbook != nil:
		line = saidIn(page.Playbook, a.Item)
	case page.Decision != nil:
		line = page.Decision.Doc.Meanwhile
	case a.Item != nil:
		for _, l := range a.Item.Block.Links() {
			if to := page.Target(l).Page; to != nil && to.Decision != nil && line == nil {
				page, line = to, to.Decision.Doc.Meanwhile
			}
		}
	}
	if line == nil || page.Address == w.address {
		return nil
	}
	t := w.term(page, line)
	return &t
}

// saidIn is what is said to the customer in the movement that an item stands in, else how the customer fares.
func saidIn(p *site.Playbook, i *content.Item) *content.Line {
	for _, m := range p.Score.Movements {
		here := slices.ContainsFunc(m.Steps, func(s *score.Step) bool { return s.Item == i })
		var customer, say *content.Line
		for _, l := range m.Labels {
			here = here || l.Right != nil && l.Right.Item == i
			switch l.Kind {
			case "say":
				say = l.Line
			case "customer":
				customer = l.Line
			}
		}
		if here {
			return cmp.Or(say, customer)
		}
	}
	return nil
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
