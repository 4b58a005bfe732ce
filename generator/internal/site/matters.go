package site

import (
	"baton/generator/internal/content"
	"baton/generator/internal/ladder"
)

// A Matter is something about which one role asks another first.
type Matter struct {
	Asker, Whom *Role
	Ask         *Ask        // where it is written; nil for what lies above the limit of a right
	Right       *Right      // the right whose limit it is
	Next        *ladder.Row // the row that Whom decides by
}

// Matters returns all of them: what is written under Ask first, in order, then for every limit of a ladder what lies
// above it, which the next row's role decides.
func (s *Site) Matters() []Matter {
	var out []Matter
	for _, a := range s.Asks {
		for _, asker := range a.askers {
			for _, whom := range a.Whom {
				if whom != asker {
					out = append(out, Matter{Asker: asker, Whom: whom, Ask: a})
				}
			}
		}
	}
	byStem := make(map[string]*Role, len(s.Roles))
	for _, r := range s.Roles {
		byStem[r.Stem] = r
	}
	for _, right := range s.Rights {
		if right.Row == nil || right.Row.Open || right.Level != content.WithinLimits {
			continue
		}
		next := nextRow(right.Ladder, right.Row)
		if next == nil {
			continue
		}
		for _, stem := range next.Who {
			if whom := byStem[stem]; whom != nil && whom != right.Role {
				out = append(out, Matter{Asker: right.Role, Whom: whom, Right: right, Next: next})
			}
		}
	}
	return out
}
