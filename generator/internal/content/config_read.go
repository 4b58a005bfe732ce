package content

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/currency"
	"golang.org/x/text/language"

	"baton/generator/internal/diag"
	"baton/generator/internal/source"
	"baton/generator/internal/typo"
)

// ReadConfig reads handbook.yaml; without one, f is nil and everything has its default. What cannot be read is
// reported and has its default.
func ReadConfig(f *source.File) (*Config, diag.List) {
	r := &configReader{cfg: Config{Title: "Handbook", Language: "en"}}
	if f == nil {
		return &r.cfg, nil
	}
	r.cfg.Has = true
	root, diags := readYAML(f.Path, plainText(f.Data), 1)
	r.diags = diags
	r.keys("", root, configKeys)
	r.cfg.words = newLexicon(r.cfg.Labels)
	return &r.cfg, r.diags
}

// plainText is data without byte order mark, with LF line ends and valid UTF-8.
func plainText(data []byte) string {
	text := strings.ToValidUTF8(strings.TrimPrefix(string(data), "\ufeff"), "\ufffd")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
}

// A configReader fills a Config.
type configReader struct {
	decoder
	cfg Config
}

// A configKey is a key of handbook.yaml.
type configKey struct {
	name string
	read func(*configReader, string, *yamlValue)

	schema func() schema // what an editor is told of it
	about  string
}

var configKeys []configKey

func init() { // the readers of nested keys look their own tables up
	configKeys = []configKey{
		{"title", func(r *configReader, k string, v *yamlValue) { setText(&r.cfg.Title, r.text(k, v)) }, aText, "What the handbook is called."},
		{"description", func(r *configReader, k string, v *yamlValue) { setText(&r.cfg.Description, r.text(k, v)) }, aText, "What it is, in a sentence or two."},
		{"logo", (*configReader).logo, aText, "Path of an image in the source folder."},
		{"accent", (*configReader).accent, accentSchema, "Colour of links and signs: # and six digits, in quotes."},
		{"language", (*configReader).language, aText, "Code of the language, such as en, en-GB or de."},
		{"currency", (*configReader).currency, currencySchema, "Code of the currency that $ means, such as USD or EUR."},
		{"base-url", (*configReader).baseURL, addressSchema, "Address that the site will have; only the 404 page, feed and sitemap need it."},
		{"edit-url", (*configReader).editURL, addressSchema, "Where a page can be edited; {path} is replaced by its path, which else is added at the end."},
		{"feedback-url", (*configReader).feedbackURL, feedbackSchema, "Where readers write when a limit was in the way."},
		{"audiences", (*configReader).audiences, texts, "Who may see pages, widest first."},
		{"kinds", (*configReader).kinds, kindsSchema, "Kinds of pages by the pattern of their paths: runbooks/**: playbook."},
		{"sections", (*configReader).sections, sectionsSchema, "Folders in the order of the menu, perhaps with titles."},
		{"redirects", (*configReader).redirects, mapOfTexts, "Old addresses, each with the new one."},
		{"labels", (*configReader).labels, labelsSchema, "The words of the handbook for labels and headings."},
		{"limits", func(r *configReader, k string, v *yamlValue) { setText(&r.cfg.Limits, r.text(k, v)) }, aText, "What holds for a decision that nobody has listed; Markdown."},
		{"ignore", func(r *configReader, k string, v *yamlValue) { r.cfg.Ignore = r.globs(k, v) }, texts, "Patterns of paths that are passed over."},
		{"markup", (*configReader).markup, texts, "HTML elements that may stay, beside the usual ones."},
		{"search", (*configReader).search, searchSchema, "Words that mean the same to search."},
		{"indexing", func(r *configReader, k string, v *yamlValue) { r.cfg.Indexing, _ = r.boolean(k, v) }, yesOrNo, "Whether search engines may list the site."},
		{"offline", (*configReader).offline, yesOrNo, "Whether browsers keep pages for when there is no network; true unless this says otherwise."},
		{"checks", (*configReader).checks, checksSchema, "Severity of checks, by code or name."},
	}
}

// setText keeps the default where nothing is written.
func setText(field *string, text string) {
	if text != "" {
		*field = text
	}
}

// keys reads the entries of a mapping, and reports those that are not known. Where names the mapping.
func (r *configReader) keys(where string, m *yamlValue, known []configKey) {
	var names []string
	for _, k := range known {
		names = append(names, k.name)
	}
	for _, e := range m.entries {
		if i := slices.Index(names, e.key); i >= 0 {
			known[i].read(r, e.key, e.value)
			continue
		}
		d := unknownKey(where, e, names)
		if isNear(e.key, "audiences") {
			d.Severity, d.Unsafe = diag.Error, true // pages for few would go out to all
		}
		r.diags.Add(d)
	}
}

