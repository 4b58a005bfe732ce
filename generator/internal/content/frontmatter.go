package content

import (
	"slices"
	"strings"

	"baton/generator/internal/diag"
	"baton/generator/internal/markdown"
)

// readMeta reads front matter. kindOf gives the kind of the document once its front matter has said what it says
// of it: keys that only one kind has are expected, and misspelled, only there.
func readMeta(text *markdown.Doc, cfg *Config, kindOf func(Kind) Kind) (Meta, diag.List) {
	front := text.Front
	if front == nil {
		return Meta{}, nil
	}
	root, diags := readYAML(text.Path, front.Text, front.Line)
	r := &metaReader{cfg: cfg, meta: Meta{Has: true, Pos: map[string]diag.Pos{}}}
	r.diags, r.doc = diags, text
	for _, k := range metaKeys {
		if e := root.byKey[k.name]; e != nil {
			r.key(k, e)
		}
	}
	kind := kindOf(r.meta.Kind)
	for _, e := range root.entries {
		if !isMetaKey(e.key) {
			r.unknown(e, kind)
		}
	}
	return r.meta, r.diags
}

// A metaReader fills a Meta.
type metaReader struct {
	decoder
	cfg  *Config
	meta Meta
}

// A metaKey is a key that front matter may have. Of several keys for one thing the first in the table counts.
type metaKey struct {
	name  string
	means string // canonical key
	only  []Kind // kinds that have it; nil: all
	read  func(*metaReader, string, *yamlValue)

	schema func() schema // what an editor is told of it
	about  string
}

var metaKeys = []metaKey{
	{"kind", "kind", nil, (*metaReader).kind, kindSchema, "What kind of page this is; else its folder says so."},
	{"title", "title", nil, func(r *metaReader, k string, v *yamlValue) { r.meta.Title = r.text(k, v) }, aText, "Title; else the first heading."},
	{"summary", "summary", nil, func(r *metaReader, k string, v *yamlValue) { r.meta.Summary = r.text(k, v) }, aText, "What it says, in a sentence; else the first paragraph."},
	{"owner", "owner", nil, (*metaReader).owner, aText, "The role that keeps the page true: its file name, title or alias."},
	{"owner_slack", "owner", nil, (*metaReader).owner, aText, "Another word for owner."},
	{"dris", "owner", nil, (*metaReader).firstOwner, texts, "Another word for owner; the first counts."},
	{"for", "for", nil, func(r *metaReader, k string, v *yamlValue) { r.meta.For = r.list(k, v) }, texts, "Roles that use the page; else its owner."},
	{"reviewed", "reviewed", nil, (*metaReader).reviewed, dateSchema, "The day on which somebody last found the page true."},
	{"last_reviewed_on", "reviewed", nil, (*metaReader).reviewed, dateSchema, "Another word for reviewed."},
	{"last_reviewed_at", "reviewed", nil, (*metaReader).reviewed, dateSchema, "Another word for reviewed."},
	{"review", "review", nil, (*metaReader).review, intervalSchema, "How long a review holds, such as 6 months."},
	{"review_in", "review", nil, (*metaReader).review, intervalSchema, "Another word for review."},
	{"aliases", "aliases", nil, (*metaReader).aliases, texts, "Other names, for search and [[links]]; one that begins with / is an old address."},
	{"redirect_from", "redirect_from", nil, (*metaReader).redirectFrom, texts, "Old addresses, such as /roles/chief/."},
	{"slug", "slug", nil, func(r *metaReader, k string, v *yamlValue) { r.meta.Slug = r.text(k, v) }, aText, "What stands in the address instead of the file name; with / before it, the whole address."},
	{"tags", "tags", nil, func(r *metaReader, k string, v *yamlValue) { r.meta.Tags = r.list(k, v) }, texts, "Words under which the page is listed."},
	{"audience", "audience", nil, (*metaReader).audience, aText, "The widest audience that may see the page, one of those in handbook.yaml."},
	{"draft", "draft", nil, (*metaReader).draft, yesOrNo, "Whether the page is left out of the site."},
	{"date", "date", nil, func(r *metaReader, k string, v *yamlValue) { r.meta.Date = r.date(k, v) }, dateSchema, "When it happened."},
	{"order", "order", nil, (*metaReader).order, orderSchema, "Place among its neighbours: smaller numbers come first."},
	{"weight", "order", nil, (*metaReader).order, orderSchema, "Another word for order."},
	{"sidebar_position", "order", nil, (*metaReader).order, orderSchema, "Another word for order."},

	{"external", "external", []Kind{KindRole}, (*metaReader).external, yesOrNo, "Whether this is a customer, a supplier or a board: nobody checks what they own."},
	{"conductor", "conductor", []Kind{KindPlaybook}, func(r *metaReader, k string, v *yamlValue) { r.meta.Conductor = r.text(k, v) }, aText, "The role that leads while this is played."},
	{"deputy", "deputy", []Kind{KindPlaybook}, func(r *metaReader, k string, v *yamlValue) { r.meta.Deputy = r.text(k, v) }, aText, "The role that leads when the conductor cannot."},
	{"cadence", "cadence", []Kind{KindChecklist}, func(r *metaReader, k string, v *yamlValue) { r.meta.Cadence = r.text(k, v) }, aText, "daily, weekly, every 2 weeks, monthly, quarterly or yearly; anything else is an event, such as: at a new hire."},
	{"mode", "mode", []Kind{KindChecklist}, (*metaReader).mode, modeSchema, "do-confirm: do it, then confirm it; read-do: read each line, then do it."},
	{"takes", "takes", []Kind{KindChecklist}, func(r *metaReader, k string, v *yamlValue) { r.meta.Takes = r.text(k, v) }, aText, "How long it takes, such as 20 minutes."},
	{"due", "due", []Kind{KindLesson}, func(r *metaReader, k string, v *yamlValue) { r.meta.Due = r.date(k, v) }, dateSchema, "The day by which the lesson is to be closed; without it the lesson is closed."},
}

