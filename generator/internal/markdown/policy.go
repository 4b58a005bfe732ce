package markdown

import "strings"

// Policy says which raw HTML may stay: the built-in allow-list of elements and attributes, and Extra elements.
type Policy struct {
	Extra string // further element names, sorted and joined by blanks, so that a Policy is comparable
}

// element says what may become of an HTML element.
type element struct {
	as    string // written out as this element, with its own name as class
	block bool   // stands beside paragraphs, not in them
	void  bool   // has no content and no end
}

// elements is the allow-list: text that a handbook may want to say, and nothing that runs, loads or submits.
// Landmarks become plain divisions, since the page around the text has its own.
var elements = func() map[string]element {
	m := map[string]element{}
	for _, name := range strings.Fields(`
		a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time
		u var`) {
		m[name] = element{}
	}
	for _, name := range strings.Fields(`
		blockquote caption colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 li ol p pre summary
		table tbody td tfoot th thead tr ul`) {
		m[name] = element{block: true}
	}
	for _, name := range strings.Fields(`address article aside center footer header section`) {
		m[name] = element{as: "div", block: true}
	}
	m["strike"] = element{as: "s"}
	m["tt"] = element{as: "code"}
	m["br"] = element{void: true}
	m["wbr"] = element{void: true}
	m["img"] = element{void: true}
	m["hr"] = element{block: true, void: true}
	m["col"] = element{block: true, void: true}
	return m
}()

// The elements of HTML that are left out. Any other name is none of HTML's, and prints as it is written: it is
// a placeholder such as <your-name>, or belongs to another tool.
var (
	// swallowed elements vanish with what they contain.
	swallowed = setOf("script style noscript template svg math head title object canvas")
	// embedded elements become a link to what they would have shown.
	embedded = setOf("iframe video audio embed")
	// dropped elements vanish, and what they contain stays.
	dropped = setOf(`acronym applet area base basefont big body button data datalist dialog dir fieldset font form
		frame frameset hgroup html input label legend link main map marquee menu meta meter nav nobr noembed
		noframes optgroup option output param plaintext portal progress search select slot textarea track xmp`)
	// wrappers are dropped without a word: what matters is the image in them.
	wrappers = setOf("picture source")
)

// never are elements that no handbook.yaml can let through: they load, submit, or change how a browser reads the
// rest of the page.
var never = setOf(`base body button form frame frameset head html image input keygen link listing marquee meta
	noembed noframes noscript optgroup option param plaintext portal select slot textarea title xmp`)

// voids are further elements without content.
var voids = setOf("area basefont source track")

func setOf(names string) map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields(names) {
		m[name] = true
	}
	return m
}

// find returns what may become of an element.
func (p Policy) find(name string) (element, bool) {
	e, ok := elements[name]
	if !ok && p.Extra != "" && !swallowed[name] && !embedded[name] && !never[name] {
		for _, extra := range strings.Fields(p.Extra) {
			if extra == name {
				return element{void: voids[name]}, true
			}
		}
	}
	return e, ok
}

// attribute reports whether an element keeps an attribute with the given value, and in which form.
func attribute(element, name, value string) (string, bool) {
	switch name {
	case "title", "lang", "cite", "datetime":
		return value, name != "cite" || linkable(value)
	case "dir":
		v := strings.ToLower(value)
		return v, v == "ltr" || v == "rtl" || v == "auto"
	case "width", "height":
		return value, element == "img" && isSize(value)
	case "colspan", "rowspan", "span":
		return value, element != "img" && isNumber(value)
	case "start":
		return value, element == "ol" && isNumber(strings.TrimPrefix(value, "-"))
	case "value":
		return value, element == "li" && isNumber(value)
	case "reversed":
		return "", element == "ol"
	case "open":
		return "", element == "details"
	case "scope":
		v := strings.ToLower(value)
		return v, element == "th" && (v == "row" || v == "col" || v == "rowgroup" || v == "colgroup")
	case "sizes":
		return value, element == "img"
	}
	return "", false
}

// isNumber reports whether s is a number that no table and no list makes too large.
func isNumber(s string) bool {
	return s != "" && len(s) <= 4 && strings.Trim(s, "0123456789") == ""
}

// isSize reports whether s is a number of pixels or a part of the width there is.
func isSize(s string) bool { return isNumber(strings.TrimSuffix(s, "%")) }
