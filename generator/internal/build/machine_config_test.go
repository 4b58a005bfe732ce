package build_test

import (
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// configuration has values for each key of handbook.yaml: most that fit, some that do not.
var configuration = map[string][]string{
	"title":        {"The book", "Another book"},
	"description":  {"Who may decide what.", "What to do now."},
	"logo":         {"logo.svg", "plan.png", "roles/plan.svg"},
	"accent":       {"\"#1f6f8b\"", "\"#cc0000\"", "red"},
	"language":     {"en", "de", "no such"},
	"currency":     {"USD", "EUR"},
	"base-url":     {"https://handbook.example/", "https://handbook.example/book/", "nowhere"},
	"edit-url":     {"https://git.example/edit/{path}", "https://git.example/blob/"},
	"feedback-url": {"https://feedback.example/", "mailto:desk@example.org"},
	"audiences":    {"[staff, leads]"},
	"kinds":        {"{\"essays/**\": lesson}", "{\"team/**\": essay, \"*.md\": role}"},
	"sections":     {"[lessons, roles]", "{essays: Reading}", "[roles, {playbooks: Plays}]"},
	"redirects":    {"{/old/: /roles/lead/}", "{/old/: roles/desk.md, /away/: https://example.org/}", "{/roles/lead/: /why/}"},
	"labels":       {"{Must: Pflicht}", "{Role: Rolle, Ask first: Frag zuerst}", "{Your call: Deine Sache, Decisions: Entscheide}"},
	"limits":       {"\"Ask the [Lead](roles/lead.md).\"", "\"Decide, and tell [[desk]].\""},
	"ignore":       {"[\"team/**\"]", "[\"**/desk.md\", \"*.png\"]"},
	"markup":       {"[meter]", "[script]"},
	"search":       {"{synonyms: {refund: [money]}}", "{synonyms: {fridge: [freezer, cold room]}}"},
	"indexing":     {"true", "false"},
	"offline":      {"true", "false"},
	"checks":       {"{unknown-page: off}", "{B201: note, orphan-page: error}", "{page-without-owner: warning}"},
	"titel":        {"a slip"},
}

// Configure changes one key of handbook.yaml, takes one away, or the whole file.
func (a *author) Configure(t *rapid.T) {
	text, ok := a.content["handbook.yaml"]
	if !ok {
		text = "# The handbook.\n"
	} else if oneIn(t, 15, "delete it") {
		delete(a.content, "handbook.yaml")
		return
	}
	key := pick(t, "key", slices.Sorted(maps.Keys(configuration))...)
	lines := slices.DeleteFunc(strings.SplitAfter(text, "\n"), func(l string) bool { return l == "" || strings.HasPrefix(l, key+":") })
	if !oneIn(t, 4, "take it away") {
		lines = append(lines, key+": "+pick(t, "value", configuration[key]...)+"\n")
	}
	if oneIn(t, 25, "a slip") {
		lines = append(lines, "title: [\n")
	}
	a.content["handbook.yaml"] = strings.Join(lines, "")
}

const feltRound = "rounds:\n  - date: 2026-03-16\n    statements:\n      - text: \"I know what I may decide\"\n        managers: {agree: 11, of: 12}\n        others: {agree: 3, of: 70}\n"

// Ask writes down what people feel.
func (a *author) Ask(t *rapid.T) {
	switch text := pick(t, "felt", feltRound, strings.ReplaceAll(feltRound, "agree: 3", "agree: 44"), "rounds: 1\n", strings.ReplaceAll(feltRound, "agree: 3", "agree: 99"), ""); text {
	case "":
		delete(a.content, "felt.yaml")
	default:
		a.content["felt.yaml"] = text
	}
}

// Lock breaks the file with the ids that must not be lost, or deletes it.
func (a *author) Lock(t *rapid.T) {
	switch text := pick(t, "lock", "", "no lock", "{}"); text {
	case "":
		delete(a.content, "checklists.lock.json")
	default:
		a.content["checklists.lock.json"] = text
	}
}

// Summarize writes, or deletes, a table of contents.
func (a *author) Summarize(t *rapid.T) {
	p := pick(t, "folder", "", "", "roles/", "essays/") + "SUMMARY.md"
	if _, ok := a.content[p]; ok && oneIn(t, 3, "delete it") {
		delete(a.content, p)
		return
	}
	text := "# Summary\n\n"
	for range rapid.IntRange(0, 5).Draw(t, "entries") {
		text += strings.Repeat("  ", rapid.IntRange(0, 1).Draw(t, "depth")) + "- [An entry](" + a.dest(t, p) + ")\n"
	}
	a.content[p] = text
}

// Picture changes what lies beside the documents.
func (a *author) Picture(t *rapid.T) {
	p := pick(t, "picture", "plan.svg", "roles/plan.png", "plan.png", "roles/plan.svg", "logo.svg", "essays/plan.svg", "essays/why", "notes.txt")
	if _, ok := a.content[p]; ok && oneIn(t, 6, "delete it") {
		delete(a.content, p)
		return
	}
	a.content[p] = picture(t)
}
