package site

import "baton/generator/internal/content"

// jsonRole is a role with all that the handbook says about it.
type jsonRole struct {
	Stem             string               `json:"stem"` // tells it from all other roles
	External         bool                 `json:"external,omitempty"`
	Section          string               `json:"section,omitempty"`
	HeldBy           string               `json:"held_by,omitempty"`
	Reach            string               `json:"reach,omitempty"`
	ReachLinks       []jsonLink           `json:"reach_links,omitempty"`
	AnswersWithin    string               `json:"answers_within,omitempty"`
	StandIn          string               `json:"stand_in,omitempty"`
	AnswersTo        string               `json:"answers_to,omitempty"`
	Reports          []string             `json:"reports,omitempty"` // who answers to it, directly
	Responsibilities []jsonResponsibility `json:"responsibilities,omitempty"`
	Rights           []jsonRight          `json:"rights,omitempty"`              // by level, from must to ask-first
	WithoutYou       *jsonSpan            `json:"decided_without_you,omitempty"` // by those below it, at every height
	Plays            []jsonPerformance    `json:"plays,omitempty"`
	Checklists       []string             `json:"checklists,omitempty"` // addresses of those for it
	Reads            []string             `json:"reads,omitempty"`      // addresses of essays, pages and lessons for it
}

// jsonResponsibility is what the role is accountable for. Its address is the page's with its id as fragment.
type jsonResponsibility struct {
	ID       string        `json:"id"`
	Title    string        `json:"title"`
	Was      []string      `json:"was,omitempty"` // old ids
	Customer string        `json:"customer,omitempty"`
	Does     []jsonParty   `json:"does,omitempty"`
	Asked    []jsonParty   `json:"asked,omitempty"`
	Told     []jsonParty   `json:"told,omitempty"`
	Latitude bool          `json:"latitude,omitempty"` // a level stands under it, or a decision serves it
	Serves   []jsonService `json:"served_by,omitempty"`
	Mentions []jsonService `json:"mentioned_in,omitempty"`
}

// jsonParty is a role, or somebody outside; several roles if the name is ambiguous.
type jsonParty struct {
	Role      string   `json:"role,omitempty"`
	Outside   string   `json:"outside,omitempty"`
	Ambiguous []string `json:"ambiguous,omitempty"`
}

// jsonService is a place that serves or mentions a responsibility.
type jsonService struct {
	From     string `json:"from"`
	Fragment string `json:"fragment,omitempty"`
	As       string `json:"as"` // "step", "item", "decision"; for a mention "link"
	Text     string `json:"text,omitempty"`
}

// jsonRight is something that the role may decide, and how freely.
type jsonRight struct {
	Level          string   `json:"level"` // "must", "within-limits", "your-call" or "ask-first"
	Text           string   `json:"text"`
	Page           string   `json:"page"` // where it is written
	Fragment       string   `json:"fragment,omitempty"`
	Because        string   `json:"because,omitempty"`
	Unless         string   `json:"unless,omitempty"`
	Decision       string   `json:"decision,omitempty"` // address, if a ladder gives the answer
	Ladder         string   `json:"ladder,omitempty"`   // its name
	Row            int      `json:"row,omitempty"`      // of the ladder, from 1
	Limit          string   `json:"limit,omitempty"`    // in words
	With           []string `json:"with,omitempty"`     // roles that decide with it
	Responsibility string   `json:"responsibility,omitempty"`
	Ask            *jsonAsk `json:"ask,omitempty"`
}

// jsonDecided is a right to decide: a role, and a number in the list of its rights, from 0.
type jsonDecided struct {
	Role  string `json:"role"`
	Right int    `json:"right"`
}

// jsonSpan is a piece of the list "decided" of the handbook, from "from" to before "to", both from 0. A list
// for each role would grow with the square of the roles. What is decided together with the role is not decided
// without it, although it stands in the piece.
type jsonSpan struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// jsonPerformance is a part that the role plays.
type jsonPerformance struct {
	Playbook string `json:"playbook"`
	Part     string `json:"part"`
}

// jsonAsk is whom to ask, and how to reach them. Nobody is left if there is neither whom nor outside.
type jsonAsk struct {
	Whom     []string `json:"whom,omitempty"`     // roles
	Together bool     `json:"together,omitempty"` // all of them, not any
	Outside  string   `json:"outside,omitempty"`
	Reach    string   `json:"reach,omitempty"`  // the one of them that says how to reach it
	Within   string   `json:"within,omitempty"` // when they answer
}

