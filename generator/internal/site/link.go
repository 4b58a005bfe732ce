package site

import (
	"cmp"
	"slices"

	"baton/generator/internal/content"
)

// Link makes a site of all documents. It looks at nothing else, does not depend on their order, and never
// fails: what is wrong is in the site's Diags.
func Link(in Input) *Site {
	docs, summaries := sortDocuments(in.Docs)
	l := newLinker(in)
	l.Summaries = summaries

	// Every document gets an address, every folder a section, every file its place,
	l.place(docs)
	l.arrange()
	l.placeFiles(in)

	// every name, path and address a meaning, old addresses too.
	l.name()
	l.chart(in, summaries)
	l.redirect()

	// Pages stand in the order of SUMMARY.md, else of their keys and titles.
	l.summarize(summaries)
	l.order()

	// Links find their targets, names their roles, and roles their rights.
	for _, p := range l.byFile {
		l.resolve(p)
	}
	l.linkModel(in)
	l.sortBacklinks()
	l.mention()
	l.tag()
	l.copyFiles(in)

	l.checkModel(in)
	l.checkOrphans()
	return l.Site
}

// linker is a site in the making, with what is needed only until it is made.
type linker struct {
	*Site
	byFile    []*Page          // all pages, by path
	byAddress map[string]*Page // all pages
	outputs   *outputs
	checked   map[string]bool              // paths whose names have been looked at
	taken     map[string]int               // address without its last slash → next number to try
	fronts    map[string]*content.Document // folder → its own page
	sections  map[string]*Section          // by folder

	atlas   *atlas
	old     map[string]*oldAddress // by oldKey
	idsOf   map[*Page]*ids
	guesser *guesser
	labels  map[string]anchor // made when first needed

	files     []string          // paths of the files that may be copied
	displaced map[string]string // those whose place is taken, and by what
	linked    map[string]bool   // those that something links to

	listed         []*Page          // pages in SUMMARY.md, in order
	summary        map[*Page]int    // their places
	summarySection map[*Section]int // places of their folders
}

// index is what a site knows its pages by.
type index struct {
	byPath    map[string]*Page // by path of the document
	pageNames *names
	roleNames *names            // of roles alone
	related   map[[2]*Page]bool // from, to: pairs that have a backlink
}

func newLinker(in Input) *linker {
	cfg := in.Config
	if cfg == nil {
		cfg = &content.Config{Title: "Handbook", Language: "en"}
	}
	return &linker{
		Site: &Site{
			Config: cfg,
			Felt:   in.Felt,
			index:  &index{byPath: map[string]*Page{}, related: map[[2]*Page]bool{}},
		},
		byAddress:      map[string]*Page{},
		outputs:        newOutputs(),
		checked:        map[string]bool{},
		taken:          map[string]int{},
		fronts:         map[string]*content.Document{},
		sections:       map[string]*Section{},
		old:            map[string]*oldAddress{},
		idsOf:          map[*Page]*ids{},
		linked:         map[string]bool{},
		displaced:      map[string]string{},
		summary:        map[*Page]int{},
		summarySection: map[*Section]int{},
	}
}

// sortDocuments parts pages from tables of contents, both by path. The latter are pages that are in no list and
// at no address.
func sortDocuments(all []*content.Document) (docs []*content.Document, summaries []*Page) {
	for _, d := range slices.SortedFunc(slices.Values(all), func(a, b *content.Document) int { return cmp.Compare(a.Path, b.Path) }) {
		if isSummary(d) {
			summaries = append(summaries, &Page{Doc: d, Title: d.Title})
		} else {
			docs = append(docs, d)
		}
	}
	return docs, summaries
}

// name gathers what pages are called, and what roles are called among themselves.
func (l *linker) name() {
	var roles []*Page
	for _, p := range l.byFile {
		if p.Kind == content.KindRole {
			roles = append(roles, p)
		}
	}
	l.pageNames, l.roleNames = newNames(l.byFile), newNames(roles)
}
