package content

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// A dumper writes what documents mean, for people who compare.
type dumper struct {
	b      bytes.Buffer
	indent string
	doc    *Document
}

func (d *dumper) line(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if text != "" {
		text = d.indent + text
	}
	fmt.Fprintln(&d.b, text)
}

// in writes below the line that is written first.
func (d *dumper) in(do func(), format string, args ...any) {
	d.line(format, args...)
	d.indent += "  "
	do()
	d.indent = d.indent[2:]
}

// set writes a value that is not empty.
func (d *dumper) set(name string, value any) {
	if s := fmt.Sprint(value); s != "" && s != "[]" && s != "map[]" && s != "false" {
		d.line("%s: %s", name, s)
	}
}

func (d *dumper) diags(list diag.List) {
	list = slices.Clone(list)
	list.Sort()
	for _, f := range list {
		unsafe := ""
		if f.Unsafe {
			unsafe = " (writes nothing)"
		}
		d.line("! %s-%d %s %s%s: %s", f.Pos, f.Pos.EndCol, f.Severity, f.Code.Rule().Name, unsafe, f.Message)
		if f.Hint != "" {
			d.line("    %s", f.Hint)
		}
	}
}

func (d *dumper) document(doc *Document) {
	d.doc = doc
	d.in(func() {
		d.set("summary", doc.Summary)
		d.set("stem", doc.Stem)
		if doc.Lede != nil {
			d.set("lede", d.at(doc.Lede.Offset))
		}
		if doc.TitleBlock == nil {
			d.line("title is no heading")
		}
		d.meta(doc.Meta)
		d.set("uses", slices.Sorted(maps.Keys(doc.Uses)))
		var intro []string
		for _, b := range doc.Intro {
			intro = append(intro, d.at(b.Offset))
		}
		d.set("intro", intro)
		d.sections(doc.Sections)
		switch {
		case doc.Role != nil:
			d.role(doc.Role)
		case doc.Playbook != nil:
			d.playbook(doc.Playbook)
		case doc.Checklist != nil:
			d.checklist(doc.Checklist)
		case doc.Decision != nil:
			d.decision(doc.Decision)
		case doc.Lesson != nil:
			d.lesson(doc.Lesson)
		}
	}, "%s: %s %q", doc.Path, kindText(doc), doc.Title)
}

func kindText(doc *Document) string {
	if doc.Kind != doc.Declared {
		return fmt.Sprintf("%s (declared %s)", doc.Kind, doc.Declared)
	}
	return string(doc.Kind)
}

func (d *dumper) meta(m Meta) {
	for _, key := range slices.Sorted(maps.Keys(m.Pos)) {
		d.line("%s at %s", key, strings.TrimPrefix(m.Pos[key].String(), d.doc.Path+":"))
	}
	all := values(m)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		d.line("%s = %v", name, all[name])
	}
	d.set("kept", m.Kept)
}

func (d *dumper) at(offset int) string {
	pos := d.doc.Text.Pos(offset, offset)
	return fmt.Sprintf("%d:%d", pos.Line, pos.Col)
}

func (d *dumper) sections(list []*Section) {
	for _, s := range list {
		d.in(func() { d.sections(s.Sections) }, "section %s %q [%s] %d blocks", d.at(s.Heading.Offset), s.Title, s.Key, len(s.Blocks))
	}
}

func (d *dumper) text(in markdown.Inline) string {
	if in.Empty() {
		return "-"
	}
	return fmt.Sprintf("%s %q", d.at(in.Offset), in.Plain())
}

func (d *dumper) lines(list []*Line) {
	for _, l := range list {
		known := ""
		if l.Item.Label == "" {
			known = " (not known)"
		}
		d.line("line %q%s: %s", l.Label, known, d.text(l.Text))
	}
}

func (d *dumper) refs(name string, list RefList) {
	for _, r := range list.Refs {
		link := ""
		if r.Link != nil {
			link = " -> " + r.Link.Dest
		}
		and := ""
		if list.Together {
			and = " together"
		}
		d.line("%s %d:%d-%d %q%s%s", name, r.Pos.Line, r.Pos.Col, r.Pos.EndCol, r.Text, link, and)
	}
}

func (d *dumper) right(r *Right) {
	d.in(func() {
		for _, l := range []*Line{r.Because, r.Unless} {
			if l != nil {
				d.line("%s: %s", l.Label, d.text(l.Text))
			}
		}
	}, "right %s: %s", r.Level, d.text(r.Text))
}

func (d *dumper) role(r *Role) {
	d.lines(r.Lines)
	d.set("section", r.Section)
	d.refs("stand-in", RefList{Refs: r.StandIn})
	d.refs("answers to", RefList{Refs: r.AnswersTo})
	for _, resp := range r.Responsibilities {
		d.in(func() {
			d.set("was", resp.Was)
			d.lines(resp.Lines)
			d.refs("does", RefList{Refs: resp.Does})
			d.refs("asked", RefList{Refs: resp.Asked})
			d.refs("told", RefList{Refs: resp.Told})
			for _, l := range resp.Levels {
				d.right(l)
			}
			for _, b := range resp.Body {
				d.line("body %s %q", d.at(b.Offset), b.Plain())
			}
		}, "responsibility %q #%s", resp.Title, resp.ID)
	}
	for _, right := range r.Decisions {
		d.right(right)
	}
}

