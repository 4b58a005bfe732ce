package build_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// The words of the machine: so few that files, names, titles and addresses meet all the time.

var (
	folders   = []string{"", "roles/", "playbooks/", "checklists/", "decisions/", "lessons/", "essays/", "essays/deep/", "team/roles/", "Roles/"}
	stems     = []string{"lead", "desk", "outage", "round", "refund", "charge", "why", "README", "index", "_index", "Lead", "über"}
	titles    = []string{"Lead", "Desk", "*Lead*", "Outage", "Round", "Refund", "Charge", "Why", "Lead the *desk*", "Écran été", "Why: a colon", "A & B"}
	headings  = []string{"Keep one picture", "Nobody waits", "Nobody *waits*", "Score", "Responsibilities", "Decisions", "Cases", "1. Gather", "What we changed", "Ask first"}
	fragments = []string{"keep-one-picture", "nobody-waits", "Keep-One-Picture", "gather", "first", "id-1"}
	names     = []string{"lead", "desk", "Lead", "roles/lead", "desk#nobody-waits", "lead|the lead", "why", "money back", "refund", "nobody", "outage#gather|now"}
	audiences = []string{"staff", "leads"} // widest first
)

var secretWord = regexp.MustCompile(`canary[0-9]+x`)

// frontMatter has values for each key: most that fit, some that do not.
var frontMatter = map[string][]string{
	"title":         {"Lead", "Desk", "Refund", "\"Why: quoted\""},
	"summary":       {"In short.", "In short, again."},
	"owner":         {"lead", "desk", "Lead", "nobody"},
	"for":           {"[lead]", "[desk, lead]", "lead", "[nobody]"},
	"tags":          {"[money]", "[money, People]", "[people]", "[deep thought]"},
	"aliases":       {"[money back]", "[lead]", "[/old/]", "[first, /was/here/]"},
	"redirect_from": {"/old/", "[/old/, /roles/old/]", "/why/"},
	"slug":          {"lead", "other", "/away/"},
	"kind":          {"role", "essay", "lesson", "decision", "checklist", "playbook"},
	"reviewed":      {"2026-01-31", "2026-06-01"},
	"review":        {"6 months", "1 year"},
	"date":          {"2026-01-01", "2026-02-02", "2025-12-31"},
	"due":           {"2026-05-05"},
	"order":         {"1", "2", "3"},
	"conductor":     {"lead", "desk"},
	"deputy":        {"desk", "lead"},
	"cadence":       {"weekly", "monthly", "at a new hire"},
	"mode":          {"do-confirm", "read-do"},
	"takes":         {"20 minutes", "an hour"},
	"external":      {"true", "false"},
	"draft":         {"true", "false", "perhaps"},
	"audience":      {"staff", "leads", "nobody"},
	"unknown":       {"kept", "[a, b]"},
	"ownr":          {"lead"},
}

func (a *author) newPath(t *rapid.T) string {
	folder := pick(t, "folder", folders...)
	if a.tidy {
		folder = pick(t, "folder", "", "essays/", "essays/deep/", "team/", "roles/")
	}
	if oneIn(t, 12, "an image") {
		return folder + pick(t, "image", "plan.png", "plan.svg", "plan.svg", "Plan.PNG")
	}
	stem := pick(t, "stem", stems...)
	if kind := kindOf(folder); kind != "" && rapid.Bool().Draw(t, "as expected") {
		stem = expected[kind][rapid.IntRange(0, 1).Draw(t, "which")]
	}
	return folder + stem + ".md"
}

// expected are the names that texts use for pages of each kind.
var expected = map[string][]string{
	"role": {"lead", "desk"}, "playbook": {"outage", "repair"}, "checklist": {"round", "notice"},
	"decision": {"refund", "hire"}, "lesson": {"charge", "friday"}, "essay": {"why", "how"},
}

// kindOf is the kind that a folder gives.
func kindOf(folder string) string {
	for kind := range expected {
		if strings.Contains(strings.ToLower(folder), kind) {
			return kind
		}
	}
	return ""
}

func picture(t *rapid.T) string {
	return pick(t, "picture", "pixels", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "<svg><script>alert(1)</script></svg>", "other pixels")
}

