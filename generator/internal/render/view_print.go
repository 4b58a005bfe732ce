package render

// planPrint adds … (owner fills in).
func (r *Renderer) planPrint() {}
