package content

import "baton/generator/internal/markdown"

// outline cuts the text at its headings: what stands above the first, and the sections. The first heading is the
// title if it is an H1; then the H2 below it, and further H1, are the sections, in which deeper headings nest.
func (p *parser) outline() (intro []*markdown.Block, title *markdown.Block, sections []*Section) {
	var open []*Section // the sections that the next block stands in, outermost first
	seen := false
	for _, b := range p.doc.Text.Blocks {
		if b.Kind != markdown.Heading {
			if len(open) == 0 {
				intro = append(intro, b)
			} else {
				last := open[len(open)-1]
				last.Blocks = append(last.Blocks, b)
			}
			continue
		}
		if !seen && b.Level == 1 {
			seen, title = true, b
			continue
		}
		seen = true
		s := p.section(b)
		for len(open) > 0 && open[len(open)-1].Heading.Level >= b.Level {
			open = open[:len(open)-1]
		}
		if len(open) == 0 {
			sections = append(sections, s)
		} else {
			outer := open[len(open)-1]
			outer.Sections = append(outer.Sections, s)
		}
		open = append(open, s)
	}
	return intro, title, sections
}

// section begins a section. Its key is that of the English heading if the handbook has its own word for it.
func (p *parser) section(heading *markdown.Block) *Section {
	s := &Section{Heading: heading, Title: heading.Text.Plain()}
	s.Key = Key(s.Title)
	if name := p.words.find(s.Title, allHeadings); name != "" {
		s.Key = Key(name)
	}
	return s
}

// walk calls do for sections and all that nest in them, in order.
func walk(sections []*Section, do func(*Section)) {
	for _, s := range sections {
		do(s)
		walk(s.Sections, do)
	}
}

// find returns the first of sections with a heading, nil if there is none.
func find(sections []*Section, heading string) *Section {
	key := Key(heading)
	for _, s := range sections {
		if s.Key == key {
			return s
		}
	}
	return nil
}

// allBlocks returns the blocks of a section and of those that nest in it, headings left out.
func (s *Section) allBlocks() []*markdown.Block {
	blocks := s.Blocks[:len(s.Blocks):len(s.Blocks)]
	for _, inner := range s.Sections {
		blocks = append(blocks, inner.allBlocks()...)
	}
	return blocks
}
