package markdown

// tag is a piece of raw HTML that is allowed.
type tag struct{}

func (*tag) plain() string { return "" }
func (*tag) visible() bool { return false }
