package edit

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"text/template"
	"unicode"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/site"
	"baton/generator/internal/source"
)

// Created is a new page, worked out and not yet written.
type Created struct {
	Changes []Change // the page first; then the page that links to it, if one has to
	Linked  string   // path of the latter, "" if none
}

// New works out a page of a kind: a short example that is filled in and correct, in the folder where the handbook
// keeps that kind. Today is the date of what happens now. The page is the fullest one that brings no finding: an
// example that first uses a convention would wake its checks for all the other pages.
func New(snap *source.Snapshot, kind content.Kind, title string, today content.Date) (*Created, error) {
	h, err := link(snap)
	if err != nil {
		return nil, err
	}
	w := &writer{h: h, kind: kind, title: oneLine(title), today: today}
	if w.title == "" {
		return nil, refuse("a page needs a title")
	}
	file := path.Join(w.folder(), w.name()+".md")
	if there := w.taken(file); there != "" {
		return nil, refuse("%q is there already", there).hint("open it, or choose another title; nothing was written")
	}
	link, err := w.settle(file)
	if err != nil {
		return nil, err
	}
	var wrong *Refusal
	for _, v := range w.variants() {
		var c *Created
		var why *Refusal
		if c, why, err = w.try(file, v, link); err != nil || c != nil {
			return c, err
		}
		wrong = cmp.Or(wrong, why)
	}
	return nil, wrong.hint("choose another title; nothing was written")
}

// settle finds out what does not depend on the text: who owns the page, and how readers come to it; nil if they need
// no link, else the change that gives them one.
func (w *writer) settle(file string) (*Change, error) {
	unsettled := func(d diag.Diagnostic) bool {
		return d.Code == diag.OrphanPage || d.Code == diag.UnknownRole || d.Code == diag.PageWithoutOwner
	}
	owners := w.owners()
	for _, w.owner = range owners {
		for _, link := range w.links(file) {
			_, why, err := w.try(file, variant{}, link)
			if err != nil {
				return nil, err
			}
			if why == nil || why.Findings != nil && !slices.ContainsFunc(why.Findings, unsettled) {
				return link, nil
			}
		}
	}
	w.owner = owners[0]
	return nil, nil
}

// try makes a page and lets the linker judge it.
func (w *writer) try(file string, v variant, link *Change) (*Created, *Refusal, error) {
	c := &Created{Changes: []Change{{Path: file, Data: w.text(file, v)}}}
	if link != nil {
		c.Changes, c.Linked = append(c.Changes, *link), link.Path
	}
	next, err := w.h.after(c.Changes)
	if err != nil {
		return nil, nil, err
	}
	switch p := next.page(file); {
	case p == nil:
		return nil, refuse("%q would be no page of the handbook: it is on the ignore list", file), nil
	case p.Kind != w.kind || p.Title != w.title:
		return nil, refuse("a page called %q would be read as a %s called %q", w.title, p.Kind, p.Title), nil
	}
	if why := w.h.verdict(next, w.title); why != nil {
		return nil, why, nil
	}
	return c, nil, nil
}

// verdict is why a page with a title may not stand in the handbook as it would be next; nil if it may.
func (h *handbook) verdict(next *handbook, title string) *Refusal {
	if lost := h.strayed(next, address); len(lost) > 0 {
		return refuse("a page called %q would change what another one means: %s: %s", title, lost[0].pos, lost[0].what)
	}
	if news := h.news(next, nil); len(news) > 0 {
		r := refuse("a page called %q would bring findings to the handbook", title)
		r.Findings = news
		return r
	}
	return nil
}

// A writer writes one new page.
type writer struct {
	h     *handbook
	kind  content.Kind
	title string
	today content.Date
	owner string // "" for none
}

//go:embed examples/*.md
var files embed.FS

var examples = template.Must(template.ParseFS(files, "examples/*.md"))

// variant is how much an example dares: what wakes checks for other pages stands in the fuller ones only.
type variant struct {
	Wake, Customer, Reach, Responsible bool // labels that wake checks
	Ask                                bool // it asks the role above
	roles                              int  // how many roles it names; what is left is somebody outside
}

// variants of a page, the fullest first.
func (w *writer) variants() []variant {
	var all []variant
	for roles := min(2, len(w.roles())); roles >= 0; roles-- {
		ask := roles > 0
		if w.kind == content.KindRole && len(w.h.site.Roles) == 0 {
			ask = false
		}
		for n := range 16 {
			wakes := func(i int) bool { return n>>i&1 == 0 }
			all = append(all, variant{Customer: wakes(0), Wake: wakes(1), Responsible: wakes(2), Reach: wakes(3), Ask: ask, roles: roles})
		}
		all = append(all, variant{roles: roles})
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(v variant) bool {
		text := string(w.text("x.md", v))
		known := seen[text]
		seen[text] = true
		return known
	})
}

// text is the whole file.
func (w *writer) text(file string, v variant) []byte {
	near, lead := `whoever is asked first`, `whoever answers for the whole`
	roles := w.roles()
	if v.roles > 0 {
		lead = linkTo(file, roles[len(roles)-1])
	}
	if v.roles > 1 {
		near = linkTo(file, roles[0])
	}
	heading, meta := w.heading()
	data := struct {
		variant
		Title, Near, Lead, Currency string
	}{v, heading, near, lead, cmp.Or(w.h.site.Config.Currency, "USD")}
	var b strings.Builder
	if err := examples.ExecuteTemplate(&b, string(w.kind)+".md", data); err != nil {
		panic(err) // a test executes every example
	}
	return []byte(w.front(file, meta, v) + w.translate(tidy(b.String())))
}

