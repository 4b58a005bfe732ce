package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baton/generator/internal/diag"
)

// oldAddress is an address under which something could be found once.
type oldAddress struct {
	Redirect
	by     string // the file that says so
	goal   string // where it leads, as handbook.yaml has it; "" once it is known
	pos    diag.Pos
	silent bool // a link to it is no finding
}

// redirect gathers the old addresses of pages and those of handbook.yaml, and follows those that lead to
// another old address. One that a page or an earlier redirect has already is reported and dropped.
func (l *linker) redirect() {
	var all []*oldAddress
	for _, p := range l.byFile {
		for _, from := range p.Doc.Meta.OldAddresses {
			all = append(all, &oldAddress{Redirect: Redirect{From: from, To: p}, by: p.Doc.Path, pos: oldAddressPos(p)})
		}
	}
	for _, rule := range l.Config.Redirects {
		all = append(all, &oldAddress{Redirect: Redirect{From: rule.From}, by: rule.Pos.File, goal: rule.To, pos: rule.Pos})
	}
	all = slices.DeleteFunc(all, func(o *oldAddress) bool { return !l.admit(o) })
	for _, o := range all {
		keepOld(l.old, oldKey(o.From), o)
	}
	for _, o := range all {
		if o.goal != "" {
			l.follow(o)
		}
		if o.To != nil || o.Address != "" {
			l.Redirects = append(l.Redirects, o.Redirect)
		}
	}
	slices.SortFunc(l.Redirects, func(a, b Redirect) int { return cmp.Compare(a.From, b.From) })
	l.permalinks()
}

// admit brings an old address into its usual form and takes its place in the output; false if there is none. An
// address counts from the root; one that begins with a dot, from the folder of its page.
func (l *linker) admit(o *oldAddress) bool {
	written := o.From
	from, _, _ := strings.Cut(written, "#")
	folder := ""
	if strings.HasPrefix(from, ".") && o.To != nil {
		folder = o.To.Doc.Folder
	}
	key, ok := within(folder, strings.Trim(norm.NFC.String(decoded(from)), "/"))
	if !ok {
		d := diag.New(diag.UnusableName, o.pos, "old address %q leads out of the site", written)
		d.Unsafe = true
		l.Diags.Add(d)
		return false
	}
	for _, name := range strings.Split(key, "/") {
		if _, why := portable(name); why != "" {
			l.Diags.Add(diag.New(diag.UnusableName, o.pos, "old address %q: %q %s", written, name, why))
			return false
		}
	}
	o.From = "/" + key
	file := key
	if ext := path.Ext(key); ext != ".html" && ext != ".htm" {
		o.From = strings.TrimSuffix(o.From, "/") + "/"
		file = path.Join(key, "index.html")
	}
	owner, ok := l.outputs.claim(o.by, file)
	switch {
	case ok:
		return true
	case owner == o.by && o.goal == "":
		return false // it is where the page is, or stands here twice
	}
	l.Diags.Add(diag.New(diag.TwoSources, o.pos, "old address %q is taken by %s", written, owned(owner)).
		WithHint("take it out; nobody would be led on from there"))
	return false
}

// follow finds out where an old address of handbook.yaml leads in the end, and with it all those on the way.
func (l *linker) follow(o *oldAddress) {
	var way []*oldAddress
	var end Redirect
	for next := o; ; {
		if slices.Contains(way, next) {
			l.Diags.Add(diag.New(diag.UnknownPage, o.pos, "redirect from %q to %q goes round in a circle", o.From, o.goal))
			break
		}
		if next.goal == "" {
			end = next.Redirect
			break
		}
		way = append(way, next)
		at, ok := l.goal(next)
		if ok {
			end = at
			break
		}
		if next = l.old[oldKey(parseDest(next.goal).path)]; next == nil {
			l.lost(way[len(way)-1])
			break
		}
	}
	for _, passed := range slices.Backward(way) {
		if f := parseDest(passed.goal).fragment; f != "" {
			end.Fragment = f
		}
		passed.To, passed.Address, passed.Fragment, passed.goal = end.To, end.Address, end.Fragment, ""
		if end.To == nil && end.Address == "" {
			delete(l.old, oldKey(passed.From))
		}
	}
}

// goal resolves the destination of a redirect, unless it is another old address or nothing.
func (l *linker) goal(o *oldAddress) (Redirect, bool) {
	if natureOf(o.goal) == elsewhere {
		return Redirect{Address: o.goal}, true
	}
	s, ok := l.atlas.find(parseDest(o.goal).path)
	switch {
	case !ok || s.cut:
		return Redirect{}, false
	case s.page != nil:
		return Redirect{To: s.page}, true
	case s.section != nil:
		return Redirect{Address: s.section.Address}, true
	}
	l.linked[s.asset] = true
	return Redirect{Address: fileAddress(s.asset)}, l.displaced[s.asset] == ""
}

// lost reports a redirect that leads nowhere.
func (l *linker) lost(o *oldAddress) {
	d := diag.New(diag.UnknownPage, o.pos, "redirect from %q to %q: no such page", o.From, o.goal)
	for _, s := range l.guesser.guess(l.guesser.pages, strings.Trim(parseDest(o.goal).path, "/")) {
		d.Candidates = append(d.Candidates, s.address())
	}
	if len(d.Candidates) > 0 {
		d = d.WithHint("did you mean %q?", d.Candidates[0])
	}
	l.Diags.Add(d)
}

// permalinks takes the addresses that other generators were told to give a page. Links to them resolve, as
// readers of the repository expect; nothing is published there.
func (l *linker) permalinks() {
	for _, p := range l.byFile {
		for _, k := range []string{"permalink", "url"} {
			address, ok := p.Doc.Meta.Kept[k].(string)
			if ok && strings.HasPrefix(address, "/") && !strings.ContainsAny(address, ":{*") {
				keepOld(l.old, oldKey(address), &oldAddress{Redirect: Redirect{To: p}, silent: true})
			}
		}
	}
}

// oldKey is the form in which old addresses are compared.
func oldKey(address string) string {
	address = strings.Trim(address, "/")
	address = strings.TrimSuffix(address, ".html")
	if address == "index" {
		return ""
	}
	return strings.TrimSuffix(address, "/index")
}

func keepOld(m map[string]*oldAddress, key string, o *oldAddress) {
	if _, taken := m[key]; !taken {
		m[key] = o
	}
}

// oldAddressPos is where the front matter of a page names its old addresses.
func oldAddressPos(p *Page) diag.Pos {
	for _, key := range []string{"redirect_from", "aliases"} {
		if pos, ok := p.Doc.Meta.Pos[key]; ok {
			return pos
		}
	}
	return diag.Pos{File: p.Doc.Path}
}
