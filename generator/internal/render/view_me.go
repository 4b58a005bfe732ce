package render

// planMe adds … (owner fills in).
func (r *Renderer) planMe() {}
