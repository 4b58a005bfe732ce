package content

import (
	"fmt"

	"baton/generator/internal/diag"
	"baton/generator/internal/source"
)

// ReadFelt reads felt.yaml: what people feel, round by round. What cannot be read is reported and left out.
func ReadFelt(f source.File) (*Felt, diag.List) {
	root, diags := readYAML(f.Path, plainText(f.Data), 1)
	r := &feltReader{}
	r.diags = diags
	felt := &Felt{}
	if v := r.fields(root, "rounds")[0]; v != nil {
		for _, item := range r.items("rounds", v) {
			if round, ok := r.round(item); ok {
				felt.Rounds = append(felt.Rounds, round)
			}
		}
	}
	return felt, r.diags
}

type feltReader struct{ decoder }

// fields returns the values of the keys that a mapping may have, nil for those that it has not.
func (r *feltReader) fields(m *yamlValue, names ...string) []*yamlValue {
	values := make([]*yamlValue, len(names))
	known := map[string]bool{}
	for i, name := range names {
		known[name] = true
		values[i] = m.get(name)
	}
	for _, e := range m.entries {
		if !known[e.key] {
			r.diags.Add(unknownKey("", e, names))
		}
	}
	return values
}

func (r *feltReader) items(key string, v *yamlValue) []*yamlValue {
	if v.kind != yamlList && v.kind != yamlUnset {
		r.bad(key, v, "a list is wanted", "")
	}
	return v.items
}

func (r *feltReader) round(v *yamlValue) (FeltRound, bool) {
	fields := r.fields(v, "date", "statements")
	if fields[0] == nil || fields[1] == nil {
		r.bad("rounds", v, "a round has a date and statements", "")
		return FeltRound{}, false
	}
	round := FeltRound{Date: r.date("date", fields[0])}
	for _, item := range r.items("statements", fields[1]) {
		fields := r.fields(item, "text", "managers", "others")
		if fields[0] == nil || fields[1] == nil || fields[2] == nil {
			r.bad("statements", item, "a statement has a text, and how many managers and others agree", "")
			continue
		}
		managers, ok := r.agree("managers", fields[1])
		others, ok2 := r.agree("others", fields[2])
		if ok && ok2 {
			round.Statements = append(round.Statements, FeltStatement{r.text("text", fields[0]), managers, others})
		}
	}
	return round, round.Date != ""
}

// agree reads how many agree, of how many.
func (r *feltReader) agree(key string, v *yamlValue) (Agree, bool) {
	fields := r.fields(v, "agree", "of")
	if fields[0] == nil || fields[1] == nil {
		r.bad(key, v, "how many agree, of how many, is wanted", fmt.Sprintf("such as %s: {agree: 4, of: 9}", key))
		return Agree{}, false
	}
	n, ok := r.number("agree", fields[0])
	of, ok2 := r.number("of", fields[1])
	if !ok || !ok2 {
		return Agree{}, false
	}
	if n < 0 || n > of {
		r.bad("agree", fields[0], fmt.Sprintf("not more than all, and not less than nobody, can agree: 0 to %d", max(of, 0)), "")
		return Agree{}, false
	}
	return Agree{n, of}, true
}
