package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"path"
	"slices"
	"sync"
	"time"
)

// Contribution is what one page adds to the index. It is a function of the page alone, and never changes.
type Contribution struct {
	Address string

	fragment name
	kind     string
	title    string
	roles    []string // that the page is for, sorted
	role     string   // stem of the role whose page it is
	aliases  []string // of that role
	day      uint64   // of its last review, counted from 1970-01-01
	seed     uint64   // stands for the address in sums
	terms    []byte   // sorted and front-coded, each with its posting
}

// IsOf reports whether the contribution is that of a page, given by its fragment.
func (c *Contribution) IsOf(fragment []byte) bool { return c.fragment == nameOf(fragment) }

// Contribute returns what a page adds to the index. It keeps nothing of the page's texts. Limits must be finite.
func Contribute(p *Page) *Contribution {
	fragment, err := p.Fragment()
	if err != nil {
		panic(fmt.Sprintf("search: page %s: %v", p.Address, err)) // only a limit that is no number
	}
	c := &Contribution{
		Address: p.Address, fragment: nameOf(fragment), kind: p.Kind, title: p.Title, roles: slices.Clone(p.Roles),
		day: dayOf(p.Updated), seed: seedOf(p.Address),
	}
	if p.Kind == "role" {
		if c.role = roleOf(p); c.role != "" {
			c.aliases = slices.Clone(p.Aliases)
		}
	}
	t := tallies.Get().(*tally)
	defer tallies.Put(t)
	c.terms = t.page(p)
	return c
}

// equal reports whether two contributions of pages with one address are alike: they are if what they are made of is.
func (c *Contribution) equal(other *Contribution) bool {
	return c == other || c.fragment == other.fragment && bytes.Equal(c.terms, other.terms)
}

var tallies = sync.Pool{New: func() any { return newTally() }}

// roleOf returns the stem of the role whose page it is: that of the roles that its address ends with, or the only one.
func roleOf(p *Page) string {
	if stem := path.Base(p.Address); len(p.Roles) != 1 && slices.Contains(p.Roles, stem) {
		return stem
	}
	if len(p.Roles) == 1 {
		return p.Roles[0]
	}
	return ""
}

// dayOf returns the day of a date, 0 for none and for those before 1970.
func dayOf(date string) uint64 {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	return uint64(max(0, t.Unix()/(24*60*60)))
}

// A name is what a file is called by: it stands for all that the file is made of.
type name [6]byte

func nameOf(parts ...[]byte) (n name) {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	copy(n[:], h.Sum(nil))
	return n
}

func seedOf(address string) uint64 {
	sum := sha256.Sum256([]byte(address))
	return binary.LittleEndian.Uint64(sum[:])
}
