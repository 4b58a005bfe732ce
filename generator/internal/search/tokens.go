package search

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Token is a word of a text, as it is indexed and as it is looked for.
type Token struct {
	Term       string // folded: no accents, lower case
	Exact      string // with its accents, where they say more than Term; the word has the term Term + separator + Exact too
	Start, End int    // bytes of the text that it stands for
	Position   int    // number of the word in its text; that of the first one, if it is Joined
	Joined     bool   // several words as one, "oncall" beside "on" and "call"
}

// separator parts the two forms of an exact term. No word has it, and it sorts before all letters.
const separator = "\x01"

// Tokens returns the words of a text. Queries differ in one thing: scripts without blanks between words give pairs of
// signs, and only a text gives the last sign once more alone, so that one that is typed is found.
func Tokens(text string, query bool) []Token {
	var list []Token
	s := scanner{query: query, emit: func(w word) {
		list = append(list, Token{
			Term: string(w.term), Exact: string(w.exact),
			Start: w.start, End: w.end, Position: w.position, Joined: w.joined,
		})
	}}
	s.scan(text)
	return list
}

const (
	longest  = 32 // code points of a term, others are cut
	maxWhole = 4  // parts of a compound that is also a term as a whole
)

// word is a token while it is made; its bytes are overwritten by the next one.
type word struct {
	term, exact []byte
	start, end  int
	position    int
	joined      bool
}

// scanner finds words. It may be used for one text after another, and counts positions on.
type scanner struct {
	query bool
	emit  func(word)

	run      []letter // a word, or a compound with its joints
	wide     bool     // run is of a script without blanks
	joint    kind     // stands behind run, and belongs to it if another letter follows
	comma    bool     // joint is a comma, and joins digits only
	base     rune     // the letter that marks belong to; 0: none
	position int      // of the next word

	whole       []letter
	term, exact []byte
}

func (s *scanner) scan(text string) {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if n := s.simple(text[i:], i); n > 0 {
				i += n
				continue
			}
			s.put(rune(c), i, i+1)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch d := norm.NFKD.PropertiesString(text[i:]).Decomposition(); {
		case invisible(r):
		case apostrophe(r):
			s.put('\'', i, i+size)
		case d == nil:
			s.put(r, i, i+size)
		default:
			for _, r := range string(d) {
				s.put(r, i, i+size)
			}
		}
		i += size
	}
	s.flush()
}

// simple gives a word of plain letters that is no part of another, as most words of English are, and returns how long
// it is; 0 if text does not begin with such a word. It is what put does, but quick.
func (s *scanner) simple(text string, start int) int {
	if len(s.run) > 0 {
		return 0
	}
	n, before := 0, kind(0)
	for n < len(text) && text[n] < utf8.RuneSelf && ascii[text[n]]&plain != 0 {
		k := ascii[text[n]]
		if k&upper != 0 && before&lower != 0 {
			return 0
		}
		before = k
		n++
	}
	end := n
	if end < len(text) && text[end] < utf8.RuneSelf && ascii[text[end]] == joint {
		end++ // as at the end of a sentence
	}
	if n == 0 || end < len(text) && (text[end] >= utf8.RuneSelf || ascii[text[end]] != 0) {
		return 0
	}
	s.term = s.term[:0]
	for _, c := range []byte(text[:min(n, longest)]) {
		if ascii[c]&upper != 0 {
			c += 'a' - 'A'
		}
		s.term = append(s.term, c)
	}
	s.emit(word{term: s.term, start: start, end: start + n, position: s.position})
	s.position++
	return n
}

