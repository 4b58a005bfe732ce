package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/source"
	"baton/generator/internal/typo"
)

// lockFormat names the form of the lock file.
const lockFormat = "baton-lock/1"

// lock is what is remembered of the ids under which people tick items and link to responsibilities: by file, by
// id, a hash of the words.
type lock struct {
	Format           string                       `json:"format"`
	Checklists       map[string]map[string]string `json:"checklists"`
	Responsibilities map[string]map[string]string `json:"responsibilities"`
}

// Lock returns the lock file, checklists.lock.json: all ids that must not be lost.
func (s *Site) Lock() []byte {
	l := lock{lockFormat, map[string]map[string]string{}, map[string]map[string]string{}}
	for _, c := range s.Checklists {
		ids := map[string]string{}
		for _, item := range c.items() {
			ids[item.ID] = Wording(item.Text)
		}
		l.Checklists[c.Page.Doc.Path] = ids
	}
	for _, r := range s.Roles {
		ids := map[string]string{}
		for _, resp := range r.Responsibilities {
			ids[resp.ID] = Wording(resp.Title)
		}
		if len(ids) > 0 {
			l.Responsibilities[r.Page.Doc.Path] = ids
		}
	}
	data, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		panic(err) // maps of strings
	}
	return append(data, '\n')
}

// Wording tells one wording from another, of an item or of a list of them.
func Wording(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}

// LostIDs reports the items and responsibilities that have lost the id they had, according to an older
// handbook.json or lock file. What has kept its id, or says under which it was known, is not lost; nor is what
// stood in a file that is gone without a redirect. The error is for a file that is neither.
func (s *Site) LostIDs(old []byte) (diag.List, error) {
	l, err := readLock(old)
	if err != nil {
		return nil, err
	}
	s.followMoves(l.Checklists)
	s.followMoves(l.Responsibilities)
	var list diag.List
	for _, c := range s.Checklists {
		var now []namedID
		for _, item := range c.items() {
			now = append(now, namedID{item.ID, item.FromComment, item.Item.Block.Was, item.Text, posOf(c.Page, item.Item)})
		}
		lost(&list, c.Page, "item", l.Checklists[c.Page.Doc.Path], now)
	}
	for _, r := range s.Roles {
		var now []namedID
		for _, resp := range r.Responsibilities {
			now = append(now, namedID{resp.ID, true, resp.Source.Was, resp.Title, posOfBlock(r.Page, resp.Source.Section.Heading)})
		}
		lost(&list, r.Page, "responsibility", l.Responsibilities[r.Page.Doc.Path], now)
	}
	return list, nil
}

// followMoves files what was known of a file that is gone under the page to which its old address leads.
func (s *Site) followMoves(known map[string]map[string]string) {
	here := make(map[string]bool, len(s.Pages))
	for _, p := range s.Pages {
		here[p.Doc.Path] = true
	}
	leads := make(map[string]*Page, len(s.Redirects))
	for _, r := range s.Redirects {
		leads[r.From] = r.To
	}
	for _, old := range slices.Sorted(maps.Keys(known)) {
		folder, _, _ := cutLast(old, "/")
		if to := leads[pageAddress(folder, fileStem(old))]; !here[old] && to != nil {
			if known[to.Doc.Path] == nil {
				known[to.Doc.Path] = map[string]string{}
			}
			maps.Copy(known[to.Doc.Path], known[old])
		}
	}
}

// namedID is an id of today, the ids that it replaces, its words, and where it stands.
type namedID struct {
	id    string
	fixed bool // it does not follow the words, so an old one has to stand beside it
	was   []string
	text  string
	pos   diag.Pos
}

// comment is what keeps an old id alive where n stands.
func (n namedID) comment(old string) string {
	if n.fixed {
		return "<!-- was: " + old + " -->"
	}
	return "<!-- id: " + old + " -->"
}

// mostGuesses bounds the pairs of a lost and a new id that are compared.
const mostGuesses = 10_000

