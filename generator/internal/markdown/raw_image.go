package markdown

import "strings"

// rawImage converts an <img>. Its source and the candidates of its srcset are links.
func (r *reader) rawImage(pieces []piece, t *token) []piece {
	g := &tag{name: "img", as: "img", void: true}
	src, alt, hasAlt, template := "", "", false, false
	for _, a := range t.Attr {
		switch a.Key {
		case "src":
			src = a.Val
			template = r.isTemplate(a.Val, t.span)
		case "alt":
			alt, hasAlt = a.Val, true
		case "srcset":
			template = template || r.isTemplate(a.Val, t.span)
		case "id":
			if g.id == "" && isID(a.Val) {
				g.id = a.Val
				r.holders = append(r.holders, holder{tag: g, explicit: g.id})
			}
		case "align":
			if v := strings.ToLower(a.Val); v == "left" || v == "center" || v == "right" {
				g.attrs = append(g.attrs, attr{"class", "align-" + v})
			}
		default:
			if v, ok := attribute("img", a.Key, a.Val); ok {
				g.attrs = append(g.attrs, attr{a.Key, v})
			}
		}
	}
	start, end := t.span.offset(0), t.span.offset(len(t.raw))
	if !hasAlt {
		r.withoutAlt(start, end)
	}
	if template || src == "" {
		// Where the picture is nobody knows: its text stays.
		if alt != "" {
			pieces = append(pieces, piece{start: start, end: end, decoded: alt, isDecoded: true})
		}
		return pieces
	}
	l := r.rawLink(HTMLImage, src, t)
	l.Text = alt
	for _, a := range t.Attr {
		if a.Key == "srcset" {
			g.srcset = r.srcset(a.Val, alt, t)
		}
	}
	return append(pieces, piece{kind: imagePiece, start: start, end: end, link: l, tag: g})
}

// srcset reads the candidates of an image, each of which is a link.
func (r *reader) srcset(value, alt string, t *token) []candidate {
	var all []candidate
	for _, part := range strings.Split(value, ",") {
		fields := strings.Fields(part)
		if len(fields) == 0 || len(fields) > 2 || !showable(fields[0]) || strings.HasPrefix(fields[0], "data:") {
			continue
		}
		l := r.rawLink(HTMLImage, fields[0], t)
		l.Text = alt
		c := candidate{link: l}
		if len(fields) == 2 {
			c.descriptor = fields[1]
		}
		all = append(all, c)
	}
	return all
}

// rawEmbed turns an embedded page or film into a link to it.
func (r *reader) rawEmbed(pieces []piece, t *token) []piece {
	var src, title string
	for _, a := range t.Attr {
		switch a.Key {
		case "src":
			src = strings.TrimSpace(a.Val)
		case "title":
			title = a.Val
		}
	}
	if src == "" || r.isTemplate(src, t.span) {
		return pieces
	}
	if title == "" {
		title = src
	}
	l := r.rawLink(HTMLLink, src, t)
	l.Text = title
	return append(pieces, piece{kind: linkPiece, start: t.span.offset(0), end: t.span.offset(len(t.raw)), link: l})
}