func (d *dumper) playbook(p *Playbook) {
	d.lines(p.Lines)
	d.set("has players", p.HasPlayers)
	for _, pl := range p.Players {
		d.in(func() {
			d.refs("played by", pl.Roles)
			if !pl.PlaysFor.Empty() {
				d.line("plays for %s", d.text(pl.PlaysFor))
			}
		}, "player %d:%d %q", pl.Pos.Line, pl.Pos.Col, pl.Name)
	}
	forms := []string{"item", "paragraph", "heading", "prose"}
	for _, m := range p.Movements {
		d.in(func() {
			for _, e := range m.Entries {
				d.in(func() { d.items(e.Steps) }, "%s %s%s", forms[e.Form], d.at(e.Block.Offset), d.entry(e))
			}
		}, "movement %q", m.Title)
	}
	if p.Coda != nil {
		d.line("coda")
	}
}

func (d *dumper) entry(e *Entry) string {
	text := ""
	if e.Item != nil && e.Item.Label != "" {
		text += fmt.Sprintf(" [%s] %s", e.Item.Label, d.text(e.Item.Text))
	}
	if e.Lead != nil {
		text += fmt.Sprintf(" lead %q", e.Lead.Text)
	}
	return text
}

func (d *dumper) items(list []*Item) {
	for _, i := range list {
		label := ""
		if i.Label != "" {
			label = "[" + i.Label + "] "
		}
		id := ""
		if i.ID != "" {
			id = " #" + i.ID
		}
		d.in(func() { d.items(i.Items) }, "%s%s%s", label, d.text(i.Text), id)
	}
}

func (d *dumper) checklist(c *Checklist) {
	d.set("has boxes", c.HasBoxes)
	for _, g := range c.Groups {
		d.in(func() {
			for _, i := range g.Items {
				d.in(func() { d.items(i.Item.Items) }, "#%s %q%s", i.ID, i.Text, dest(i.Link))
			}
		}, "group %q", g.Title)
	}
	for _, i := range c.AskFirst {
		d.line("ask first %q%s", i.Text, dest(i.Link))
	}
	for _, i := range c.HandsTo {
		d.refs("hands to", RefList{Refs: []Ref{*i.To}})
		d.set("  what", i.What)
	}
}

func dest(l *markdown.Link) string {
	if l == nil {
		return ""
	}
	return " -> " + l.Dest
}

func (d *dumper) decision(dec *Decision) {
	for _, l := range dec.Ladders {
		kind := "amounts"
		if l.When {
			kind = "conditions"
		}
		d.in(func() {
			for _, r := range l.Rows {
				d.in(func() {
					d.set("id", r.ID)
					d.refs("who", r.Who)
					d.set("level", r.Level)
					for i, c := range r.More {
						if !c.Empty() {
							d.line("%s: %s", l.Columns[i], d.text(c))
						}
					}
				}, "row %d:%d %q", r.Pos.Line, r.Pos.Col, r.Limit)
			}
		}, "ladder %q of %s, more columns %q", l.Name, kind, l.Columns)
	}
	d.lines(dec.Lines)
	d.set("says what happens when it goes wrong", dec.IfItGoesWrong != nil)
	d.set("cases", dec.Cases != nil)
}

func (d *dumper) lesson(l *Lesson) {
	d.lines(l.Lines)
	d.refs("told by", RefList{Refs: l.ToldBy})
	for _, s := range []*Section{l.Trying, l.Happened, l.Easy, l.Changed, l.Again} {
		if s != nil {
			d.line("part %q", s.Title)
		}
	}
}

func (d *dumper) config(c *Config) {
	d.in(func() {
		d.set("description", c.Description)
		d.set("logo", c.Logo)
		d.set("accent", c.Accent)
		d.set("language", c.Language)
		d.set("currency", c.Currency)
		d.set("base", c.BaseURL)
		d.set("edit", c.EditURL)
		d.set("feedback", c.FeedbackURL)
		d.set("audiences", c.Audiences)
		d.set("kinds", c.Kinds)
		d.set("sections", c.Sections)
		for _, r := range c.Redirects {
			d.line("redirect %s -> %s at %d:%d", r.From, r.To, r.Pos.Line, r.Pos.Col)
		}
		d.set("labels", c.Labels)
		d.set("limits", c.Limits)
		d.set("ignore", c.Ignore)
		d.set("markup", c.Markup)
		d.set("indexing", c.Indexing)
		d.set("synonyms", c.Synonyms)
		d.set("no offline", c.NoOffline)
		d.set("checks", c.Checks)
	}, "handbook %q", c.Title)
}

func (d *dumper) felt(f *Felt) {
	for _, r := range f.Rounds {
		d.in(func() {
			for _, s := range r.Statements {
				d.line("%q: managers %d of %d, others %d of %d", s.Text, s.Managers.Agree, s.Managers.Of, s.Others.Agree, s.Others.Of)
			}
		}, "asked on %s", r.Date)
	}
}
