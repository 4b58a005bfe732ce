package site

import (
	"slices"
	"strings"
	"testing"

	"baton/generator/internal/content"
	"baton/generator/internal/vectors"
)

// roleVector is a role as roles.json expects it.
type roleVector struct {
	Title    *string `json:"title"`
	External *bool   `json:"external"`
	Section  *string `json:"section"`
	HeldBy   *string `json:"held_by"`
	Reach    *struct {
		Text  *string `json:"text"`
		Links []struct{ Text, Href string }
	} `json:"reach"`
	AnswersWithin    *string                `json:"answers_within"`
	StandIn          *partyVector           `json:"stand_in"`
	AnswersTo        *partyVector           `json:"answers_to"`
	Responsibilities []responsibilityVector `json:"responsibilities"`
	Decisions        []decisionVector       `json:"decisions"`
}

type responsibilityVector struct {
	ID          *string       `json:"id"`
	Title       *string       `json:"title"`
	Was         []string      `json:"was"`
	Customer    *string       `json:"customer"`
	Does        []partyVector `json:"does"`
	Asked       []partyVector `json:"asked"`
	Told        []partyVector `json:"told"`
	Levels      []levelVector `json:"levels"`
	Serves      []serveVector `json:"serves"`
	MentionedIn []string      `json:"mentioned_in"`
}

type partyVector struct {
	Role      string   `json:"role"`
	Outside   string   `json:"outside"`
	Ambiguous []string `json:"ambiguous"`
}

type serveVector struct{ File, As string }

type levelVector struct {
	Level   *string `json:"level"`
	Text    *string `json:"text"`
	Because *string `json:"because"`
	Unless  *string `json:"unless"`
	Ask     *askVector
}

type decisionVector struct {
	levelVector
	Ladder      *string `json:"ladder"`
	LadderLevel *string `json:"ladder_level"`
}

// askVector is whom to ask; null, nobody, is given too.
type askVector struct{ Stem string }

func (a *askVector) UnmarshalJSON(data []byte) error {
	a.Stem = strings.Trim(string(data), `"`)
	return nil
}

func TestVectors_Roles(t *testing.T) {
	var v struct {
		Families []string
		Cases    []struct {
			ID, About   string
			Files       map[string]string
			Roles       map[string]roleVector
			Diagnostics []vectors.Diagnostic
		}
	}
	vectors.Load(t, "roles.json", &v)
	for _, c := range v.Cases {
		t.Run(c.ID, func(t *testing.T) {
			in := inputOf(t, c.Files)
			s := Link(in)
			byStem := map[string]*Role{}
			for _, r := range s.Roles {
				byStem[r.Stem] = r
			}
			for stem, want := range c.Roles {
				if r := byStem[stem]; r == nil {
					t.Errorf("no role %q", stem)
				} else {
					want.compare(t, r)
				}
			}
			if len(c.Roles) != len(s.Roles) {
				t.Errorf("%d roles, want %d", len(s.Roles), len(c.Roles))
			}
			list := slices.Clone(s.Diags)
			for _, d := range in.Docs {
				list.Add(d.Diags...)
			}
			vectors.Compare(t, v.Families, c.Diagnostics, list)
		})
	}
}

func (want roleVector) compare(t *testing.T, r *Role) {
	t.Helper()
	same(t, r.Stem+" title", want.Title, r.Title)
	same(t, r.Stem+" external", want.External, r.External)
	same(t, r.Stem+" section", want.Section, r.Doc.Section)
	same(t, r.Stem+" held by", want.HeldBy, lineText(r.Doc.HeldBy))
	same(t, r.Stem+" answers within", want.AnswersWithin, lineText(r.Doc.AnswersWithin))
	same(t, r.Stem+" stand-in", wantStem(want.StandIn), stemOf(r.StandIn))
	same(t, r.Stem+" answers to", wantStem(want.AnswersTo), stemOf(r.AnswersTo))
	if want.Reach != nil {
		same(t, r.Stem+" reach", want.Reach.Text, lineText(r.Doc.Reach))
		var links []struct{ Text, Href string }
		for _, span := range r.Doc.Reach.Text.Spans() {
			if span.Link != nil {
				links = append(links, struct{ Text, Href string }{span.Text, span.Link.Dest})
			}
		}
		sameList(t, r.Stem+" reach", want.Reach.Links, links)
	}
	if want.Responsibilities != nil && len(want.Responsibilities) != len(r.Responsibilities) {
		t.Fatalf("%s: %d responsibilities, want %d", r.Stem, len(r.Responsibilities), len(want.Responsibilities))
	}
	for i, w := range want.Responsibilities {
		w.compare(t, r.Responsibilities[i])
	}
	var listed []*Right
	for _, source := range r.Doc.Decisions {
		i := slices.IndexFunc(r.Rights, func(right *Right) bool { return right.Source == source })
		listed = append(listed, r.Rights[i])
	}
	if want.Decisions != nil && len(want.Decisions) != len(listed) {
		t.Fatalf("%s: %d decisions, want %d", r.Stem, len(listed), len(want.Decisions))
	}
	for i, w := range want.Decisions {
		w.levelVector.compare(t, listed[i])
		if w.Ladder != nil {
			if d := listed[i].Decision; d == nil || d.Page.Doc.Path != *w.Ladder {
				t.Errorf("%s: %q takes no answer from %s", r.Stem, listed[i].Text, *w.Ladder)
			}
		}
		same(t, r.Stem+" ladder level", w.LadderLevel, string(listed[i].Level))
	}
}

