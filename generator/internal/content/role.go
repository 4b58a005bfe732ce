package content

import (
	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

func (p *parser) role() *Role {
	r := &Role{Lines: p.lines(p.doc.Intro, expected{roleLabels})}
	for _, l := range r.Lines {
		p.headLine(r, l)
	}
	for _, s := range p.doc.Sections {
		switch s.Key {
		case Key("Responsibilities"):
			for _, inner := range s.Sections {
				if inner.Heading.Level == 3 {
					r.Responsibilities = append(r.Responsibilities, p.responsibility(inner))
				}
			}
		case Key("Decisions"):
			r.Decisions = append(r.Decisions, p.rights(s)...)
		}
	}
	for _, resp := range r.Responsibilities {
		p.checkReasons(resp.Levels)
	}
	p.checkReasons(r.Decisions)
	return r
}

// headLine puts a line into its place. Of two equal labels the first counts.
func (p *parser) headLine(r *Role, l *Line) {
	set := func(field **Line) {
		if *field == nil {
			*field = l
		}
	}
	switch l.Label {
	case "Section":
		if r.Section == "" {
			r.Section = l.Text.Plain()
		}
	case "Held by":
		set(&r.HeldBy)
	case "Reach":
		set(&r.Reach)
	case "Answers within":
		set(&r.AnswersWithin)
	case "Stand-in":
		r.StandIn = append(r.StandIn, p.refs(l.Text).Refs...)
	case "Answers to":
		r.AnswersTo = append(r.AnswersTo, p.refs(l.Text).Refs...)
	}
	if l.Item.Label != "" {
		p.use(l.Label)
	}
}

func (p *parser) responsibility(s *Section) *Responsibility {
	r := &Responsibility{Section: s, ID: s.Heading.ID, Title: s.Title, Was: s.Heading.Was}
	for _, b := range s.Blocks {
		if b.Kind != markdown.List {
			r.Body = append(r.Body, b)
			continue
		}
		rest := *b
		rest.Children = nil
		for _, i := range p.items(b, expected{responsibilityLabels, reasonLabels}) {
			p.checkLabel(i, responsibilityLabels)
			l := line(i)
			if l == nil {
				rest.Children = append(rest.Children, i.Block)
				continue
			}
			r.Lines = append(r.Lines, l)
			p.responsibilityLine(r, l)
		}
		if len(rest.Children) > 0 {
			r.Body = append(r.Body, &rest)
		}
	}
	for _, inner := range s.Sections {
		r.Body = append(append(r.Body, inner.Heading), inner.allBlocks()...)
	}
	return r
}

func (p *parser) responsibilityLine(r *Responsibility, l *Line) {
	switch l.Label {
	case "Customer":
		r.Customer = l
	case "Going well":
		r.GoingWell = l
	case "Warning sign":
		r.WarningSign = l
	case "Does":
		r.Does = append(r.Does, p.refs(l.Text).Refs...)
	case "Asked":
		r.Asked = append(r.Asked, p.refs(l.Text).Refs...)
	case "Told":
		r.Told = append(r.Told, p.refs(l.Text).Refs...)
	default:
		if levelOf[l.Item.Label] != "" {
			r.Levels = append(r.Levels, right(l.Item))
		}
	}
}

// rights reads the labelled levels in the lists of a section.
func (p *parser) rights(s *Section) []*Right {
	var rights []*Right
	for _, l := range p.lines(s.allBlocks(), expected{levelLabels, reasonLabels}) {
		if levelOf[l.Item.Label] != "" {
			rights = append(rights, right(l.Item))
		}
	}
	return rights
}

// checkReasons reports rules without a reason.
func (p *parser) checkReasons(rights []*Right) {
	for _, r := range rights {
		if r.Level == Must && r.Because == nil {
			p.doc.Diags.Add(diag.New(diag.MustWithoutBecause, p.posOf(r.Item), "a rule without its reason").
				WithHint("say why, below it: - **Because:** …"))
		}
	}
}