func isMetaKey(name string) bool {
	return slices.ContainsFunc(metaKeys, func(k metaKey) bool { return k.name == name })
}

// key reads a key that is known. A second name for a thing that is set already adds nothing, but is checked.
func (r *metaReader) key(k metaKey, e *yamlEntry) {
	if e.value.kind == yamlUnset && !e.value.written {
		return
	}
	if _, set := r.meta.Pos[k.means]; set {
		other := &metaReader{cfg: r.cfg, decoder: decoder{doc: r.doc}}
		k.read(other, k.name, e.value)
		r.diags.Add(other.diags...)
		return
	}
	n := len(r.diags)
	k.read(r, k.name, e.value)
	if len(r.diags) == n && e.value.kind != yamlUnset {
		r.meta.Pos[k.means] = e.value.pos
	}
	if k.name == "audience" && r.meta.Audience != "" && len(r.cfg.Audiences) == 0 {
		r.diags.Add(diag.New(diag.AudienceNotConfigured, e.pos, `"audience" keeps nobody away: handbook.yaml lists no audiences`).
			WithHint("list them there, widest first: audiences: [everyone, %s]", r.meta.Audience))
	}
}

// unknown keeps a key that is not known, and reports one that looks like a misspelled one.
func (r *metaReader) unknown(e *yamlEntry, kind Kind) {
	if r.meta.Kept == nil {
		r.meta.Kept = map[string]any{}
	}
	r.meta.Kept[e.key] = e.value.plain()
	var known []string
	for _, k := range metaKeys {
		if k.only == nil || slices.Contains(k.only, kind) {
			known = append(known, k.name)
		}
	}
	// A key that might hide the page is looked for first: taking it for another would show the page.
	meant, ok := near(e.key, []string{"draft", "audience"})
	hides := ok
	if !ok {
		if meant, ok = near(e.key, known); !ok {
			return
		}
	}
	d := diag.New(diag.KeyNearMiss, e.pos, "key %q is not known, and means nothing", e.key).WithHint("did you mean %q?", meant)
	d.Candidates, d.Fix = []string{meant}, r.doc.Mend(e.pos, e.key, meant)
	if hides {
		d.Severity, d.Unsafe = diag.Error, true
		r.meta.Draft = true
	}
	r.diags.Add(d)
}

// declarable are the words that "kind" takes.
var declarable = func() []string {
	words := []string{string(Page)}
	for _, k := range Kinds {
		words = append(words, string(k))
	}
	return words
}()

func (r *metaReader) kind(key string, v *yamlValue) {
	r.meta.Kind = Kind(r.oneOf(key, v, declarable))
}

func (r *metaReader) owner(key string, v *yamlValue) { r.meta.Owner = r.text(key, v) }

func (r *metaReader) firstOwner(key string, v *yamlValue) {
	if owners := r.list(key, v); len(owners) > 0 {
		r.meta.Owner = owners[0]
	}
}

func (r *metaReader) reviewed(key string, v *yamlValue) { r.meta.Reviewed = r.date(key, v) }

func (r *metaReader) review(key string, v *yamlValue) { r.meta.Review = r.interval(key, v) }

// aliases are names, but for those that are addresses.
func (r *metaReader) aliases(key string, v *yamlValue) {
	for _, a := range r.list(key, v) {
		if strings.HasPrefix(a, "/") {
			r.meta.OldAddresses = append(r.meta.OldAddresses, a)
		} else {
			r.meta.Aliases = append(r.meta.Aliases, a)
		}
	}
}

func (r *metaReader) redirectFrom(key string, v *yamlValue) {
	r.meta.OldAddresses = append(r.meta.OldAddresses, r.list(key, v)...)
}

// audience must be one that is configured: a page for an audience that nobody knows could be for anybody.
func (r *metaReader) audience(key string, v *yamlValue) {
	if v.kind != yamlText {
		r.bad(key, v, "the name of one audience is wanted", "")
		r.unsafe()
		return
	}
	r.meta.Audience = v.text
	if len(r.cfg.Audiences) > 0 && r.oneOf(key, v, r.cfg.Audiences) == "" {
		if v.text == "" {
			r.bad(key, v, "the name of one audience is wanted", "")
		}
		r.unsafe()
	}
}

// draft that is neither true nor false is taken as true, so that nobody sees the page before that is mended.
func (r *metaReader) draft(key string, v *yamlValue) {
	draft, ok := r.boolean(key, v)
	r.meta.Draft = draft || !ok
	if !ok {
		r.unsafe()
	}
}

func (r *metaReader) external(key string, v *yamlValue) { r.meta.External, _ = r.boolean(key, v) }

func (r *metaReader) order(key string, v *yamlValue) {
	if n, ok := r.number(key, v); ok {
		r.meta.Order = &n
	}
}

// modes are the words that "mode" takes.
var modes = []string{"do-confirm", "read-do"}

func (r *metaReader) mode(key string, v *yamlValue) {
	r.meta.Mode = r.oneOf(key, v, modes)
}
