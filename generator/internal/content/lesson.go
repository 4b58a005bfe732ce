package content

func (p *parser) lesson() *Lesson {
	l := &Lesson{Lines: p.lines(p.doc.Intro, expected{lessonLabels})}
	l.Trying = find(p.doc.Sections, "What we were trying")
	l.Happened = find(p.doc.Sections, "What happened")
	l.Easy = find(p.doc.Sections, "What made it easy")
	l.Changed = find(p.doc.Sections, "What we changed")
	l.Again = find(p.doc.Sections, "We would do it again")
	for _, s := range p.doc.Sections {
		for _, line := range p.lines(s.Blocks, expected{lessonLabels}) {
			if line.Item.Label != "" {
				l.Lines = append(l.Lines, line)
			}
		}
	}
	for _, line := range l.Lines {
		if line.Item.Label == "Told by" {
			l.ToldBy = append(l.ToldBy, p.refs(line.Text).Refs...)
		}
	}
	return l
}

// has reports whether anything of a lesson is there.
func (l *Lesson) has() bool {
	return l.Trying != nil || l.Happened != nil || l.Easy != nil || l.Changed != nil || l.Again != nil
}
