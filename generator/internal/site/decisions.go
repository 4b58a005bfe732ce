package site

import (
	"slices"

	"baton/generator/internal/content"
	"baton/generator/internal/diag"
	"baton/generator/internal/ladder"
)

// linkDecisions computes the ladders.
func (m *model) linkDecisions() {
	for _, p := range m.order {
		if p.Doc.Decision == nil {
			continue
		}
		d := &Decision{Page: p, Doc: p.Doc.Decision}
		for _, source := range d.Doc.Ladders {
			l := ladder.Compute(source, m.format, m.in(p))
			d.Ladders = append(d.Ladders, l)
			m.Diags.Add(l.Diags...)
		}
		p.Decision = d
		m.Decisions = append(m.Decisions, d)
	}
}

// checkDecisions reports rules without a reason, and decisions that do not say what happens when they go wrong,
// once any says it: without that, only right decisions are allowed.
func (m *model) checkDecisions() {
	for _, d := range m.Decisions {
		for _, line := range d.Doc.Lines {
			if line.Item.Label == label(content.Must) && reasonBelow(line.Item) == "" {
				m.report(diag.New(diag.MustWithoutBecause, posOf(d.Page, line.Item), "a rule without its reason").
					WithHint("write below it: - **Because:** …"))
			}
		}
	}
	says := func(d *Decision) bool { return d.Doc.IfItGoesWrong != nil }
	if !slices.ContainsFunc(m.Decisions, says) {
		return
	}
	for _, d := range m.Decisions {
		if !says(d) {
			m.report(diag.New(diag.DecisionWithoutIfItGoesWrong, posOfBlock(d.Page, d.Page.Doc.TitleBlock),
				"%q: only right decisions are allowed here", d.Title).
				WithHint("say what happens next: - **If it goes wrong:** …"))
		}
	}
}
