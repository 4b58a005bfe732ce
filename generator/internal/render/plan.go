package render

import (
	"bytes"
)

// plan lists every file of the site.
func (r *Renderer) plan() []job {
	var jobs []job
	for _, p := range r.site.Pages {
		jobs = append(jobs, r.page(p.Address, func(w *writer) (string, any) { return w.document(p) }))
	}
	return jobs
}

// page is the job of an HTML page. The view is made when the page is rendered, not before.
func (r *Renderer) page(address string, view func(*writer) (string, any)) job {
	return job{address, func() ([]byte, error) {
		w := r.at(address)
		name, v := view(w)
		if w.err != nil {
			return nil, w.err
		}
		var b bytes.Buffer
		if err := r.templates[name].Execute(&b, v); err != nil {
			return nil, err
		}
		return b.Bytes(), nil
	}}
}