// unknownKey is the finding about a key that no mapping of this name has.
func unknownKey(where string, e *yamlEntry, names []string) diag.Diagnostic {
	d := diag.New(diag.UnknownConfigKey, e.pos, "%sthere is no key %q", where, e.key)
	guess := typo.Closest(strings.ReplaceAll(strings.ToLower(e.key), "_", "-"), names, 1)
	if len(guess) > 0 {
		d = d.WithHint("did you mean %q?", guess[0])
		d.Candidates = guess
	} else if len(names) <= 6 {
		d = d.WithHint("known are %s", strings.Join(names, ", "))
	}
	return d
}

// mapping returns the entries of a mapping; nothing, with a finding, if v is something else.
func (r *configReader) mapping(key string, v *yamlValue, hint string) []*yamlEntry {
	if v.kind != yamlMapping && v.kind != yamlUnset {
		r.bad(key, v, "keys with values are wanted", hint)
	}
	return v.entries
}

func (r *configReader) logo(key string, v *yamlValue) {
	p, ok := RelativePath("", strings.TrimPrefix(r.text(key, v), "/"))
	if v.kind != yamlText {
		return
	}
	if !ok {
		r.bad(key, v, "the path of an image in the source folder is wanted", "")
		return
	}
	r.cfg.Logo, r.cfg.LogoPos = p, v.pos
}

var hexColour = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func (r *configReader) accent(key string, v *yamlValue) {
	switch s := r.text(key, v); {
	case v.kind == yamlUnset:
		r.bad(key, v, "a colour is wanted", `YAML takes what follows "#" as a comment: put it in quotes, such as accent: "#1f6f8b"`)
	case v.kind != yamlText:
	case hexColour.MatchString(s):
		r.cfg.Accent = strings.ToLower(s)
	default:
		r.bad(key, v, "a colour is wanted", `write # and six digits in quotes, such as accent: "#1f6f8b"`)
	}
}

func (r *configReader) language(key string, v *yamlValue) {
	s := r.text(key, v)
	if s == "" {
		return
	}
	if _, err := language.Parse(s); err != nil {
		r.bad(key, v, "there is no such language", "write its code, such as en, en-GB or de")
		return
	}
	r.cfg.Language = s
}

func (r *configReader) currency(key string, v *yamlValue) {
	s := r.text(key, v)
	if s == "" {
		return
	}
	if _, err := currency.ParseISO(s); err != nil {
		r.bad(key, v, "there is no such currency", "write its code, such as USD or EUR")
		return
	}
	r.cfg.Currency = strings.ToUpper(s)
}

// ParseBaseURL reads the address under which a handbook will stand: absolute, with a slash at its end.
func ParseBaseURL(s string) (string, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return "", errors.New("an absolute http or https address is wanted")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.User != nil:
		return "", errors.New("an address without user, query and fragment is wanted")
	}
	u.Path = strings.TrimRight(u.Path, "/") + "/"
	u.RawPath = ""
	return u.String(), nil
}

func (r *configReader) baseURL(key string, v *yamlValue) {
	s := r.text(key, v)
	if s == "" {
		return
	}
	base, err := ParseBaseURL(s)
	if err != nil {
		r.bad(key, v, err.Error(), "such as https://handbook.example/")
		return
	}
	r.cfg.BaseURL = base
}

func (r *configReader) editURL(key string, v *yamlValue) {
	r.cfg.EditURL = r.address(key, v, "http", "https")
}

func (r *configReader) feedbackURL(key string, v *yamlValue) {
	r.cfg.FeedbackURL = r.address(key, v, "https", "http", "mailto")
}

func (r *configReader) address(key string, v *yamlValue, schemes ...string) string {
	s := r.text(key, v)
	if s == "" {
		return ""
	}
	u, err := url.Parse(strings.ReplaceAll(s, "{path}", "path"))
	if err != nil || !slices.Contains(schemes, u.Scheme) || u.Host == "" && u.Opaque == "" {
		r.bad(key, v, "an absolute address is wanted", "it begins with "+strings.Join(schemes, ": or ")+":")
		return ""
	}
	return s
}

// audiences that cannot be read would show every page to everybody.
func (r *configReader) audiences(key string, v *yamlValue) {
	n := len(r.diags)
	r.cfg.Audiences = r.list(key, v)
	for i, a := range r.cfg.Audiences {
		if slices.Contains(r.cfg.Audiences[:i], a) {
			r.bad(key, v, fmt.Sprintf("%q stands twice", a), "")
		}
	}
	for i := n; i < len(r.diags); i++ {
		r.diags[i].Unsafe = true
	}
}

func (r *configReader) kinds(key string, v *yamlValue) {
	for _, e := range r.mapping(key, v, `such as kinds: {"runbooks/**": playbook}`) {
		if kind := r.oneOf("kind", e.value, declarable); kind != "" && r.isGlob(key, e.key, e.pos) {
			r.cfg.Kinds = append(r.cfg.Kinds, KindRule{Glob: e.key, Kind: Kind(kind)})
		}
	}
}

