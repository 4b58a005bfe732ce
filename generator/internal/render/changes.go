package render

import (
	"encoding/json"
	"strings"

	"baton/generator/internal/content"
	"baton/generator/internal/score"
	"baton/generator/internal/site"
	"baton/generator/internal/slug"
)

// A fact is something that is a role's. A browser keeps the facts that its reader has seen and compares them with
// those of a later build, so each has an id that outlives a change, and words that say the change.
type fact struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`            // "right", "duty", "step", "list" or "text"
	Title string `json:"title"`           // what it is
	Place string `json:"place,omitempty"` // the page on which a step stands
	Href  string `json:"href"`            // below the root
	Level string `json:"level,omitempty"` // of a right
	Words string `json:"words,omitempty"` // what may change: a limit; for a checklist and a text, a sum of what they say
}

// changes returns what is a role's, in the order of its page. It is as long as the role has things to do, and no longer:
// a handbook of any size costs a reader the files of their own roles.
func (w *writer) changes(r *site.Role) ([]byte, error) {
	var facts []fact
	seen := ids{}
	add := func(f fact) {
		f.Title, f.Place = brief(f.Title), brief(f.Place)
		f.ID = f.Kind + " " + f.ID
		if seen[f.ID]++; seen[f.ID] > 1 {
			f.ID += " " + itoa(seen[f.ID])
		}
		facts = append(facts, f)
	}
	for _, right := range r.Rights {
		add(w.rightFact(r, right))
	}
	for _, resp := range r.Responsibilities {
		add(fact{Kind: "duty", ID: resp.ID, Title: resp.Title, Href: resp.Address()})
	}
	for _, staff := range site.PartBook(r) {
		for _, b := range staff.Bars {
			for _, n := range b.Notes {
				if n.Step != nil && n.Step.Kind != score.Waits {
					add(stepFact(staff.Playbook, n.Step))
				}
			}
		}
	}
	for _, c := range r.Checklists {
		add(fact{Kind: "list", ID: c.Address, Title: c.Title, Href: c.Address, Words: site.Wording(itemsOf(c))})
	}
	for _, p := range r.Reads {
		add(fact{Kind: "text", ID: p.Address, Title: p.Title, Href: p.Address})
	}
	return json.Marshal(facts)
}

// rightFact knows a row of a ladder by its ladder, so that another limit is the same right; and a right that is written
// by its own words.
func (w *writer) rightFact(r *site.Role, right *site.Right) fact {
	f := fact{
		Kind: "right", Title: right.Text, Href: addressOf(right.Page, right.Fragment),
		Level: w.level(right.Level).Word, Words: right.Limit,
	}
	switch {
	case right.Ladder != nil && right.Decision != nil:
		f.ID, f.Title = right.Decision.Address, right.Decision.Title
		if len(right.Decision.Ladders) > 1 {
			f.ID += "#" + slug.Make(right.Ladder.Name)
			f.Title += ": " + right.Ladder.Name
		}
	case right.Page == r.Page: // under whatever address
		f.ID = "#" + slug.Make(right.Text)
	default:
		f.ID = right.Page.Address + "#" + slug.Make(right.Text)
	}
	return f
}

func stepFact(p *site.Playbook, s *score.Step) fact {
	text := s.Text.Plain()
	if s.Cue != nil && text == "" {
		text = cueNames(s.Cue) + ": " + s.Cue.Line
	}
	f := fact{Kind: "step", ID: p.Address + "#" + slug.Make(text), Title: text, Place: p.Title, Href: addressOf(p.Page, s.Movement.ID)}
	if s.ID != "" {
		f.ID, f.Words = p.Address+"#"+s.ID, site.Wording(text)
		f.Href = addressOf(p.Page, s.ID)
	}
	return f
}

func addressOf(p *site.Page, fragment string) string {
	if fragment == "" {
		return p.Address
	}
	return p.Address + "#" + fragment
}

// itemsOf is all that a checklist asks for.
func itemsOf(c *site.Checklist) string {
	var b strings.Builder
	for _, list := range append([][]*content.CheckItem{c.Doc.AskFirst, c.Doc.HandsTo}, groupsOf(c)...) {
		for _, i := range list {
			b.WriteString(i.Text)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func groupsOf(c *site.Checklist) [][]*content.CheckItem {
	out := make([][]*content.CheckItem, len(c.Doc.Groups))
	for i, g := range c.Doc.Groups {
		out[i] = g.Items
	}
	return out
}