// jsonAskAt is an ask with its place.
type jsonAskAt struct {
	Page     string `json:"page"`
	Fragment string `json:"fragment,omitempty"`
	Text     string `json:"text"`
	Asker    string `json:"asker,omitempty"` // absent if it speaks to several, or to everybody
	jsonAsk
}

func newJSONRole(r *Role) *jsonRole {
	j := &jsonRole{
		Stem: r.Stem, External: r.External, Section: r.Doc.Section, HeldBy: lineText(r.Doc.HeldBy),
		Reach: lineText(r.Doc.Reach), AnswersWithin: lineText(r.Doc.AnswersWithin),
		StandIn: stemOf(r.StandIn), AnswersTo: stemOf(r.AnswersTo), Reports: stems(r.Reports), Reads: addresses(r.Reads),
	}
	if r.Doc.Reach != nil {
		for _, span := range r.Doc.Reach.Text.Spans() {
			if span.Link != nil {
				j.ReachLinks = append(j.ReachLinks, newJSONLink(span.Link, r.Target(span.Link)))
			}
		}
	}
	for _, resp := range r.Responsibilities {
		j.Responsibilities = append(j.Responsibilities, jsonResponsibility{
			ID: resp.ID, Title: resp.Title, Was: resp.Source.Was, Customer: lineText(resp.Source.Customer),
			Does: jsonParties(resp.Does), Asked: jsonParties(resp.Asked), Told: jsonParties(resp.Told),
			Latitude: resp.HasLatitude(), Serves: jsonServices(resp.Serves), Mentions: jsonServices(resp.Mentions),
		})
	}
	for _, right := range r.Rights {
		j.Rights = append(j.Rights, newJSONRight(right))
	}
	if len(r.WithoutYou) > 0 {
		j.WithoutYou = &jsonSpan{r.below.from, r.below.to}
	}
	for _, p := range r.Plays {
		j.Plays = append(j.Plays, jsonPerformance{p.Playbook.Address, p.Part.Name})
	}
	for _, c := range r.Checklists {
		j.Checklists = append(j.Checklists, c.Address)
	}
	return j
}

// rightNumbers returns the place of each right in the list of its role.
func rightNumbers(roles []*Role) map[*Right]int {
	numbers := map[*Right]int{}
	for _, r := range roles {
		for i, right := range r.Rights {
			numbers[right] = i
		}
	}
	return numbers
}

func newJSONRight(r *Right) jsonRight {
	j := jsonRight{
		Level: string(r.Level), Text: r.Text, Page: r.Page.Address, Fragment: r.Fragment, Limit: r.Limit, With: stems(r.With),
	}
	if r.Source != nil {
		j.Because, j.Unless = lineText(r.Source.Because), lineText(r.Source.Unless)
	}
	if r.Decision != nil {
		j.Decision, j.Ladder = r.Decision.Address, r.Ladder.Name
	}
	if r.Row != nil {
		j.Row = r.Row.Index + 1
	}
	if r.Responsibility != nil {
		j.Responsibility = r.Responsibility.ID
	}
	if r.Ask != nil {
		ask := newJSONAsk(r.Ask)
		j.Ask = &ask
	}
	return j
}

func newJSONAsk(a *Ask) jsonAsk {
	return jsonAsk{stems(a.Whom), a.Together, a.Outside, stemOf(a.Reach), a.Within}
}

func newJSONAskAt(a *Ask) jsonAskAt {
	return jsonAskAt{a.Page.Address, a.Fragment, a.Text, stemOf(a.Asker), newJSONAsk(a)}
}

func jsonParties(parties []Party) []jsonParty {
	var list []jsonParty
	for _, p := range parties {
		list = append(list, jsonParty{stemOf(p.Role), p.Outside, p.Ambiguous})
	}
	return list
}

func jsonServices(services []Service) []jsonService {
	var list []jsonService
	for _, s := range services {
		list = append(list, jsonService{s.From.Address, s.Fragment, s.As, s.Text})
	}
	return list
}

// jsonRule is a level with its text, where it speaks to everybody.
type jsonRule struct {
	Level   string `json:"level"`
	Text    string `json:"text"`
	Because string `json:"because,omitempty"`
	Unless  string `json:"unless,omitempty"`
}

func newJSONRule(r *content.Right) *jsonRule {
	if r == nil {
		return nil
	}
	return &jsonRule{string(r.Level), r.Text.Plain(), lineText(r.Because), lineText(r.Unless)}
}