func (want responsibilityVector) compare(t *testing.T, r *Responsibility) {
	t.Helper()
	same(t, "id", want.ID, r.ID)
	same(t, "title", want.Title, r.Title)
	same(t, "customer", want.Customer, lineText(r.Source.Customer))
	sameList(t, r.ID+" was", want.Was, r.Source.Was)
	sameList(t, r.ID+" does", partyTexts(want.Does), tellParties(r.Does))
	sameList(t, r.ID+" asked", partyTexts(want.Asked), tellParties(r.Asked))
	sameList(t, r.ID+" told", partyTexts(want.Told), tellParties(r.Told))
	var serves []serveVector
	for _, s := range r.Serves {
		serves = append(serves, serveVector{s.From.Doc.Path, s.As})
	}
	sameList(t, r.ID+" serves", want.Serves, serves)
	var mentions []string
	for _, s := range r.Mentions {
		mentions = append(mentions, s.From.Doc.Path)
	}
	sameList(t, r.ID+" mentioned in", want.MentionedIn, mentions)
	if want.Levels == nil {
		return
	}
	var own []*Right
	for _, right := range r.Rights {
		if right.Source != nil && right.Page == r.Role.Page {
			own = append(own, right)
		}
	}
	if len(own) != len(want.Levels) {
		t.Fatalf("%s: %d levels, want %d", r.ID, len(own), len(want.Levels))
	}
	for i, w := range want.Levels {
		w.compare(t, own[i])
	}
}

func (want levelVector) compare(t *testing.T, r *Right) {
	t.Helper()
	same(t, "level", want.Level, string(r.Source.Level))
	same(t, "text", want.Text, r.Text)
	same(t, r.Text+" because", want.Because, lineText(r.Source.Because))
	same(t, r.Text+" unless", want.Unless, lineText(r.Source.Unless))
	if want.Ask != nil {
		got := "null"
		if r.Ask != nil && len(r.Ask.Whom) > 0 {
			got = strings.Join(stems(r.Ask.Whom), ",")
		}
		same(t, r.Text+" ask", &want.Ask.Stem, got)
	}
}

// same compares what is given.
func same[T comparable](t *testing.T, what string, want *T, got T) {
	t.Helper()
	if want != nil && *want != got {
		t.Errorf("%s: %v, want %v", what, got, *want)
	}
}

// sameList compares what is given; an empty list is.
func sameList[T comparable](t *testing.T, what string, want, got []T) {
	t.Helper()
	if want != nil && !slices.Equal(want, got) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func wantStem(p *partyVector) *string {
	if p == nil {
		return nil
	}
	return &p.Role
}

func partyTexts(parties []partyVector) []string {
	if parties == nil {
		return nil
	}
	texts := []string{}
	for _, p := range parties {
		texts = append(texts, partyText(p.Role, p.Outside, p.Ambiguous))
	}
	return texts
}

func tellParties(parties []Party) []string {
	var texts []string
	for _, p := range parties {
		texts = append(texts, partyText(stemOf(p.Role), p.Outside, p.Ambiguous))
	}
	return texts
}

func partyText(role, outside string, ambiguous []string) string {
	switch {
	case len(ambiguous) > 0:
		return "one of " + strings.Join(slices.Sorted(slices.Values(ambiguous)), ", ")
	case role != "":
		return "role " + role
	}
	return "outside " + outside
}

// TestVectors_Ladders links the decisions of ladders.json with the roles that they suppose, and compares what needs
// the whole handbook: all findings, those of package ladder among them, and what is decided without a role.
func TestVectors_Ladders(t *testing.T) {
	type decided struct {
		Role string
		Row  int
	}
	var v struct {
		Families []string
		Cases    []struct {
			ID, Language, Currency, Markdown string
			Roles                            map[string]struct {
				AnswersTo string `json:"answers_to"`
			}
			HandbookUses      []string `json:"handbook_uses"`
			Diagnostics       []vectors.Diagnostic
			DecidedWithoutYou map[string][]decided `json:"decided_without_you"`
		}
	}
	vectors.Load(t, "ladders.json", &v)
	for _, c := range v.Cases {
		t.Run(c.ID, func(t *testing.T) {
			files := map[string]string{"decisions/case.md": c.Markdown}
			for stem, r := range c.Roles {
				text := "# " + strings.ReplaceAll(stem, "-", " ") + "\n"
				if r.AnswersTo != "" {
					text += "\n- **Answers to:** [boss](" + r.AnswersTo + ".md)\n"
				}
				files["roles/"+stem+".md"] = text
			}
			for _, label := range c.HandbookUses {
				files["decisions/other.md"] += "- **" + label + ":** it stands\n"
			}
			if files["decisions/other.md"] != "" {
				files["decisions/other.md"] = "---\nkind: decision\n---\n# Other\n\n" + files["decisions/other.md"]
			}
			in := inputOf(t, files)
			in.Config.Language, in.Config.Currency = c.Language, c.Currency
			s := Link(in)
			got := slices.Clone(s.Diags)
			for _, d := range in.Docs {
				got.Add(d.Diags...)
			}
			vectors.Compare(t, v.Families, c.Diagnostics, got)
			for _, r := range s.Roles {
				want, given := c.DecidedWithoutYou[r.Stem]
				if !given {
					continue
				}
				var got []decided
				for _, right := range r.WithoutYou {
					if right.Level != content.WithinLimits && right.Level != content.YourCall {
						t.Errorf("%s: %s is not decided", r.Stem, right.Level)
					}
					got = append(got, decided{right.Role.Stem, right.Row.Index + 1})
				}
				slices.SortFunc(got, func(a, b decided) int { return a.Row - b.Row })
				if !slices.Equal(got, want) {
					t.Errorf("%s: %v, want %v", r.Stem, got, want)
				}
			}
		})
	}
}
