package render

// planCueSheets adds … (owner fills in).
func (r *Renderer) planCueSheets() {}
