package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// corpus makes pages as handbooks have them: few words are in most pages and most words in few (Zipf's law, by an
// exponent measured on real handbooks), a page goes on about its topics, about 700 words in seven sections.
type corpus struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	words map[uint64]string
}

const (
	zipfExponent = 1.07
	zipfShift    = 3
	zipfWords    = 120_000
)

func newCorpus(seed uint64) *corpus {
	rng := rand.New(rand.NewPCG(seed, 1))
	return &corpus{rng, rand.NewZipf(rng, zipfExponent, zipfShift, zipfWords), map[uint64]string{}}
}

// common are the first words by rank; others are made up.
var common = strings.Fields(`the to and a of you in is we for it that your this with on are be our as can or have if team
	not at will from they what how do when an by people work all should who role more lead time about make their need
	decision customer one up so new first way which use page each before ask week day but incident any no call meeting
	others project manager point company know them good where help out than other into doing after also check
	refund always two review process plan two sign change list tell them support problem question write down same`)

var (
	onsets = strings.Fields("b c d f g h j k l m n p r s t v w st tr pr cl gr br pl sh ch con per de re in")
	vowels = strings.Fields("a e i o u a e i o ea ou io")
	codas  = strings.Fields("n r l s t m d st nt ck nd rt x ve ce")
	ends   = []string{"", "", "s", "ed", "ing", "ion", "er", "ly"}
)

// word returns the word with a rank: the same in every corpus.
func (c *corpus) word(rank uint64) string {
	if rank < uint64(len(common)) {
		return common[rank]
	}
	if w, ok := c.words[rank]; ok {
		return w
	}
	r := rand.New(rand.NewPCG(rank/4, 7)) // neighbours share a stem
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteString(onsets[r.IntN(len(onsets))])
		b.WriteString(vowels[r.IntN(len(vowels))])
	}
	b.WriteString(codas[r.IntN(len(codas))])
	w := b.String() + ends[(rank%4+uint64(r.IntN(len(ends))))%uint64(len(ends))]
	if rank%50 == 0 {
		w = fmt.Sprint(rank % 3000)
	}
	c.words[rank] = w
	return w
}

func (c *corpus) pages(n int) []*Page {
	list := make([]*Page, n)
	for i := range list {
		list[i] = c.page(i)
	}
	slices.SortFunc(list, func(a, b *Page) int { return strings.Compare(a.Address, b.Address) })
	return list
}

func (c *corpus) page(number int) *Page {
	topics := make([]uint64, 30)
	for i := range topics {
		topics[i] = c.zipf.Uint64()
		if topics[i] < 200 {
			topics[i] += 100 * c.rng.Uint64N(200)
		}
	}
	kind := []string{"role", "decision", "checklist", "playbook", "essay", "essay", "essay", "essay"}[c.rng.IntN(8)]
	role := fmt.Sprintf("role-%d", c.rng.IntN(40))
	p := &Page{
		Title: c.text(topics, 2+c.rng.IntN(3), ""), Kind: kind, Place: kind + "s", Roles: []string{role},
		Updated: fmt.Sprintf("2026-%02d-%02d", 1+c.rng.IntN(12), 1+c.rng.IntN(28)),
	}
	p.Address = fmt.Sprintf("/%ss/%s-%d/", kind, strings.ReplaceAll(p.Title, " ", "-"), number)
	if c.rng.IntN(4) == 0 {
		p.Aliases = []string{c.text(topics, 1+c.rng.IntN(2), "")}
	}
	for i := range 7 {
		s := Section{Text: c.text(topics, 60+c.rng.IntN(80), ".")}
		if i > 0 {
			s.ID, s.Heading = fmt.Sprintf("s%d", i), c.text(topics, 2+c.rng.IntN(4), "")
		}
		if kind == "decision" && i > 0 && i < 4 {
			s.As, s.Role, s.Limit = AsRow, c.text(topics, 2, ""), &Limit{Max: float64(i * 200), Unit: "USD"}
		}
		p.Sections = append(p.Sections, s)
	}
	return p
}

// text returns so many words, one of five about a topic.
func (c *corpus) text(topics []uint64, n int, end string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			if end != "" && c.rng.IntN(12) == 0 {
				b.WriteString(end)
			}
			b.WriteByte(' ')
		}
		rank := c.zipf.Uint64()
		if c.rng.IntN(5) == 0 {
			rank = topics[c.rng.IntN(len(topics))]
		}
		b.WriteString(c.word(rank))
	}
	return b.String() + end
}

func contributions(pages []*Page) []*Contribution {
	all := make([]*Contribution, len(pages))
	for i, p := range pages {
		all[i] = Contribute(p)
	}
	return all
}

// finder returns pages by address.
func finder(pages []*Page) func(string) (*Page, error) {
	byAddress := make(map[string]*Page, len(pages))
	for _, p := range pages {
		byAddress[p.Address] = p
	}
	return func(address string) (*Page, error) {
		if p := byAddress[address]; p != nil {
			return p, nil
		}
		return nil, fmt.Errorf("no page %s", address)
	}
}

func indexOf(pages []*Page, o Options) *Index {
	return NewIndexer(o).Index(contributions(pages), finder(pages))
}
