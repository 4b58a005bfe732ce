package search

import (
	"bytes"
	"encoding/json"
)

// Page is all that search sees of a page. As JSON it is the page's fragment.
type Page struct {
	Address  string    `json:"address"` // "/roles/incident-lead/"
	Title    string    `json:"title"`   // plain
	Kind     string    `json:"kind"`    // "role", "playbook", "checklist", "decision", "lesson", "essay", "page"
	Aliases  []string  `json:"aliases,omitempty"`
	Place    string    `json:"place,omitempty"`   // title of its section, "Roles"
	Roles    []string  `json:"roles,omitempty"`   // stems of the roles that it is for, sorted; a role's page is for the role
	Updated  string    `json:"updated,omitempty"` // when it was last reviewed, "2026-10-01"
	Sections []Section `json:"sections,omitempty"`
}

// Fragment returns the page as JSON: what a browser shows of it. Equal pages give equal bytes.
func (p *Page) Fragment() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(p); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// Section is a part of a page that a result can lead to.
type Section struct {
	ID      string `json:"id,omitempty"`      // fragment of its address; "" for the beginning of the page
	As      As     `json:"as,omitempty"`      // what it is
	Heading string `json:"heading,omitempty"` // plain
	Text    string `json:"text,omitempty"`    // plain, without what stands in the sections below
	Role    string `json:"role,omitempty"`    // title of the role or part that does or decides it
	Level   string `json:"level,omitempty"`   // level of latitude: "must", "within", "call", "ask"
	Limit   *Limit `json:"limit,omitempty"`   // of a row that can be computed
}

// As is what a section is.
type As string

// Sections that are more than text under a heading.
const (
	AsText           As = ""
	AsResponsibility As = "responsibility" // of a role
	AsRight          As = "right"          // what a role may decide
	AsRow            As = "row"            // of a decision's ladder
	AsItem           As = "item"           // of a checklist
	AsStep           As = "step"           // of a playbook
)

// Limit is the amount up to which a row of a ladder decides. The rows of one ladder stand together, smallest first.
type Limit struct {
	Max  float64 `json:"max,omitempty"` // 0 with Open
	Unit string  `json:"unit"`          // as amounts are written, "USD" or "days"; "" for a plain number
	Open bool    `json:"open,omitempty"`
}
