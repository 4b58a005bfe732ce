package render

// planOffline adds … (owner fills in).
func (r *Renderer) planOffline() {}
