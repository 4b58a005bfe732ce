package score

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/content"
	"baton/generator/internal/markdown"
)

// names finds in running text whom it names: a part, everyone, or a role. The longest name wins.
type names struct {
	root  nameNode
	roles Roles
	plays map[string]*Part // by stem of a role: the part that it plays
}

// A nameNode is a node of a tree of names, each a way from the root, token by token.
type nameNode struct {
	next  map[string]*nameNode
	means meaning
}

// A meaning is what a name stands for; the zero meaning is a name that nobody has.
type meaning struct {
	part     *Part
	everyone bool
	role     string // stem of a role that plays no part in this score
}

// longestRole is the number of words at the beginning of a text that are tried as the name of a role.
const longestRole = 6

// add makes name stand for m. A name that is taken keeps its meaning.
func (n *names) add(name string, m meaning) {
	node := &n.root
	for _, t := range key(name) {
		child := node.next[t]
		if child == nil {
			child = &nameNode{}
			if node.next == nil {
				node.next = map[string]*nameNode{}
			}
			node.next[t] = child
		}
		node = child
	}
	if node != &n.root && node.means == (meaning{}) {
		node.means = m
	}
}

// exact returns what name stands for, if a part has it.
func (n *names) exact(name string) meaning {
	node := &n.root
	for _, t := range key(name) {
		if node = node.next[t]; node == nil {
			return meaning{}
		}
	}
	return node.means
}

// find returns whom p names at pos, and where the name ends. It passes over "for" and "the".
func (n *names) find(p phrase, pos int) (m meaning, end int, ok bool) {
	for {
		if m, end, ok = n.at(p, pos); ok {
			return m, end, true
		}
		t := nextToken(p.text, pos)
		if t.fold != "for" && t.fold != "the" {
			return meaning{}, pos, false
		}
		pos = t.end
	}
}

// at returns whom p names at pos, which may be blanks before the name.
func (n *names) at(p phrase, pos int) (m meaning, end int, ok bool) {
	node, at := &n.root, pos
	for {
		t := nextToken(p.text, at)
		child := node.next[t.fold]
		if child == nil {
			child = node.next[t.owner()]
		}
		if t.fold == "" || child == nil {
			break
		}
		node, at = child, t.end
		if node.means != (meaning{}) {
			m, end, ok = node.means, at, true
		}
	}
	if stem, at := n.role(p, pos); at > end && stem != "" {
		m, end, ok = meaning{part: n.plays[stem]}, at, true
		if m.part == nil {
			m.role = stem
		}
	}
	return m, end, ok
}

// role returns the role that p names at pos, by a link or by the longest run of words, and where it ends.
func (n *names) role(p phrase, pos int) (stem string, end int) {
	first := nextToken(p.text, pos)
	if l := p.linkAt(first.start); l != nil {
		if stem, ok := n.roles.Resolve(content.Ref{Text: p.text[l.start:l.end], Link: l.link}); ok {
			return stem, l.end
		}
	}
	var ends []int
	for t := first; t.word && len(ends) < longestRole; t = nextToken(p.text, t.end) {
		ends = append(ends, t.start+len(strings.TrimRight(p.text[t.start:t.end], closers)))
	}
	for i := len(ends) - 1; i >= 0; i-- {
		if stem, ok := n.roles.Resolve(content.Ref{Text: p.text[first.start:ends[i]]}); ok {
			return stem, ends[i]
		}
	}
	return "", pos
}

// A phrase is a line of text with the links in it.
type phrase struct {
	text  string
	links []phraseLink // in order, none of them empty
}

type phraseLink struct {
	start, end int
	link       *markdown.Link
}

func phraseOf(in markdown.Inline) phrase {
	var p phrase
	var b strings.Builder
	for _, s := range in.Spans() {
		start := b.Len()
		b.WriteString(s.Text)
		if s.Link != nil && s.Text != "" {
			p.links = append(p.links, phraseLink{start, b.Len(), s.Link})
		}
	}
	p.text = b.String()
	return p
}

// linkAt returns the link that begins at pos, nil if there is none.
func (p phrase) linkAt(pos int) *phraseLink {
	i, ok := slices.BinarySearchFunc(p.links, pos, func(l phraseLink, pos int) int { return cmp.Compare(l.start, pos) })
	if !ok {
		return nil
	}
	return &p.links[i]
}

// A token is a word, or a sign that parts words.
type token struct {
	fold       string // as it is compared; "" at the end of the text
	start, end int
	word       bool
}

const (
	signs   = ",;:&\"“”„«»‹›()[]{}"
	closers = ".!?…"
)

// nextToken returns the first token of text at or after pos.
func nextToken(text string, pos int) token {
	pos = skipBlanks(text, pos)
	r, size := utf8.DecodeRuneInString(text[pos:])
	if size == 0 {
		return token{start: pos, end: pos}
	}
	if strings.ContainsRune(signs, r) {
		return token{fold: string(r), start: pos, end: pos + size}
	}
	end := len(text)
	if i := strings.IndexFunc(text[pos:], func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(signs, r)
	}); i >= 0 {
		end = pos + i
	}
	fold := strings.ToLower(norm.NFC.String(text[pos:end]))
	if cut := strings.TrimRight(fold, closers); cut != "" {
		fold = cut
	}
	return token{fold: fold, start: pos, end: end, word: true}
}

// owner returns the word of which t is the genitive, as "conductor" of "conductor's"; else the word itself.
func (t token) owner() string {
	return strings.TrimSuffix(strings.TrimSuffix(t.fold, "'s"), "’s")
}

func skipBlanks(text string, pos int) int {
	return len(text) - len(strings.TrimLeftFunc(text[pos:], unicode.IsSpace))
}

// key returns the tokens by which names are compared: without case, a leading "the" and a closing colon.
func key(name string) []string {
	var tokens []string
	for t := nextToken(name, 0); t.fold != ""; t = nextToken(name, t.end) {
		tokens = append(tokens, t.fold)
	}
	if len(tokens) > 1 && tokens[len(tokens)-1] == ":" {
		tokens = tokens[:len(tokens)-1]
	}
	if len(tokens) > 1 && tokens[0] == "the" {
		tokens = tokens[1:]
	}
	return tokens
}
