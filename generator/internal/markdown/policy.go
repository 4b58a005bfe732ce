package markdown

// Policy says which raw HTML may stay: the built-in allow-list of elements and attributes, and Extra elements.
type Policy struct {
	Extra string // further element names, sorted and joined by blanks, so that a Policy is comparable
}