// sections are folders in order: a list of names, or of names with titles, or a mapping of names to titles.
func (r *configReader) sections(key string, v *yamlValue) {
	add := func(folder, title string) {
		r.cfg.Sections = append(r.cfg.Sections, SectionRule{Folder: strings.Trim(folder, "/"), Title: title})
	}
	titled := func(entries []*yamlEntry) {
		for _, e := range entries {
			add(e.key, r.text(e.key, e.value))
		}
	}
	titled(v.entries)
	if v.kind == yamlText {
		add(v.text, "")
	}
	for _, item := range v.items {
		switch item.kind {
		case yamlMapping:
			titled(item.entries)
		case yamlText:
			add(item.text, "")
		default:
			r.bad(key, item, "the name of a folder is wanted", "")
		}
	}
}

func (r *configReader) redirects(key string, v *yamlValue) {
	for _, e := range r.mapping(key, v, "such as redirects: {/old/: /new/}") {
		to := r.text(e.key, e.value)
		switch {
		case e.value.kind == yamlList || e.value.kind == yamlMapping:
		case !strings.HasPrefix(e.key, "/") || strings.HasPrefix(e.key, "//"):
			r.diags.Add(diag.New(diag.BadValue, e.pos, "%q is no old address of this handbook", e.key).WithHint("it begins with /"))
		case to == "" || schemeForm.MatchString(to) && !strings.HasPrefix(to, "https:") && !strings.HasPrefix(to, "http:"):
			r.bad(e.key, e.value, "an address or a file of the handbook is wanted", "it begins with / or https:, or is a path in the source folder")
		default:
			r.cfg.Redirects = append(r.cfg.Redirects, Redirect{From: e.key, To: to, Pos: e.pos})
		}
	}
}

func (r *configReader) labels(key string, v *yamlValue) {
	for _, e := range r.mapping(key, v, `such as labels: {Must: Pflicht}`) {
		canonical, ok := canonicalWord(e.key)
		if !ok {
			r.diags.Add(unknownKey("labels: ", e, translatable()))
			continue
		}
		if text := r.text(e.key, e.value); text != "" {
			if r.cfg.Labels == nil {
				r.cfg.Labels = map[string]string{}
			}
			r.cfg.Labels[canonical] = text
		}
	}
}

func (r *configReader) globs(key string, v *yamlValue) []string {
	return slices.DeleteFunc(r.list(key, v), func(g string) bool { return !r.isGlob(key, g, v.pos) })
}

func (r *configReader) isGlob(key, glob string, pos diag.Pos) bool {
	if !isGlob(glob) {
		r.diags.Add(diag.New(diag.BadValue, pos, "%q: %q is no pattern of paths", key, glob).
			WithHint("* stands for a name or a part of one, ** for any folders, as in guides/**/*.md"))
		return false
	}
	return true
}

var elementName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// active are the elements that run, load or submit, or that have the page itself as their content: no policy
// lets them stay.
var active = strings.Fields(`applet audio base body button canvas embed form frame frameset head html iframe input link
	math meta noscript object param script select source style svg template textarea title track video`)

func (r *configReader) markup(key string, v *yamlValue) {
	for _, name := range r.list(key, v) {
		name = strings.ToLower(strings.Trim(name, "<>"))
		switch {
		case slices.Contains(active, name):
			r.bad(key, v, fmt.Sprintf("%q may not stay in a page, whatever the handbook says", name), "")
		case !elementName.MatchString(name):
			r.bad(key, v, "names of HTML elements are wanted", "such as markup: [meter]")
		default:
			r.cfg.Markup = append(r.cfg.Markup, name)
		}
	}
	slices.Sort(r.cfg.Markup)
	r.cfg.Markup = slices.Compact(r.cfg.Markup)
}

func (r *configReader) search(key string, v *yamlValue) {
	r.keys("search: ", &yamlValue{entries: r.mapping(key, v, "such as search: {synonyms: {refund: [money back]}}")}, searchKeys)
}

func (r *configReader) offline(key string, v *yamlValue) {
	on, ok := r.boolean(key, v)
	r.cfg.NoOffline = ok && !on && v.kind != yamlUnset
}

var searchKeys = []configKey{{"synonyms", (*configReader).synonyms, synonymsSchema, "Words, each with those that mean the same."}}

func (r *configReader) synonyms(key string, v *yamlValue) {
	for _, e := range r.mapping(key, v, "such as synonyms: {refund: [money back]}") {
		if r.cfg.Synonyms == nil {
			r.cfg.Synonyms = map[string][]string{}
		}
		r.cfg.Synonyms[e.key] = r.list(e.key, e.value)
	}
}

// severities are the words that a check takes.
var severities = []string{"off", "note", "warning", "error"}

func (r *configReader) checks(key string, v *yamlValue) {
	var names []string
	for _, rule := range diag.Rules() {
		names = append(names, string(rule.Code), rule.Name)
	}
	for _, e := range r.mapping(key, v, "such as checks: {orphan-page: off}") {
		rule, ok := diag.Find(e.key)
		if !ok {
			r.diags.Add(unknownKey("checks: ", e, names))
			continue
		}
		if s, ok := diag.ParseSeverity(r.oneOf("severity", e.value, severities)); ok {
			if r.cfg.Checks == nil {
				r.cfg.Checks = map[diag.Code]diag.Severity{}
			}
			r.cfg.Checks[rule.Code] = s
		}
	}
}
