package render

// searchView is search as a page: every document from A to Z.
type searchView struct {
	Base
	Pages []Link
}

func (w *writer) search() searchView {
	v := searchView{Base: w.generated(w.word("Search"))}
	for _, p := range w.site.Pages {
		v.Pages = append(v.Pages, w.link(p))
	}
	return v
}
