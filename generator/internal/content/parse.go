package content

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
	"baton/generator/internal/source"
)

// Parse gives a file its meaning. It never fails, and depends on the file and on the configuration only.
func Parse(f source.File, cfg *Config) *Document {
	text := markdown.Parse(f.Path, f.Data, markdown.Options{Policy: markdown.Policy{Extra: strings.Join(cfg.Markup, " ")}})
	doc := &Document{Path: f.Path, Text: text, Uses: Uses{}, Diags: slices.Clone(text.Diags)}
	p := &parser{cfg: cfg, words: cfg.lexicon(), doc: doc}
	p.place()

	var diags diag.List
	doc.Meta, diags = readMeta(text, cfg, p.kindOf)
	doc.Diags.Add(diags...)
	doc.Declared = p.kindOf(doc.Meta.Kind)
	if doc.Meta.Owner != "" {
		p.use("owner")
	}

	var heading *markdown.Block
	doc.Intro, heading, doc.Sections = p.outline()
	p.title(heading)
	p.summary()
	p.kind()
	return doc
}

// A parser reads one file.
type parser struct {
	cfg   *Config
	words *lexicon
	doc   *Document
}

// lexicon returns the words of the handbook's language.
func (c *Config) lexicon() *lexicon {
	switch {
	case c.words != nil:
		return c.words
	case len(c.Labels) == 0:
		return english
	}
	return newLexicon(c.Labels)
}

// place reads what the path says.
func (p *parser) place() {
	d := p.doc
	d.Folder = path.Dir(d.Path)
	if d.Folder == "." {
		d.Folder = ""
	}
	d.Stem = strings.TrimSuffix(path.Base(d.Path), path.Ext(d.Path))
	switch strings.ToLower(d.Stem) {
	case "index", "_index", "readme":
		d.IsIndex = true
		if d.Stem = path.Base(d.Folder); d.Folder == "" {
			d.Stem = ""
		}
	}
}

// kindOf returns the kind of the document, given what its front matter says.
func (p *parser) kindOf(declared Kind) Kind {
	if declared != "" {
		return declared
	}
	if p.doc.IsIndex {
		return Page
	}
	for _, rule := range p.cfg.Kinds {
		if rule.Matches(p.doc.Path) {
			return rule.Kind
		}
	}
	folders := strings.Split(p.doc.Folder, "/")
	for _, name := range slices.Backward(folders) {
		for _, k := range Kinds {
			if name == string(k) || name == string(k)+"s" {
				return k
			}
		}
	}
	return Page
}

// title finds the title. An H1 that says something else than the front matter stays in the text.
func (p *parser) title(heading *markdown.Block) {
	d := p.doc
	written := ""
	if heading != nil {
		written = strings.TrimSpace(heading.Text.Plain())
	}
	switch {
	case d.Meta.Title == "" && written != "":
		d.Title, d.TitleBlock = written, heading
		return
	case d.Meta.Title != "":
		d.Title = d.Meta.Title
		if heading != nil && Key(written) == Key(d.Title) {
			d.TitleBlock = heading
			return
		}
	case d.firstH1() != "":
		d.Title = d.firstH1()
	case d.Stem == "":
		d.Title = p.cfg.Title
	default:
		d.Title = spoken(d.Stem)
	}
	if heading != nil {
		i := slices.IndexFunc(d.Intro, func(b *markdown.Block) bool { return b.Offset > heading.Offset })
		if i < 0 {
			i = len(d.Intro)
		}
		d.Intro = slices.Insert(d.Intro, i, heading)
	}
}

// firstH1 returns the text of the first H1 below another heading, "" if there is none.
func (d *Document) firstH1() string {
	for _, h := range d.Text.Headings {
		if text := strings.TrimSpace(h.Text.Plain()); h.Level == 1 && text != "" {
			return text
		}
	}
	return ""
}

// spoken turns a file name into words: blanks for dashes, and a capital letter.
func spoken(name string) string {
	if !strings.Contains(name, " ") {
		name = strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(name))
	}
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[size:]
}

// summary finds the summary: the first paragraph, if no list or table stands above it.
func (p *parser) summary() {
	d := p.doc
	if d.Meta.Summary != "" {
		d.Summary = d.Meta.Summary
		return
	}
	for _, b := range d.Intro {
		switch b.Kind {
		case markdown.List, markdown.Table, markdown.Code, markdown.Definitions, markdown.Footnotes:
			return
		case markdown.Paragraph:
			if saysSomething(b.Text) {
				d.Summary, d.Lede = strings.TrimSpace(b.Text.Plain()), b
				return
			}
		}
	}
}

// saysSomething reports whether a paragraph is more than images, such as a row of badges.
func saysSomething(in markdown.Inline) bool {
	images := map[string]bool{}
	for _, l := range in.Links() {
		if l.Kind == markdown.Image || l.Kind == markdown.HTMLImage {
			images[l.Text] = true
		}
	}
	for _, s := range in.Spans() {
		if strings.TrimSpace(s.Text) != "" && (s.Link == nil || !images[s.Link.Text]) {
			return true
		}
	}
	return false
}

// kind reads what the document's kind is made of. A document whose folder or configuration gives it a kind, and
// that has nothing of it, is plain.
func (p *parser) kind() {
	d := p.doc
	found := false
	switch d.Declared {
	case KindRole:
		d.Role = p.role()
		found = true
	case KindPlaybook:
		d.Playbook = p.playbook()
		found = d.Playbook.Score != nil
	case KindChecklist:
		d.Checklist = p.checklist()
		found = len(d.Checklist.Groups) > 0
	case KindDecision:
		d.Decision = p.decision()
		found = len(d.Decision.Ladders) > 0
	case KindLesson:
		d.Lesson = p.lesson()
		found = d.Lesson.has()
	default:
		found = true
	}
	d.Kind = d.Declared
	if !found && d.Meta.Kind == "" {
		d.Kind = Page
		d.Playbook, d.Checklist, d.Decision, d.Lesson = nil, nil, nil, nil
		d.Uses = Uses{}
		if d.Meta.Owner != "" {
			p.use("owner")
		}
		d.Diags = slices.DeleteFunc(d.Diags, func(found diag.Diagnostic) bool { return found.Code == diag.LabelNearMiss })
		return
	}
	p.checkHeadings()
}

// longHeading is how many letters a heading must have for its near misses to be reported: shorter ones, such as
// "Score", have neighbours that are words of their own.
const longHeading = 7

// checkHeadings reports sections whose heading looks like a misspelled one.
func (p *parser) checkHeadings() {
	var long []string
	for _, h := range headings[p.doc.Kind] {
		if utf8.RuneCountInString(h) >= longHeading {
			long = append(long, h)
		}
	}
	for _, s := range p.doc.Sections {
		p.checkWord("heading", s.Title, long, p.doc.Text.Pos(s.Heading.Text.Offset, s.Heading.Text.End))
	}
}