// front is the front matter: what the handbook says of its other pages, and what the page would not be without.
func (w *writer) front(file, title string, v variant) string {
	var keys []string
	add := func(key, value string) {
		if value != "" {
			keys = append(keys, key+": "+value)
		}
	}
	if probe := content.Parse(source.NewFile(file, nil), w.h.site.Config); probe.Declared != w.kind {
		add("kind", string(w.kind))
	}
	if title != "" {
		add("title", quoted(title))
	}
	if w.owner != "" {
		add("owner", yamlWord(w.owner))
	}
	roles := w.roles()
	switch {
	case v.roles == 0:
	case w.kind == content.KindPlaybook:
		add("conductor", yamlWord(roles[len(roles)-1].Stem))
		if v.roles > 1 {
			add("deputy", yamlWord(roles[0].Stem))
		}
	case w.kind == content.KindChecklist:
		add("for", "["+yamlWord(roles[0].Stem)+"]")
	}
	switch w.kind {
	case content.KindChecklist:
		add("cadence", "weekly")
		add("mode", "do-confirm")
		add("takes", "10 minutes")
	case content.KindLesson:
		add("date", string(w.today))
	}
	if slices.ContainsFunc(w.h.site.Pages, func(p *site.Page) bool { return p.Doc.Meta.Reviewed != "" }) {
		add("reviewed", string(w.today))
		add("review", "6 months")
	}
	if len(keys) == 0 {
		return ""
	}
	return "---\n" + strings.Join(keys, "\n") + "\n---\n"
}

// owners are those who may keep the page, likeliest first, once any page has an owner: who keeps most of the pages,
// those of the same folder first, and a role that has a page before a name that is no role; then the role that
// the example names.
func (w *writer) owners() []string {
	folder := w.folder()
	times := map[string]int{}
	for _, p := range w.h.site.Pages {
		if p.OwnerText == "" {
			continue
		}
		points := 1
		if p.Doc.Folder == folder {
			points = 1000
		}
		if p.Owner != nil {
			points *= 1_000_000
		}
		times[p.OwnerText] += points
	}
	if len(times) == 0 {
		return []string{""}
	}
	best := ""
	for o, n := range times {
		if n > times[best] || n == times[best] && o < best {
			best = o
		}
	}
	owners := []string{best}
	if roles := w.roles(); len(roles) > 0 {
		owners = append(owners, roles[len(roles)-1].Stem)
	}
	return owners
}

// roles are the two that an example names, the one who acts and the one who answers for the whole; fewer if the
// handbook has no two of its own. Those that can be reached go first, and two of whom one answers to the other.
func (w *writer) roles() []*site.Role {
	var best []*site.Role
	score := -1
	consider := func(points int, roles ...*site.Role) {
		if points > score {
			best, score = roles, points
		}
	}
	for _, r := range w.h.site.Roles {
		if r.External {
			continue
		}
		consider(reachable(r), r)
		if boss := r.AnswersTo; boss != nil && boss != r && !boss.External {
			consider(10+reachable(boss), r, boss)
		}
	}
	return best
}

func reachable(r *site.Role) int {
	points := 0
	if r.Doc.Reach != nil {
		points += 2
	}
	if r.StandIn != nil {
		points++
	}
	return points
}

// linkTo is a link from a file to the page of a role.
func linkTo(file string, r *site.Role) string {
	return fmt.Sprintf("[%s](%s)", escaped(r.Title), destination(relative(path.Dir(file), r.Page.Doc.Path)))
}

// heading is the title as the H1 has to be written; meta is the title for the front matter, "" if the H1 does.
func (w *writer) heading() (h1, meta string) {
	for _, h1 := range []string{w.title, escaped(w.title)} {
		d := content.Parse(source.NewFile("x.md", []byte("# "+h1+"\n\nText.\n")), w.h.site.Config)
		if d.Title == w.title && d.TitleBlock != nil && d.TitleBlock.Level == 1 && len(d.Diags) == 0 && len(d.Text.Links) == 0 {
			return h1, ""
		}
	}
	return escaped(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == ' ' {
			return r
		}
		return -1
	}, w.title)), w.title
}

var (
	labelForm   = regexp.MustCompile(`^(\s*- \*\*)([^*:]+)(:\*\*)`)
	headingForm = regexp.MustCompile(`^(##+ )(.+)(\n)`)
	cellForm    = regexp.MustCompile(`(\| )([^|]+?)( (?:$|\|?))`)
)

// translate puts the handbook's own words in the place of the English labels, headings and columns.
func (w *writer) translate(text string) string {
	own := w.h.site.Config.Labels
	if len(own) == 0 || w.kind == content.KindEssay || w.kind == content.Page {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		form := labelForm
		switch {
		case strings.HasPrefix(line, "#"):
			form = headingForm
		case strings.HasPrefix(line, "| ") && strings.HasPrefix(lines[i+1], "| -"):
			form = cellForm
		}
		lines[i] = form.ReplaceAllStringFunc(line, func(found string) string {
			m := form.FindStringSubmatch(found)
			return m[1] + cmp.Or(own[m[2]], m[2]) + m[3]
		})
	}
	return strings.Join(lines, "")
}
