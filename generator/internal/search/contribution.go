package search

// Contribution is what one page adds to the index. It is a function of the page alone, and never changes.
type Contribution struct {
	Address string
}

// Contribute returns what a page adds to the index. It keeps nothing of the page's texts.
func Contribute(p *Page) *Contribution { return &Contribution{Address: p.Address} }
