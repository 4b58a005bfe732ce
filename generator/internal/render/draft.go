package render

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html/template"

	"baton/generator/internal/source"
)

// A Draft is a file that is about to be made: all that it will show is known, and no template has run.
type Draft struct {
	Sum source.Sum // of the view and the name of its template: with the same templates, equal sums give equal bytes

	address  string
	template *template.Template
	view     any
	data     []byte // of a file without a template
}

// Draft makes the view of a file; i counts in the order of Files.
func (r *Renderer) Draft(i int) (*Draft, error) {
	j := r.jobs[i]
	d := &Draft{address: j.address}
	if j.bytes != nil {
		data, err := j.bytes(r)
		if err != nil {
			return nil, fmt.Errorf("render %s: %w", j.address, err)
		}
		d.data, d.Sum = data, sha256.Sum256(data)
		return d, nil
	}
	w := r.at(j.address)
	name, view := j.view(w)
	if w.err != nil {
		return nil, fmt.Errorf("render %s: %w", j.address, w.err)
	}
	d.template, d.view, d.Sum = r.templates.sets[name], view, sumOf(name, view)
	return d, nil
}

// Bytes makes the file.
func (d *Draft) Bytes() ([]byte, error) {
	if d.template == nil {
		return d.data, nil
	}
	var b bytes.Buffer
	if err := d.template.Execute(&b, d.view); err != nil {
		return nil, fmt.Errorf("render %s: %w", d.address, err)
	}
	return b.Bytes(), nil
}