// put takes the next sign, decomposed.
func (s *scanner) put(r rune, start, end int) {
	k := kindOf(r)
	switch {
	case k == 0:
		s.flush()
	case k == mark:
		if s.base == 0 {
			return // of a digit or of nothing
		}
		l := letter{exact: r, start: start, end: end, kind: mark}
		if !markless(s.base) {
			l.fold = r
		}
		s.run = append(s.run, l)
	case k&(joint|quote) != 0:
		s.base = 0
		if len(s.run) == 0 || s.wide || s.joint != 0 {
			s.flush()
			return
		}
		s.joint, s.comma = k, r == ','
	default:
		if k&wide != 0 != s.wide || s.comma && k&s.run[len(s.run)-1].kind&digit == 0 {
			s.flush()
			s.wide = k&wide != 0
		}
		if s.joint != 0 {
			s.run = append(s.run, letter{start: start, end: start, kind: s.joint})
			s.joint, s.comma = 0, false
		}
		if s.base = 0; k&digit == 0 {
			s.base = r
		}
		s.run = fold(s.run, r, letter{start: start, end: end, kind: k})
	}
}

// flush ends the run and gives its words.
func (s *scanner) flush() {
	if len(s.run) > 0 {
		if s.wide {
			s.pairs(compose(s.run))
		} else {
			s.compound(s.run)
		}
	}
	s.run, s.wide, s.joint, s.comma, s.base = s.run[:0], false, 0, false, 0
}

// pairs gives the words of a script without blanks: each sign with the next one.
func (s *scanner) pairs(l []letter) {
	for i := range l {
		n := min(i+2, len(l))
		if n-i == 1 && s.query && len(l) > 1 {
			return
		}
		s.add(l[i:n], s.position, false)
		s.position++
	}
}

// compound gives the parts of "on-call", and the whole.
func (s *scanner) compound(l []letter) {
	first, parts := s.position, 0
	s.whole = s.whole[:0]
	for len(l) > 0 {
		n := index(l, joint)
		s.whole = append(s.whole, s.word(l[:n])...)
		parts++
		l = l[min(n+1, len(l)):]
	}
	if 2 <= parts && parts <= maxWhole {
		s.add(s.whole, first, true)
	}
}

// word gives a part of a compound, without a genitive's 's, and beside "l'équipe" what stands behind the apostrophe.
// It returns what the part adds to the whole.
func (s *scanner) word(l []letter) []letter {
	first := s.position
	for i := len(l) - 1; i > 0; i-- {
		if l[i].kind == quote {
			if len(l[i+1:]) == 1 && l[i+1].fold == 's' {
				l = l[:i]
			}
			break
		}
	}
	n := index(l, quote)
	if n == len(l) || !elided(l[:n]) || signs(l[n:]) < 2 {
		s.humps(l)
		return l
	}
	s.humps(l[n+1:])
	s.add(l, first, true)
	return l[n+1:]
}

// humps gives a word, and the parts of "setTimeout" after it.
func (s *scanner) humps(l []letter) {
	n := hump(l)
	s.add(l, s.position, n < len(l))
	if n == len(l) {
		s.position++
		return
	}
	for len(l) > 0 {
		n := hump(l)
		s.add(l[:n], s.position, false)
		s.position++
		l = l[n:]
	}
}

// add gives one word.
func (s *scanner) add(l []letter, position int, joined bool) {
	term, exact := s.term[:0], s.exact[:0]
	var accents, plain = false, true
	for _, x := range l {
		if x.fold != 0 {
			term = utf8.AppendRune(term, x.fold)
		}
		accents = accents || x.fold != x.exact
		plain = plain && x.fold < utf8.RuneSelf
	}
	if !plain {
		term = norm.NFC.Append(nil, term...)
	}
	term = cut(term)
	if accents && !joined {
		for _, x := range l {
			if x.exact != 0 {
				exact = utf8.AppendRune(exact, x.exact)
			}
		}
		if exact = cut(norm.NFC.Append(nil, exact...)); string(exact) == string(term) {
			exact = nil
		}
	}
	s.emit(word{term, exact, l[0].start, l[len(l)-1].end, position, joined})
	s.term, s.exact = term[:0], exact[:0]
}

// cut shortens a term to what is compared.
func cut(term []byte) []byte {
	if len(term) <= longest {
		return term
	}
	n := 0
	for range longest {
		if n == len(term) {
			break
		}
		_, size := utf8.DecodeRune(term[n:])
		n += size
	}
	return term[:n]
}