func (a *author) newText(t *rapid.T, p string) string {
	if path.Ext(p) != ".md" {
		return picture(t)
	}
	var text parts
	for range rapid.IntRange(0, 3).Draw(t, "keys") {
		if a.tidy {
			text.set("tags", pick(t, "tags", frontMatter["tags"]...))
			continue
		}
		key := pick(t, "key", "owner", "for", "tags", "order", "aliases", "reviewed", "review", "date", "conductor", "summary")
		text.set(key, pick(t, "value", frontMatter[key]...))
	}
	if oneIn(t, 8, "a draft") {
		text.set("draft", "true")
	}
	if !oneIn(t, 8, "without title") {
		stem := strings.TrimSuffix(path.Base(p), ".md")
		title := capital(stem)
		if stem == "über" || oneIn(t, 3, "another title") {
			title = pick(t, "title", titles...)
		}
		text.blocks = append(text.blocks, "# "+title)
	}
	text.blocks = append(text.blocks, a.paragraph(t))
	kind := kindOf(p)
	if !a.tidy && (kind == "" || oneIn(t, 10, "of another kind")) {
		kind = pick(t, "kind", "essay", "role", "decision", "checklist", "lesson", "playbook")
	}
	text.blocks = append(text.blocks, a.kindBlocks(t, kind, p)...)
	for range rapid.IntRange(0, 3).Draw(t, "more") {
		text.blocks = append(text.blocks, a.block(t, p))
	}
	return text.text()
}

// dest is where a link of the document p leads: in one of the forms that people write, and not always anywhere.
func (a *author) dest(t *rapid.T, p string) string {
	if paths := a.documents(); a.tidy && len(paths) > 0 && !oneIn(t, 40, "untidy") {
		if oneIn(t, 3, "to any file") {
			paths = append(slices.DeleteFunc(a.content.paths(), isDocument), "plan.svg")
		}
		to := pick(t, "to", paths...)
		if rapid.Bool().Draw(t, "absolute") {
			return "/" + to
		}
		return strings.Repeat("../", strings.Count(p, "/")) + to
	}
	to := pick(t, "to", "roles/lead", "roles/desk", "essays/why", "decisions/refund", "playbooks/outage", "checklists/round", "lessons/charge",
		"essays/how", "README", "roles", "lead", "essays/deep/why", "team/roles/lead", "gone", "plan.png", "plan.svg", "roles/plan.svg", "roles/plan.png")
	isFile := path.Ext(to) != ""
	switch pick(t, "form", "relative", "absolute", "address", "html", "as written") {
	case "relative":
		if !isFile {
			to += ".md"
		}
		to = strings.Repeat("../", strings.Count(p, "/")) + to
	case "absolute":
		if !isFile {
			to += ".md"
		}
		to = "/" + to
	case "address":
		if !isFile {
			to += "/"
		}
		to = "/" + to
	case "html":
		to = "/" + to + ".html"
	}
	if oneIn(t, 3, "to a heading") {
		to += "#" + pick(t, "fragment", fragments...)
	}
	if oneIn(t, 10, "elsewhere") {
		to = pick(t, "address", "#gather", "/old/", "/was/here/", "https://handbook.example/roles/lead/", "https://example.org/", "mailto:lead@example.org", "", "{{ url }}", "/tags/money/", "/gaps/")
	}
	return to
}

func (a *author) link(t *rapid.T, p string) string {
	if a.tidy {
		return pick(t, "text", "[the lead](", "[this](", "[*this*](", "![a plan](") + a.dest(t, p) + ")"
	}
	switch pick(t, "link", "inline", "inline", "wiki", "image", "reference", "raw", "angle", "undefined") {
	case "wiki":
		return "[[" + pick(t, "name", names...) + "]]"
	case "image":
		return "![a plan](" + a.dest(t, p) + ")"
	case "reference":
		return "[ref][r]\n\n[r]: <" + a.dest(t, p) + ">"
	case "raw":
		return "<a href=\"" + a.dest(t, p) + "\">raw</a>"
	case "angle":
		return "[angle](<" + a.dest(t, p) + ">)"
	case "undefined":
		return "[no such reference][nowhere]"
	}
	return "[" + pick(t, "text", "the lead", "this", "money *back*", "") + "](" + a.dest(t, p) + ")"
}

// role is a link to what is mostly a role.
func (a *author) role(t *rapid.T, p string) string {
	return "[" + pick(t, "role name", "Lead", "Desk") + "](" + pick(t, "role", "/roles/lead.md", "/roles/desk.md", "/roles/lead.md#keep-one-picture", "/roles/desk.md#nobody-waits", "/team/roles/lead.md", a.dest(t, p)) + ")"
}

// paragraph is prose. Some differ only in what a summary does not keep, some only in how many lines they take.
func (a *author) paragraph(t *rapid.T) string {
	if !a.tidy && oneIn(t, 8, "an untidy one") {
		return pick(t, "paragraph", "A note[^1] stands below.", "It prints {{ .Title }}, and Mr. 1,000 USD.")
	}
	return pick(t, "paragraph", "It is said in one sentence.", "It is *said* in one sentence.", "It is said\nin one sentence.", "Somebody decides, and says so.",
		"Somebody decides, and\nsays so. <!-- a remark -->", "The next pair of hands knows `what` to do.", "Whoever asks early is *thanked*. So they ask.",
		"Two sentences. The second one is longer than the first, and has a comma.")
}

// capital begins s with a capital letter, however many bytes that takes: half a letter would be a name that no
// snapshot of a disk has.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