// lost reports which of the ids of then nothing has now, at the likely heir if there is one: what has the same
// words, a similar id, an id in which it is contained, or is the only one that is new.
func lost(list *diag.List, p *Page, what string, then map[string]string, now []namedID) {
	have := map[string]bool{}
	heirs := map[string]namedID{} // by new id
	byWords := map[string]string{}
	var fresh []string
	for _, n := range now {
		have[n.id] = true
		for _, w := range n.was {
			have[w] = true
		}
		if _, old := then[n.id]; !old && len(n.was) == 0 {
			fresh = append(fresh, n.id)
			heirs[n.id] = n
			byWords[Wording(n.text)] = n.id
		}
	}
	var gone []string
	for _, id := range slices.Sorted(maps.Keys(then)) {
		if !have[id] {
			gone = append(gone, id)
		}
	}
	for _, id := range gone {
		d := diag.New(diag.ItemIDLost, diag.Pos{File: p.Doc.Path}, "%s %q is gone, and with it what people ticked or linked to", what, id)
		heir := byWords[then[id]]
		if heir == "" && len(gone) == 1 && len(fresh) == 1 {
			heir = fresh[0]
		}
		if heir == "" && len(gone)*len(fresh) <= mostGuesses {
			heir = successor(id, fresh)
		}
		n, found := heirs[heir]
		if !found {
			list.Add(d.WithHint("if another one took its place, write <!-- was: %s --> behind that; else accept the loss: baton check --accept", id))
			continue
		}
		d.Pos, d.Candidates = n.pos, []string{heir}
		list.Add(d.WithHint("if it is now %q, write %s behind it", n.text, n.comment(id)))
		n.fixed = true // of what took the place of two, the second is an old one
		heirs[heir] = n
	}
}

// successor returns the id among fresh ones that an old id most likely became: one that says all that it said, or one
// that is spelled much like it; "" if there is none.
func successor(old string, fresh []string) string {
	for _, id := range fresh {
		if strings.Contains("-"+id+"-", "-"+old+"-") {
			return id
		}
	}
	return strings.Join(typo.Closest(old, fresh, 1), "")
}

// checkLock compares with the lock file of the source folder.
func (m *model) checkLock(f *source.File) {
	if f == nil {
		return
	}
	list, err := m.LostIDs(f.Data)
	if err != nil {
		m.report(diag.New(diag.BadValue, diag.Pos{File: f.Path}, "%v", err).WithHint("write it anew: baton check --accept"))
	}
	m.Diags.Add(list...)
}

// readLock reads a lock file, or what it would have said of an older handbook.json.
func readLock(data []byte) (lock, error) {
	var head struct {
		Format string `json:"format"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return lock{}, fmt.Errorf("neither a handbook.json nor a lock file: %w", err)
	}
	switch head.Format {
	case lockFormat:
		l := lock{Checklists: map[string]map[string]string{}, Responsibilities: map[string]map[string]string{}}
		err := json.Unmarshal(data, &l)
		return l, err
	case jsonFormat:
		var h jsonHandbook
		if err := json.Unmarshal(data, &h); err != nil {
			return lock{}, err
		}
		return h.lock(), nil
	}
	known := strings.Join([]string{jsonFormat, lockFormat}, " or ")
	return lock{}, fmt.Errorf("format %q, want %s", head.Format, known)
}

// lock returns the ids that an older handbook.json knows.
func (h *jsonHandbook) lock() lock {
	l := lock{Checklists: map[string]map[string]string{}, Responsibilities: map[string]map[string]string{}}
	for _, p := range h.Pages {
		ids := map[string]string{}
		switch {
		case p.Checklist != nil:
			for _, g := range p.Checklist.Groups {
				for _, item := range g.Items {
					ids[item.ID] = Wording(item.Text)
				}
			}
			l.Checklists[p.Source] = ids
		case p.Role != nil:
			for _, r := range p.Role.Responsibilities {
				ids[r.ID] = Wording(r.Title)
			}
			l.Responsibilities[p.Source] = ids
		}
	}
	return l
}
